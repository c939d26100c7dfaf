"""The configuration, read once from the environment, checked and frozen; it must not open files or know its users."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from msp_dialogue.authority import Authority, AuthorityProblem

ROOT = Path(__file__).resolve().parent.parent
LONGEST_REST = timedelta(minutes=10)
_EXIT_SITE = re.compile(r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]*)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_HOPS = 5
_TRUTH = {"true": True, "false": False}
_AUTHORITY = {
    "ons_code": "MSP_ONS_CODE",
    "la_code": "MSP_LA_CODE",
    "la_name": "MSP_LA_NAME",
    "region_code": "MSP_REGION_CODE",
    "region_name": "MSP_REGION_NAME",
    "council_type": "MSP_COUNCIL_TYPE",
}
"""What the national return calls the council [S4]; none is needed, and what is not set stays empty there."""


class SecondFactor(StrEnum):
    """Whether everybody signs in with a second factor, or only those who set one up."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class SettingProblem(ValueError):
    """A setting that cannot be used; the text names it and says what to write instead."""


@dataclass(frozen=True, kw_only=True)
class SignOn:
    """Signing in through the council's own provider by OpenID Connect [A-11]; the client's secret stays in its file.

    `issuer` is the provider's address exactly as the provider writes it; `name` ends "Sign in with ...", such as
    "your council account". `second_factor` is true when the provider is trusted to have asked for one.
    Raises SettingProblem for an issuer that is not https, except on this machine.
    """

    issuer: str
    client_id: str
    client_secret_file: Path
    name: str
    second_factor: bool = False

    def __post_init__(self) -> None:
        if not is_safe_address(self.issuer):
            raise SettingProblem(f"MSP_OIDC_ISSUER must be an address that begins with https://, not {self.issuer}.")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self | None:
        """The settings named MSP_OIDC_..., all of them or none. Raises SettingProblem."""
        issuer, client_id = _text(environ, "MSP_OIDC_ISSUER"), _text(environ, "MSP_OIDC_CLIENT_ID")
        secret, name = _path(environ, "MSP_OIDC_CLIENT_SECRET_FILE"), _text(environ, "MSP_OIDC_NAME")
        second_factor = _text(environ, "MSP_OIDC_SECOND_FACTOR")
        if second_factor not in {None, "provider"}:
            raise SettingProblem("MSP_OIDC_SECOND_FACTOR must be provider, or be left out.")
        if issuer and client_id and secret and name:
            return cls(
                issuer=issuer,
                client_id=client_id,
                client_secret_file=secret,
                name=name,
                second_factor=second_factor is not None,
            )
        if issuer or client_id or secret or name or second_factor:
            raise SettingProblem(
                "MSP_OIDC_ISSUER, MSP_OIDC_CLIENT_ID, MSP_OIDC_CLIENT_SECRET_FILE and MSP_OIDC_NAME go together:"
                " give all of them or none."
            )
        return None

    def to_environ(self) -> dict[str, object]:
        """The same settings as `from_environ` reads them."""
        return {
            "MSP_OIDC_ISSUER": self.issuer,
            "MSP_OIDC_CLIENT_ID": self.client_id,
            "MSP_OIDC_CLIENT_SECRET_FILE": self.client_secret_file,
            "MSP_OIDC_NAME": self.name,
            "MSP_OIDC_SECOND_FACTOR": "provider" if self.second_factor else None,
        }


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where things are and how the service is reached. No secret is a setting: the key stays in its file [K-02].

    `rest_after` is how long a handed-over screen may be left alone, at most 10 minutes. `exit_site` is the harmless
    page that leaving in a hurry leads to. `proxy_hops` is how many proxies of the council's own stand in front, whose
    word on who asks is believed [L-02]. `tls` is true when people reach the service by https, through its own
    certificate or a proxy in front. `public_address` is what people type to reach it, such as
    https://dialogue.council.example: what a browser says of it (the Host header) is never believed. `languages` are
    the codes of those that may be offered, None for every one that is complete and checked; `draft_languages` offers
    unchecked ones too. `recordings` is where the council's own readings of fixed wording are; `releases`
    is where released figures are. `authority` is what the national return calls the council. Raises SettingProblem for
    what is unsafe together.
    """

    data: Path
    key_file: Path
    flows: Path | None = None
    theme: Path | None = None
    pictures: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    tls: bool = False
    certificate: Path | None = None
    certificate_key: Path | None = None
    demo: bool = False
    council: str = "Adult social care"
    rest_after: timedelta = LONGEST_REST
    exit_site: str = "https://www.bbc.co.uk/weather"
    second_factor: SecondFactor = SecondFactor.REQUIRED
    public_address: str | None = None
    sign_on: SignOn | None = None
    proxy_hops: int = 0
    languages: tuple[str, ...] | None = None
    draft_languages: bool = False
    sounds: Path | None = None
    recordings: Path | None = None
    releases: Path | None = None
    authority: Authority = field(default_factory=Authority)

    def __post_init__(self) -> None:
        if not 1 <= self.port <= 65535:
            raise SettingProblem(f"The port must be a number from 1 to 65535, not {self.port}.")
        if not 0 <= self.proxy_hops <= MOST_HOPS:
            raise SettingProblem(f"MSP_PROXY_HOPS must be a number from 0 to {MOST_HOPS}, not {self.proxy_hops}.")
        if (self.certificate is None) != (self.certificate_key is None):
            raise SettingProblem("A certificate and its key go together: give both or neither.")
        if self.certificate is not None and not self.tls:
            raise SettingProblem("With a certificate the pages are reached by https: leave MSP_TLS out or say true.")
        if not self.tls and not _is_this_machine(self.host):
            raise SettingProblem(
                f"Without https only this machine may be served, so not {self.host}:"
                " give --certificate and --certificate-key, or --behind-tls-proxy."
            )
        if not timedelta(minutes=1) <= self.rest_after <= LONGEST_REST:
            raise SettingProblem("MSP_REST_AFTER is in minutes, from 1 to 10: how long a screen may be left alone.")
        if not _EXIT_SITE.fullmatch(self.exit_site):
            raise SettingProblem("MSP_EXIT_SITE must be the address of a harmless page, beginning with https://")
        if self.sign_on and self.sign_on.client_secret_file.resolve().is_relative_to(self.data.resolve()):
            raise SettingProblem(f"The provider's client secret must lie outside the data folder {self.data}.")
        if self.key_file.resolve().is_relative_to(self.data.resolve()):
            raise SettingProblem(f"The key must lie outside the data folder {self.data}, or it protects nothing.")
        self._check_languages()
        self._check_public_address()

    def _check_languages(self) -> None:
        for code in self.languages or ():
            if not _LANGUAGE.fullmatch(code):
                raise SettingProblem(f"MSP_LANGUAGES must be codes with commas between, as in en,cy,ur, not {code!r}.")

    def _check_public_address(self) -> None:
        address = self.public_address
        if address is None:
            if self.sign_on:
                raise SettingProblem(
                    "With MSP_OIDC_ISSUER the provider must know the way back: give MSP_PUBLIC_ADDRESS."
                )
            return
        parts = urlsplit(address)
        if not is_safe_address(address) or parts.path or parts.query or parts.fragment:
            raise SettingProblem(
                f"MSP_PUBLIC_ADDRESS must be like https://dialogue.council.example, nothing behind it, not {address}."
            )
        if self.tls != (parts.scheme == "https"):
            raise SettingProblem("MSP_PUBLIC_ADDRESS and MSP_TLS contradict each other: https needs MSP_TLS.")

    @property
    def database(self) -> Path:
        """The database's file; a demonstration has another name, so that neither can be taken for the other."""
        return self.data / ("demonstration.db" if self.demo else "record.db")

    @property
    def sound_folder(self) -> Path:
        """Where sounds of fixed wording are kept: beside the data, never in it, since they are no part of it."""
        return self.sounds or self.data.with_name("sounds")

    @property
    def release_folder(self) -> Path:
        """Where released figures are: files that can be read, and handed out, without the database or its key."""
        return self.releases or self.data / "releases"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """The settings named MSP_...; what is not there has a safe value. Raises SettingProblem."""
        demo = _truth(environ, "MSP_DEMO", otherwise=False)
        place = ROOT / "var" / "demo" if demo else ROOT / "var"
        certificate = _path(environ, "MSP_CERTIFICATE")
        return cls(
            data=_path(environ, "MSP_DATA") or place / "data",
            key_file=_path(environ, "MSP_KEY_FILE") or place / "key",
            flows=_path(environ, "MSP_FLOWS"),
            theme=_path(environ, "MSP_THEME"),
            pictures=_path(environ, "MSP_PICTURES"),
            host=_text(environ, "MSP_HOST") or "127.0.0.1",
            port=_port(environ),
            tls=_truth(environ, "MSP_TLS", otherwise=certificate is not None),
            certificate=certificate,
            certificate_key=_path(environ, "MSP_CERTIFICATE_KEY"),
            demo=demo,
            council=_text(environ, "MSP_COUNCIL") or cls.council,
            rest_after=timedelta(minutes=_number(environ, "MSP_REST_AFTER", otherwise=10)),
            exit_site=_text(environ, "MSP_EXIT_SITE") or cls.exit_site,
            second_factor=_second_factor(environ, demo=demo),
            public_address=_text(environ, "MSP_PUBLIC_ADDRESS"),
            sign_on=SignOn.from_environ(environ),
            proxy_hops=_number(environ, "MSP_PROXY_HOPS", otherwise=0),
            languages=_codes(environ, "MSP_LANGUAGES"),
            draft_languages=_truth(environ, "MSP_DRAFT_LANGUAGES", otherwise=False),
            sounds=_path(environ, "MSP_SOUNDS"),
            recordings=_path(environ, "MSP_RECORDINGS"),
            releases=_path(environ, "MSP_RELEASES"),
            authority=_authority(environ),
        )

    def to_environ(self) -> dict[str, str]:
        """The same settings as `from_environ` reads them, for a process that is started from here."""
        values = {
            "MSP_DATA": self.data,
            "MSP_KEY_FILE": self.key_file,
            "MSP_FLOWS": self.flows,
            "MSP_THEME": self.theme,
            "MSP_PICTURES": self.pictures,
            "MSP_HOST": self.host,
            "MSP_PORT": self.port,
            "MSP_TLS": str(self.tls).lower(),
            "MSP_CERTIFICATE": self.certificate,
            "MSP_CERTIFICATE_KEY": self.certificate_key,
            "MSP_DEMO": str(self.demo).lower(),
            "MSP_COUNCIL": self.council,
            "MSP_REST_AFTER": round(self.rest_after / timedelta(minutes=1)),
            "MSP_EXIT_SITE": self.exit_site,
            "MSP_SECOND_FACTOR": self.second_factor,
            "MSP_PUBLIC_ADDRESS": self.public_address,
            **(self.sign_on.to_environ() if self.sign_on else {}),
            "MSP_PROXY_HOPS": self.proxy_hops,
            "MSP_LANGUAGES": None if self.languages is None else ",".join(self.languages),
            "MSP_DRAFT_LANGUAGES": str(self.draft_languages).lower(),
            "MSP_SOUNDS": self.sounds,
            "MSP_RECORDINGS": self.recordings,
            "MSP_RELEASES": self.releases,
            **{name: getattr(self.authority, field) or None for field, name in _AUTHORITY.items()},
        }
        return {name: str(value) for name, value in values.items() if value is not None}


def is_safe_address(address: str, *, here: bool = True) -> bool:
    """Whether what is said to this address stays private: https, or if `here` this machine itself; no name in it."""
    try:
        parts = urlsplit(address)
        reachable = parts.hostname and parts.port != 0
    except ValueError:
        return False
    if not reachable or parts.hostname is None or "@" in parts.netloc or any(map(str.isspace, address)):
        return False
    return parts.scheme == "https" or (here and parts.scheme == "http" and _is_this_machine(parts.hostname))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(name)
    if value is not None and not value.strip():
        raise SettingProblem(f"{name} is set to nothing: give it a value or leave it out.")
    return value


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    value = _text(environ, name)
    return None if value is None else Path(value).absolute()


def _port(environ: Mapping[str, str]) -> int:
    value = _text(environ, "MSP_PORT") or "8000"
    if not (value.isascii() and value.isdecimal()):
        raise SettingProblem(f"The port must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def _number(environ: Mapping[str, str], name: str, *, otherwise: int) -> int:
    value = _text(environ, name)
    if value is None:
        return otherwise
    if not (value.isascii() and value.isdecimal() and len(value) < 5):
        raise SettingProblem(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def _authority(environ: Mapping[str, str]) -> Authority:
    said = {field: _text(environ, name) or "" for field, name in _AUTHORITY.items()}
    try:
        return Authority(**said)
    except AuthorityProblem as problem:
        wrong = problem.field
        raise SettingProblem(f"{_AUTHORITY[wrong]} must be {problem}, not {said[wrong]!r}.") from problem


def _codes(environ: Mapping[str, str], name: str) -> tuple[str, ...] | None:
    value = _text(environ, name)
    return None if value is None else tuple(each.strip() for each in value.split(","))


def _second_factor(environ: Mapping[str, str], *, demo: bool) -> SecondFactor:
    value = _text(environ, "MSP_SECOND_FACTOR")
    if value is None:
        return SecondFactor.OPTIONAL if demo else SecondFactor.REQUIRED
    if value not in set(SecondFactor):
        raise SettingProblem(f"MSP_SECOND_FACTOR must be {' or '.join(SecondFactor)}, not {value!r}.")
    return SecondFactor(value)


def _truth(environ: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    value = _text(environ, name)
    if value is None:
        return otherwise
    if value not in _TRUTH:
        raise SettingProblem(f"{name} must be true or false, not {value!r}.")
    return _TRUTH[value]
