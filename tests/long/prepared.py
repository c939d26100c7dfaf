"""A demonstration for the long run: an account of each role, an advocate who is invited, screens handed over."""

import secrets
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

from msp_dialogue.accounts import Role, passwords
from msp_dialogue.cli import _first_start
from msp_dialogue.database import Database, read_key, stamp
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import Service
from tests.web.inviting import waiting
from tests.web.site import PASSWORD, Clock, Site
from tests.web.talking import BEFORE_THE_PERSON, UP_TO_WANT, Talk

TEAM = "Demo North"
SCREENS = 12


@dataclass(frozen=True)
class Prepared:
    """The demonstration's folder, each role's account, and the cookies of handed-over screens, each for one use."""

    folder: Path
    accounts: Mapping[str, str]
    screens: tuple[str, ...]


def name_of(role: Role) -> str:
    """The sign-in name of the account that has this role alone; the password is that of the tests."""
    return f"long-{role}"


def prepare(folder: Path) -> Prepared:
    """Make the demonstration, the accounts and the screens, all of them some hours ago: nothing may lie ahead."""
    settings = Settings(data=folder / "data", key_file=folder / "key", demo=True, second_factor=SecondFactor.OPTIONAL)
    now = datetime.now(UTC) - timedelta(hours=2)
    _first_start.prepare(settings, at=now)
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        library.keep(connection, now)
    clock = Clock(now)
    app = create_app(service=Service(settings, database, library, clock))
    site = Site(app, database, clock, passwords.hash_new(PASSWORD, sign_in_name="nobody"))
    accounts = {
        str(role): site.account(name_of(role), role, team="" if role is Role.ADVOCATE else TEAM).id for role in Role
    }
    screens = tuple(_handed_over(site) for _each in range(SCREENS))
    waiting(site, library, site.enquiry("LONG-outside", team=TEAM)).invite(name_of(Role.ADVOCATE))
    database.close()
    return Prepared(folder, accounts, screens)


def as_just_prepared(folder: Path) -> None:
    """Let what was prepared a while ago be of this moment: screens that were handed over would have come to rest."""
    settings = Settings(data=folder / "data", key_file=folder / "key", demo=True)
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    with closing(database), database.transaction() as connection:
        connection.execute("update session set started = ?1, seen = ?1", [stamp(datetime.now(UTC))])


def _handed_over(site: Site) -> str:
    """The cookie of a browser in which a worker answered their part and gave the screen to the person."""
    enquiry = site.enquiry(f"LONG-{secrets.token_hex(4)}", team=TEAM)
    browser = site.browser().sign_in(name_of(Role.WORKER))
    talk = Talk.begin(browser, enquiry)
    for answer in (*BEFORE_THE_PERSON, *UP_TO_WANT):
        talk.say(answer)
    cookies = SimpleCookie(talk.page.request.headers["Cookie"])
    return cookies["session"].value
