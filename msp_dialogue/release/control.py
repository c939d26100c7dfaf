"""Hide what is small, and as much more as it takes that nothing hidden can be worked out [X-03, X-04].

It must not know the record, the fixed tables or the file's format.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msp_dialogue.release.adding_up import Rules
from msp_dialogue.release.counts import SMALL_GROUP, Counts
from msp_dialogue.release.known import sum_within
from msp_dialogue.release.printed import ANYTHING, Printed
from msp_dialogue.release.programme import WIDTH, Programme
from msp_dialogue.release.released import ReleasedTable, Split
from msp_dialogue.release.rounding import FREE, SMALL, Bound, bound_of_shown, is_small, rounded
from msp_dialogue.release.sums import Cell, Sum, of_cell, of_count, of_group, of_total
from msp_dialogue.release.versions import guessed, told
from msp_dialogue.release.waiting import Waiting


class Recoverable(Exception):
    """A hidden number could be worked out and nothing that is left to hide would help; nothing may be released."""


@dataclass
class Draft:
    """The numbers of one span on their way to a release: each true, and hidden or not.

    `hidden` says of each hidden number what a reader knows of it who guesses right why it is: no file says which were
    hidden for being small, but to hold against the reader who guesses right is to hold against every other.
    `missed` is how much a number is missed when it is hidden: those of tables that are not split, and of percentages,
    more than others. `told` are numbers that an earlier version of the same file showed: who kept it knows them;
    `guessed_before` are what it hid, and why. Where it hid a number for another reason, nobody is taken to guess both.
    """

    span: str
    tables: Sequence[Counts]
    true: dict[Sum, int] = field(default_factory=dict)
    hidden: dict[Sum, Bound] = field(default_factory=dict)
    missed: dict[Sum, int] = field(default_factory=dict)
    told: frozenset[Sum] = frozenset()
    guessed_before: Mapping[Sum, Bound] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in self.tables:
            for group in table.groups:
                self._enter(table, group)

    def _enter(self, table: Counts, group: str) -> None:
        of_percentages = {of_total(self.span, table, group), of_count(self.span, table, group)}
        for each in of_group(self.span, table, group):
            self.true[each] = number = table.number(each)
            self.missed[each] = 2 * (table.by is Split.ALL) + (each in of_percentages)
            if group in table.too_few:
                self.hidden[each] = Bound(0, SMALL_GROUP - 1)
            elif is_small(number):
                self.hidden[each] = bound_of_hidden(number)

    def hide(self, each: Sum) -> None:
        """Hide a number that is not small."""
        self.hidden[each] = self._agreeing(each, bound_of_hidden(self.true[each]))

    def held_against(self, others: Sequence[Printed]) -> None:
        """Hear what earlier versions of the same file showed and hid."""
        self.told = told(self.span, others)
        self.guessed_before = guessed(self.span, others)
        self.hidden = {each: self._agreeing(each, bound) for each, bound in self.hidden.items()}

    def _agreeing(self, each: Sum, bound: Bound) -> Bound:
        return bound if self.guessed_before.get(each, bound) == bound else ANYTHING

    def behind(self) -> Iterator[Sum]:
        """The small numbers of groups that are shown as one: never printed, and not to be got at either."""
        for table in self.tables:
            for group, value in table.numbers:
                each = frozenset({Cell(self.span, table.id, group, value)})
                if each not in self.true and is_small(table.number(each)):
                    yield each

    def printed(self) -> Printed:
        """What is released, beside what may be guessed of it."""
        return Printed(self.span, tuple(self._released(table) for table in self.tables), self.hidden)

    def _released(self, table: Counts) -> ReleasedTable:
        def shown(each: Sum) -> int | None:
            return None if each in self.hidden else rounded(self.true[each])

        return ReleasedTable(
            measure=table.measure,
            counted=table.counted,
            by=table.by,
            groups=table.groups,
            values=table.values,
            outside=table.outside,
            counting=table.counting,
            cells={
                group: {value: shown(of_cell(self.span, table, group, value)) for value in table.values}
                for group in table.groups
            },
            totals={group: shown(each) for group in table.groups if (each := of_total(self.span, table, group))},
            counts={group: shown(each) for group in table.groups if (each := of_count(self.span, table, group))},
        )


def bound_of_hidden(number: int) -> Bound:
    """What a reader knows of a hidden number who guesses right whether it was small."""
    return Bound(0, SMALL) if is_small(number) else Bound(SMALL + 1, FREE)


def protect(draft: Draft, others: Sequence[Printed], rules: Rules) -> None:
    """Hide more of the draft until no hidden number of it, or of the `others`, can be pinned down. Raises Recoverable.

    The others are released already and stay as they are: only the draft hides more. It holds against a reader who
    guesses why numbers are hidden, and against one who does not: what each takes for the least that was changed
    between one file and another differs, and depends on what is hidden, so both are asked until nothing is added.
    """
    unaided = [Printed(other.span, other.tables) for other in others]
    draft.held_against(others)
    guessing = hidden = -1
    while hidden != len(draft.hidden):
        hidden = len(draft.hidden)
        _hide(draft, draft.hidden.__getitem__, others, rules)
        if guessing != len(draft.hidden):
            guessing = len(draft.hidden)
            _hide(draft, lambda _: ANYTHING, unaided, rules)


def _hide(draft: Draft, guess: Callable[[Sum], Bound], others: Sequence[Printed], rules: Rules) -> None:
    """Hide more until no hidden number can be pinned down by a reader who guesses so, if he does at all."""
    printed = list(draft.true)
    bounds = (guess(each) if each in draft.hidden else bound_of_shown(rounded(draft.true[each])) for each in printed)
    itself = [sum_within(each, bound) for each, bound in zip(printed, bounds, strict=True)]
    beside = [known for other in others for known in other.known()]
    shapes = {draft.span: {table.id: table for table in draft.tables}} | {each.span: each.shapes for each in others}
    programme = Programme([*itself, *beside, *rules.known(shapes)])
    hidden_elsewhere = [each for other in others for each in other.hidden]
    wanted = dict.fromkeys([*draft.hidden, *draft.behind(), *hidden_elsewhere])
    waiting = Waiting(programme, [each for each in wanted if each not in draft.told])
    while (target := waiting.next()) is not None:
        reach = programme.reach(target, waiting.note)
        if reach.width >= WIDTH:
            waiting.done(target)
            continue
        chosen = _chosen(draft, [printed[place] for place in reach.held_by if place < len(printed)])
        if chosen is None:
            raise Recoverable("A hidden number could be worked out, and hiding more of this release would not help.")
        draft.hide(chosen)
        programme.change(printed.index(chosen), guess(chosen))
        if chosen not in draft.told:
            waiting.add(chosen)


def _chosen(draft: Draft, holding: Collection[Sum]) -> Sum | None:
    """Of the shown numbers that hold a hidden one too fast, that which is missed least, and of those the smallest."""
    shown = [each for each in holding if each not in draft.hidden]
    return min(shown, key=lambda each: (draft.missed[each], draft.true[each], sorted(each)), default=None)
