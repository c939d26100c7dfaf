"""Everybody who comes to the service, each with a session of their own, and two enquiries that they may ask for.

For the matrix of who reaches what; it knows nothing of what anybody may do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from werkzeug.test import TestResponse

from msp_dialogue import council
from msp_dialogue.accounts import Account, Role, sessions
from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.database import Connection, stamp
from msp_dialogue.flow.model import Stage
from msp_dialogue.record import emergencies, seals, signals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.board.made import several, written_to
from tests.web.inviting import waiting
from tests.web.site import COOKIE, HOST, HTTPS, Site
from tests.web.telling import told

NOTHING = "0" * 32

TEAMS = {
    "lead": ("North", Role.WORKER),
    "team": ("North", Role.WORKER),
    "other": ("South", Role.WORKER),
    "named": ("South", Role.WORKER),
    "broken": ("South", Role.WORKER),
    "manager": ("North", Role.MANAGER),
    "south": ("South", Role.MANAGER),
    "analyst": ("North", Role.ANALYST),
    "board": ("North", Role.BOARD),
    "msp": ("North", Role.MSP_LEAD),
    "advocate": ("", Role.ADVOCATE),
    "expired": ("", Role.ADVOCATE),
    "stranger": ("", Role.ADVOCATE),
    "admin": ("North", Role.ADMINISTRATOR),
}
"""Whoever has an account that is signed in: their team and their role."""

SIGNED_IN_AS = {"lead": "wendy", "team": "walter"}  # who lived through the enquiry's story


@dataclass
class Cast:
    """The site with everybody and everything in it; `things` has what each enquiry's addresses are made of."""

    site: Site
    accounts: dict[str, Account]
    things: dict[str, dict[str, str]]
    line: str

    def browser(self, actor: str) -> Callable[[str, str], TestResponse]:
        """Asks for a path by a method, as this actor does."""
        client = self.site.app.test_client()
        token = self.token(actor)
        if token:
            client.set_cookie(COOKIE, token, domain=HOST, secure=True)
        headers = {"Sec-Fetch-Site": "same-origin"}

        def ask(method: str, path: str) -> TestResponse:
            reply = client.open(path, method=method, base_url=HTTPS, headers=headers)
            if token:
                client.set_cookie(COOKIE, token, domain=HOST, secure=True)  # whatever the reply replaced it by
            return reply

        return ask

    def token(self, actor: str) -> str | None:
        """A session of the actor's own kind."""
        if actor == "nobody":
            return None
        at = self.site.clock()
        with self.site.database.transaction() as connection:
            token = sessions.start(connection, self.accounts.get(actor, self.accounts["lead"]), at=at)
            found = self._of(connection, token)
            if Role.ADVOCATE in found.account.roles:
                sessions.choose_exit(connection, found, wanted=True)
            if actor in TEAMS:
                return token
            if actor == "half":
                connection.execute("update session set kind = ? where hash = ?", [Kind.HALF, found.hash])
                return token
            token = sessions.hand_over(connection, found, self.things["open"]["going_on"], at=at)
            return token if actor == "person" else sessions.rest(connection, self._of(connection, token), at=at)

    def _of(self, connection: Connection, token: str) -> Session:
        found = sessions.load(connection, token, at=self.site.clock())
        assert found
        return found


def everybody(site: Site, library: FlowLibrary) -> Cast:
    """The cast: an enquiry of the team North, another one sealed to somebody, one broken glass, released figures."""
    written_to(site.releases, *several())
    held = told(site, library, "imca_for_this_decision").enquiry
    sealed = told(site, library, "representative_was_the_source_of_harm").enquiry
    accounts = {
        actor: site.account(SIGNED_IN_AS.get(actor, actor), role, team=team) for actor, (team, role) in TEAMS.items()
    }
    lead, broken = accounts["lead"].id, accounts["broken"].id
    going_on = {each: waiting(site, library, each, Stage.CLOSURE).id for each in (held, sealed)}
    with site.database.transaction() as connection:
        for enquiry in (held, sealed):
            connection.execute("update enquiry set lead = ?, team = 'North' where id = ?", [lead, enquiry])
            emergencies.break_glass(connection, enquiry, "Why", By(broken, site.clock(), f"glass-{enquiry}"))
            _call_dealt_with(connection, enquiry, going_on[enquiry], lead, site.clock())
            _invite(connection, enquiry, going_on[enquiry], accounts["expired"], site, until=site.clock())
        _invite(connection, held, going_on[held], accounts["advocate"], site, until=site.clock() + timedelta(days=7))
        line = council.add_help_line(connection, name="Help", number="1", hours="", at=site.clock(), by=lead)
        seals.seal(connection, sealed, [accounts["named"].id], By(lead, site.clock(), "seal"))
        things = {
            thing: _values(connection, enquiry) | {"going_on": going_on[enquiry]}
            for thing, enquiry in {"open": held, "sealed": sealed}.items()
        }
    return Cast(site, accounts, things, line)


def _call_dealt_with(connection: Connection, enquiry: str, dialogue: str, lead: str, at: datetime) -> None:
    """Somebody asked to talk alone, and it was dealt with."""
    signals.raise_alone(connection, enquiry, dialogue, None, By(lead, at, f"call-{enquiry}"))
    seen = {each.number: each.times for each in signals.of_enquiry(connection, enquiry) if each.dealt is None}
    signals.deal_with(connection, enquiry, seen, signals.How.OTHER, "Seen", By(lead, at, f"dealt-{enquiry}"))


def _invite(
    connection: Connection, enquiry: str, dialogue: str, advocate: Account, site: Site, *, until: datetime
) -> None:
    """An invitation to the conversation that stands for the enquiry, good until then."""
    of_enquiry = {"enquiry": enquiry, "dialogue": dialogue, "account": advocate.id}
    times = {"at": stamp(site.clock() - timedelta(days=1)), "until": stamp(until)}
    number = len(advocate.sign_in_name)
    connection.table("invitation").insert(
        of_enquiry | times | {"number": number, "organisation": "Voices", "invited_by": site.accounts["wendy"].id}
    )


def _values(connection: Connection, enquiry: str) -> dict[str, str]:
    """What the addresses of an enquiry are made of: real ids, so that a refusal is one of permission."""
    rating = "select dialogue, outcome from rating where enquiry = ? order by dialogue"
    dialogue, outcome = connection.execute(rating, [enquiry]).fetchone()
    (number,) = connection.execute("select number from break_glass where enquiry = ?", [enquiry]).fetchone()
    represented = "select id from dialogue where enquiry = ? and voice = 'representative'"
    (spoken,) = connection.execute(represented, [enquiry]).fetchone()
    return {
        "enquiry_id": enquiry,
        "dialogue_id": dialogue,
        "outcome_id": outcome,
        "number": str(number),
        "signal": str(signals.of_enquiry(connection, enquiry)[-1].number),
        "subject": spoken,
    }
