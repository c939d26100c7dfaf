"""The security headers of every reply, whatever its status [O-01 to O-04]."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
ONLY_TO_BE_SEEN = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""The policy of a picture that somebody else drew: opened by itself it runs and loads nothing."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
TRANSPORT = "max-age=31536000; includeSubDomains"
FOR_A_YEAR = "public, max-age=31536000, immutable"
SAME_FOR_ALL = frozenset({"static", "theme.sheet", "theme.logo", "pictures.file"})


def install(app: Flask, *, tls: bool) -> None:
    """Set them on every reply; only what is the same for all, at an address that carries its hash, may be kept."""

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.endpoint == "pictures.file" and response.status_code == 200:
            response.headers["Content-Security-Policy"] = ONLY_TO_BE_SEEN
        if tls:
            response.headers["Strict-Transport-Security"] = TRANSPORT
        hashed = request.endpoint in SAME_FOR_ALL and response.status_code == 200 and "v" in request.args
        response.headers["Cache-Control"] = FOR_A_YEAR if hashed else "no-store"
        return response
