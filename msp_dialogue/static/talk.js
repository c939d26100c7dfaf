// The conversation page without a reload: sends the same form and puts the next page's <main> in place of this one.
// It must not keep anything in the browser, and the page must work as well without it.

const WAIT = 30000; // milliseconds; a save takes one second on a bad day, so after this nobody is coming back
const WIDE = matchMedia("(min-width: 62em)");

const saved = document.getElementById("saved");
let sending = false;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-talk-form]") || !event.submitter) return; // an old browser sends the form itself
  if ("leaves" in event.submitter.dataset) {
    sending = true; // the browser goes to another page, and the words with it
    return;
  }
  event.preventDefault();
  if (!sending) send(form, event.submitter);
});

async function send(form, button) {
  sending = true;
  const fields = written(form, button);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT);
  hold(form, true);
  saved.textContent = "";
  document.getElementById("trouble").replaceChildren();
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: fields,
      headers: { Accept: "text/html", "X-Talk": "1" },
      signal: stop.signal,
    });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const next = page.querySelector("main[data-talk]");
    const before = document.querySelector("main");
    const another = next && (next.dataset.screen !== before.dataset.screen || next.lang !== before.lang);
    if ("goes" in button.dataset && reply.ok && reply.redirected) location.assign(reply.url); // its words are kept, so it may go
    else if (another && reply.ok) location.replace(reply.url); // it changed hands, or what stands around it is in another language
    else if (next) show(next, button, reply.ok);
    else if (reply.ok) location.replace(reply.url); // the conversation is over, or somebody has to sign in
    else warn();
  } catch {
    warn();
  } finally {
    clearTimeout(timer);
    hold(form, false);
    sending = false;
  }
}

// The same fields and the same line ends as the browser would send, so that words are stored alike either way.
function written(form, button) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, value.replace(/\r\n?|\n/g, "\r\n"));
  if (button.name) fields.append(button.name, button.value);
  return fields;
}

// Buttons stay in the tab order while they wait: a disabled one would drop the focus.
function hold(form, waiting) {
  form.setAttribute("aria-busy", String(waiting));
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", String(waiting));
}

// Any main[data-talk] may take the place of the one before it.
function show(next, button, taken) {
  const openBefore = document.querySelector(".said")?.open;
  next.querySelector("[autofocus]")?.removeAttribute("autofocus"); // that is for pages without this script
  document.querySelector("main").replaceWith(document.adoptNode(next));
  document.title = next.dataset.title;
  document.documentElement.className = "person " + (next.dataset.look ?? "");
  document.documentElement.lang = next.lang;
  document.documentElement.dir = next.dir;
  openSaid(openBefore);
  const notice = next.querySelector("[data-notice]");
  if (notice?.textContent.trim() === saved.dataset.word) notice.remove(); // said below, in the live region
  const wrong = next.querySelector(".error-summary");
  const answered = button.name === "non_answer" || button.value === "answer";
  if (taken && answered && !wrong) saved.textContent = saved.dataset.word;
  const newRow = button.value === "add" && !wrong && [...next.querySelectorAll(".row")].pop()?.querySelector("input, textarea");
  const pressed = button.ariaPressed && button.id && document.getElementById(button.id);
  if (pressed) return pressed.focus(); // one of several to try, one after the other
  if (!newRow) scrollTo(0, 0);
  (newRow || next.querySelector(".error-summary, [data-notice], h1")).focus();
}

function warn() {
  const place = document.getElementById("trouble");
  place.replaceChildren(document.getElementById("trouble-words").content.cloneNode(true));
  place.scrollIntoView({ block: "nearest" });
}

// A wide screen has room for what was said; browsers that style ::details-content show it without this.
function openSaid(openBefore = false) {
  const said = document.querySelector(".said");
  if (said) said.open = openBefore || WIDE.matches;
}

// "None of these" and the like cannot stand beside another choice. The server says so too.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of target.form.querySelectorAll("input[type=checkbox]")) {
    if (other === target || other.name !== target.name) continue;
    if ("alone" in target.dataset || "alone" in other.dataset) other.checked = false;
  }
});

// A link in the error summary takes the focus to its field and leaves the address as it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus({ preventScroll: true });
  (field.closest("fieldset, .answer") ?? field).scrollIntoView({ block: "nearest" });
});

// Leaving the page by Back, by its address or by closing it: what was half typed goes to the server, which keeps it.
addEventListener("pagehide", () => {
  const form = document.querySelector("[data-talk-form]");
  if (form && !sending && [...form.elements].some((field) => field.value !== field.defaultValue && field.matches("textarea, [type=text]"))) {
    navigator.sendBeacon("/talk/keep", written(form, {}));
  }
});

openSaid();
