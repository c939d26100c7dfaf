"""Each filter of the dashboard confines what is counted, and nothing else does."""

import re

import pytest

from msp_dialogue.accounts import Role
from tests.measure.council import Council
from tests.web.site import Browser, Site


@pytest.fixture
def mona(site: Site) -> Browser:
    """A manager, and some enquiries that differ in everything that can be chosen."""
    council = Council(site.database)
    council.rated(council.enquiry("E1", born="1950-01-01"), "adult")
    council.rated(council.enquiry("E2", born="1940-01-01", achieved="not", voice="representative"), "representative")
    council.rated(council.enquiry("E3", concluded="2026-01-10", opened="2026-01-02", kind="other"), "worker")
    council.enquiry("E4", asked="not_asked", voice=None, achieved="none_expressed", concluded="2024-06-01")
    site.account("mona", Role.MANAGER)
    return site.browser().sign_in("mona")


def numbers(browser: Browser, asked: str, measure: str = "outcomes_expressed") -> str:
    """What a measure says of enquiries: so many of so many."""
    text = browser.get(f"/dashboard/{measure}?{asked}").text
    found = re.search(r"Enquiries: (\d+ of \d+)", text)
    return found[1] if found else "nothing"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("period=2025-26", "3 of 3"),
        ("period=2024-25", "0 of 1"),
        ("period=2025-26-Q4", "1 of 1"),
        ("period=2025-26-Q1", "nothing"),
        ("period=2025-26-Q1&by=opened", "2 of 3"),
        ("period=12-months", "3 of 3"),
        ("period=own&from-day=1&from-month=6&from-year=2024&to-day=1&to-month=6&to-year=2024", "0 of 1"),
        ("period=2025-26&kind=other", "1 of 1"),
        ("period=2025-26&kind=section_42", "2 of 2"),
        ("period=2025-26&age=75-84", "1 of 1"),
        ("period=2025-26&age=unknown", "1 of 1"),
        ("period=2025-26&age=95%2B", "nothing"),
        ("period=2025-26&voice=adult", "2 of 3"),
        ("period=2025-26&voice=representative", "1 of 3"),
    ],
)
def test_what_is_chosen_is_what_is_counted(mona: Browser, asked: str, found: str) -> None:
    assert numbers(mona, asked) == found


@pytest.mark.parametrize(
    ("asked", "found"), [("", "2 of 3"), ("&voice=adult", "1 of 1"), ("&voice=representative", "0 of 1")]
)
def test_where_everyone_has_a_voice_one_voice_is_a_whole_of_its_own(mona: Browser, asked: str, found: str) -> None:
    assert numbers(mona, f"period=2025-26{asked}", "outcomes_met") == found


def test_people_are_counted_once_unless_enquiries_are_asked_for(mona: Browser) -> None:
    assert "counted by people" in mona.get("/dashboard/outcomes_met?period=2025-26").text
    assert "counted by enquiries" in mona.get("/dashboard/outcomes_met?period=2025-26&counted=enquiries").text


def test_what_is_chosen_goes_along_to_the_measure_and_to_its_file(mona: Browser) -> None:
    page = mona.get("/dashboard?period=2025-26&kind=other&voice=worker&by=opened").text
    chosen = "by=opened&amp;kind=other&amp;period=2025-26&amp;voice=worker"
    found = [sorted(link.split("&amp;")) for link in re.findall(r'href="/dashboard/outcomes_met\?([^"]*)"', page)]

    assert found == [chosen.split("&amp;")]
    assert re.search(r'href="/dashboard/outcomes_met/family\?[^"]*kind=other', page)
    assert "Only: Other enquiry; A worker." in page
    assert '<option value="other" selected>' in page


def test_an_older_period_than_those_offered_stands_in_the_list_when_it_is_chosen(mona: Browser) -> None:
    assert '<option value="2015-16-Q2" selected>' in mona.get("/dashboard?period=2015-16-Q2").text
