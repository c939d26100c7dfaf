"""The Word file: real styles, its language and title, nothing of the machine; LibreOffice opens it."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from msp_dialogue.copies import Copy, word
from tests.copies.conftest import ARABIC, ON, hard, written
from tests.export.test_office import OFFICE, converted
from tests.needing import program


def opened(content: bytes) -> Any:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def test_headings_and_quotes_have_the_styles_that_say_so(copy: Copy) -> None:
    document = opened(word.word(copy, on=ON))
    styles = [(each.style.name, each.text) for each in document.paragraphs]

    assert styles[0] == ("Title", "What you told us")
    assert ("Heading 1", "What you want to happen") in styles
    assert any(style == "Quote" for style, _ in styles)
    assert [text for style, text in styles if style == "List Bullet"] == []
    listed = opened(word.word(hard(), on=ON)).paragraphs
    assert [each.text for each in listed if each.style.name == "List Bullet"] == ["One thing in two lines", "Another"]


def test_it_says_its_title_and_its_language_and_nothing_of_who_made_it(copy: Copy) -> None:
    about = opened(word.word(copy, on=ON)).core_properties

    assert (about.title, about.language) == ("What you told us", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created.date() == ON
    with zipfile.ZipFile(io.BytesIO(word.word(copy, on=ON))) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
        styles = parts.read("word/styles.xml").decode()
    assert b"python-docx" not in text
    assert re.search(r'<w:lang [^>]*w:val="en-GB"', styles)


def test_words_that_run_the_other_way_are_marked_so(copy: Copy) -> None:
    paragraph = next(each for each in opened(word.word(hard(), on=ON)).paragraphs if each.text == ARABIC)

    assert paragraph._p.pPr.xpath("w:bidi")
    assert paragraph.runs[0].font.rtl


def test_words_in_another_language_than_the_file_are_marked_so() -> None:
    paragraphs = opened(word.word(replace(hard(direction="rtl"), language="ur"), on=ON)).paragraphs
    languages = [each._p.xpath("w:r/w:rPr/w:lang/@w:bidi") for each in paragraphs]

    assert languages == [[], [], [], ["x-none"], ["x-none"], ["x-none"], ["en-GB"], ["en-GB"], ["en-GB"]]


def test_signs_that_a_word_file_cannot_hold_do_no_harm() -> None:
    lines = [each.text for each in opened(word.word(hard(), on=ON)).paragraphs]

    assert "and \\x41 <b>&amp; Zoë" in lines


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="the path of LibreOffice is not in MSP_SOFFICE")
def test_libreoffice_opens_it_and_reads_every_line(copy: Copy, tmp_path: Path) -> None:
    converted(written(tmp_path / "copy.docx", word.word(copy, on=ON)), "pdf")
    command = [program("pdftotext"), str(tmp_path / "copy.pdf"), "-"]
    read = " ".join(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode().split())

    assert read.startswith("What you told us")
    for block in copy.blocks:
        for line in block.lines():
            assert line in read
