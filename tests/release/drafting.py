"""Small invented tables, all of one measure: everybody, and split into groups that add up to everybody."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import strategies as st

from msp_dialogue.release import EVERYBODY, Split
from msp_dialogue.release.adding_up import Rules, SplitOf
from msp_dialogue.release.control import Draft, protect
from msp_dialogue.release.counts import Counts, with_small_groups_together

GROUPS = ("young", "old", "oldest", "unknown")
RUNS = (("young", "old", "oldest"), ("unknown",))
VALUES = ("yes", "partly", "no")
CELLS = [(group, value) for group in GROUPS for value in VALUES]
SPLIT, WHOLE = "met.enquiries.by_age_band", "met.enquiries.all"
RULES = Rules(splits=(SplitOf(SPLIT, WHOLE),), ties=(), over_quarters=frozenset({SPLIT, WHOLE}))

Numbers = Mapping[tuple[str, str], int]
SMALL_OR_LARGE = st.one_of(st.integers(0, 12), st.integers(0, 90))


def numbers() -> st.SearchStrategy[Numbers]:
    """The true number of each group and value."""
    return st.lists(SMALL_OR_LARGE, min_size=len(CELLS), max_size=len(CELLS)).map(
        lambda each: dict(zip(CELLS, each, strict=True))
    )


def tables(split: Numbers) -> list[Counts]:
    """The split table and the one of everybody."""
    whole = Counter[tuple[str, str]]()
    for (_, value), number in split.items():
        whole[EVERYBODY, value] += number
    return [
        with_small_groups_together(counts(Split.ALL, (EVERYBODY,), ((EVERYBODY,),), whole)),
        with_small_groups_together(counts(Split.AGE_BAND, GROUPS, RUNS, split)),
    ]


def counts(by: Split, groups: tuple[str, ...], runs: tuple[tuple[str, ...], ...], true: Numbers) -> Counts:
    """One table before anything is done to it."""
    return Counts("met", "enquiries", by, groups, runs, VALUES, frozenset(), frozenset({"yes", "partly"}), true)


def controlled(split: Numbers, span: str = "2025-26-Q1") -> Draft:
    """The tables of one span, controlled by themselves."""
    draft = Draft(span, tables(split))
    protect(draft, [], RULES)
    return draft
