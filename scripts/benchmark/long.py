"""What a step costs as a conversation grows: by answers corrected again and again, and by many desired outcomes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmark import interview
from benchmark.client import Unexpected, hidden
from benchmark.timed import percentile

_CHANGE = re.compile(r'name="change" value="([^"]+)"')
MOST_ROWS = 30
AT = (5, 50, 180, 200)
"""The answers at which the cost is told."""
NEAR = 4
"""Answers before and after that count with one."""


@dataclass(frozen=True)
class Answer:
    """How many answers the conversation had with it, and how long it took."""

    number: int
    took: float


def corrected(port: int, answers: int) -> Iterator[Answer]:
    """The person's first answers, which are turned back to one after the other and given again until there are so many.

    The questions are the same from then on, so that nothing differs but what lies behind.
    """
    at = interview.seat(port, 0)
    page, number = interview.begin(at), 0
    while number < answers:
        change = _CHANGE.findall(page.text)
        if change and 'data-screen="person"' in page.text and len(change) > 2:
            fields = [*hidden(page.text, "/talk"), ("change", change[number % len(change)])]
            page = at.browser.follow(at.browser.post("/talk", fields))
        page, took = interview.step(at.browser, interview.answered(page.text))
        number += 1
        yield Answer(number, took)
    at.browser.close()


def of_many_outcomes(port: int, rows: int = MOST_ROWS) -> Iterator[Answer]:
    """A closing conversation about twice so many outcomes as one form takes: three questions of each.

    Counted from the first question about an outcome, so that alike is compared with alike.
    """
    at = interview.seat(port, 1)
    for stage in ("beginning", "middle"):
        page = interview.begin(at, stage)
        list(interview.hold(at.browser, page, rows=rows))
        interview.take_back(at)
        at.browser.submit(at.browser.get("/talk"), "/talk", do="stop")  # the rest is the worker's
    page = interview.begin(at, "closure")
    about = (step for step in interview.hold(at.browser, page) if step.about)
    for number, step in enumerate(about, start=1):
        yield Answer(number, step.took)
    at.browser.close()


def at_each(runs: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """p50 near each of the answers that are told of."""
    found = {}
    for place in AT:
        near = [each.took for run in runs for each in run if abs(each.number - place) <= NEAR]
        if near:
            found[str(place)] = round(percentile(near, 50), 2)
    if not found:
        raise Unexpected("no conversation was long enough")
    return found


def curve(runs: Sequence[Sequence[Answer]], width: int = 10) -> list[tuple[int, float]]:
    """p50 of every ten answers."""
    most = max(each.number for run in runs for each in run)
    points = []
    for start in range(1, most + 1, width):
        took = [each.took for run in runs for each in run if start <= each.number < start + width]
        points.append((start + width // 2, round(percentile(took, 50), 2)))
    return points
