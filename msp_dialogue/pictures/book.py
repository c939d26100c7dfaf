"""The pictures in use: our own, and a council's in place of them; what could do harm or weighs too much is refused."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from msp_dialogue.pictures.own import FOLDER

LARGEST = 100_000
"""Bytes of one picture: a question may have a dozen, on a slow network."""

TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
_SIGNATURES = {
    ".svg": re.compile(rb"(?s)(?:\xef\xbb\xbf)?(?:\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*<(?:svg:)?svg[\s>]"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"(?s)RIFF.{4}WEBP"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
}
_ACTIVE = re.compile(
    rb"(?i)<(?:\w+:)?(?:script|foreignobject|iframe|handler|listener)\b|\son\w+\s*=|javascript:|@import|<!entity"
    rb"|<!doctype[^>]*\[|href\s*=\s*[\"'](?!#|data:image/(?:png|jpe?g|webp)[;,])|url\(\s*[\"']?(?!#)"
)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class PictureProblem(ValueError):
    """Pictures that cannot be used; the text names every file, says what is wrong with it, and what to do."""


@dataclass(frozen=True)
class Picture:
    """One picture: its key, its content as it was read at the start, and whether it is the council's."""

    key: str
    name: str
    content: bytes
    councils: bool = False

    @property
    def type(self) -> str:
        """What kind of picture it is, as HTTP names it."""
        return TYPES[Path(self.name).suffix.lower()]

    @cached_property
    def version(self) -> str:
        """Changes whenever the content does, so that browsers may keep it."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True)
class PictureBook:
    """The pictures by key, and the names of files in the council's folder that are no pictures."""

    pictures: Mapping[str, Picture]
    left: tuple[str, ...] = ()

    def councils(self) -> tuple[Picture, ...]:
        """The council's own pictures."""
        return tuple(picture for picture in self.pictures.values() if picture.councils)

    def told(self, named: Collection[str]) -> tuple[str, ...]:
        """A sentence for each file of the council's that nobody will see; `named` are the keys that flows name."""
        seen = {*own_pictures().pictures, *named}
        idle = [each.name for each in self.councils() if each.key not in seen]
        return (
            *(f"{name} is not used: none of our pictures has this name, and no flow names it." for name in idle),
            *(
                f"{name} is not used: a picture is called by its key, and ends in {_endings()}, such as house.png."
                for name in self.left
            ),
        )


@cache
def own_pictures() -> PictureBook:
    """Our own pictures alone."""
    files = sorted(FOLDER.glob("*.svg"))
    return PictureBook(
        MappingProxyType({each.stem: Picture(each.stem, each.name, each.read_bytes()) for each in files})
    )


def read_pictures(folder: Path | None) -> PictureBook:
    """Our own pictures, each replaced by the council's where its folder has one of that key, and the council's others.

    Raises PictureProblem for a folder that is not there, and with everything that is wrong with any file of it.
    """
    if folder is None:
        return own_pictures()
    if not folder.is_dir():
        raise PictureProblem(
            f"There is no folder {folder}: correct MSP_PICTURES, or leave it out for our own pictures."
        )
    files = sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
    pictures = [each for each in files if each.suffix.lower() in TYPES and _KEY.fullmatch(each.stem)]
    found = [Picture(each.stem, each.name, each.read_bytes(), councils=True) for each in pictures]
    problems = [f"{folder / each.name}: {fault}" for each in found for fault in _faults(each, found)]
    if problems:
        raise PictureProblem("\n".join(problems))
    return PictureBook(
        MappingProxyType({**own_pictures().pictures, **{each.key: each for each in found}}),
        tuple(each.name for each in files if each not in pictures),
    )


def _faults(picture: Picture, found: Collection[Picture]) -> Iterator[str]:
    """What is wrong with a picture, each as a sentence that says what to do."""
    ending = Path(picture.name).suffix.lower()
    if next(each.name for each in found if each.key == picture.key) != picture.name:
        yield f"there is another picture {picture.key}. Keep one of them."
    if len(picture.content) > LARGEST:
        size = f"{-(-len(picture.content) // 1000)} kB"
        yield f"{size} is more than {LARGEST // 1000} kB. Save it smaller: 200 pixels wide are enough."
    if not _SIGNATURES[ending].match(picture.content):
        yield f"this is not what its name says. Save it as {_endings()}, and do not only rename it."
    elif ending == ".svg" and _ACTIVE.search(picture.content):
        yield "it holds scripts or addresses of other files. Save it as plain SVG, or as PNG."


def _endings() -> str:
    *first, last = TYPES
    return f"{', '.join(first)} or {last}"
