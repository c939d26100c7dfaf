"""Whether people were asked what they want, at which stage, and how soon."""

from collections.abc import Sequence

from msp_dialogue.measure.defined.shared import NO_VOICE, NOT_PEOPLE, NOT_RECORDED, nearest, one_value
from msp_dialogue.measure.definition import NO_ENQUIRIES, Counted, Definition, Stand
from msp_dialogue.measure.derived import LATER, NEVER, NOT_YET, WHEN_NOT_RECORDED, WITHIN
from msp_dialogue.measure.selection import DateRule
from msp_dialogue.record.standing import Asked

ASKED = {
    "expressed": "Yes they were asked and outcomes were expressed.",
    "none_expressed": "Yes they were asked but no outcomes were expressed: they wanted nothing, skipped it, did not "
    "know, would rather not say, or declined to take part.",
    "not_asked": "No: it was never put to them; `not_asked_reason` says why.",
    "dont_know": "Don't Know: a worker cannot tell whether it was asked.",
    "not_recorded": "Not Recorded: concluded with none of these.",
    "not_yet": "The enquiry is still open, and nothing was asked so far.",
}
_ORDER = tuple(ASKED)


def _asked_as_one(stands: Sequence[Stand]) -> Stand:
    """Expressed if any enquiry counts so, else the next value in order; the voice nearest to the adult's own."""
    return Stand(min((stand.value for stand in stands), key=_ORDER.index), nearest(stands))


OUTCOMES_EXPRESSED = Definition(
    id="outcomes_expressed",
    family="expressed",
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
    counted=(Counted.PEOPLE, Counted.ENQUIRIES),
    values=ASKED,
    counts=frozenset({Asked.EXPRESSED}),
    out_of=frozenset(ASKED),
    voice_of_all=False,
    by_asker=False,
    dates=None,
    reads=("asked_so_far", "voice"),
    stands=lambda asked, voice: (Stand(asked, voice),),
    as_one=_asked_as_one,
)


def _by_stage(stage: str, name: str, put: str) -> Definition:
    return Definition(
        id=f"asked_at_{stage}",
        family="asked_by_stage",
        name=name,
        source="[G2]",
        numerator=f"Those to whom {put} in a conversation of this stage; not answering is having been asked [R3].",
        denominator="All enquiries concluded in the period.",
        left_out="Nobody. Declined, not held and not recorded are listed, and stay in the denominator: asking only "
        "at the end is too late to help the person [G2].",
        person=NOT_PEOPLE,
        voice_is=NO_VOICE,
        nothing=NO_ENQUIRIES,
        counted=(Counted.ENQUIRIES,),
        values={
            "asked": "They were asked.",
            "declined": "They did not want to take part in the conversation.",
            "not_held": "The conversation could not be held, and the record says why.",
            NOT_RECORDED: "Nothing of this stage is in the record.",
        },
        counts=frozenset({"asked"}),
        out_of=frozenset({"asked", "declined", "not_held", NOT_RECORDED}),
        voice_of_all=False,
        by_asker=False,
        dates=DateRule.CONCLUDED,
        reads=(f"at_{stage}",),
        stands=one_value,
    )


ASKED_AT_BEGINNING = _by_stage("beginning", "Asked at the beginning", "it was put what they want to happen")
ASKED_AT_MIDDLE = _by_stage("middle", "Asked again in a review", "it was put whether they still want the same")
ASKED_AT_CLOSURE = _by_stage("closure", "Asked at closure how far it came true", "it was put how far it came true")


ASKED_WITHIN = Definition(
    id="asked_within",
    family="asked_within",
    name="Asked within 14 days of opening",
    source="[G2], the steps of 7, 14 and 28 days are this project's own [R]",
    numerator="Those who were first asked what they want at most 14 days after the enquiry was opened.",
    denominator="All enquiries selected by date, but for those that are open and have not come to it.",
    left_out="Open enquiries in which nothing was asked so far: they are counted beside, since they may still be in "
    "time. Concluded without asking, and without a record of when, stay in the denominator.",
    person=NOT_PEOPLE,
    voice_is=NO_VOICE,
    nothing=NO_ENQUIRIES,
    counted=(Counted.ENQUIRIES,),
    values={
        "within_7_days": "Within 7 days of opening.",
        "within_14_days": "In 8 to 14 days.",
        "within_28_days": "In 15 to 28 days.",
        LATER: "Later than that.",
        NEVER: "Concluded, and it was never put to them.",
        WHEN_NOT_RECORDED: "Concluded, and no conversation says when, or whether, they were asked.",
        NOT_YET: "Still open, and not asked so far.",
    },
    counts=frozenset({"within_7_days", "within_14_days"}),
    out_of=frozenset({*WITHIN.values(), LATER, NEVER, WHEN_NOT_RECORDED}),
    voice_of_all=False,
    by_asker=False,
    dates=None,
    reads=("asked_within",),
    stands=lambda within: (Stand(within),),
)
