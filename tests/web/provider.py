"""A small OpenID Connect provider on a real port, which gives right answers or, as a test asks, wrong ones."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "msp-dialogue", "the client's invented secret"
ALG = "RS256"


@dataclass
class Grant:
    """What a code was given for; a code works once."""

    nonce: str
    challenge: str
    way_back: str


@dataclass
class TestProvider:
    """What it says and does; a test changes it before somebody signs in."""

    __test__ = False

    issuer: str
    key: RSAKey
    now: Callable[[], datetime]
    subject: str = "subject-1"
    claims: dict[str, Any] = field(default_factory=dict)
    """Replace the right claims; one with the value None is left out."""
    header: dict[str, Any] = field(default_factory=dict)
    signing: RSAKey | None = None
    signature: Callable[[bytes], bytes] | None = None
    """Replaces the signature of what it is given."""
    refuses: str = ""
    broken: bool = False
    moved: str = ""
    """Where it says that its description is."""
    described: dict[str, Any] = field(default_factory=dict)
    methods: tuple[str, ...] = ("client_secret_basic",)
    names_itself: bool = False
    grants: dict[str, Grant] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def description(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": list(self.methods),
            "authorization_response_iss_parameter_supported": self.names_itself,
            **self.described,
        }

    def allow(self, query: dict[str, str]) -> str:
        """Somebody signed in: where to send them."""
        said = {"state": query["state"]}
        if self.refuses:
            said["error"] = self.refuses
        else:
            said["code"] = secrets.token_urlsafe(16)
            self.codes.append(said["code"])
            self.grants[said["code"]] = Grant(query["nonce"], query["code_challenge"], query["redirect_uri"])
        if self.names_itself:
            said["iss"] = self.issuer
        return f"{query['redirect_uri']}?{urlencode(said)}"

    def redeem(self, form: dict[str, str], client: tuple[str, str]) -> str | None:
        """The identity token for a code, which works once, with the right client, verifier and way back."""
        grant = self.grants.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = _base64(digest).decode()
        if grant is None or client != (CLIENT, SECRET):
            return None
        if challenge != grant.challenge or form.get("redirect_uri") != grant.way_back:
            return None
        return self.token(grant.nonce)

    def token(self, nonce: str) -> str:
        """An identity token, right but for what the test changed."""
        at = int(self.now().timestamp())
        right = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": at + 300,
            "iat": at,
            "auth_time": at,
            "nonce": nonce,
        }
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        header = {"alg": ALG, "kid": self.key.kid, **self.header}
        if self.signature:
            signed = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
            return b".".join((signed, _base64(self.signature(signed)))).decode()
        return jwt.encode(header, claims, self.signing or self.key, algorithms=[str(header["alg"])])


def _base64(value: bytes) -> bytes:
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def application(provider: TestProvider) -> Flask:
    """Its pages."""
    app = Flask("provider")

    @app.before_request
    def _note() -> ResponseReturnValue | None:
        provider.fetched.append(request.path)
        return ("not just now", 503) if provider.broken else None

    @app.get("/.well-known/openid-configuration")
    def _description() -> ResponseReturnValue:
        return redirect(provider.moved) if provider.moved else jsonify(provider.description())

    @app.get("/keys")
    def _keys() -> ResponseReturnValue:
        return jsonify({"keys": [{**provider.key.as_dict(private=False), "use": "sig"}]})

    @app.get("/authorize")
    def _page() -> ResponseReturnValue:
        return '<!DOCTYPE html><title>Provider</title><form method="post"><button>Yes, it is me</button></form>'

    @app.post("/authorize")
    def _authorize() -> ResponseReturnValue:
        return redirect(provider.allow(request.args.to_dict()))

    @app.post("/token")
    def _token() -> ResponseReturnValue:
        login = request.authorization
        basic = (login.username or "", login.password or "") if login else None
        posted = (request.form.get("client_id", ""), request.form.get("client_secret", ""))
        token = provider.redeem(request.form.to_dict(), basic or posted)
        if token is None:
            return jsonify({"error": "invalid_grant"}), 400
        return jsonify({"access_token": "unused", "token_type": "Bearer", "id_token": token})

    return app


@contextmanager
def running(key: RSAKey, *, host: str = "127.0.0.1") -> Iterator[TestProvider]:
    """A provider that listens, at a port of its own; its clock is the real one until a test sets it."""
    provider = TestProvider("", key, lambda: datetime.now(UTC))
    server = make_server("127.0.0.1", 0, application(provider), threaded=True)
    provider.issuer = f"http://{host}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
