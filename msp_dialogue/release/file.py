"""A released file as JSON, written and read back; what is in it is decided elsewhere.

FileProblem     a file in the folder that is no release of ours, or of a layout not known here
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msp_dialogue.release.released import (
    Quality,
    Quote,
    Released,
    ReleasedDefinition,
    ReleasedSpan,
    ReleasedTable,
    Split,
)

LAYOUT = 1
_SPAN = re.compile(r"\d{4}-\d{2}(-Q[1-4])?")
WHAT = "msp-dialogue-released-figures"
HIDDEN = "hidden"
"""What stands for a number that is not shown: never 0, and never why it is not."""
SCHEMA_FILE = Path(__file__).with_name("release.schema.json")


class FileProblem(ValueError):
    """A file that cannot be read as a release; the text says which, and what to do."""


def written(released: Released) -> str:
    """The file's text."""
    span = released.span
    told = {
        "layout": LAYOUT,
        "what": WHAT,
        "council": released.council,
        "span": {"id": span.id, "name": span.name, "first": span.first.isoformat(), "last": span.last.isoformat()},
        "drawn_at": released.drawn_at.isoformat(),
        "released_at": released.released_at.isoformat(),
        "rules": dict(released.rules),
        "definitions": {name: vars(definition) for name, definition in released.definitions.items()},
        "tables": [_table(table) for table in released.tables],
        "quality": [
            {"id": each.id, "words": each.words, "number": _told(each.number), "out_of": _told(each.out_of)}
            for each in released.quality
        ],
        "quotes": [vars(quote) for quote in released.quotes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Released:
    """Read one released file. Raises FileProblem."""
    try:
        return understood(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise FileProblem(f"{path} is not a released file of this service: move it elsewhere.") from problem


def released(folder: Path) -> tuple[Released, ...]:
    """Every release in the folder, the newest span first, a year before its quarters. Raises FileProblem.

    Files of other names than spans have are none of ours: a copy of one that was withdrawn is not shown again.
    """
    paths = [path for path in folder.glob("*.json") if _SPAN.fullmatch(path.stem)] if folder.is_dir() else []
    found = [each for path in paths if (each := read(path)).span.id == path.stem]
    return tuple(sorted(found, key=lambda each: (each.span.last, -each.span.first.toordinal()), reverse=True))


def understood(text: str) -> Released:
    """The release that a text says. Raises ValueError, KeyError or TypeError for anything else."""
    told = json.loads(text)
    if (told["what"], told["layout"]) != (WHAT, LAYOUT):
        raise ValueError("another kind of file, or another layout")
    span = told["span"]
    return Released(
        council=told["council"],
        span=ReleasedSpan(
            span["id"], span["name"], date.fromisoformat(span["first"]), date.fromisoformat(span["last"])
        ),
        drawn_at=datetime.fromisoformat(told["drawn_at"]),
        released_at=datetime.fromisoformat(told["released_at"]),
        rules=told["rules"],
        definitions={name: ReleasedDefinition(**words) for name, words in told["definitions"].items()},
        tables=tuple(_read_table(table) for table in told["tables"]),
        quality=tuple(
            Quality(each["id"], each["words"], _number(each["number"]), _number(each["out_of"]))
            for each in told["quality"]
        ),
        quotes=tuple(Quote(**quote) for quote in told["quotes"]),
    )


def _table(table: ReleasedTable) -> dict[str, object]:
    return {
        "id": table.id,
        "measure": table.measure,
        "counted": table.counted,
        "by": str(table.by),
        "groups": list(table.groups),
        "values": list(table.values),
        "outside": sorted(table.outside),
        "counting": sorted(table.counting),
        "cells": {group: _all_told(row) for group, row in table.cells.items()},
        "totals": _all_told(table.totals),
        "counts": _all_told(table.counts),
    }


def _read_table(told: Mapping[str, Any]) -> ReleasedTable:
    return ReleasedTable(
        measure=told["measure"],
        counted=told["counted"],
        by=Split(told["by"]),
        groups=tuple(told["groups"]),
        values=tuple(told["values"]),
        outside=frozenset(told["outside"]),
        counting=frozenset(told["counting"]),
        cells={group: _numbers(row) for group, row in told["cells"].items()},
        totals=_numbers(told["totals"]),
        counts=_numbers(told["counts"]),
    )


def _told(number: int | None) -> int | str:
    return HIDDEN if number is None else number


def _all_told(numbers: Mapping[str, int | None]) -> dict[str, int | str]:
    return {name: _told(number) for name, number in numbers.items()}


def _number(told: int | str) -> int | None:
    if told == HIDDEN:
        return None
    if type(told) is not int:
        raise ValueError("neither a number nor hidden")
    return told


def _numbers(told: Mapping[str, int | str]) -> dict[str, int | None]:
    return {name: _number(number) for name, number in told.items()}
