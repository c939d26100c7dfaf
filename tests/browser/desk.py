"""One service for many tests, and the places in it from which they set out.

Each test has an account, an enquiry and a conversation of its own there. What its account is not about is written into
the record by the functions that pages call, since to walk there through pages is what tests of the walk do.
"""

import secrets
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from msp_dialogue.accounts import Account, Role, people, sessions
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Database, read_key
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import dialogues, enquiries
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind
from msp_dialogue.record.library import FlowLibrary
from tests.record.talking import Talk

LATER = 1000
"""What is said later, by the number in its token."""


@dataclass(frozen=True)
class Running:
    """A service that listens, the link to its first account, and where its data and key are."""

    address: str
    first_account: str
    folder: Path

    def database(self) -> Database:
        """Its record, open beside it."""
        return Database.open(self.folder / "data" / "record.db", read_key(self.folder / "key"))


@dataclass(frozen=True)
class Place:
    """Where a test sets out: whose enquiry and conversation it is."""

    account: Account
    enquiry: str
    dialogue: str


@dataclass(frozen=True)
class Desk:
    """A service that runs, and what is needed to write into its record."""

    running: Running
    library: FlowLibrary
    hashed: Hashed

    def place(
        self,
        *,
        until: str,
        said: Mapping[str, Any] | None = None,
        reference: str = "SYN",
        call_name: str = "Test Rose",
        language: str | None = None,
    ) -> Place:
        """A first conversation, held until a question is on the screen; its worker's second factor is not set up."""
        name = secrets.token_hex(16)
        at = datetime.now(UTC) - timedelta(hours=1)  # each answer takes a minute
        with closing(self.running.database()) as database:
            with database.transaction() as connection:
                account = people.create(
                    connection,
                    name="Wendy Worker",
                    sign_in_name=name,
                    password=self.hashed,
                    roles=[Role.WORKER],
                    team=f"North {name}",
                    at=at,
                    by="test",
                )
            talk = Talk(database, self.library, at, account.id)
            adult = AdultDetails(f"A-{name}", call_name)
            known_as = f"{reference}-{name[:8]}"
            details = EnquiryDetails(known_as, EnquiryKind.SECTION_42, account.team, "2026-01-05", account.id)
            enquiry = enquiries.open_enquiry(
                database, secrets.token_hex(16), name, adult, details, talk.by(f"{name}-1")
            )
            dialogue = secrets.token_hex(16)
            more = {"language": language} if language else {}
            dialogues.start(database, self.library, dialogue, enquiry, Stage.BEGINNING, talk.by(f"{name}-2"), **more)
            talk.go_on(talk.held(dialogue), said or {}, until)
        return Place(account, enquiry, dialogue)

    def go_on(self, place: Place, *, until: str) -> None:
        """Go on with the conversation behind the browser's back, as far as a question."""
        with closing(self.running.database()) as database:
            talk = Talk(database, self.library, datetime.now(UTC), place.account.id, submissions=LATER)
            talk.go_on(talk.held(place.dialogue), {}, until)

    def sit(self, context: BrowserContext, place: Place, *, handed_over: bool = True) -> Page:
        """A page of this browser at the conversation: at the person's screen, or at the worker's."""
        at = datetime.now(UTC)
        with closing(self.running.database()) as database, database.transaction() as connection:
            token = sessions.start(connection, place.account, at=at)
            session = sessions.load(connection, token, at=at)
            assert session
            if handed_over:
                token = sessions.hand_over(connection, session, place.dialogue, at=at)
            else:
                sessions.set_sitting(connection, session, place.dialogue)
        name = "__Host-session" if self.running.address.startswith("https") else "session"
        context.add_cookies([{"name": name, "value": token, "url": self.running.address}])
        page = context.pages[0] if context.pages else context.new_page()
        page.goto("/talk")
        return page
