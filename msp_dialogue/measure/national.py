"""The national return of one financial year [S1-S4]: every cell, zeros included, and whether the cells add up.

A pure function of what stands of each concluded section 42 enquiry; true numbers, each with how it is published [S5].
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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


def national_return(enquiries: Sequence[Concluded]) -> Return:
    """The return of these enquiries, which are all section 42 enquiries that concluded in the year."""
    counted = Counter(
        (line.table, line.words, lines.category(line.table, enquiry))
        for enquiry in enquiries
        for line in LINES
        if line.counts(enquiry)
    )
    cells = tuple(
        Cell(line, category, counted[line.table, line.words, category])
        for line in LINES
        for category in lines.categories(line.table)
    )
    return Return(len(enquiries), cells, _shares(enquiries), tuple(_checks(enquiries)))


def _shares(enquiries: Sequence[Concluded]) -> tuple[Share, ...]:
    def number(*of: Line) -> int:
        return sum(any(line.counts(enquiry) for line in of) for enquiry in enquiries)

    concluded, expressed, asked = len(enquiries), number(ASKED[0]), number(*ASKED[:2])
    rated, achieved = number(*ACHIEVED), number(*ACHIEVED[:2])
    return (
        Share("Asked, of all that concluded", asked, concluded),
        Share("Outcomes expressed, of all that concluded", expressed, concluded),
        Share("Outcomes expressed, of those asked", expressed, asked),
        Share("Fully or partially achieved, of those in the three cells of achievement", achieved, rated),
    )


def _checks(enquiries: Sequence[Concluded]) -> Iterator[Check]:
    expressed = [enquiry for enquiry in enquiries if ASKED[0].counts(enquiry)]
    yield _adds_up(
        "SG4a: the five cells of asking add up to all concluded section 42 enquiries",
        enquiries,
        ASKED,
        lambda enquiry: Failing(enquiry.enquiry, "It is in none of the five.", "Tell whoever runs the service."),
    )
    yield _adds_up(
        "SG4a: the three cells of achievement add up to those who expressed outcomes", expressed, ACHIEVED, _unachieved
    )
    yield _adds_up(
        "SG3a: the four cells of capacity add up to all concluded section 42 enquiries",
        enquiries,
        lines.CAPACITY,
        lambda enquiry: Failing(
            enquiry.enquiry, "Its answer about capacity is none that the return knows.", "Answer the question again."
        ),
    )
    yield _adds_up(
        "SG2e: the three cells and the three lines beside them add up to all concluded section 42 enquiries",
        enquiries,
        (*lines.RISK, *lines.OUTSIDE_RISK),
        lambda enquiry: Failing(
            enquiry.enquiry, "Its answer about the risk is none that the return knows.", "Answer the question again."
        ),
    )
    aged = [enquiry for enquiry in enquiries if enquiry.age_band in AGE_BANDS]
    without = [enquiry for enquiry in enquiries if enquiry.age_band not in AGE_BANDS]
    failing = tuple(
        Failing(enquiry.enquiry, "The adult's age is not known.", "Record the adult's date of birth.")
        for enquiry in without
    )
    yield Check("Everybody is in one of the five age bands", len(enquiries), len(aged), failing)


def _adds_up(words: str, among: Sequence[Concluded], of: Sequence[Line], told: Callable[[Concluded], Failing]) -> Check:
    """Whether each of these enquiries is counted by exactly one of the lines."""
    times = [(enquiry, sum(line.counts(enquiry) for line in of)) for enquiry in among]
    failing = tuple(told(enquiry) for enquiry, number in times if number != 1)
    return Check(words, len(among), sum(number for _, number in times), failing)


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
