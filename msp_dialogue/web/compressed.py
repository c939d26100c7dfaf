"""Pages, styles and scripts are sent compressed to browsers that take them so; sounds, pictures and files are not.

A page's length then depends on what is in it twice. That gives a secret away only to whoever can make the browser ask
for a page with words of theirs beside the secret. No other site can: it is never sent our cookie (SameSite=Strict), its
forms are refused, and no page shows anything of its own address but choices of ours and days.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

from msp_dialogue.web.headers import SAME_FOR_ALL

KINDS = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
WORTH_IT = 1000
"""Bytes below which a reply is sent as it is."""
LEVEL = 3
"""A page takes two thirds of the time of level 6, and is a twentieth longer."""
HARDEST = 9
FILES = 128
"""How many files are kept as they were compressed: more than there are, so that each is compressed once."""


def install(app: Flask) -> None:
    """Compress what is worth it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in KINDS or response.location:
            return response
        response.vary.add("Accept-Encoding")
        if (
            response.status_code == 206
            or not request.accept_encodings["gzip"]
            or "Content-Encoding" in response.headers
        ):
            return response
        response.direct_passthrough = False
        whole = response.get_data()
        if len(whole) >= WORTH_IT:
            smaller = _once(whole) if request.endpoint in SAME_FOR_ALL else gzip.compress(whole, LEVEL, mtime=0)
            response.set_data(smaller)
            response.headers["Content-Encoding"] = "gzip"
        return response


@lru_cache(FILES)
def _once(whole: bytes) -> bytes:
    """What is the same for everybody, compressed hard; found again by its content, so that a changed file is not."""
    return gzip.compress(whole, HARDEST, mtime=0)
