"""Figures released and withdrawn: what is decided, what is written, and in which order."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import jsonschema
import pytest

from msp_dialogue import audit
from msp_dialogue.database import Busy, Connection, Database
from msp_dialogue.measure import Span, span_of
from msp_dialogue.release import SCHEMA_FILE, read, released
from msp_dialogue.release import releases as module
from msp_dialogue.release.control import Recoverable
from msp_dialogue.release.printed import Printed
from msp_dialogue.release.releases import Changed, NotEnded, OutOfOrder, Releases, Standing
from tests.measure.council import Council
from tests.release.council import YEAR
from tests.release.releasing import year_of

QUARTER = span_of("2025-26-Q2")


@pytest.fixture
def council(database: Database) -> Council:
    """Enough enquiries for some numbers to be shown."""
    made = Council(database)
    for _ in range(24):
        made.enquiry(opened="2025-05-01", concluded="2025-08-15", born="1990-01-01")
    return made


@pytest.fixture
def releases(database: Database, council: Council, tmp_path: Path) -> Releases:
    """The releases of that council."""
    return Releases(council.database, tmp_path / "releases", "An invented council")


def let_go(releases: Releases, now: datetime, span: Span = QUARTER, id: str = "r1") -> None:
    releases.release(span, at=now, by="martha", id=id)


def told(database: Database, thing: str = "r1") -> list[str]:
    with database.reading() as connection:
        return [deed.action for deed in audit.about(connection, [thing], most=9)]


def test_what_is_released_is_the_file_the_decision_and_a_row_in_the_trail(releases: Releases, now: datetime) -> None:
    let_go(releases, now)

    (found,) = released(releases.folder)
    decision = releases.standing(QUARTER)
    assert decision
    assert (found.span.id, found.council, found.released_at) == ("2025-26-Q2", "An invented council", now)
    assert releases.path(QUARTER).read_text(encoding="utf-8") == decision.content
    assert decision.released_by == "martha"
    assert told(releases.database) == ["figures_released"]


def test_the_file_keeps_to_its_schema_and_counts_what_was_concluded(releases: Releases, now: datetime) -> None:
    let_go(releases, now)

    path = releases.path(QUARTER)
    jsonschema.validate(json.loads(path.read_text("utf-8")), json.loads(SCHEMA_FILE.read_text("utf-8")))
    table = read(path).table("outcomes_met")
    assert table
    shown = {table.cell("all", "fully"), table.totals["all"], table.counts["all"]}
    assert shown == {25, None}, "all 24 are fully met, and that it is all of them is not to be seen"


def test_a_preview_writes_nothing(releases: Releases, now: datetime) -> None:
    preview = releases.preview(QUARTER, at=now)

    assert preview.numbers > preview.small
    assert not releases.folder.exists()
    assert releases.standing(QUARTER) is None


def test_a_span_that_is_not_over_is_refused(releases: Releases) -> None:
    last = datetime.combine(QUARTER.period.last, datetime.max.time()).astimezone() - timedelta(hours=14)

    with pytest.raises(NotEnded, match="2025-09-30"):
        let_go(releases, last)
    assert not releases.folder.exists()


def test_a_span_is_released_again_only_after_it_was_withdrawn_with_a_reason(releases: Releases, now: datetime) -> None:
    let_go(releases, now)
    with pytest.raises(Standing, match="Withdraw that release first"):
        let_go(releases, now, id="r2")
    assert releases.withdraw("r1", reason="Two enquiries were counted twice.", at=now, by="martha")
    assert not releases.path(QUARTER).exists()
    let_go(releases, now, id="r3")

    assert [(each.id, each.reason) for each in releases.history(QUARTER)] == [
        ("r3", None),
        ("r1", "Two enquiries were counted twice."),
    ]
    assert told(releases.database) == ["figures_withdrawn", "figures_released"]
    assert releases.path(QUARTER).exists()


def test_a_quarter_is_refused_while_its_year_stands(releases: Releases, now: datetime) -> None:
    later = now + timedelta(days=365)
    let_go(releases, later, YEAR, id="r0")
    with pytest.raises(OutOfOrder, match="Withdraw the year"):
        releases.preview(QUARTER, at=later)
    assert releases.withdraw("r0", reason="quarters first", at=later, by="martha")

    let_go(releases, later)
    assert [each.span.id for each in released(releases.folder)] == ["2025-26-Q2"]


def test_a_year_is_refused_while_some_of_its_quarters_alone_were_ever_released(
    releases: Releases, now: datetime
) -> None:
    later = now + timedelta(days=365)
    let_go(releases, later)
    releases.withdraw("r1", reason="to try again", at=later, by="martha")
    with pytest.raises(OutOfOrder, match=r"Release April to June 2025 and October .* first"):
        releases.preview(YEAR, at=later)

    for quarter in YEAR.quarters():
        let_go(releases, later, quarter, id=quarter.id)
    let_go(releases, later, YEAR, id="year")
    assert len(released(releases.folder)) == 5


def test_a_new_version_is_held_against_the_one_that_was_withdrawn(
    releases: Releases, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may have kept it, and could subtract."""
    let_go(releases, now)
    first = releases.as_released(releases.history(QUARTER)[0])
    releases.withdraw("r1", reason="Wrong.", at=now, by="martha")
    held: list[Printed] = []
    monkeypatch.setattr(module, "protect", lambda draft, others, rules: held.extend(others))
    monkeypatch.setattr(module, "_audit", lambda *_: None)
    releases.preview(QUARTER, at=now)

    assert [each.span for each in held] == ["2025-26-Q2~0"]
    assert held[0].tables[:-1] == first.tables


def test_what_was_withdrawn_is_not_withdrawn_again(releases: Releases, now: datetime) -> None:
    let_go(releases, now)
    releases.withdraw("r1", reason="Wrong.", at=now, by="martha")

    assert not releases.withdraw("r1", reason="Wrong again.", at=now, by="martha")
    assert told(releases.database) == ["figures_withdrawn", "figures_released"]


def test_a_file_that_was_stopped_half_way_is_written_later(releases: Releases, now: datetime) -> None:
    let_go(releases, now)
    whole = releases.path(QUARTER).read_bytes()
    releases.path(QUARTER).rename(releases.folder / ".2025-26-Q2.json.unfinished")
    (releases.folder / ".2025-26-Q2.json.unfinished").write_bytes(whole[:100])
    assert released(releases.folder) == ()
    releases.settle()

    assert releases.path(QUARTER).read_bytes() == whole
    assert [path.name for path in releases.folder.iterdir()] == ["2025-26-Q2.json"]


def test_a_file_that_stayed_when_its_withdrawal_was_stopped_goes_later_and_others_stay(
    releases: Releases, now: datetime
) -> None:
    let_go(releases, now)
    left = releases.path(QUARTER).read_bytes()
    releases.withdraw("r1", reason="Wrong.", at=now, by="martha")
    releases.path(QUARTER).write_bytes(left)
    (releases.folder / "notes.txt").write_text("not ours")
    releases.settle()

    assert [path.name for path in releases.folder.iterdir()] == ["notes.txt"]


def test_figures_that_changed_since_they_were_looked_at_are_not_released(
    releases: Releases, council: Council, now: datetime
) -> None:
    mark = releases.preview(QUARTER, at=now).mark
    for _ in range(12):
        council.enquiry(opened="2025-05-01", concluded="2025-08-16", born="1990-01-01")

    with pytest.raises(Changed, match="Look at them again"):
        releases.release(QUARTER, at=now, by="martha", id="r1", mark=mark)
    assert releases.preview(QUARTER, at=now).mark == releases.preview(QUARTER, at=now + timedelta(seconds=1)).mark


class Meanwhile:
    """A database in which something happens just before the next transaction."""

    def __init__(self, database: Database, happens: Callable[[], None]) -> None:
        self._database, self._happens = database, happens

    def reading(self) -> AbstractContextManager[Connection]:
        return self._database.reading()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        happens, self._happens = self._happens, lambda: None
        happens()
        with self._database.transaction() as connection:
            yield connection


def test_a_release_beside_which_another_was_let_go_is_looked_at_again(releases: Releases, now: datetime) -> None:
    database = Meanwhile(releases.database, lambda: let_go(releases, now, span_of("2025-26-Q1"), "first"))
    late = Releases(cast(Database, database), releases.folder, releases.council)

    with pytest.raises(Changed, match="meanwhile"):
        let_go(late, now)
    assert [each.span.id for each in released(releases.folder)] == ["2025-26-Q1"]


def test_figures_from_which_a_hidden_number_could_be_worked_out_are_not_written(
    releases: Releases, now: datetime
) -> None:
    careless = year_of(1, 150, control=False)[0]
    made = releases._as_file(careless, YEAR.quarters()[0], now)

    with pytest.raises(Recoverable):
        module._audit(made, careless, [])


def test_the_folder_is_brought_up_to_date_by_one_at_a_time(releases: Releases, now: datetime, key: bytes) -> None:
    """Else one could write again what another had read to be withdrawn, and had taken away."""
    let_go(releases, now)
    path = releases.path(QUARTER)
    path.unlink()
    impatient = Database.open(releases.database.path, key, longest_wait=0.05)
    try:
        with releases.database.transaction(), pytest.raises(Busy):
            Releases(impatient, releases.folder, releases.council).settle()
        assert not path.exists()
        Releases(impatient, releases.folder, releases.council).settle()
        assert path.exists()
    finally:
        impatient.close()
