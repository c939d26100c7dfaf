"""Break-glass: an exact reference and a reason open another team's enquiry for an hour, and it is told [Z-08]."""

from datetime import timedelta

import pytest

from msp_dialogue.accounts import Role
from tests.web.site import Browser, Site, body_of, heading
from tests.web.talking import Talk
from tests.web.test_sealed import led, manager, sealed

WHY = "Their neighbour rang: they are not answering the door."


def broken(site: Site, *, reference: str = "E-1", who: str = "sofia") -> tuple[Browser, str]:
    """Somebody of the team South who opened an enquiry of the team North in an emergency, and its id."""
    enquiry = site.enquiry(reference)
    sofia = site.worker(who, team="South")
    reply = sofia.post("/break-glass", {"token": "glass", "reference": reference, "reason": WHY})
    assert reply.headers["Location"] == f"/enquiries/{enquiry}"
    return sofia, enquiry


def actions(site: Site, thing: str) -> list[str]:
    with site.database.reading() as connection:
        return [action for (action,) in connection.execute("select action from audit where thing = ?", [thing])]


def test_the_page_says_what_happens_before_it_asks(site: Site) -> None:
    page = site.worker().get("/break-glass").text

    assert "open to you for one hour" in page
    assert "are shown your name, the time and your reason" in page


def test_it_opens_the_enquiry_says_until_when_and_offers_nothing_that_is_not_allowed(site: Site) -> None:
    sofia, enquiry = broken(site)
    page = sofia.get(f"/enquiries/{enquiry}").text

    assert "Open to you in an emergency, until 2 March 2026 at 10:30" in page
    assert WHY in page
    assert "Start the first conversation" in page
    for path in ("/change", "/conclusion", "/copy", "/seal", "/looked"):
        assert f"/enquiries/{enquiry}{path}" not in page, path
        assert sofia.get(f"/enquiries/{enquiry}{path}").status_code == 404, path


def test_a_conversation_can_be_held_while_it_is_open(site: Site) -> None:
    sofia, enquiry = broken(site)

    assert Talk.begin(sofia, enquiry).page.status_code == 200


def test_after_an_hour_it_is_as_if_it_were_not_there(site: Site) -> None:
    sofia, enquiry = broken(site)
    for _minute in range(6):
        site.clock.at += timedelta(minutes=10) - timedelta(microseconds=1)
        assert sofia.get(f"/enquiries/{enquiry}").status_code == 200
    site.clock.at += timedelta(minutes=1)

    assert sofia.get(f"/enquiries/{enquiry}").status_code == 404


def test_it_stands_on_the_page_while_it_is_open_and_in_no_list(site: Site) -> None:
    sofia, enquiry = broken(site)

    assert f'href="/enquiries/{enquiry}"' in sofia.get("/break-glass").text
    assert enquiry not in sofia.get("/").text


def test_the_lead_worker_and_the_manager_are_told_until_one_of_them_notes_it(site: Site) -> None:
    _sofia, enquiry = broken(site)
    led(site, enquiry)
    wendy, mona, walter = site.worker(), manager(site), site.worker("walter")
    told = "Opened in an emergency by Sofia on 2 March 2026 at 09:30"

    assert told in wendy.get(f"/enquiries/{enquiry}").text
    assert told in mona.get("/team").text
    assert WHY in mona.get("/team").text
    assert told not in walter.get(f"/enquiries/{enquiry}").text
    (number,) = site.database.connection.execute("select number from break_glass").fetchone()
    assert walter.post(f"/enquiries/{enquiry}/emergencies/{number}/seen").status_code == 404
    wendy.post(f"/enquiries/{enquiry}/emergencies/{number}/seen")
    assert told not in wendy.get(f"/enquiries/{enquiry}").text
    assert "Noted as seen by Wendy on 2 March 2026 at 09:30" in mona.get("/team").text


def test_the_lead_still_sees_for_30_days_what_the_manager_noted(site: Site) -> None:
    _sofia, enquiry = broken(site)
    led(site, enquiry)
    mona = manager(site)
    (number,) = site.database.connection.execute("select number from break_glass").fetchone()
    mona.post(f"/enquiries/{enquiry}/emergencies/{number}/seen")
    told, noted = "Opened in an emergency by Sofia on 2 March 2026 at 09:30", "Noted as seen by Mona"
    soon = site.worker().get(f"/enquiries/{enquiry}").text
    site.clock.at += timedelta(days=31)

    assert told in soon
    assert noted in soon
    assert "Note as seen" not in soon
    assert told not in site.worker().get(f"/enquiries/{enquiry}").text


def test_until_it_is_noted_it_is_marked_where_the_lead_and_the_manager_begin(site: Site) -> None:
    _sofia, enquiry = broken(site)
    led(site, enquiry)
    wendy, mona, walter = site.worker(), manager(site), site.worker("walter")
    mark, listed = (
        "opened in an emergency and not yet noted as seen",
        "Opened in an emergency, and not yet noted as seen",
    )
    before = [browser.get("/").text for browser in (wendy, mona, walter)]
    (number,) = site.database.connection.execute("select number from break_glass").fetchone()
    wendy.post(f"/enquiries/{enquiry}/emergencies/{number}/seen")

    assert [mark in page for page in before] == [False, True, False]
    assert [listed in page for page in before] == [True, True, False]
    assert f'href="/enquiries/{enquiry}"' in before[0].split(listed)[1].split("</section>")[0]
    assert [listed in browser.get("/").text for browser in (wendy, mona)] == [False, False]


def test_a_try_at_a_sealed_enquiry_is_marked_for_the_manager_alone(site: Site) -> None:
    enquiry = sealed(site, "walter")
    mona, sofia = manager(site), site.worker("sofia", team="South")
    sofia.post("/break-glass", {"token": "t", "reference": "E-1", "reason": WHY})
    page = mona.get("/").text

    assert "opened in an emergency and not yet noted as seen" in page
    assert enquiry not in page
    assert "not yet noted as seen" not in site.worker().get("/").text


def test_what_nobody_noted_stays_however_old_and_what_was_noted_goes_after_30_days(site: Site) -> None:
    _sofia, enquiry = broken(site)
    site.account("mona", Role.MANAGER)
    site.clock.at += timedelta(days=40)
    mona = site.browser().sign_in("mona")
    (number,) = site.database.connection.execute("select number from break_glass").fetchone()

    assert WHY in mona.get("/team").text
    mona.post(f"/enquiries/{enquiry}/emergencies/{number}/seen")
    assert WHY not in mona.get("/team").text


def test_a_seal_holds_and_the_teams_manager_is_told_of_the_try(site: Site) -> None:
    enquiry = sealed(site, "walter")
    mona, sofia = manager(site), site.worker("sofia", team="South")
    reply = sofia.post("/break-glass", {"token": "t", "reference": "E-1", "reason": WHY})

    assert reply.status_code == 422
    assert sofia.get(f"/enquiries/{enquiry}").status_code == 404
    assert "Sofia tried to open it in an emergency on 2 March 2026 at 09:30; the seal held." in mona.get("/team").text
    assert "glass_held" in actions(site, enquiry)


def test_not_there_and_sealed_get_the_same_answer_and_both_leave_a_row(site: Site) -> None:
    sealed(site, "walter")
    sofia = site.worker("sofia", team="South")
    form = {"token": "t", "reason": WHY}
    there = sofia.post("/break-glass", form | {"reference": "E-1"})
    gone = sofia.post("/break-glass", form | {"reference": "E-2"})

    assert there.status_code == gone.status_code == 422
    assert body_of(there).replace("E-1", "") == body_of(gone).replace("E-2", "")
    assert "break_glass_failed" in actions(site, site.accounts["sofia"].id)


@pytest.mark.parametrize("reference", ["E-1", " E-1 "])
def test_one_that_is_theirs_anyway_opens_without_an_emergency(site: Site, reference: str) -> None:
    enquiry = site.enquiry()
    reply = site.worker().post("/break-glass", {"token": "t", "reference": reference, "reason": WHY})

    assert reply.headers["Location"] == f"/enquiries/{enquiry}"
    assert "glass_broken" not in actions(site, enquiry)


def test_capitals_hold_nobody_up_in_an_emergency(site: Site) -> None:
    enquiry = site.enquiry()
    reply = site.worker("sofia", team="South").post("/break-glass", {"reference": " e-1 ", "reason": WHY})

    assert reply.headers["Location"] == f"/enquiries/{enquiry}"


@pytest.mark.parametrize("reference", ["E", "E-", "%", "E-1x", "E_1"])
def test_a_part_of_a_reference_opens_nothing(site: Site, reference: str) -> None:
    site.enquiry()
    reply = site.worker("sofia", team="South").post("/break-glass", {"reference": reference, "reason": WHY})

    assert reply.status_code == 422


def test_without_a_reason_nothing_opens_and_what_was_typed_stays(site: Site) -> None:
    enquiry = site.enquiry()
    sofia = site.worker("sofia", team="South")
    reply = sofia.post("/break-glass", {"reference": "E-1", "reason": " "})

    assert reply.status_code == 422
    assert "Write why you must open it now." in reply.text
    assert 'value="E-1"' in reply.text
    assert sofia.get(f"/enquiries/{enquiry}").status_code == 404


def test_trying_often_means_to_wait_and_the_next_account_does_not(site: Site) -> None:
    site.enquiry("E-9")
    sofia, simon = site.worker("sofia", team="South"), site.worker("simon", team="South")
    form = {"reason": WHY}
    replies = [sofia.post("/break-glass", form | {"reference": f"X-{number}"}).status_code for number in range(11)]

    assert replies == [422] * 10 + [429]
    assert sofia.post("/break-glass", form | {"reference": "E-9"}).status_code == 429
    assert simon.post("/break-glass", form | {"reference": "E-9"}).status_code == 303
    site.clock.at += timedelta(minutes=10)
    assert sofia.post("/break-glass", form | {"reference": "E-9"}).status_code == 303


def test_it_stands_among_those_who_looked(site: Site) -> None:
    sofia, enquiry = broken(site)
    sofia.get(f"/enquiries/{enquiry}")
    led(site, enquiry)
    page = site.worker().get(f"/enquiries/{enquiry}/looked")

    assert heading(page) == "Who looked"
    assert "Opened it in an emergency" in page.text
    assert "Looked at it" in page.text
    assert "Sofia" in page.text
