"""The production server, in this process alone; it says so once it really listens.

Knows no pages, no database and no flows.
"""

import errno
import importlib
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from typing import Any, NoReturn

import click
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import MPServer

from msp_dialogue import logs
from msp_dialogue.cli import _process
from msp_dialogue.cli._in_turn import HEARING, InTurn
from msp_dialogue.settings import Settings

APPLICATION = "app"  # app.py beside the package; named, not imported, since cli and web do not know each other
GRACE = 5  # seconds for the requests under way when the service ends
_KNOCK = b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"  # over https a refusal, which is an answer
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


class NotServed(click.ClickException):
    """The pages cannot be offered at this address, or not with this certificate."""


def free_address(host: str, port: int) -> str:
    """The numeric address of `host`, once it is sure that the port is free there; raises NotServed.

    Asked before anything is written, and because granian shares a taken port and would answer half of the requests.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if sys.platform == "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        raise NotServed(f"The address {host} is not known here. Give another with --host.") from None
    except OSError as problem:
        raise NotServed(_why_not(problem, host, port)) from problem
    return str(address[0])


def _why_not(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is taken, perhaps by this service already. End the other or give another with --port."
    if problem.errno in (errno.EACCES, errno.EPERM):
        return f"Not allowed to listen on port {port}. Give one above 1023 with --port."
    return f"Cannot listen on {host}, port {port}: {problem.strerror}."


def serve(settings: Settings, address: str, announcement: str) -> None:
    """Serve at the numeric `address` until a signal ends the process; `announcement` is printed once it listens.

    Raises NotServed for a certificate that cannot be used, and what loading the application raises.
    """
    load = partial(_load, address, settings.port, announcement)
    _server(settings, address).serve(target_loader=load, wrap_loader=False)


class _InThisProcess(MPServer):
    """granian without the process that watches over the one that works: all that one does here is to take memory."""

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:
        # Until granian listens for it, and nothing is under way: process 1 of a container would not hear it else.
        signal.signal(signal.SIGTERM, lambda _number, _frame: _end())
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        self._spawn_worker(0, spawn_target, target_loader).inner.run()
        _end()


def _server(settings: Settings, address: str) -> _InThisProcess:
    try:
        return _InThisProcess(
            APPLICATION,
            address=address,
            port=settings.port,
            interface=Interfaces.WSGI,
            blocking_threads=HEARING,
            http=HTTPModes.http1,
            websockets=False,
            log_dictconfig=logs.CONFIG,
            log_access=False,  # a list of who opened which page when would be a second, unguarded trail [G-06]
            log_level=LogLevels.error,
            ssl_cert=settings.certificate,
            ssl_key=settings.certificate_key,
            ssl_protocol_min=SSLProtocols.tls12,  # older tablets know no newer one
        )
    except OSError as problem:
        why = problem.strerror or problem
        raise NotServed(f"{settings.certificate} and {settings.certificate_key} cannot be used: {why}") from problem


def _load(address: str, port: int, announcement: str) -> Any:
    """Give the application, loaded anew where `flask --app app` has loaded it for its commands already."""
    _process.give_memory_back()
    _process.take_turns()
    sys.modules.pop(APPLICATION, None)
    with _process.loading_what_stays():
        application = importlib.import_module(APPLICATION).app
    _end_with_terminal()
    _end_in_time()
    threading.Thread(target=_announce, args=(address, port, announcement), daemon=True).start()
    return InTurn(application)


def _end_with_terminal() -> None:
    """Let a closed terminal end the service as Ctrl-C does, unless nohup says otherwise."""
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda _number, _frame: signal.raise_signal(signal.SIGTERM))


def _end_in_time() -> None:
    """Once a signal ends the service, let the requests under way take GRACE seconds and no longer."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    threading.Thread(target=_end_after, args=(heard, told), daemon=True).start()


def _end_after(heard: socket.socket, _told: socket.socket) -> None:  # both stay open for as long as this waits
    heard.recv(1)
    time.sleep(GRACE)
    _end()


def _end() -> NoReturn:
    """End at once, as granian's own worker does: while Python clears up, its threads could still call it."""
    try:
        click.echo("Stopped.")
    finally:
        os._exit(0)


def _announce(address: str, port: int, announcement: str) -> None:
    """Print once a request was answered: a connection alone is taken before the server runs."""
    while True:
        try:
            with socket.create_connection((_ANY.get(address, address), port), timeout=GRACE) as connection:
                connection.sendall(_KNOCK)
                connection.recv(1)
        except OSError:
            time.sleep(0.02)
        else:
            click.echo(announcement)
            return
