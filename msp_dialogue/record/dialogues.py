"""Conversations in the record: started, loaded, and one step stored with all that follows from it, or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from msp_dialogue import audit
from msp_dialogue.database import Connection, Database, stamp, update
from msp_dialogue.dialogue import Adopted, Answered, Dialogue, Event, Look, NotInProgress, Started, State, begin, of_row
from msp_dialogue.dialogue.look import USUAL
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.model import Part, Stage
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import drafts, models, signals, streams
from msp_dialogue.record.enquiries import NoSuchThing, note_conversation
from msp_dialogue.record.kept import Conversation
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.said import changed_rows
from msp_dialogue.record.streams import By

MOVES = ("structure", "state", "voice", "representative_kind", "asker", "last")
"""What a step can change of a dialogue's own row; to write a column that has an index writes that anew too."""


class OpenAlready(Exception):
    """A conversation of this stage is open; `dialogue` is its id. Nothing was written."""

    def __init__(self, dialogue: str) -> None:
        """Keep the id."""
        super().__init__(dialogue)
        self.dialogue = dialogue


@dataclass(frozen=True)
class Held:
    """A dialogue as it stands in the record, with what a page needs of the enquiry behind it."""

    dialogue: Dialogue
    events: tuple[streams.Row, ...]
    enquiry: str
    call_name: str | None
    set_aside: bool
    half_typed: Mapping[Step, drafts.Fields] = field(default_factory=dict)


def start(
    database: Database,
    library: FlowLibrary,
    dialogue_id: str,
    enquiry_id: str,
    stage: Stage,
    by: By,
    *,
    language: str | None = None,
) -> str:
    """Start a conversation of a stage; gives its id. The same token again gives the same conversation.

    Without `language` it is held in the one that the adult's last was held in.

    Raises OpenAlready when one of this stage is going on, and NoSuchThing.
    """
    version = library.for_stage(stage)
    with database.transaction() as connection:
        known = note_conversation(connection, enquiry_id, dialogue_id, by)
        if known:
            return known
        _refuse_second(connection, enquiry_id, stage)
        carried, given = _carried(connection, enquiry_id, stage)
        look = look_before(connection, library, enquiry_id)
        spoken = language or look.language or version.flow.language
        look = replace(look, language=None)
        events = begin(version.flow, language=spoken, carried=carried, given=given, look=look)
        dialogue = Dialogue.replay(dialogue_id, version.flow, version.machine, events)
        rows = streams.append(connection, dialogue_id, events, after=0, token=by.token, actor=by.actor, at=by.at)
        connection.table("dialogue").insert(dialogue_row(dialogue, rows, enquiry_id))
        models.refresh(connection, enquiry_id)
        audit.record(connection, actor=by.actor, action=events[0].KIND, thing=dialogue_id, at=by.at)
    return dialogue_id


def _refuse_second(connection: Connection, enquiry_id: str, stage: Stage) -> None:
    """Two windows do not start two conversations of one stage: the open one goes on."""
    query = "select id from dialogue where enquiry = ? and stage = ? and set_aside is null and state in (?, ?)"
    found = connection.execute(query, [enquiry_id, str(stage), str(State.IN_PROGRESS), str(State.PAUSED)]).fetchone()
    if found:
        raise OpenAlready(found[0])


def load(connection: Connection, library: FlowLibrary, dialogue_id: str) -> Held:
    """The conversation as it stands; raises NoSuchThing."""
    query = (
        "select enquiry.id, adult.call_name, dialogue.set_aside, event.seq, event.token from dialogue"
        " join enquiry on enquiry.id = dialogue.enquiry join adult on adult.id = enquiry.adult"
        " join event on event.stream = dialogue.id where dialogue.id = ? order by event.seq desc limit 1"
    )
    found = connection.execute(query, [dialogue_id]).fetchone()
    if found is None:
        raise NoSuchThing(dialogue_id)
    enquiry, call_name, set_aside, *last = found
    known = _known(connection, library, dialogue_id, tuple(last))
    half_typed = drafts.of_dialogue(connection, dialogue_id)
    return Held(known.dialogue, known.events, enquiry, call_name, set_aside is not None, half_typed)


def _known(connection: Connection, library: FlowLibrary, dialogue_id: str, last: tuple[int, str]) -> Conversation:
    """The conversation as it was kept, if that was its last event, and otherwise as its events say."""
    kept = library.kept.of(dialogue_id)
    if kept and kept.last == last:
        return kept
    rows = streams.read(connection, dialogue_id)
    conversation = Conversation(rows, replay(connection, library, dialogue_id, rows))
    library.kept.keep(conversation)
    return conversation


def replay(connection: Connection, library: FlowLibrary, dialogue_id: str, rows: Sequence[streams.Row]) -> Dialogue:
    """The dialogue that stored events led to, on the version of the flow it runs on."""
    events = tuple(of_row(row.columns()) for row in rows)
    started = Started.of(rows[0].columns())
    structure = next((event.structure for event in reversed(events) if isinstance(event, Adopted)), started.structure)
    version = library.version(connection, started.flow, structure)
    wordings = library.wordings(connection, (event.wording for event in events if isinstance(event, Answered)))
    return Dialogue.replay(dialogue_id, version.flow, version.machine, events, wordings)


def step(
    database: Database,
    library: FlowLibrary,
    held: Held,
    decide: Callable[[Dialogue], Iterable[Event]],
    by: By,
    *,
    left: tuple[Step, drafts.Fields] | None = None,
) -> Held:
    """Store what `decide` says happens next, with its read models and audit row, in one transaction.

    Gives the new state. `left` is a question that is left without an answer, and what was half typed there. Raises
    what `decide` raises, NotInProgress for a conversation that was set aside, streams.AlreadyStored for a token stored
    before, and streams.Moved when the conversation has moved on since it was loaded; then nothing was written.
    """
    # Before anything is decided: the same form again is no conflict.
    if any(row.token == by.token for row in held.events):
        raise streams.AlreadyStored(held.dialogue.id)
    if held.set_aside:
        raise NotInProgress(held.dialogue.id)
    decided = tuple(decide(held.dialogue))
    if not decided:
        return held
    dialogue, adopted = _on_newest(library, held.dialogue.after(decided))
    with database.transaction() as connection:
        rows = streams.append(
            connection,
            dialogue.id,
            (*decided, *adopted),
            after=held.dialogue.seq,
            token=by.token,
            actor=by.actor,
            at=by.at,
        )
        after = replace(held, dialogue=dialogue, events=(*held.events, *rows))
        _write(connection, held, after)
        kept = _keep_drafts(connection, held, decided, left)
        signals.raise_by_answers(connection, held.enquiry, dialogue.id, held.dialogue.flow, decided, by)
        audit.record(connection, actor=by.actor, action=decided[0].KIND, thing=dialogue.id, at=by.at, detail=by.detail)
    library.kept.keep(Conversation(after.events, after.dialogue))
    return replace(after, half_typed=kept)


def dialogue_row(dialogue: Dialogue, rows: Sequence[streams.Row], enquiry: str) -> dict[str, Any]:
    """The dialogue's own row, without what is said of it later."""
    return {
        "id": dialogue.id,
        "enquiry": enquiry,
        "flow": dialogue.flow.id,
        "stage": str(dialogue.flow.stage),
        "structure": next(
            (row.value["structure"] for row in reversed(rows) if row.kind == "adopted"),
            dialogue.started.structure,
        ),
        "state": str(dialogue.state),
        "voice": str(_voice(dialogue)),
        "representative_kind": told(dialogue, Meaning.REPRESENTATIVE_KIND),
        "asker": told(dialogue, Meaning.ASKER),
        "started": stamp(rows[0].at),
        "started_by": rows[0].recorded_by,
        "last": stamp(rows[-1].at),
        "set_aside": None,
        "withdrawn_quotes": None,
    }


def _voice(dialogue: Dialogue) -> Voice:
    """Whose voice it is in: the worker's alone until it is said who answers, as where none is held [L1]."""
    steps = dialogue.path.steps
    heard = Meaning.VOICE in dialogue.recorded or any(dialogue.part(each) is Part.PERSON for each in steps)
    return dialogue.voice if heard else Voice.WORKER


def _write(connection: Connection, before: Held, after: Held) -> None:
    """The read models that the new events change."""
    stored, wanted = changed_rows(before.dialogue, after.dialogue, after.events, after.enquiry)
    models.write(connection, "answer", stored.values(), list(wanted.values()))
    row = dialogue_row(after.dialogue, after.events, after.enquiry)
    update(connection, "dialogue", after.dialogue.id, {name: row[name] for name in MOVES})
    changed = [row for key, row in {**stored, **wanted}.items() if stored.get(key) != wanted.get(key)]
    ended = before.dialogue.state is not after.dialogue.state
    if ended or any(row["records"] in models.FIGURES for row in changed):
        models.refresh(connection, after.enquiry)


def _keep_drafts(
    connection: Connection, held: Held, decided: Iterable[Event], left: tuple[Step, drafts.Fields] | None
) -> Mapping[Step, drafts.Fields]:
    """Keep what was half typed at the question that is left, and let go of what was answered."""
    kept = dict(held.half_typed)
    for event in decided:
        if isinstance(event, Answered) and event.non_answer is None and kept.pop(event.step, None) is not None:
            drafts.drop(connection, held.dialogue.id, event.step)
    if left:
        drafts.keep(connection, held.dialogue.id, *left)
        kept[left[0]] = left[1]
    return kept


def _on_newest(library: FlowLibrary, dialogue: Dialogue) -> tuple[Dialogue, tuple[Event, ...]]:
    """The dialogue on the newest compatible version of its flow, and the events that take it there."""
    current = library.current.get(dialogue.flow.id)
    if current is None or current.flow is dialogue.flow or dialogue.state is not State.IN_PROGRESS:
        return dialogue, ()
    newer = library.newer_than(dialogue.flow)
    return dialogue.adopt(newer.flow, newer.machine) if newer else (dialogue, ())


def _carried(connection: Connection, enquiry_id: str, stage: Stage) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The desired outcomes still wanted, for a conversation that asks about them, and the facts it is handed.

    A first conversation words them itself, unless it is the rest of an earlier one.
    """
    rows = connection.table("outcome").rows_where(
        "enquiry = ? and status != 'withdrawn'", [enquiry_id], order_by="number"
    )
    wanted = [dict(row) for row in rows]
    given = ["plan_b"] if any(row["plan"] == "B" for row in wanted) else []
    if stage is Stage.BEGINNING:
        if not _rest_left(connection, enquiry_id):
            return (), ()
        given.append("rest_left")
    return tuple(Item(row["id"], row["words"]) for row in wanted), tuple(given)


def look_before(connection: Connection, library: FlowLibrary, enquiry_id: str) -> Look:
    """How the screen looked to this adult last, and in which language, so that nobody has to ask for it again [L10].

    That of this enquiry comes before that of their others; what a sealed enquiry was told stays in it, and what
    somebody else chose for themselves is left out. `language` is None where it was the flow's own.
    """
    query = (
        "select dialogue.id from dialogue join enquiry on enquiry.id = dialogue.enquiry"
        " where enquiry.adult = (select adult from enquiry where id = ?) and dialogue.set_aside is null"
        " and (enquiry.id = ? or not exists (select 1 from seal where seal.enquiry = enquiry.id))"
        " order by enquiry.id = ? desc, dialogue.started desc limit 1"
    )
    found = connection.execute(query, [enquiry_id, enquiry_id, enquiry_id]).fetchone()
    last = streams.last(connection, found[0]) if found else None
    if last is None:
        return USUAL
    dialogue = _known(connection, library, found[0], last).dialogue
    spoken = dialogue.language if dialogue.language != dialogue.flow.language else None
    return replace(dialogue.fitted.kept, language=spoken)


def _rest_left(connection: Connection, enquiry_id: str) -> bool:
    """Whether the newest first conversation left its second half for another day."""
    query = (
        "select answer.value from dialogue left join answer on answer.dialogue = dialogue.id and answer.records = ?"
        " where dialogue.enquiry = ? and dialogue.stage = ? and dialogue.state = ? and dialogue.set_aside is null"
        " order by dialogue.started desc limit 1"
    )
    values = [str(Meaning.CARRY_ON), enquiry_id, str(Stage.BEGINNING), str(State.FINISHED)]
    found = connection.execute(query, values).fetchone()
    return found is not None and found[0] == '"another_day"'


def told(dialogue: Dialogue, meaning: Meaning) -> str | None:
    """What was answered to the question of this meaning, asked once in a sitting; None where it was not answered."""
    for step_ in dialogue.recorded.get(meaning, ()):
        value = dialogue.said[step_].event.value
        return str(value) if value is not None else None
    return None
