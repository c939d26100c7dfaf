"""Questions put for tests of answers, and forms as a page submits them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.answer import Answer, Fault, NotAccepted
from msp_dialogue.flow.ask import Asked, Item, Speaker
from msp_dialogue.flow.load import parse_flow
from msp_dialogue.flow.voice import Voice

HEAD = "flow: t\nstage: middle\ntitle: T\nsections:\n- id: s\n  part: person\n  title: S\n  questions:\n"
ITEMS = tuple(Item(f"o.{number}", f"wish {number}") for number in range(1, 5))


def put(kind: str, extra: str = "", items: tuple[Item, ...] = ITEMS) -> Asked:
    """A question of a kind, as it is put."""
    more = f", {extra}" if extra else ""
    text = f"{HEAD}  - {{id: q, kind: {kind}, ask: Q, easy: Q{more}, next: [{{to: end}}]}}\n"
    flow = parse_flow(text, file="t.yaml", folder=Path())
    return Speaker(flow, "en", Voice.ADULT, {}).ask(flow.questions["q"], None, items)


def form_of(fields: dict[str, str | list[str]]) -> MultiDict[str, str]:
    pairs = [
        (name, value) for name, values in fields.items() for value in ([values] if isinstance(values, str) else values)
    ]
    return MultiDict([("csrf_token", "x"), ("step", "y"), *pairs])


@pytest.fixture
def ask() -> Callable[..., Asked]:
    """Puts a question of a kind; `extra` are more keys of it, `items` what a list holds."""
    return put


@pytest.fixture
def form() -> Callable[..., MultiDict[str, str]]:
    """A submitted form with these fields."""
    return lambda **fields: form_of({name.replace("_", "-"): value for name, value in fields.items()})


@pytest.fixture
def read() -> Callable[..., Answer]:
    """The answer a question takes from a form with these fields; `words_1` is the field `words-1`."""
    return lambda asked, **fields: answers.read(asked, form_of({k.replace("_", "-"): v for k, v in fields.items()}))


@pytest.fixture
def refused() -> Callable[..., list[tuple[str, str]]]:
    """The fields and codes for which a question refuses a form with these fields."""

    def faults(asked: Asked, **fields: str | list[str]) -> list[tuple[str, str]]:
        with pytest.raises(NotAccepted) as problem:
            answers.read(asked, form_of({name.replace("_", "-"): value for name, value in fields.items()}))
        assert all(isinstance(fault, Fault) for fault in problem.value.faults)
        return [(fault.field, fault.code) for fault in problem.value.faults]

    return faults
