"""How many bytes a browser is sent: for its first page, with all that belongs to it, and for every step after."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from benchmark import interview
from benchmark.client import Browser, Reply

_PARTS = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"')
_OF_STYLES = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")
_OF_SCRIPTS = re.compile(r"""(?:from|import)\s*["'](\.{0,2}/[^"']+)["']""")


def first_loads(port: int) -> dict[str, int]:
    """Bytes of the sign-in page and of the first page of a screen that was handed over, each with all it loads."""
    browser = Browser(port)
    found = {"sign-in page": _whole(browser, browser.follow(browser.get("/sign-in")), "/sign-in")}
    browser.close()
    at = interview.seat(port, 0)
    page = interview.begin(at)
    while 'data-screen="person"' not in page.text:
        page, _ = interview.step(at.browser, interview.answered(page.text))
    found |= {"the person’s first page": _whole(at.browser, page, "/talk")}
    at.browser.close()
    return found


def _whole(browser: Browser, page: Reply, address: str) -> int:
    """A page and everything it names, and what that names, each once."""
    wanted, seen, size = list(_named(page, address)), set[str](), page.size
    while wanted:
        path = wanted.pop()
        if path in seen:
            continue
        seen.add(path)
        part = browser.get(path.replace("&amp;", "&"))
        if part.status != 200:
            raise RuntimeError(f"{path} gave {part.status}")
        size += part.size
        if ".css" in path or ".js" in path:
            wanted += _named(part, path)
    return size


def _named(part: Reply, address: str) -> Iterator[str]:
    patterns = (_OF_STYLES,) if ".css" in address else (_OF_SCRIPTS,) if ".js" in address else (_PARTS,)
    for pattern in patterns:
        yield from (urljoin(address, found) for found in pattern.findall(part.text) if not found.startswith("data:"))
