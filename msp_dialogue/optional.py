"""What the service can use but does not need: each tool with what it is for, a trial that it works, how to install it.

A trial runs the tool on a word of ours. That a file is there says nothing: it may be broken, or too old.
"""

import contextlib
import io
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msp_dialogue import programs

STATIC = Path(__file__).parent / "static"

LIBLOUIS = "lou_translate"
GRADE_1, GRADE_2 = "en-ueb-g1.ctb", "en-ueb-g2.ctb"
BRAILLE_ASCII = "en-us-brf.dis"
LETTERS = {
    "Polish": "ąćęłńóśźż",
    "Romanian": "ăâîșț",
    "Welsh": "âêîôûŵŷ",
    "Arabic": "غضبثق",
    "Urdu": "ٹپچڈڑںہے",
    "Panjabi": "ਪੰਜਾਬੀ",
    "Bengali": "বাংলা",
    "Gujarati": "ગુજરાતી",
}
"""Letters of their own that languages have which people here speak."""


class DoesNotWork(Exception):
    """Why a tool cannot be used."""


@dataclass(frozen=True, eq=False)
class Tool:
    """Something that may be missing; `trial` gives what it found, or raises DoesNotWork."""

    name: str
    purpose: str
    trial: Callable[[], str]
    install: Mapping[str, str]

    def tried(self) -> "Tried":
        """Try it now."""
        try:
            return Tried(self, True, self.trial())
        except (DoesNotWork, programs.ProgramProblem) as problem:
            return Tried(self, False, str(problem))


@dataclass(frozen=True)
class Tried:
    """Whether a tool works, and what was found; `told` holds the version, or what is wrong."""

    tool: Tool
    works: bool
    told: str


def _writes_pdf() -> str:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):  # without Pango it prints a paragraph of advice of its own
            import weasyprint
    except (ImportError, OSError) as problem:
        raise DoesNotWork(f"WeasyPrint cannot be loaded: {str(problem).splitlines()[0]}") from problem
    page = weasyprint.HTML(string="<html lang=en><title>Trial</title><h1>Trial</h1>").write_pdf(pdf_variant="pdf/ua-1")
    if not page.startswith(b"%PDF-"):
        raise DoesNotWork("WeasyPrint wrote no PDF")
    return f"WeasyPrint {weasyprint.__version__}"


def _draws_letters() -> str:
    _writes_pdf()
    import weasyprint

    missing: set[str] = set()

    def look(document: Any, _file: object) -> None:
        missing.update(chr(each) for font in document.fonts.values() for each in font.missing)

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    weasyprint.HTML(string=f"<p>{' '.join(LETTERS.values())}").write_pdf(finisher=look)
    lacking = [name for name, letters in LETTERS.items() if missing & set(letters)]
    if lacking:
        raise DoesNotWork(f"no typeface here has the letters of {', '.join(lacking)}")
    return f"of {', '.join(LETTERS)}"


def _speaks() -> str:
    from msp_dialogue import speech  # only now: it brings the encoder with it

    try:
        spoken = speech.say("This is a trial.", language="en")
        program = speech.voice.program()
    except speech.NoVoice as problem:
        raise DoesNotWork(str(problem)) from problem
    if speech.seconds(spoken) < 0.5:
        raise DoesNotWork("espeak-ng spoke no whole sentence")
    return _first_line(programs.run(program, ("--version",), b"", longest=10)).partition("  Data at")[0]


def _writes_braille() -> str:
    for table, wanted in ((GRADE_1, b",do you like"), (GRADE_2, b",d y l")):
        got = programs.run(LIBLOUIS, (f"{BRAILLE_ASCII},{table}",), b"Do you like", longest=10)
        if got.strip().lower() != wanted:
            raise DoesNotWork(f"{LIBLOUIS} does not give Unified English Braille by {table}")
    return _first_line(programs.run(LIBLOUIS, ("--version",), b"", longest=10)).rpartition("/")[2]


def _has_govuk() -> str:
    missing = [name for name in ("govuk-frontend.min.css", "govuk-frontend.min.js") if not _filled(name)]
    if missing:
        raise DoesNotWork(f"not fetched yet: {', '.join(missing)}")
    return "GOV.UK Frontend is here"


def _filled(name: str) -> bool:
    file = STATIC / "govuk" / name
    return file.is_file() and file.stat().st_size > 0


def _first_line(told: bytes) -> str:
    return told.decode("utf-8", "replace").strip().partition("\n")[0].strip()


PDF = Tool(
    "Pango",
    "copies for people as tagged PDF",
    _writes_pdf,
    {
        "Debian, Ubuntu": "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core",
        "macOS": "brew install pango",
        "Windows": "MSYS2: pacman -S mingw-w64-x86_64-pango, then WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\mingw64\\bin",
    },
)
TYPEFACES = Tool(
    "Typefaces",
    "letters of other languages in copies as PDF",
    _draws_letters,
    {
        "Debian, Ubuntu": "apt install fonts-noto-core",
        "macOS, Windows": "install Noto Sans for the languages named above",
    },
)
SPEECH = Tool(
    "eSpeak NG",
    "reading aloud, and copies for people as sound",
    _speaks,
    {
        "Debian, Ubuntu": "apt install espeak-ng",
        "macOS": "brew install espeak-ng",
        "Windows": "winget install eSpeak-NG.eSpeak-NG",
    },
)
BRAILLE = Tool(
    "liblouis",
    "copies for people in Braille",
    _writes_braille,
    {
        "Debian, Ubuntu": "apt install liblouis-bin",
        "macOS": "brew install liblouis",
        "Windows": "unpack liblouis' release for Windows, and add its folder bin to PATH",
    },
)
STYLES = Tool(
    "GOV.UK Frontend",
    "the look of workers' pages",
    _has_govuk,
    {"Everywhere": "install Node.js with npm, then run python3 scripts/run.py"},
)

TOOLS = (PDF, TYPEFACES, SPEECH, BRAILLE, STYLES)
"""Everything optional there is."""


@cache
def works(tool: Tool) -> bool:
    """Whether a tool works, tried once in the life of the process: one installed later counts from the next start."""
    return tool.tried().works
