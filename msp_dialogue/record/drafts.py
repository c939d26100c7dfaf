"""Words half typed when a question was left: kept until it is answered, then gone; never part of what was said."""

import json
from collections.abc import Mapping

from msp_dialogue.database import Connection, insert
from msp_dialogue.flow.step import Step

Fields = Mapping[str, list[str]]


def keep(connection: Connection, dialogue: str, step: Step, fields: Fields, *, over: bool = True) -> bool:
    """Keep what a form held, over what was kept there before; inside a transaction.

    Without `over` nothing that was kept is lost: False, and nothing happens, unless the new goes on from it.
    """
    if not over and not _goes_on(of_dialogue(connection, dialogue).get(step, {}), fields):
        return False
    row = {"dialogue": dialogue, "question": step.question, "item": step.item or "", "fields": json.dumps(dict(fields))}
    insert(connection, "draft", [row], replace=True)
    return True


def drop(connection: Connection, dialogue: str, step: Step) -> None:
    """Let it go, once the question was answered; inside a transaction."""
    connection.execute(
        "delete from draft where dialogue = ? and question = ? and item = ?",
        [dialogue, step.question, step.item or ""],
    )


def of_dialogue(connection: Connection, dialogue: str) -> Mapping[Step, Fields]:
    """Everything half typed in a conversation."""
    rows = connection.execute("select question, item, fields from draft where dialogue = ?", [dialogue]).fetchall()
    return {Step(question, item or None): json.loads(fields) for question, item, fields in rows}


def _goes_on(before: Fields, after: Fields) -> bool:
    """Whether everything that was kept is still there, perhaps with more after it."""
    pairs = ((said, after.get(name, [])) for name, said in before.items())
    return all(
        len(said) <= len(now) and all(more.startswith(words) for words, more in zip(said, now, strict=False))
        for said, now in pairs
    )
