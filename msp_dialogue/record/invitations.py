"""Advocates from outside: who may answer in which one conversation, and until when; it must not know accounts.

Nothing else of the enquiry comes with an invitation. It ends by itself, or when it is withdrawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from msp_dialogue.answer import load
from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.dialogue import Answered, Dialogue, Event, State
from msp_dialogue.flow.model import Part, Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import noting, seals, streams
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing, RecordProblem
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By

OWN_DEVICE, HANDED_OVER = "own_device", "handed_over"
"""What `sitting` says of a conversation that somebody is invited to, and of one that is held here."""
FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 14, 30


class OthersAnswered(RecordProblem):
    """Somebody else answered here already, or is invited: the next would be shown what they said."""


@dataclass(frozen=True)
class AdvocateInvited(Noted):
    """An account may answer the person's part of one conversation until a moment."""

    KIND = "advocate_invited"
    dialogue: str
    account: str
    organisation: str
    until: str


@dataclass(frozen=True)
class InvitationWithdrawn(Noted):
    """The account may not answer in the conversation any more."""

    KIND = "invitation_withdrawn"
    dialogue: str
    account: str


@dataclass(frozen=True)
class Invitation:
    """One invitation, as it is read."""

    enquiry: str
    dialogue: str
    account: str
    organisation: str
    at: datetime
    until: datetime
    invited_by: str
    withdrawn: datetime | None

    def is_good(self, at: datetime) -> bool:
        """Whether it opens its conversation at this moment; a clock set back does not revive it."""
        return self.withdrawn is None and self.at <= at < self.until


@dataclass(frozen=True)
class Invited:
    """A conversation as the advocate who is invited to it may know it."""

    dialogue: str
    call_name: str | None
    stage: Stage
    state: State
    until: datetime
    invited_by: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    told: list[Row] = []
    for row in rows:
        if row.kind == AdvocateInvited.KIND:
            own = {"enquiry": enquiry, "number": row.seq, "at": stamp(row.at), "invited_by": row.recorded_by}
            told.append({**own, **row.value, "withdrawn": None})
            continue
        for invitation in told:
            of_it = all(invitation[name] == row.value[name] for name in ("dialogue", "account"))
            if of_it and invitation["withdrawn"] is None:
                invitation["withdrawn"] = stamp(row.at)
    return {"invitation": told}


PROJECTION = Projection(
    owner="enquiry",
    tables={"invitation": ("enquiry", "number")},
    kinds=frozenset({AdvocateInvited.KIND, InvitationWithdrawn.KIND}),
    project=_project,
)


def by_invitation(dialogue: Dialogue) -> bool:
    """Whether a representative answers on a device of their own: their part is never on a worker's screen."""
    told = [dialogue.said[step].event.value for step in dialogue.recorded.get(Meaning.SITTING, ())[-1:]]
    return dialogue.voice is Voice.REPRESENTATIVE and told == [OWN_DEVICE]


def is_their_turn(dialogue: Dialogue) -> bool:
    """Whether what comes next is for whoever is invited."""
    current = dialogue.current
    open_still = dialogue.state in {State.IN_PROGRESS, State.PAUSED}
    return open_still and current is not None and dialogue.part(current) is Part.PERSON and by_invitation(dialogue)


def invite(connection: Connection, held: Held, account: str, organisation: str, days: int, by: By) -> None:
    """Invite an account to a conversation for so many days; raises OthersAnswered, and NoSuchThing when it is over.

    Who is invited again has the longer of the two times. One at a time: what one of them said is not for another.
    """
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise ValueError("an invitation is good for 1 to 30 days")
    if held.set_aside or not is_their_turn(held.dialogue):
        raise NoSuchThing(held.dialogue.id)
    if others_answered(connection, held, account) or good_for(connection, held.dialogue.id, at=by.at) - {account}:
        raise OthersAnswered(held.dialogue.id)
    event = AdvocateInvited(held.dialogue.id, account, organisation, stamp(by.at + timedelta(days=days)))
    noting.note(connection, PROJECTION, held.enquiry, event, by)


def taken_back(dialogue: Dialogue) -> tuple[Event, ...]:
    """The events of holding here after all what somebody was invited to.

    It is stopped, so that it goes on in a sitting of its own: it is asked first who is here and whether it is safe
    [L7], and what was answered elsewhere does not stand on the screen.
    """
    step = dialogue.recorded[Meaning.SITTING][-1]
    here = load(dialogue.flow.questions[step.question], HANDED_OVER, None)
    open_now = replace(dialogue, state=State.IN_PROGRESS)
    answered = open_now.answer(step, here, seen=dialogue.seq)
    return (*answered, *open_now.after(answered).pause())


def withdraw(connection: Connection, enquiry: str, dialogue: str, by: By) -> frozenset[str]:
    """End every invitation to a conversation that is still good; gives whose they were: their sessions end too."""
    ended = good_for(connection, dialogue, at=by.at)
    for number, account in enumerate(sorted(ended)):
        each = By(by.actor, by.at, f"{by.token}-{number}")
        noting.note(connection, PROJECTION, enquiry, InvitationWithdrawn(dialogue, account), each)
    return ended


def good_in(connection: Connection, enquiry: str, *, at: datetime) -> Mapping[str, tuple[Invitation, ...]]:
    """The invitations to each conversation of an enquiry that are good at this moment: of each, one account's."""
    good = [
        each for each in of_enquiry(connection, enquiry) if each.account in good_for(connection, each.dialogue, at=at)
    ]
    return {
        dialogue: tuple(each for each in good if each.dialogue == dialogue and each.is_good(at))
        for dialogue in dict.fromkeys(each.dialogue for each in good)
    }


def others_answered(connection: Connection, held: Held, account: str) -> bool:
    """Whether anybody but this account answered in the person's part, or may have left something half typed there."""
    theirs = {
        row.recorded_by
        for row in held.events
        if row.kind == Answered.KIND and _is_persons(held.dialogue, Step(row.question or "", row.item))
    }
    if any(_is_persons(held.dialogue, step) for step in held.half_typed):
        theirs |= {each.account for each in of_dialogue(connection, held.dialogue.id)} or {"somebody"}
    return bool(theirs - {account})


def is_stored(connection: Connection, enquiry: str, token: str) -> bool:
    """Whether this submission invited somebody already."""
    query = "select 1 from event where stream = ? and token = ? and kind = ?"
    return connection.execute(query, [enquiry, token, AdvocateInvited.KIND]).fetchone() is not None


def good_for(connection: Connection, dialogue: str, *, at: datetime) -> frozenset[str]:
    """The accounts whose invitation to this conversation is good at this moment."""
    query = (
        "select invitation.account from invitation join dialogue on dialogue.id = invitation.dialogue"
        " where invitation.dialogue = ? and dialogue.set_aside is null and withdrawn is null and at <= ? and until > ?"
    )
    return frozenset(account for (account,) in connection.execute(query, [dialogue, stamp(at), stamp(at)]))


def of_dialogue(connection: Connection, dialogue: str) -> tuple[Invitation, ...]:
    """Every invitation there ever was to a conversation, oldest first."""
    return _read(connection, "dialogue = ? order by number", dialogue)


def of_enquiry(connection: Connection, enquiry: str) -> tuple[Invitation, ...]:
    """Every invitation there ever was to a conversation of the enquiry, oldest first."""
    return _read(connection, "enquiry = ? order by number", enquiry)


def of_account(connection: Connection, account: str, *, at: datetime) -> tuple[Invited, ...]:
    """The conversations an advocate may answer in at this moment, and no more of them than they may know."""
    query = (
        "select dialogue.id, adult.call_name, dialogue.stage, dialogue.state, invitation.until, invitation.invited_by"
        " from invitation join dialogue on dialogue.id = invitation.dialogue"
        " join enquiry on enquiry.id = dialogue.enquiry join adult on adult.id = enquiry.adult"
        " where invitation.account = ? and dialogue.set_aside is null and invitation.withdrawn is null"
        " and invitation.at <= ? and invitation.until > ? order by invitation.until"
    )
    found = connection.execute(query, [account, stamp(at), stamp(at)])
    told = (
        Invited(dialogue, call_name, Stage(stage), State(state), moment(until), by)
        for dialogue, call_name, stage, state, until, by in found
    )
    return tuple({each.dialogue: each for each in told}.values())  # of one conversation the longest time


def known_to(connection: Connection, reader: str, team: str) -> Mapping[str, str]:
    """The accounts invited to what a worker of a team works with, each with its organisation as last told there.

    Who is known only from what others work with, or from what is sealed to others, is not known to them.
    """
    theirs = "enquiry.id in (select sealed_for.enquiry from sealed_for where sealed_for.account = ?)"
    query = (
        "select account, organisation from invitation join enquiry on enquiry.id = invitation.enquiry"  # noqa: S608 - constants
        f" where (enquiry.team = ? or enquiry.lead = ? or {theirs}) and {seals.visible('enquiry.id', '?')}"
        " order by invitation.at"
    )
    return dict(connection.execute(query, [team, reader, reader, reader]).fetchall())


def enquiries_of(connection: Connection, account: str, *, at: datetime) -> frozenset[str]:
    """The enquiries to whose conversations an account has an invitation that is good at this moment."""
    query = (
        "select invitation.enquiry from invitation join dialogue on dialogue.id = invitation.dialogue"
        " where invitation.account = ? and dialogue.set_aside is null and withdrawn is null and at <= ? and until > ?"
    )
    return frozenset(enquiry for (enquiry,) in connection.execute(query, [account, stamp(at), stamp(at)]))


def _read(connection: Connection, where: str, value: str) -> tuple[Invitation, ...]:
    names = "enquiry, dialogue, account, organisation, at, until, invited_by, withdrawn"
    found = connection.execute(f"select {names} from invitation where {where}", [value])  # noqa: S608 - constants
    return tuple(
        Invitation(
            enquiry=enquiry,
            dialogue=dialogue,
            account=account,
            organisation=organisation,
            at=moment(at),
            until=moment(until),
            invited_by=by,
            withdrawn=moment(withdrawn) if withdrawn else None,
        )
        for enquiry, dialogue, account, organisation, at, until, by, withdrawn in found
    )


def _is_persons(dialogue: Dialogue, step: Step) -> bool:
    return step.question in dialogue.flow.questions and dialogue.part(step) is Part.PERSON
