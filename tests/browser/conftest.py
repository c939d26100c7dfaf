"""A real service on a real port, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, sync_playwright

from msp_dialogue.accounts import passwords
from msp_dialogue.record.library import FlowLibrary, read_flows
from tests.browser.certificate import Certificate
from tests.browser.desk import Desk, Running

ROOT = Path(__file__).parent.parent.parent
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_CACHE = "--disable-back-forward-cache"  # what Playwright says by itself
WEATHER = "https://www.bbc.co.uk/weather"  # where those land who leave
PASSWORD = "four invented words here"


@dataclass(frozen=True)
class Launch:
    """The headless Chromium whose path is given, with its back/forward cache on, as people have it."""

    kind: BrowserType
    path: str
    options: tuple[str, ...]

    def browser(self) -> Browser:
        """A browser that keeps nothing."""
        return self.kind.launch(executable_path=self.path, args=list(self.options), ignore_default_args=[NO_CACHE])

    def with_profile(self, folder: Path, address: str, *, script: bool) -> BrowserContext:
        """A browser that keeps what it keeps in a folder."""
        return self.kind.launch_persistent_context(
            folder,
            executable_path=self.path,
            args=list(self.options),
            ignore_default_args=[NO_CACHE],
            base_url=address,
            java_script_enabled=script,
        )


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate that the browser of these tests trusts."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def launch(certificate: Certificate) -> Iterator[Launch]:
    """How the browser is started."""
    path = os.environ.get("MSP_CHROMIUM")
    if not path:
        pytest.skip("MSP_CHROMIUM does not name a browser")
    with sync_playwright() as playwright:
        yield Launch(playwright.chromium, path, (*QUIET, certificate.trusted))


@pytest.fixture(scope="session")
def chromium(launch: Launch) -> Iterator[Browser]:
    """One browser for many tests; each takes a context of its own."""
    browser = launch.browser()
    yield browser
    browser.close()


@contextmanager
def started(folder: Path, *more: str) -> Iterator[Running]:
    """The service as the README starts it, new and empty, with whatever more is said to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "msp_dialogue", "serve", "--port", str(port), *more]
    command += ["--data", str(folder / "data"), "--key", str(folder / "key")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while "first-account/" not in said:
            line = process.stdout.readline()
            assert line, f"the service ended: {said}"
            said += line
        link = re.search(r"(https?://[^/]+)/first-account/\S+", said)
        assert link is not None
        try:
            yield Running(link[1], link[0], folder)
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    """A service of this test's own."""
    with started(tmp_path) as running:
        yield running


@pytest.fixture
def secured(tmp_path: Path, certificate: Certificate) -> Iterator[Running]:
    """The same over https, where the policies are those that people meet."""
    with started(tmp_path, *certificate.options) as running:
        yield running


@contextmanager
def desk_in(folder: Path, *more: str) -> Iterator[Desk]:
    """A service where a password alone signs in, with what it takes to write into its record."""
    hashed = passwords.hash_new(PASSWORD, sign_in_name="nobody")
    folder_of_flows = os.environ.get("MSP_FLOWS")
    flows = read_flows(Path(folder_of_flows) if folder_of_flows else None)
    with ExitStack() as until_the_end:
        with pytest.MonkeyPatch.context() as environment:  # for its start alone: later ones ask for a second factor
            environment.setenv("MSP_SECOND_FACTOR", "optional")
            running = until_the_end.enter_context(started(folder, *more))
        yield Desk(running, FlowLibrary(flows), hashed)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One service for many tests."""
    with desk_in(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(scope="session")
def secured_desk(tmp_path_factory: pytest.TempPathFactory, certificate: Certificate) -> Iterator[Desk]:
    """The same over https, where the policies are those that people meet."""
    with desk_in(tmp_path_factory.mktemp("secured"), *certificate.options) as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, chromium: Browser, service: Running) -> Iterator[Page]:
    """A page of a fresh browser, with and without JavaScript; nothing foreign is loaded or goes wrong [O-02, O-05]."""
    context: BrowserContext = chromium.new_context(java_script_enabled=request.param, base_url=service.address)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on("response", lambda reply: trouble.append(f"{reply.status} {reply.url}") if reply.status == 404 else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda sent: None if sent.url.startswith(service.address) else trouble.append(sent.url))
    yield opened
    context.close()

    assert trouble == []
