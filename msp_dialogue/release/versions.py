"""Files that were released before, also those withdrawn since: somebody may have kept each of them [X-04].

It must not know the ledger: files are given to it in the order in which they were released.
"""

from collections.abc import Iterable, Iterator, Sequence

from msp_dialogue.release.adding_up import VERSION, adds_up_with
from msp_dialogue.release.printed import Printed
from msp_dialogue.release.rounding import Bound
from msp_dialogue.release.sums import Sum, called


def beside(span: str, ever: Sequence[Printed]) -> tuple[Printed, ...]:
    """What a new file of a span is held against: every version there was of it, and of what it adds up with.

    The newest version of another span goes by the span's own name, so that it is what adds up with this one; every
    older one, and each of this span, is called a version of it.
    """
    spans = {file.span for file in ever}
    wanted = {span} & spans | adds_up_with(span, spans)
    return tuple(named for each in sorted(wanted) for named in _versions(each, ever, with_newest=each == span))


def told(span: str, files: Sequence[Printed]) -> frozenset[Sum]:
    """The numbers that an earlier version showed of what a later one hides: who kept the earlier one knows them."""
    found: set[Sum] = set()
    by_span: dict[str, set[Sum]] = {}
    for file in files:
        name = file.span.partition(VERSION)[0]
        before = by_span.setdefault(name, set())
        found.update(each for each in file.hidden if called(each, name) in before)
        before |= {called(each, name) for each in file.shown}
    return frozenset(found | by_span.get(span, set()))


def guessed(span: str, files: Iterable[Printed]) -> dict[Sum, Bound]:
    """What may be guessed of the hidden numbers of a span's earlier versions, of the newest that hid them."""
    own = [file for file in files if file.span.partition(VERSION)[0] == span]
    return {called(each, span): bound for file in own for each, bound in file.guessed.items()}


def _versions(span: str, ever: Iterable[Printed], *, with_newest: bool) -> Iterator[Printed]:
    files = [file for file in ever if file.span == span]
    older = files if with_newest else files[:-1]
    yield from (file.called(f"{span}{VERSION}{place}") for place, file in enumerate(older))
    yield from files[len(older) :]
