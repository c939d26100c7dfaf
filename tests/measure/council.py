"""A council's record written straight into the read models, so that a test says what stands and nothing else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from msp_dialogue.database import Connection, Database
from msp_dialogue.measure import VOICES, DateRule, Drawn, Facts, Period, Selection, draw, read
from tests.measure.kept import kept

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
DRAWN_AT = datetime(2026, 4, 2, 8, 15, tzinfo=UTC)
AT = "2025-06-01T10:00:00.000000Z"


def selection(by: DateRule = DateRule.OPENED, *, period: Period = YEAR, team: str | None = None) -> Selection:
    """The enquiries of a financial year."""
    return Selection(period, by, team)


def drawn(database: Database, of: Selection | None = None) -> Drawn:
    """The figures of a selection."""
    with database.reading() as connection:
        return draw(connection, of or selection(), DRAWN_AT)


def facts_of(database: Database, of: Selection | None = None) -> Facts:
    """The facts of a selection, drawn on the day of `DRAWN_AT`."""
    with database.reading() as connection:
        return read(connection, of or selection(), DRAWN_AT.date())


@dataclass
class Council:
    """Adds rows. What is not said is ordinary: a concluded enquiry, whose adult wanted one thing and fully got it."""

    database: Database
    written: int = field(default=0)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is counted of each enquiry, by name."""

    def enquiry(
        self,
        reference: str | None = None,
        adult: str | None = None,
        *,
        opened: str = "2025-05-01",
        concluded: str | None = "2025-09-01",
        team: str = "North",
        born: str | None = None,
        died: str | None = None,
        not_asked_reason: str | None = None,
        **stands: Any,
    ) -> str:
        """One enquiry, how it stands, and its adult where they are new; gives its id."""
        name = reference or f"E{self._next()}"
        person = adult or f"A-{name}"
        with self._written() as connection:
            known = {"id": f"id-{person}", "reference": person, "born": born, "died": died}
            connection.table("adult").insert(known, ignore=True)
            row: dict[str, Any] = {
                "id": f"id-{name}",
                "adult": f"id-{person}",
                "reference": name,
                "kind": "section_42",
                "team": team,
            }
            dates = {"opened": opened, "concluded": concluded}
            connection.table("enquiry").insert({**row, **dates, "not_asked_reason": not_asked_reason})
            columns = set(connection.table("standing").columns_dict)
            own = {column: value for column, value in stands.items() if column in columns}
            connection.table("standing").insert({"enquiry": f"id-{name}", **STANDING, **own})
            row |= {"kind": stands.get("kind", "section_42"), "born": born, "died": died, **dates}
            self.told[f"id-{name}"] = counted_row(f"id-{name}", row, **stands)
            connection.table("counted").insert(kept(self.told[f"id-{name}"]))
        return f"id-{name}"

    def dialogue(self, enquiry: str, stage: str = "closure", **columns: Any) -> str:
        """One conversation; gives its id."""
        usual = {"flow": stage, "stage": stage, "structure": "s", "state": "finished", "voice": "adult", "started": AT}
        return self._add("dialogue", {"enquiry": enquiry, **usual, "started_by": "w1", "last": AT, **columns})

    def answer(self, dialogue: str, question: str, **columns: Any) -> None:
        """One answer that counts; `value` in stored form."""
        with self._written() as connection:
            (of,) = connection.table("dialogue").rows_where("id = ?", [dialogue])
            row = {"dialogue": dialogue, "question": question, "item": "", "enquiry": of["enquiry"]}
            row |= {"place": self._next(), "part": "person", "kind": "words", "voice": "adult", "words": "", **WRITTEN}
            if "value" in columns:
                columns["value"] = json.dumps(columns["value"])
            connection.table("answer").insert(row | columns)

    def outcome(self, enquiry: str, words: str = "to feel safe", *, dialogue: str = "d", **columns: Any) -> str:
        """One outcome with its first wording; gives its id."""
        number = 1 + self.database.connection.table("outcome").count_where("enquiry = ?", [enquiry])
        usual = {"dialogue": dialogue, "number": number, "words": words, "status": "wanted", "voice": "adult"}
        usual |= {"themes": "[]", "pulls": 0, "expressed": AT}
        return self._add("outcome", {"enquiry": enquiry, **usual, **columns})

    def wording(self, enquiry: str, outcome: str, dialogue: str, words: str, **columns: Any) -> None:
        """One wording of an outcome."""
        row = {"outcome": outcome, "number": 1, "enquiry": enquiry, "words": words, "reason": "first", "voice": "adult"}
        self._insert("outcome_wording", {**row, "dialogue": dialogue, **WRITTEN, **columns})

    def rating(self, enquiry: str, outcome: str, dialogue: str, value: str | None = "fully", **columns: Any) -> None:
        """One rating, which counts."""
        row = {"dialogue": dialogue, "question": "rating", "outcome": outcome, "enquiry": enquiry, "value": value}
        self._insert("rating", {**row, "voice": "adult", "counted": 1, **WRITTEN, **columns})

    def view(self, enquiry: str, outcome: str, number: int, view: str, voice: str) -> None:
        """What is said of an outcome that was worded for the person."""
        own = {"number": number, "about": "outcome", "subject": outcome, "view": view, "voice": voice, "words": ""}
        self._insert("agreement", {"enquiry": enquiry, **own, "at": "2026-05-03", "recorded_by": "w"})

    def experience(self, enquiry: str, dialogue: str, theme: str = "listened", **columns: Any) -> None:
        """One answer about how it was."""
        row = {"dialogue": dialogue, "question": theme, "enquiry": enquiry, "theme": theme, "value": "yes"}
        self._insert("experience", {**row, "voice": "adult", "asker": "lead", **WRITTEN, **columns})

    def rated(self, enquiry: str, *voices: str, asker: str = "lead") -> None:
        """An outcome for each voice, rated in it; the row that is counted says the furthest of them."""
        dialogue = self.dialogue(enquiry)
        with self._written() as connection:
            told = {"rated_voice": max(voices, key=VOICES.index), "rated_asker": asker}
            self.told[enquiry] |= told
            connection.table("counted").insert(kept(self.told[enquiry]), replace=True)
        for voice in voices:
            self.rating(enquiry, self.outcome(enquiry), dialogue, voice=voice, question=f"rating-{self._next()}")

    def many(self, number: int, words: str) -> None:
        """Many enquiries, each with one outcome, its wording, its rating and a question that was skipped."""
        rows: dict[str, list[Mapping[str, Any]]] = {}
        for each in range(number):
            e, d, o = f"m{each:06}", f"md{each:06}", f"mo{each:06}"
            enquiry = {"id": e, "adult": e, "reference": f"M{each:06}", "kind": "other", "team": "North"}
            made = {
                "adult": {"id": e, "reference": f"AM{each:06}"},
                "enquiry": enquiry | {"opened": "2025-07-01", "concluded": "2025-08-01"},
                "standing": {"enquiry": e, **STANDING},
                "counted": kept(counted_row(e, enquiry | {"opened": "2025-07-01", "concluded": "2025-08-01"})),
                "dialogue": {"id": d, "enquiry": e, "flow": "f", "stage": "closure", "structure": "s", "last": AT}
                | {"state": "finished", "voice": "adult", "started": AT, "started_by": "w1"},
                "outcome": {"id": o, "enquiry": e, "dialogue": d, "number": 1, "words": f"{words} {each}"}
                | {"status": "wanted", "voice": "adult", "themes": "[]", "pulls": 0, "expressed": AT},
                "outcome_wording": {"outcome": o, "number": 1, "enquiry": e, "words": f"{words} {each}"}
                | {"reason": "first", "voice": "adult", "dialogue": d, **WRITTEN},
                "rating": {"dialogue": d, "question": "rating", "outcome": o, "enquiry": e, "value": "fully"}
                | {"voice": "adult", "counted": 1, **WRITTEN},
                "answer": {"dialogue": d, "question": "worry", "item": "", "enquiry": e, "place": 1, "part": "person"}
                | {"kind": "words", "non_answer": "skipped", "voice": "adult", "words": "", **WRITTEN},
            }
            for table, row in made.items():
                rows.setdefault(table, []).append(row)
        with self._written() as connection:
            for table, all_of_it in rows.items():
                _insert_all(connection, table, all_of_it)

    def _add(self, table: str, row: Mapping[str, Any]) -> str:
        made = f"{table}-{self._next()}"
        self._insert(table, {"id": made, **row})
        return made

    def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        with self._written() as connection:
            connection.table(table).insert(dict(row))

    def _next(self) -> int:
        self.written += 1
        return self.written

    @contextmanager
    def _written(self) -> Iterator[Connection]:
        with self.database.transaction() as connection:
            yield connection


def _insert_all(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    marks = ", ".join("?" for _ in names)
    query = f"insert into {table} ({', '.join(names)}) values ({marks})"  # noqa: S608 - names from this file
    connection.conn.executemany(query, [tuple(row.values()) for row in rows])


STANDING: Mapping[str, Any] = {
    "asked": "expressed",
    "voice": "adult",
    "achieved": "fully",
    "wanted": 1,
    "fully": 1,
    "partially": 0,
    "not_achieved": 0,
    "withdrawn": 0,
    "unrated": 0,
    "due": "nothing",
}


def counted_row(enquiry: str, row: Mapping[str, Any], **stands: Any) -> dict[str, Any]:
    """The row that measures count, of an enquiry's own columns and of how it stands."""
    names = ("adult", "team", "lead", "kind", "opened", "concluded", "born", "died")
    usual = {"asked": "expressed", "voice": "adult", "achieved": "fully"}
    told = {name: value for name, value in stands.items() if name not in {"kind", "wanted", "unrated", "due", "fully"}}
    return {"enquiry": enquiry, **{name: row.get(name) for name in names}, **usual, **told}


WRITTEN: Mapping[str, Any] = {"at": AT, "recorded_by": "w1"}
