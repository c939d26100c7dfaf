"""Make a database of SYNTHETIC enquiries, to measure and look at figures: nobody in it exists.

    .venv/bin/python scripts/synthetic.py var/synthetic --enquiries 20000
    python3 scripts/run.py --demo --data var/synthetic/data --key var/synthetic/key

It fills the read models alone, so that many rows are made in little time. No event tells of them: `rebuild` would take
them away.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from msp_dialogue.accounts import Role
from msp_dialogue.cli._demonstration import make_accounts
from msp_dialogue.cli._opened import MIGRATIONS
from msp_dialogue.database import Database, create_key
from msp_dialogue.record import gaps
from msp_dialogue.record.meaning import EXPERIENCE_THEMES, OUTCOME_THEMES
from msp_dialogue.record.packed import packed
from msp_dialogue.record.standing import Achieved, achieved

Row = dict[str, Any]
TEAMS = ("Demo North", "Demo South", "Demo East", "Demo West", "Demo Hospital", "Demo Coast")
VOICES = ("adult", "adult_with_support", "representative", "worker")
CLOSED = "closed_without_reason"
NOTHING: Row = dict.fromkeys(("rated_voice", "rated_asker", "achieved_independent", "independent_voice"))
"""What not every enquiry has."""
EVERY = 1000
"""Enquiries that are written at a time."""


class Synthetic:
    """Makes the rows of one enquiry after another; the same seed makes the same ones."""

    def __init__(self, seed: int, last: date, years: int, outcomes: int, leads: Mapping[str, list[str]]) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is guarded by it
        self.last, self.days, self.most, self.leads = last, years * 365, outcomes, leads

    def rows(self, place: int) -> dict[str, list[Row]]:
        """Every table's rows of one enquiry."""
        draw, id = self.random, f"synthetic-{place}"
        opened = self.last - timedelta(days=draw.randrange(self.days))
        concluded = opened + timedelta(days=draw.randrange(20, 200))
        ended = concluded.isoformat() if concluded <= self.last else None
        asked = self.asked(ended)
        team = draw.choice(TEAMS)
        adult = f"synthetic-adult-{draw.randrange(place) if place and draw.random() < 0.1 else place}"
        enquiry = {"adult": adult, "team": team, "lead": draw.choice(self.leads.get(team) or [None])}
        enquiry |= {"kind": draw.choices(("section_42", "other"), (9, 1))[0]}
        enquiry |= {"opened": opened.isoformat(), "concluded": ended}
        outcomes = self.outcomes(id, opened, ended) if asked == "expressed" else []
        stands = self.stands(asked, outcomes, opened)
        born = date(1925, 1, 1) + timedelta(days=draw.randrange(80 * 365)) if draw.random() < 0.97 else None
        died = None
        person = {"born": born and born.isoformat(), "died": died}
        due = "nothing" if ended else "first"
        standing = {"enquiry": id, "due": due, **self.standing(stands, outcomes)}
        known = gaps.Known({"id": id, "not_asked_reason": None, **enquiry}, person, [], [], standing)
        told = self.told(asked, ended)
        wishes = {"outcomes": [counted for _, counted in outcomes]}
        return {
            "adult": [{"id": adult, "reference": f"SYNTHETIC-A{adult[16:]}", **person}],
            "enquiry": [{"id": id, "reference": f"SYNTHETIC-{place}", **enquiry}],
            "outcome": [row for row, _ in outcomes],
            "standing": [standing],
            "gap": [row for row in gaps.rows(known) if row["kind"] != CLOSED or told["at_closure"] is None],
            "counted": [packed(NOTHING | {"enquiry": id, **enquiry, **person, **stands, **told, **wishes})],
        }

    def asked(self, ended: str | None) -> str:
        if ended is None and self.random.random() < 0.3:
            return "not_recorded"
        values = ("expressed", "none_expressed", "not_asked", "dont_know", "not_recorded")
        return self.random.choices(values, (431, 62, 118, 21, 48))[0]

    def outcomes(self, enquiry: str, opened: date, ended: str | None) -> list[tuple[Row, list[Any]]]:
        """Each outcome's row, and what is counted of it."""
        return [self.outcome(enquiry, number, opened, ended) for number in range(1, self.most + 1)]

    def outcome(self, enquiry: str, number: int, opened: date, ended: str | None) -> tuple[Row, list[Any]]:
        draw = self.random
        change = draw.choices(("same", "changed", "withdrawn", "added"), (60, 20, 8, 12))[0]
        value = draw.choices(("fully", "partially", "not", None), (63, 27, 6, 4))[0] if ended else None
        voice = draw.choices(VOICES[:3], (50, 20, 30))[0]
        row = {"id": f"{enquiry}-{number}", "enquiry": enquiry, "dialogue": f"{enquiry}-d", "number": number}
        row |= {"words": f"Synthetic wish {number}", "status": "withdrawn" if change == "withdrawn" else "wanted"}
        themes = draw.sample(list(OUTCOME_THEMES), draw.choice((1, 1, 2)))
        row |= {"voice": voice, "themes": json.dumps(themes), "pulls": 0, "expressed": f"{opened}T10:00:00.000000Z"}
        row |= {"achieved": None if change == "withdrawn" else value}
        answer = draw.choices(("worked_towards", "negotiated", "cannot", None), (60, 20, 12, 8))[0]
        return row, [themes, row["achieved"], voice, value and voice, value and "lead", change, answer]

    def stands(self, asked: str, outcomes: list[tuple[Row, list[Any]]], opened: date) -> Row:
        rated = achieved([row for row, _ in outcomes])
        known = rated in {Achieved.FULLY, Achieved.PARTIALLY, Achieved.NOT}
        voices = [row["voice"] for row, _ in outcomes]
        first = opened + timedelta(days=self.random.randrange(40))
        return {
            "asked": asked,
            "first_asked": f"{first}T10:00:00.000000Z" if asked in {"expressed", "none_expressed"} else None,
            "voice": min(voices, key=VOICES.index, default=None),
            "achieved": str(rated),
            "capacity": self.random.choices(("lacked", "did_not_lack", "dont_know_capacity", None), (30, 55, 5, 10))[0],
            "risk_result": self.random.choices(("removed", "reduced", "remained", None), (25, 55, 12, 8))[0],
            **({"rated_voice": max(voices, key=VOICES.index), "rated_asker": "lead"} if known else {}),
        }

    def standing(self, stands: Row, outcomes: list[tuple[Row, list[Any]]]) -> Row:
        names = ("asked", "first_asked", "voice", "achieved", "capacity", "risk_result")
        wanted = [row["achieved"] for row, _ in outcomes if row["status"] == "wanted"]
        numbers = {"wanted": len(wanted), "withdrawn": len(outcomes) - len(wanted), "unrated": wanted.count(None)}
        numbers |= {"fully": wanted.count("fully"), "partially": wanted.count("partially")}
        return {name: stands[name] for name in names} | numbers | {"not_achieved": wanted.count("not")}

    def told(self, asked: str, ended: str | None) -> Row:
        """What else is counted."""
        draw = self.random
        was_asked = asked in {"expressed", "none_expressed"}
        row: Row = {"at_beginning": "asked" if was_asked else None}
        row["at_middle"] = draw.choice(("asked", "declined", None)) if was_asked else None
        row["at_closure"] = (
            draw.choices(("asked", "declined", "not_held", None), (70, 10, 10, 10))[0] if ended else None
        )
        row["difficulty"] = draw.choices(("yes", "no", None), (35, 55, 10))[0]
        row["advocacy"] = draw.choice(("independent_advocate", "appropriate_person", "not_arranged", None))
        row["supported"] = draw.choices(("yes", "no", None), (80, 10, 10))[0]
        row["needs"] = draw.choice(("yes", "no", None))
        row["communication_right"] = draw.choices(("yes", "partly", "no", None), (60, 15, 5, 20))[0] if ended else None
        row["plan"] = draw.choices((None, "made", "kept", "used"), (80, 5, 8, 7))[0]
        row["closed_by_lead"] = ended if row["at_closure"] == "asked" else None
        asked_again = ended and draw.random() < 0.3
        later = date.fromisoformat(ended) + timedelta(days=draw.randrange(90)) if asked_again and ended else None
        row["followed_up"] = later and later.isoformat()
        row["experience"] = self.experience() if row["at_closure"] == "asked" else {}
        return row

    def experience(self) -> dict[str, list[str | None]]:
        draw = self.random
        voice = draw.choices(VOICES[:3], (50, 20, 30))[0]
        values = {theme: draw.choices(("yes", "partly", "no", None), (65, 22, 8, 5))[0] for theme in EXPERIENCE_THEMES}
        return {theme: [value, voice, "lead"] if value else [None, None, None] for theme, value in values.items()}


def fill(database: Database, made: Synthetic, enquiries: int) -> None:
    """Write them, some at a time, and say how far it is."""
    for start in range(0, enquiries, EVERY):
        rows: dict[str, list[Row]] = {}
        for place in range(start, min(start + EVERY, enquiries)):
            for table, of_it in made.rows(place).items():
                rows.setdefault(table, []).extend(of_it)
        with database.transaction() as connection:
            for table, of_all in rows.items():
                connection.table(table).insert_all(of_all, ignore=True)
        print(f"\r{start + len(rows['enquiry'])} of {enquiries} synthetic enquiries", end="", flush=True)
    print()


def create(folder: Path, enquiries: int, *, outcomes: int = 5, years: int = 5, seed: int = 1) -> Path:
    """Make the database, and its key beside its folder, in a folder that has none; gives the database's path."""
    path = folder / "data" / "demonstration.db"
    path.parent.mkdir(parents=True)
    now = datetime.now(UTC)
    database = Database.create(path, create_key(folder / "key"))
    try:
        database.migrate(*MIGRATIONS)
        leads: dict[str, list[str]] = {}
        for account in make_accounts(database, now):
            if Role.WORKER in account.roles:
                leads.setdefault(account.team, []).append(account.id)
        fill(database, Synthetic(seed, now.date(), years, outcomes, leads), enquiries)
    finally:
        database.close()
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a database of synthetic enquiries: nobody in it exists.")
    parser.add_argument("folder", type=Path, help="a folder that has no database yet")
    parser.add_argument("--enquiries", type=int, default=20_000, metavar="N")
    parser.add_argument("--outcomes", type=int, default=5, metavar="N", help="outcomes of each that expressed any (5)")
    parser.add_argument("--years", type=int, default=5, metavar="N", help="opened in the last so many years (5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same number makes the same rows (1)")
    given = parser.parse_args()
    print(create(given.folder, given.enquiries, outcomes=given.outcomes, years=given.years, seed=given.seed))


if __name__ == "__main__":
    main()
