// Exit this page at once: by its button, or by pressing Shift three times. The page is blank before anything is sent.
// Without this script the button is an ordinary one.

const PAUSE = 5000; // milliseconds within which Shift counts as pressed again
let pressed = [];

function blank() {
  document.documentElement.hidden = true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-exit]")) blank();
});

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") {
    pressed = [];
    return;
  }
  pressed = [...pressed.filter((at) => event.timeStamp - at < PAUSE), event.timeStamp];
  if (pressed.length < 3) return;
  blank();
  document.querySelector("[data-exit]").click();
});
