"""Sealed enquiries: only the named work with them; for everybody else they are not there [Z-02]."""

import json
import re
from datetime import timedelta

import pytest

from msp_dialogue.accounts import Role, changes
from msp_dialogue.record import invitations, seals
from msp_dialogue.record.enquiries import EnquiryKind, change_enquiry
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.inviting import Waiting, advocate, waiting
from tests.web.site import Browser, Site, body_of, field_of, heading
from tests.web.telling import told
from tests.web.test_worker_pages_contact import OWN_PHONE, REACHED, alert, another, note
from tests.web.test_worker_pages_export import YEAR

NOTHING = "0" * 32


def sealed(site: Site, *named: str, reference: str = "E-1", team: str = "North") -> str:
    """An enquiry of a team, sealed to some accounts by sign-in name; gives its id."""
    enquiry = site.enquiry(reference, team=team)
    accounts, by = [site.account(name).id for name in named], By(site.account("wendy").id, site.clock(), "seal")
    with site.database.transaction() as connection:
        seals.seal(connection, enquiry, accounts, by)
    return enquiry


def led(site: Site, enquiry: str, lead: str = "wendy", *, team: str = "North") -> str:
    """The enquiry, led by somebody from now on."""
    by = By(site.account("wendy").id, site.clock(), f"lead-{enquiry}")
    kind = EnquiryKind.SECTION_42
    change_enquiry(site.database, enquiry, by, team=team, lead=site.account(lead).id, kind=kind, opened="2026-02-02")
    return enquiry


def manager(site: Site, name: str = "mona", *, team: str = "North") -> Browser:
    """A team's manager, signed in."""
    site.account(name, Role.MANAGER, team=team)
    return site.browser().sign_in(name)


def seal_form(page: object, *named: str) -> dict[str, str | list[str]]:
    """The form of the page, with these named."""
    return {"token": field_of(page, "token"), "known": field_of(page, "known"), "named": list(named)}  # type: ignore[arg-type]


def test_the_lead_worker_seals_an_enquiry_and_its_page_says_for_whom(site: Site) -> None:
    wendy, enquiry = site.worker(), led(site, site.enquiry())
    walter = site.account("walter")
    path = f"/enquiries/{enquiry}/seal"
    reply = wendy.post(path, seal_form(wendy.get(path), site.accounts["wendy"].id, walter.id))

    assert reply.headers["Location"] == f"/enquiries/{enquiry}"
    assert "Only these people can open or find it:" in wendy.get(f"/enquiries/{enquiry}").text
    assert "Walter, Wendy" in wendy.get(f"/enquiries/{enquiry}").text


def test_a_worker_who_does_not_lead_it_cannot_seal_it_and_is_offered_no_way_to(site: Site) -> None:
    enquiry = site.enquiry()
    wendy = site.worker()

    assert wendy.get(f"/enquiries/{enquiry}/seal").status_code == 404
    assert "/seal" not in wendy.get(f"/enquiries/{enquiry}").text


def test_the_manager_changes_who_works_with_it_without_seeing_what_is_in_it(site: Site) -> None:
    enquiry = sealed(site, "walter")
    mona = manager(site)
    path = f"/enquiries/{enquiry}/seal"
    page = mona.get(path)

    assert heading(page) == "Who works with this sealed enquiry"
    assert mona.get(f"/enquiries/{enquiry}").status_code == 404
    assert mona.post(path, seal_form(page, site.account("wendy").id)).headers["Location"] == "/"
    assert site.worker().get(f"/enquiries/{enquiry}").status_code == 200
    assert site.worker("walter").get(f"/enquiries/{enquiry}").status_code == 404


def test_a_seal_that_is_lifted_opens_the_enquiry_to_its_team_again(site: Site) -> None:
    enquiry = sealed(site, "walter")
    mona = manager(site)
    mona.post(f"/enquiries/{enquiry}/seal/lift", {"token": "lift", "reason": "Walter's cousin has left the council."})

    assert site.worker().get(f"/enquiries/{enquiry}").status_code == 200
    assert "Seal lifted by Mona on 2 March 2026 at 09:30." in mona.get("/team").text
    assert "cousin has left the council" in mona.get("/team").text


def test_a_seal_is_not_lifted_without_a_reason(site: Site) -> None:
    enquiry = sealed(site, "walter")
    reply = manager(site).post(f"/enquiries/{enquiry}/seal/lift", {"token": "lift", "reason": " "})

    assert reply.status_code == 422
    assert "Write why everybody in the team may see it again." in reply.text
    assert site.worker().get(f"/enquiries/{enquiry}").status_code == 404


@pytest.mark.parametrize(
    ("named", "known", "said"),
    [
        ([], None, "Choose at least one worker"),
        (["mona"], None, "Choose at least one worker"),
        (["wendy", "adam"], None, "cannot be named any more"),
        (["wendy"], "0" * 16, "changed in another window"),
    ],
)
def test_a_seal_that_cannot_be_made_says_why_and_keeps_what_was_chosen(
    site: Site, named: list[str], known: str | None, said: str
) -> None:
    mona, enquiry = manager(site), site.enquiry()
    site.account("adam", Role.ADMINISTRATOR)
    path = f"/enquiries/{enquiry}/seal"
    form = seal_form(mona.get(path), *(site.accounts[name].id for name in named))
    reply = mona.post(path, form | ({"known": known} if known else {}))

    assert reply.status_code == 422
    assert said in reply.text
    assert all(re.search(rf'value="{site.accounts[name].id}"[^>]* checked', reply.text) for name in named[:1])
    assert mona.get(f"/enquiries/{enquiry}").status_code == 200


def test_for_everybody_who_is_not_named_it_is_as_if_it_were_not_there(site: Site) -> None:
    enquiry = sealed(site, "walter")
    led(site, enquiry)
    replies = {}
    for browser in (site.worker(), manager(site), site.worker("sofia", team="South")):
        for path in ("", "/change", "/copy", "/conclusion", "/seal/x"):
            there, gone = (browser.get(f"/enquiries/{each}{path}") for each in (enquiry, NOTHING))
            replies[there.status_code, body_of(there) == body_of(gone)] = path

    assert set(replies) == {(404, True)}


def test_it_is_in_no_list_count_search_or_export_of_anybody_who_is_not_named(site: Site, library: FlowLibrary) -> None:
    wendy, mona = site.worker(), manager(site)
    played = told(site, library, "one_clear_outcome")
    accounts, by = [site.account("walter").id], By(site.account("wendy").id, site.clock(), "seal")
    with site.database.transaction() as connection:
        seals.seal(connection, played.enquiry, accounts, by)
        (reference,) = connection.execute("select reference from enquiry").fetchone()
    walter = site.worker("walter")

    for browser in (wendy, mona):
        for path in ("/", "/lists/team/open", "/lists/team/concluded"):
            assert reference not in browser.get(path).text
            assert not re.search(r'class="app-count">[1-9]', browser.get(path).text)
        assert "Nothing found" in browser.post("/enquiries/find", {"query": reference}).text
        tables = json.loads(browser.post("/export", YEAR).data)["tables"]
        assert all(not rows for name, rows in tables.items() if name != "measure")
        assert all(not row["number"] for row in tables["measure"])
    assert walter.post("/enquiries/find", {"query": reference}).headers["Location"] == f"/enquiries/{played.enquiry}"
    assert len(json.loads(walter.post("/export", YEAR).data)["tables"]["enquiries"]) == 1


def test_every_export_says_that_sealed_enquiries_are_left_out_and_not_how_many(site: Site) -> None:
    sealed(site, "walter")
    about = json.loads(site.worker().post("/export", YEAR).data)["about"]

    assert about["sealed"].startswith("Sealed enquiries are left out, and count in no figure, unless they name")
    assert about["enquiries"] == 0


def test_a_worker_of_another_team_who_is_named_finds_it_among_their_own(site: Site) -> None:
    site.account("sofia", team="South")
    enquiry = sealed(site, "sofia")
    sofia = site.worker("sofia", team="South")

    assert "E-1" in sofia.get("/").text
    assert sofia.get(f"/enquiries/{enquiry}").status_code == 200


def test_details_of_the_adult_can_be_changed_as_if_a_sealed_enquiry_were_not_there(site: Site) -> None:
    wendy, open_one = site.worker(), site.enquiry("E-1")
    sealed(site, "walter", reference="E-2")
    with site.database.transaction() as connection:
        connection.execute("update enquiry set adult = (select adult from enquiry where reference = 'E-1')")

    assert "cannot be changed from here" not in wendy.get(f"/enquiries/{open_one}/change").text


def test_what_is_noted_of_contact_in_it_stays_in_it(site: Site) -> None:
    """[Z-04] Whoever knows the adult's reference can open another enquiry; nothing there tells of the sealed one."""
    enquiry, wendy, sofia = sealed(site, "wendy"), site.worker(), site.worker("sofia", team="South")
    south = another(sofia, "A-E-1")
    before = alert(sofia, south)
    note(wendy, enquiry)

    assert alert(sofia, south) == before
    assert "Treat every way as not safe until this is filled in." in before
    for path in ("contact", "contact/change", "contact/reached"):
        assert "01632 960001" not in sofia.get(f"/enquiries/{south}/{path}").text
    assert "01632 960001" in alert(wendy, enquiry)
    assert "until you have asked them" not in alert(wendy, enquiry)


def test_what_others_note_takes_nothing_off_it_and_neither_can_rely_on_theirs_before_they_ask(site: Site) -> None:
    """[Z-04]"""
    enquiry, wendy, sofia = sealed(site, "wendy"), site.worker(), site.worker("sofia", team="South")
    south, reached = another(sofia, "A-E-1"), REACHED | {"with_whom": "Rose"}
    note(wendy, enquiry)
    note(sofia, south, {"way-call": "yes", "which-call": "The house phone"})

    assert "until you have asked them" in alert(wendy, enquiry)
    assert "The house phone" in alert(wendy, enquiry)
    assert "01632 960001" in alert(wendy, enquiry)
    assert wendy.post(f"/enquiries/{enquiry}/contact/reached", reached).status_code == 422
    note(wendy, enquiry)
    assert "until you have asked them" not in alert(wendy, enquiry)
    assert "until you have asked them" in alert(sofia, south)
    assert "01632 960001" not in sofia.get(f"/enquiries/{south}/contact").text
    assert sofia.post(f"/enquiries/{south}/contact/reached", reached).status_code == 422


def test_what_was_noted_before_it_was_sealed_is_still_there_for_those_who_are_named(site: Site) -> None:
    wendy, north = site.worker(), site.enquiry("N-1")
    note(wendy, north)
    enquiry = site.enquiry("N-2")
    with site.database.transaction() as connection:
        connection.execute(
            "update enquiry set adult = (select adult from enquiry where id = ?) where id = ?", [north, enquiry]
        )
        seals.seal(
            connection, enquiry, [site.accounts["wendy"].id], By(site.accounts["wendy"].id, site.clock(), "seal")
        )

    assert "01632 960001" in alert(wendy, enquiry)
    assert "until you have asked them" not in alert(wendy, enquiry)


def test_the_manager_is_told_when_nobody_who_is_named_can_sign_in_any_more(site: Site) -> None:
    """So that what is said quietly there reaches somebody; whether anything was said is told to nobody else."""
    sealed(site, "wendy", "walter")
    mona, told_so = manager(site), "Nobody who is named can sign in any more."
    with site.database.transaction() as connection:
        changes.disable(connection, site.accounts["wendy"].id, at=site.clock(), by="test")
    assert told_so not in mona.get("/team").text
    with site.database.transaction() as connection:
        connection.execute("update account set roles = '[\"analyst\"]' where id = ?", [site.accounts["walter"].id])

    assert told_so in mona.get("/team").text


def test_a_list_tells_of_no_day_that_was_noted_in_it(site: Site) -> None:
    enquiry, wendy, sofia = sealed(site, "wendy"), site.worker(), site.worker("sofia", team="South")
    another(sofia, "A-E-1")
    note(wendy, enquiry, OWN_PHONE)
    site.clock.at += timedelta(days=200)
    to_review = [site.worker(name, team=team).get("/").text for name, team in (("wendy", "North"), ("sofia", "South"))]

    assert ["Safe contact" in page for page in to_review] == [True, False]


def test_nobody_is_told_in_another_enquiry_what_was_done_in_it(site: Site) -> None:
    """[Z-04]"""
    enquiry, wendy, sofia = sealed(site, "wendy"), site.worker(), site.worker("sofia", team="South")
    south = led(site, another(sofia, "A-E-1"), lead="sofia", team="South")
    note(wendy, enquiry)

    assert "Noted safe contact" not in sofia.get(f"/enquiries/{south}/looked").text
    note(sofia, south)
    assert "Noted safe contact" in sofia.get(f"/enquiries/{south}/looked").text


@pytest.fixture
def invited(site: Site, library: FlowLibrary) -> Waiting:
    """A conversation that waits for Ada, whom Wendy invited."""
    held = waiting(site, library, site.enquiry())
    held.invite("ada")
    return held


def invitations_good(site: Site, held: Waiting) -> frozenset[str]:
    with site.database.reading() as connection:
        return invitations.good_for(connection, held.id, at=site.clock())


def test_the_page_of_a_seal_lists_who_is_invited_from_outside(site: Site, invited: Waiting) -> None:
    page = manager(site).get(f"/enquiries/{invited.held.enquiry}/seal").text

    assert "Ada, Voices" in page
    assert "Invited by Wendy, until 16 March 2026" in page
    assert not re.search(rf'value="{invited.id}"[^>]* checked', page)


def test_sealing_withdraws_the_invitations_of_whoever_is_not_named(site: Site, invited: Waiting) -> None:
    """The advocate is signed out at once, and lifting the seal restores nothing."""
    ada, mona, path = advocate(site), manager(site), f"/enquiries/{invited.held.enquiry}/seal"
    assert ada.get(invited.before).status_code == 200
    mona.post(path, seal_form(mona.get(path), site.account("walter").id))

    assert ada.get(invited.before).headers["Location"] == "/sign-in"
    assert invitations_good(site, invited) == frozenset()
    assert "Ada" not in mona.get(path).text
    mona.post(f"{path}/lift", {"token": "lift", "reason": "It was somebody else."})
    assert invitations_good(site, invited) == frozenset()


def test_an_invitation_goes_on_if_whoever_gave_it_is_named(site: Site, invited: Waiting) -> None:
    ada, mona, path = advocate(site), manager(site), f"/enquiries/{invited.held.enquiry}/seal"
    mona.post(path, seal_form(mona.get(path), site.accounts["wendy"].id))

    assert ada.get(invited.before).status_code == 200
    mona.post(path, seal_form(mona.get(path), site.account("walter").id))  # until she is named no more
    assert ada.get(invited.before).headers["Location"] == "/sign-in"


def test_an_invitation_that_is_chosen_goes_on_until_it_is_chosen_no_more(site: Site, invited: Waiting) -> None:
    ada, mona, path = advocate(site), manager(site), f"/enquiries/{invited.held.enquiry}/seal"
    walter = site.account("walter").id
    mona.post(path, seal_form(mona.get(path), walter) | {"keep": invited.id})

    assert ada.get(invited.before).status_code == 200
    assert re.search(rf'value="{invited.id}"[^>]* checked', mona.get(path).text)
    mona.post(path, seal_form(mona.get(path), walter))
    assert ada.get(invited.before).headers["Location"] == "/sign-in"


def test_sealing_withdraws_nothing_of_another_enquiry(site: Site, library: FlowLibrary, invited: Waiting) -> None:
    other = waiting(site, library, site.enquiry("E-2"))
    other.invite("bob")
    mona, path = manager(site), f"/enquiries/{invited.held.enquiry}/seal"
    mona.post(path, seal_form(mona.get(path), site.account("walter").id))

    assert invitations_good(site, other) == {site.accounts["bob"].id}
