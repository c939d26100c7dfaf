"""Many at screens at once, in a process of its own so that it holds up nobody who measures: driven by `crowd`.

    python -m benchmark.load '{"port": 8000, "clients": 8, "each": 3, "path": ""}'

With a path it is the limit that is driven, with `each` steps of every client; else whole interviews. Seats are taken
before the clock runs, as a day's work is spread over hours.
"""

import json
import resource
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from benchmark import interview, server
from benchmark.client import Browser
from benchmark.timed import both

Done = list[tuple[float, float]]
"""Each step: when its page was there, and how many milliseconds it took."""
FIELDS = [("words", interview.SAID), ("choice", "Yes")]


@dataclass(frozen=True)
class Crowd:
    """What so many clients came to in one run."""

    clients: int
    steps: int
    p50: float
    p99: float
    a_second: float
    cost: float
    """Milliseconds of a processor that the load itself took for each step."""

    @property
    def figures(self) -> dict[str, float]:
        """For the table and the file."""
        return {name: getattr(self, name) for name in ("clients", "steps", "p50", "p99", "a_second", "cost")}


def crowd(port: int, clients: int, each: int, *, path: str = "") -> Crowd:
    """Drive a server with so many clients, and wait until they are done."""
    asked = json.dumps({"port": port, "clients": clients, "each": each, "path": path})
    with server.module("load", asked) as process:
        printed, _ = process.communicate()
    return Crowd(**json.loads(printed))


def middle(crowds: Sequence[Crowd]) -> dict[str, float]:
    """Of each figure of alike crowds the middle one: a machine may be slow for one of them."""
    figures = [each.figures for each in crowds]
    return {name: median_low(each[name] for each in figures) for name in figures[0]}


def told(asked: dict[str, Any]) -> dict[str, float]:
    """Run one crowd here; steps a second are those of the time in which all were at work."""
    clients = asked["clients"]
    works = [_limit(asked) if asked["path"] else _interviews(asked, number) for number in range(clients)]
    done: list[Done] = [[] for _ in works]
    start = threading.Barrier(clients + 1)
    threads = [threading.Thread(target=_work, args=(start, work, mine)) for work, mine in zip(works, done, strict=True)]
    for each in threads:
        each.start()
    start.wait()
    began, used = time.perf_counter(), _processor()
    for each in threads:
        each.join()
    if not all(done):
        raise RuntimeError("a client did not get through")
    until = min(steps[-1][0] for steps in done)
    together = sum(ended <= until for steps in done for ended, _ in steps)
    taken = [took for steps in done for _, took in steps]
    cost = (_processor() - used) / len(taken) * 1000
    a_second = round(together / (until - began), 1)
    return {"clients": clients, "steps": len(taken), **both(taken), "a_second": a_second, "cost": round(cost, 2)}


def _work(start: threading.Barrier, steps: Iterator[float], done: Done) -> None:
    start.wait()
    for took in steps:
        done.append((time.perf_counter(), took))


def _interviews(asked: dict[str, Any], number: int) -> Iterator[float]:
    seats = [interview.seat(asked["port"], number) for _ in range(asked["each"])]

    def held() -> Iterator[float]:
        for seat in seats:
            yield from (step.took for step in interview.hold(seat.browser, interview.begin(seat)))
            seat.browser.close()

    return held()


def _limit(asked: dict[str, Any]) -> Iterator[float]:
    return (limit_step(browser, asked["path"]) for browser in [Browser(asked["port"])] for _ in range(asked["each"]))


def limit_step(browser: Browser, path: str) -> float:
    """One step at the limit, in milliseconds."""
    started = time.perf_counter()
    page = browser.follow(browser.post(path, FIELDS))
    if page.status != 200:
        raise RuntimeError(f"the limit answered {page.status}")
    return (time.perf_counter() - started) * 1000


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(json.dumps(told(json.loads(sys.argv[1]))))
