"""What the names in a released file are called when people speak of them; a name that is not here is said as it is."""

from collections.abc import Mapping

from msp_dialogue.board.phrases import phrase_of
from msp_dialogue.release.released import EVERYBODY, OR, Released, ReleasedTable, Split

HIDDEN = "Hidden"
HIDDEN_MEANS = (
    "Hidden: fewer than 8, or hidden to protect others. It need not be none. What is hidden has no percentage."
)
ROUNDED = "Each number is rounded to the nearest 5 by itself, so they need not add up."
ALL_OR_NEARLY = "100% can mean all or nearly all, since both numbers are rounded."
BESIDE = "Not counted in the percentage"
INVENTED = "Synthetic figures: every person and enquiry behind them is invented."
OWN_WORDS = "In people’s own words"
OWN_WORDS_ARE = "Each was chosen, with the person’s permission, and names and places were taken out."
QUALITY = "How complete the record is"
QUALITY_SAYS = "What is missing in the record makes the figures less sure."
QUALITY_NAMES: Mapping[str, str] = {
    "asked_not_recorded": "Not recorded whether the person was asked",
    "not_rated": "Wishes were named, and nobody said how far one of them came true",
    "closed_without_reason": "No closing talk, and no reason why there was none",
    "follow_up_overdue": "A talk afterwards was wanted, and is overdue",
}
QUALITY_SAID: Mapping[str, str] = {
    "asked_not_recorded": "concluded enquiries, it is not recorded whether the person was asked",
    "not_rated": "concluded enquiries with wishes, nobody said how far one of them came true",
    "closed_without_reason": "concluded enquiries, there was no closing talk and no reason is recorded",
    "follow_up_overdue": "concluded enquiries, somebody wanted to be asked again afterwards and was not in time",
}
"""What is missing, as it is read aloud behind "In about 10 of about 55"."""
RULES = "How to read these figures"

SPLITS: Mapping[str, str] = {
    Split.ALL: "Everybody",
    Split.VOICE: "Who answered",
    Split.AGE_BAND: "Age",
    Split.ASKER: "Who asked",
}
COUNTED: Mapping[str, str] = {"people": "People", "enquiries": "Enquiries", "outcomes": "Wishes"}
NOT_KNOWN = {"unknown": "Not recorded"}
GROUPS: Mapping[str, Mapping[str, str]] = {
    Split.ALL: {EVERYBODY: "Everybody"},
    Split.VOICE: {
        "adult": "The adult alone",
        "adult_with_support": "The adult with support",
        "representative": "Somebody who speaks for the adult",
        "worker": "A worker",
        **NOT_KNOWN,
    },
    Split.AGE_BAND: {"95+": "95 and over", "unknown": "Age not known"},
    Split.ASKER: {
        "lead": "The worker who led the enquiry",
        "independent": "Somebody independent of the enquiry",
        **NOT_KNOWN,
    },
}
WHOSE: Mapping[str, str] = {
    "adult": "The adult’s own words",
    "adult_with_support": "The adult’s words, said with support",
    "representative": "Words of somebody who speaks for the adult",
    "worker": "A worker’s words",
}
"""Whose words a quote is [L1]."""
VALUES: Mapping[str, str] = {
    "expressed": "Asked, and said what they wanted",
    "none_expressed": "Asked, but named no wish",
    "not_asked": "Not asked",
    "dont_know": "Nobody can tell whether they were asked",
    "not_recorded": "Nothing recorded",
    "not_yet": "Not asked yet, still open",
    "fully": "Fully met",
    "partially": "Partly met",
    "not": "Not met",
    "not_rated": "Not looked back on, or not wholly",
    "all_withdrawn": "They wanted nothing of it any more",
    "asked": "Asked",
    "declined": "Did not want to take part",
    "not_held": "The talk could not be held",
    "within_7_days": "Within 7 days",
    "within_14_days": "In 8 to 14 days",
    "within_28_days": "In 15 to 28 days",
    "later": "Later than 28 days",
    "never": "Never asked",
    "when_not_recorded": "Not recorded when, or whether",
    "same": "The same to the end",
    "changed": "Worded anew on the way",
    "withdrawn": "Not wanted any more",
    "added": "First wanted on the way",
    "worked_towards": "Can be worked towards",
    "negotiated": "Agreed anew",
    "cannot": "Cannot be done, and why was told",
    "used": "Plan B was used",
    "kept": "Plan A was kept to",
    "made": "No review came back to it",
    "yes": "Yes",
    "partly": "Partly",
    "no": "No",
    "not_answered": "Asked, and not answered",
    "independent_advocate": "An independent advocate",
    "appropriate_person": "Somebody suitable who can help",
    "not_arranged": "Nobody yet",
    "not_reviewed": "Nobody asked whether it worked",
    "independent_in_time": "Somebody independent, within 8 weeks",
    "independent_late": "Somebody independent, but later",
    "lead_at_closure": "Only the worker who led it",
    "nobody": "Nobody",
    "lacked": "Yes, they LACKED capacity",
    "did_not_lack": "No, they did not lack capacity",
    "dont_know_capacity": "Don’t know",
    "remained": "The risk remained",
    "reduced": "The risk was reduced",
    "removed": "The risk was removed",
    "none_identified": "No risk was found",
    "not_known": "Not known",
}
THEMES: Mapping[str, str] = {
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
    "other_themes": "Other themes",
}
"""The guide's themes of what people want [G4]."""
OTHERWISE: Mapping[tuple[str, str], str] = {
    ("outcomes_met", "none_expressed"): "Named no wish",
    ("follow_up", "not_yet"): "Not asked yet, still in time",
    ("sg3a_support", "yes"): "Supported",
    ("sg3a_support", "no"): "Not supported",
}
"""Values that mean something else in one measure."""


def group_name(by: str, group: str) -> str:
    """What a group is called; of groups that were merged, each."""
    known = GROUPS.get(by, {})
    first, *others = (known.get(each, _plain(each)) for each in group.split(OR))
    return OR.join((first, *(each[:1].lower() + each[1:] for each in others)))


def value_name(measure: str, value: str) -> str:
    """What a value is called."""
    return OTHERWISE.get((measure, value)) or VALUES.get(value) or _plain(value)


def title_of(release: Released, measure: str) -> str:
    """What a measure is called in short."""
    return phrase_of(release, measure).title


def counted_name(table: ReleasedTable) -> str:
    """What the numbers of a table are numbers of [R1]."""
    return COUNTED.get(table.counted, _plain(table.counted))


def titled(release: Released, measure: str, more: str) -> str:
    """A title with more behind it, as two sentences where the first is a question."""
    title = title_of(release, measure)
    return f"{title} {more}" if title.endswith("?") else f"{title}: {more[:1].lower()}{more[1:]}"


def _plain(name: str) -> str:
    words = name.replace("-", " to ") if name[:1].isdigit() else name.replace("_", " ")
    return words[:1].upper() + words[1:]
