"""A service's folders, the real `rekey` killed in a copy of them, and what must hold once the service starts again."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from msp_dialogue import audit
from msp_dialogue.cli import _first_start
from msp_dialogue.cli._first_start import MIGRATIONS
from msp_dialogue.database import Database, create_key, read_key
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import ROOT, Settings
from msp_dialogue.story import Worker, read_stories, seed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROW = "key_changed"

Tables = dict[str, list[tuple[object, ...]]]

LINE_BY_LINE = """
import json, os, pathlib, signal, sys

files = ("rekey", "alone", "holding", "placing", "key", "files")
folder, stop_at = pathlib.Path(sys.argv[1]), int(sys.argv[2])
seen, states, lines = None, [], 0

def state():
    found = [(path, os.stat(path)) for path in sorted(folder.rglob("*"))]
    return [(str(path), each.st_ino, each.st_size, each.st_mtime_ns, each.st_mode) for path, each in found]

def follow(frame, event, argument):
    global seen, lines
    if event == "line":
        lines += 1
        if lines == stop_at:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if not stop_at and (now := state()) != seen:
            seen = now
            states.append(lines)
    return follow

def enter(frame, event, argument):
    path = pathlib.PurePath(frame.f_code.co_filename)
    return follow if path.parent.name == "database" and path.stem in files else None

from msp_dialogue.cli import commands

commands.get_command(None, "rekey")  # read it before the lines are counted
sys.settrace(enter)
try:
    commands(["rekey"])
finally:
    sys.settrace(None)
    print(json.dumps(states))
"""


def filled(folder: Path) -> "Place":
    """The data and the key of a service in which one story was told."""
    place = Place(folder)
    place.data.mkdir(parents=True)
    database = Database.create(place.settings.database, create_key(place.key))
    database.migrate(*MIGRATIONS)
    stories = [story for story in read_stories() if story.id == "one_clear_outcome"]
    seed(
        database, FlowLibrary(read_flows()), stories, [Worker("one", "North"), Worker("two", "North")], date(2026, 3, 2)
    )
    database.close()
    return place


@dataclass(frozen=True)
class Place:
    """One folder with the data and the key of a service."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def settings(self) -> Settings:
        return Settings(data=self.data, key_file=self.key)

    def copied(self, folder: Path) -> "Place":
        shutil.copytree(self.folder, folder)
        return Place(folder)

    def files(self) -> set[str]:
        return {file.name for file in self.folder.rglob("*") if file.is_file()}

    def rekey(self, *before: str | Path, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """The command in a process of its own; `before` runs it, or `python` runs instead of it."""
        command = [*before, sys.executable, *(python or ("-m", "msp_dialogue", "rekey"))]
        environ = {**os.environ, "MSP_DATA": str(self.data), "MSP_KEY_FILE": str(self.key), "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=self.folder, env=environ, capture_output=True, text=True, check=False)

    def killed_at_line(self, line: int) -> None:
        ended = self.rekey(python=("-c", LINE_BY_LINE, str(self.folder), str(line)))
        assert ended.returncode != 0, "it came to its end before it could be killed"

    def lines_that_changed_a_file(self) -> list[int]:
        """Lets the command run to its end; between these lines the folders stayed as they were."""
        ended = self.rekey(python=("-c", LINE_BY_LINE, str(self.folder), "0"))
        told: list[int] = json.loads(ended.stdout.splitlines()[-1])
        return told

    def tables(self) -> Tables:
        """Every row of every table, read with the key in its place."""
        database = Database.open(self.settings.database, read_key(self.key, data=self.data))
        try:
            with database.reading() as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert audit.verify(connection) == []
                names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
                return {name: connection.execute(f'select * from "{name}"').fetchall() for name in names}  # noqa: S608
        finally:
            database.close()

    def words(self) -> set[bytes]:
        """What somebody said, which must be readable in no file."""
        return {str(row[0]).encode() for row in self.said()}

    def said(self) -> list[tuple[object, ...]]:
        database = Database.open(self.settings.database, read_key(self.key))
        try:
            return database.connection.execute("select words from outcome").fetchall()
        finally:
            database.close()

    def readable(self, words: set[bytes]) -> list[str]:
        """The files in which one of the words can be read."""
        held = [(file.name, file.read_bytes()) for file in self.folder.rglob("*") if file.is_file()]
        return [name for name, content in held if any(word in content for word in words)]

    def dead_journal(self) -> set[str]:
        """A journal that SQLite had not begun yet: it counts for nothing, and the next one is written over it."""
        journal = self.data / "record.db-journal"
        return {journal.name} if journal.exists() and not journal.read_bytes()[:8].strip(b"\0") else set()

    def start(self) -> None:
        """What `serve` does before it listens."""
        _first_start.prepare(self.settings, at=NOW)


def hold_after(killed: Place, before: Tables, words: set[bytes]) -> str:
    """Start the service where the command was killed, and hold everything against what was there.

    Gives which key counts now: `old` or `new`.
    """
    assert killed.readable(words) == []
    killed.start()
    after = killed.tables()
    rows = after["audit"][: len(before["audit"])]
    added = [row[3] for row in after["audit"][len(before["audit"]) :]]
    ignored = {"audit", "first_link"}  # a start renews the link to the first account

    assert rows == before["audit"]
    assert {name: rows for name, rows in after.items() if name not in ignored} == {
        name: rows for name, rows in before.items() if name not in ignored
    }
    assert killed.readable(words) == []
    kept = killed.files() - {"record.db", "key"} - killed.dead_journal()
    if ROW in added:
        assert len(kept) == 1
        assert next(iter(kept)).startswith("key.until-")
        return "new"
    assert kept == set()
    return "old"
