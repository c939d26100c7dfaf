"""Nothing that was said or typed can be read in any file, of a service that runs or of one that was killed [K-01]."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dialogue.database import Database, read_key
from msp_dialogue.settings import ROOT

WORD = "qzcanaryzq"


@pytest.fixture
def walked(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that walked through the service, and stands in the middle of a large write."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.walk_and_wait", str(tmp_path / "service"), WORD],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary), "TMP": str(temporary), "TEMP": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        if process.stdout.readline() != "walked\n":
            pytest.fail(process.stderr.read())
        yield process
        process.kill()


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def readable(folder: Path) -> list[str]:
    """The files in which the word can be read, as it is or as UTF-16."""
    forms = (WORD.encode(), WORD.encode("utf-16-le"))
    return [name for name, content in files(folder).items() if any(form in content for form in forms)]


def test_no_word_is_in_any_file_while_the_service_runs_and_after_it_was_killed(
    walked: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    running = files(tmp_path)
    assert len(running["service/data/record.db-wal"]) > 500_000  # half of a transaction had reached the disk
    assert readable(tmp_path) == []

    walked.kill()
    told = walked.communicate()

    assert walked.returncode == (-signal.SIGKILL if sys.platform != "win32" else 1)
    assert WORD not in "".join(told)
    assert readable(tmp_path) == []
    database = Database.open(tmp_path / "service/data/record.db", read_key(tmp_path / "service/key"))
    kept = database.connection.execute("select words from outcome").fetchall()
    assert kept == [(f"I want my {WORD} back",)]  # it was there to be found
    assert readable(tmp_path) == []
    database.close()
    assert readable(tmp_path) == []
