"""How long a person waits: from the tap to the next question painted, on a slow tablet far from the server.

python -m benchmark.painted 8000 20
"""

import json
import os
import sys
import time
from typing import Any

from benchmark import interview, server
from benchmark.timed import both

SLOWED = 4
"""How many times slower the processor is made."""
ROUND_TRIP = 150
"""Milliseconds there and back."""
SPEED = 200_000
"""Bytes a second: a weak mobile network."""
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_ANSWERED = """() => {
  const form = document.getElementById("answers");
  form.querySelector("[type=radio], [type=checkbox]")?.click();
  for (const each of form.querySelectorAll("textarea, [type=text]")) each.value = "words";
  const before = form.querySelector("[name=step]").value;
  window.painted = new Promise((done) => {
    let tapped;
    addEventListener("click", () => { tapped = performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, watching) => {
      const step = document.querySelector("[name=step]");
      if (step && step.value === before) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => done([performance.now() - tapped, Boolean(step)])));
    }).observe(document.body, { childList: true, subtree: true });
  });
}"""
"""Fill the question in, and promise the time from the next tap until another question is painted."""


def taps(port: int, most: int) -> dict[str, Any] | None:
    """Milliseconds of the person's questions; None without the browser that MSP_CHROMIUM names.

    In a process of its own, since Playwright takes one over.
    """
    if not os.environ.get("MSP_CHROMIUM"):
        return None
    with server.module("painted", str(port), str(most)) as process:
        printed, _ = process.communicate()
    found: dict[str, Any] = json.loads(printed)
    return found


def _here(path: str, port: int, most: int) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright  # only here: it is the tests' and not the service's

    at = interview.seat(port, 0)
    page = interview.begin(at)
    while 'data-screen="person"' not in page.text:
        page, _ = interview.step(at.browser, interview.answered(page.text))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            return _taken(chromium, at, most)
        finally:
            chromium.close()
            at.browser.close()


def _taken(chromium: Any, at: interview.Seat, most: int) -> dict[str, Any]:
    address = f"http://127.0.0.1:{at.browser.port}"
    context = chromium.new_context(base_url=address, viewport={"width": 800, "height": 1200}, has_touch=True)
    name, _, value = at.browser.cookie.decode("ascii").partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    far = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": SPEED, "uploadThroughput": SPEED}
    devtools.send("Network.emulateNetworkConditions", far)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    started = time.perf_counter()
    page.goto("/talk")
    first = (time.perf_counter() - started) * 1000
    taken: list[float] = []
    more = True
    while more and len(taken) < most:
        page.evaluate(_ANSWERED)
        page.locator("#answers button.continue").click(no_wait_after=True)
        took, more = page.evaluate("() => window.painted")
        taken.append(took)
    return {**both(taken), "taps": len(taken), "first_load": round(first), "round_trip": ROUND_TRIP}


if __name__ == "__main__":
    print(json.dumps(_here(os.environ["MSP_CHROMIUM"], int(sys.argv[1]), int(sys.argv[2]))))
