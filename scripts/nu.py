"""The Nu HTML checker, which tells where a page is not valid HTML; fetched by npm, and run by Java."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

import frontend
from environment import ROOT
from progress import follow

VARIABLE = "MSP_NU"  # tells the tests where it is
VERSION = "26.9.27"
INTEGRITY = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="  # SHA-512
JAR = ROOT / "var" / "tools" / f"vnu-{VERSION}.jar"
INSIDE = "package/build/dist/vnu.jar"  # where npm's archive keeps it


def obtain() -> Path | None:
    """The checker's file, fetched when it is not here yet; None when it cannot be had."""
    if JAR.is_file():
        return JAR
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"vnu-jar@{VERSION}", *frontend.NPM_OPTIONS]
        done = follow(f"Fetching the Nu HTML checker {VERSION}", command, folder=Path(folder))
        archive = Path(folder, f"vnu-jar-{VERSION}.tgz")
        if done.code != 0 or not archive.is_file():
            return None
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != INTEGRITY:
            return None
        JAR.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as package:
            member = package.extractfile(INSIDE)
            assert member is not None
            unfinished = JAR.with_suffix(".part")
            unfinished.write_bytes(member.read())
            unfinished.replace(JAR)
    return JAR
