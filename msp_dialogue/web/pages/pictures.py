"""The contact sheet: every picture in use, with its key, what it shows, and which conversations use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from msp_dialogue.flow.figures import pictures_of
from msp_dialogue.flow.model import Flow
from msp_dialogue.pictures import SHOWS, PictureBook
from msp_dialogue.web.pictures import picture
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class PictureView:
    """One picture; `used` are the conversations that name it."""

    key: str
    address: str
    shows: str
    used: tuple[str, ...]
    councils: bool


@dataclass(frozen=True)
class PicturesPage:
    """Everything the page shows; `told` are files of the council's folder that nobody will see."""

    pictures: tuple[PictureView, ...]
    own: int
    councils: int
    told: tuple[str, ...]


def pictures_page(book: PictureBook, flows: Sequence[Flow]) -> PicturesPage:
    """The sheet of these pictures, as these flows use them."""
    named = {flow.id: pictures_of(flow) for flow in flows}
    shown = tuple(
        PictureView(
            key=key,
            address=picture(key) or "",
            shows=_(SHOWS[key]) if key in SHOWS else _("The council’s own, beside our pictures"),
            used=tuple(flow.title for flow in (each.words("en") for each in flows if key in named[each.id])),
            councils=found.councils,
        )
        for key, found in sorted(book.pictures.items())
    )
    return PicturesPage(
        pictures=shown,
        own=sum(not each.councils for each in shown),
        councils=sum(each.councils for each in shown),
        told=book.told(frozenset().union(*named.values())),
    )
