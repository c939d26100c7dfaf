// Starts GOV.UK Frontend's own enhancements where its script has been installed. Every page works without them.

const script = document.querySelector("script[data-govuk]");

if (script) {
  import(script.dataset.govuk)
    .then((govuk) => {
      document.body.classList.add("js-enabled", "govuk-frontend-supported");
      govuk.initAll();
    })
    .catch(() => {
      document.body.classList.remove("js-enabled", "govuk-frontend-supported");
    });
}
