"""The tables of the accounts, as migrations; they hold no password, session id or link that could be used."""

from msp_dialogue.database import Connection, Migrations, append_only

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


@MIGRATIONS()
def second_factors_links_and_tries(connection: Connection) -> None:
    """Second factors with their recovery codes, links to choose a password by, and what was tried of late."""
    connection.table("factor").create(
        {
            "account": str,
            "secret": str,
            "step": int,  # the time step of the last code taken: only a later one is taken
            "since": str,
        },
        pk="account",
        not_null=["secret", "step", "since"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("factor_offer").create(
        {"account": str, "secret": str, "offered": str},
        pk="account",
        not_null=["secret", "offered"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("recovery_code").create(
        {"hash": str, "account": str},
        pk="hash",
        not_null=["account"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("recovery_code").create_index(["account"])
    connection.table("password_link").create(
        {"hash": str, "account": str, "purpose": str, "issued": str},
        pk="hash",
        not_null=["account", "purpose", "issued"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("password_link").create_index(["account"], unique=True)
    connection.table("attempt").create(
        {"id": int, "kind": str, "subject": str, "at": str},
        pk="id",
        not_null=["kind", "subject", "at"],
        strict=True,
    )
    connection.table("attempt").create_index(["kind", "subject", "at"])
    connection.table("attempt").create_index(["kind", "at"])


@MIGRATIONS()
def mark_of_a_demonstration(connection: Connection) -> None:
    """A mark that cannot be taken off, also on what was filled before there were marks [A-10]."""
    connection.table("demonstration").create({"filled": str}, pk="filled", strict=True)
    if connection.table("audit").exists():
        connection.execute(
            "insert into demonstration (filled) select min(created) from account where exists (select 1 from audit "
            "where thing = account.id and action = 'account_created' and actor = 'demonstration') having count(*) > 0"
        )
    append_only(connection, "demonstration")


@MIGRATIONS()
def identities(connection: Connection) -> None:
    """One row for an account that is opened by signing in at the council's provider [A-11]."""
    connection.table("identity").create(
        {
            "issuer": str,
            "subject": str,  # the provider's own word for the person, never a name or an address
            "account": str,
            "bound": str,
        },
        pk=("issuer", "subject"),
        not_null=["account", "bound"],
        foreign_keys=[("account", "account", "id")],
        strict=True,
    )
    connection.table("identity").create_index(["account"], unique=True)


@MIGRATIONS()
def wanting_the_exit_button(connection: Connection) -> None:
    """Whether whoever is signed in wants "Exit this page" on every page; unknown until they were told of it [H-15]."""
    connection.table("session").add_column("quick_exit", int)
