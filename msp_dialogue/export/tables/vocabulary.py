"""The words that the choices of an export may be, each with its meaning; said once, for notes, documents and schema."""

from collections.abc import Mapping

from msp_dialogue.measure import DEFINITIONS, EVERY_VOICE, EVERYONE, HEADLINE, OUTCOMES_EXPRESSED, OUTCOMES_MET

Values = Mapping[str, str]

YES_NO: Values = {"yes": "Yes.", "no": "No."}

PERMISSION: Values = {**YES_NO, "withdrawn": "It was given, and taken back later."}

CONFIRMED: Values = {
    "agrees": "It is right, they say.",
    "partly": "Part of it is right, they say.",
    "disagrees": "It is not right, they say.",
    "could_not_be_asked": "They could not be asked.",
}

TRANSLATOR: Values = {
    "interpreter": "An interpreter who was there.",
    "worker": "A worker who speaks the language.",
    "other": "Somebody else, such as a translator afterwards.",
}

VOICE: Values = {
    "adult": "The adult's own [L1].",
    "adult_with_support": "The adult's, with somebody's support: a worker who typed, an interpreter, a signer [L1].",
    "representative": "A representative's or an advocate's, for the adult [L2].",
    "worker": "A worker's view; never the person's.",
}

STAGE: Values = {
    "beginning": "The first conversation [G2].",
    "middle": "A review [G2].",
    "closure": "The closing conversation [G2].",
}

ENQUIRY_KIND: Values = {"section_42": "An enquiry under section 42.", "other": "Another enquiry."}

AGE_AT: Values = {
    "end_of_period": "The age on the last day of the period.",
    "death": "The age at death, which was in the period or before it.",
    "unknown": "The age is not known: the date of birth is not recorded.",
}

ASKED: Values = OUTCOMES_EXPRESSED.values

ACHIEVED: Values = OUTCOMES_MET.values

RATING: Values = {
    "fully": "All of it happened.",
    "partially": "Some of it happened.",
    "not": "None of it happened.",
}
CLOSING_RATING: Values = {**RATING, "withdrawn": "It is not wanted any more."}

CAPACITY: Values = {
    "lacked": "Yes, they LACKED capacity for decisions about the enquiry.",
    "did_not_lack": "No, they did NOT lack capacity: they had it.",
    "dont_know_capacity": "Don't know: it was considered and cannot be said.",
}

COMMUNICATION_RIGHT: Values = {"yes": "It was.", "partly": "Some of it was.", "no": "It was not."}

RISK: Values = {
    "removed": "Risk removed.",
    "reduced": "Risk reduced.",
    "remained": "Risk remained.",
    "none_identified": "No risk was identified.",
    "not_known": "Not known.",
}

STATUS: Values = {
    "wanted": "Still wanted.",
    "happening": "Wanted, and already happening.",
    "withdrawn": "Not wanted any more.",
}

PLAN: Values = {"A": "What is tried first.", "B": "What is wanted if plan A cannot be had."}

COUNCIL_ANSWER: Values = {
    "worked_towards": "It can be worked towards.",
    "negotiated": "It was negotiated; the new wording stands beside the old.",
    "cannot": "It cannot be done; the reason was told.",
}

WORDING: Values = {
    "first": "How it was first said.",
    "changed": "The person put it differently, or wanted something else instead.",
    "negotiated": "What was agreed with the council.",
}

EXPERIENCE: Values = {"yes": "The best of three places.", "partly": "In between.", "no": "The worst of three places."}

NON_ANSWER: Values = {
    "skipped": "Skipped.",
    "dont_know": "They said that they do not know.",
    "rather_not_say": "They said that they would rather not say.",
}

ASKER: Values = {"lead": "The lead of the enquiry.", "independent": "Someone independent of the enquiry."}

NOT_ASKED: Values = {
    "too_unwell": "The person is too unwell.",
    "could_not_be_reached": "The person could not be reached.",
    "not_safe": "It is not safe to ask.",
    "died": "The person died.",
    "moved": "The person moved.",
    "other": "Another reason.",
}

UNANSWERED: Values = {
    **NON_ANSWER,
    **NOT_ASKED,
    "declined": "Whoever was to answer declined to take part; a full answer.",
    "source_of_harm": "Whoever was to speak for the person is, or might be, the source of harm.",
    "not_known_to_be_safe": "It was not known to be safe, and so treated as not safe.",
    "not_said": "The conversation was not held, and no answer in it says why.",
}

ABOUT: Values = {
    "question": "One question of the person's part was met with a non-answer.",
    "conversation": "A conversation was not held.",
    "enquiry": "What was said when the enquiry was concluded, where no conversation says it.",
}

COUNTED: Values = {
    "people": "Each person once.",
    "enquiries": "Each enquiry.",
    "outcomes": "Each outcome that was expressed.",
}

DATES: Values = {
    "opened": "Enquiries opened in the period.",
    "concluded": "Enquiries concluded in the period.",
}


def _lines() -> Values:
    """Every value of every measure; one word may mean something of its own in each."""
    meanings: dict[str, dict[str, None]] = {}
    for definition in DEFINITIONS.values():
        for value, meaning in definition.values.items():
            meanings.setdefault(value, {})[meaning] = None
    return {value: " Or: ".join(each) for value, each in meanings.items()}


LINE: Values = {HEADLINE: "The measure itself: numerator, denominator, percentage.", **_lines()}

FIGURE_VOICE: Values = {EVERY_VOICE: "Whoever spoke.", **VOICE}

FIGURE_ASKER: Values = {EVERYONE: "Whoever asked.", **ASKER}

BY: Values = {
    EVERYONE: "It is not split.",
    "team": "By the team whose enquiry it is.",
    "kind": "By the kind of enquiry.",
    "age_band": "By age on the last day of the period, or at death.",
    "quarter": "By the quarter of the financial year; Q1 is April to June.",
}
