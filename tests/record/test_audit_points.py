"""Wherever a write breaks off, what was said and its row in the trail are both there, or neither is [G-01]."""

from collections import Counter
from dataclasses import dataclass, field

from msp_dialogue import audit
from msp_dialogue.database import DatabaseError, DatabaseProblem
from msp_dialogue.flow.model import Stage
from tests.record.talking import Talk

STEP, FORWARD = 10, 9
"""Instructions of the database's machine between one point and the next, and how far each try gets further."""


@dataclass
class Breaking:
    """A database that stops in the middle of a statement, so many points after it was told to."""

    talk: Talk
    left: float = field(default=float("inf"))

    def __call__(self) -> int:
        """Asked by the database at each point whether to stop."""
        self.left -= 1
        return int(self.left < 0)

    def after(self, points: float) -> None:
        """Stop after so many points."""
        self.left = float("inf")
        with self.talk.database.transaction() as connection:  # of a new connection, when the last one was given up
            connection.conn.set_progress_handler(self, STEP)
        self.left = points


def test_at_every_point_the_record_and_the_trail_tell_the_same(talk: Talk) -> None:
    breaking = Breaking(talk)
    broken = 0
    for points in range(0, 100_000, FORWARD):
        breaking.after(points)
        try:
            enquiry = talk.enquiry(f"e{points}", adult=f"A{points}")
            talk.start(enquiry, Stage.BEGINNING)
        except (DatabaseProblem, DatabaseError):
            broken += 1
        else:
            break
        finally:
            breaking.left = float("inf")
        assert_the_same(talk)

    assert_the_same(talk)
    assert broken < 100_000 // FORWARD, "it never came to its end"
    assert broken > 30
    assert audit.verify(talk.database.connection) == []


def assert_the_same(talk: Talk) -> None:
    written = Counter(talk.query("select stream, at from (select distinct stream, token, at from event)"))
    audited = Counter(talk.query("select thing, at from audit where action != 'flow_version_kept'"))
    assert audited == written
