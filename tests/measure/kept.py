"""Facts of rows that are named by column, by way of how they are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msp_dialogue.measure import Facts, Selection
from msp_dialogue.measure.coded import Coded
from msp_dialogue.measure.facts import BETWEEN, unpacked
from msp_dialogue.record.packed import DAYS, VALUES, packed

NAMED = ("enquiry", "adult", "team", "lead", *DAYS, *(name for name in VALUES if not name.startswith("experience_")))
"""What a row says, beside its experience and its outcomes."""


def kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """How a row is kept; what it does not say is nothing."""
    return packed({**dict.fromkeys(NAMED), "experience": {}, "outcomes": [], **row})


def facts_of_rows(selection: Selection, on: date, rows: Sequence[Mapping[str, Any]]) -> Facts:
    """The facts that are read where these rows are kept."""
    stored = [kept(row) for row in rows]
    columns = {name: Coded.of([each[name] for each in stored]) for name in ("adult", "team", "enquiry")}
    told, outcomes = ([each[name] for each in stored] for name in ("told", "outcomes"))
    return unpacked(selection, on, columns, "".join(told), BETWEEN.join(outcomes))
