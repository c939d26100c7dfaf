"""The copy for Word: real styles, its language and its title set, and no name of a machine or an account in it."""

import io
from datetime import UTC, date, datetime, time
from typing import Any

from msp_dialogue.copies.model import Block, Copy, Heading, Listing, Paragraph, Quote, Speaker, bare, direction_of

FONT = "Arial"
POINTS = 14
LANGUAGES = {"en": "en-GB", "": "x-none"}
"""What Word calls a language where it has a name of its own for it; the last is for words nobody knows it of."""


def word(copy: Copy, *, on: date) -> bytes:
    """The copy as .docx, written on a day."""
    import docx  # only now: it brings lxml, which takes a while to load
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _style(document, copy)
    _describe(document, copy, on)
    _add(document, copy.title, "Title", copy.direction)
    for block in copy.blocks:
        _block(document, block, copy)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Any, copy: Copy, on: date) -> None:
    """What the file says of itself: its title and language; no author."""
    about = document.core_properties
    about.title, about.language = copy.title, LANGUAGES.get(copy.language, copy.language)
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime.combine(on, time(), UTC)
    about.revision = 1


def _style(document: Any, copy: Copy) -> None:
    """One plain typeface, left to right or right to left, large enough for most."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": POINTS, "Title": 24, "Heading 1": 18, "Quote": POINTS, "List Bullet": POINTS}
    for name, points in sizes.items():
        font = document.styles[name].font
        font.name, font.size, font.italic = FONT, Pt(points), False
        font.color.rgb = RGBColor(0, 0, 0)
        fonts = document.styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for which in ("eastAsia", "cs"):
            fonts.set(qn(f"w:{which}"), FONT)
    for name in ("Title", "Heading 1", "Quote"):
        document.styles[name].font.bold = True
    _line_beside(document.styles["Quote"], "right" if copy.direction == "rtl" else "left")
    document.styles["Heading 1"].paragraph_format.keep_with_next = True
    document.styles["Normal"].paragraph_format.line_spacing = 1.3
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    language = LANGUAGES.get(copy.language, copy.language)
    for which in ("val", "eastAsia", "bidi"):
        defaults.set(qn(f"w:{which}"), language)


def _line_beside(style: Any, side: str) -> None:
    """A line beside somebody's words, as on paper, so that they are not only bold."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    style.paragraph_format.left_indent = Mm(6)
    border, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": "24", "space": "8", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    style.element.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _block(document: Any, block: Block, copy: Copy) -> None:
    if isinstance(block, Heading):
        _add(document, block.words, "Heading 1", copy.direction)
    elif isinstance(block, Paragraph):
        for line in block.lines() if copy.easy else (" ".join(block.lines()),):
            added = _add(document, line, "Normal", copy.direction, strong=block.strong)
            added.paragraph_format.keep_with_next = block.kept or None
    elif isinstance(block, Quote):
        style = "Normal" if block.by is Speaker.COUNCIL else "Quote"
        for line in block.lines():
            added = _add(document, line, style, block.direction)
            _say_language(added, copy.language_of(block), copy)
            added.paragraph_format.keep_with_next = block.kept or None
    elif isinstance(block, Listing):
        for line in block.lines():
            _say_language(_add(document, line, "List Bullet", direction_of(line)), copy.language_of(block), copy)


def _say_language(paragraph: Any, language: str, copy: Copy) -> None:
    """Mark a paragraph that is not in the language of the file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if language == copy.language:
        return
    for run in paragraph.runs:
        marked = OxmlElement("w:lang")
        for which in ("val", "eastAsia", "bidi"):
            marked.set(qn(f"w:{which}"), LANGUAGES.get(language, language))
        run._r.get_or_add_rPr().append(marked)


def _add(document: Any, words: str, style: str, direction: str, *, strong: bool = False) -> Any:
    from docx.oxml import OxmlElement

    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(bare(words))
    run.bold = strong or None
    if direction == "rtl":
        run.font.rtl = True
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:jc", "w:rPr")
    return paragraph
