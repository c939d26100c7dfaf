"""The national return of one financial year [S1-S4]: every cell, zeros included, and whether the cells add up.

A pure function of what stands of each concluded section 42 enquiry; true numbers, each with how it is published [S5].
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from msp_dialogue.authority import Authority
from msp_dialogue.measure import national_lines as lines
from msp_dialogue.measure.national_lines import ACHIEVED, AGE_BANDS, ASKED, LINES, Concluded, Line
from msp_dialogue.measure.official import Shown, shown, shown_percent

ENQUIRY_TYPE = "Concluded Section 42 Enquiries"
PUBLISHED = ("TABLE_REFERENCE", "ENQUIRY_TYPE", "CATEGORY", "SUBCATEGORY", "VALUE")
"""The columns of the published data after those that say whose figures they are [S4]."""


@dataclass(frozen=True)
class Cell:
    """One number of the return: of a line, in one category of its table."""

    line: Line
    category: str
    value: int

    @property
    def shown(self) -> Shown:
        """How it is published [S5]."""
        return shown(self.value)


@dataclass(frozen=True)
class Share:
    """A percentage of the true numbers, with the words for what it is of [R1]."""

    words: str
    number: int
    out_of: int

    @property
    def shown(self) -> Shown:
        """The percentage as it is published [S5]."""
        return shown_percent(self.number, self.out_of)


@dataclass(frozen=True)
class Failing:
    """An enquiry that keeps a check from adding up: what is the matter with it, and what to do."""

    enquiry: str
    why: str
    to_do: str


@dataclass(frozen=True)
class Check:
    """Whether cells add up: an inference of ours from the collection's tables [S1], not a rule it has published."""

    words: str
    expected: int
    found: int
    failing: tuple[Failing, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is amiss."""
        return self.expected == self.found and not self.failing


@dataclass(frozen=True)
class Return:
    """The return of one year: how many enquiries concluded, every cell, the percentages, and the checks."""

    concluded: int
    cells: tuple[Cell, ...]
    shares: tuple[Share, ...]
    checks: tuple[Check, ...]

    def of(self, line: Line) -> tuple[Cell, ...]:
        """The cells of a line, in the order of the table's categories."""
        return tuple(cell for cell in self.cells if cell.line is line)

    def total(self, *of: Line) -> int:
        """All that these lines count."""
        return sum(cell.value for cell in self.cells if cell.line in of)

    def rows(self, authority: Authority) -> Iterator[dict[str, str | int]]:
        """The collection's cells in the columns of the published data [S4], true values; nothing that is only ours."""
        for cell in self.cells:
            if not cell.line.beside:
                own = (cell.line.table, ENQUIRY_TYPE, cell.category, cell.line.words, cell.value)
                yield {**authority.columns, **dict(zip(PUBLISHED, own, strict=True))}


_TOLD = attrgetter(*(each.name for each in fields(Concluded) if each.name != "enquiry"))
Alike = Sequence[Concluded]
"""Enquiries of which the return would say the same, so that one is looked at for all of them; at least one."""


def national_return(enquiries: Sequence[Concluded]) -> Return:
    """The return of these enquiries, which are all section 42 enquiries that concluded in the year."""
    found: dict[tuple[object, ...], list[Concluded]] = {}
    for enquiry in enquiries:
        found.setdefault(_TOLD(enquiry), []).append(enquiry)
    groups = tuple(found.values())
    counted: Counter[tuple[str, str, str]] = Counter()
    for group in groups:
        for line in LINES:
            if line.counts(group[0]):
                counted[line.table, line.words, lines.category(line.table, group[0])] += len(group)
    cells = tuple(
        Cell(line, category, counted[line.table, line.words, category])
        for line in LINES
        for category in lines.categories(line.table)
    )
    return Return(len(enquiries), cells, _shares(groups), tuple(_checks(groups)))


def _size(groups: Iterable[Alike]) -> int:
    return sum(map(len, groups))


def _shares(groups: Sequence[Alike]) -> tuple[Share, ...]:
    def number(*of: Line) -> int:
        return _size(group for group in groups if any(line.counts(group[0]) for line in of))

    concluded, expressed, asked = _size(groups), number(ASKED[0]), number(*ASKED[:2])
    rated, achieved = number(*ACHIEVED), number(*ACHIEVED[:2])
    return (
        Share("Asked, of all that concluded", asked, concluded),
        Share("Outcomes expressed, of all that concluded", expressed, concluded),
        Share("Outcomes expressed, of those asked", expressed, asked),
        Share("Fully or partially achieved, of those in the three cells of achievement", achieved, rated),
    )


def _checks(groups: Sequence[Alike]) -> Iterator[Check]:
    expressed = [group for group in groups if ASKED[0].counts(group[0])]
    yield _adds_up(
        "SG4a: the five cells of asking add up to all concluded section 42 enquiries",
        groups,
        ASKED,
        lambda enquiry: Failing(enquiry.enquiry, "It is in none of the five.", "Tell whoever runs the service."),
    )
    yield _adds_up(
        "SG4a: the three cells of achievement add up to those who expressed outcomes", expressed, ACHIEVED, _unachieved
    )
    yield _adds_up(
        "SG3a: the four cells of capacity add up to all concluded section 42 enquiries",
        groups,
        lines.CAPACITY,
        lambda enquiry: Failing(
            enquiry.enquiry, "Its answer about capacity is none that the return knows.", "Answer the question again."
        ),
    )
    yield _adds_up(
        "SG2e: the three cells and the three lines beside them add up to all concluded section 42 enquiries",
        groups,
        (*lines.RISK, *lines.OUTSIDE_RISK),
        lambda enquiry: Failing(
            enquiry.enquiry, "Its answer about the risk is none that the return knows.", "Answer the question again."
        ),
    )
    aged = _size(group for group in groups if group[0].age_band in AGE_BANDS)
    failing = tuple(
        Failing(enquiry.enquiry, "The adult's age is not known.", "Record the adult's date of birth.")
        for group in groups
        for enquiry in group
        if enquiry.age_band not in AGE_BANDS
    )
    yield Check("Everybody is in one of the five age bands", _size(groups), aged, failing)


def _adds_up(words: str, among: Sequence[Alike], of: Sequence[Line], told: Callable[[Concluded], Failing]) -> Check:
    """Whether each of these enquiries is counted by exactly one of the lines."""
    times = [(group, sum(line.counts(group[0]) for line in of)) for group in among]
    failing = tuple(told(enquiry) for group, number in times if number != 1 for enquiry in group)
    return Check(words, _size(among), sum(number * len(group) for group, number in times), failing)


def _unachieved(enquiry: Concluded) -> Failing:
    if lines.OUTSIDE_ACHIEVED[1].counts(enquiry):
        why, to_do = (
            "Every outcome was withdrawn.",
            "Check that they were all withdrawn by the person; if so, nothing is wrong: the difference stays.",
        )
    else:
        why, to_do = (
            "A wanted outcome has no rating.",
            "Ask the person, or record another's view and whose it is; what nobody can say stays outside.",
        )
    return Failing(enquiry.enquiry, why, to_do)
