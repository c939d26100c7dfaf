"""The ways in: signing in, the first account, links to a password, the second factor; right, wrong and too often."""

import re
from datetime import timedelta

import pyotp

from msp_dialogue.accounts import Role, first
from msp_dialogue.record.library import FlowLibrary
from tests.states.scene import Visitor, session_of
from tests.states.state import Met
from tests.web.inviting import waiting
from tests.web.site import Site
from tests.web.test_password_links import reset
from tests.web.test_second_factor import device_of

WRONG = {"name": "wendy", "password": "this is not the password"}


def meet_first_account(met: Met, site: Site) -> None:
    """The link to the first account, of a service that has none yet."""
    with site.database.transaction() as connection:
        link = f"/first-account/{first.issue(connection, at=site.clock())}"
    nobody = Visitor(site, None)
    met.note("the first account", nobody.ask(link))
    met.note("the first account, left empty", nobody.ask(link, {}))
    met.note("the first account, by a link that is spent", nobody.ask("/first-account/spent"))


def meet_signing_in(met: Met, site: Site) -> None:
    """The sign-in page, wrong and too often; the second factor; a link to a new password."""
    site.account("wendy")
    nobody = Visitor(site, None)
    met.note("signing in", nobody.ask("/sign-in"))
    met.note("signing in, wrong", nobody.ask("/sign-in", WRONG))
    met.note("a form sent after the session was over", nobody.ask("/enquiries/new", {"reference": "E-1"}))
    for _ in range(12):
        last = nobody.ask("/sign-in", WRONG)
    assert last.status_code == 429
    met.note("signing in, too often", last)
    site.clock.at += timedelta(minutes=20)
    link = reset(site)
    met.note("choosing a password", nobody.ask(link))
    met.note("choosing a password, left empty", nobody.ask(link, {}))
    met.note("a password is chosen", nobody.ask(link, {"new_password": "heron gutter apricot"}))
    met.note("choosing a password, by a link that is spent", nobody.ask(link))


def meet_second_factor(met: Met, site: Site) -> None:
    """Setting a device up, its codes, and the recovery codes."""
    site.account("willa")
    half = site.browser().sign_in("willa")
    page = half.get("/second-factor/set-up")
    met.note("setting up the second factor", page)
    wrong = half.post("/second-factor/set-up", {"code": "000000"})
    met.note("setting up the second factor, wrong code", wrong)
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page.text)
    assert secret
    right = {"code": pyotp.TOTP(secret[1].replace(" ", "")).at(site.clock())}
    met.note("the recovery codes", half.post("/second-factor/set-up", right))
    site.account("wilma")
    device_of(site, "wilma")
    half = site.browser().sign_in("wilma")
    met.note("the second factor", half.get("/second-factor"))
    met.note("the second factor, wrong code", half.post("/second-factor", {"code": "000000"}))
    own = session_of(site, "wilma")
    met.note("an account with a device", own.ask("/account"))
    met.note("changing the device", own.ask("/account/second-factor"))


def meet_administering(met: Met, site: Site, library: FlowLibrary) -> None:
    """What is shown once: links to new accounts, new passwords and invitations."""
    site.account("wendy")
    site.account("adam", Role.ADMINISTRATOR)
    admin = session_of(site, "adam")
    new = {"name": "Nora New", "sign_in_name": "nora", "team": "North", "roles": ["worker"]}
    met.note("the link to a new account", admin.ask("/accounts", new))
    wendy = site.accounts["wendy"].id
    met.note("the link to a new password", admin.ask(f"/accounts/{wendy}/link", {}))
    held = waiting(site, library, site.enquiry())
    lead = session_of(site, "wendy")
    met.note("an invitation that nobody has yet", lead.ask(held.invitation))
    asked = {"name": "Ada Ashdown", "organisation": "Voices", "days": "14"}
    met.note("an invitation and its link, shown once", lead.ask(held.invitation, asked))
    met.note("an invitation that was sent", lead.ask(held.invitation))
    met.note("an advocate's list, with nothing on it", _advocate(site).ask("/questions"))


def _advocate(site: Site) -> Visitor:
    site.account("ada", Role.ADVOCATE, team="")
    return session_of(site, "ada")
