"""Something wrong, said quietly: raised by an answer or a button, and open until somebody says how it was dealt with.

It must not be read for any page that the person's screen can show: nothing there tells that a signal exists.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from msp_dialogue.answer import load
from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.dialogue import Answered, Event
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.step import Step
from msp_dialogue.record import noting, streams
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


class Kind(StrEnum):
    """What raised a signal."""

    TALK_ALONE = "talk_alone"  # the button that stands on every page of the person's
    ANSWER = "answer"  # an answer that the flow says can mean danger


class How(StrEnum):
    """How a signal was dealt with, in the order in which it is offered; the words beside it say more."""

    TALKED_ALONE = "talked_alone"
    SAFETY_PLAN = "safety_plan"
    RAISED_CONCERN = "raised_concern"
    POLICE = "police"
    NOT_NEEDED = "not_needed"
    OTHER = "other"


@dataclass(frozen=True)
class SignalRaised(Noted):
    """Somebody asked to talk alone while this question was on the screen, or chose this as its answer."""

    KIND = "signal_raised"
    dialogue: str
    kind: Kind
    question: str | None = None
    item: str | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignalsDealtWith(Noted):
    """Somebody dealt with these signals of the enquiry, named by their numbers."""

    KIND = "signals_dealt_with"
    signals: tuple[int, ...]
    how: How
    words: str


@dataclass(frozen=True)
class SignalAddedTo(Noted):
    """Somebody added to what was said of a signal that was dealt with, or put it right; `opens` it again or not."""

    KIND = "signal_added_to"
    signal: int
    words: str
    opens: bool


@dataclass(frozen=True)
class Done:
    """One thing said of a signal since it was raised. `how` is of a dealing; without it, it adds to what stood."""

    how: How | None
    words: str
    opens: bool
    at: datetime
    by: str


@dataclass(frozen=True)
class Signal:
    """A signal as it stands. `number` and `times` together say whether it is still as somebody saw it.

    While it is open, the same raised again is not another one: `times` and `last` tell of it. `done` is all that was
    ever said of it, in order, also before it was opened again; `dealt` to `words` are the dealing that stands.
    """

    number: int
    dialogue: str
    kind: Kind
    question: str | None
    item: str | None
    chosen: tuple[str, ...]
    times: int
    raised: datetime
    last: datetime
    dealt: datetime | None
    dealt_by: str | None
    how: How | None
    words: str | None
    done: tuple[Done, ...]


@dataclass(frozen=True)
class Waiting:
    """An enquiry with open signals, and whose it is; `named` says of a sealed one whether it names the account."""

    enquiry: str
    reference: str
    call_name: str | None
    team: str
    lead: str | None
    sealed: bool
    named: bool
    signals: int
    since: datetime


class NotAsSeen(Exception):
    """A signal was dealt with, opened or raised again since somebody looked: nothing was written."""


# `cross join` keeps the order of the loops: the open signals are few, and the enquiries of a team are not.
WAITING = (
    "select enquiry.id, enquiry.reference, adult.call_name, enquiry.team, enquiry.lead,"
    " exists (select 1 from seal where seal.enquiry = enquiry.id),"
    " exists (select 1 from sealed_for where sealed_for.enquiry = enquiry.id and sealed_for.account = ?),"
    " open.signals, open.since"
    " from (select enquiry, count(*) as signals, min(raised) as since from signal where dealt is null"
    " group by enquiry) as open cross join enquiry cross join adult"
    " where enquiry.id = open.enquiry and adult.id = enquiry.adult and (enquiry.team = ? or enquiry.lead = ?"
    " or exists (select 1 from sealed_for where sealed_for.enquiry = enquiry.id and sealed_for.account = ?))"
    " order by open.since, enquiry.id"
)


_DEALING = ("dealt", "dealt_by", "how", "words")


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    signals: dict[int, Row] = {}
    done: list[Row] = []
    for row in rows:
        told = row.value
        if row.kind == SignalRaised.KIND:
            _raise(signals, enquiry, row)
            continue
        for number in told["signals"] if row.kind == SignalsDealtWith.KIND else [told["signal"]]:
            signals[number] |= _stands(row)
            done.append(_done(enquiry, number, row))
    return {"signal": list(signals.values()), "signal_done": done}


def _raise(signals: dict[int, Row], enquiry: str, row: streams.Row) -> None:
    if same := _still_open(signals.values(), row.value):
        chosen = sorted({*json.loads(same["chosen"]), *row.value["chosen"]})
        same |= {"times": same["times"] + 1, "last": stamp(row.at), "chosen": json.dumps(chosen)}
    else:
        signals[row.seq] = _new(enquiry, row)


def _stands(row: streams.Row) -> Row:
    """What becomes of a signal by what was done: dealt with, open again, or as it was."""
    if row.kind == SignalsDealtWith.KIND:
        told = {name: row.value[name] for name in ("how", "words")}
        return {"dealt": stamp(row.at), "dealt_by": row.recorded_by, **told}
    return dict.fromkeys(_DEALING) if row.value["opens"] else {}


def _done(enquiry: str, number: int, row: streams.Row) -> Row:
    told = {"how": row.value.get("how"), "words": row.value["words"], "opens": int(row.value.get("opens", False))}
    return {
        "enquiry": enquiry,
        "signal": number,
        "number": row.seq,
        **told,
        "at": stamp(row.at),
        "recorded_by": row.recorded_by,
    }


def _still_open(signals: Iterable[Row], told: Mapping[str, Any]) -> Row | None:
    """The open signal that this one repeats: the button in the same conversation, or an answer to the same question."""
    about = ("dialogue", "kind") if told["kind"] == Kind.TALK_ALONE else ("dialogue", "kind", "question", "item")
    same = (each for each in signals if not each["dealt"] and all(each[name] == told[name] for name in about))
    return next(same, None)


def _new(enquiry: str, row: streams.Row) -> Row:
    told = {name: row.value[name] for name in ("dialogue", "kind", "question", "item")}
    chosen = json.dumps(sorted(row.value["chosen"]))
    raised = {"times": 1, "raised": stamp(row.at), "last": stamp(row.at)}
    return {"enquiry": enquiry, "number": row.seq, **told, "chosen": chosen, **raised, **dict.fromkeys(_DEALING)}


PROJECTION = Projection(
    owner="enquiry",
    tables={"signal": ("enquiry", "number"), "signal_done": ("enquiry", "signal", "number")},
    kinds=frozenset({SignalRaised.KIND, SignalsDealtWith.KIND, SignalAddedTo.KIND}),
    project=_project,
)


def raise_alone(connection: Connection, enquiry: str, dialogue: str, shown: Step | None, by: By) -> None:
    """Note that somebody at the screen asked to talk alone; `shown` is the question that was on it, if any."""
    question, item = shown or (None, None)
    noting.note(connection, PROJECTION, enquiry, SignalRaised(dialogue, Kind.TALK_ALONE, question, item), by)


def raise_by_answers(
    connection: Connection, enquiry: str, dialogue: str, flow: Flow, events: Iterable[Event], by: By
) -> None:
    """Raise what these answers signal, in the transaction that stores them; others cost nothing."""
    for signal in _signalled(dialogue, flow, events):
        noting.note(connection, PROJECTION, enquiry, signal, by)


def _signalled(dialogue: str, flow: Flow, events: Iterable[Event]) -> Iterator[SignalRaised]:
    for event in events:
        if not isinstance(event, Answered) or event.non_answer is not None:
            continue
        question = flow.questions[event.step.question]
        if question.signals:
            chosen = load(question, event.value, None).signs() & set(question.signals)
            if chosen:
                yield SignalRaised(dialogue, Kind.ANSWER, *event.step, tuple(sorted(chosen)))


def deal_with(connection: Connection, enquiry: str, seen: Mapping[int, int], how: How, words: str, by: By) -> None:
    """Note how signals were dealt with; `seen` gives for each number how many times it had been raised.

    Raises NotAsSeen, so that nobody ends a call for help that they have not seen. The same token again changes nothing.
    """
    if streams.has_token(connection, enquiry, by.token):
        return
    now = {each.number: each.times for each in of_enquiry(connection, enquiry) if each.dealt is None}
    if not seen or any(now.get(number) != times for number, times in seen.items()):
        raise NotAsSeen(enquiry)
    noting.note(connection, PROJECTION, enquiry, SignalsDealtWith(tuple(sorted(seen)), how, words), by)


def add_to(connection: Connection, enquiry: str, number: int, words: str, *, opens: bool, by: By) -> None:
    """Add to what was said of a signal that was dealt with; nothing that stands is changed, and `opens` opens it again.

    Raises NotAsSeen when it is not dealt with (any more). The same token again changes nothing.
    """
    if streams.has_token(connection, enquiry, by.token):
        return
    if all(each.number != number or each.dealt is None for each in of_enquiry(connection, enquiry)):
        raise NotAsSeen(enquiry)
    noting.note(connection, PROJECTION, enquiry, SignalAddedTo(number, words, opens), by)


def of_enquiry(connection: Connection, enquiry: str) -> tuple[Signal, ...]:
    """Every signal of an enquiry, oldest first."""
    rows, done = (
        list(connection.table(table).rows_where("enquiry = ?", [enquiry], order_by="number"))
        for table in ("signal", "signal_done")
    )
    return tuple(_read(row, [each for each in done if each["signal"] == row["number"]]) for row in rows)


def waiting(connection: Connection, *, account: str, team: str) -> tuple[Waiting, ...]:
    """The enquiries of a team or a lead worker in which a signal is open, what waits longest first.

    Who may see each of them is decided elsewhere.
    """
    return tuple(_waiting(*row) for row in connection.execute(WAITING, [account, team, account, account]))


def _waiting(
    enquiry: str,
    reference: str,
    call_name: str | None,
    team: str,
    lead: str | None,
    sealed: int,
    named: int,
    signals: int,
    since: str,
) -> Waiting:
    return Waiting(enquiry, reference, call_name, team, lead, bool(sealed), bool(named), signals, moment(since))


def _read(row: Mapping[str, Any], done: Iterable[Mapping[str, Any]]) -> Signal:
    return Signal(
        number=row["number"],
        dialogue=row["dialogue"],
        kind=Kind(row["kind"]),
        question=row["question"],
        item=row["item"],
        chosen=tuple(json.loads(row["chosen"])),
        times=row["times"],
        raised=moment(row["raised"]),
        last=moment(row["last"]),
        dealt=moment(row["dealt"]) if row["dealt"] else None,
        dealt_by=row["dealt_by"],
        how=How(row["how"]) if row["how"] else None,
        words=row["words"],
        done=tuple(_read_done(each) for each in done),
    )


def _read_done(row: Mapping[str, Any]) -> Done:
    how = How(row["how"]) if row["how"] else None
    return Done(how, row["words"], bool(row["opens"]), moment(row["at"]), row["recorded_by"])
