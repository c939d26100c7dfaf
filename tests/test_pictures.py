"""Our own pictures are of one kind, small and harmless, and each is said in words."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from msp_dialogue.pictures import FOLDER, SHOWS, own_pictures

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 1500
FILES = sorted(FOLDER.iterdir(), key=lambda file: file.name)


def test_every_picture_is_said_in_words_and_every_such_word_has_its_picture() -> None:
    assert sorted(own_pictures()) == sorted(SHOWS)
    assert len(set(SHOWS.values())) == len(SHOWS)
    assert [file.suffix for file in FILES if file.suffix != ".svg"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_picture_is_drawn_in_the_one_style_and_weighs_little(file: Path) -> None:
    picture = own_pictures()[file.stem]
    drawn = ET.fromstring(picture.file.read_text("utf-8"))  # noqa: S314 - our own picture
    tile, lines = drawn

    assert picture.file.stat().st_size < LARGEST
    assert (drawn.get("viewBox"), drawn.get("width"), drawn.get("height")) == ("0 0 96 96", "96", "96")
    assert (tile.tag, tile.get("fill"), tile.get("rx")) == (f"{SVG}rect", "#f7f2e8", "14"), "legible on any colour"
    assert (lines.get("stroke-width"), lines.get("stroke-linejoin")) == ("4", "round")
    assert {each.tag.removeprefix(SVG) for each in drawn.iter()} <= {"svg", "g", "rect", "circle", "path"}
    assert not any("href" in name or name.startswith("on") for each in drawn.iter() for name in each.attrib)


def test_pictures_hold_to_a_few_muted_colours() -> None:
    colours = {
        value
        for picture in own_pictures().values()
        for each in ET.fromstring(picture.file.read_text("utf-8")).iter()  # noqa: S314 - our own picture
        for name in ("fill", "stroke")
        if (value := each.get(name)) and value != "none"
    }

    assert len(colours) <= 12, colours
