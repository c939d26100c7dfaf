"""Reads the chapters of a story: what happens, when, by whom, and what is said."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import yaml

from msp_dialogue.flow.model import Place, Stage
from msp_dialogue.record.signals import How
from msp_dialogue.story import model
from msp_dialogue.story.reader import StoryReader

WHEN_KEYS = {"at": True, "by": True}
SITTING_KEYS = {**WHEN_KEYS, "answers": False, "corrections": False, "stop_after": False, "presses_at": False}
CORRECTION_KEYS = {"seen_at": True, "question": True, "said": True, "item": False}

Found = Mapping[str, yaml.Node]
When = tuple[datetime, str, Place]


def read_chapter(reader: StoryReader, node: yaml.Node) -> model.Chapter | None:
    """The chapter at a node; None after noting that it does not say what happens."""
    keys = [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    kind = next((key for key in keys if key in _CHAPTERS), None)
    if kind is None:
        reader.note(node, "A chapter should say what happens.", "Start it with one of: " + ", ".join(_CHAPTERS) + ".")
        return None
    known, build = _CHAPTERS[kind]
    found = reader.fields(node, "The chapter", {kind: True, **known})
    when = (reader.moment(found.get("at")), reader.text(found.get("by")), reader.place(node))
    return build(reader, found, when) if kind in found else None


def call_name(reader: StoryReader, found: Found) -> str | None:
    """A call name that nobody can take for a real person's."""
    if "call_name" not in found:
        return None
    value = reader.text(found["call_name"])
    if value and not value.startswith("Test "):
        reader.note(found["call_name"], f"`{value}` could be a real name.", "Let it start with `Test `.")
    return value


def _script(reader: StoryReader, found: Found) -> model.Script:
    answers = reader.pairs(found.get("answers"))
    corrections = reader.items(found.get("corrections"), "`corrections`")
    return model.Script(
        answers=tuple(model.Given(key, reader.told(said), reader.place(at)) for key, at, said in answers),
        corrections=tuple(_correction(reader, node) for node in corrections),
        stop_after=reader.text(found["stop_after"]) if "stop_after" in found else None,
        presses_at=reader.text(found["presses_at"]) if "presses_at" in found else None,
    )


def _correction(reader: StoryReader, node: yaml.Node) -> model.Correction:
    found = reader.fields(node, "A correction", CORRECTION_KEYS)
    return model.Correction(
        seen_at=reader.text(found.get("seen_at")),
        question=reader.text(found.get("question")),
        said=reader.told(found.get("said")),
        item=reader.text(found["item"]) if "item" in found else None,
        place=reader.place(node),
    )


def _begun(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    stage: Stage = reader.choice(found["conversation"], Stage)
    name = reader.text(found["name"]) if "name" in found else str(stage)
    return model.Begun(*when, name=name, stage=stage, script=_script(reader, found))


def _taken_up(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    name, present = reader.text(found["resume"]), reader.text(found.get("present"))
    return model.TakenUp(*when, name=name, present=present, script=_script(reader, found))


def _adult_changed(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    changed = reader.fields(found["adult_changed"], "`adult_changed`", {"call_name": False, "died": False})
    return model.AdultChanged(*when, call_name=call_name(reader, changed), died=reader.day(changed.get("died")))


def _put_aside(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    return model.PutAside(*when, name=reader.text(found["set_aside"]), why=reader.text(found.get("why")))


def _closed(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    asked, reason = (reader.text(found[key]) if key in found else None for key in ("asked", "reason"))
    return model.Closed(*when, on=reader.day(found["concluded"]) or date.min, asked=asked, reason=reason)


def _opened(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    if not reader.flag(found["reopened"]):
        reader.note(found["reopened"], "A chapter tells what happens.", "Write `reopened: yes` or leave it out.")
    return model.Opened(*when)


def _dealt_with(reader: StoryReader, found: Found, when: When) -> model.Chapter:
    how: How = reader.choice(found["dealt_with"], How)
    return model.DealtWith(*when, how=how, words=reader.text(found.get("words")))


_CHAPTERS: Mapping[str, tuple[dict[str, bool], Callable[[StoryReader, Found, When], model.Chapter]]] = {
    "conversation": ({"name": False, **SITTING_KEYS}, _begun),
    "resume": ({"present": True, **SITTING_KEYS}, _taken_up),
    "adult_changed": (WHEN_KEYS, _adult_changed),
    "set_aside": ({"why": True, **WHEN_KEYS}, _put_aside),
    "concluded": ({"asked": False, "reason": False, **WHEN_KEYS}, _closed),
    "reopened": (WHEN_KEYS, _opened),
    "dealt_with": ({"words": True, **WHEN_KEYS}, _dealt_with),
}
