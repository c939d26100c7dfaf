"""Reads what must have come of a story; what is left out has its plain value, so that `must` is always complete."""

from collections.abc import Iterable, Mapping

import yaml

from msp_dialogue.story.model import Must, Told
from msp_dialogue.story.reader import StoryReader

MUST_KEYS = {
    "conversations": True, "outcomes": False, "experience": False, "answers": False, "signals": False, "counted": True,
}  # fmt: skip
CONVERSATION_KEYS = {"state": True, "voice": True, "representative_kind": False, "asker": False, "set_aside": False}
OUTCOME_KEYS = {
    "words": True, "voice": True, "status": False, "themes": False, "rank": False, "pulls": False, "plan": False,
    "difference": False, "council_answer": False, "council_reason": False, "next_best": False, "permission": False,
    "achieved": False, "wordings": False, "ratings": False,
}  # fmt: skip
WORDING_KEYS = {"words": True, "reason": True, "voice": True, "why": False}
RATING_KEYS = {
    "in": True, "value": False, "non_answer": False, "voice": True, "asker": False, "words": False, "counts": False,
}  # fmt: skip
COUNTED_KEYS = {
    "asked": True, "not_asked_reason": False, "voice": False, "achieved": True, "overall": False, "wanted": False,
    "fully": False, "partially": False, "not_achieved": False, "withdrawn": False, "unrated": False, "capacity": False,
    "risk_result": False, "due": False,
}  # fmt: skip
NUMBERS = ("wanted", "fully", "partially", "not_achieved", "withdrawn", "unrated")


def read_must(reader: StoryReader, node: yaml.Node | None) -> Must:
    """What must be recorded, and how it must be counted."""
    found = reader.fields(node, "`must`", MUST_KEYS)
    conversations = reader.pairs(found.get("conversations"))
    outcomes = reader.items(found.get("outcomes"), "`outcomes`")
    counted = _told(reader, found.get("counted"), "`counted`", COUNTED_KEYS) if "counted" in found else {}
    return Must(
        conversations={
            name: _told(reader, said, "A conversation that must be", CONVERSATION_KEYS)
            for name, _, said in conversations
        },
        outcomes=tuple(_outcome(reader, outcome) for outcome in outcomes),
        experience=reader.named(found.get("experience")),
        answers=reader.named(found.get("answers")),
        signals=reader.named(found.get("signals")),
        counted={**dict.fromkeys(NUMBERS, "0"), "due": "nothing", **counted},
    )


def _outcome(reader: StoryReader, node: yaml.Node) -> Mapping[str, Told]:
    """An outcome; one that was never worded in another way needs no list of its wordings."""
    found = reader.fields(node, "An outcome that must be", OUTCOME_KEYS)
    plain = {key: reader.told(value) for key, value in found.items() if key not in ("wordings", "ratings")}
    first: Told = {"words": plain.get("words", ""), "reason": "first", "voice": plain.get("voice", "")}
    wordings: list[Told] = [
        _told(reader, wording, "A wording", WORDING_KEYS)
        for wording in reader.items(found.get("wordings"), "`wordings`")
    ]
    ratings: list[Told] = [
        _told(reader, rating, "A rating", RATING_KEYS) for rating in reader.items(found.get("ratings"), "`ratings`")
    ]
    return {"status": "wanted", "themes": [], **plain, "wordings": wordings or [first], "ratings": ratings}


def _told(reader: StoryReader, node: yaml.Node | None, what: str, known: Mapping[str, bool]) -> dict[str, Told]:
    return {key: reader.told(value) for key, value in reader.fields(node, what, known).items()}


def differing(where: str, must: Mapping[str, Told], found: Mapping[str, Told]) -> Iterable[str]:
    """A line for each key that is not what it must be; what is not named must not be there."""
    for key in sorted(must.keys() | found.keys()):
        if must.get(key) != found.get(key):
            yield f"{where}, {key}: must be {must.get(key)!r}, is {found.get(key)!r}"
