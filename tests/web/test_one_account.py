"""One account in the administrator's hands: roles and team, links, a lost device, sessions [A-13, S-05, S-06]."""

import pytest

from msp_dialogue.accounts import Role, factor, people
from tests.web.site import Browser, Site, heading
from tests.web.test_second_factor import device_of
from tests.web.test_worker_pages_accounts import administrator, invitation

DEEDS = ("link", "second-factor", "sessions")


def path(site: Site, name: str, deed: str = "") -> str:
    """The page of an account, or where something is done about it."""
    return f"/accounts/{site.account(name).id}" + (f"/{deed}" if deed else "")


def alive(browser: Browser) -> bool:
    """Whether the browser is still signed in."""
    return browser.get("/account").status_code == 200


def test_other_roles_or_another_team_hold_at_once_and_end_the_sessions(site: Site) -> None:
    """[S-05]"""
    ada, wendy = administrator(site), site.worker()

    reply = ada.post(path(site, "wendy", "place"), {"roles": ["manager", "analyst"], "team": "South"})

    assert reply.headers["Location"] == path(site, "wendy")
    assert not alive(wendy)
    with site.database.reading() as connection:
        now = people.by_id(connection, site.account("wendy").id)
    assert now
    assert (now.roles, now.team) == (frozenset({Role.MANAGER, Role.ANALYST}), "South")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"roles": [], "team": "North"}, "Choose at least one role."),
        ({"roles": ["advocate"], "team": "North"}, "Choose at least one role."),
        ({"roles": ["worker"], "team": " "}, "Enter the team."),
    ],
)
def test_a_place_that_may_not_be_changes_nothing(site: Site, form: dict[str, str | list[str]], said: str) -> None:
    ada, wendy = administrator(site), site.worker()

    reply = ada.post(path(site, "wendy", "place"), form)

    assert reply.status_code == 422
    assert said in reply.text
    assert alive(wendy)


def test_the_last_administrator_stays_one(site: Site) -> None:
    ada = administrator(site)

    reply = ada.post(path(site, "ada", "place"), {"roles": ["worker"], "team": "North"})

    assert reply.status_code == 422
    assert "only administrator" in reply.text
    assert alive(ada)


def test_one_administrator_of_two_can_give_it_up_and_is_signed_out(site: Site) -> None:
    site.account("adam", Role.ADMINISTRATOR)
    ada = administrator(site)

    reply = ada.post(path(site, "ada", "place"), {"roles": ["worker"], "team": "North"})

    assert reply.headers["Location"] == "/sign-in"
    assert not alive(ada)


def test_a_reset_is_a_link_to_pass_on(site: Site) -> None:
    """[A-13] The administrator chooses no password, and the one that is in use goes on until the link is used."""
    site.account("wendy")
    ada = administrator(site)

    reply = ada.post(path(site, "wendy", "link"))

    assert heading(reply) == "Pass this link on"
    assert "once, within 24 hours" in reply.text
    assert site.browser().get(invitation(reply)).status_code == 200
    site.browser().sign_in("wendy")


def test_a_closed_account_gets_no_link(site: Site) -> None:
    site.account("wendy")
    ada = administrator(site)
    ada.post(path(site, "wendy", "disable"))

    assert ada.post(path(site, "wendy", "link")).status_code == 404


def test_a_lost_device_is_taken_away_and_its_owner_signed_out(site: Site) -> None:
    """[S-05]"""
    wendy = site.worker()
    device_of(site)
    ada = administrator(site)
    assert "Take the device away" in ada.get(path(site, "wendy")).text

    ada.post(path(site, "wendy", "second-factor"))

    assert not alive(wendy)
    with site.database.reading() as connection:
        assert not factor.is_set_up(connection, site.account("wendy").id)


def test_an_administrator_ends_one_session_or_all_of_an_account(site: Site) -> None:
    """[S-06]"""
    ada, wendy, again = administrator(site), site.worker(), site.worker()
    page = ada.get(path(site, "wendy"))
    mark = page.text.split('name="session" value="')[1].split('"')[0]

    ada.post(path(site, "wendy", "sessions"), {"session": mark})
    assert [alive(wendy), alive(again)].count(True) == 1
    ada.post(path(site, "wendy", "sessions"))
    assert not alive(wendy)
    assert not alive(again)


@pytest.mark.parametrize("deed", DEEDS)
def test_for_their_own_account_an_administrator_has_no_way_around_their_password(site: Site, deed: str) -> None:
    """[A-12]"""
    ada = administrator(site)

    assert ada.post(path(site, "ada", deed)).status_code == 403
    assert "Change your own password or device" in ada.get(path(site, "ada")).text


@pytest.mark.parametrize("deed", ["", "place", *DEEDS])
def test_nobody_else_and_nothing_else(site: Site, deed: str) -> None:
    site.account("mona", Role.MANAGER, Role.WORKER, Role.ANALYST)
    mona, ada = site.browser().sign_in("mona"), administrator(site)
    nobody = f"/accounts/{'0' * 32}" + (f"/{deed}" if deed else "")
    form: dict[str, str | list[str]] = {"roles": ["worker"], "team": "North"}

    if deed:
        assert mona.post(path(site, "ada", deed), form).status_code == 403
        assert ada.post(nobody, form).status_code == 404
    else:
        assert mona.get(path(site, "ada")).status_code == 403
        assert ada.get(nobody).status_code == 404


def test_an_advocate_from_outside_is_given_no_place_in_the_council(site: Site) -> None:
    site.account("avery", Role.ADVOCATE, team="")
    ada = administrator(site)

    page = ada.get(path(site, "avery"))
    reply = ada.post(path(site, "avery", "place"), {"roles": ["worker"], "team": "North"})

    assert "An advocate from outside" in page.text
    assert reply.status_code == 404
