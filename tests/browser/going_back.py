"""Looks at everything that a browser still keeps of the pages it has been at, as somebody at the device could."""

from contextlib import suppress

from playwright.sync_api import CDPSession, Error, Page

TRIES = 2000


def shown(page: Page) -> str:
    """All words of the page, those in its fields too, once it stands there.

    Nothing is waited for by events: a page that comes back from the browser's cache fires none of those of loading.
    """
    for _ in range(TRIES):
        try:
            words = page.evaluate(
                """() => document.readyState === "complete" && !document.documentElement.hidden && location.protocol !==
                "chrome-error:" && [document.documentElement.outerHTML, ...[...document.querySelectorAll(
                "input, textarea")].map((field) => field.value)].join("\\n")"""
            )
        except Error:
            continue  # it was just being left
        if words:
            return str(words)
    raise AssertionError(f"{page.url} does not come to stand")


def go(page: Page, steps: int) -> None:
    """Back or forward by so many pages, as the buttons do it: by a script, since Playwright's own way reloads."""
    with page.expect_event("framenavigated"), suppress(Error):  # it may be gone before it can answer
        page.evaluate("(steps) => { history.go(steps) }", steps)


def everything_kept(page: Page) -> list[str]:
    """What each page shows that can be reached: Back by one and by five, Forward, reload, and in a new tab [H-09]."""
    protocol = page.context.new_cdp_session(page)
    seen = [shown(page)]
    entries = _length(protocol)
    while _index(protocol) > 0:
        seen.append(_after(page, -1))
    while _index(protocol) < _length(protocol) - 1:
        seen.append(_after(page, 1))
    if _index(protocol) >= 5:
        seen.append(_after(page, -5))
        seen.append(_after(page, 5))
    page.reload()
    seen.append(shown(page))
    assert len(seen) > entries
    for address in {entry["url"] for entry in protocol.send("Page.getNavigationHistory")["entries"]}:
        if address.startswith("https:"):
            again = page.context.new_page()
            again.goto(address)
            seen.append(shown(again))
            again.close()
    return seen


def _after(page: Page, steps: int) -> str:
    go(page, steps)
    return shown(page)


def _index(protocol: CDPSession) -> int:
    return int(protocol.send("Page.getNavigationHistory")["currentIndex"])


def _length(protocol: CDPSession) -> int:
    return len(protocol.send("Page.getNavigationHistory")["entries"])
