"""Whether people had the support that the law asks for: an advocate, their way of communicating, a follow-up."""

from collections.abc import Iterable

from msp_dialogue.measure.defined.shared import NO_VOICE, NOT_PEOPLE, NOT_RECORDED
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.derived import NOT_YET
from msp_dialogue.measure.selection import DateRule


def _advocacy(difficulty: str | None, advocacy: str | None) -> Iterable[Stand]:
    return (Stand(advocacy or NOT_RECORDED),) if difficulty == "yes" else ()


ADVOCACY = Definition(
    id="advocacy",
    family="advocacy",
    name="Somebody to support and represent those with substantial difficulty",
    source="[L3]",
    numerator="Those for whom an independent advocate, or an appropriate person who can help, is recorded.",
    denominator="All enquiries selected by date in which substantial difficulty in being involved is recorded.",
    left_out="Enquiries without substantial difficulty, or in which it was not recorded either way. Substantial "
    "difficulty is not the same as lacking capacity.",
    person=NOT_PEOPLE,
    voice_is=NO_VOICE,
    nothing="No substantial difficulty is recorded in this period.",
    counted=(Counted.ENQUIRIES,),
    values={
        "independent_advocate": "An independent advocate: under the Care Act, or an IMCA.",
        "appropriate_person": "An appropriate person who can help.",
        "not_arranged": "No one yet.",
        NOT_RECORDED: "Nobody is recorded.",
    },
    counts=frozenset({"independent_advocate", "appropriate_person"}),
    out_of=frozenset({"independent_advocate", "appropriate_person", "not_arranged", NOT_RECORDED}),
    voice_of_all=False,
    by_asker=False,
    dates=None,
    reads=("difficulty", "advocacy"),
    stands=_advocacy,
)


def _communication(needs: str | None, right: str | None) -> Iterable[Stand]:
    return (Stand(right or "not_reviewed"),) if needs == "yes" else ()


COMMUNICATION_MET = Definition(
    id="communication_met",
    family="communication_met",
    name="The way of talking was right for those who need something",
    source="[L10]",
    numerator="Those who said that the way of talking worked well for them.",
    denominator="Those concluded in the period who had said that something helps them to communicate, and who were "
    "asked at closure whether it worked.",
    left_out="Those who need nothing in particular; and those with whom it was not reviewed, who are counted beside.",
    person=NOT_PEOPLE,
    voice_is=NO_VOICE,
    nothing="Nobody was asked whether the way of talking was right in this period.",
    counted=(Counted.ENQUIRIES,),
    values={
        "yes": "It worked well.",
        "partly": "Some of it worked.",
        "no": "It did not work.",
        "not_reviewed": "It was not asked, or not answered.",
    },
    counts=frozenset({"yes"}),
    out_of=frozenset({"yes", "partly", "no"}),
    voice_of_all=False,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("needs", "communication_right"),
    stands=_communication,
)

FOLLOW_UP = Definition(
    id="follow_up",
    family="follow_up",
    name="Followed up by someone independent within 8 weeks",
    source="[F1]",
    numerator="Those with whom somebody independent of the enquiry held a closing conversation at most 8 weeks after "
    "it was concluded.",
    denominator="All enquiries concluded in the period, but for those whose 8 weeks have not passed.",
    left_out="Those concluded less than 8 weeks before the day of drawing with whom nobody spoke so far: they are "
    "counted beside.",
    person=NOT_PEOPLE,
    voice_is=NO_VOICE,
    nothing="No enquiries were concluded in this period whose 8 weeks have passed.",
    counted=(Counted.ENQUIRIES,),
    values={
        "independent_in_time": "Someone independent asked within 8 weeks.",
        "independent_late": "Someone independent asked later than that.",
        "lead_at_closure": "The lead asked, and nobody independent.",
        "nobody": "Nobody asked.",
        NOT_YET: "Nobody asked so far, and the 8 weeks have not passed.",
    },
    counts=frozenset({"independent_in_time"}),
    out_of=frozenset({"independent_in_time", "independent_late", "lead_at_closure", "nobody"}),
    voice_of_all=False,
    by_asker=False,
    dates=DateRule.CONCLUDED,
    reads=("follow_up",),
    stands=lambda follow_up: (Stand(follow_up),) if follow_up else (),
)
