"""What is sent to the council's provider and comes back, and how the proof of who somebody is can fail [A-11, A-12]."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime


class Unreachable(Exception):
    """The provider gives no answer that can be used, just now or until its settings are put right."""


class NotProven(Exception):
    """What came back does not prove who it is; the text is one word for the log that says why, without secrets."""


@dataclass(frozen=True)
class Secrets:
    """What one way to the provider and back is recognised by, each a random value of its own."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def new(cls) -> "Secrets":
        """Another three."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


@dataclass(frozen=True)
class Answer:
    """What a browser brought back: the code, when that counts as come, and the secrets that it was sent away with."""

    code: str = field(repr=False)
    came: datetime
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
