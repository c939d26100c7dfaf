"""Changing how the screen looks: at one press, from whichever question, and kept from one sitting to the next [L10]."""

import re

import pytest

from msp_dialogue.record import seals
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, open_enquiry
from msp_dialogue.record.streams import By
from tests.web.site import Site, field_of, heading
from tests.web.talking import BEFORE_THE_PERSON, UP_TO_WANT, Talk


def classes(page: str) -> set[str]:
    """The classes of the page's root element."""
    found = re.search(r'<html[^>]* class="([^"]*)"', page)
    assert found
    return set(found[1].split())


def choose(talk: Talk, name: str, value: str) -> str:
    """Press one button of the page that changes the look; the page that comes then."""
    step = field_of(talk.browser.get("/talk/look"), "step")
    reply = talk.browser.post("/talk/look", {"step": step, name: value})
    assert reply.headers["Location"] == "/talk/look"
    return talk.browser.get("/talk/look").text


def to_the_person(site: Site) -> Talk:
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)
    assert talk.question == "How shall we talk?"
    return talk


def test_large_print_and_short_words_are_met_on_the_next_page(site: Site) -> None:
    talk = to_the_person(site)
    assert classes(talk.page.text) == {"person"}
    talk.say({"choice": ["large_print", "plain_words", "pictures"]})

    assert classes(talk.page.text) == {"person", "text-large", "words-easy", "pictures-with"}
    talk.say({})
    talk.say({})
    assert talk.question == "Do you want to talk with us?"


def test_in_easy_words_what_was_said_is_read_back_as_it_was_asked_and_chosen(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    choose(talk, "words", "easy")
    talk.say({"non_answer": "dont_know"})
    talk.say({"choice": ["be_safer"]})

    assert "Which of these do you want?" in talk.said
    assert "Be safer" in talk.page.text.partition('class="now"')[0]


def test_pictures_stand_beside_what_can_be_asked_for_and_elsewhere_only_when_they_are(site: Site) -> None:
    talk = to_the_person(site)
    assert "option--pictured" in talk.page.text
    for answer in UP_TO_WANT:
        talk.say(answer)
    talk.say({"non_answer": "dont_know"})

    assert talk.question.startswith("Here are things other people want")
    assert "option--pictured" not in talk.page.text
    choose(talk, "pictures", "with")
    assert "option--pictured" in talk.page.text


def test_a_press_changes_the_page_at_once_and_the_question_waits(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    page = choose(talk, "colours", "high")

    assert "colours-high" in classes(page)
    assert re.search(r'value="high" aria-pressed="true"', page)
    assert talk.question == "What do you want to happen?"
    assert "colours-high" in classes(talk.page.text)


def test_what_is_half_typed_is_kept_on_the_way_there(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    reply = talk.send({"do": "look", "words": "I want my own"})

    assert reply.headers["Location"] == "/talk/look"
    choose(talk, "text", "largest")
    assert "I want my own" in talk.page.text


def test_every_choice_can_be_pressed_and_is_shown_as_pressed(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    page = talk.browser.get("/talk/look").text
    buttons = re.findall(r'name="(\w+)" value="(\w+)" aria-pressed', page)
    assert len(buttons) >= 18

    for name, value in buttons:
        shown = choose(talk, name, value)
        assert re.search(rf'name="{name}" value="{value}" aria-pressed="true"', shown)


def test_a_choice_that_does_not_exist_is_refused_and_changes_nothing(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    step = field_of(talk.browser.get("/talk/look"), "step")

    assert talk.browser.post("/talk/look", {"step": step, "text": "gigantic"}).status_code == 404
    assert classes(talk.page.text) == {"person"}


def test_the_same_press_twice_is_stored_once(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    step = field_of(talk.browser.get("/talk/look"), "step")
    for _press in range(2):
        assert talk.browser.post("/talk/look", {"step": step, "text": "large"}).status_code == 303
    with site.database.reading() as connection:
        (stored,) = connection.execute("select count(*) from event where kind = 'look_chosen'").fetchone()

    assert stored == 1


def test_the_workers_part_looks_as_it_always_does(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    choose(talk, "text", "largest")
    talk.say({"words": "To be safe"})
    while "talk--person" in talk.page.text:
        page = talk.page.text
        talk.say(
            {"choice": "right"} if "read-back" in page or "I don’t know" not in page else {"non_answer": "skipped"}
        )

    assert "talk--worker" in talk.page.text
    assert classes(talk.page.text) == {"person"}


def test_a_screen_at_rest_has_no_way_to_it(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.browser.post("/talk/hide")

    assert talk.browser.get("/talk/look").headers["Location"] == "/talk"


def test_help_and_rest_look_the_same_way(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    choose(talk, "text", "large")

    assert "text-large" in classes(talk.browser.get("/talk/help").text)
    talk.browser.post("/talk/hide")
    assert "text-large" in classes(talk.page.text)


@pytest.mark.parametrize(
    ("before", "sealed", "kept"), [("this", False, True), ("other", False, True), ("other", True, False)]
)
def test_it_is_kept_for_the_next_conversation_and_what_is_sealed_tells_other_enquiries_nothing(
    site: Site, before: str, *, sealed: bool, kept: bool
) -> None:
    enquiry = site.enquiry()
    talk = Talk.begin(site.worker(), enquiry).up_to_want()
    choose(talk, "colours", "dark")
    talk.send({"do": "stop"})
    talk.browser.take_back()
    if before == "other":
        if sealed:
            by = By(site.account("wendy").id, site.clock(), "1" * 32)
            with site.database.transaction() as connection:
                seals.seal(connection, enquiry, [by.actor], by)
        enquiry = again(site, enquiry)
    later = Talk.begin(site.worker("walter"), enquiry, "middle")
    with site.database.reading() as connection:
        query = "select value from event where kind = 'started' order by at desc, seq desc"
        looks = [row[0] for row in connection.execute(query)]

    assert heading(later.page)
    assert sum('"look": {"colours": "dark"}' in each for each in looks) == kept


def test_how_a_worker_wants_it_who_types_says_nothing_of_the_person(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    assert "colours-dark" in classes(choose(talk, "colours", "dark"))

    assert flags(site.worker().get(f"/enquiries/{talk.enquiry}/change").text) == ["Like this is fine"]


def again(site: Site, enquiry: str) -> str:
    """Another enquiry about the same adult."""
    with site.database.reading() as connection:
        (adult,) = connection.execute("select adult from enquiry where id = ?", [enquiry]).fetchone()
    by = By(site.account("wendy").id, site.clock(), "2" * 32)
    details = EnquiryDetails("E-2", EnquiryKind.SECTION_42, "North", "2026-02-02", None)
    return open_enquiry(site.database, "3" * 32, adult, AdultDetails("A-E-1", "Rose"), details, by)


def with_needs(site: Site) -> str:
    """An enquiry whose adult asked for large print, and has pictures too."""
    talk = to_the_person(site)
    talk.say({"choice": ["large_print", "breaks"]})
    choose(talk, "pictures", "with")
    talk.send({"do": "stop"})
    talk.browser.take_back()
    return talk.enquiry


@pytest.mark.parametrize("page", ["change", "contact", "copy"])
def test_how_to_talk_with_them_is_flagged_on_the_pages_of_their_enquiry(site: Site, page: str) -> None:
    enquiry = with_needs(site)
    text = site.worker().get(f"/enquiries/{enquiry}/{page}").text

    assert flags(text) == ["Large print", "Taking breaks", "pictures on the screen"]


ON_SCREEN = ("large words on the screen", "pictures on the screen", "a break offered more often")


def flags(page: str) -> list[str]:
    """What a worker's page says of how to talk with them."""
    found = re.search(r'class="how-to-talk[^"]*">(.*?)</p>', page, re.DOTALL)
    return re.findall(r'<span dir="auto">(.*?)</span>', found[1]) if found else []


def test_it_is_flagged_in_the_workers_part_of_a_conversation(site: Site) -> None:
    enquiry = with_needs(site)

    assert "pictures on the screen" in flags(Talk.begin(site.worker(), enquiry, "middle").page.text)


def test_the_enquiry_says_each_step_and_when_nobody_has_asked(site: Site) -> None:
    wendy = site.worker()
    before = wendy.get(f"/enquiries/{site.enquiry('E-9')}").text
    after = wendy.get(f"/enquiries/{with_needs(site)}").text

    assert re.search(r"<dt>Asked what helps them</dt><dd><p[^>]*>Not yet</p>", before)
    assert re.search(r"<dt>Asked what helps them</dt><dd><p[^>]*>\d", after)
    assert re.search(r"<dt>Was it right for them\?</dt><dd><p[^>]*>Not asked yet</p>", after)
    assert all(each in after for each in ON_SCREEN)


def test_a_page_that_is_refused_flags_nothing(site: Site) -> None:
    enquiry = with_needs(site)
    text = site.worker("otto", team="South").get(f"/enquiries/{enquiry}/change").text

    assert "how-to-talk" not in text
