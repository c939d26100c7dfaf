"""The accounts of a demonstration: invented people whose passwords are no secret, and which no real service has."""

from dataclasses import dataclass
from datetime import datetime

from msp_dialogue.accounts.account import Role
from msp_dialogue.database import Connection, DatabaseProblem, stamp


class AnotherKind(DatabaseProblem):
    """A demonstration's database started as a real service's, or the other way round [A-10]."""


@dataclass(frozen=True)
class DemoAccount:
    """One of them; `who` says what to try it for."""

    name: str
    sign_in_name: str
    password: str
    team: str
    roles: frozenset[Role]
    who: str


DEMO_ACCOUNTS = (
    DemoAccount(
        name="Demo Dana Applegarth",
        sign_in_name="demo.dana",
        password="demo-pears-and-apples",  # noqa: S106 - shown to everybody
        team="Demo North",
        roles=frozenset({Role.WORKER, Role.ADMINISTRATOR}),
        who="Worker in Demo North, and administrator: hold a conversation, or add an account",
    ),
    DemoAccount(
        name="Demo Remi Birchwood",
        sign_in_name="demo.remi",
        password="demo-plums-and-cherries",  # noqa: S106
        team="Demo North",
        roles=frozenset({Role.WORKER}),
        who="Another worker in Demo North: take a colleague’s enquiry on",
    ),
    DemoAccount(
        name="Demo Sol Clearwater",
        sign_in_name="demo.sol",
        password="demo-figs-and-quinces",  # noqa: S106
        team="Demo South",
        roles=frozenset({Role.WORKER}),
        who="Worker in Demo South: see none of Demo North’s enquiries",
    ),
    DemoAccount(
        name="Demo Mika Damson",
        sign_in_name="demo.mika",
        password="demo-medlars-and-mulberries",  # noqa: S106
        team="Demo North",
        roles=frozenset({Role.MANAGER}),
        who="Manager of Demo North: read what the team works with, and who looked",
    ),
    DemoAccount(
        name="Demo Noor Elderfield",
        sign_in_name="demo.noor",
        password="demo-sloes-and-hazelnuts",  # noqa: S106
        team="Demo Figures",
        roles=frozenset({Role.ANALYST}),
        who="Analyst: reach no enquiry at all",
    ),
    DemoAccount(
        name="Demo Bola Greengage",
        sign_in_name="demo.bola",
        password="demo-quinces-and-cobnuts",  # noqa: S106
        team="Demo Figures",
        roles=frozenset({Role.MSP_LEAD}),
        who="MSP lead: the council's figures, the national return and what is released",
    ),
    DemoAccount(
        name="Demo Carys Hawthorne",
        sign_in_name="demo.carys",
        password="demo-elders-and-almonds",  # noqa: S106
        team="Demo Figures",
        roles=frozenset({Role.BOARD}),
        who="Board member: the released figures",
    ),
    DemoAccount(
        name="Demo Ada Fernsby",
        sign_in_name="demo.ada",
        password="demo-rowans-and-rosehips",  # noqa: S106
        team="",
        roles=frozenset({Role.ADVOCATE}),
        who="Advocate from outside: answer in the one conversation she is invited to",
    ),
)


def mark(connection: Connection, *, at: datetime) -> None:
    """Mark the database, for good, as one with invented people in it."""
    connection.table("demonstration").insert({"filled": stamp(at)})


def refuse_another(connection: Connection, *, demo: bool) -> None:
    """Go on only with the kind of database that was asked for; raises AnotherKind.

    A real service must not have accounts whose passwords everybody knows, nor real people in one whose second
    factor is off.
    """
    marked = connection.execute("select 1 from demonstration").fetchone() is not None
    if marked and not demo:
        raise AnotherKind(
            "This database is a demonstration's: its accounts have passwords that everybody knows."
            " Start it with --demo, or give the service another data folder."
        )
    if demo and not marked and connection.execute("select 1 from account").fetchone():
        raise AnotherKind("This database is a real service's, and cannot be used for a demonstration.")
