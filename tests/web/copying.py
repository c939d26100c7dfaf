"""A copy for the person, asked for and made as a worker does it."""

import secrets

from werkzeug.test import TestResponse

from tests.web.site import Browser


def say_safe(browser: Browser, enquiry: str, answer: str = "yes") -> TestResponse:
    """Note whether it is safe for the person to keep a copy."""
    return browser.post(f"/enquiries/{enquiry}/copy", {"safe": answer, "token": secrets.token_hex(16)})


def made(browser: Browser, enquiry: str, form: str, token: str | None = None) -> TestResponse:
    """What a form's button gives: a file, or where the page to print is."""
    return browser.post(f"/enquiries/{enquiry}/copy/{form}", {"token": token or secrets.token_hex(16)})


def printed(browser: Browser, enquiry: str, form: str = "page") -> TestResponse:
    """The page to print, from the question to the page itself."""
    say_safe(browser, enquiry)
    return browser.get(made(browser, enquiry, form).headers["Location"])
