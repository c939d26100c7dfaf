// A handed-over screen that is left alone comes to rest; a minute before, it asks, and one tap is enough to stay.
// The server decides: this only asks in time, tells it that somebody is here, and hides what is on the screen.

const MINUTE = 60000;
const after = Number(document.querySelector("[data-rest-after]").dataset.restAfter) * 1000;
let active = Date.now();
let told = Date.now();

const box = () => document.getElementById("idle");
const form = () => document.getElementById("answers");

function isHere() {
  active = Date.now();
  if (active - told > MINUTE) tell();
}

// What is half typed is kept on the way, so that nothing is lost if the screen comes to rest.
function tell() {
  told = Date.now();
  navigator.sendBeacon("/talk/keep", new URLSearchParams(new FormData(form())));
}

function look() {
  const alone = Date.now() - active;
  if (alone >= after) return form().requestSubmit(document.querySelector("[formaction='/talk/hide']"));
  const asks = alone >= after - MINUTE;
  if (asks && box().hidden) {
    box().hidden = false;
    document.getElementById("idle-stay").focus();
  } else if (!asks && !box().hidden) box().hidden = true;
}

for (const kind of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(kind, isHere, { passive: true });
document.addEventListener("click", (event) => {
  if (event.target.id !== "idle-stay") return;
  box().hidden = true;
  tell();
  document.getElementById("question")?.focus();
});
document.addEventListener("visibilitychange", () => document.hidden || look()); // a tablet that was asleep
setInterval(look, 1000);
