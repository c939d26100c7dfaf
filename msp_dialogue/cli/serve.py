"""`serve`: prepare the database, then serve the pages on this machine; the rules of both live elsewhere."""

import os
from datetime import UTC, datetime

import click

from msp_dialogue import logs
from msp_dialogue.cli import _first_start, _picture_files, _server
from msp_dialogue.pictures import read_pictures
from msp_dialogue.record.library import read_flows
from msp_dialogue.settings import Settings
from msp_dialogue.theme import read_theme

SETTING = {
    "demo": "MSP_DEMO",
    "port": "MSP_PORT",
    "host": "MSP_HOST",
    "data": "MSP_DATA",
    "key": "MSP_KEY_FILE",
    "certificate": "MSP_CERTIFICATE",
    "certificate_key": "MSP_CERTIFICATE_KEY",
    "behind_tls_proxy": "MSP_TLS",
}


@click.command()
@click.option("--demo", is_flag=True, help="A separate demonstration with invented people.")
@click.option("--port", metavar="N", help="The port to listen on (8000).")
@click.option("--host", metavar="ADDRESS", help="The address to listen on (127.0.0.1: this machine only).")
@click.option("--data", metavar="DIR", help="The folder of the encrypted database (var/data).")
@click.option("--key", metavar="FILE", help="The file with the database's key (var/key).")
@click.option("--certificate", metavar="FILE", help="Serve https with this certificate (PEM).")
@click.option("--certificate-key", metavar="FILE", help="The private key of the certificate (PEM).")
@click.option("--behind-tls-proxy", is_flag=True, help="A proxy in front adds https.")
def command(**given: str | bool | None) -> None:
    """Start the service.

    On the first start the encrypted database and its key are made, and a link to create the first account is shown.
    An option wins over the environment variable of the same meaning.
    """
    settings = _settings(given)
    if settings.theme:
        read_theme(settings.theme)  # refused before anything is written
    if settings.pictures:
        book = read_pictures(settings.pictures)  # and so are pictures
        for line in _picture_files.told(book, read_flows(settings.flows)):
            click.echo(line, err=True)
    address = _server.free_address(settings.host, settings.port)
    logs.write()
    os.umask(0o077)  # whatever the service writes is its own user's alone
    token = _first_start.prepare(settings, at=datetime.now(UTC))
    os.environ.update(settings.to_environ())
    os.environ.pop("FLASK_RUN_FROM_CLI", None)  # the server's process must not fall back to commands only
    no_help = token is None and _first_start.lacks_help_numbers(settings)
    _server.serve(settings, address, _announcement(settings, token, no_help=no_help))


def _settings(given: dict[str, str | bool | None]) -> Settings:
    words = {name: "true" if value is True else value for name, value in given.items() if value not in (None, False)}
    return Settings.from_environ({**os.environ, **{SETTING[name]: str(word) for name, word in words.items()}})


def _announcement(settings: Settings, token: str | None, *, no_help: bool) -> str:
    scheme = "https" if settings.certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"{scheme}://{host}:{settings.port}/"
    lines = [f"MSP Dialogue is at {address} (Ctrl-C ends it)."]
    if token is not None:
        lines.append(f"Create the first account at {address}first-account/{token} (works once, within 24 hours).")
    if no_help:
        lines.append(f"Get help has no numbers yet: an administrator adds them at {address}settings/help.")
    return "\n".join(lines)
