"""What must take the same time, or none [A-05, H-06]: an unknown name, asking to talk alone, leaving at once.

Run by `python3 scripts/test.py --long`, on a machine that does little else: its numbers are no good beside other work.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.database import read_key
from msp_dialogue.database.driver import connect
from tests.long.prepared import Prepared, prepare
from tests.long.served import served
from tests.long.visitor import Visitor
from tests.web.conftest import hashed, library, open_site, signing_key, site
from tests.web.site import HTTPS, Browser, Site, body_of
from tests.web.talking import Talk

__all__ = ["hashed", "library", "open_site", "signing_key", "site"]  # fixtures

TIMES = 200
WITHIN = 0.10
UNSEEN = 0.02  # seconds that nobody sees
SOONEST = 0.3  # seconds in which leaving must have been answered


def compare(first: Callable[[], float], second: Callable[[], float]) -> tuple[float, float]:
    """The medians of what both took, measured in turn so that a busy moment falls on both; prints what is sure."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _turn in range(TIMES):
        for times, seconds in zip(spent, (first, second), strict=True):
            times.append(seconds())
    chance = random.Random(1)  # noqa: S311 - no secret
    differences = sorted(
        statistics.median(chance.choices(spent[0], k=TIMES)) - statistics.median(chance.choices(spent[1], k=TIMES))
        for _again in range(1000)
    )
    medians = statistics.median(spent[0]), statistics.median(spent[1])
    print(
        f"\nMedians of {TIMES}: {medians[0] * 1000:.2f} ms and {medians[1] * 1000:.2f} ms; with 95 % certainty the "
        f"difference is between {differences[25] * 1000:.2f} ms and {differences[975] * 1000:.2f} ms."
    )
    return medians


def send(browser: Browser, path: str, **form: str) -> tuple[float, TestResponse]:
    """Send a form; gives the seconds until it was answered, and the answer."""
    data = {"csrf_token": browser.csrf(), **form}
    began = time.perf_counter()
    reply = browser.client.post(path, data=data, base_url=HTTPS)
    return time.perf_counter() - began, reply


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("timing") / "prepared")


@pytest.fixture
def running(prepared: Prepared, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A service, and the folder of its data."""
    with served(prepared.folder, tmp_path / "service") as port:
        yield tmp_path / "service", port


def test_an_unknown_name_takes_as_long_as_a_wrong_password(site: Site) -> None:
    site.account("wendy")
    browser = site.browser()
    answers = set()

    def sign_in(name: str) -> float:
        site.clock.at += timedelta(minutes=2)  # so that none is refused for being one of many
        spent, reply = send(browser, "/sign-in", name=name, password="not the password, whoever it is")
        answers.add((reply.status_code, body_of(reply).replace(name, "")))
        return spent

    known, unknown = compare(lambda: sign_in("wendy"), lambda: sign_in("wanda"))

    assert len(answers) == 1
    assert abs(known - unknown) <= WITHIN * max(known, unknown)


def test_asking_to_talk_alone_is_answered_as_soon_as_an_answer_is(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()

    def ask() -> float:
        return send(talk.browser, "/talk", step=talk.step(), do="more_later")[0]

    def answer() -> float:
        spent, _reply = send(talk.browser, "/talk", step=talk.step(), do="answer", words="Peace")
        send(talk.browser, "/talk", step=talk.step(), do="go_back")
        return spent

    alone, answered = compare(ask, answer)

    assert abs(alone - answered) <= UNSEEN


def test_leaving_is_answered_at_once_while_the_database_is_locked(
    prepared: Prepared, running: tuple[Path, int]
) -> None:
    folder, port = running
    visitor = Visitor(port)
    visitor.cookie = f"session={prepared.screens[0]}"
    csrf = dict(visitor.open("/talk").forms[0].fields)["csrf_token"]
    spent: dict[str, float] = {}
    holding = connect(folder / "data" / "demonstration.db", read_key(folder / "key"), wait=1, reading=False)
    holding.execute("BEGIN IMMEDIATE")
    try:
        for method, body in (("GET", None), ("POST", f"csrf_token={csrf}&words=half+typed")):
            began = time.perf_counter()
            reply, _text = visitor.request(method, "/leave", body)
            spent[method] = time.perf_counter() - began
            assert reply.status in (200, 303)
    finally:
        holding.execute("ROLLBACK")
        holding.close()

    print(f"\nLeaving took {spent} s.")
    assert max(spent.values()) < SOONEST
