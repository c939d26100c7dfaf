"""How far what people wanted came true, as they or somebody for them said it."""

from collections.abc import Iterable, Sequence

from msp_dialogue.measure.defined.shared import RATED, asker_of, furthest
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.selection import DateRule
from msp_dialogue.record.standing import Achieved

ACHIEVED = {
    "fully": "Every outcome still wanted is fully achieved.",
    "partially": "Neither fully nor not.",
    "not": "No outcome that was wanted is even partly achieved.",
    "not_rated": "At least one wanted outcome has no rating; never the same as not achieved.",
    "all_withdrawn": "Outcomes were expressed, and the person withdrew them all.",
    "none_expressed": "No outcome was expressed.",
}
_LEFT_OUT = (
    "Not rated (a wanted outcome has no rating: the person died, did not know, or nobody asked), since that is never "
    "the same as not achieved; all withdrawn, since nothing was wanted any more; none expressed. Each is counted and "
    "listed outside the percentage [R2]."
)


def _achieved_as_one(stands: Sequence[Stand]) -> Stand:
    """As if the enquiries were one: by [R2] that is rolling up their values once more, since the rule only asks
    whether all are fully, whether none is at all, and whether any is unrated.
    """
    values = {stand.value for stand in stands}
    rated = values & RATED
    if Achieved.NOT_RATED in values:
        return Stand(Achieved.NOT_RATED)
    if not rated:
        return Stand(Achieved.ALL_WITHDRAWN if Achieved.ALL_WITHDRAWN in values else Achieved.NONE_EXPRESSED)
    return Stand(rated.pop() if len(rated) == 1 else Achieved.PARTIALLY, furthest(stands), asker_of(stands))


def _as_rated(achieved: str, voice: str | None, asker: str | None) -> Iterable[Stand]:
    return (Stand(achieved, voice, asker),) if achieved in RATED else (Stand(achieved),)


OUTCOMES_MET = Definition(
    id="outcomes_met",
    family="met",
    name="People whose expressed outcomes are fully or partly met",
    source="[G3] (b)",
    numerator="Those whose outcomes, rolled up to one value by [R2], are `fully` or `partially` achieved.",
    denominator="Those concluded in the period whose outcomes were rated: `fully`, `partially` or `not`.",
    left_out=_LEFT_OUT,
    person="All of the person's enquiries concluded in the period are rolled up as if they were one [R2].",
    voice_is="Who said how far it came true: of the ratings that count in the roll-up, the voice furthest from the "
    "adult's own, so that a proxy's or a worker's answer is never shown as the adult's [L1, E1]. Each voice is a "
    "figure of its own.",
    nothing="No rated enquiries in this period.",
    counted=(Counted.PEOPLE, Counted.ENQUIRIES),
    values=ACHIEVED,
    counts=frozenset({Achieved.FULLY, Achieved.PARTIALLY}),
    out_of=RATED,
    voice_of_all=True,
    by_asker=True,
    dates=DateRule.CONCLUDED,
    reads=("achieved", "rated_voice", "rated_asker"),
    stands=_as_rated,
    as_one=_achieved_as_one,
)


def _as_rated_independently(achieved: str | None, voice: str | None) -> Iterable[Stand]:
    return _as_rated(achieved, voice, "independent") if achieved else ()


MET_INDEPENDENT = Definition(
    id="met_as_told_to_someone_independent",
    family="met",
    name="Fully or partly met, as told to someone independent of the enquiry",
    source="[F1], [E2]",
    numerator="Those whose outcomes, rolled up by [R2] from what was said to somebody independent alone, are `fully` "
    "or `partially` achieved.",
    denominator="Those concluded in the period who rated every wanted outcome to somebody independent.",
    left_out="Everybody whom nobody independent asked, and those who did not rate every wanted outcome. It stands "
    "beside what was said to the lead, and changes nothing in it.",
    person="",
    voice_is="The furthest from the adult's own among those ratings [L1, E1]. Each voice is a figure of its own.",
    nothing="Nobody independent was told how far it came true in this period.",
    counted=(Counted.ENQUIRIES,),
    values={name: ACHIEVED[name] for name in ("fully", "partially", "not", "not_rated", "all_withdrawn")},
    counts=frozenset({Achieved.FULLY, Achieved.PARTIALLY}),
    out_of=RATED,
    voice_of_all=True,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("achieved_independent", "independent_voice"),
    stands=_as_rated_independently,
)
