"""A whole year of an invented council released, quarter by quarter and then as a year, without a database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from msp_dialogue.release.control import Draft, protect
from msp_dialogue.release.file import written
from msp_dialogue.release.printed import Printed
from msp_dialogue.release.released import Released, ReleasedSpan
from msp_dialogue.release.sums import Sum, of_cell, of_count, of_total
from msp_dialogue.release.tables import draw
from msp_dialogue.release.ties import RULES
from msp_dialogue.release.versions import beside, told
from tests.release.council import YEAR, council, facts

GAPS = {"closed_without_reason": 9, "follow_up_overdue": 3}
AT = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def year_of(seed: int, enquiries: int, *, control: bool = True) -> Sequence[Draft]:
    """The four quarters, and then the year beside them; without `control` only what is small is hidden."""
    rows = council(seed, enquiries)
    drafts = [Draft(span.id, draw(facts(rows, span), GAPS)) for span in (*YEAR.quarters(), YEAR)]
    printed: list[Printed] = []
    for draft in drafts:
        if control:
            protect(draft, printed if draft.span == YEAR.id else [], RULES)
        printed.append(draft.printed())
    return drafts


def quarter_again(
    seed: int, enquiries: int, put_right: int, *, control: bool = True
) -> tuple[Sequence[Draft], frozenset[str]]:
    """A quarter released, withdrawn, and released again without so many of its enquiries; and what the first told.

    Without `control` the second is made as if nobody had kept the first.
    """
    span, rows = YEAR.quarters()[0], council(seed, enquiries)
    inside = [row for row in rows if row["concluded"] <= span.period.last.isoformat()]
    first, second = (Draft(span.id, draw(facts(each, span), GAPS)) for each in (inside, inside[put_right:]))
    protect(first, [], RULES)
    protect(second, beside(span.id, [first.printed()]) if control else [], RULES)
    known = told(span.id, beside(span.id, [first.printed()]))
    return (first, second), frozenset(
        place for place, each in _places(second) if each in second.hidden and each in known
    )


def text_of(draft: Draft) -> str:
    """The file's text."""
    span = next(each for each in (*YEAR.quarters(), YEAR) if each.id == draft.span)
    return written(
        Released(
            council="An invented council",
            span=ReleasedSpan(span.id, span.name, span.period.first, span.period.last),
            drawn_at=AT,
            released_at=AT,
            rules={},
            definitions={},
            tables=draft.printed().tables[:-1],
            quality=(),
            quotes=(),
        )
    )


def guess_of(draft: Draft) -> Iterator[tuple[str, tuple[float, float]]]:
    """What is guessed by who guesses right why each hidden number is hidden, by the place that the attack gives it."""
    for place, each in _places(draft):
        if each in draft.hidden:
            yield place, draft.hidden[each]


def _places(draft: Draft) -> Iterator[tuple[str, Sum]]:
    """Every number by the place that the attack gives it."""
    for table in draft.printed().tables:
        inside = [value for value in table.values if value not in table.outside]
        for group in table.groups:
            places = [(of_cell(draft.span, table, group, value), [value]) for value in table.values]
            places += [(of_total(draft.span, table, group), inside)]
            places += [(of_count(draft.span, table, group), sorted(table.counting))]
            for each, values in places:
                yield f"{draft.span} {table.id} {group} {values}", each
