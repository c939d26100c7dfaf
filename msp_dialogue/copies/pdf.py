"""The copy as a tagged PDF (PDF/UA-1), in normal or large print, or easy read; WeasyPrint and Pango draw it.

Nothing is fetched: the styles come from here, and of all addresses only our own pictures have an answer.
"""

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from msp_dialogue.copies.model import Copy, is_of_a_word, named
from msp_dialogue.pictures import Picture

Pictures = Mapping[str, Picture]
"""The pictures in use, by key."""

TEMPLATES = Path(__file__).parents[2] / "templates"
STYLES = Path(__file__).with_name("paper.css")
PICTURE = "picture:"


class NothingIsFetched(ValueError):
    """A document asked for something that is no picture of ours."""


class MissingLetters(Exception):
    """Somebody's words have letters that no typeface on this machine has: boxes would stand in their place."""


def pdf(copy: Copy, pictures: Pictures, *, points: int) -> bytes:
    """The copy as PDF; `points` is the size of its letters. Raises MissingLetters.

    Signs that no typeface here has, such as a new picture letter, are named: boxes would stand in their place.
    """
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # a warning may hold letters of the document
    page = _templates().get_template("copies/document.html").render(copy=copy, drawn=lambda _key: None)
    styles = "\n".join(_styles(copy, pictures, points))
    made, missing = _drawn(page, styles, pictures)
    if any(is_of_a_word(sign) for sign in missing):
        raise MissingLetters("letters are missing in the typefaces of this machine")
    if missing:
        made, _still = _drawn(page.translate({ord(sign): named(sign) for sign in missing}), styles, pictures)
    return made


def _drawn(page: str, styles: str, pictures: Pictures) -> tuple[bytes, set[str]]:
    """A page as PDF, and which of its letters and signs no typeface has."""
    import weasyprint  # only now: without Pango it cannot be loaded

    missing: set[str] = set()

    def look(document: Any, _file: object) -> None:
        missing.update(chr(each) for font in document.fonts.values() for each in font.missing)

    fetcher = _fetcher(pictures)
    sheet = weasyprint.CSS(string=styles, url_fetcher=fetcher)
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    made: bytes = document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1", finisher=look)
    return made, missing


def _styles(copy: Copy, pictures: Pictures, points: int) -> Iterator[str]:
    """The styles; a picture stands behind its place, since it says nothing that the words beside it do not."""
    yield f"html {{ font-size: {points}pt }}"
    yield _paper()
    for key in sorted({block.picture for block in copy.blocks if block.picture}):
        if copy.pictured and key in pictures:
            yield f'.copy-picture-{key} {{ background-image: url("{PICTURE}{key}") }}'


def _fetcher(pictures: Pictures) -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyPictures(URLFetcher):  # type: ignore[misc]  # it has no types
        """Opens our own pictures, and nothing else."""

        def fetch(self, url: str, headers: object = None) -> object:
            found = pictures.get(url.removeprefix(PICTURE)) if url.startswith(PICTURE) else None
            if found is None:
                raise NothingIsFetched("only our own pictures are drawn")
            return URLFetcherResponse(url, found.content, {"Content-Type": found.type})

    return OnlyPictures()


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@cache
def _paper() -> str:
    return STYLES.read_text(encoding="utf-8")
