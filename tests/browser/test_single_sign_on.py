"""Signing in with the council's provider in a real browser: the provider's reply comes from another site, with which
a browser does not send the Strict session cookie [A-11, A-12, S-02].

The service is at 127.0.0.1 and the provider at localhost, which are different sites to a browser.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import PASSWORD, started
from tests.browser.desk import Running
from tests.browser.test_conversations import SAFELY
from tests.browser.walking import Walk
from tests.web.provider import CLIENT, SECRET, TestProvider, running

pytestmark = pytest.mark.browser

ACCOUNT = "your council account"
NAME = f"Sign in with {ACCOUNT}"


@dataclass
class Council:
    """A colleague's browser, and what it sent."""

    page: Page
    walk: Walk
    sent: list[Request]
    scripts: bool

    def sign_in_there(self) -> None:
        """Say yes at the provider; without JavaScript the last step is a button."""
        self.page.get_by_role("button", name="Yes, it is me").click()
        last = self.page.get_by_role("button", name="Continue")
        if not self.scripts:
            last.click()

    def carried(self, path: str) -> set[str]:
        """The names of the cookies that came with the last request for a page."""
        last = [each for each in self.sent if urlsplit(each.url).path == path][-1]
        return {each.partition("=")[0] for each in last.all_headers().get("cookie", "").split("; ") if each}


@pytest.fixture
def provider() -> Iterator[TestProvider]:
    """A provider at another site than the service."""
    with running(RSAKey.generate_key(2048, auto_kid=True), host="localhost") as opened:
        yield opened


@pytest.fixture
def service(provider: TestProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The service with that provider, which is trusted to ask for a second factor."""
    secret, port = tmp_path / "client-secret", free_port()
    secret.touch(0o600)
    secret.write_text(SECRET)
    monkeypatch.setenv("MSP_OIDC_ISSUER", provider.issuer)
    monkeypatch.setenv("MSP_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("MSP_OIDC_CLIENT_SECRET_FILE", str(secret))
    monkeypatch.setenv("MSP_OIDC_NAME", ACCOUNT)
    monkeypatch.setenv("MSP_OIDC_SECOND_FACTOR", "provider")
    monkeypatch.setenv("MSP_PUBLIC_ADDRESS", f"http://127.0.0.1:{port}")
    with started(tmp_path, "--port", str(port)) as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def council(request: pytest.FixtureRequest, chromium: Browser, service: Running) -> Iterator[Council]:
    """A colleague, signed in with the first account, which is bound to somebody at the provider."""
    context = chromium.new_context(base_url=service.address, java_script_enabled=request.param)
    context.set_default_timeout(10_000)
    page = context.new_page()
    opened = Council(page, Walk.create_account(page, service.first_account, PASSWORD), [], request.param)
    page.on("request", lambda sent: opened.sent.append(sent))
    page.goto("/account")
    page.get_by_role("link", name=ACCOUNT).click()
    page.get_by_role("button", name="Yes, it is me").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Code from your device").fill(opened.walk.codes.pop())
    page.get_by_role("button", name="from now on").click()
    expect(page.get_by_text("Wendy Worker").first).to_be_visible()
    yield opened
    context.close()


def free_port() -> int:
    """A port at which nothing listens, known before the service starts: the provider needs the way back."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_colleague_signs_in_with_the_provider_and_the_strict_cookie_never_comes_from_there(council: Council) -> None:
    """[A-11, S-02] The page that is come back to sees only the cookie of the way; the next step sees the session."""
    council.page.get_by_role("button", name="Sign out").click()
    council.page.get_by_role("link", name=NAME).click()
    council.sign_in_there()
    expect(council.page.get_by_text("Wendy Worker").first).to_be_visible()

    assert council.carried("/single-sign-on/back") == {"sso"}
    assert council.carried("/single-sign-on/on") == {"sso", "session"}
    cookies = {each["name"]: each for each in council.page.context.cookies()}
    assert set(cookies) == {"session"}
    assert (cookies["session"]["sameSite"], cookies["session"]["httpOnly"]) == ("Strict", True)


def test_a_handed_over_screen_is_taken_back_with_the_provider(council: Council) -> None:
    """[A-12, H-04]"""
    council.walk.open_enquiry("SYN-1", "Test Rose")
    council.walk.until("Start the first conversation", "How shall we talk?", SAFELY)
    council.page.goto("/talk/back")
    council.page.get_by_role("link", name=NAME).click()
    council.sign_in_there()
    council.page.wait_for_url("**/talk")
    expect(council.page.get_by_role("link", name="For staff: sign in")).to_have_count(0)

    council.page.goto("/")
    expect(council.page.get_by_text("Wendy Worker").first).to_be_visible()
    assert council.carried("/single-sign-on/back") == {"sso"}
