"""A council's own colours and logo, read from a folder and refused where they could not be seen; it knows no pages.

The folder holds `theme.toml` and the logo. Only plain values are taken, so that a theme can neither load anything from
elsewhere nor hide anything on a page.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = "theme.toml"
LARGEST_LOGO = 200_000
"""Bytes of a logo: it is loaded with the first page."""

COLOURS: Mapping[str, str] = {
    "council": "--council-colour",
    "on-council": "--council-on",
    "tint": "--council-tint",
    "paper": "--paper",
    "card": "--card",
    "ink": "--ink",
    "ink-soft": "--ink-soft",
    "edge": "--edge",
    "trouble": "--trouble",
    "focus": "--focus",
    "glow": "--focus-glow",
}
"""The names of colours in the file, and the properties that they set."""
SHAPE: Mapping[str, tuple[str, re.Pattern[str], str]] = {
    "corner": ("--corner", re.compile(r"(0|[0-2](\.\d+)?rem)"), "a size from 0 to 2rem, such as 0.5rem"),
    "type": (
        "--type",
        re.compile(
            r"""([A-Za-z][A-Za-z0-9 -]*|"[A-Za-z][A-Za-z0-9 -]*")(, ?([A-Za-z][A-Za-z0-9 -]*|"[A-Za-z][\w -]*"))*"""
        ),
        "names of typefaces with commas between them, ending in sans-serif or serif",
    ),
}
DARK_SCREEN, CHOSEN = "(prefers-color-scheme: dark)", ".colours-dark"
"""By what theme.css tells dark colours: what a council says for dark goes where these are, and nowhere else."""

TEXT, PART = 4.5, 3.0
"""The least contrast of words, and of edges and rings, with what is behind them: WCAG 2.2, 1.4.3 and 1.4.11 (AA)."""
PARTS, WHITE, CAUTION = "the worker's part", "white", "caution"
LIGHT_GROUNDS = {PARTS: "#e4e8ed", WHITE: "#ffffff", CAUTION: "#fdf3d3"}
DARK_GROUNDS = {PARTS: "#14181d"}
"""Grounds that no theme changes: of the worker's part of a conversation, and of workers' pages, never dark."""

_BEHIND = ("paper", "card", "tint", PARTS)
_PAIRS = (
    *((each, behind, TEXT) for each in ("ink", "ink-soft", "council") for behind in _BEHIND),
    *(("trouble", behind, TEXT) for behind in ("paper", "card")),
    ("on-council", "council", TEXT),
    *((each, behind, PART) for each in ("edge", "focus") for behind in _BEHIND),
    ("glow", "focus", PART),
)
_WORKERS_PAIRS = (
    *((each, WHITE, TEXT) for each in ("ink", "ink-soft", "council", "trouble")),
    *((each, CAUTION, TEXT) for each in ("ink", "ink-soft", "council", "trouble")),
    *((each, WHITE, PART) for each in ("edge", "focus")),
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")
_OWN = Path(__file__).parent / "static" / "theme.css"
_SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".svg": re.compile(rb"(?s)(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>|<!--.*?-->|\s)*<svg[\s>]"),
}
_ACTIVE = re.compile(
    rb"(?i)<script|<foreignobject|@import|\son\w+\s*=|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|<!doctype|<!entity"
)
TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


class ThemeProblem(ValueError):
    """A theme that cannot be used; the text names the file, says what is wrong, and what to write instead."""


class Logo(NamedTuple):
    """A picture of the council's name."""

    content: bytes
    type: str


class Contrast(NamedTuple):
    """How well one colour is seen on another: the ratio there is, and the least there must be."""

    screen: str
    colour: str
    behind: str
    ratio: float
    least: float

    @property
    def fails(self) -> bool:
        """Whether it cannot be seen well enough."""
        return self.ratio < self.least

    def __str__(self) -> str:
        """One sentence: the pair, its ratio, and what is needed."""
        ratio = int(self.ratio * 100) / 100  # never up: 4.499 is not enough
        return f"{self.screen}: {self.colour} on {self.behind} is {ratio:.2f}:1, and {self.least:g}:1 is needed."


@dataclass(frozen=True)
class Theme:
    """What a council sets: colours on light and on dark screens by name, shape, and its logo."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    shape: Mapping[str, str]
    logo: Logo | None

    @property
    def sheet(self) -> str:
        """The style sheet to follow theme.css: properties on the root alone, so that what a person chose still wins."""
        light = _properties(self.light) + [f"{SHAPE[name][0]}: {value};" for name, value in self.shape.items()]
        parts = [_block(":root", light)] if light else []
        if self.dark:
            on_screen, chosen = dark_places()
            dark = _properties(self.dark)
            parts += [f"@media {DARK_SCREEN} {{ {_block(on_screen, dark)} }}", *(_block(each, dark) for each in chosen)]
        return "\n".join(parts) + "\n"

    @property
    def version(self) -> str:
        """Changes whenever the theme does, so that browsers may keep it."""
        return hashlib.sha256(self.sheet.encode() + (self.logo.content if self.logo else b"")).hexdigest()[:16]


def read_theme(folder: Path) -> Theme:
    """The theme of a folder. Raises ThemeProblem for what cannot be used or could not be seen."""
    theme = parsed(folder)
    failing = [str(each) for each in contrasts(theme) if each.fails]
    if failing:
        raise ThemeProblem("\n".join(f"{folder / FILE}: {each}" for each in failing))
    return theme


def parsed(folder: Path) -> Theme:
    """The theme as it is written, whatever can be seen of it. Raises ThemeProblem."""
    file = folder / FILE
    try:
        said = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ThemeProblem(f"There is no {file}: write it, or leave MSP_THEME out.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ThemeProblem(f"{file} is no TOML: {problem}.") from None
    _known(file, said, ("colours", "dark", "shape", "logo"), "part")
    logo = said.get("logo")
    return Theme(
        light=_colours(file, said, "colours"),
        dark=_colours(file, said, "dark"),
        shape=dict(_shape(file, _table(file, said, "shape"))),
        logo=None if logo is None else _logo(file, logo),
    )


def contrasts(theme: Theme) -> tuple[Contrast, ...]:
    """Every pair that must be seen, on light and on dark screens, with our own colour where the theme has none."""
    light, dark = own_colours()
    on_light, on_dark = {**light, **theme.light, **LIGHT_GROUNDS}, {**dark, **theme.dark, **DARK_GROUNDS}
    return (
        *_measured("light screens", on_light, _PAIRS),
        *_measured("workers' pages", on_light, _WORKERS_PAIRS),
        *_measured("dark screens", on_dark, _PAIRS),
    )


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@cache
def own_colours() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Our own colours on light and on dark screens, as theme.css has them."""
    before, after = _own_sheet()
    return _declared(before), _declared(after)


def dark_places() -> tuple[str, tuple[str, ...]]:
    """Where theme.css has dark colours: on a device that is set to dark, and where somebody chose them."""
    _, after = _own_sheet()
    first, *others = (selector.strip() for selector, _ in _BLOCK.findall(after))
    return first, tuple(each for each in others if CHOSEN in each)


def _own_sheet() -> tuple[str, str]:
    """Our own sheet without its comments, before and after its colours for a device that is set to dark."""
    css = re.sub(r"/\*.*?\*/", "", _OWN.read_text("utf-8"), flags=re.DOTALL)
    before, _, after = css.partition(f"@media {DARK_SCREEN} {{")
    return before, after


def _declared(css: str) -> Mapping[str, str]:
    """The colours of the first block."""
    found = _BLOCK.search(css)
    values = dict(_DECLARED.findall(found[2])) if found else {}
    return {name: values[each] for name, each in COLOURS.items()}


def _measured(screen: str, colours: Mapping[str, str], pairs: tuple[tuple[str, str, float], ...]) -> Iterator[Contrast]:
    for colour, behind, least in pairs:
        yield Contrast(screen, colour, behind, ratio(colours[colour], colours[behind]), least)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(each * 2 for each in digits)
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _properties(colours: Mapping[str, str]) -> list[str]:
    return [f"{COLOURS[name]}: {value};" for name, value in colours.items()]


def _block(selector: str, declarations: list[str]) -> str:
    return f"{selector} {{ {' '.join(declarations)} }}"


def _table(file: Path, said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise ThemeProblem(f"{file}: [{name}] should be a part of its own, with one value a line.")
    return table


def _known(file: Path, said: Mapping[str, Any], names: tuple[str, ...], kind: str) -> None:
    for name in said:
        if name not in names:
            raise ThemeProblem(f"{file}: there is no {kind} {name}. There are: {', '.join(names)}.")


def _colours(file: Path, said: Mapping[str, Any], part: str) -> Mapping[str, str]:
    table = _table(file, said, part)
    _known(file, table, tuple(COLOURS), "colour")
    for name, value in table.items():
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ThemeProblem(f"{file}: {name} in [{part}] must be a colour such as #12606a, not {value!r}.")
    return table


def _shape(file: Path, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    _known(file, table, tuple(SHAPE), "shape")
    for name, value in table.items():
        _property, plain, example = SHAPE[name]
        generic = name != "type" or str(value).endswith("serif")
        if not isinstance(value, str) or not plain.fullmatch(value) or not generic:
            raise ThemeProblem(f"{file}: {name} must be {example}, not {value!r}.")
        yield name, value


def _logo(file: Path, name: object) -> Logo:
    place = file.parent / str(name)
    ending = place.suffix.lower()
    if not isinstance(name, str) or Path(name).name != name or ending not in TYPES:
        raise ThemeProblem(f"{file}: logo must name an .svg or .png file beside it, not {name!r}.")
    try:
        content = place.read_bytes()
    except FileNotFoundError:
        raise ThemeProblem(f"{file} names the logo {name}, which is not there.") from None
    if len(content) > LARGEST_LOGO:
        raise ThemeProblem(f"{place} has {len(content)} bytes; a logo may have {LARGEST_LOGO}.")
    if not _SIGNATURES[ending].match(content):
        raise ThemeProblem(f"{place} is not the kind of picture that its name says.")
    if ending == ".svg" and _ACTIVE.search(content):
        raise ThemeProblem(f"{place} holds scripts, styles or addresses. Save it as plain SVG, or as PNG.")
    return Logo(content, TYPES[ending])
