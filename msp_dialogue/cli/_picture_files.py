"""Which pictures a command is about, and what to tell of a council's folder of them."""

import os
from collections.abc import Iterable, Iterator

from msp_dialogue.flow.figures import pictures_of
from msp_dialogue.flow.model import Flow
from msp_dialogue.pictures import PictureBook, read_pictures
from msp_dialogue.settings import Settings


def in_use() -> PictureBook:
    """The pictures in use: the council's where MSP_PICTURES has them, else our own. Raises PictureProblem."""
    return read_pictures(Settings.from_environ(os.environ).pictures)


def told(book: PictureBook, flows: Iterable[Flow]) -> Iterator[str]:
    """A line for each file of the council's folder that nobody will see with these flows."""
    named = frozenset().union(*map(pictures_of, flows))
    yield from (f"MSP_PICTURES: {line}" for line in book.told(named))
