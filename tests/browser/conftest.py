"""A real service on a real port, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
PASSWORD = "four invented words here"


@dataclass(frozen=True)
class Running:
    """A service that listens, the link to its first account, and where its data and key are."""

    address: str
    first_account: str
    folder: Path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium, the one whose path is given."""
    path = os.environ.get("MSP_CHROMIUM")
    if not path:
        pytest.skip("MSP_CHROMIUM does not name a browser")
    with sync_playwright() as playwright:
        # With the back/forward cache on, as people have it; Playwright switches it off by default.
        browser = playwright.chromium.launch(
            executable_path=path, args=list(QUIET), ignore_default_args=["--disable-back-forward-cache"]
        )
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
        yield Running(link[1], link[0], folder)
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    """A service of this test's own."""
    with started(tmp_path) as running:
        yield running


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
