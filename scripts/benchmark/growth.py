"""What else goes on must not be felt at a screen: an export by the service, one beside it, many who write.

As a module it is the export beside it: the whole record of the demonstration in a folder as CSV, to nobody.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmark import interview, server
from benchmark.client import Browser, hidden
from benchmark.load import Crowd, crowd
from benchmark.timed import both
from msp_dialogue.database import Database, read_key
from msp_dialogue.export import Format, deliver
from msp_dialogue.measure import DateRule, Period, Selection

Figures = dict[str, float]
MOST_FILES = 15
"""More than 20 in an hour would be refused."""
LONGEST = 600
"""Seconds after which whatever goes on beside is ended."""


def exporting(folder: Path, port: int, each: int) -> dict[str, Figures]:
    """Steps of one client while nothing else goes on, while the service exports, and while a command does."""
    found = {"nothing else": crowd(port, 1, each).figures}
    with _through_the_service(port) as files:
        found["a team’s CSV, through the service"] = crowd(port, 1, each).figures
    found["a team’s CSV, through the service"]["beside"] = files[0]
    with _by_a_process(folder):
        found["the whole record as CSV, by a process"] = crowd(port, 1, each).figures
    return found


@contextmanager
def _through_the_service(port: int) -> Iterator[list[float]]:
    """Somebody downloads what their team works with, again and again; gives the MB that came."""
    stop, received = threading.Event(), [0.0]
    who = interview.WORKERS[0]
    browser = Browser(port)
    interview.sign_in(browser, who.sign_in_name, who.password)
    form = dict(hidden(browser.get("/export").text, "/export"))
    form |= {"period": "own", "by": "opened", "format": "csv"}
    form |= {"from-day": "1", "from-month": "1", "from-year": "2000"}
    today = datetime.now(UTC).date() - timedelta(days=1)
    form |= {"to-day": str(today.day), "to-month": str(today.month), "to-year": str(today.year)}

    def download() -> None:
        for _ in range(MOST_FILES):
            if stop.is_set():
                return
            received[0] += browser.save("/export", list(form.items()), stop.is_set) / 1e6

    thread = threading.Thread(target=download)
    thread.start()
    try:
        yield received
    finally:
        stop.set()
        thread.join(LONGEST)
        browser.close()


@contextmanager
def _by_a_process(folder: Path) -> Iterator[None]:
    """The whole record is exported beside the service, once or for as long as the block lasts."""
    process = server.module("growth", str(folder))
    try:
        yield
    finally:
        process.kill()
        process.communicate()


def reading(port: int, clients: int) -> dict[str, Figures]:
    """A worker's list opened again and again: alone, and while so many clients answer as fast as they can."""
    who = interview.WORKERS[1]
    browser = Browser(port)
    interview.sign_in(browser, who.sign_in_name, who.password)
    found = {"alone": both([_opened(browser, "/worklist") for _ in range(40)])}
    taken: list[float] = []
    at_work: list[Crowd] = []
    thread = threading.Thread(target=lambda: at_work.append(crowd(port, clients, 1)))
    thread.start()
    while thread.is_alive():
        taken.append(_opened(browser, "/worklist"))
    thread.join()
    browser.close()
    return found | {f"while {clients} answer": both(taken), "their answers": at_work[0].figures}


def _opened(browser: Browser, path: str) -> float:
    started = time.perf_counter()
    page = browser.get(path)
    if page.status != 200:
        raise RuntimeError(f"{path} gave {page.status}")
    return (time.perf_counter() - started) * 1000


def export(folder: Path) -> None:
    """The whole record as CSV, piece by piece, to nobody."""
    now = datetime.now(UTC)
    selection = Selection(Period(date(2000, 1, 1), now.date()), DateRule.OPENED, with_sealed=True)
    with closing(Database.open(folder / "data" / "demonstration.db", read_key(folder / "key"))) as database:
        pieces = deliver(database, Format.CSV, selection, export_id="bench", actor="bench", clock=lambda: now)
        for _ in pieces:
            pass


if __name__ == "__main__":
    export(Path(sys.argv[1]))
