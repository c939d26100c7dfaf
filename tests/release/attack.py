"""A reader who tries to get back what is hidden, from the texts of released files and nothing else.

Written apart from what it attacks: here the unknowns are the kinds of people there may have been, each with all that
the tables tell of them at once, and every printed number is the sum of some kinds. The tables of asking and achieving,
by voice, age band and asker, are one such crowd in each quarter; each theme of experience is one of its own. The year
is what its quarters were, but that people may have grown older in it. Where a span has two files, the reader kept the
first when it was withdrawn, and knows how many enquiries at most were put right between the two.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor, inf
from typing import Any

import highspy

VOICES = ("adult", "adult_with_support", "representative", "worker")
ASKERS = ("lead", "independent")
BANDS = ("18-64", "65-74", "75-84", "85-94", "95+", "unknown")
RATED = ("fully", "partially", "not")
UNSAID = ("none_expressed", "not_asked", "dont_know", "not_recorded")
EXPERIENCE = ("listened", "understood", "took_part", "satisfied", "safer")
LARGE = 1e6

Kind = tuple[str, ...]
"""Asked, achieved, voice, voice of the rating, asker and age band; or for a theme of experience value, voice, asker."""
Unknown = tuple[str, str, Kind]
"""A span, a crowd, and a kind of it."""


@dataclass(frozen=True)
class Number:
    """A printed number: what it adds up, and what is printed, None where it is hidden."""

    place: str
    of: frozenset[Unknown]
    shown: int | None


def main_kinds() -> Iterator[Kind]:
    for age in BANDS:
        for asked in UNSAID:
            yield asked, "none_expressed", "", "", "", age
        for voice in VOICES:
            for achieved in ("not_rated", "all_withdrawn"):
                yield "expressed", achieved, voice, "", "", age
            for achieved, rated, asker in product(RATED, VOICES, ASKERS):
                yield "expressed", achieved, voice, rated, asker, age


def experience_kinds() -> Iterator[Kind]:
    yield "not_answered", "", ""
    yield from product(("yes", "partly", "no"), VOICES, ASKERS)


KINDS: Mapping[str, Sequence[Kind]] = {
    "main": tuple(main_kinds()),
    **{f"experience_{theme}": tuple(experience_kinds()) for theme in EXPERIENCE},
}
PLACES = {
    ("outcomes_expressed", "value"): 0,
    ("outcomes_expressed", "voice"): 2,
    ("outcomes_expressed", "age_band"): 5,
    ("outcomes_met", "value"): 1,
    ("outcomes_met", "voice"): 3,
    ("outcomes_met", "asker"): 4,
    ("outcomes_met", "age_band"): 5,
    **{
        (f"experience_{theme}", what): place
        for theme in EXPERIENCE
        for place, what in enumerate(("value", "voice", "asker"))
    },
}
"""Where in a kind stands what a table tells of a measure."""


def numbers_of(file: Mapping[str, Any], span: str) -> Iterator[Number]:
    """The printed numbers of the tables that the crowds are in."""
    for table in file["tables"]:
        measure = table["measure"]
        if table["counted"] != "enquiries" or (measure, "value") not in PLACES:
            continue
        inside = [value for value in table["values"] if value not in table["outside"]]
        for group in table["groups"]:
            printed = [([value], table["cells"][group][value]) for value in table["values"]]
            printed += [(inside, table["totals"][group]), (table["counting"], table["counts"][group])]
            for values, shown in printed:
                of = frozenset(_of(span, measure, table["by"], group, values))
                yield Number(f"{span} {table['id']} {group} {values}", of, None if shown == "hidden" else shown)


def _of(span: str, measure: str, by: str, group: str, values: Sequence[str]) -> Iterator[Unknown]:
    crowd = measure if measure in KINDS else "main"
    for kind in KINDS[crowd]:
        in_group = by == "all" or kind[PLACES[measure, by]] in group.split(" or ")
        if in_group and kind[PLACES[measure, "value"]] in values:
            yield span, crowd, kind


def over_time(spans: Iterable[str]) -> Iterator[tuple[dict[Unknown, float], float, float]]:
    """That a year is its quarters: of each kind as many, except that of the older ones there may be more by its end."""
    quarters = sorted(span for span in spans if "-Q" in span and not span.startswith("first "))
    year = quarters[0].partition("-Q")[0] if quarters else ""
    if len(quarters) < 4 or year not in spans:
        return
    for crowd, kinds in KINDS.items():
        alike: dict[Kind, list[Kind]] = defaultdict(list)
        for kind in kinds:
            alike[kind[:-1] if crowd == "main" else kind].append(kind)
        for same in alike.values():
            yield _difference(year, quarters, crowd, same), 0, 0
            if crowd == "main":
                for oldest in range(1, 5):
                    older = [kind for kind in same if kind[-1] in BANDS[oldest:5]]
                    yield _difference(year, quarters, crowd, older), 0, LARGE


def named(files: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The files by their spans; one that another one of its span follows is called the first."""
    found: dict[str, Mapping[str, Any]] = {}
    for file in files:
        span = file["span"]["id"]
        if span in found:
            found[f"first {span}"] = found.pop(span)
        found[span] = file
    return found


def kept(spans: Iterable[str], put_right: int) -> Iterator[tuple[dict[Unknown, float], float, float]]:
    """That a first file tells of the same people as the one that followed it, but for so many at most."""
    for first in (span for span in spans if span.startswith("first ")):
        for crowd, kinds in KINDS.items():
            for kind in kinds:
                same = {(first, crowd, kind): 1.0, (first.removeprefix("first "), crowd, kind): -1.0}
                yield same | {("went", crowd, kind): -1.0, ("came", crowd, kind): 1.0}, 0, 0
            for side in ("went", "came"):
                yield {(side, crowd, kind): 1.0 for kind in kinds}, 0, put_right


def _difference(year: str, quarters: Sequence[str], crowd: str, kinds: Sequence[Kind]) -> dict[Unknown, float]:
    first = {(year, crowd, kind): 1.0 for kind in kinds}
    return first | {(quarter, crowd, kind): -1.0 for quarter in quarters for kind in kinds}


def recovered(
    texts: Sequence[str], guess: Mapping[str, tuple[float, float]] | None = None, put_right: int = 0
) -> dict[str, tuple[int, int]]:
    """The hidden numbers that lie within less than 5 of each other, each with the least and the most it can be.

    With a `guess` the reader knows between what numbers a hidden one lies, by its place.
    """
    files = named([json.loads(text) for text in texts])
    numbers = [number for span, file in files.items() for number in numbers_of(file, span)]
    asked = _programme(numbers, [*over_time(files), *kept(files, put_right)], guess)
    found = {}
    wanted = {number.place: number for number in numbers if number.shown is None}
    seen = dict.fromkeys(wanted, (inf, -inf))
    for every in (2, 3, 5, 7, 11):  # many at once, so that fewer need a question of their own
        for start in range(every):
            together = frozenset[Unknown]().union(*(number.of for number in list(wanted.values())[start::every]))
            for sense in (1.0, -1.0):
                asked(together, sense, wanted, seen)
    for place, number in wanted.items():
        if seen[place][1] - seen[place][0] >= 7:
            continue
        least, most = (asked(number.of, sense, wanted, seen) for sense in (1.0, -1.0))
        low, high = ceil(least - 1e-6), floor(most + 1e-6)
        if high - low < 5:
            found[place] = (low, high)
    return found


def _programme(
    numbers: Sequence[Number],
    ties: Iterable[tuple[dict[Unknown, float], float, float]],
    guess: Mapping[str, tuple[float, float]] | None,
) -> Callable[[frozenset[Unknown], float, Mapping[str, Number], dict[str, tuple[float, float]]], float]:
    rows = [(dict.fromkeys(number.of, 1.0), *_within(number, guess)) for number in numbers]
    rows += list(ties)
    columns = {unknown: place for place, unknown in enumerate(dict.fromkeys(each for row in rows for each in row[0]))}
    solver = highspy._Highs()  # type: ignore[attr-defined]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("simplex_strategy", 4)
    for _ in columns:
        solver.addVar(0.0, LARGE)
    for of, low, high in rows:
        solver.addRow(float(low), float(high), len(of), [columns[each] for each in of], list(of.values()))

    def best(
        of: frozenset[Unknown], sense: float, wanted: Mapping[str, Number], seen: dict[str, tuple[float, float]]
    ) -> float:
        for each in of:
            solver.changeColCost(columns[each], sense)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
        values = solver.getSolution().col_value
        for each in of:
            solver.changeColCost(columns[each], 0.0)
        for place in [place for place, (low, high) in seen.items() if high - low < 7]:
            number = wanted[place]
            value = sum(values[columns[each]] for each in number.of)
            low, high = seen[place]
            seen[place] = min(low, value), max(high, value)
        return float(sum(values[columns[each]] for each in of))

    return best


def _within(number: Number, guess: Mapping[str, tuple[float, float]] | None) -> tuple[float, float]:
    if number.shown is not None:
        return number.shown - 2, number.shown + 2
    low, high = (guess or {}).get(number.place, (0, LARGE))
    return low, min(high, LARGE)
