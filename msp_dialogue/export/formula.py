"""Text in a CSV cell that a spreadsheet would run as a formula gets an apostrophe in front [X-01]; undone by `bare`."""

RISKY = frozenset("=+-@\t\r\0＝＋－＠")
_APOSTROPHE = "'"
FIRST = RISKY | {_APOSTROPHE}
"""What a cell that may need guarding begins with, to be asked first of every cell, since almost none does."""


def guarded(text: str) -> str:
    """The text as it may stand in a cell.

    A text that has apostrophes already before such a character gets one more, so that no two texts become the same.
    """
    return _APOSTROPHE + text if _is_risky(text) else text


def bare(cell: str) -> str:
    """The text that was guarded."""
    return cell[1:] if cell.startswith(_APOSTROPHE) and _is_risky(cell) else cell


def _is_risky(text: str) -> bool:
    return text.lstrip(_APOSTROPHE)[:1] in RISKY if text else False
