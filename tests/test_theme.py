"""A council's own colours: plain values alone, and none that people could not see."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msp_dialogue.theme import (
    CAUTION,
    CHOSEN,
    COLOURS,
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    PARTS,
    Theme,
    ThemeProblem,
    contrasts,
    dark_places,
    own_colours,
    parsed,
    ratio,
    read_theme,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
SVG = b'<?xml version="1.0"?>\n<!-- drawn by us -->\n<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
OWN_SHEET = Path("msp_dialogue/static/theme.css")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a theme and gives its folder."""

    def written(text: str, **files: bytes) -> Path:
        (tmp_path / "theme.toml").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(content)
        return tmp_path

    return written


def refused(folder: Path) -> str:
    with pytest.raises(ThemeProblem) as problem:
        read_theme(folder)
    return str(problem.value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#fff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.478),  # the two greys that WCAG's own documents put on both sides of 4.5
        ("#767676", "#ffffff", 4.542),
        ("#949494", "#ffffff", 3.033),  # and of 3
        ("#959595", "#ffffff", 2.995),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffffff", 8.592),
    ],
)
def test_contrast_is_what_wcag_says_it_is(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == ratio(other, one) == pytest.approx(expected, abs=0.001)


def test_our_own_colours_can_all_be_seen() -> None:
    nothing_set = Theme({}, {}, {}, None)

    assert [str(each) for each in contrasts(nothing_set) if each.fails] == []
    assert all(set(colours) == set(COLOURS) for colours in own_colours())


def test_the_grounds_that_no_theme_changes_are_those_of_our_sheets() -> None:
    talk, work = (Path(f"msp_dialogue/static/{name}.css").read_text(encoding="utf-8") for name in ("talk", "work"))

    assert f"--worker-paper: {LIGHT_GROUNDS[PARTS]}" in talk
    assert f"--worker-paper: {DARK_GROUNDS[PARTS]}" in talk
    assert f".app-alert--care {{ background: {LIGHT_GROUNDS[CAUTION]}" in work


def test_a_theme_sets_properties_on_the_root_alone(write: Write) -> None:
    shape = '[shape]\ncorner = "0.5rem"\ntype = "Verdana, serif"\n'
    theme = read_theme(write('[colours]\ncouncil = "#5b2a86"\n' + shape))

    assert theme.sheet == ":root { --council-colour: #5b2a86; --corner: 0.5rem; --type: Verdana, serif; }\n"


def test_what_is_dark_of_a_theme_goes_where_our_own_dark_is_and_nowhere_else(write: Write) -> None:
    sheet = read_theme(write('[dark]\ncouncil = "#cda9ec"\n')).sheet
    on_screen, chosen = dark_places()
    own = OWN_SHEET.read_text(encoding="utf-8")

    assert sheet.splitlines()[0] == (
        f"@media (prefers-color-scheme: dark) {{ {on_screen} {{ --council-colour: #cda9ec; }} }}"
    )
    assert sheet.splitlines()[1:] == [f"{each} {{ --council-colour: #cda9ec; }}" for each in chosen]
    assert own.count(CHOSEN) == len(chosen)
    assert all(f"{each} {{" in own for each in (on_screen, *chosen))


def test_every_pair_that_cannot_be_seen_is_told_with_its_contrast_and_what_is_needed(write: Write) -> None:
    told = refused(write('[colours]\ncouncil = "#ffcc00"\n'))

    assert "theme.toml: light screens: council on card is 1.51:1, and 4.5:1 is needed." in told
    assert "light screens: on-council on council is 1.51:1, and 4.5:1 is needed." in told
    assert "workers' pages: council on white is 1.51:1" in told
    assert "ink on paper" not in told
    assert "dark screens" not in told


def test_dark_colours_are_held_against_each_other(write: Write) -> None:
    told = refused(write('[dark]\nedge = "#333333"\n'))

    assert re.findall(r"dark screens: (\w+) on (\w+)", told) == [
        ("edge", "paper"),
        ("edge", "card"),
        ("edge", "tint"),
        ("edge", "the"),
    ]
    assert "light screens" not in told


def test_a_contrast_just_too_low_is_never_told_as_enough(write: Write) -> None:
    told = refused(write('[colours]\nink-soft = "#777777"\ncard = "#ffffff"\n'))

    assert "ink-soft on card is 4.47:1, and 4.5:1 is needed." in told


@pytest.mark.parametrize(
    "value",
    ["red", "#12", "#1234567", "url(x)", "#fff; } body { display: none", "var(--ink)", "rgb(0 0 0)", "", 7, ["#fff"]],
)
@pytest.mark.parametrize("part", ["colours", "dark"])
def test_a_colour_is_written_as_a_plain_number_and_nothing_else(write: Write, value: Any, part: str) -> None:
    assert f"ink in [{part}] must be a colour such as #12606a" in refused(write(f"[{part}]\nink = {value!r}\n"))


@pytest.mark.parametrize("corner", ["50%", "3rem", "1px", "1rem;", "calc(1rem)", "-1rem", "1rem}"])
def test_a_corner_is_a_small_size(write: Write, corner: str) -> None:
    assert "corner must be a size from 0 to 2rem" in refused(write(f'[shape]\ncorner = "{corner}"\n'))


@pytest.mark.parametrize(
    "type_", ["Verdana", "url(x), serif", "Verdana; color: red, serif", "a} b {, serif", ", serif"]
)
def test_a_typeface_is_named_and_ends_in_one_that_every_device_has(write: Write, type_: str) -> None:
    assert "type must be names of typefaces" in refused(write(f'[shape]\ntype = "{type_}"\n'))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[colors]\nink = "#000"\n', "there is no part colors. There are: colours, dark, shape, logo."),
        ('[colours]\nlinks = "#000"\n', "there is no colour links. There are: council, on-council"),
        ('[shape]\nshadow = "1rem"\n', "there is no shape shadow. There are: corner, type."),
        ('colours = "#000"\n', "[colours] should be a part of its own"),
        ("[colours\n", "is no TOML"),
    ],
)
def test_what_a_theme_does_not_know_is_told(write: Write, text: str, says: str) -> None:
    assert says in refused(write(text))


def test_a_folder_without_a_theme_is_told(tmp_path: Path) -> None:
    assert "write it, or leave MSP_THEME out" in refused(tmp_path / "typo")


@pytest.mark.parametrize(
    ("name", "content", "type_"), [("logo_png", PNG, "image/png"), ("logo_svg", SVG, "image/svg+xml")]
)
def test_a_logo_is_taken_as_it_is(write: Write, name: str, content: bytes, type_: str) -> None:
    theme = read_theme(write(f'logo = "{name.replace("_", ".")}"\n', **{name: content}))

    assert theme.logo == (content, type_)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.gif", b"GIF89a", "must name an .svg or .png file"),
        ("../logo.svg", SVG, "must name an .svg or .png file"),
        ("gone.svg", b"", "which is not there"),
        ("logo.svg", PNG, "is not the kind of picture that its name says"),
        ("logo.png", SVG, "is not the kind of picture that its name says"),
        ("logo.png", PNG + b"0" * 200_000, "a logo may have 200000"),
        ("logo.svg", b"<svg><script>1</script></svg>", "Save it as plain SVG"),
        ("logo.svg", b'<svg onload="x"></svg>', "Save it as plain SVG"),
        ("logo.svg", b'<svg><image href="https://elsewhere.example/x.png"/></svg>', "Save it as plain SVG"),
        ("logo.svg", b"<svg><path fill='url(https://elsewhere.example/x)'/></svg>", "Save it as plain SVG"),
        ("logo.svg", b"<svg><style>@import 'x'</style></svg>", "Save it as plain SVG"),
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg></svg>", "is not the kind of picture"),
    ],
)
def test_a_logo_is_a_small_picture_that_loads_nothing(write: Write, name: str, content: bytes, says: str) -> None:
    folder = write(f'logo = "{name}"\n')
    if content and "/" not in name:
        (folder / name).write_bytes(content)

    assert says in refused(folder)


def test_a_logo_may_refer_to_parts_of_itself(write: Write) -> None:
    inside = b'<svg><defs><g id="a"/></defs><use href="#a"/><path fill="url(#a)"/></svg>'

    assert parsed(write('logo = "logo.svg"\n', logo_svg=inside)).logo is not None


def test_the_version_changes_with_the_colours_and_with_the_logo(write: Write) -> None:
    versions = {
        parsed(write(text, logo_svg=logo)).version
        for text in ('logo = "logo.svg"\n', 'logo = "logo.svg"\n[shape]\ncorner = "0"\n')
        for logo in (SVG, SVG + b"<!-- newer -->")
    }

    assert len(versions) == 4
