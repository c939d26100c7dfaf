// A page with private words must not be seen by pressing Back after leaving it. The server's new cookie is the first
// guard; this is the second: the page is blank from the moment it is left, and asks the server again if it comes back.

addEventListener("pagehide", () => {
  document.documentElement.hidden = true;
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.pathname + location.search); // with its #part it would not load again
});
