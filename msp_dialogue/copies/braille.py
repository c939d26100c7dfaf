"""The copy as a Braille-ready file (.brf): Unified English Braille by liblouis, in pages of 40 cells and 25 lines.

What is printed has no lines of its own in Braille: each block is translated whole, then wrapped between words.
"""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msp_dialogue import programs
from msp_dialogue.copies.model import VARIATIONS, Block, Copy, Heading, Listing, Paragraph, Quote, Speaker, bare, named
from msp_dialogue.optional import BRAILLE_ASCII, LIBLOUIS

CELLS, LINES = 40, 25
TABLES = {"en": {1: "en-ueb-g1.ctb", 2: "en-ueb-g2.ctb"}}
"""The tables of each language that can be written, by grade."""
PIECE = 800
"""Letters given to liblouis at once: it cuts a line of more than about 2,000 wherever that ends."""
ESCAPE = "'\\"
"""How liblouis begins the number of a sign that it has no Braille for."""
ALIKE = dict(zip("„‚‹›‒ʼʻˈ⁄", "“‘‘’–’‘’/", strict=True))
"""Signs that have no Braille, and those that mean the same."""


@dataclass(frozen=True)
class _Line:
    """One block's words, before and after they are Braille: blanks before its first line, and before the others."""

    words: str
    first: int = 0
    others: int = 0
    apart: bool = False
    centred: bool = False
    kept: bool = False


def braille(copy: Copy, *, grade: int) -> bytes:
    """The copy as Braille ASCII, page by page; `grade` is 1 or 2. Raises ProgramProblem."""
    table = TABLES[copy.language][grade]
    signs = _Signs(_unwritten(copy, table), copy.other_letters)
    lines = [_Line(copy.title, centred=True, kept=True)]
    lines += [line for block in copy.blocks for line in _laid_out(block, signs, easy=copy.easy)]
    translated = _translate([line.words for line in lines], table)
    wrapped = [_wrapped(line, words) for line, words in zip(lines, translated, strict=True)]
    pages = list(_pages(zip(lines, wrapped, strict=True)))
    numbers = _translate([str(number) for number in range(1, len(pages) + 1)], table)
    ended = ("\r\n".join([*page, number.rjust(CELLS)]) for page, number in zip(pages, numbers, strict=True))
    return "".join(f"{page}\r\n\f" for page in ended).encode("ascii")


@dataclass(frozen=True)
class _Signs:
    """Puts what the tables can write in the place of what they cannot; `instead` stands where they lack the letters."""

    unwritten: frozenset[str]
    instead: str

    def written(self, line: str) -> str:
        """The line with nothing in it that has no Braille: liblouis would write its number."""
        spelled = [_spelled(sign) if sign in self.unwritten else sign for sign in line]
        return self.instead if None in spelled else "".join(each for each in spelled if each)


def _unwritten(copy: Copy, table: str) -> frozenset[str]:
    """The signs of a copy that the table has no Braille for: alone, each gives an escape."""
    found = {sign for block in copy.blocks for line in block.lines() for sign in line if not sign.isascii()}
    invisible = {sign for sign in found if unicodedata.category(sign) == "Cf" or sign in VARIATIONS}
    asked = sorted(found - invisible)
    alone = zip(asked, _translate(asked, table), strict=True)
    return frozenset(invisible | {sign for sign, given in alone if given.startswith(ESCAPE)})


def _spelled(sign: str) -> str | None:
    """What stands for a sign that has no Braille; None for a letter of another script."""
    if sign in ALIKE:
        return ALIKE[sign]
    digit = unicodedata.digit(sign, None)
    plain = str(digit) if digit is not None else unicodedata.normalize("NFKD", sign)
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    if plain and plain.isascii():
        return plain
    if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"):
        return None
    return named(sign)


def _laid_out(block: Block, signs: _Signs, *, easy: bool) -> Iterator[_Line]:
    written = [signs.written(line) for line in block.lines()]
    if isinstance(block, Heading):
        yield from (_Line(line, first=4, others=4, apart=True, kept=True) for line in written)
    elif isinstance(block, Paragraph):
        for line in written if easy else (" ".join(written),):
            yield _Line(line, first=2, kept=block.kept)
    elif isinstance(block, Quote):
        yield from (_Line(line, first=4, others=4, kept=block.kept) for line in _quoted(block, written or [""]))
    elif isinstance(block, Listing):
        yield from (_Line(line, others=2) for line in written)


def _quoted(quote: Quote, lines: list[str]) -> Iterator[str]:
    """Somebody's words between the signs that say so; the council's own words without."""
    if quote.by is not Speaker.COUNCIL:
        lines[0], lines[-1] = f"“{lines[0]}", f"{lines[-1]}”" if len(lines) > 1 else f"“{lines[0]}”"
    yield from lines


def _translate(texts: list[str], table: str) -> list[str]:
    """Each text in Braille ASCII."""
    pieces = [textwrap.wrap(" ".join(bare(text).split()), PIECE) or [""] for text in texts]
    sent = "".join(f"{piece}\n" for each in pieces for piece in each)
    given = programs.run(LIBLOUIS, (f"{BRAILLE_ASCII},{table}",), sent.replace("\\", "\\\\").encode())
    lines = iter(given.decode("ascii").split("\n"))
    return [" ".join(next(lines) for _ in each) for each in pieces]


def _wrapped(line: _Line, words: str) -> list[str]:
    if line.centred:
        return [each.center(CELLS).rstrip() for each in textwrap.wrap(words, CELLS - 8)]
    first, others = " " * line.first, " " * line.others
    return textwrap.wrap(
        words, CELLS, initial_indent=first, subsequent_indent=others, break_on_hyphens=False, drop_whitespace=True
    )


def _pages(blocks: Iterable[tuple[_Line, list[str]]]) -> Iterator[list[str]]:
    """Pages of all lines but the last, which holds the number; no page begins with an empty one."""
    room = LINES - 1
    page: list[str] = []
    for group in _groups(blocks, room):
        if page and len(page) + len(group) > room and len(group) <= room:
            yield _filled(page)
            page = []
        for each in group:
            if len(page) == room:
                yield _filled(page)
                page = []
            if page or each:
                page.append(each)
    if page:
        yield _filled(page)


def _groups(blocks: Iterable[tuple[_Line, list[str]]], room: int) -> Iterator[list[str]]:
    """Lines that stand on one page if it has room for them: what is kept stands with what comes after it."""
    kept: list[str] = []
    for line, wrapped in blocks:
        group = [*kept, *([""] if line.apart else []), *wrapped, *([""] if line.centred else [])]
        kept = group if line.kept and len(group) < room // 2 else []
        if not kept:
            yield group
    if kept:
        yield kept


def _filled(page: list[str]) -> list[str]:
    return [*page, *[""] * (LINES - 1 - len(page))]
