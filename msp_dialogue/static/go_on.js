// Takes the last step of signing in with the council's provider; without it, people press the button.
document.querySelector("form[data-go-on]")?.requestSubmit();
