"""What people's own words mean in English stands beside them, with who says so; the words themselves never change."""

import re

import pytest

from msp_dialogue.record import rebuild
from msp_dialogue.record.library import FlowLibrary
from tests.web.site import Browser, Site, field_of
from tests.web.talking import Talk

WORDS = "Chcę być w domu"
OTHER = "Nie chcę"


@pytest.fixture
def said(site: Site) -> tuple[Browser, str]:
    """A worker, and an enquiry in which somebody said what they want in Polish."""
    enquiry = site.enquiry()
    talk = Talk.begin(site.worker(), enquiry).up_to_want(sitting="worker_typed")
    talk.say({"words": WORDS})
    return talk.browser, enquiry


def note(browser: Browser, enquiry: str, english: str, **others: str) -> int:
    page = browser.get(f"/enquiries/{enquiry}/in-english")
    found = re.search(r'name="key"[^>]*value="([^"]*)"', page.text)
    assert found
    form = {"token": field_of(page, "token"), "key": found[1], "english": english, "translator": "interpreter"}
    return browser.post(f"/enquiries/{enquiry}/in-english", form | others).status_code


def events(site: Site) -> list[tuple[str, str]]:
    with site.database.reading() as connection:
        query = "select kind, value from event where kind in ('translated', 'answered') and value like ? order by rowid"
        return [tuple(row) for row in connection.execute(query, [f"%{WORDS}%"])]


def test_the_meaning_stands_below_the_words_with_who_put_it_into_english(said: tuple[Browser, str]) -> None:
    browser, enquiry = said

    assert note(browser, enquiry, "I want to be at home") == 303
    page = browser.get(f"/enquiries/{enquiry}").text

    assert WORDS in page
    assert re.search(r"In English:</strong> <span dir=\"auto\">I want to be at home</span>", page)
    assert "An interpreter who was there; noted by Wendy, " in page


def test_a_later_translation_stands_before_the_earlier_one_and_takes_nothing_away(
    site: Site, said: tuple[Browser, str]
) -> None:
    browser, enquiry = said
    before = [each for each in events(site) if each[0] == "answered"]

    note(browser, enquiry, "I want my house")
    note(browser, enquiry, "I want to be at home", translator="other")
    page = browser.get(f"/enquiries/{enquiry}/in-english").text

    assert page.index("I want to be at home") < page.index("I want my house")
    assert 'Before:</strong> <span dir="auto">I want my house' in page
    assert [each for each in events(site) if each[0] == "answered"] == before
    assert len([each for each in events(site) if each[0] == "translated"]) == 2


def test_the_same_form_sent_twice_is_noted_once_and_each_note_is_in_the_trail(
    site: Site, said: tuple[Browser, str]
) -> None:
    browser, enquiry = said
    note(browser, enquiry, "Home", token="t" * 32)
    note(browser, enquiry, "Home", token="t" * 32)

    with site.database.reading() as connection:
        trail = connection.execute("select thing from audit where action = 'translated'").fetchall()
    assert [row[0] for row in trail] == [enquiry]


def test_what_is_noted_can_be_rebuilt_from_the_events(
    site: Site, said: tuple[Browser, str], library: FlowLibrary
) -> None:
    note(*said, "I want to be at home")

    assert list(rebuild.differences(site.database, library)) == []


def test_a_correction_of_the_words_is_not_taken_for_translated(said: tuple[Browser, str]) -> None:
    browser, enquiry = said
    note(browser, enquiry, "I want to be at home")
    talk = Talk(browser, enquiry)
    talk.send({"change": re.findall(r'name="change" value="([^"]*)"', talk.page.text)[-1]})
    talk.say({"words": OTHER})

    page = browser.get(f"/enquiries/{enquiry}/in-english").text
    assert OTHER in page
    assert "I want to be at home" not in page


def test_a_meaning_does_not_come_to_stand_below_words_that_were_corrected_meanwhile(said: tuple[Browser, str]) -> None:
    browser, enquiry = said
    page = browser.get(f"/enquiries/{enquiry}/in-english")
    found = re.search(r'name="key"[^>]*value="([^"]*)"', page.text)
    assert found
    talk = Talk(browser, enquiry)
    talk.send({"change": re.findall(r'name="change" value="([^"]*)"', talk.page.text)[-1]})
    talk.say({"words": OTHER})
    form = {"token": field_of(page, "token"), "key": found[1], "english": "I want home", "translator": "worker"}

    refused = browser.post(f"/enquiries/{enquiry}/in-english", form)

    assert refused.status_code == 409
    assert "These words have changed since you opened the page." in refused.text
    assert ">I want home</textarea>" in refused.text
    assert OTHER in refused.text
    assert "I want home" not in browser.get(f"/enquiries/{enquiry}").text


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"english": ""}, "Write what it means in English."),
        ({"key": ""}, "Choose which words it is about."),
        ({"translator": "machine"}, "Choose who put it into English."),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_is_given_back(
    said: tuple[Browser, str], others: dict[str, str], message: str
) -> None:
    browser, enquiry = said
    page = browser.get(f"/enquiries/{enquiry}/in-english")
    found = re.search(r'name="key"[^>]*value="([^"]*)"', page.text)
    assert found
    form = {"token": field_of(page, "token"), "key": found[1], "english": "Home", "translator": "worker"}

    refused = browser.post(f"/enquiries/{enquiry}/in-english", form | others)

    assert refused.status_code == 422
    assert message in refused.text
    assert others.get("english", "Home") in refused.text
