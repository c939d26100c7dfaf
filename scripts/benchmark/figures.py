"""What figures cost on a SYNTHETIC database: p50 and p95 of each measure, page, return and export, and the memory."""

import argparse
import cProfile
import os
import pstats
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import synthetic
from benchmark.timed import where_and_when
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS
from msp_dialogue.cli import _process
from msp_dialogue.database import Database, read_key
from msp_dialogue.export import Format, deliver
from msp_dialogue.measure import DEFINITIONS, DateRule, Definition, Facts, Period, Selection, count, read, year_of
from msp_dialogue.measure.national_drawn import draw_return
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app

BUDGET = 300
"""Milliseconds: what a measure over 200,000 enquiries may take, 95 times of 100."""
DATABASE = Path("data", "demonstration.db")
COPIED = (
    ("adult", "id", "reference"),
    ("enquiry", "id", "reference", "adult"),
    ("outcome", "id", "enquiry", "dialogue"),
    ("standing", "enquiry"),
    ("counted", "enquiry", "adult"),
    ("gap", "enquiry"),
)
"""Tables, and the columns of each in which every enquiry needs a value of its own."""
PAGES = (
    ("demo.dana", "/dashboard"),
    ("demo.mika", "/dashboard"),
    ("demo.bola", "/dashboard"),
    ("demo.bola", "/dashboard/outcomes_met"),
    ("demo.dana", "/worklist"),
    ("demo.mika", "/worklist/team"),
    ("demo.bola", "/worklist/teams"),
    ("demo.bola", "/return"),
)
"""Who opens which page."""


@dataclass(frozen=True)
class Timed:
    """What was done, over which enquiries, how often, and how long it took: milliseconds of the clock."""

    what: str
    over: str
    runs: int
    p50: float
    p95: float

    @classmethod
    def of(
        cls,
        what: str,
        over: str,
        runs: int,
        act: Callable[[], object],
        clock: Callable[[], float] = time.perf_counter,
    ) -> "Timed":
        """Do it so often, after once that does not count."""
        act()
        taken = []
        for _ in range(runs):
            started = clock()
            act()
            taken.append((clock() - started) * 1000)
        taken.sort()
        return cls(what, over, runs, round(taken[(runs - 1) // 2], 1), round(taken[-(-runs * 95 // 100) - 1], 1))


def grown(database: Database, times: int) -> None:
    """Every synthetic enquiry so many times over, each with an adult of its own."""
    for copy in range(1, times):
        with database.transaction() as connection:
            for table, *own in COPIED:
                columns = [row[1] for row in connection.execute(f"pragma table_info({table})").fetchall()]
                values = ", ".join(f"{each} || :mark" if each in own else each for each in columns)
                query = f"insert into {table} ({', '.join(columns)}) select {values} from {table}"  # noqa: S608
                connection.execute(f"{query} where {own[0]} not like '%-copy-%'", {"mark": f"-copy-{copy}"})


def selections(today: date) -> dict[str, Selection]:
    """All there are, and the financial year before this one of the council and of one team."""
    year = year_of(today).year_before().period
    return {
        "all years": Selection(Period(date(2000, 1, 1), today), DateRule.OPENED, with_sealed=True),
        "a year of the council": Selection(year, DateRule.CONCLUDED, with_sealed=True),
        "a year of a team": Selection(year, DateRule.CONCLUDED, team="Demo North", with_sealed=True),
    }


def of_measures(database: Database, runs: int, today: date) -> Iterator[Timed]:
    """Reading the enquiries, each measure once they are read, and all of them together."""
    with database.reading() as connection:
        for over, selection in selections(today).items():
            yield Timed.of("reading", over, runs, lambda chosen=selection: read(connection, chosen, today))  # type: ignore[misc]
            facts = read(connection, selection, today)
            for definition in DEFINITIONS.values():
                yield Timed.of(definition.id, over, runs, lambda each=definition, known=facts: counted(each, known))  # type: ignore[misc]
            yield Timed.of(
                "every measure",
                over,
                runs,
                lambda chosen=selection: all_of(read(connection, chosen, today)),  # type: ignore[misc]
            )


def counted(definition: Definition, facts: Facts) -> None:
    """One measure, of people, enquiries or outcomes as it is shown first; nothing is left from the time before."""
    facts.kept.clear()
    count(definition, facts, definition.counted[0])


def all_of(facts: Facts) -> None:
    """Each measure, of what was read once."""
    for definition in DEFINITIONS.values():
        count(definition, facts, definition.counted[0])


def of_pages(settings: Settings, runs: int) -> Iterator[Timed]:
    """Pages as Flask answers them, without a network between."""
    with _process.loading_what_stays():  # as the server does
        app = create_app(settings)
    passwords = {each.sign_in_name: each.password for each in DEMO_ACCOUNTS}
    for name, path in PAGES:
        client = app.test_client()
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
        assert token
        form = {"csrf_token": token[1], "name": name, "password": passwords[name]}
        client.post("/sign-in", data=form, headers={"Sec-Fetch-Site": "same-origin"})

        def opened(path: str = path, client: Any = client, name: str = name) -> None:
            reply = client.get(path)
            if reply.status_code != 200:
                raise RuntimeError(f"{path} of {name} gave {reply.status_code}")

        yield Timed.of(f"page {path}", name, runs, opened)


def of_files(database: Database, today: date) -> Iterator[Timed]:
    """What is made seldom, once: the national return of a year, and the whole record as CSV."""
    now = datetime.now(UTC)
    with database.reading() as connection:
        yield Timed.of(
            "national return",
            "a year of the council",
            3,
            lambda: draw_return(connection, year_of(today).year_before(), now),
        )

    def exported() -> None:
        selection = selections(today)["all years"]
        pieces = deliver(
            database, Format.CSV, selection, export_id=os.urandom(16).hex(), actor="bench", clock=lambda: now
        )
        for _ in pieces:
            pass

    yield Timed.of("export as CSV", "all years", 1, exported)


def most_memory() -> float | None:
    """The most memory that this process had, in MB; None where it cannot be told."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 0)


HEADER = f"{'what':<34} {'over':<24} {'p50 ms':>9} {'p95 ms':>9} {'runs':>5}"


def line(each: Timed) -> str:
    """A result as a line of the table."""
    over_budget = " *" if each.p95 > BUDGET and each.what in DEFINITIONS else ""
    return f"{each.what:<34} {each.over:<24} {each.p50:>9.1f} {each.p95:>9.1f} {each.runs:>5}{over_budget}"


def told(results: Iterable[Timed]) -> list[Timed]:
    """The results, each printed as soon as it is there."""
    found = []
    for each in results:
        print(line(each), flush=True)
        found.append(each)
    return found


def made(folder: Path, enquiries: int, copies: int) -> Path:
    """A synthetic database with its key beside it; one that is there already is taken as it is.

    It is there only once it is whole: what was interrupted is begun anew.
    """
    data = folder / "data"
    if not data.exists():
        half = folder / "half_made"
        shutil.rmtree(half, ignore_errors=True)
        synthetic.create(half, enquiries, outcomes=8)
        with closing(Database.open(half / DATABASE, read_key(half / "key"))) as database:
            grown(database, copies)
        (half / "key").replace(folder / "key")
        (half / "data").rename(data)
        half.rmdir()
    return folder / DATABASE


def measures(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything that is timed, and where and when it was."""
    enquiries, copies, runs = (150, 2, 2) if given.short else (20_000, 10, given.runs)
    path = made(folder, enquiries, copies)
    today = datetime.now(UTC).date()
    settings = Settings(data=path.parent, key_file=folder / "key", demo=True, second_factor=SecondFactor.OPTIONAL)
    print(HEADER)
    with closing(Database.open(path, read_key(folder / "key"))) as database:
        with database.reading() as connection:
            rows = [connection.execute(f"select count(*) from {name}").fetchone()[0] for name in ("counted", "outcome")]  # noqa: S608
        results = told(of_measures(database, runs, today))
        measured = most_memory()
        results += told(of_files(database, today))
    results += told(of_pages(settings, runs))
    print(f"\n* a measure above {BUDGET} ms")
    return {
        "data": "synthetic",
        "enquiries": rows[0],
        "outcomes": rows[1],
        **where_and_when(),
        "most_memory_mb": {"measures": measured, "all": most_memory()},
        "results": [asdict(each) for each in results],
    }


def run(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Time everything, and where the time went if that was asked for."""
    profile = cProfile.Profile()
    if given.profile:
        profile.enable()
    found = measures(given, folder)
    if given.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    memory = found["most_memory_mb"]["all"]
    print(f"{found['enquiries']} synthetic enquiries, {found['outcomes']} outcomes; at most {memory} MB")
    return found
