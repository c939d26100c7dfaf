"""Addresses of static files that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import request, url_for

FOLDER = Path(__file__).parent.parent / "static"


@cache
def _version(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]


def static(name: str) -> str:
    """The address of a file of the static folder."""
    return _address(name, request.script_root)


@cache
def _address(name: str, _script_root: str) -> str:
    return url_for("static", filename=name, v=_version(name))


@cache
def has_govuk() -> bool:
    """Whether, when the service began, the set-up could fetch GOV.UK Frontend; without it our own style sheet does."""
    return (FOLDER / "govuk" / "govuk-frontend.min.css").is_file()
