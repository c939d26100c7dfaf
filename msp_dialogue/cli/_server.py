"""The production server: one worker process, which ends with its parent and says so once it really listens.

Knows no pages, no database and no flows.
"""

import errno
import importlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import MPServer

from msp_dialogue import logs
from msp_dialogue.cli import _process, in_words
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
    """Serve at the numeric `address` until Ctrl-C or a signal ends it; `announcement` is printed once it listens."""
    server = _server(settings, address)
    _end_with_terminal(server)
    if APPLICATION in sys.modules:  # under `flask --app app`: its open database must not be carried over a fork
        multiprocessing.set_start_method("spawn", force=True)
    try:
        server.serve(target_loader=partial(_load, address, settings.port, announcement), wrap_loader=False)
    except SystemExit:
        if not server.interrupt_signal:  # on Windows Ctrl-C reaches the worker too, so that it may end first
            raise


def _server(settings: Settings, address: str) -> MPServer:
    try:
        return MPServer(
            APPLICATION,
            address=address,
            port=settings.port,
            interface=Interfaces.WSGI,
            blocking_threads=HEARING,
            http=HTTPModes.http1,
            websockets=False,
            log_dictconfig=logs.CONFIG,
            log_access=False,  # a list of who opened which page when would be a second, unguarded trail [G-06]
            log_level=LogLevels.error,  # its warnings may be false: it looks at the worker in two threads
            ssl_cert=settings.certificate,
            ssl_key=settings.certificate_key,
            ssl_protocol_min=SSLProtocols.tls12,  # older tablets know no newer one
            workers_kill_timeout=GRACE,
        )
    except OSError as problem:
        why = problem.strerror or problem
        raise NotServed(f"{settings.certificate} and {settings.certificate_key} cannot be used: {why}") from problem


def _end_with_terminal(server: MPServer) -> None:
    """Let a closed terminal end the service, unless nohup says otherwise; granian would load everything anew."""
    if sys.platform != "win32":
        told_to_go_on = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        wanted = signal.SIG_IGN if told_to_go_on else server.signal_handler_interrupt
        server.on_startup(lambda: signal.signal(signal.SIGHUP, wanted))


def _load(address: str, port: int, announcement: str) -> Any:
    """In the worker: give the application. A module's own function, since Windows starts a fresh process for it."""
    logs.write()
    _process.give_memory_back()
    _process.take_turns()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the handler inherited from the parent would swallow its "end"
    if sys.platform != "win32":
        # Ctrl-C and a closed terminal are for the parent, which then ends us: of two signals at once one could be lost.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        application = importlib.import_module(APPLICATION).app
    except Exception as problem:
        words = in_words(problem)
        if words is None:
            raise
        click.echo(f"Error: {words}", err=True)
        raise SystemExit(1) from None
    _process.leave_what_stays()
    threading.Thread(target=_announce, args=(address, port, announcement), daemon=True).start()
    return InTurn(application)


def _end_with_parent() -> None:
    """A killed parent must not leave a worker that holds the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


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
            print(announcement, flush=True)  # noqa: T201 - the server's process has no other way to tell
            return
