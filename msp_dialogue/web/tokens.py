"""What a form carries to say which question it answers: signed, so that nobody can make it up or move it."""

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from msp_dialogue.flow.step import Step
from msp_dialogue.web.service import new_id


class BadToken(Exception):
    """Not a token of ours, or not for this conversation."""


@dataclass(frozen=True)
class Shown:
    """A question as it was shown: its step, how far the conversation was, and what makes this form one submission."""

    step: Step
    seen: int
    token: str


def show(dialogue: str, step: Step, seen: int, token: str | None = None) -> str:
    """The value for a form that shows this step; `token` to let a form be sent again as the same submission."""
    value: str = _signer().dumps([dialogue, step.question, step.item, seen, token or new_id()])
    return value


def change(dialogue: str, step: Step) -> str:
    """The value that names a step to turn back to; it is no submission by itself, so it is always the same."""
    return _change(current_app.secret_key or b"", dialogue, step)


@lru_cache(maxsize=4096)
def _change(secret: str | bytes, dialogue: str, step: Step) -> str:
    value: str = _signer_with(secret).dumps([dialogue, step.question, step.item, 0, ""])
    return value


def read(value: str, dialogue: str) -> Shown:
    """What a form says; raises BadToken when it does not belong to this conversation."""
    try:
        belongs_to, question, item, seen, token = _signer().loads(value)
    except (BadData, ValueError, TypeError):
        raise BadToken from None
    if belongs_to != dialogue:
        raise BadToken
    return Shown(Step(question, item), seen, token)


def _signer() -> URLSafeSerializer:
    return _signer_with(current_app.secret_key or b"")


@lru_cache(maxsize=2)
def _signer_with(secret: str | bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="shown question")
