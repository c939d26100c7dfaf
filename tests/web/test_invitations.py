"""A worker invites an advocate from outside, passes the link on, and can take it all back at once [Z-04]."""

import re
from datetime import timedelta

import pytest

from msp_dialogue.accounts import Role, links, people
from msp_dialogue.flow.step import Step
from msp_dialogue.record import invitations, seals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from msp_dialogue.web import tokens
from tests.web.inviting import Waiting, advocate, waiting
from tests.web.site import Browser, Site, body_of, heading

ADA = {"name": "Ada Ashdown", "organisation": "Voices", "days": "14"}


@pytest.fixture
def held(site: Site, library: FlowLibrary) -> Waiting:
    """A first conversation with Rose that waits for an advocate."""
    return waiting(site, library, site.enquiry())


def link_of(text: str) -> str:
    found = re.search(r'class="app-link"[^>]*>https://[^/]+(/[^<]+)<', text)
    assert found, text
    return found[1]


def good(site: Site, held: Waiting) -> frozenset[str]:
    with site.database.reading() as connection:
        return invitations.good_for(connection, held.id, at=site.clock())


def test_inviting_makes_a_confined_account_and_shows_its_link_once(site: Site, held: Waiting) -> None:
    wendy = site.worker()
    form = {**ADA, "token": "once"}
    reply = wendy.post(held.invitation, form)
    with site.database.reading() as connection:
        ada = people.by_sign_in_name(connection, "ada.ashdown")
        link = links.good(connection, link_of(reply.text).rpartition("/")[2], at=site.clock())

    assert ada is not None
    assert (ada.name, ada.roles, ada.team) == ("Ada Ashdown", frozenset({Role.ADVOCATE}), "")
    assert link is not None
    assert link.account == ada
    assert "ada.ashdown" in reply.text
    assert "The service sends nothing" in reply.text
    assert good(site, held) == {ada.id}
    again = wendy.post(held.invitation, form)  # as when the page is loaded again
    assert again.headers["Location"] == held.invitation
    page = wendy.get(held.invitation).text
    assert "Ada Ashdown, Voices" in page
    assert "Recorded as who answers: <strong>" in page
    assert "Invited until 16 March 2026" in page
    assert link_of(reply.text) not in page


def test_somebody_of_the_same_name_has_a_sign_in_name_of_their_own(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    wendy = site.worker()
    wendy.post(held.invitation, ADA)
    other = waiting(site, library, site.enquiry("E-2"))
    reply = wendy.post(other.invitation, {**ADA, "who": "new"})

    assert "ada.ashdown.2" in reply.text


def test_whoever_was_invited_before_is_chosen_and_signs_in_as_before(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    ada = held.invite("ada")
    other = waiting(site, library, site.enquiry("E-2"))
    wendy = site.worker()
    page = wendy.get(other.invitation).text
    reply = wendy.post(other.invitation, {"who": ada.id, "days": "3"})

    assert "Ada, Voices" in page
    assert reply.headers["Location"] == other.invitation  # no link: nobody else chooses her password
    assert good(site, other) == {ada.id}
    assert "Ada, Voices" in wendy.get(other.invitation).text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Enter the advocate’s name."),
        ({"days": "0"}, "from 1 to 30"),
        ({"days": "31"}, "from 1 to 30"),
        ({"days": "two"}, "from 1 to 30"),
        ({"days": ""}, "Enter for how many days."),
        ({"name": "x" * 101}, "at most 100"),
    ],
)
def test_what_cannot_be_taken_is_given_back_with_what_to_do(
    site: Site, held: Waiting, form: dict[str, str], said: str
) -> None:
    wendy = site.worker()
    reply = wendy.post(held.invitation, {"organisation": "Voices <b>", "days": "14", **form})

    assert reply.status_code == 422
    assert said in reply.text
    assert "Voices &lt;b&gt;" in reply.text
    assert good(site, held) == frozenset()


def test_an_account_that_was_not_made_here_cannot_be_invited_by_its_id(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    held.invite("ada")
    other = waiting(site, library, site.enquiry("E-2"))
    wendy = site.worker()

    for who in (site.account("wendy").id, site.account("bob").id, "x"):
        assert wendy.post(other.invitation, {**ADA, "who": who}).status_code == 422
    assert good(site, other) == frozenset()


def test_withdrawing_ends_the_session_at_once(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada, wendy = advocate(site), site.worker()
    assert ada.get(held.before).status_code == 200
    reply = wendy.post(f"{held.invitation}/withdraw", {"token": "t"})

    assert reply.status_code == 303
    assert ada.get(held.before).headers["Location"] == "/sign-in"
    assert good(site, held) == frozenset()
    assert "Withdrawn on 2 March 2026" in wendy.get(held.invitation).text


def test_another_link_kills_the_one_before_and_is_only_for_who_has_no_password(site: Site, held: Waiting) -> None:
    wendy = site.worker()
    first = link_of(wendy.post(held.invitation, ADA).text)
    second = link_of(wendy.post(f"{held.invitation}/link").text)
    with site.database.reading() as connection:
        alive = [links.good(connection, each.rpartition("/")[2], at=site.clock()) for each in (first, second)]
    assert alive[0] is None
    assert alive[1] is not None
    wendy.post(f"{held.invitation}/withdraw", {"token": "t"})
    held.invite("bob")  # who has a password

    assert wendy.post(f"{held.invitation}/link").headers["Location"] == held.invitation
    assert "new link" not in wendy.get(held.invitation).text


def test_a_conversation_that_waits_for_an_advocate_is_not_taken_up_on_the_workers_screen(
    site: Site, held: Waiting
) -> None:
    wendy = site.worker()

    assert wendy.get(f"/conversations/{held.id}/resume").headers["Location"] == held.invitation
    assert heading(wendy.get(held.invitation)) == "Invite the advocate"
    held.invite("ada")
    assert heading(wendy.get(held.invitation)) == "The advocate answers now"


def test_the_workers_screen_leads_away_from_the_advocates_questions_and_answers_none(site: Site, held: Waiting) -> None:
    wendy = site.worker()
    with site.database.transaction() as connection:
        connection.execute("update session set sitting = ?", [held.id])
    dialogue = held.held.dialogue
    with site.app.test_request_context():
        step = tokens.show(held.id, Step("talk"), dialogue.seq)

    assert wendy.get("/talk").headers["Location"] == held.invitation
    for path in ("/talk", "/talk/hand-over", "/talk/type-instead"):
        wendy.post(path, {"step": step, "non_answer": "skipped"})
    assert held.as_it_is().held.dialogue.seq == dialogue.seq


def test_it_can_be_held_here_after_all_and_safety_is_asked_again(site: Site, held: Waiting) -> None:
    held.invite("ada")
    ada, wendy = advocate(site), site.worker()
    reply = wendy.post(f"{held.invitation}/here", {"token": "t"})

    assert reply.headers["Location"] == f"/conversations/{held.id}/resume"
    assert heading(wendy.get(reply.headers["Location"])) == "Before you go on"
    assert ada.get(held.before).headers["Location"] == "/sign-in"
    assert held.as_it_is().held.dialogue.current == Step("turn_screen")


def test_where_one_advocate_answered_no_other_is_invited(site: Site, held: Waiting) -> None:
    ada = held.invite("ada")
    talk = held.talk
    talk.actor = ada.id
    talk.say(held.held, Step("talk"), ["breaks"])
    wendy = site.worker()
    wendy.post(f"{held.invitation}/withdraw", {"token": "t"})
    reply = wendy.post(held.invitation, {**ADA, "who": "new"})

    assert reply.status_code == 422
    assert "Somebody else answered here already." in reply.text
    with site.database.reading() as connection:
        assert people.by_sign_in_name(connection, "ada.ashdown") is None  # nothing half done stays


def test_the_enquiry_shows_who_was_invited(site: Site, held: Waiting) -> None:
    held.invite("ada")

    page = site.worker().get(f"/enquiries/{held.held.enquiry}").text
    assert "Invited from outside:" in page
    assert "Ada, Voices" in page


@pytest.mark.parametrize("path", ["", "/link", "/withdraw", "/here"])
def test_nobody_but_whoever_works_with_the_enquiry_invites(site: Site, held: Waiting, path: str) -> None:
    held.invite("ada")
    browsers: list[Browser] = [site.worker("sofia", team="South"), advocate(site)]

    for browser in browsers:
        assert browser.get(held.invitation).status_code == 404
        assert browser.post(held.invitation + path, ADA).status_code == 404
    assert good(site, held) == {site.account("ada").id}


def test_an_invitation_that_ran_out_can_be_given_again(site: Site, held: Waiting) -> None:
    held.invite("ada", days=1)
    site.clock.at += timedelta(days=1)
    wendy = site.worker()
    page = wendy.get(held.invitation).text
    reply = wendy.post(held.invitation, {"who": site.account("ada").id, "days": "2"})

    assert "Was invited until" in page
    assert reply.status_code == 303
    assert good(site, held) == {site.account("ada").id}


def keep_out(site: Site, held: Waiting) -> None:
    """Seal the enquiry to Wendy alone."""
    by = By(site.account("wendy").id, site.clock(), f"seal-{held.id}")
    with site.database.transaction() as connection:
        seals.seal(connection, held.held.enquiry, [by.actor], by)


def alive(site: Site, link: str) -> bool:
    with site.database.reading() as connection:
        return links.good(connection, link.rpartition("/")[2], at=site.clock()) is not None


def test_an_advocate_known_only_from_what_is_sealed_is_offered_to_nobody_else(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    keep_out(site, held)
    link = link_of(site.worker().post(held.invitation, ADA).text)
    with site.database.reading() as connection:
        ada = people.by_sign_in_name(connection, "ada.ashdown")
    assert ada is not None
    other, walter = waiting(site, library, site.enquiry("E-2")), site.worker("walter")
    page = walter.get(other.invitation)

    assert heading(page) == "Invite the advocate"
    assert "Ada" not in page.text
    walter.post(other.invitation, {"who": ada.id, "days": "3"})
    assert good(site, other) == frozenset()
    assert alive(site, link)


@pytest.mark.parametrize("shut_out", ["by a seal", "in another team"])
def test_nobody_is_given_the_link_of_an_advocate_who_answers_where_they_may_not_invite(
    site: Site, library: FlowLibrary, held: Waiting, shut_out: str
) -> None:
    """With it they could choose the password and answer, and read, where it is not theirs to."""
    other, third = (waiting(site, library, site.enquiry(each)) for each in ("E-2", "E-3"))
    walter = site.worker("walter")
    walter.post(other.invitation, ADA)
    with site.database.reading() as connection:
        ada = people.by_sign_in_name(connection, "ada.ashdown")
    assert ada is not None
    link = link_of(site.worker().post(held.invitation, {"who": ada.id, "days": "3"}).text)  # nobody is shut out yet
    if shut_out == "by a seal":
        keep_out(site, held)
    else:
        with site.database.transaction() as connection:
            connection.execute("update enquiry set team = 'South' where id = ?", [held.held.enquiry])

    for reply in (
        walter.post(f"{other.invitation}/link"),
        walter.post(third.invitation, {"who": ada.id, "days": "3"}),
        walter.post(f"{third.invitation}/link"),
    ):
        assert reply.status_code == 303
    assert alive(site, link)
    assert good(site, third) == {ada.id}  # she is invited, and signs in as before
    page = walter.get(third.invitation).text
    assert "If they have no password yet, whoever invited them first, or an administrator, gives them a link." in page
    assert "new link" not in page


def test_the_page_of_an_invitation_is_the_same_for_who_has_a_password_and_who_answers_elsewhere(
    site: Site, library: FlowLibrary, held: Waiting
) -> None:
    """So that nobody learns from it that there is anything that is sealed to others."""
    other, walter = waiting(site, library, site.enquiry("E-2")), site.worker("walter")
    ada = held.invite("ada")
    other.invite("ada")
    keep_out(site, held)
    with_password = body_of(walter.get(other.invitation))
    assert "They sign in as before." in with_password
    with site.database.transaction() as connection:
        connection.execute("update account set password = '' where id = ?", [ada.id])

    assert without_token(body_of(walter.get(other.invitation))) == without_token(with_password)


def without_token(text: str) -> str:
    return re.sub(r'name="token" value="[^"]*"', "", text)
