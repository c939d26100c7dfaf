"""Shows the browser a page state with the policies, style sheets and scripts it has in the service.

The page comes from memory, so that hundreds of states need neither the service nor the walks that lead to them.
"""

import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize

from msp_dialogue.web.headers import FOR_A_YEAR, HEADERS
from msp_dialogue.web.static import FOLDER
from tests.states.state import State

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.2 A and AA, which hold what 2.1 and 2.0 asked for, and what axe's makers think good beyond that."""
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
"""A desk, and the narrowest screen [WCAG 1.4.10]: as wide as 1280 pixels are at 400 %."""
AT_ONCE = re.compile(r"<meta http-equiv=.refresh.[^>]*>|<script[^>]*leave\.js[^>]*></script>")
"""What takes the browser off a page that is only passed through."""

RUN_AXE = """async (rules) => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const found = await axe.run({ runOnly: { type: "tag", values: rules }, resultTypes: ["violations", "incomplete"],
    preload: false });
  const told = (each) => each.nodes.map((node) => `${each.id}: ${node.target.join(" ")} (${each.help})`);
  return { violations: found.violations.flatMap(told), incomplete: found.incomplete.flatMap(told) };
}"""
"""Everything that can be opened is open. `preload` would read the style sheets again, for rules that are not asked."""


@dataclass
class Show:
    """A page of the browser on which states are shown, one after another."""

    page: Page
    server: "StateServer"

    def show(self, state: State) -> Page:
        """The state, as soon as it stands there."""
        self.server.html = AT_ONCE.sub("", state.html).encode()
        self.page.goto(state.path)
        return self.page

    def axe(self) -> dict[str, list[str]]:
        """What axe finds wrong with what is shown, and what it leaves to people to judge."""
        found: dict[str, list[str]] = self.page.evaluate(RUN_AXE, RULES)
        return found


class StateServer(ThreadingHTTPServer):
    """Answers with the state that is shown now, whatever page is asked for."""

    html = b""


class _Handler(BaseHTTPRequestHandler):
    server: StateServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            self._send(*_file(path.removeprefix("/static/")), FOR_A_YEAR)
        else:
            self._send(self.server.html, "text/html; charset=utf-8", "no-store")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(b"", "text/plain", "no-store")

    def log_message(self, *_told: object) -> None:
        """Say nothing."""

    def _send(self, body: bytes, kind: str, cache: str) -> None:
        self.send_response(200)
        for name, value in {**HEADERS, "Content-Type": kind, "Cache-Control": cache}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def showing(browser: Browser, *, for_axe: bool = False, **options: Any) -> Iterator[Show]:
    """A browser context of its own, looking in whichever way the options say; axe is large, so only for whom it is."""
    server = StateServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(base_url=address, **{"viewport": WIDE, **options})
    context.set_default_timeout(20_000)
    if for_axe:
        context.add_init_script(AXE_SCRIPT)
    try:
        yield Show(context.new_page(), server)
    finally:
        context.close()
        server.shutdown()
        server.server_close()


@cache
def _file(name: str) -> tuple[bytes, str]:
    return (FOLDER / name).read_bytes(), mimetypes.guess_type(name)[0] or "text/plain"
