"""The way to the council's provider and back: what the browser carries there in a short-lived cookie of its own.

The provider's reply is a step from another site, and with that a browser does not send the session cookie, which is
SameSite=Strict. So this cookie is SameSite=Lax, holds nothing about a person, and says which session it began in.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flask import Flask, abort, current_app, request, session
from itsdangerous import BadData, URLSafeSerializer
from werkzeug import Response

from msp_dialogue.accounts.identities import Identity
from msp_dialogue.database import DatabaseProblem, read_private_file
from msp_dialogue.settings import SettingProblem, Settings
from msp_dialogue.web.proof import Answer, Secrets
from msp_dialogue.web.service import service

if TYPE_CHECKING:
    from msp_dialogue.web.provider import Provider

EXTENSION = "msp_dialogue.single_sign_on"
WAY_BACK = "/single-sign-on/back"
VALID_FOR = timedelta(minutes=10)
_LONGEST_CODE = 2048  # bytes: the cookie holds it for one step, and browsers keep no cookie over 4096


class Purpose(StrEnum):
    """What somebody went to the provider for; it follows from who is there, and is no choice of the browser's."""

    SIGN_IN = "sign_in"
    BIND = "bind"
    TAKE_BACK = "take_back"


class Lost(Exception):
    """What came back does not belong to a sign-in that this browser began here at most 10 minutes ago."""


@dataclass(frozen=True)
class Waiting:
    """A sign-in under way: the SHA-256 of its state and of the session it began in, and when; later the code."""

    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    began_in: str
    began: float
    code: str = ""
    came: float = 0

    @classmethod
    def new(cls, purpose: Purpose, sent: Secrets) -> Self:
        """One that begins now, in the session of this request."""
        now = service().now().timestamp()
        return cls(purpose, _hash(sent.state), sent.nonce, sent.verifier, this_session(), now)

    @classmethod
    def of_request(cls) -> Self:
        """The one that this browser carries; raises Lost."""
        try:
            carried = cls(**_signer().loads(request.cookies.get(_cookie(), "")))
        except (BadData, TypeError, ValueError):
            raise Lost from None
        began = datetime.fromtimestamp(carried.began, tz=service().now().tzinfo)
        if not began <= service().now() < began + VALID_FOR:
            raise Lost
        return replace(carried, purpose=Purpose(carried.purpose))

    def answered(self, said: Mapping[str, str]) -> Self:
        """With the code that the provider sent for it; raises Lost for an answer to another question."""
        code = said.get("code", "")
        same = hmac.compare_digest(self.state, _hash(said.get("state", "")))
        if self.code or not same or not provider().names_itself(said.get("iss")):
            raise Lost
        if not 0 < len(code.encode()) <= _LONGEST_CODE:
            raise Lost
        return replace(self, code=code, came=service().now().timestamp())

    def belongs_here(self) -> bool:
        """Whether the browser is in the very session that it began in: nobody else came to this device since."""
        return bool(self.code) and hmac.compare_digest(self.began_in, this_session())

    def identity(self) -> Identity:
        """Who signed in at the provider less than a minute ago; raises Unreachable or NotProven [A-12].

        Whoever binds their account types its password in between: for them the minute ends as they come back.
        """
        at = service().now()
        came = datetime.fromtimestamp(self.came, tz=at.tzinfo) if self.purpose is Purpose.BIND else at
        return provider().identity(Answer(self.code, came, self.nonce, self.verifier), at=at)

    def carry(self, response: Response) -> Response:
        """Have the browser carry it on."""
        response.set_cookie(
            _cookie(),
            _signer().dumps(asdict(self)),
            max_age=VALID_FOR,
            secure=service().settings.tls,
            httponly=True,
            samesite="Lax",
            path="/",
        )
        return response


def forget(response: Response) -> Response:
    """End the sign-in under way, if there is one: what was carried is not used twice."""
    tls = service().settings.tls
    response.delete_cookie(_cookie(), secure=tls, httponly=True, samesite="Lax", path="/")
    return response


def install(app: Flask, settings: Settings) -> None:
    """Offer the provider of the settings, if they name one. Raises SettingProblem when its secret cannot be read."""
    if settings.sign_on and settings.public_address:
        from msp_dialogue.web.provider import Provider  # only now: it brings its libraries with it

        secret = _client_secret(settings.sign_on.client_secret_file)
        app.extensions[EXTENSION] = Provider(settings.sign_on, secret, settings.public_address + WAY_BACK)


def offered() -> str:
    """What the provider is called, such as "your council account"; nothing when there is none."""
    sign_on = service().settings.sign_on
    return sign_on.name if sign_on else ""


def asks_for_a_second_factor() -> bool:
    """Whether the provider is trusted to ask everybody for a second factor; otherwise it counts as a password does."""
    sign_on = service().settings.sign_on
    return bool(sign_on and sign_on.second_factor)


def for_taking_back() -> str:
    """What it is called where a handed-over screen can be taken back with it: only if it asks for a second factor, as
    is asked for at the screen itself [A-12].
    """
    return offered() if asks_for_a_second_factor() else ""


def provider() -> "Provider":
    """The provider; where there is none, its pages are not there either."""
    found: Provider = current_app.extensions.get(EXTENSION) or abort(404)
    return found


def this_session() -> str:
    """What tells this session from every other, and cannot be used in its place."""
    return _hash(session._get_current_object().token)  # type: ignore[attr-defined]


def _client_secret(file: Path) -> str:
    try:
        secret = read_private_file(file).decode().strip()
    except DatabaseProblem as problem:
        raise SettingProblem(f"MSP_OIDC_CLIENT_SECRET_FILE: {problem}") from None
    except UnicodeDecodeError:
        secret = ""
    if not secret:
        raise SettingProblem(f"MSP_OIDC_CLIENT_SECRET_FILE: {file} does not hold the client's secret as text.")
    return secret


def _cookie() -> str:
    return "__Host-sso" if service().settings.tls else "sso"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt="single sign-on")


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
