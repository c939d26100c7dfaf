"""Words half typed when a question was left: kept until it is answered, then gone; never part of what was said."""

import json
from collections.abc import Mapping

from msp_dialogue.database import Connection
from msp_dialogue.flow.step import Step

Fields = Mapping[str, list[str]]


def keep(connection: Connection, dialogue: str, step: Step, fields: Fields) -> None:
    """Keep what a form held; inside a transaction."""
    row = {"dialogue": dialogue, "question": step.question, "item": step.item or "", "fields": json.dumps(dict(fields))}
    connection.table("draft").insert(row, pk=("dialogue", "question", "item"), replace=True)


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
