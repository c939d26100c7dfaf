// Reads the page aloud when somebody asks for it, by the service's sounds, else by a voice that lies on this device.
// It must never use a voice that sends the words away, keep nothing in the browser, and fall silent when the page goes.

const root = document.documentElement;
const synth = window.speechSynthesis;
const audio = new Audio(); // one for all, so that what a tap allowed once stays allowed
const RATES = { slow: 0.75, usual: 0.9, fast: 1.2 };
const READ = "#question, .item p, .item blockquote, .ask-more > p, .turn p, .numbers li, .danger, .look-group h2, .look-choice, .option label, .option-more p";

let heard; // the button that was pressed last, while it is heard
let marks = [];

const box = () => document.querySelector("[data-listen]");

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-listen-part]");
  if (!button) return;
  const before = heard;
  stop();
  if (button !== before) read(button);
});

async function read(button) {
  heard = button;
  button.dataset.heard = "";
  if (box().dataset.voice === "device") return speak(button);
  const place = `${box().dataset.listen}/${box().dataset.speed}/`;
  audio.src = place + button.dataset.listenPart;
  audio.play().catch(({ name }) => name === "NotAllowedError" && heard === button && stop()); // without a tap
  point(button.dataset.listenPart);
  if (button.dataset.listenPart !== "all" || !document.querySelector(".option, .look-group")) return;
  const reply = await fetch(place + "marks").catch(() => ({}));
  if (reply.ok && heard === button) marks = await reply.json();
}

// Each part by itself, so that it can be shown which is heard.
function speak(button) {
  const voice = localVoice();
  if (!voice) return stop();
  const within = button.closest(".option") ?? document.querySelector("main .now");
  const parts = [...within.querySelectorAll(READ)];
  parts.forEach((part, number) => {
    const words = new SpeechSynthesisUtterance(part.textContent);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = RATES[box().dataset.speed];
    words.onstart = () => heard === button && point(part.htmlFor ?? part.id);
    if (number === parts.length - 1) words.onend = () => heard === button && stop();
    synth.speak(words);
  });
}

function localVoice() {
  const language = document.querySelector("main").lang.split("-")[0];
  return synth?.getVoices().find((voice) => voice.localService === true && voice.lang.split(/[-_]/)[0] === language);
}

function stop() {
  delete heard?.dataset.heard;
  heard = undefined;
  marks = [];
  point();
  audio.pause();
  synth?.cancel();
}

function point(id) {
  const part = id && document.getElementById(id)?.closest(".option, .item, .ask, .look-group");
  for (const old of document.querySelectorAll(".is-heard")) if (old !== part) old.classList.remove("is-heard");
  part?.classList.add("is-heard");
}

function offer() {
  if (box()?.dataset.voice === "service") root.dataset.listens = "service";
  else root.dataset.listens = localVoice() ? "device" : "";
}

// At the start, and whenever another page took the place of this one.
function begin() {
  stop();
  if (!box()) return;
  offer();
  if ("byItself" in box().dataset) read(box().querySelector("[data-listen-part]"));
}

audio.addEventListener("ended", stop);
audio.addEventListener("error", () => heard && speak(heard)); // the service cannot read it, or not now
audio.addEventListener("timeupdate", () => marks.length && point(marks.filter(([from]) => from <= audio.currentTime).pop()?.[1]));
for (const kind of ["submit", "visibilitychange"]) document.addEventListener(kind, stop);
addEventListener("pagehide", stop);
synth?.addEventListener?.("voiceschanged", offer);
new MutationObserver(begin).observe(document.body, { childList: true });
begin();
