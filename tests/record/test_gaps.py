"""What a record can lack: each gap found where it is and nowhere else, and found again when the record is rebuilt."""

import json
from typing import Any

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries
from msp_dialogue.record.enquiries import AdultDetails, EnquiryKind
from msp_dialogue.record.gaps import GAPS, Known, rows
from msp_dialogue.record.rebuild import differences
from msp_dialogue.settings import ROOT
from tests.record.talking import Talk

TEXT = " ".join((ROOT / "docs" / "data-quality.md").read_text(encoding="utf-8").split())
AT = "2025-08-30T10:00:00.000000Z"


class Record:
    """One concluded enquiry that lacks nothing, until something is said of it."""

    def __init__(self, **of_it: Any) -> None:
        self.enquiry = {"id": "e", "team": "North", "lead": None, "kind": "section_42", "opened": "2025-05-01"}
        self.enquiry |= {"concluded": "2025-09-01", "not_asked_reason": None}
        self.adult: dict[str, Any] = {"born": "1950-01-01", "died": None}
        self.standing: dict[str, Any] = {"asked": "expressed", "achieved": "fully", "due": "nothing"}
        self.dialogues: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        for table in (self.enquiry, self.adult, self.standing):
            table |= {name: value for name, value in of_it.items() if name in table}

    def held(self, stage: str = "closure", next_step: tuple[str, str] | None = None, **of_it: Any) -> "Record":
        """With a conversation, and what was said in it of what comes next: the kind of question and the answer."""
        name = f"d{len(self.dialogues)}"
        usual = {"id": name, "stage": stage, "state": "finished", "voice": "adult", "representative_kind": None}
        self.dialogues.append(usual | {"started": AT, "last": AT, "set_aside": None} | of_it)
        if next_step:
            kind, value = next_step
            said = {"dialogue": name, "records": "next_step", "kind": kind, "value": json.dumps(value)}
            self.answers.append(said)
        return self

    def gaps(self) -> dict[str, str]:
        """Its gaps, each with its first day."""
        found = rows(Known(self.enquiry, self.adult, self.dialogues, self.answers, self.standing))
        return {row["kind"]: row["begins"] for row in found}


def going_on(**of_it: Any) -> Record:
    """An open enquiry whose review comes next."""
    return Record(**{"concluded": None, "due": "review", **of_it})


LACKING: dict[str, tuple[Record, str]] = {
    "asked_not_recorded": (Record(asked="not_recorded", achieved="none_expressed").held(), "2025-09-01"),
    "held_nothing_recorded": (
        going_on(asked="not_recorded", achieved="none_expressed").held("beginning"),
        "2025-08-30",
    ),
    "not_rated": (Record(kind="other", achieved="not_rated").held(), "2025-09-01"),
    "closed_without_reason": (Record(), "2025-09-01"),
    "follow_up_overdue": (Record().held(next_step=("one_of", "wanted")), "2025-10-28"),
    "conversation_overdue": (going_on().held("beginning", ("date", "2025-11-30")), "2025-12-01"),
    "representative_without_kind": (
        Record().held().held("beginning", voice="representative", started="2025-05-03T08:00:00.000000Z"),
        "2025-05-03",
    ),
    "unknown_age": (Record(born=None).held(), "2025-05-01"),
    "cells_do_not_add_up": (Record(asked="none_expressed").held(), "2025-09-01"),
    "all_withdrawn": (Record(kind="other", achieved="all_withdrawn").held(), "2025-09-01"),
}


def test_an_enquiry_that_has_everything_lacks_nothing() -> None:
    assert Record().held().gaps() == {}
    assert going_on().held("beginning").gaps() == {}


def test_every_gap_is_tried_here() -> None:
    assert list(LACKING) == list(GAPS)


@pytest.mark.parametrize("gap", LACKING)
def test_a_gap_is_found_alone_with_its_first_day(gap: str) -> None:
    record, begins = LACKING[gap]

    assert record.gaps() == {gap: begins}


@pytest.mark.parametrize("achieved", ["not_rated", "all_withdrawn"])
def test_what_is_not_rated_makes_the_cells_of_the_return_not_add_up(achieved: str) -> None:
    """[S1], our inference; an enquiry of another kind stands in none of them."""
    assert set(Record(achieved=achieved).held().gaps()) == {achieved, "cells_do_not_add_up"}


@pytest.mark.parametrize(
    ("born", "died"),
    [("2025-05-02", None), ("1950-01-01", "1949-12-31"), ("1905-04-30", None)],
    ids=["after the enquiry was opened", "after the death", "too long ago"],
)
def test_an_age_that_cannot_be_is_no_age(born: str, died: str | None) -> None:
    assert set(Record(born=born, died=died).held().gaps()) == {"unknown_age"}
    assert Record(born="1905-05-01").held().gaps() == {}


@pytest.mark.parametrize("value", ["declined", "not_offered"])
def test_a_follow_up_that_nobody_wanted_is_never_overdue(value: str) -> None:
    assert Record().held(next_step=("one_of", value)).gaps() == {}


def test_nobody_is_late_with_a_person_who_died() -> None:
    assert Record(died="2025-09-20").held(next_step=("one_of", "wanted")).gaps() == {}


@pytest.mark.parametrize(("state", "overdue"), [("in_progress", True), ("not_held", False), ("finished", False)])
def test_a_follow_up_is_due_until_another_closing_conversation_ended(state: str, overdue: bool) -> None:
    record = Record().held(next_step=("one_of", "wanted"))
    record.held(state=state, asker="independent", started="2025-11-01T10:00:00.000000Z")

    assert ("follow_up_overdue" in record.gaps()) is overdue


def test_what_was_said_in_a_conversation_that_was_set_aside_neither_mends_nor_lacks_anything() -> None:
    record = Record().held(set_aside="harm").held("beginning", voice="representative", set_aside="harm")

    assert set(record.gaps()) == {"closed_without_reason"}


def test_a_conversation_that_was_not_held_for_a_reason_is_a_reason() -> None:
    assert Record().held(state="not_held").gaps() == {}
    assert Record(asked="none_expressed", achieved="none_expressed", not_asked_reason="declined").gaps() == {}


def test_a_conversation_that_goes_on_may_still_say_who_speaks() -> None:
    assert Record().held().held("middle", voice="representative", state="in_progress").gaps() != {}
    assert going_on().held("middle", voice="representative", state="in_progress").gaps() == {}


@pytest.mark.parametrize("gap", GAPS.values(), ids=lambda gap: str(gap.id))
def test_every_gap_is_in_the_document_word_for_word(gap: Any) -> None:
    for words in (gap.name, gap.why, gap.to_do, gap.source, f"`{gap.id}`"):
        assert words in TEXT


def stored(talk: Talk) -> set[str]:
    return {row["kind"] for row in talk.rows("gap")}


def test_a_gap_comes_and_goes_with_what_is_recorded(talk: Talk) -> None:
    enquiry = talk.enquiry()
    assert stored(talk) == {"unknown_age"}

    enquiries.change_adult(talk.database, enquiry, AdultDetails("SYN-A1", "Test Reed", "1950-01-01"), talk.by())
    assert stored(talk) == set()

    talk.conclude(enquiry)
    assert stored(talk) == {"asked_not_recorded"}

    enquiries.reopen(talk.database, enquiry, talk.by())
    talk.hold(enquiry, Stage.BEGINNING, want=[{"key": "k1", "words": "to be left alone", "themes": []}])
    talk.conclude(enquiry)
    assert stored(talk) == {"not_rated", "cells_do_not_add_up", "closed_without_reason"}

    talk.hold(enquiry, Stage.CLOSURE, rating="fully", independent_follow_up="wanted")
    assert {row["kind"]: row["begins"] for row in talk.rows("gap")} == {"follow_up_overdue": "2026-08-26"}
    assert list(differences(talk.database, talk.library)) == []


def test_a_gap_moves_with_the_enquiry_to_another_team_and_lead(talk: Talk) -> None:
    enquiry = talk.enquiry()
    to = {"team": "South", "lead": "worker-2", "kind": EnquiryKind.OTHER, "opened": "2026-01-05"}
    enquiries.change_enquiry(talk.database, enquiry, talk.by(), **to)  # type: ignore[arg-type]

    (row,) = talk.rows("gap")
    assert (row["team"], row["lead"]) == ("South", "worker-2")
