"""Choosing a password by a link: looked at as often as one likes, used once, and no way around the second factor
[A-13].
"""

from datetime import timedelta

import pytest

from msp_dialogue.accounts import changes, links
from msp_dialogue.accounts.sign_in import FROM_AN_ADDRESS
from tests.web.site import PASSWORD, Site, body_of, heading
from tests.web.test_second_factor import code, device_of

ANOTHER = "heron gutter apricot"


def reset(site: Site, name: str = "wendy") -> str:
    """The path of a link to a new password."""
    account = site.account(name).id
    with site.database.transaction() as connection:
        return f"/password/{links.issue(connection, account, at=site.clock(), by='test')}"


def test_looking_uses_nothing_up_and_a_link_works_once(site: Site) -> None:
    address, browser = reset(site), site.browser()
    looked = [site.browser().get(address).status_code for _ in range(3)]

    done = browser.post(address, {"new_password": ANOTHER})
    again = site.browser().post(address, {"new_password": PASSWORD})

    assert looked == [200] * 3
    assert heading(done) == "Your password is set"
    assert browser.get("/account").headers["Location"] == "/sign-in"
    assert again.status_code == 404
    assert "does not work any more" in again.text
    assert site.browser().post("/sign-in", {"name": "wendy", "password": ANOTHER}).status_code == 303


def test_used_replaced_too_old_and_made_up_links_and_those_of_closed_accounts_are_told_the_same(site: Site) -> None:
    used, replaced = reset(site), reset(site, "willa")
    reset(site, "willa")
    site.browser().post(used, {"new_password": ANOTHER})
    closed = reset(site, "wilma")
    with site.database.transaction() as connection:
        changes.disable(connection, site.account("wilma").id, at=site.clock(), by="test")
    old = reset(site, "winnie")
    site.clock.at += timedelta(hours=24)

    pages = [site.browser().get(each) for each in (used, replaced, closed, old, "/password/made-up", "/password/%00")]

    assert {page.status_code for page in pages} == {404}
    assert len({body_of(page) for page in pages}) == 1


def test_a_reset_does_not_get_around_the_second_factor_and_signs_everybody_out(site: Site) -> None:
    device = device_of(site)
    there = site.worker()
    there.post("/second-factor", {"code": code(site, device)})
    site.clock.at += timedelta(minutes=1)
    browser = site.browser()

    browser.post(reset(site), {"new_password": ANOTHER})
    browser.post("/sign-in", {"name": "wendy", "password": ANOTHER})

    assert there.get("/").headers["Location"] == "/sign-in"
    assert browser.get("/").headers["Location"] == "/second-factor"
    assert browser.post("/second-factor", {"code": code(site, device)}).status_code == 303


@pytest.mark.parametrize(
    ("chosen", "said"), [("", "at least 12"), ("Password2026!", "first passwords"), ("wendy on a bicycle", "own name")]
)
def test_a_password_that_may_not_be_keeps_the_link_alive(site: Site, chosen: str, said: str) -> None:
    """[A-03]"""
    address = reset(site)

    reply = site.browser().post(address, {"new_password": chosen})

    assert reply.status_code == 422
    assert said in reply.text
    assert site.browser().post(address, {"new_password": ANOTHER}).status_code == 200


def test_many_tries_from_one_address_wait(site: Site) -> None:
    """[L-01]"""
    browser = site.browser()
    replies = [browser.post("/password/x", {"new_password": ANOTHER}).status_code for _ in range(FROM_AN_ADDRESS + 1)]

    assert replies == [404] * FROM_AN_ADDRESS + [429]
