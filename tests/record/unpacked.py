"""What a row of `counted` says, read back one letter after another: another way than that of the figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msp_dialogue.record.packed import DAYS, VALUES, VALUES_OF_EACH


def unpacked(row: Mapping[str, Any]) -> dict[str, Any]:
    """Every column by name, and `outcomes`, each likewise."""
    told = {key: row[key] for key in ("enquiry", "adult", "team", "lead")}
    for place, name in enumerate(DAYS):
        number = int(row["told"][place * 6 : place * 6 + 6])
        told[name] = date.fromordinal(number).isoformat() if number else None
    letters = row["told"][len(DAYS) * 6 :]
    each = len(VALUES_OF_EACH)
    outcomes = [row["outcomes"][place : place + each] for place in range(0, len(row["outcomes"]), each)]
    told |= _named(letters, VALUES)
    return told | {"outcomes": [_named(of_one, VALUES_OF_EACH) for of_one in outcomes]}


def _named(letters: str, values: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    pairs = zip(letters, values.items(), strict=True)
    return {name: None if letter == "-" else of["abcdefghijklmnop".index(letter)] for letter, (name, of) in pairs}
