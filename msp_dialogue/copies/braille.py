"""The copy as a Braille-ready file (.brf): Unified English Braille by liblouis, in pages of 40 cells and 25 lines.

What is printed has no lines of its own in Braille: each block is translated whole, then wrapped between words.
"""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msp_dialogue import programs
from msp_dialogue.copies.model import Block, Copy, Heading, Listing, Paragraph, Quote, Speaker, bare
from msp_dialogue.optional import BRAILLE_ASCII, LIBLOUIS

CELLS, LINES = 40, 25
TABLES = {"en": {1: "en-ueb-g1.ctb", 2: "en-ueb-g2.ctb"}}
"""The tables of each language that can be written, by grade."""
PIECE = 800
"""Letters given to liblouis at once: it cuts a line of more than about 2,000 wherever that ends."""


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
    lines = [_Line(copy.title, centred=True, kept=True)]
    lines += [line for block in copy.blocks for line in _laid_out(block, copy)]
    translated = _translate([line.words for line in lines], table)
    wrapped = [_wrapped(line, words) for line, words in zip(lines, translated, strict=True)]
    pages = list(_pages(zip(lines, wrapped, strict=True)))
    numbers = _translate([str(number) for number in range(1, len(pages) + 1)], table)
    ended = ("\r\n".join([*page, number.rjust(CELLS)]) for page, number in zip(pages, numbers, strict=True))
    return "".join(f"{page}\r\n\f" for page in ended).encode("ascii")


def _laid_out(block: Block, copy: Copy) -> Iterator[_Line]:
    if isinstance(block, Heading):
        yield _Line(block.words, first=4, others=4, apart=True, kept=True)
    elif isinstance(block, Paragraph):
        for line in block.lines() if copy.easy else (" ".join(block.lines()),):
            yield _Line(line, first=2, kept=block.kept)
    elif isinstance(block, Quote):
        yield from (_Line(line, first=4, others=4, kept=block.kept) for line in _quoted(block, copy))
    elif isinstance(block, Listing):
        yield from (_Line(_in_letters(line, copy), others=2) for line in block.lines())


def _quoted(quote: Quote, copy: Copy) -> Iterator[str]:
    """Somebody's words between the signs that say so; the council's own words without."""
    lines = [_in_letters(line, copy) for line in quote.lines()] or [""]
    if quote.by is not Speaker.COUNCIL:
        lines[0], lines[-1] = f"“{lines[0]}", f"{lines[-1]}”" if len(lines) > 1 else f"“{lines[0]}”"
    yield from lines


def _in_letters(line: str, copy: Copy) -> str:
    """The line if the tables have its letters; a picture letter by its name."""
    if any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in line):
        return copy.other_letters
    return "".join(_named(letter) for letter in line)


def _named(letter: str) -> str:
    if unicodedata.category(letter) != "So":
        return letter
    return f"({unicodedata.name(letter, 'sign').lower()})"


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
    """Pages of all lines but the last, which holds the number; what is kept does not end a page."""
    room = LINES - 1
    page: list[str] = []
    kept: list[str] = []
    for line, wrapped in blocks:
        group = [*kept, *([""] if line.apart and (page or kept) else []), *wrapped, *([""] if line.centred else [])]
        kept = []
        if line.kept and len(group) < room // 2:
            kept = group
            continue
        if page and len(page) + len(group) > room and len(group) <= room:
            yield _filled(page)
            page = []
            group = group[1:] if group and not group[0] else group
        for each in group:
            if len(page) == room:
                yield _filled(page)
                page = []
            page.append(each)
    if page or kept:
        yield _filled([*page, *kept][:room])


def _filled(page: list[str]) -> list[str]:
    return [*page, *[""] * (LINES - 1 - len(page))]
