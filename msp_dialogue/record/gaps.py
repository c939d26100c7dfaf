"""What a record can lack that a figure needs: one object for each kind, with what to do about it and how it is found.

The read model `gap`, the worklist, docs/data-quality.md and the counts beside the figures come from these. Pure
functions of rows; it must not know who may see what, nor what day it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msp_dialogue.record.meaning import Meaning

Row = Mapping[str, Any]

READ = frozenset({Meaning.NEXT_STEP, Meaning.VOICE, Meaning.REPRESENTATIVE_KIND})
"""The meanings that gaps hang on, beside those of the standing."""
FOLLOW_UP_WITHIN = timedelta(weeks=8)
"""How long after the conclusion an independent follow-up is held [F1]."""
OLDEST = 120
"""Years; hardly anybody is known to have lived longer."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Known:
    """All that is known of one enquiry: its own row, its adult's, its conversations', their answers', its standing."""

    enquiry: Row
    adult: Row
    dialogues: Sequence[Row]
    answers: Sequence[Row]
    standing: Row

    @cached_property
    def counting(self) -> Sequence[Row]:
        """The conversations that are not set aside, in the order they were started."""
        return sorted((row for row in self.dialogues if not row["set_aside"]), key=lambda row: str(row["started"]))

    def ended(self, stage: str, *states: str) -> Sequence[Row]:
        """Those of a stage that ended in one of these ways."""
        return [row for row in self.counting if row["stage"] == stage and row["state"] in states]

    def next_step(self, dialogue: Row, kind: str) -> Iterator[str]:
        """What was answered in a conversation, in stored form, to questions of this kind about what comes next."""
        for row in self.answers:
            if (row["dialogue"], row["records"], row["kind"]) == (dialogue["id"], Meaning.NEXT_STEP, kind):
                yield from [str(row["value"]).strip('"')] if row["value"] else []


@dataclass(frozen=True)
class Gap:
    """One kind of gap. `begins` gives the first day on which an enquiry has it, as ISO text, or None.

    `concluded` says whether a concluded enquiry can have it: those stand beside the figures of a period. `to_mend` is
    False for what is listed though nothing is wrong.
    """

    id: str
    name: str
    short: str
    why: str
    to_do: str
    source: str
    begins: Callable[[Known], str | None]
    concluded: bool = True
    to_mend: bool = True


def rows(known: Known) -> list[dict[str, Any]]:
    """The enquiry's rows in the read model: one for each gap it has, or will have from a day on."""
    of = {"enquiry": known.enquiry["id"], "team": known.enquiry["team"], "lead": known.enquiry["lead"]}
    found = ((gap.id, gap.begins(known)) for gap in GAPS.values())
    return [of | {"kind": kind, "begins": begins} for kind, begins in found if begins]


def _when_concluded(having: Callable[[Known], bool]) -> Callable[[Known], str | None]:
    """From the conclusion on, when this is so."""

    def begins(known: Known) -> str | None:
        concluded = known.enquiry["concluded"]
        return str(concluded) if concluded and having(known) else None

    return begins


def _held_in_vain(known: Known) -> str | None:
    held = known.ended("beginning", "finished")
    if known.enquiry["concluded"] or known.standing["asked"] != "not_recorded" or not held:
        return None
    return str(held[0]["last"])[:10]


def _without_reason(known: Known) -> bool:
    asked = known.standing["asked"] in {"expressed", "none_expressed"}
    told = bool(known.enquiry["not_asked_reason"] or known.ended("closure", "finished", "not_held"))
    return asked and not told


def _follow_up(known: Known) -> str | None:
    """Each closing conversation asks anew whether one is wanted, held or not; one of somebody independent does not."""
    closed = known.ended("closure", "finished", "not_held")
    concluded = known.enquiry["concluded"]
    if not concluded or known.adult["died"] or not closed or "wanted" not in known.next_step(closed[-1], "one_of"):
        return None
    return (date.fromisoformat(concluded) + FOLLOW_UP_WITHIN + A_DAY).isoformat()


def _agreed_day(known: Known) -> str | None:
    """What the newest conversation agreed: an older day has passed, or was kept."""
    held = [row for row in known.counting if row["state"] == "finished"]
    if known.enquiry["concluded"] or known.standing["due"] == "nothing" or not held:
        return None
    agreed = max(known.next_step(held[-1], "date"), default=None)
    return (date.fromisoformat(agreed) + A_DAY).isoformat() if agreed else None


def _unkind(known: Known) -> str | None:
    ended = {"finished", "not_held"}
    unsaid = (
        row
        for row in known.counting
        if row["voice"] == "representative"
        and not row["representative_kind"]
        and (row["state"] in ended or known.enquiry["concluded"])
    )
    first = next(unsaid, None)
    return str(first["started"])[:10] if first else None


def _does_not_add_up(known: Known) -> bool:
    expressed = known.standing["asked"] == "expressed"
    rated = known.standing["achieved"] in {"fully", "partially", "not"}
    return bool(known.enquiry["kind"] == "section_42" and expressed != rated)


def _ageless(known: Known) -> str | None:
    born, died, opened = known.adult["born"], known.adult["died"], str(known.enquiry["opened"])
    oldest = f"{int(opened[:4]) - OLDEST}{opened[4:]}"
    possible = born and oldest <= born <= opened and not (died and died < born)
    return None if possible else opened


_ALL = (
    Gap(
        id="asked_not_recorded",
        name="Concluded, and not recorded whether they were asked",
        short="Asked, not recorded",
        why="It counts as “Not Recorded” in the national return, and as not expressed in the guide’s measure.",
        to_do="Take the conclusion back, say whether the person was asked, and conclude it again.",
        source="[S1] [R3]",
        begins=_when_concluded(lambda known: known.standing["asked"] == "not_recorded"),
    ),
    Gap(
        id="held_nothing_recorded",
        name="A first conversation was held, and nothing is recorded of what they want",
        short="Held, nothing recorded",
        why="A refusal by somebody who speaks for the person is not the person’s own: they have not been asked yet.",
        to_do="Hold another first conversation with the person, or say at the conclusion why they were not asked.",
        source="[L1] [R3]",
        begins=_held_in_vain,
        concluded=False,
    ),
    Gap(
        id="not_rated",
        name="Concluded, and an outcome still wanted has no rating",
        short="Not rated",
        why="The enquiry is not rated, which is never the same as not achieved, and stands outside the percentage.",
        to_do="Hold a follow-up. If nobody can be asked, start a closing conversation, say why it is not held, and"
        " record your own view of each outcome.",
        source="[R2]",
        begins=_when_concluded(lambda known: known.standing["achieved"] == "not_rated"),
    ),
    Gap(
        id="closed_without_reason",
        name="Concluded without a closing conversation, and no reason why none was held",
        short="Closed, no reason",
        why="Nobody can tell whether the person was asked how far it came true, or could not be.",
        to_do="Start the closing conversation: hold it, or say why it is not held.",
        source="[G2] [R3]",
        begins=_when_concluded(_without_reason),
    ),
    Gap(
        id="follow_up_overdue",
        name="An independent follow-up was wanted, and more than 8 weeks have gone by",
        short="Follow-up overdue",
        why="It is held within 8 weeks of the conclusion by somebody independent of the enquiry; people tend to answer"
        " the enquiry’s own lead more kindly.",
        to_do="Hold the follow-up now, or start it and say why it is not held.",
        source="[F1] [E2]",
        begins=_follow_up,
    ),
    Gap(
        id="conversation_overdue",
        name="The day that was agreed for the next conversation has passed",
        short="Conversation overdue",
        why="Asking only at the end, or late, does not help the person.",
        to_do="Hold the review or the closing conversation, or agree on another day.",
        source="[G2]",
        begins=_agreed_day,
        concluded=False,
    ),
    Gap(
        id="representative_without_kind",
        name="A representative spoke, and it is not recorded of which kind",
        short="Kind of representative",
        why="An advocate, an attorney and a family member may not say the same things for a person.",
        to_do="Go on with the conversation and say it there. If it is finished and nobody can say who spoke, set it"
        " aside.",
        source="[L2]",
        begins=_unkind,
    ),
    Gap(
        id="unknown_age",
        name="The age is not known, or cannot be",
        short="Age not known",
        why="Every table of the national return is by age band: on the last day of the period, or at death.",
        to_do="Enter the date of birth, or put it right: it is missing, lies after the enquiry was opened or after the"
        f" death, or more than {OLDEST} years before the enquiry.",
        source="[S3]",
        begins=_ageless,
    ),
    Gap(
        id="cells_do_not_add_up",
        name="Makes the cells of the national return not add up",
        short="Cells not adding up",
        why="The three cells of how far it came true should add up to “asked, and outcomes were expressed”. That they"
        " should is our inference. Not rated and all withdrawn are the causes.",
        to_do="If it is listed as not rated, mend that. Where everything was withdrawn nothing is to be mended: explain"
        " the difference in the return’s notes.",
        source="[S1]",
        begins=_when_concluded(_does_not_add_up),
        to_mend=False,
    ),
    Gap(
        id="all_withdrawn",
        name="Everything that was wanted was withdrawn",
        short="All withdrawn",
        why="The person expressed outcomes and stands outside the figures of achievement. That is not a mistake.",
        to_do="Nothing is to be mended. It is listed so that the difference can be explained.",
        source="[R2]",
        begins=_when_concluded(lambda known: known.standing["achieved"] == "all_withdrawn"),
        to_mend=False,
    ),
)

GAPS: Mapping[str, Gap] = MappingProxyType({gap.id: gap for gap in _ALL})
"""Every kind of gap by its id, in the order in which they are shown."""
