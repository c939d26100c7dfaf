"""How the fixed tables add up, as a reader of their definitions can know."""

from collections.abc import Iterator

from msp_dialogue.measure import AGE_BANDS, DEFINITIONS
from msp_dialogue.measure import Counted as Of
from msp_dialogue.release.adding_up import AT_MOST, EQUAL, Numbers, Rules, SplitOf, Tie
from msp_dialogue.release.quality import OWN
from msp_dialogue.release.quality import TABLE as QUALITY_TABLE
from msp_dialogue.release.released import EVERYBODY, Split, table_id
from msp_dialogue.release.tables import FIXED

_VALUES = {table_id(each.measure, each.counted, Split.ALL): each.values for each in FIXED if each.by is Split.ALL}
_OF_EVERYBODY = frozenset({"asked_by_stage", "asked_within", "follow_up"})
"""The families whose measures count every concluded enquiry."""
_NOT_PUT = ("not_asked", "dont_know", "not_recorded")
_EXPRESSED = ("fully", "partially", "not", "not_rated", "all_withdrawn")
"""The values of those who expressed outcomes, by how far they came true."""
_UNSAID = ("none_expressed", *_NOT_PUT)
_TIED_BY_ITSELF = frozenset({"outcomes_expressed", "outcomes_met", "sg3a_support"})


def of(measure: str, counted: Of, *values: str) -> Numbers:
    """These numbers of a table that is not split; without values, all of them."""
    table = table_id(measure, counted, Split.ALL)
    return tuple((table, EVERYBODY, value) for value in values or _VALUES[table])


def of_band(measure: str, band: str, *values: str) -> Numbers:
    """These numbers of one age band."""
    return tuple((table_id(measure, Of.ENQUIRIES, Split.AGE_BAND), band, value) for value in values)


def _ties() -> Iterator[Tie]:
    yield from _of_what_was_expressed()
    yield from _of_people()
    yield from _of_enquiries()
    yield from _of_outcomes()
    yield Tie(of("sg3a_capacity", Of.ENQUIRIES), of("sg2e_risk", Of.ENQUIRIES))
    for gap in OWN:
        yield Tie(((QUALITY_TABLE, EVERYBODY, gap),), of("outcomes_expressed", Of.ENQUIRIES), AT_MOST)
    yield Tie(of("sg3a_support", Of.ENQUIRIES), of("sg3a_capacity", Of.ENQUIRIES, "lacked"))


def _of_what_was_expressed() -> Iterator[Tie]:
    """Those who expressed outcomes are those whose outcomes were rated, not rated or all withdrawn."""
    for counted in (Of.ENQUIRIES, Of.PEOPLE):
        yield Tie(of("outcomes_expressed", counted, "expressed"), of("outcomes_met", counted, *_EXPRESSED))
        yield Tie(of("outcomes_expressed", counted, *_UNSAID), of("outcomes_met", counted, "none_expressed"))
    for band in AGE_BANDS:
        yield Tie(of_band("outcomes_expressed", band, "expressed"), of_band("outcomes_met", band, *_EXPRESSED))
        yield Tie(of_band("outcomes_expressed", band, *_UNSAID), of_band("outcomes_met", band, "none_expressed"))


def _of_people() -> Iterator[Tie]:
    """A person is counted once who may have several enquiries, and fully or not only if each of them is.

    As the first value in order that any has: who counts as one of the last of them has no enquiry of the others.
    """
    for measure, values in (
        ("outcomes_expressed", ()),
        ("outcomes_expressed", ("expressed",)),
        *(("outcomes_expressed", _UNSAID[place:]) for place in range(len(_UNSAID))),
        *(("outcomes_met", (value,)) for value in ("fully", "not", "not_rated", "all_withdrawn", "none_expressed")),
        ("outcomes_met", ("fully", "partially", "not")),
    ):
        yield Tie(of(measure, Of.PEOPLE, *values), of(measure, Of.ENQUIRIES, *values), AT_MOST)


def _of_enquiries() -> Iterator[Tie]:
    """A measure counts every concluded enquiry, or some of them."""
    for each in FIXED:
        if each.by is Split.ALL and each.counted is Of.ENQUIRIES and each.measure not in _TIED_BY_ITSELF:
            bound = EQUAL if each.definition.family in _OF_EVERYBODY else AT_MOST
            yield Tie(of(each.measure, Of.ENQUIRIES), of("outcomes_expressed", Of.ENQUIRIES), bound)
    yield from _of_asking()


def _of_asking() -> Iterator[Tie]:
    """Never asked is one answer in two tables; when is recorded of those who were asked, in a conversation or after."""
    asked, within = ((measure, Of.ENQUIRIES) for measure in ("outcomes_expressed", "asked_within"))
    yield Tie(of(*within, "never"), of(*asked, "not_asked"))
    yield Tie(of(*asked, "dont_know", "not_recorded"), of(*within, "when_not_recorded"), AT_MOST)
    unknown = of(*asked, "dont_know", "not_recorded", "none_expressed", "expressed")
    yield Tie(of(*within, "when_not_recorded"), unknown, AT_MOST)
    at_closure = of("asked_at_closure", Of.ENQUIRIES, "asked")
    for each in DEFINITIONS.values():
        if each.family == "experience":
            yield Tie(of(each.id, Of.ENQUIRIES), at_closure, AT_MOST)
    yield Tie(of("plan_b", Of.ENQUIRIES), of(*asked, "expressed"), AT_MOST)
    gave_up = of("outcomes_met", Of.ENQUIRIES, "all_withdrawn")
    yield Tie(gave_up, of("wants_changed", Of.OUTCOMES, "withdrawn"), AT_MOST)


def _of_outcomes() -> Iterator[Tie]:
    """Each outcome has an answer or none, and one theme or more; each enquiry that expressed any has at least one."""
    everything = of("wants_changed", Of.OUTCOMES)
    themes = [each.id for each in DEFINITIONS.values() if each.family == "themes"]
    yield Tie(everything, of("council_answer", Of.OUTCOMES))
    yield Tie(of("outcomes_expressed", Of.ENQUIRIES, "expressed"), everything, AT_MOST)
    for values in ((), ("withdrawn",)):
        whole = of("wants_changed", Of.OUTCOMES, *values)
        each_theme = [of(theme, Of.OUTCOMES, *values) for theme in themes]
        yield from (Tie(each, whole, AT_MOST) for each in each_theme)
        yield Tie(whole, tuple(number for each in each_theme for number in each), AT_MOST)


RULES = Rules(
    splits=tuple(
        SplitOf(table_id(each.measure, each.counted, each.by), table_id(each.measure, each.counted, Split.ALL))
        for each in FIXED
        if each.by is not Split.ALL
    ),
    ties=tuple(_ties()),
    over_quarters=frozenset(
        {table_id(each.measure, each.counted, each.by) for each in FIXED if each.counted is not Of.PEOPLE}
        | {QUALITY_TABLE}
    ),
    at_least_each=(of("outcomes_expressed", Of.PEOPLE), of("outcomes_expressed", Of.PEOPLE, "expressed")),
    once=frozenset(table_id(each.measure, each.counted, each.by) for each in FIXED if each.counted is not Of.OUTCOMES),
)
