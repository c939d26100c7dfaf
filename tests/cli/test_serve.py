"""The service as it is started: it says where it is once it answers, refuses a taken port, and ends when told to."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from msp_dialogue.cli._server import NotServed, free_address
from msp_dialogue.database import create_key
from msp_dialogue.settings import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def service(folder: Path, port: int, *by: str) -> Iterator[subprocess.Popen[str]]:
    """The service in a process group of its own, as in a terminal; its first line is read when the block begins."""
    command = [*(by or ("-m", "msp_dialogue")), "serve", "--port", str(port)]
    command += ["--data", str(folder / "data"), "--key", str(folder / "key")]
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def rest_of(process: subprocess.Popen[str]) -> str:
    """What is still said until the last process of the service is gone."""
    assert process.stdout is not None
    return process.stdout.read()


def status(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse().status
    connection.close()
    return answer


@contextmanager
def half_asked(port: int) -> Iterator[socket.socket]:
    """A connection by which the service has heard the first half of a request, two bytes short."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as browser:
        browser.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nna")
        assert status(port, "/sign-in") == 200  # it has heard that by now
        yield browser


def group_of(process: subprocess.Popen[str]) -> list[Path]:
    """The folders in /proc of every process of the service."""

    def group(own: Path) -> int:
        try:
            return os.getpgid(int(own.name))
        except ProcessLookupError:
            return 0

    return [own for own in Path("/proc").iterdir() if own.name.isdecimal() and group(own) == process.pid]


def test_the_first_start_says_where_it_is_and_gives_a_link_that_opens(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        where, link = line_of(process), line_of(process)

        assert where == f"MSP Dialogue is at http://127.0.0.1:{port}/ (Ctrl-C ends it).\n"
        address = next(word for word in link.split() if word.startswith("http"))
        assert status(port, address.removeprefix(f"http://127.0.0.1:{port}")) == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ctrl_c_a_stop_and_a_closed_terminal_end_it_in_good_order(tmp_path: Path, name: str) -> None:
    with service(tmp_path, free_port()) as process:
        line_of(process)
        line_of(process)
        os.killpg(process.pid, getattr(signal, name))
        told = rest_of(process)

        assert process.wait() == 0
    assert told == "Stopped.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once")
def test_a_request_under_way_is_answered_before_it_ends(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        line_of(process)
        line_of(process)
        with half_asked(port) as browser:
            os.kill(process.pid, signal.SIGTERM)
            browser.sendall(b"me")
            answer = browser.recv(64)

        assert answer.startswith(b"HTTP/1.1 4")
        assert rest_of(process).endswith("Stopped.\n")
        assert process.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process at once")
def test_a_request_that_never_ends_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        line_of(process)
        line_of(process)
        with half_asked(port):
            os.kill(process.pid, signal.SIGTERM)

            assert rest_of(process) == "Stopped.\n"
            assert process.wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not shown as files")
def test_it_is_one_process_since_another_would_hold_everything_a_second_time(tmp_path: Path) -> None:
    with service(tmp_path, free_port()) as process:
        line_of(process)

        assert [own.name for own in group_of(process)] == [str(process.pid)]


def test_a_start_loads_no_library_that_only_some_pages_need() -> None:
    only_some = {"authlib", "docx", "highspy", "numpy", "openpyxl", "requests", "weasyprint", "xlsxwriter"}
    program = "import sys, msp_dialogue.web, msp_dialogue.cli.serve; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not only_some & set(told.stdout.split())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_without_a_terminal_it_goes_on_when_nohup_says_so(tmp_path: Path) -> None:
    port = free_port()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does; handed down to what is started
    try:
        with service(tmp_path, port) as process:
            line_of(process)
            os.kill(process.pid, signal.SIGHUP)

            assert status(port, "/sign-in") == 200
    finally:
        signal.signal(signal.SIGHUP, before)


def test_flask_starts_it_too_with_its_options_and_not_what_flask_had_loaded(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port, "-m", "flask", "--app", "app") as process:
        where, link = line_of(process), line_of(process)

        assert where == f"MSP Dialogue is at http://127.0.0.1:{port}/ (Ctrl-C ends it).\n"
        address = next(word for word in link.split() if word.startswith("http"))
        assert status(port, address.removeprefix(f"http://127.0.0.1:{port}")) == 200


def test_a_connection_is_kept_for_the_next_request(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        line_of(process)
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        local = set()
        for path in ("/sign-in", "/static/app.css", "/nowhere"):
            connection.request("GET", path)
            connection.getresponse().read()
            assert connection.sock is not None, f"closed after {path}"
            local.add(connection.sock.getsockname())
        connection.close()

    assert len(local) == 1


def test_a_killed_service_leaves_no_process_that_holds_the_port(tmp_path: Path) -> None:
    port = free_port()
    with service(tmp_path, port) as process:
        line_of(process)
        process.kill()
        rest_of(process)

    assert free_address("127.0.0.1", port) == "127.0.0.1"


def test_a_port_that_is_taken_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        with service(tmp_path, port) as process:
            told = rest_of(process)

            assert process.wait() == 1
    assert told.startswith(f"Error: Port {port} is taken")
    assert told.count("\n") == 1
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="ports cannot be shared here")
def test_a_port_that_another_service_would_share_is_taken_too() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(NotServed, match="is taken"):
            free_address("127.0.0.1", taken.getsockname()[1])


def test_a_host_that_nobody_knows_is_refused() -> None:
    with pytest.raises(NotServed, match="not known here"):
        free_address("no-such-host.invalid", 8000)


def test_a_host_name_is_given_as_the_number_that_the_server_needs() -> None:
    assert free_address("localhost", free_port()) in ("127.0.0.1", "::1")


def test_a_wrong_key_is_one_line_and_not_a_success(tmp_path: Path) -> None:
    with service(tmp_path, free_port()) as process:
        line_of(process)
    (tmp_path / "key").unlink()
    create_key(tmp_path / "key")
    with service(tmp_path, free_port()) as process:
        told = rest_of(process)

        assert process.wait() == 1
    assert told.startswith("Error: This key does not open the database")
    assert told.count("\n") == 1
