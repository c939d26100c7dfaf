"""Our own pictures are of one kind, small and harmless, and each is said in words; a council's are checked."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from msp_dialogue.pictures import FOLDER, SHOWS, PictureProblem, own_pictures, read_pictures
from msp_dialogue.pictures.book import LARGEST

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_OF_OURS = 1500
FILES = sorted(FOLDER.iterdir(), key=lambda file: file.name)
DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
PNG = b"\x89PNG\r\n\x1a\nrest"


def test_every_picture_is_said_in_words_and_every_such_word_has_its_picture() -> None:
    assert sorted(own_pictures().pictures) == sorted(SHOWS)
    assert len(set(SHOWS.values())) == len(SHOWS)
    assert [file.suffix for file in FILES if file.suffix != ".svg"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_picture_is_drawn_in_the_one_style_and_weighs_little(file: Path) -> None:
    drawn = ET.fromstring(own_pictures().pictures[file.stem].content)  # noqa: S314 - our own picture
    tile, lines = drawn

    assert file.stat().st_size < LARGEST_OF_OURS
    assert (drawn.get("viewBox"), drawn.get("width"), drawn.get("height")) == ("0 0 96 96", "96", "96")
    assert (tile.tag, tile.get("fill"), tile.get("rx")) == (f"{SVG}rect", "#f7f2e8", "14"), "legible on any colour"
    assert (lines.get("stroke-width"), lines.get("stroke-linejoin")) == ("4", "round")
    assert {each.tag.removeprefix(SVG) for each in drawn.iter()} <= {"svg", "g", "rect", "circle", "path"}
    assert not any("href" in name or name.startswith("on") for each in drawn.iter() for name in each.attrib)


def test_pictures_hold_to_a_few_muted_colours() -> None:
    colours = {
        value
        for picture in own_pictures().pictures.values()
        for each in ET.fromstring(picture.content).iter()  # noqa: S314 - our own picture
        for name in ("fill", "stroke")
        if (value := each.get(name)) and value != "none"
    }

    assert len(colours) <= 12, colours


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("house.svg", DRAWN, "image/svg+xml"),
        ("house.png", PNG, "image/png"),
        ("house.PNG", PNG, "image/png"),
        ("house.webp", b"RIFF\x01\x02\x03\x04WEBPVP8 ", "image/webp"),
        ("house.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (
            "house.svg",
            b'<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg PUBLIC "-//W3C" "x">\n' + DRAWN,
            "image/svg+xml",
        ),
        ("house.svg", DRAWN.replace(b"<path", b'<path fill="url(#a)" style="fill:red"'), "image/svg+xml"),
    ],
)
def test_a_councils_picture_stands_in_the_place_of_ours(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    book = read_pictures(tmp_path)
    house = book.pictures["house"]

    assert (house.content, house.type, house.councils) == (content, kind, True)
    assert book.councils() == (house,)
    assert book.pictures["door"] == own_pictures().pictures["door"]
    assert book.told(()) == ()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"house.png": b"\x89PNG\r\n\x1a\n" + b"x" * LARGEST},
            "101 kB is more than 100 kB. Save it smaller: 200 pixels",
        ),
        ({"house.png": DRAWN}, "this is not what its name says. Save it as .svg, .png, .webp or .jpg,"),
        ({"house.svg": PNG}, "this is not what its name says."),
        ({"house.svg": "<svg/>".encode("utf-16")}, "this is not what its name says."),
        ({"house.svg": DRAWN, "house.png": PNG}, "there is another picture house. Keep one of them."),
    ],
)
def test_a_picture_that_weighs_too_much_or_is_something_else_is_refused(
    tmp_path: Path, files: dict[str, bytes], told: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    with pytest.raises(PictureProblem) as refused:
        read_pictures(tmp_path)

    assert str(refused.value).startswith(str(tmp_path / "house."))
    assert told in str(refused.value)


def test_a_picture_of_exactly_the_largest_size_is_taken(tmp_path: Path) -> None:
    (tmp_path / "house.png").write_bytes(PNG.ljust(LARGEST, b"x"))

    assert read_pictures(tmp_path).pictures["house"].councils


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<svg:script/>",
        '<path onload="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<image href="https://elsewhere.example/x.png"/>',
        "<image xlink:href='//elsewhere.example/x.png'/>",
        '<image href="data:image/svg+xml,x"/>',
        "<foreignObject/>",
        '<style>@import "x.css"</style>',
        '<path fill="url(https://elsewhere.example)"/>',
    ],
)
def test_a_drawing_that_could_do_something_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "house.svg").write_bytes(DRAWN.replace(b"<path", f"{inside}<path".encode()))

    with pytest.raises(
        PictureProblem, match=r"it holds scripts or addresses of other files\. Save it as plain SVG, or as PNG"
    ):
        read_pictures(tmp_path)


@pytest.mark.parametrize("before", [b'<!DOCTYPE svg [<!ENTITY a "b">]>', b"<!doctype svg [ ]>"])
def test_a_drawing_that_declares_entities_is_refused(tmp_path: Path, before: bytes) -> None:
    (tmp_path / "house.svg").write_bytes(before + DRAWN)

    with pytest.raises(PictureProblem):
        read_pictures(tmp_path)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "door.png").write_bytes(DRAWN)
    (tmp_path / "house.svg").write_bytes(DRAWN.replace(b"<path", b"<script/><path"))

    with pytest.raises(PictureProblem) as refused:
        read_pictures(tmp_path)

    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        str(tmp_path / "door.png"),
        str(tmp_path / "house.svg"),
    ]


def test_a_folder_that_is_not_there_is_refused_and_none_means_our_own(tmp_path: Path) -> None:
    with pytest.raises(PictureProblem, match=r"correct MSP_PICTURES, or leave it out for our own pictures\."):
        read_pictures(tmp_path / "nowhere")

    assert read_pictures(None) is own_pictures()


def test_a_file_that_nobody_will_see_is_told_and_stops_nothing(tmp_path: Path) -> None:
    for name in ("wheelchair.png", "ramp.png", "My House.png"):
        (tmp_path / name).write_bytes(PNG)
    for name in ("read me.txt", ".DS_Store"):
        (tmp_path / name).write_text("about these pictures")
    (tmp_path / "older").mkdir()
    book = read_pictures(tmp_path)

    assert set(book.pictures) == {*SHOWS, "wheelchair", "ramp"}
    assert [line.split(" is not used: ") for line in book.told({"wheelchair"})] == [
        ["ramp.png", "none of our pictures has this name, and no flow names it."],
        *(
            [name, "a picture is called by its key, and ends in .svg, .png, .webp or .jpg, such as house.png."]
            for name in ("My House.png", "read me.txt")
        ),
    ]
