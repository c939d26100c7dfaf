"""Signing in, the first account, and the administrator's accounts."""

import re

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role, first
from tests.web.site import PASSWORD, Browser, Site, heading

FIRST = {"name": "Wanda Wright", "sign_in_name": "wanda", "team": "North", "password": PASSWORD}
NEW: dict[str, str | list[str]] = {
    "name": "Nia Noble",
    "sign_in_name": "nia",
    "team": "North",
    "roles": ["worker"],
}


def test_the_first_account_is_created_once_and_signed_in(site: Site) -> None:
    browser, address = site.browser(), link(site)

    form = browser.get(address)
    reply = browser.post(address, FIRST)
    again = site.browser().get(address)

    assert heading(form) == "Create the first account"
    assert reply.headers["Location"] == "/"
    assert browser.get("/").status_code == 200
    assert browser.get("/accounts").status_code == 200
    assert again.status_code == 404
    assert "does not work any more" in again.text


def test_looking_at_the_link_uses_nothing_up(site: Site) -> None:
    address = link(site)

    for _ in range(3):
        assert site.browser().get(address).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Enter the name."),
        ("sign_in_name", "w", "3 to 100 characters"),
        ("team", "", "Enter the team."),
        ("password", "", "Enter a password."),
        ("password", "short", "at least 12 characters"),
        ("password", "wanda has a password", "without your own name"),
        ("password", "Password2026!", "first passwords that others would try"),
        ("password", "x" * 129, "at most 128 characters"),
    ],
)
def test_a_first_account_that_is_not_right_keeps_the_link_alive(site: Site, field: str, typed: str, said: str) -> None:
    browser, address = site.browser(), link(site)

    reply = browser.post(address, {**FIRST, field: typed})

    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="North"' in reply.text or field == "team"
    assert PASSWORD not in reply.text
    assert browser.post(address, FIRST).status_code == 303


@pytest.mark.parametrize("token", ["x", "x" * 500, "ä", "%00"])
def test_a_made_up_link_says_what_to_do(site: Site, token: str) -> None:
    reply = site.browser().get(f"/first-account/{token}")

    assert reply.status_code == 404
    assert "stop the service and start it again" in reply.text


def test_a_wrong_password_says_so_keeps_the_name_and_tells_no_more(site: Site) -> None:
    site.account("wendy")

    wrong = site.browser().post("/sign-in", {"name": "wendy", "password": "something else"})
    unknown = site.browser().post("/sign-in", {"name": "nobody", "password": "something else"})

    assert wrong.status_code == unknown.status_code == 422
    assert 'value="wendy"' in wrong.text
    assert "something else" not in wrong.text
    assert "The name or the password is not right." in wrong.text
    assert "The name or the password is not right." in unknown.text


def test_only_a_demonstration_shows_accounts(site: Site) -> None:
    assert "Accounts to try" not in site.browser().get("/sign-in").text


def test_an_administrator_adds_an_account_whose_owner_chooses_the_password(site: Site) -> None:
    """[A-13] The administrator sees a link, this once, and never a password."""
    ada = administrator(site)

    reply = ada.post("/accounts", NEW)
    invited = invitation(reply)

    assert heading(reply) == "Pass this link on"
    assert "once, within 7 days" in reply.text
    assert "Nia Noble" in ada.get("/accounts").text
    assert "/password/" not in ada.get("/accounts").text
    assert "nia" in site.browser().get(invited).text
    assert site.browser().post(invited, {"new_password": PASSWORD}).status_code == 200
    site.browser().sign_in("nia")


def test_advocates_are_not_made_here(site: Site) -> None:
    ada = administrator(site)

    assert 'value="advocate"' not in ada.get("/accounts").text
    assert ada.post("/accounts", {**NEW, "roles": ["advocate"]}).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter the name."),
        ("sign_in_name", "with spaces", "without spaces"),
        ("sign_in_name", "ADA", "Someone has this sign-in name already."),
        ("roles", [], "Choose at least one role."),
        ("roles", ["emperor"], "Choose at least one role."),
    ],
)
def test_an_account_that_is_not_right_is_not_added(site: Site, field: str, typed: str | list[str], said: str) -> None:
    ada = administrator(site)

    reply = ada.post("/accounts", {**NEW, field: typed})

    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="North"' in reply.text
    assert "Nia Noble" not in ada.get("/accounts").text


def test_a_disabled_account_is_out_at_once_and_can_be_let_in_again(site: Site) -> None:
    ada, wendy = administrator(site), site.worker()
    account = site.account("wendy").id

    ada.post(f"/accounts/{account}/disable")

    assert wendy.get("/").headers["Location"] == "/sign-in"
    assert "Disabled" in ada.get("/accounts").text
    ada.post(f"/accounts/{account}/enable")
    wendy.sign_in("wendy")


def test_nobody_shuts_themselves_out(site: Site) -> None:
    ada = administrator(site)

    assert ada.post(f"/accounts/{site.account('ada').id}/disable").status_code == 403


def test_there_is_no_account_of_another_id(site: Site) -> None:
    assert administrator(site).post(f"/accounts/{'0' * 32}/disable").status_code == 404


def test_accounts_go_on_over_pages(site: Site) -> None:
    ada = administrator(site)
    for number in range(26):
        site.account(f"worker{number:02}")

    assert ada.get("/accounts").text.count('scope="row"') == 25
    assert ada.get("/accounts/page/2").text.count('scope="row"') == 2
    assert ada.get("/accounts/page/3").status_code == 404


def test_a_worker_sees_no_accounts_and_an_administrator_no_enquiries(site: Site) -> None:
    ada, wendy = administrator(site), site.worker()
    enquiry = site.enquiry()

    assert wendy.get("/accounts").status_code == 403
    assert wendy.post("/accounts", NEW).status_code == 403
    assert ada.get("/").headers["Location"] == "/accounts"
    assert ada.get(f"/enquiries/{enquiry}").status_code == 404


def administrator(site: Site) -> Browser:
    """An administrator who is nothing else, signed in."""
    site.account("ada", Role.ADMINISTRATOR)
    return site.browser().sign_in("ada")


def invitation(page: TestResponse) -> str:
    """The path of the link that a page shows to be passed on."""
    found = re.search(r'id="link">https://dialogue.example(/password/[A-Za-z0-9_-]+)<', page.text)
    assert found, page.text
    return found[1]


def link(site: Site) -> str:
    """The address of the one-time link to the first account."""
    with site.database.transaction() as connection:
        return f"/first-account/{first.issue(connection, at=site.clock())}"
