"""What an answer can mean to the record: what `records` may say in a flow, and what each meaning asks of a question."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from msp_dialogue.flow.model import Kind
from msp_dialogue.flow.recorded import Recorded


class Meaning(StrEnum):
    """A flow's `records`; `projection.py` says what becomes of those that make outcomes, ratings and figures."""

    SAFE_TO_TALK = "safe_to_talk"
    PRESENT = "present"
    VOICE = "voice"
    REPRESENTATIVE_KIND = "representative_kind"
    SOURCE_OF_HARM = "source_of_harm"
    SITTING = "sitting"
    SETTING = "setting"
    INTERPRETER = "interpreter"
    DIFFICULTY = "difficulty"
    ADVOCACY = "advocacy"
    CAPACITY_DECISION = "capacity_decision"
    COMMUNICATION = "communication"
    TAKE_PART = "take_part"
    DESIRED_OUTCOME = "desired_outcome"
    OUTCOME_THEME = "outcome_theme"
    DIFFERENCE = "difference"
    NOT_WANTED = "not_wanted"
    RANK = "rank"
    PULL = "pull"
    PLAN_A = "plan_a"
    READ_BACK = "read_back"
    CARRY_ON = "carry_on"
    SOMEONE_WANTS_DIFFERENT = "someone_wants_different"
    HELP_WANTED = "help_wanted"
    PART_IN_IT = "part_in_it"
    SAFE_CONTACT = "safe_contact"
    PRACTICE = "practice"
    HOW_NOW = "how_now"
    COUNCIL_ANSWER = "council_answer"
    NEGOTIATED_WORDING = "negotiated_wording"
    COUNCIL_REASON = "council_reason"
    NEXT_BEST = "next_best"
    OTHERS_AT_RISK = "others_at_risk"
    FREELY_SAID = "freely_said"
    NEXT_STEP = "next_step"
    WHOM_TO_RING = "whom_to_ring"
    STILL_WANTED = "still_wanted"
    CHANGED_WORDING = "changed_wording"
    CHANGE_REASON = "change_reason"
    PLAN_B_NEEDED = "plan_b_needed"
    IN_CONTROL = "in_control"
    TOLD = "told"
    WORRY = "worry"
    COMMUNICATION_RIGHT = "communication_right"
    ASKER = "asker"
    RATING = "rating"
    RATING_WORDS = "rating_words"
    OVERALL = "overall"
    EXPERIENCE = "experience"
    BETTER = "better"
    PERMISSION = "permission"
    KNOWS_HELP = "knows_help"
    CAPACITY = "capacity"
    RISK_RESULT = "risk_result"
    NOT_ASKED_REASON = "not_asked_reason"


EXPERIENCE_THEMES: Mapping[str, str] = MappingProxyType(
    {
        "listened": "Being listened to",
        "understood": "Understanding what was going on",
        "took_part": "Taking part in decisions",
        "satisfied": "How it ended",
        "safer": "Feeling safer",
    }
)
THEMES = frozenset(EXPERIENCE_THEMES)
"""The themes of the questions about experience [F1]."""
OUTCOME_THEMES: Mapping[str, str] = MappingProxyType(
    {
        "be_safer": "Be and feel safer",
        "keep_relationship": "Keep a relationship that matters",
        "make_friends": "Make new friends",
        "help_to_recover": "Help to recover",
        "justice": "Justice or an apology",
        "not_to_others": "Not to happen to anyone else",
        "keep_control": "Keep control",
        "be_part_of_decisions": "Be part of decisions",
        "make_choice": "Have made a choice",
        "protect_myself": "Protect themselves in future",
        "know_where_help": "Know where to get help",
    }
)
"""The guide's examples of outcomes, in its order [G4]; a council may add to them."""


def theme_in_words(theme: str) -> str:
    """A theme of outcomes [G4] or of experience [F1]; one that a council added is shown as it named it."""
    return OUTCOME_THEMES.get(theme) or EXPERIENCE_THEMES.get(theme) or theme.replace("_", " ")


ONE_OF, SCALE, WORDS = frozenset({Kind.ONE_OF}), frozenset({Kind.SCALE}), frozenset({Kind.WORDS})
ACHIEVED = frozenset({"fully", "partially", "not"})

_COUNTED = {
    Meaning.TAKE_PART: Recorded(ONE_OF, frozenset({"yes", "no"})),
    Meaning.CARRY_ON: Recorded(ONE_OF, frozenset({"now", "another_day"})),
    Meaning.ASKER: Recorded(ONE_OF, frozenset({"lead", "independent"})),
    Meaning.STILL_WANTED: Recorded(ONE_OF, frozenset({"want", "changed", "withdrawn", "happening"}), of_each=True),
    Meaning.CHANGED_WORDING: Recorded(WORDS, of_each=True),
    Meaning.CHANGE_REASON: Recorded(WORDS, of_each=True),
    Meaning.COUNCIL_ANSWER: Recorded(ONE_OF, frozenset({"worked_towards", "negotiated", "cannot"}), of_each=True),
    Meaning.NEGOTIATED_WORDING: Recorded(WORDS, of_each=True),
    Meaning.COUNCIL_REASON: Recorded(WORDS, of_each=True),
    Meaning.NEXT_BEST: Recorded(WORDS, of_each=True),
    Meaning.DIFFERENCE: Recorded(WORDS, of_each=True),
    Meaning.OUTCOME_THEME: Recorded(frozenset({Kind.SOME_OF}), of_each=True),
    Meaning.RANK: Recorded(frozenset({Kind.RANK})),
    Meaning.PULL: Recorded(frozenset({Kind.SOME_OF})),
    Meaning.PLAN_A: Recorded(ONE_OF),
    Meaning.RATING: Recorded(SCALE, ACHIEVED, may_have=frozenset({"withdrawn"}), of_each=True),
    Meaning.RATING_WORDS: Recorded(WORDS, of_each=True),
    Meaning.PERMISSION: Recorded(frozenset({Kind.YES_OR_NO}), of_each=True),
    Meaning.OVERALL: Recorded(SCALE, ACHIEVED),
    Meaning.PRACTICE: Recorded(SCALE),
    Meaning.EXPERIENCE: Recorded(SCALE, frozenset({"yes", "partly", "no"}), themes=THEMES),
    Meaning.CAPACITY: Recorded(ONE_OF, frozenset({"lacked", "did_not_lack", "dont_know_capacity"})),
    Meaning.RISK_RESULT: Recorded(
        ONE_OF, frozenset({"removed", "reduced", "remained", "none_identified", "not_known"})
    ),
    Meaning.NOT_ASKED_REASON: Recorded(
        ONE_OF,
        frozenset({"too_unwell", "could_not_be_reached", "not_safe", "died", "moved", "declined", "other"}),
    ),
}
"""What outcomes, ratings and figures are made of; all other answers are kept as they are said."""

MEANINGS: Mapping[str, Recorded] = MappingProxyType(
    {str(meaning): _COUNTED.get(meaning, Recorded()) for meaning in Meaning}
)
