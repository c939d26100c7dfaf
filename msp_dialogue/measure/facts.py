"""What was recorded of the selected enquiries, as columns; read once, counted often; it must not know any measure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from msp_dialogue.database import Connection
from msp_dialogue.measure.coded import Coded, Mask, Numbers
from msp_dialogue.measure.derived import DERIVED, Days
from msp_dialogue.measure.later import np
from msp_dialogue.measure.selection import Selection
from msp_dialogue.record.packed import DAY_WIDTH, DAYS, FIRST_LETTER, VALUES, VALUES_OF_EACH

if TYPE_CHECKING:
    from numpy.typing import NDArray

BETWEEN = "\n"
"""What stands between the outcomes of two enquiries."""
_BEFORE_1970 = date(1970, 1, 1).toordinal()
_OF_DIGITS = tuple(10**place for place in reversed(range(DAY_WIDTH)))


@dataclass(frozen=True)
class Facts:
    """The selected enquiries; `on` is the day on which they are drawn."""

    selection: Selection
    on: date
    number: int
    """How many there are."""
    days: Mapping[str, Days]
    """The columns of `packed.DAYS`."""
    recorded: Mapping[str, Coded]
    """The adult, the team, the columns of `packed.VALUES`, and the enquiry itself where it was asked for."""
    places: Numbers
    """For each outcome the place of its enquiry."""
    recorded_of_each: Mapping[str, Coded]
    """The columns of `packed.VALUES_OF_EACH`, one value for each outcome."""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from them, so that it is worked out once."""

    def __len__(self) -> int:
        return self.number

    @property
    def people(self) -> int:
        """How many people they are about [R1]."""
        return len(np.unique(self.recorded["adult"].codes))

    def column(self, name: str) -> Coded:
        """One value for each enquiry: a recorded column or one of `DERIVED`."""
        if name in self.recorded:
            return self.recorded[name]
        if name not in self.kept:
            self.kept[name] = DERIVED[name](self)
        found: Coded = self.kept[name]
        return found

    def column_of_each(self, name: str) -> Coded:
        """One value for each outcome: a column of its own, or its enquiry's."""
        return self.recorded_of_each[name] if name in self.recorded_of_each else self.column(name).at(self.places)

    def where(self, **wanted: str) -> Facts:
        """Those enquiries alone whose columns have these values."""
        keep: Mask = np.ones(len(self), dtype=np.bool_)
        for name, value in wanted.items():
            keep &= self.column(name).is_(value)
        return self._only(keep)

    def within(self, selection: Selection) -> Facts:
        """Those of a shorter period, by the same date; what hangs on the period is worked out anew."""
        days, period = self.days[selection.by], selection.period
        keep = (days >= np.datetime64(period.first)) & (days <= np.datetime64(period.last))
        return replace(self._only(keep), selection=selection)

    def _only(self, keep: Mask) -> Facts:
        outcomes, moved = keep[self.places], np.cumsum(keep) - 1
        return replace(
            self,
            number=int(np.count_nonzero(keep)),
            days={name: days[keep] for name, days in self.days.items()},
            recorded={name: column.at(keep) for name, column in self.recorded.items()},
            places=moved[self.places[outcomes]],
            recorded_of_each={name: column.at(outcomes) for name, column in self.recorded_of_each.items()},
            kept={},
        )


def read(
    connection: Connection, selection: Selection, on: date, *, outcomes: bool = True, named: bool = False
) -> Facts:
    """The facts of a selection, in one pass over one table: with or without outcomes, and each enquiry's id."""
    lists = ("adult", "team", "enquiry") if named else ("adult", "team")
    told = [f"json_group_array(e.{name})" for name in lists] + ["coalesce(group_concat(e.told, ''), '')"]
    told += [f"coalesce(group_concat(e.outcomes, '{BETWEEN}'), '')"] if outcomes else []
    query = f"select {', '.join(told)} from counted e where {selection.condition_of_counted}"  # noqa: S608 - constants
    found = list(connection.execute(query, selection.values).fetchone())
    columns = {name: Coded.of(json.loads(found.pop(0))) for name in lists}
    return unpacked(selection, on, columns, *found)


def unpacked(selection: Selection, on: date, columns: Mapping[str, Coded], told: str, outcomes: str = "") -> Facts:
    """The facts of enquiries as `packed` keeps them: `told` one after another, `outcomes` with a line for each."""
    number = len(columns["adult"])
    letters = _letters(told).reshape(number, DAY_WIDTH * len(DAYS) + len(VALUES))
    days = {name: _days(letters[:, DAY_WIDTH * place :][:, :DAY_WIDTH]) for place, name in enumerate(DAYS)}
    lines = _letters(outcomes)
    ends = np.append(np.flatnonzero(lines == ord(BETWEEN)), len(lines))
    lengths = np.diff(ends, prepend=-1) - 1
    of_each = lines[lines != ord(BETWEEN)].reshape(-1, len(VALUES_OF_EACH))
    return Facts(
        selection,
        on,
        number,
        days,
        {**columns, **_coded(letters[:, DAY_WIDTH * len(DAYS) :], VALUES)},
        np.repeat(np.arange(len(lengths)), lengths // len(VALUES_OF_EACH)),
        _coded(of_each, VALUES_OF_EACH),
    )


def _letters(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8)


def _days(digits: NDArray[np.uint8]) -> Days:
    """The days of six digits each; no day of 0."""
    numbers = (digits.astype(np.int64) - ord("0")) @ _OF_DIGITS
    days: Days = (numbers - _BEFORE_1970).astype("datetime64[D]")
    days[numbers == 0] = np.datetime64("NaT")
    return days


def _coded(letters: NDArray[np.uint8], values: Mapping[str, tuple[str, ...]]) -> dict[str, Coded]:
    """A column for each place: the letter of nothing stands before all others."""
    codes = np.where(letters < FIRST_LETTER, 0, letters - (FIRST_LETTER - 1)).T.copy()
    return {name: Coded(column, (None, *of)) for column, (name, of) in zip(codes, values.items(), strict=True)}
