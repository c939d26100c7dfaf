"""How the finding of each measure is said; of a measure that is not here, its own name is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.release.released import Released

PEOPLE, ENQUIRIES, OUTCOMES = "people", "enquiries", "outcomes"
THEME = "theme_"
WISHES = "wishes"
_LOOKED_BACK = "in which the wishes were looked back on at the end"
_SECTION_42 = "concluded section 42 enquiries"


@dataclass(frozen=True)
class Phrase:
    """What a measure is called in short; and by what is counted, who makes up the whole, and what those who count did.

    Of people and wishes it is said "Of about 45 `those`, about 40 `did`"; of enquiries, in which something happens,
    "In about 40 of about 45 `those`, `did`".
    """

    title: str
    said: Mapping[str, tuple[str, str]]


def phrase_of(release: Released, measure: str) -> Phrase:
    """How the finding of a measure of the release is said."""
    name = release.definitions[measure].name
    if measure.startswith(THEME):
        return Phrase(name, {OUTCOMES: (f"wishes about “{name}” that were looked back on", "were fully or partly met")})
    return PHRASES.get(measure, Phrase(name, {}))


def those_and_did(release: Released, measure: str, counted: str) -> tuple[str, str]:
    """Who makes up the whole of a measure, and what those in its numerator did."""
    name = release.definitions[measure].name
    otherwise = {ENQUIRIES: f"what counts is “{name}”"}.get(counted, f"count for “{name}”")
    return phrase_of(release, measure).said.get(counted, (WISHES if counted == OUTCOMES else counted, otherwise))


def _of_enquiries(title: str, those: str, did: str) -> Phrase:
    return Phrase(title, {ENQUIRIES: (those, did)})


def _of_experience(title: str, people: str, person: str) -> Phrase:
    told = {
        PEOPLE: ("people whose answer is known", people),
        ENQUIRIES: ("enquiries in which the answer is known", person),
    }
    return Phrase(title, told)


PHRASES: Mapping[str, Phrase] = {
    "outcomes_expressed": Phrase(
        "Did they say what they wanted?",
        {
            PEOPLE: ("people whose enquiry was concluded", "said what they wanted to happen, or had it said for them"),
            ENQUIRIES: ("concluded enquiries", "what the person wanted was put into words"),
        },
    ),
    "outcomes_met": Phrase(
        "Did what they wanted happen?",
        {
            PEOPLE: ("people whose wishes were looked back on at the end", "had them fully or partly met"),
            ENQUIRIES: (f"concluded enquiries {_LOOKED_BACK}", "they were fully or partly met"),
        },
    ),
    "met_as_told_to_someone_independent": _of_enquiries(
        "Did it happen, as told to somebody independent?",
        "enquiries in which somebody independent was told how far it happened",
        "the wishes were fully or partly met",
    ),
    "asked_at_beginning": _of_enquiries(
        "Asked at the beginning", "concluded enquiries", "the person was asked at the beginning what they wanted"
    ),
    "asked_at_middle": _of_enquiries(
        "Asked again on the way", "concluded enquiries", "the person was asked on the way whether they still wanted it"
    ),
    "asked_at_closure": _of_enquiries(
        "Asked at the end", "concluded enquiries", "the person was asked at the end how far it happened"
    ),
    "asked_within": _of_enquiries(
        "Asked soon", "concluded enquiries", "the person was first asked within 14 days of its opening"
    ),
    "wants_changed": Phrase("Wishes that stayed the same", {OUTCOMES: ("wishes", "stayed the same to the end")}),
    "council_answer": Phrase(
        "What the council answered",
        {OUTCOMES: ("wishes that the council answered", "could be worked towards, as worded or as agreed anew")},
    ),
    "plan_b": _of_enquiries(
        "Plan A and plan B", "enquiries with two plans that a review came back to", "plan B was used"
    ),
    "experience_listened": _of_experience("Listened to", "felt listened to", "the person felt listened to"),
    "experience_understood": _of_experience(
        "Understood what was going on", "understood what was going on", "the person understood what was going on"
    ),
    "experience_took_part": _of_experience(
        "Took part in decisions", "could take part in decisions", "the person could take part in decisions"
    ),
    "experience_satisfied": _of_experience(
        "Satisfied with how it ended", "were satisfied with how it ended", "the person was satisfied with how it ended"
    ),
    "experience_safer": _of_experience("Feel safer now", "feel safer now", "the person feels safer now"),
    "advocacy": _of_enquiries(
        "Somebody to speak for them",
        "enquiries of people who had substantial difficulty in taking part",
        "somebody supported and represented them",
    ),
    "communication_met": _of_enquiries(
        "The right way to talk",
        "enquiries of people who need help to communicate and said whether it worked",
        "it worked well for them",
    ),
    "follow_up": _of_enquiries(
        "Asked afterwards by somebody independent",
        "concluded enquiries whose 8 weeks have passed",
        "somebody independent asked within those weeks how it went",
    ),
    "sg4a_asked": _of_enquiries("Asked (SG4a)", _SECTION_42, "the person was asked what they wanted"),
    "sg4a_expressed": _of_enquiries(
        "Expressed, of those asked (SG4a)", f"{_SECTION_42} in which the person was asked", "outcomes were expressed"
    ),
    "sg4a_achieved": _of_enquiries(
        "Achieved (SG4a)",
        f"{_SECTION_42} in which expressed outcomes were rated",
        "these were fully or partially achieved",
    ),
    "sg3a_capacity": _of_enquiries(
        "LACKED capacity (SG3a)",
        f"{_SECTION_42} in which it is known either way",
        "the person LACKED capacity in decisions about the enquiry",
    ),
    "sg3a_support": _of_enquiries(
        "Supported, of those who LACKED capacity (SG3a)",
        f"{_SECTION_42} in which the person LACKED capacity",
        "an advocate, family or a friend supported them",
    ),
    "sg2e_risk": _of_enquiries(
        "Risk reduced or removed (SG2e)",
        f"{_SECTION_42} in which a risk was found and its end is known",
        "the risk was reduced or removed",
    ),
}

FAMILIES: Mapping[str, str] = {
    THEME: "What people wanted, and how far it happened",
    "experience_": "How it was for them",
    "asked_at_": "Asked at each stage",
    "sg": "As the national return counts",
}
"""Measures whose names begin alike are shown as one chart, under this heading."""


def family_of(measure: str) -> str:
    """The heading of the family that a measure belongs to; nothing when it stands by itself."""
    return next((heading for begins, heading in FAMILIES.items() if measure.startswith(begins)), "")
