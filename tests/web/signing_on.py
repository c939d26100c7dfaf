"""Going to the provider and back as browsers do: a step from another site comes without the Strict session cookie."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from werkzeug.test import TestResponse

from msp_dialogue.accounts import identities
from msp_dialogue.settings import SignOn
from tests.web.linter import check_headers, checked
from tests.web.provider import CLIENT, SECRET, TestProvider
from tests.web.site import HTTPS, PASSWORD, Browser, Site

NAME = "your council account"
HOST = urlsplit(HTTPS).hostname or ""
SESSION, CARRIED = "__Host-session", "__Host-sso"


def sign_on(provider: TestProvider, folder: Path, *, second_factor: bool = True) -> SignOn:
    """The settings for this provider, with the client's secret in a file of its own."""
    file = folder / "client-secret"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o400)
    return SignOn(
        issuer=provider.issuer, client_id=CLIENT, client_secret_file=file, name=NAME, second_factor=second_factor
    )


@dataclass
class Way:
    """One browser on its way to the provider and back."""

    provider: TestProvider
    browser: Browser

    def leave(self) -> str:
        """Follow the link to the provider: where it leads."""
        reply = self.browser.client.get("/single-sign-on", base_url=HTTPS, headers={"Sec-Fetch-Site": "same-origin"})
        check_headers(reply)
        assert reply.status_code == 303, reply.text
        return reply.headers["Location"]

    def allowed(self, place: str) -> str:
        """Sign in there: where the provider sends the browser."""
        return self.provider.allow(dict(parse_qsl(urlsplit(place).query)))

    def come_back(self, place: str) -> TestResponse:
        """Follow the provider: the browser does not send the session, and keeps the one it has."""
        path = place.removeprefix(HTTPS)
        with self._without_session():
            reply = checked(self.browser.client.get(path, base_url=HTTPS, headers={"Sec-Fetch-Site": "cross-site"}))
        assert not [each for each in reply.headers.getlist("Set-Cookie") if each.startswith(SESSION)]
        return reply

    def go_on(self, form: Mapping[str, str] | None = None) -> TestResponse:
        """Take the last step."""
        page = self.browser.get("/single-sign-on/on")
        return self.browser.post("/single-sign-on/on", form or {}) if page.status_code == 200 else page

    def there_and_back(self, form: Mapping[str, str] | None = None) -> TestResponse:
        """All of it."""
        back = self.come_back(self.allowed(self.leave()))
        assert back.status_code == 200, back.text
        assert 'content="0; url=/single-sign-on/on"' in back.text
        return self.go_on(form)

    def bind(self) -> None:
        """Let a colleague who is signed in use the provider from now on."""
        assert self.there_and_back({"password": PASSWORD}).status_code == 303

    @contextmanager
    def _without_session(self) -> Iterator[None]:
        client = self.browser.client
        kept = client.get_cookie(SESSION, HOST)
        client.delete_cookie(SESSION, domain=HOST)
        yield
        if kept:
            client.set_cookie(SESSION, kept.value, domain=HOST, secure=True, httponly=True)


def carried(browser: Browser) -> str | None:
    """The cookie that goes to the provider and back."""
    found = browser.client.get_cookie(CARRIED, HOST)
    return found.value if found else None


def who(browser: Browser) -> str:
    """Who is signed in, as the page says."""
    page = browser.get("/")
    return page.text.partition('app-header__who" dir="auto">')[2].partition("<")[0] if page.status_code == 200 else ""


def bind(site: Site, name: str, provider: TestProvider, subject: str = "subject-1") -> None:
    """Have an account bound already."""
    account, identity = site.account(name), identities.Identity(provider.issuer, subject)
    with site.database.transaction() as connection:
        identities.bind(connection, account.id, identity, at=site.clock())


def rows(site: Site, table: str) -> int:
    """How many rows a table has."""
    with site.database.reading() as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608 - our tables


Opened = Callable[..., Site]
