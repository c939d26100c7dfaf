"""The pages of the second factor: setting a device up, typing its code, and the recovery codes to keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import segno

from msp_dialogue.web.pages.forms import Errors

_IN_A_GROUP = 4


@dataclass(frozen=True)
class Picture:
    """A square picture for a device's camera: how many modules wide, and the dark ones as the path of an SVG.

    Drawn by the page itself, since the policy lets no picture in that is not a file of ours [O-02].
    """

    size: int
    path: str


@dataclass(frozen=True)
class CodePage:
    """Typing the device's code, or a recovery code instead."""

    form: Mapping[str, str] = field(default_factory=dict)
    errors: Errors = ()


@dataclass(frozen=True)
class SetUpPage:
    """Setting a device up: the secret as a picture and in groups, or nothing when it was offered too long ago."""

    secret: tuple[str, ...]
    picture: Picture | None
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class RecoveryCodesPage:
    """The recovery codes, shown this once."""

    codes: tuple[str, ...]


def picture_of(address: str) -> Picture:
    """The picture of an address, with a quiet border around it."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=4)]
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Picture(len(rows), "".join(dark))


def groups_of(secret: str) -> tuple[str, ...]:
    """The secret in groups that can be typed."""
    return tuple(secret[start : start + _IN_A_GROUP] for start in range(0, len(secret), _IN_A_GROUP))
