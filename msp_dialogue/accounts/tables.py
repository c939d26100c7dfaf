"""The tables of the accounts, as migrations; they hold no password, session id or link that could be used."""

from msp_dialogue.database import Connection, Migrations

MIGRATIONS = Migrations("accounts")


@MIGRATIONS()
def accounts_sessions_and_first_link(connection: Connection) -> None:
    """One row for an account, for a session, and for a link to create the first account."""
    connection.table("account").create(
        {
            "id": str,
            "name": str,
            "sign_in_name": str,
            "folded_sign_in_name": str,  # as it is looked up: case and width do not matter
            "password": str,  # the argon2id string
            "roles": str,  # a JSON list, sorted
            "team": str,
            "disabled": int,
            "created": str,
        },
        pk="id",
        not_null=[
            "name",
            "sign_in_name",
            "folded_sign_in_name",
            "password",
            "roles",
            "team",
            "disabled",
            "created",
        ],
        strict=True,
    )
    connection.table("account").create_index(["folded_sign_in_name"], unique=True)
    connection.table("session").create(
        {
            "hash": str,  # SHA-256 of the id, which only the browser has [S-01]
            "account": str,
            "started": str,
            "seen": str,
            "sitting": str,
        },
        pk="hash",
        not_null=["account", "started", "seen"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("session").create_index(["account"])
    connection.table("first_link").create({"hash": str, "issued": str}, pk="hash", not_null=["issued"], strict=True)


@MIGRATIONS()
def kinds_of_session(connection: Connection) -> None:
    """What a session may be used for; those there before were colleagues'."""
    connection.execute("alter table session add column kind text not null default 'full'")
