"""Find or, where this user may, install the programs that the tests use; never uses sudo."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import OWN
from progress import follow

MACOS = Path("/Applications")
WINDOWS = [Path(os.environ[name]) for name in ("PROGRAMFILES", "LOCALAPPDATA") if name in os.environ]


@dataclass(frozen=True)
class Tool:
    """One program the tests need: how it is called, where it usually lies, and the Debian packages that bring it."""

    name: str
    variable: str  # the environment variable that tells the tests where it is
    commands: tuple[str, ...]
    places: tuple[Path, ...]
    package: str
    marker: str  # the pytest marker of the tests that need it
    asked: tuple[str, ...] = ("--version",)  # what shows that it starts


CHROMIUM = Tool(
    "Chromium",
    "MSP_CHROMIUM",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"),
    (
        MACOS / "Google Chrome.app/Contents/MacOS/Google Chrome",
        MACOS / "Chromium.app/Contents/MacOS/Chromium",
        MACOS / "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        *(folder / "Google/Chrome/Application/chrome.exe" for folder in WINDOWS),
        *(folder / "Microsoft/Edge/Application/msedge.exe" for folder in WINDOWS),
    ),
    "chromium",
    "browser",
)
LIBREOFFICE = Tool(
    "LibreOffice",
    "MSP_SOFFICE",
    ("soffice", "libreoffice", "localc"),
    (
        MACOS / "LibreOffice.app/Contents/MacOS/soffice",
        *(folder / "LibreOffice/program/soffice.com" for folder in WINDOWS),
    ),
    "libreoffice-calc",
    "office",
)
ESPEAK = Tool(
    "espeak-ng",
    "MSP_ESPEAK",
    ("espeak-ng",),
    tuple(folder / "eSpeak NG/espeak-ng.exe" for folder in WINDOWS),
    "espeak-ng",
    "voice",
)
WRITER = Tool(
    "LibreOffice Writer",
    "MSP_SWRITER",
    ("lowriter", "swriter"),
    (
        MACOS / "LibreOffice.app/Contents/MacOS/soffice",
        *(folder / "LibreOffice/program/soffice.com" for folder in WINDOWS),
    ),
    "libreoffice-writer",
    "office",
)
PANGO = Tool(
    "Pango",
    "MSP_PANGO",
    (str(OWN.python),),
    (),
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "pdf",
    ("-c", "import weasyprint"),
)
POPPLER = Tool("Poppler", "MSP_PDFTOTEXT", ("pdftotext",), (), "poppler-utils", "pdf", ("-v",))
LIBLOUIS = Tool("liblouis", "MSP_LOU_TRANSLATE", ("lou_translate",), (), "liblouis-bin", "braille")
FFPROBE = Tool("FFmpeg", "MSP_FFPROBE", ("ffprobe",), (), "ffmpeg", "voice", ("-version",))
JAVA = Tool("Java", "MSP_JAVA", ("java",), (), "default-jre-headless", "nu")

NEEDED = (CHROMIUM, LIBREOFFICE, WRITER, PANGO, POPPLER, LIBLOUIS, ESPEAK, FFPROBE, JAVA)
"""Everything that all the tests together need."""

STRACE = Tool("strace", "MSP_STRACE", ("strace",), (), "strace", "long")


def obtain(tool: Tool) -> str | None:
    """The path of its program: one that is there, else Debian's, else (Chromium only) Playwright's; None if none."""
    found = found_here(tool)
    if found is None and may_install_packages() and install(tool.package):
        found = found_here(tool)
    if found is None and tool is CHROMIUM:
        found = from_playwright()
    return found


def found_here(tool: Tool) -> str | None:
    named = os.environ.get(tool.variable)
    installed = [shutil.which(command) for command in tool.commands]
    usual = [str(place) for place in tool.places if place.is_file()]
    return next((path for path in (named, *installed, *usual) if path and starts([path, *tool.asked])), None)


def starts(command: Sequence[str]) -> bool:
    """Whether the program runs at all: Ubuntu's `chromium-browser`, for one, may be a note that it is elsewhere."""
    if sys.platform == "win32":
        return Path(command[0]).is_file()  # there, asking a browser for its version opens a window
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


def may_install_packages() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> bool:
    """Install Debian packages, named in one line; their lists are read anew first: old ones name what is gone."""
    steps = [
        ("Reading the package lists", ["apt-get", "update"]),
        (f"Installing {package}", ["apt-get", "install", "--yes", "--no-install-recommends", *package.split()]),
    ]
    for title, command in steps:
        done = follow(title, ["env", "DEBIAN_FRONTEND=noninteractive", *command])
        if done.code != 0:
            print(f"{title} failed: {done.reason}")
            return False
    return True


def from_playwright() -> str | None:
    playwright: list[str | Path] = [OWN.python, "-m", "playwright"]
    done = follow("Fetching Playwright's Chromium", [*playwright, "install", "--no-shell", "chromium"])
    if done.code != 0:
        print(f"Playwright's Chromium could not be fetched: {done.reason}")
        return None
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([OWN.python, "-c", ask], capture_output=True, text=True, check=False)  # noqa: S603
    path = told.stdout.strip()
    return path if path and starts([path, "--version"]) else None
