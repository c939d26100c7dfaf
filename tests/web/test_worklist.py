"""The worklist: what is missing in the record, for those who can mend it, and for the council only how many."""

from datetime import timedelta

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.record.enquiries import AdultDetails, change_adult
from msp_dialogue.record.gaps import GAPS
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.site import Browser, Site, body_of
from tests.web.telling import told
from tests.web.test_sealed import led, manager, sealed

MISSING = "Missing in this record"


def known_age(site: Site, enquiry: str) -> str:
    """The enquiry, whose adult's date of birth is known now; gives its id."""
    adult = AdultDetails("", "Rose", "1950-01-01")
    change_adult(site.database, enquiry, adult, By(site.account("wendy").id, site.clock(), f"born-{enquiry}"))
    return enquiry


def msp_lead(site: Site) -> Browser:
    site.account("mira", Role.MSP_LEAD)
    return site.browser().sign_in("mira")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_kind_is_counted_and_each_line_leads_to_its_enquiry(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry("E-1")
    site.enquiry("S-1", team="South")

    page = flat(wendy.get("/worklist/team/unknown_age").text)

    assert GAPS["unknown_age"].name in page
    assert all(gap.short in page for gap in GAPS.values())
    assert f'{GAPS["unknown_age"].short} <span class="app-count">1</span>' in page
    assert f'href="/enquiries/{enquiry}"' in page
    assert GAPS["unknown_age"].to_do in page
    assert "for 28 days" in page
    assert "since 2 February 2026" in page
    assert "S-1" not in page


def test_without_a_choice_the_first_list_with_anything_in_it_is_shown(site: Site) -> None:
    wendy = site.worker()
    led(site, site.enquiry("E-1"))

    assert "E-1" in wendy.get("/worklist").text
    assert 'aria-current="page">Worklist' in wendy.get("/worklist").text
    assert wendy.get("/worklist/team/no-such-gap").status_code == 404
    assert wendy.get("/worklist/team/not_rated/page/2").status_code == 404


def test_where_nothing_is_missing_it_says_so_kindly(site: Site) -> None:
    wendy = site.worker()
    known_age(site, site.enquiry("E-1"))

    assert "Nothing to mend: every figure" in wendy.get("/worklist/team").text


def test_what_is_missing_stands_on_the_enquirys_page_until_it_is_mended(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry("E-1")
    before = wendy.get(f"/enquiries/{enquiry}").text
    known_age(site, enquiry)

    assert MISSING in before
    assert GAPS["unknown_age"].to_do in before
    assert MISSING not in wendy.get(f"/enquiries/{enquiry}").text


def test_a_story_that_ends_unrated_is_on_the_list_and_explained(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    enquiry = told(site, library, "dies_before_closure").enquiry
    listed = wendy.get("/worklist/team/not_rated").text
    explained = wendy.get("/worklist/team/cells_do_not_add_up").text

    assert f'href="/enquiries/{enquiry}"' in listed
    assert f'href="/enquiries/{enquiry}"' in explained
    assert GAPS["not_rated"].to_do in wendy.get(f"/enquiries/{enquiry}").text


def test_nobody_else_can_tell_from_a_number_that_something_is_sealed(site: Site) -> None:
    mona, wendy, mira = manager(site), site.worker(), msp_lead(site)
    site.clock.at += timedelta(seconds=1)
    before = [body_of(browser.get("/worklist")) for browser in (mona, mira)]
    sealed(site, "wendy", reference="E-7")

    assert [body_of(browser.get("/worklist")) for browser in (mona, mira)] == before
    assert "E-7" in wendy.get("/worklist/team/unknown_age").text


def test_the_msp_lead_sees_how_many_of_each_team_and_no_enquiry(site: Site) -> None:
    mira = msp_lead(site)
    for number, team in enumerate(("North", "North", "South")):
        site.enquiry(f"E-{number}", team=team)
    page = mira.get("/worklist").text

    assert flat(page).count('<th scope="row" class="govuk-table__header"><bdi>') == 2
    assert ">2</td>" in page
    assert "/enquiries/" not in page
    assert "E-0" not in page
    assert mira.get("/worklist/team/unknown_age").status_code == 404
    assert mira.get("/worklist/teams").status_code == 200


def test_a_manager_sees_their_team_alone(site: Site) -> None:
    mona = manager(site)
    site.enquiry("E-1")
    site.enquiry("S-1", team="South")
    page = mona.get("/worklist").text

    assert "E-1" in page
    assert "S-1" not in page
    assert mona.get("/worklist/mine/unknown_age").status_code == 404
    assert mona.get("/worklist/teams").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BOARD, Role.ADMINISTRATOR, Role.ADVOCATE])
def test_it_is_nobody_elses(site: Site, role: Role) -> None:
    site.account("ola", role)

    assert site.browser().sign_in("ola").get("/worklist").status_code == 403
