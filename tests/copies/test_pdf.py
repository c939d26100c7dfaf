"""The PDF: read by Poppler in the right order, and the points of PDF/UA-1 that we check ourselves hold."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream, DictionaryObject

from msp_dialogue import optional
from msp_dialogue.copies import Copy, pdf
from msp_dialogue.copies.model import Quote, Speaker
from msp_dialogue.copies.pdf import PICTURE, MissingLetters
from msp_dialogue.pictures import own_pictures
from tests.copies.conftest import ARABIC, hard, written
from tests.needing import need, program

pytestmark = pytest.mark.pdf

PICTURES = own_pictures().pictures


@pytest.fixture(autouse=True)
def pango() -> None:
    need(optional.PDF)


def text_of(content: bytes, folder: Path, *options: str) -> str:
    """The words of a PDF as Poppler reads them."""
    file = written(folder / "copy.pdf", content)
    command = [program("pdftotext"), *options, str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def structure(content: bytes) -> list[str]:
    """Every element of the structure tree in reading order: its type."""
    found: list[str] = []

    def visit(element: Any) -> None:
        element = element.get_object()
        for kid in element if isinstance(element, list) else [element]:
            kid = kid.get_object()
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                found.append(str(kid["/S"]))
            if isinstance(kid, DictionaryObject) and "/K" in kid:
                visit(kid["/K"])

    visit(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]
    return found


def test_poppler_reads_every_line_in_its_order(copy: Copy, tmp_path: Path) -> None:
    read = " ".join(text_of(pdf.pdf(copy, PICTURES, points=14), tmp_path).split())
    at = [read.index(line) for block in copy.blocks for line in block.lines()]

    assert read.startswith(copy.title)
    assert all(place >= 0 for place in at)
    assert at[:4] == sorted(at[:4])


@pytest.mark.parametrize("points", [14, 18, 24])
def test_the_letters_are_as_large_as_was_asked(copy: Copy, tmp_path: Path, points: int) -> None:
    boxes = text_of(pdf.pdf(copy, PICTURES, points=points), tmp_path, "-bbox-layout")
    line = next(line for line in boxes.split("<line ") if ">From</word>" in line)
    low, high = (float(line.split(f'{name}="')[1].split('"')[0]) for name in ("yMin", "yMax"))

    assert points * 0.9 < high - low < points * 1.6


def test_the_points_of_pdf_ua_that_we_check_hold(easy: Copy) -> None:
    content = pdf.pdf(easy, PICTURES, points=18)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "What you told us"
    assert reader.metadata.author is None
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert not any("/Annots" in page for page in reader.pages)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & described.keys(), "a typeface is not in the file"
            assert "/ToUnicode" in font


def test_headings_quotes_and_lists_are_tagged_as_what_they_are_and_no_picture_lacks_its_words() -> None:
    tags = structure(pdf.pdf(hard(easy=True), PICTURES, points=18))

    assert [tag for tag in tags if tag in {"/H1", "/H2"}] == ["/H1", "/H2"]
    assert tags.count("/BlockQuote") == 3
    assert {"/L", "/LI", "/P"} <= set(tags)
    assert "/Figure" not in tags


def test_whatever_is_drawn_is_tagged_or_an_artifact(easy: Copy) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.pdf(easy, PICTURES, points=18)))
    for page in reader.pages:
        depth, outside = 0, []
        for _operands, operator in ContentStream(page.get_contents(), reader).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if depth == 0 and operator in {b"Tj", b"TJ", b"Do", b"f", b"f*", b"S", b"B"}:
                outside.append(operator)

        assert outside == []


def test_words_that_run_the_other_way_do(tmp_path: Path) -> None:
    read = text_of(pdf.pdf(hard(direction="rtl"), PICTURES, points=18), tmp_path)

    assert ARABIC in read.translate(str.maketrans("", "", "\u202a\u202b\u202c\u200e\u200f"))


def test_what_somebody_typed_is_words_and_never_markup(tmp_path: Path) -> None:
    assert "and \\x41 <b>&amp; Zoë" in text_of(pdf.pdf(hard(), PICTURES, points=14), tmp_path)


def test_words_whose_letters_no_typeface_has_are_not_turned_into_boxes(copy: Copy) -> None:
    rare = Quote("\U00030002\U00030003", Speaker.PERSON)  # letters of Unicode that hardly any typeface has
    with pytest.raises(MissingLetters):
        pdf.pdf(replace(copy, blocks=(*copy.blocks, rare)), PICTURES, points=14)


def test_a_sign_that_no_typeface_has_is_named(copy: Copy, tmp_path: Path) -> None:
    new = Quote("Good \U0001fbff <b> \U0001fbff\ufe0f!", Speaker.PERSON)  # in no typeface: it means nothing yet
    read = text_of(pdf.pdf(replace(copy, blocks=(new,)), PICTURES, points=14), tmp_path)

    assert "Good (sign) <b> (sign)!" in " ".join(read.split())


@pytest.mark.parametrize(
    "address", ["https://example.com/x.png", "file:///etc/passwd", "data:image/png;base64,AA==", f"{PICTURE}../secret"]
)
def test_nothing_is_fetched_but_our_own_pictures(address: str) -> None:
    fetcher: Any = pdf._fetcher(PICTURES)

    assert fetcher.fetch(f"{PICTURE}speech").read() == PICTURES["speech"].content
    with pytest.raises(pdf.NothingIsFetched):
        fetcher.fetch(address)


def test_the_pictures_are_really_drawn(easy: Copy) -> None:
    with_them, without = (pdf.pdf(easy, pictures, points=18) for pictures in (PICTURES, {}))

    assert len(with_them) > len(without) + 3_000
