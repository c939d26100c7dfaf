"""What people wanted, what became of it, and what the council answered: counted by outcome."""

from collections.abc import Iterable

from msp_dialogue.measure.defined.shared import NO_VOICE, NOT_PEOPLE, NOT_RECORDED, RATED
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.selection import DateRule
from msp_dialogue.record.counted import Change
from msp_dialogue.record.packed import NO_THEME

THEMES = {
    "be_safer": "Be safer and feel safer",
    "keep_relationship": "Keep a relationship that matters",
    "make_friends": "Make new friends",
    "help_to_recover": "Help to recover",
    "justice": "Justice, an apology, or knowing that action was taken",
    "not_to_others": "That it will not happen to anyone else",
    "keep_control": "Keep control of the situation",
    "be_part_of_decisions": "Be part of decisions",
    "make_choice": "Have made a choice",
    "protect_myself": "Be able to protect themselves in future",
    "know_where_help": "Know where to get help",
}
"""The themes of the guide [G4]; a council's own theme is counted among those of no listed theme."""

NO_OUTCOMES = "No outcomes were expressed in this period."
_IN_THE_PERIOD = "Every outcome expressed in enquiries that were concluded in the period"
_EACH_ONE = "An enquiry with several outcomes counts several times."
_WHO_WORDED = "Who first worded the outcome [L1, E1]. Each voice is a figure of its own."


WANTS_CHANGED = Definition(
    id="wants_changed",
    family="wants_changed",
    name="Wants that stayed the same to the end",
    source="[G2], [G10]",
    numerator="Outcomes that kept their meaning from the first conversation that heard wishes to the end.",
    denominator=f"{_IN_THE_PERIOD}. {_EACH_ONE}",
    left_out="Nothing. That wishes change after honest talk is normal, and neither good nor bad [G10].",
    person=NOT_PEOPLE,
    voice_is=_WHO_WORDED,
    nothing=NO_OUTCOMES,
    counted=(Counted.OUTCOMES,),
    values={
        Change.SAME: "The same from beginning to end.",
        Change.CHANGED: "Worded anew later by whoever wanted it, or negotiated.",
        Change.WITHDRAWN: "Not wanted any more.",
        Change.ADDED: "First wanted in a later conversation.",
    },
    counts=frozenset({Change.SAME}),
    out_of=frozenset(Change),
    voice_of_all=True,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("change", "voice_each"),
    stands=lambda change, voice: (Stand(change, voice),),
)

COUNCIL_ANSWER = Definition(
    id="council_answer",
    family="council_answer",
    name="Outcomes that the council could work towards",
    source="[G6], [G7]",
    numerator="Outcomes of which the council's last answer was that they can be worked towards, as worded or as "
    "negotiated.",
    denominator=f"{_IN_THE_PERIOD}, and to which the council gave an answer. {_EACH_ONE}",
    left_out="Outcomes without a recorded answer: they are counted beside, and on the list of what is missing.",
    person=NOT_PEOPLE,
    voice_is=_WHO_WORDED,
    nothing="No answers of the council are recorded in this period.",
    counted=(Counted.OUTCOMES,),
    values={
        "worked_towards": "It can be worked towards.",
        "negotiated": "It was negotiated; the new wording stands beside the old.",
        "cannot": "It cannot be done; the reason was told.",
        NOT_RECORDED: "No answer is recorded.",
    },
    counts=frozenset({"worked_towards", "negotiated"}),
    out_of=frozenset({"worked_towards", "negotiated", "cannot"}),
    voice_of_all=True,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("council_answer", "voice_each"),
    stands=lambda answer, voice: (Stand(answer or NOT_RECORDED, voice),),
)

PLAN_B = Definition(
    id="plan_b",
    family="plan_b",
    name="Plan B was used",
    source="[G6]",
    numerator="Enquiries in which wishes pulled against each other, and plan B was used.",
    denominator="Enquiries concluded in the period in which wishes pulled against each other and one was plan A, and "
    "a review asked whether to keep to it.",
    left_out="Enquiries without such a plan; and those whose plan no review came back to, which are counted beside.",
    person=NOT_PEOPLE,
    voice_is=NO_VOICE,
    nothing="No plan A and plan B were reviewed in this period.",
    counted=(Counted.ENQUIRIES,),
    values={
        "used": "Plan B was used.",
        "kept": "Plan A was kept to.",
        "made": "A plan was made, and no review came back to it.",
    },
    counts=frozenset({"used"}),
    out_of=frozenset({"used", "kept"}),
    voice_of_all=False,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("plan",),
    stands=lambda plan: (Stand(plan),) if plan else (),
)


HOW_FAR = ("change", "achieved_each", "rated_voice_each", "rated_asker_each")


def _of_theme(theme: str) -> Definition:
    return Definition(
        id=f"theme_{theme}",
        family="themes",
        name=THEMES.get(theme, "Other themes, or none noted"),
        source="[G4]",
        numerator="Outcomes of this theme that are fully or partly achieved.",
        denominator=f"{_IN_THE_PERIOD}, belong to this theme and were rated. {_EACH_ONE} An outcome with several "
        "themes counts in each.",
        left_out="Outcomes that were withdrawn or not rated: they are counted beside, and are never the same as not "
        "achieved [R2].",
        person=NOT_PEOPLE,
        voice_is="Who said how far this outcome came true [L1, E1]. Each voice is a figure of its own.",
        nothing="No rated outcomes of this theme in this period.",
        counted=(Counted.OUTCOMES,),
        values={
            "fully": "All of it happened.",
            "partially": "Some of it happened.",
            "not": "None of it happened.",
            "not_rated": "It has no rating.",
            "withdrawn": "It is not wanted any more.",
        },
        counts=frozenset({"fully", "partially"}),
        out_of=RATED,
        voice_of_all=True,
        by_asker=True,
        dates=DateRule.CONCLUDED,
        reads=(f"theme_{theme}", *HOW_FAR),
        stands=_how_far,
    )


def _how_far(
    of_theme: str | None, change: str, achieved: str | None, voice: str | None, asker: str | None
) -> Iterable[Stand]:
    if of_theme is None:
        return ()
    if change == Change.WITHDRAWN:
        return (Stand("withdrawn"),)
    return (Stand(achieved, voice, asker) if achieved else Stand("not_rated"),)


BY_THEME = tuple(_of_theme(theme) for theme in (*THEMES, NO_THEME))
