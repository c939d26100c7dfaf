"""Instants as the text that is stored: UTC, fixed width, so that text order is time order."""

from datetime import UTC, datetime

_WIDTH = len("2026-01-31T23:59:59.000000Z")


def stamp(at: datetime) -> str:
    """Give an instant as stored text, such as `2026-01-31T23:59:59.000000Z`.

    Refuses (ValueError) an instant without a time zone: it could be any of 24.
    """
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Give the instant, in UTC, of a text that `stamp` wrote; refuses (ValueError) any other form."""
    if len(text) != _WIDTH or not text.endswith("Z"):
        raise ValueError("This is not an instant as it is stored.")
    return datetime.fromisoformat(text)
