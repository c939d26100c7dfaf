"""A language made from the English itself: every text in marks, with other letters, so that what is English shows."""

import re
from pathlib import Path

from msp_dialogue.flow.language_file import written
from msp_dialogue.flow.model import Check, Flow
from msp_dialogue.flow.texts import fingerprint, own_texts, units
from msp_dialogue.languages import catalogue as catalogues
from msp_dialogue.languages.catalogue import Catalogue
from msp_dialogue.languages.messages import needed

KEPT = re.compile(r"\{\w+\}|%\(\w+\)s")
LETTERS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابچدےفگہیجکلمنوپقرستعوخشیز" * 2)
"""Not words, but written from the right as Urdu is."""
OPENS, CLOSES = "⟦", "⟧"
CODE = "eo"
"""Esperanto, which our own translations do not have."""


def pseudo(text: str, letters: dict[int, int] = LETTERS) -> str:
    """The text in the pseudo-language; names and values stay as they are."""
    kept = KEPT.findall(text)
    parts = [part.translate(letters) for part in KEPT.split(text)]
    inside = "".join(f"{part}{name}" for part, name in zip(parts, [*kept, ""], strict=True))
    bare = inside.strip()
    return inside.replace(bare, f"{OPENS}{bare}{CLOSES}") if bare else inside


def write(
    folder: Path,
    flows: tuple[Flow, ...],
    code: str = CODE,
    *,
    by: str | None = "The tests",
    letters: dict[int, int] = LETTERS,
) -> None:
    """Put the pseudo-language into a council's folder, complete, and checked by somebody unless `by` is None."""
    on = "2026-03-27" if by else None
    for flow in flows:
        own = own_texts(flow)
        checks = {unit: Check(fingerprint(texts), by, on) for unit, texts in units(own).items()}
        texts = {slot: pseudo(text, letters) for slot, text in own.items()}
        (folder / f"{flow.id}.{code}.yaml").write_text(written(flow.id, code, texts, checks), encoding="utf-8")
    messages = {message: pseudo(message, letters) for message in needed()}
    text = catalogues.written(Catalogue(code, messages, {message: Check(None, by, on) for message in messages}))
    (folder / f"{code}.po").write_text(text, encoding="utf-8")
