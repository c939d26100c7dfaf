"""The dashboard of true figures: whose enquiries are counted, and what stands on it [R1, E1, E2]."""

import re

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.record import seals
from msp_dialogue.record.streams import By
from tests.measure.council import Council
from tests.measure.test_documents import NOBODY, rows_under
from tests.web.site import Browser, Site

YEAR = "period=2025-26"


@pytest.fixture
def council(site: Site) -> Council:
    """The record of the worked example in docs/measure.md, of the team North."""
    council = Council(site.database)
    for person, reference, opened, concluded, asked, voice, achieved, rated_by in rows_under("### The record"):
        enquiry = council.enquiry(
            reference,
            person,
            opened=opened,
            concluded=None if concluded == "open" else concluded,
            asked=asked,
            voice=None if voice == NOBODY else voice,
            achieved=achieved,
        )
        if rated_by != NOBODY:
            council.rated(enquiry, rated_by)
    return council


def signed_in(site: Site, name: str, *roles: Role, team: str = "North") -> Browser:
    site.account(name, *roles, team=team)
    return site.browser().sign_in(name)


def manager(site: Site) -> Browser:
    return signed_in(site, "mona", Role.MANAGER)


def words(html: str) -> str:
    """What stands on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def led_by(site: Site, name: str, *references: str) -> None:
    """Some enquiries of the example are this worker's."""
    with site.database.transaction() as connection:
        for table in ("enquiry", "counted"):
            for reference in references:
                connection.table(table).update(f"id-{reference}", {"lead": site.account(name).id})


@pytest.mark.parametrize("by", ["concluded", "opened"])
def test_the_numbers_of_the_worked_example_stand_on_the_page_of_people_and_of_enquiries(
    site: Site, council: Council, by: str
) -> None:
    page = words(manager(site).get(f"/dashboard?{YEAR}&by={by}").text)
    told = [row for row in rows_under(f"### Counted by the date {by}") if row[1:3] == ["measure", "all"]]

    assert len(told) == 4
    for _measure, _line, _voice, counted, number, out_of, percent in told:
        assert f"{counted.title()}: {number} of {out_of} ({percent}%)" in page


def test_one_measure_is_told_by_voice_and_by_quarter_with_its_tables(site: Site, council: Council) -> None:
    page = words(manager(site).get(f"/dashboard/outcomes_met?{YEAR}&counted=enquiries").text)

    assert "In 2 of 3 (66.7%) concluded enquiries in which the wishes were looked back on at the end, they were" in page
    assert "The adult 1 1 100.0%" in page
    assert "A representative 0 1 0.0%" in page
    assert "January to March 2026 1 1 100.0%" in page
    assert "Not looked back on, or not wholly 1 not in the percentage" in page


def test_a_manager_sees_the_team_and_neither_their_own_nor_the_councils(site: Site, council: Council) -> None:
    mona = manager(site)

    assert "Team: North" in mona.get("/dashboard").text
    assert mona.get("/dashboard?whose=team").status_code == 200
    assert mona.get("/dashboard?whose=mine").status_code == 404
    assert mona.get("/dashboard?whose=council").status_code == 404


def test_a_worker_sees_their_own_enquiries_first_and_their_teams(site: Site, council: Council) -> None:
    wendy = site.worker()
    led_by(site, "wendy", "E1", "E2")

    mine, team = wendy.get(f"/dashboard?{YEAR}").text, wendy.get(f"/dashboard?{YEAR}&whose=team").text
    assert "Enquiries: 2 of 2" in words(mine)
    assert "Enquiries: 5 of 9 (55.6%)" in words(team)
    assert wendy.get("/dashboard?whose=council").status_code == 404


def test_the_msp_lead_sees_the_council_by_team(site: Site, council: Council) -> None:
    council.enquiry("S1", team="South", opened="2025-05-05", concluded="2025-06-06")
    lena = signed_in(site, "lena", Role.MSP_LEAD)

    assert "Enquiries: 6 of 10 (60.0%)" in words(lena.get(f"/dashboard?{YEAR}").text)
    page = words(lena.get(f"/dashboard/outcomes_expressed?{YEAR}&counted=enquiries").text)
    assert "By team, counted by enquiries Team Number Out of Share North 5 9 55.6% South 1 1 100.0%" in page
    assert lena.get("/dashboard?whose=team").status_code == 404


def test_another_teams_enquiries_count_for_nobody_of_this_team(site: Site, council: Council) -> None:
    sofia = signed_in(site, "sofia", Role.WORKER, Role.MANAGER, team="South")

    for whose in ("mine", "team"):
        page = words(sofia.get(f"/dashboard?whose={whose}&{YEAR}").text)
        assert "No enquiry is in this period with these choices." in page


def test_a_claim_in_the_address_opens_nothing_more(site: Site, council: Council) -> None:
    wendy = site.worker()
    plain = words(wendy.get(f"/dashboard?{YEAR}&whose=team").text)
    for claim in ("team=South", "lead=" + "0" * 32, "reader=mona", "with_sealed=1"):
        assert words(wendy.get(f"/dashboard?{YEAR}&whose=team&{claim}").text) == plain


def test_a_sealed_enquiry_counts_only_for_those_whom_it_names(site: Site, council: Council) -> None:
    wendy, walter = site.worker(), site.worker("walter")
    with site.database.transaction() as connection:
        seals.seal(connection, "id-E1", [site.account("wendy").id], By(site.account("wendy").id, site.clock(), "s"))

    page = f"/dashboard?{YEAR}&whose=team"
    assert "Enquiries: 5 of 9 (55.6%)" in words(wendy.get(page).text)
    assert "Enquiries: 4 of 8 (50.0%)" in words(walter.get(page).text)
    assert "Sealed enquiries count only for those whom they name, so what two people see may differ." in words(
        walter.get(page).text
    )


def test_a_workers_own_small_numbers_are_said_without_percentages_and_why(site: Site, council: Council) -> None:
    wendy = site.worker()
    led_by(site, "wendy", "E1", "E2")
    page = wendy.get(f"/dashboard/outcomes_expressed?{YEAR}")

    assert "In 2 of 2 concluded enquiries, what the person wanted was put into words." in words(page.text)
    assert "Where there are fewer than 10, no percentage is given" in words(page.text)
    assert "100.0%" not in page.text
    assert "too few" in page.text


def test_true_figures_say_that_they_stay_inside_and_where_the_released_ones_are(site: Site, council: Council) -> None:
    page, lena = manager(site).get("/dashboard").text, signed_in(site, "lena", Role.MSP_LEAD).get("/dashboard").text

    assert "They are not for publication: small numbers are not hidden." in words(page)
    assert "ask the council’s MSP lead" in page
    assert 'href="/figures"' not in page
    assert 'What may be passed on stands under <a class="govuk-link" href="/figures">' in lena


def test_the_page_says_what_is_counted_and_when_it_was_drawn(site: Site, council: Council) -> None:
    page = words(manager(site).get(f"/dashboard?{YEAR}&kind=section_42&by=opened").text)

    assert "Enquiries opened from 1 April 2025 to 31 March 2026: 9, about 7 people." in page
    assert "Only: Section 42 enquiry." in page
    assert "Drawn 2 March 2026 at 09:30." in page


def test_nothing_in_the_period_is_said_with_what_to_do(site: Site, council: Council) -> None:
    mona = manager(site)

    assert "Choose a longer period, or show all again." in words(mona.get("/dashboard?period=2019-20").text)
    assert "Choose a longer period, or show all again." in words(
        mona.get("/dashboard/outcomes_met?period=2019-20").text
    )


def test_an_address_that_is_wrong_gives_the_nearest_good_page_with_a_word_of_what_is_wrong(
    site: Site, council: Council
) -> None:
    mona = manager(site)
    for wrong in ("period=1999", "voice=rose", "age=%00", "period=own&from-day=40&from-month=1&from-year=2026"):
        for path in ("/dashboard", "/dashboard/outcomes_met"):
            page = mona.get(f"{path}?{wrong}")
            assert page.status_code == 422
            assert "There is a problem" in page.text
            assert "rose" not in page.text
            assert "Drawn 2 March 2026" in page.text


def test_a_measure_or_table_that_there_is_not_is_not_there(site: Site, council: Council) -> None:
    mona = manager(site)

    for path in ("/dashboard/nothing", "/dashboard/nothing/values", "/dashboard/outcomes_met/nothing"):
        assert mona.get(path).status_code == 404
    assert mona.get("/dashboard/outcomes_met/team").status_code == 404


def test_no_reference_and_nobodys_words_stand_on_any_page(site: Site, council: Council) -> None:
    enquiry = council.enquiry("SECRET-77", "SECRET-78", born="1951-02-03")
    council.outcome(enquiry, words="to see the SECRET garden")
    mona = manager(site)
    for path in ("/dashboard", "/dashboard/outcomes_met", "/dashboard/outcomes_met/values"):
        text = mona.get(f"{path}?{YEAR}").text
        assert "SECRET" not in text
        assert "1951" not in text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BOARD, Role.ADMINISTRATOR, Role.ADVOCATE])
def test_nobody_else_sees_true_figures(site: Site, role: Role) -> None:
    browser = signed_in(site, "olive", role)

    for path in ("/dashboard", "/dashboard/outcomes_met", "/dashboard/outcomes_met/values"):
        assert browser.get(path).status_code == 403
    assert "/dashboard" not in browser.get("/account").text
