"""The measures there are. A later one is another Definition here: reading, counting and printing know none by name."""

from collections.abc import Iterable, Mapping, Sequence

from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure.definition import NO_ENQUIRIES, Definition, Stand
from msp_dialogue.measure.selection import DateRule
from msp_dialogue.record.standing import Achieved, Asked

NOT_YET = "not_yet"
"""The enquiry is still open and nothing was asked so far: "not recorded" is said of concluded enquiries only [R3]."""

ASKED = (*map(str, Asked), NOT_YET)
RATED = frozenset(map(str, (Achieved.FULLY, Achieved.PARTIALLY, Achieved.NOT)))


def strength_of(column: str) -> str:
    """SQL that gives how far a voice is from the adult's own."""
    each = " ".join(f"when '{voice}' then {voice.strength}" for voice in Voice)
    return f"case {column} {each} end"


def quoted(values: Iterable[str]) -> str:
    """SQL that lists values of our own."""
    return ", ".join(f"'{value}'" for value in sorted(values))


def asked_as_one(stands: Sequence[Stand]) -> Stand:
    """Expressed if any enquiry counts so, else the next value in order; the voice nearest to the adult's own."""
    value = min((stand.value for stand in stands), key=ASKED.index)
    voices = [Voice(stand.voice) for stand in stands if stand.voice]
    return Stand(value, min(voices, key=lambda voice: voice.strength, default=None))


def achieved_as_one(stands: Sequence[Stand]) -> Stand:
    """As if the enquiries were one: by [R2] that is rolling up their values once more, since the rule only asks
    whether all are fully, whether none is at all, and whether any is unrated. The voice is the furthest of those that
    rated: a proxy's answer is never counted as the adult's own [L1].
    """
    values = {stand.value for stand in stands}
    rated = values & RATED
    voices = [Voice(stand.voice) for stand in stands if stand.voice]
    voice = max(voices, key=lambda voice: voice.strength, default=None)
    if Achieved.NOT_RATED in values:
        return Stand(Achieved.NOT_RATED, None)
    if not rated:
        return Stand(Achieved.ALL_WITHDRAWN if Achieved.ALL_WITHDRAWN in values else Achieved.NONE_EXPRESSED, None)
    return Stand(rated.pop() if len(rated) == 1 else Achieved.PARTIALLY, voice)


OUTCOMES_EXPRESSED = Definition(
    id="outcomes_expressed",
    name="People who said what they want to happen",
    source="[G3] (a)",
    numerator="Those for whom at least one wish was worded before the enquiry concluded, by themselves or by somebody "
    "who may speak for them: asked is `expressed` [R3].",
    denominator="All enquiries selected by date, or the people they are about.",
    left_out="Nobody. Those who were not asked, and those of whom nobody knows, stay in the denominator; each of the "
    "five values is listed, and `not_yet` beside them for enquiries that are still open and have not come to it.",
    person="Counts as `expressed` if any of the person's selected enquiries does; else as the first of "
    "`none_expressed`, `not_asked`, `dont_know`, `not_recorded`, `not_yet` that any of them has.",
    voice_is="Who worded the wishes: the voice nearest to the adult's own that worded one. Each voice is a share of "
    "the whole, since those who expressed nothing have no voice.",
    nothing=NO_ENQUIRIES,
    values=ASKED,
    counts=frozenset({Asked.EXPRESSED}),
    out_of=frozenset(ASKED),
    voice_of_all=False,
    dates=None,
    value_column=f"case when e.concluded is null and s.asked = '{Asked.NOT_RECORDED}' then '{NOT_YET}' "
    "else s.asked end",
    voice_column=strength_of("s.voice"),
    as_one=asked_as_one,
)

OUTCOMES_MET = Definition(
    id="outcomes_met",
    name="People whose expressed outcomes are fully or partly met",
    source="[G3] (b)",
    numerator="Those whose outcomes, rolled up to one value by [R2], are `fully` or `partially` achieved.",
    denominator="Those concluded in the period whose outcomes were rated: `fully`, `partially` or `not`.",
    left_out="Not rated (a wanted outcome has no rating: the person died, did not know, or nobody asked), since that "
    "is never the same as not achieved; all withdrawn, since nothing was wanted any more; none expressed. Each is "
    "counted and listed outside the percentage [R2].",
    person="All of the person's enquiries concluded in the period are rolled up as if they were one [R2].",
    voice_is="Who said how far it came true: of the ratings that count in the roll-up, the voice furthest from the "
    "adult's own, so that a proxy's or a worker's answer is never shown as the adult's [L1, E1]. Each voice is a "
    "figure of its own.",
    nothing="No rated enquiries in this period.",
    values=tuple(map(str, Achieved)),
    counts=frozenset({Achieved.FULLY, Achieved.PARTIALLY}),
    out_of=RATED,
    voice_of_all=True,
    dates=DateRule.CONCLUDED,
    value_column="s.achieved",
    voice_column=f"case when s.achieved in ({quoted(RATED)}) then "  # noqa: S608 - of our own constants
    f"(select max({strength_of('r.voice')}) from rating r join outcome o on o.id = r.outcome "
    "where r.enquiry = e.id and r.counted = 1 and o.status <> 'withdrawn' "
    "and substr(o.expressed, 1, 10) <= e.concluded) end",
    as_one=achieved_as_one,
)

DEFINITIONS: Mapping[str, Definition] = {each.id: each for each in (OUTCOMES_EXPRESSED, OUTCOMES_MET)}
