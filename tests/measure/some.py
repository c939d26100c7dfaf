"""Facts that might be recorded, for properties that hold of all of them."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from msp_dialogue.measure import VOICES, DateRule, Facts
from msp_dialogue.record.meaning import OUTCOME_THEMES
from tests.measure.council import selection
from tests.measure.kept import facts_of_rows

YES_NO = ("yes", "no", None)
ASKERS = ("lead", "independent")
ACHIEVED = ("fully", "partially", "not", "not_rated", "all_withdrawn", "none_expressed")
AT = ("asked", "declined", "not_held", None)


def _days(first: str, last: str) -> st.SearchStrategy[str]:
    return st.dates(date.fromisoformat(first), date.fromisoformat(last)).map(date.isoformat)


_OUTCOME = st.tuples(
    st.lists(st.sampled_from([*OUTCOME_THEMES, "our_own"]), max_size=2, unique=True),
    st.sampled_from(["fully", "partially", "not", None]),
    st.sampled_from(VOICES),
    st.sampled_from(VOICES),
    st.sampled_from(ASKERS),
    st.sampled_from(["same", "changed", "withdrawn", "added"]),
    st.sampled_from(["worked_towards", "negotiated", "cannot", None]),
)
"""Stored in the order of `OF_EACH`."""
_VIEW = st.tuples(st.sampled_from(["yes", "partly", "no", None]), st.sampled_from(VOICES), st.sampled_from(ASKERS)).map(
    lambda told: list(told) if told[0] else [None, None, None]
)
_THEMES = st.dictionaries(st.sampled_from(["listened", "understood", "took_part", "satisfied", "safer"]), _VIEW)


@st.composite
def _row(draw: st.DrawFn) -> dict[str, Any]:
    """One enquiry, concluded in the financial year 2025-26."""
    row: dict[str, Any] = {"adult": draw(st.sampled_from("ABCDE")), "team": draw(st.sampled_from(["North", "South"]))}
    row |= {
        "kind": draw(st.sampled_from(["section_42", "other"])),
        "born": draw(st.none() | _days("1920-01-01", "2010-01-01")),
    }
    row |= {"opened": draw(_days("2025-01-01", "2025-04-01")), "concluded": draw(_days("2025-04-01", "2026-03-31"))}
    row |= {"first_asked": draw(st.none() | _days("2025-04-01", "2025-06-01"))}
    row["asked"] = draw(st.sampled_from(["expressed", "none_expressed", "not_asked", "dont_know", "not_recorded"]))
    row["achieved"] = draw(st.sampled_from(ACHIEVED[:5] if row["asked"] == "expressed" else ["none_expressed"]))
    for name in ("voice", "rated_voice", "independent_voice"):
        row[name] = draw(st.sampled_from(VOICES))
    row |= {"rated_asker": draw(st.sampled_from(ASKERS)), "achieved_independent": draw(st.sampled_from(ACHIEVED[:5]))}
    row |= {name: draw(st.sampled_from(YES_NO)) for name in ("difficulty", "supported", "needs")}
    row |= {name: draw(st.sampled_from(AT)) for name in ("at_beginning", "at_middle", "at_closure")}
    row["advocacy"] = draw(st.sampled_from(["independent_advocate", "appropriate_person", "not_arranged", None]))
    row["communication_right"] = draw(st.sampled_from(["yes", "partly", "no", None]))
    row["capacity"] = draw(st.sampled_from(["lacked", "did_not_lack", "dont_know_capacity", None]))
    row["risk_result"] = draw(st.sampled_from(["removed", "reduced", "remained", "none_identified", "not_known", None]))
    row["plan"] = draw(st.sampled_from(["used", "kept", "made", None]))
    row |= {name: draw(st.none() | _days("2025-04-01", "2026-09-01")) for name in ("closed_by_lead", "followed_up")}
    return row | {
        "experience": draw(_THEMES),
        "outcomes": draw(st.lists(_OUTCOME, max_size=3)),
    }


def _facts(rows: list[dict[str, Any]]) -> Facts:
    for place, row in enumerate(rows):
        row["enquiry"] = f"e{place}"
    return facts_of_rows(selection(DateRule.CONCLUDED), date(2026, 4, 2), rows)


FACTS = st.lists(_row(), max_size=8).map(_facts)
"""Up to eight enquiries of up to five people."""
