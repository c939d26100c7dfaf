"""The pictures as the pages of this application show them; which there are, `pictures` knows."""

from typing import cast

from flask import Flask, current_app, url_for

from msp_dialogue.pictures import PictureBook, read_pictures
from msp_dialogue.settings import Settings
from msp_dialogue.web.static import static

EXTENSION = "msp_dialogue.pictures"


def install(app: Flask, settings: Settings) -> None:
    """Read the pictures once. Raises PictureProblem."""
    app.extensions[EXTENSION] = read_pictures(settings.pictures)


def pictures() -> PictureBook:
    """The pictures in use."""
    return cast(PictureBook, current_app.extensions[EXTENSION])


def picture(key: str | None) -> str | None:
    """The address of a picture, if there is one of this key; meaning never depends on one.

    It changes with the content, so that browsers may keep it.
    """
    found = pictures().pictures.get(key or "")
    if found is None:
        return None
    if found.councils:
        return url_for("pictures.file", key=found.key, v=found.version)
    return static(f"pictures/{found.name}")
