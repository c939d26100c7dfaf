"""Pages, styles and scripts are sent compressed to browsers that take them so; sounds, pictures and files are not.

A page's length then depends on what is in it twice. That gives a secret away only to whoever can make the browser ask
for a page with words of theirs beside the secret. No other site can: it is never sent our cookie (SameSite=Strict), its
forms are refused, and no page shows anything of its own address but choices of ours and days.
"""

import gzip

from flask import Flask, Response, request

KINDS = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
WORTH_IT = 1000
"""Bytes below which a reply is sent as it is."""
LEVEL = 3
"""A page takes two thirds of the time of level 6, and is a twentieth longer."""


def install(app: Flask) -> None:
    """Compress what is worth it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in KINDS:
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
            response.set_data(gzip.compress(whole, LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response
