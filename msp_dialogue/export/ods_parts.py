"""The fixed parts of an OpenDocument spreadsheet: styles, settings and list of files; it knows no sheet's contents."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msp_dialogue.export.column import Kind

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
STYLE_OF: Mapping[Kind, str] = {
    Kind.WORDS: "words",
    Kind.LIST: "words",
    Kind.DATE: "date",
    Kind.INSTANT: "instant",
    Kind.NUMBER: "number",
    Kind.PERCENT: "percent",
}

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_ODF}office:1.0",
    "table": f"{_ODF}table:1.0",
    "text": f"{_ODF}text:1.0",
    "style": f"{_ODF}style:1.0",
    "number": f"{_ODF}datastyle:1.0",
    "fo": f"{_ODF}xsl-fo-compatible:1.0",
    "meta": f"{_ODF}meta:1.0",
    "config": f"{_ODF}config:1.0",
    "ooo": "http://openoffice.org/2004/office",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items()) + ' office:version="1.3"'
_CENTIMETRES_A_CHARACTER = 0.2

_DAY = (
    '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>'
    '<number:text>-</number:text><number:day number:style="long"/>'
)
_TIME = (
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/>'
)
_NUMBERS = (
    f'<number:date-style style:name="a-day">{_DAY}</number:date-style>'
    f'<number:date-style style:name="an-instant">{_DAY}{_TIME}</number:date-style>'
    '<number:number-style style:name="one-decimal">'
    '<number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>'
    "</number:number-style>"
)


def _cell_style(name: str, inside: str = "", number: str = "", *, wrap: bool = False) -> str:
    of_numbers = f' style:data-style-name="{number}"' if number else ""
    wrapped = ' fo:wrap-option="wrap"' if wrap else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{of_numbers}>'
        f'<style:table-cell-properties style:vertical-align="top"{wrapped}/>{inside}</style:style>'
    )


_LEFT = '<style:paragraph-properties fo:text-align="start"/>'
_RIGHT = '<style:paragraph-properties fo:text-align="end"/>'
_BOLD = '<style:text-properties fo:font-weight="bold"/>'
_CELLS = "".join(
    (
        _cell_style("plain"),
        _cell_style("words", wrap=True),
        _cell_style("date", _LEFT, "a-day"),
        _cell_style("instant", _LEFT, "an-instant"),
        _cell_style("number", _RIGHT),
        _cell_style("percent", _RIGHT, "one-decimal"),
        _cell_style("title", '<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/>'),
        _cell_style("header", _BOLD),
        _cell_style("number-header", _RIGHT + _BOLD),
    )
)


def content_head(widths: Sequence[int]) -> str:
    """The beginning of the contents, with a style for each width of a column, in characters."""
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CENTIMETRES_A_CHARACTER:.1f}cm"/></style:style>'
        for width in widths
    )
    return (
        f"{_XML}<office:document-content {_NAMES}><office:automatic-styles>{_NUMBERS}{_CELLS}{columns}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )


CONTENT_FOOT = "</office:spreadsheet></office:body></office:document-content>"

STYLES = (
    f'{_XML}<office:document-styles {_NAMES}><office:styles><style:default-style style:family="table-cell">'
    '<style:text-properties fo:font-size="11pt" fo:language="en" fo:country="GB"/>'
    "</style:default-style></office:styles><office:automatic-styles>"
    '<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>'
    "</office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="wide"/>'
    "</office:master-styles></office:document-styles>"
)


def meta(title: str, made_at: datetime) -> str:
    """What the file says of itself; the title is XML already."""
    return (
        f"{_XML}<office:document-meta {_NAMES}><office:meta><dc:title>{title}</dc:title>"
        "<dc:language>en-GB</dc:language>"
        f"<meta:creation-date>{made_at:%Y-%m-%dT%H:%M:%S}</meta:creation-date></office:meta></office:document-meta>"
    )


def _item(name: str, kind: str, value: str | int) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'


def settings(frozen: Sequence[tuple[str, int]]) -> str:
    """How the sheets are opened: of each, by its quoted name, how many rows stay in sight, as its first column does."""
    sheets = "".join(
        f"<config:config-item-map-entry config:name={name}>"
        + _item("HorizontalSplitMode", "short", 2)
        + _item("VerticalSplitMode", "short", 2)
        + _item("HorizontalSplitPosition", "int", 1)
        + _item("VerticalSplitPosition", "int", rows)
        + _item("ActiveSplitRange", "short", 3)
        + _item("PositionLeft", "int", 0)
        + _item("PositionRight", "int", 1)
        + _item("PositionTop", "int", 0)
        + _item("PositionBottom", "int", rows)
        + "</config:config-item-map-entry>"
        for name, rows in frozen
    )
    return (
        f"{_XML}<office:document-settings {_NAMES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{_item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


_FILES = {"/": MEDIA_TYPE} | dict.fromkeys(("content.xml", "styles.xml", "meta.xml", "settings.xml"), "text/xml")
MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0" manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in _FILES.items()
    )
    + "</manifest:manifest>"
)
