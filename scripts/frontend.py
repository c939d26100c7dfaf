"""GOV.UK Frontend's compiled style and script, fetched by npm and freed of what a council may not use; runs none."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from environment import ROOT
from progress import follow

VERSION = "6.3.0"  # the version that the macros of govuk-frontend-jinja in requirements.txt match
INTEGRITY = "cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="  # SHA-512
FOLDER = ROOT / "msp_dialogue" / "static" / "govuk"
STYLE = "govuk-frontend.min.css"
SCRIPT = "govuk-frontend.min.js"
INSIDE = "package/dist/govuk/"  # where npm's archive keeps them
NPM_OPTIONS = ("--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=30000")
FETCHED = "fetched"  # written last, holds what was fetched by which form of this module

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
IMAGE = re.compile(r"(?:background-image|-webkit-mask-image|mask-image):url\(/assets/[^)]*\);?")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")
GDS_FONT = re.compile(r"font-family:GDS Transport,arial,sans-serif")


def fetch() -> str | None:
    """Have the style and the script in FOLDER; else give one line that says why the service goes on without them."""
    mark = FOLDER / FETCHED
    if mark.is_file() and mark.read_text(encoding="utf-8") == _form():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return _without("npm was not found. Install Node.js and start again to have them")
    with tempfile.TemporaryDirectory() as folder:
        fetched = follow(
            f"Fetching GOV.UK Frontend {VERSION}",
            [npm, "pack", f"govuk-frontend@{VERSION}", *NPM_OPTIONS],
            folder=Path(folder),
        )
        archive = Path(folder, f"govuk-frontend-{VERSION}.tgz")
        if fetched.code != 0 or not archive.is_file():
            why = "no connection to its registry" if fetched.lacked_network else fetched.reason
            return _without(f"npm could not fetch them ({why})")
        if not is_genuine(archive.read_bytes()):
            return _without("npm gave something else than was published, so it was thrown away")
        _put(archive)
    return None


def is_genuine(archive: bytes) -> bool:
    return base64.b64encode(hashlib.sha512(archive).digest()).decode() == INTEGRITY


def freed(style: str) -> str:
    """The style without the fonts and the crest: a council may use neither, and no page may ask for a missing file."""
    style = SOURCE_MAP.sub("", IMAGE.sub("", FONT_FACE.sub("", style)))
    return GDS_FONT.sub("font-family:Helvetica,Arial,sans-serif", style).rstrip() + "\n"


def _put(archive: Path) -> None:
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent, prefix=".govuk-") as made:
        new = Path(made, FOLDER.name)
        new.mkdir()
        with tarfile.open(archive) as package:
            style, script = (_text(package, INSIDE + name) for name in (STYLE, SCRIPT))
        (new / STYLE).write_text(freed(style), encoding="utf-8", newline="")
        (new / SCRIPT).write_text(SOURCE_MAP.sub("", script).rstrip() + "\n", encoding="utf-8", newline="")
        (new / FETCHED).write_text(_form(), encoding="utf-8")
        if FOLDER.exists():
            shutil.rmtree(FOLDER)
        new.rename(FOLDER)


def _text(package: tarfile.TarFile, name: str) -> str:
    member = package.extractfile(name)
    assert member is not None
    return member.read().decode("utf-8")


def _form() -> str:
    return f"govuk-frontend {VERSION} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}\n"


def _without(reason: str) -> str:
    return f"Going on without GOV.UK Frontend's styles, in plainer pages: {reason}."
