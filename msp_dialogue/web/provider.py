"""Asks the council's OpenID Connect provider who somebody is, and believes only what it can prove [A-11, A-12].

It must not know accounts, pages or cookies. Load it where there is a provider only: it brings 16 MB with it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, KeySet
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from msp_dialogue.accounts.identities import Identity
from msp_dialogue.settings import SignOn, is_safe_address
from msp_dialogue.web.proof import Answer, NotProven, Secrets, Unreachable

LOG: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

ALGORITHMS = ("RS256", "PS256", "ES256")
"""With a key pair only: `none` proves nothing, and a shared secret (HS256) may be one that everybody knows."""

KEY_TYPES = ("RSA", "EC")
FRESH = timedelta(seconds=60)
LEEWAY = timedelta(seconds=30)
KEPT_FOR = timedelta(hours=1)
PATIENCE = (3, 5)  # seconds to connect, and to wait for an answer
LONGEST_ANSWER = 256 * 1024  # bytes
LONGEST_WAIT = 10  # seconds for a whole answer, however it trickles
TURN = 1  # seconds to wait while another request asks the provider
_LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class _Known:
    """What the provider says of itself, and when it said so."""

    authorization: str
    token: str
    keys: KeySet
    method: str
    names_itself: bool
    at: datetime


class _Brief(HTTPAdapter):
    """Takes an answer of the provider's only if it is short and comes soon: another request waits behind it."""

    def send(self, request: PreparedRequest, *others: Any, **more: Any) -> Response:
        """Send a request and read the whole answer. Raises RequestException."""
        until = monotonic() + LONGEST_WAIT
        reply = super().send(request, *others, **{**more, "stream": True})
        body = bytearray()
        try:
            while piece := reply.raw.read1(16 * 1024, decode_content=True):
                body += piece
                if len(body) > LONGEST_ANSWER or monotonic() > until:
                    raise RequestException("too long")
        except HTTPError as problem:
            raise RequestException(str(problem)) from None
        finally:
            reply.close()
        reply._content = bytes(body)  # where requests keeps what it has read
        return reply


class Provider:
    """The council's provider; its description and keys are kept for an hour, and fetched again for an unknown key."""

    def __init__(self, sign_on: SignOn, secret: str, way_back: str) -> None:
        """`way_back` is our own address that the provider sends people back to."""
        self.sign_on = sign_on
        self._secret = secret
        self._way_back = way_back
        self._known: _Known | None = None
        self._asking = Lock()

    def address(self, sent: Secrets, *, at: datetime) -> str:
        """Where to send a browser to sign in, anew even if it is signed in there: the device changes hands.

        Raises Unreachable.
        """
        with self._one_at_a_time(), self._client() as client:
            address, _state = client.create_authorization_url(
                self._about(client, at).authorization,
                state=sent.state,
                code_verifier=sent.verifier,
                nonce=sent.nonce,
                prompt="login",
                max_age=int(FRESH.total_seconds()),  # so that it must say when
            )
        return str(address)

    def names_itself(self, issuer: str | None) -> bool:
        """Whether an answer that says to be from `issuer` may be this provider's (RFC 9207)."""
        must = self._known is not None and self._known.names_itself
        return issuer == self.sign_on.issuer or (issuer is None and not must)

    def identity(self, answer: Answer, *, at: datetime) -> Identity:
        """Who signed in there, for the code in the answer. Raises Unreachable or NotProven."""
        with self._one_at_a_time(), self._client() as client:
            token = self._redeem(client, answer, at)
            claims = self._signed(client, token, at)
        return proven(claims, self.sign_on, answer, at=at)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Never more than one request waits for the provider: the others have people's answers to keep."""
        if not self._asking.acquire(timeout=TURN):
            raise Unreachable("busy")
        try:
            yield
        except RequestException as problem:
            raise _unusable(type(problem).__name__) from None
        finally:
            self._asking.release()

    def _client(self, method: str | None = None) -> OAuth2Session:
        client = OAuth2Session(
            client_id=self.sign_on.client_id,
            client_secret=self._secret,
            token_endpoint_auth_method=method,
            scope="openid",  # nothing of the person but the provider's word for them
            redirect_uri=self._way_back,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
            max_redirects=0,
            trust_env=self._is_elsewhere,  # this machine is not reached through a proxy
        )
        client.mount("http://", _Brief())
        client.mount("https://", _Brief())
        return client

    @property
    def _is_elsewhere(self) -> bool:
        return self.sign_on.issuer.startswith("https:")

    def _about(self, client: OAuth2Session, at: datetime, *, anew: bool = False) -> _Known:
        known = self._known
        if anew or known is None or not known.at <= at < known.at + KEPT_FOR:
            known = self._known = self._learn(client, at)
        return known

    def _learn(self, client: OAuth2Session, at: datetime) -> _Known:
        issuer = self.sign_on.issuer
        said = _json(client, issuer.rstrip("/") + "/.well-known/openid-configuration")
        if said.get("issuer") != issuer:
            raise _unusable("another_issuer")  # it must be MSP_OIDC_ISSUER letter for letter
        places = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        authorization, token, keys = (place if isinstance(place, str) else "" for place in places)
        if not all(is_safe_address(each, here=not self._is_elsewhere) for each in (authorization, token, keys)):
            raise _unusable("address_missing_or_not_https")
        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return _Known(
            authorization=authorization,
            token=token,
            keys=_keys(_json(client, keys)),
            method="client_secret_basic" if "client_secret_basic" in methods else "client_secret_post",
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
            at=at,
        )

    def _redeem(self, client: OAuth2Session, answer: Answer, at: datetime) -> str:
        """The identity token for the code, which the provider gives once."""
        known = self._about(client, at)
        client.token_endpoint_auth_method = known.method
        try:
            given = client.fetch_token(
                known.token,
                grant_type="authorization_code",
                code=answer.code,
                code_verifier=answer.verifier,
            )
        except AuthlibBaseError as refused:
            raise NotProven(f"code_refused:{_word(refused.error)}") from None
        except ValueError as problem:  # not JSON
            raise _unusable(type(problem).__name__) from None
        token = given.get("id_token")
        if not isinstance(token, str):
            raise NotProven("no_identity_token")
        return token

    def _signed(self, client: OAuth2Session, token: str, at: datetime) -> Mapping[str, Any]:
        """What the token says, once a key of the provider's proves that the provider said it."""
        try:
            return _opened(token, self._about(client, at).keys)
        except InvalidKeyIdError:
            keys = self._about(client, at, anew=True).keys  # the provider may have changed its keys
        try:
            return _opened(token, keys)
        except InvalidKeyIdError:
            raise NotProven("unknown_key") from None


def proven(claims: Mapping[str, Any], sign_on: SignOn, answer: Answer, *, at: datetime) -> Identity:
    """Who the signed claims are about, if they are the answer to this very question; raises NotProven.

    They must be for us and nobody else, and the sign-in at most a minute old when the browser came back [A-12].
    """
    subject = claims.get("sub")
    now, came = at.timestamp(), answer.came.timestamp()
    leeway, fresh = LEEWAY.total_seconds(), FRESH.total_seconds()
    checks = {
        "iss": claims.get("iss") == sign_on.issuer,
        "aud": claims.get("aud") in (sign_on.client_id, [sign_on.client_id]),
        "azp": claims.get("azp", sign_on.client_id) == sign_on.client_id,
        "nonce": claims.get("nonce") == answer.nonce,
        "exp": now < _seconds(claims, "exp", otherwise=0) + leeway,
        "iat": _seconds(claims, "iat", otherwise=now + 2 * leeway) <= now + leeway,
        "auth_time": came - fresh <= _seconds(claims, "auth_time", otherwise=0) <= now + leeway,
        "sub": isinstance(subject, str) and subject.isascii() and 0 < len(subject) <= _LONGEST_SUBJECT,
    }
    wrong = [name for name, right in checks.items() if not right]
    if wrong:
        raise NotProven(f"not_right:{'/'.join(wrong)}")
    return Identity(sign_on.issuer, str(subject))


def _seconds(claims: Mapping[str, Any], name: str, *, otherwise: float) -> float:
    value = claims.get(name)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else otherwise


def _opened(token: str, keys: KeySet) -> Mapping[str, Any]:
    try:
        return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    except InvalidKeyIdError:
        raise
    except (JoseError, ValueError, TypeError) as problem:
        raise NotProven(f"not_signed:{type(problem).__name__}") from None


def _json(client: OAuth2Session, address: str) -> Mapping[str, Any]:
    reply = client.get(address, withhold_token=True, headers={"Accept": "application/json"})
    reply.raise_for_status()
    said = reply.json()
    if not isinstance(said, dict):
        raise _unusable("no_description")
    return said


def _keys(said: Mapping[str, Any]) -> KeySet:
    """The provider's keys that sign; shared secrets and keys for other uses are left aside."""
    listed = said.get("keys")
    found = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    signing = [each for each in found if each.get("kty") in KEY_TYPES and each.get("use", "sig") == "sig"]
    try:
        return KeySet([JWKRegistry.import_key(each) for each in signing])
    except (JoseError, ValueError, TypeError) as problem:
        raise _unusable(f"keys:{type(problem).__name__}") from None


def _unusable(why: str) -> Unreachable:
    LOG.error("provider_unusable", kind=why)
    return Unreachable(why)


def _word(error: object) -> str:
    """The provider's one-word reason, or nothing of it: other text could hold anything."""
    text = str(error)
    return text if text.isascii() and text.replace("_", "").isalpha() and len(text) <= 40 else "-"
