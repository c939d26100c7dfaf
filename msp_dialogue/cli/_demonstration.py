"""What a demonstration begins with: invented accounts, and every story played; a real service has none of it."""

from datetime import datetime

import click

from msp_dialogue import council
from msp_dialogue.accounts import Account, Role, demonstration, passwords, people
from msp_dialogue.accounts.demonstration import DEMO_ACCOUNTS
from msp_dialogue.cli._demonstration_contact import note_contact
from msp_dialogue.cli._demonstration_invitation import invite
from msp_dialogue.cli._demonstration_quote import make_ready
from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.story import Worker, read_stories, seed

HELP_LINES = (
    ("Adult social care", "01632 960100", "Monday to Friday, 8:30am to 5pm"),
    ("Adult social care, out of hours", "01632 960199", "Nights, weekends and bank holidays"),
    ("Domestic abuse helpline", "08081 570100", "Any time, and it is free"),
)
"""Numbers that Ofcom keeps for drama, so that nobody is ever rung by them."""


def fill(database: Database, at: datetime) -> None:
    """Make the accounts, play the stories, and say how far it is."""
    made = make_accounts(database, at)
    workers = [Worker(each.id, each.team) for each in made if Role.WORKER in each.roles]
    library = FlowLibrary(read_flows())  # the stories answer our own questions, also where a council has others
    stories = read_stories()
    with click.progressbar(length=len(stories), label="Playing the invented stories") as bar:
        seed(database, library, stories, workers, at.date(), lambda done, of: bar.update(1))
    with database.transaction() as connection:
        note_contact(connection, at)
        make_ready(connection, at)
    for each in made:
        if Role.ADVOCATE in each.roles:
            invite(database, library, each.id, workers[0].team, at)


def make_accounts(database: Database, at: datetime) -> list[Account]:
    """Mark the database as a demonstration, and make its accounts and help numbers."""
    hashed = {each: passwords.hash_new(each.password, sign_in_name=each.sign_in_name) for each in DEMO_ACCOUNTS}
    with database.transaction() as connection:
        demonstration.mark(connection, at=at)
        made = [
            people.create(
                connection,
                name=each.name,
                sign_in_name=each.sign_in_name,
                password=password,
                roles=each.roles,
                team=each.team,
                at=at,
                by="demonstration",
            )
            for each, password in hashed.items()
        ]
        for name, number, hours in HELP_LINES:
            council.add_help_line(connection, name=name, number=number, hours=hours, at=at, by="demonstration")
    return made
