"""Conversations that wait for an advocate from outside, and advocates who are invited to them."""

import re
import secrets
from dataclasses import dataclass, replace

from msp_dialogue.accounts import Account, Role
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import invitations
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.record.talking import Talk
from tests.web.site import Browser, Site

OUTSIDE = {"who_answers": "representative", "sitting": "own_device"}
FIRST_OF_THEIRS = {Stage.BEGINNING: "talk", Stage.MIDDLE: "what_this_is", Stage.CLOSURE: "what_this_is"}


@dataclass(frozen=True)
class Waiting:
    """A conversation that waits for somebody from outside."""

    site: Site
    talk: Talk
    held: Held

    @property
    def id(self) -> str:
        """The conversation's."""
        return self.held.dialogue.id

    @property
    def invitation(self) -> str:
        """The worker's page about it."""
        return f"/conversations/{self.id}/invitation"

    @property
    def before(self) -> str:
        """The advocate's page before each sitting."""
        return f"/questions/conversations/{self.id}"

    def invite(self, name: str, days: int = 14) -> Account:
        """Invite an account of this sign-in name, made when first asked for."""
        account = self.site.account(name, Role.ADVOCATE, team="")
        by = By(self.site.account("wendy").id, self.site.clock(), secrets.token_hex(16))
        with self.site.database.transaction() as connection:
            invitations.invite(connection, self.held, account.id, "Voices", days, by)
        return account

    def as_it_is(self) -> "Waiting":
        """The same, as it stands now."""
        return replace(self, held=self.talk.held(self.id))


def waiting(site: Site, library: FlowLibrary, enquiry: str, stage: Stage = Stage.BEGINNING, **said: object) -> Waiting:
    """A conversation of the enquiry whose worker's part is answered, so that an advocate comes next."""
    apart = secrets.randbelow(10**9) * 1000  # so that no submission is that of another conversation
    talk = Talk(site.database, library, site.clock(), actor=site.account("wendy").id, submissions=apart)
    dialogue = talk.start(enquiry, stage, secrets.token_hex(16))
    held = talk.go_on(talk.held(dialogue), {**OUTSIDE, **said}, until=FIRST_OF_THEIRS[stage])
    site.clock.at = max(site.clock.at, talk.at)
    return Waiting(site, talk, held)


def advocate(site: Site, name: str = "ada") -> Browser:
    """An advocate, signed in and told about leaving quickly."""
    site.account(name, Role.ADVOCATE, team="")
    browser = site.browser().sign_in(name)
    browser.post("/talk/exit", {"exit": "with"})
    return browser


def links_of(text: str) -> set[str]:
    """Every address that a page links or posts to."""
    return set(re.findall(r'(?:href|action)="(/[^"#]*)"', text))
