"""A real service on this machine for the scanners, on a copy of its own; it ends with the block.

It counts no tries: a scanner sends a thousand forms a minute, and would be answered "too many" and see nothing else.
"""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msp_dialogue.settings import ROOT
from tests.long.prepared import as_just_prepared

UNCOUNTED = """
from msp_dialogue.accounts import throttle
throttle.take = lambda *_, **__: throttle.Taken(0)
from msp_dialogue.cli import commands
commands()
"""


@contextmanager
def served(prepared: Path, folder: Path) -> Iterator[int]:
    """Serve a copy of the prepared demonstration from `folder` on 127.0.0.1; gives the port.

    What the service prints is kept in `folder`, because nothing of a request may stand there.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(prepared, folder)
    as_just_prepared(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-c", UNCOUNTED, "serve", "--demo", "--port", str(port)]
    command += ["--data", str(folder / "data"), "--key", str(folder / "key")]
    with (
        (folder / "printed.log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not re.search(rb"http://127\.0\.0\.1:\d+/", line):
                raise RuntimeError(f"The service did not start: {line!r}, {(folder / 'printed.log').read_text()}")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)
