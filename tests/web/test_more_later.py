"""Talk more later: heard at once by the team, and told by nothing on the screen it was pressed at [H-05]."""

import re

import pytest

from msp_dialogue.record import signals
from tests.web.site import HTTPS, Site, body_of, field_of
from tests.web.talking import BEFORE_THE_PERSON, Talk
from tests.web.test_leaving import locked

PRESSED = {"do": "more_later"}


@pytest.fixture
def talk(site: Site) -> Talk:
    """A handed-over screen, at What do you want to happen."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


def raised(site: Site, talk: Talk) -> list[tuple[str | None, int]]:
    """The question that was on the screen, and how often it was pressed, of every signal."""
    with site.database.reading() as connection:
        return [(each.question, each.times) for each in signals.of_enquiry(connection, talk.enquiry)]


def without_tokens(page_text: str) -> str:
    """A page without the values that protect its form, which differ each time it is shown."""
    return re.sub(r'name="(?:csrf_token|step|change)" value="[^"]*"', "", page_text)


@pytest.mark.parametrize("with_script", [True, False])
def test_the_page_that_comes_after_is_the_page_that_was_there_before(
    site: Site, talk: Talk, *, with_script: bool
) -> None:
    talk.say({"words": "Peace"})
    before = talk.page

    form = {"csrf_token": talk.browser.csrf(), "step": talk.step(), **PRESSED}
    headers = {"X-Talk": "1"} if with_script else {}
    reply = talk.browser.client.post("/talk", data=form, base_url=HTTPS, headers=headers)
    after = reply if with_script else talk.page

    assert without_tokens(after.text) == without_tokens(before.text)
    assert len(raised(site, talk)) == 1
    assert not reply.headers.getlist("Set-Cookie")


def test_the_reply_is_that_of_any_other_button_of_the_page_byte_for_byte(talk: Talk) -> None:
    """Same status, same headers, same body, for an observer of the wire as for one of the screen."""
    other = talk.browser.post("/talk", {"do": "answer", "step": talk.step(), "words": "Peace"})
    pressed = talk.browser.post("/talk", {**PRESSED, "step": talk.step()})

    assert (pressed.status, pressed.data) == (other.status, other.data)
    assert list(pressed.headers) == list(other.headers)


def test_choices_that_were_made_stay(site: Site) -> None:
    """A card that was chosen and is bare again would show that something happened."""
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)
    talk.send({**PRESSED, "choice": "as_now"})

    assert re.search(r'value="as_now"[^>]* checked', talk.page.text)


def test_the_team_sees_it_at_once_and_the_lead_page_says_what_was_on_the_screen(site: Site, talk: Talk) -> None:
    talk.send(PRESSED)

    walter = site.worker("walter")
    assert "where somebody is needed now" in walter.get("/").text
    assert "On the screen then: What do you want to happen?" in walter.get(f"/enquiries/{talk.enquiry}").text


def test_the_worker_who_takes_the_screen_back_is_told_to_look(site: Site, talk: Talk) -> None:
    talk.send(PRESSED)
    assert "somebody is needed" not in talk.page.text

    talk.browser.take_back()

    assert "Look at the enquiry before you go on" in talk.page.text
    other = Talk.begin(site.worker(), site.enquiry("E-2"))
    assert "Look at the enquiry before you go on" not in other.page.text


def test_pressed_twice_it_is_one_signal_that_says_so(site: Site, talk: Talk) -> None:
    talk.send(PRESSED)
    talk.send(PRESSED)

    assert raised(site, talk) == [("want", 2)]


def test_what_was_half_typed_stays(site: Site, talk: Talk) -> None:
    talk.send({**PRESSED, "words": "I want to"})

    assert "I want to</textarea>" in talk.page.text
    assert site.database.connection.execute("select count(*) from event where question = 'want'").fetchone() == (0,)


def test_it_stands_on_the_page_for_help_and_on_the_quiet_page_at_the_end(site: Site, talk: Talk) -> None:
    help_page = talk.browser.get("/talk/help")
    reply = talk.browser.post("/talk", {**PRESSED, "from": field_of(help_page, "from")})
    assert reply.headers["Location"] == "/talk/help"
    assert body_of(talk.browser.get("/talk/help")) == body_of(help_page)

    talk.send({"do": "stop"})
    quiet = talk.page
    assert 'value="more_later"' in quiet.text
    talk.browser.post("/talk", PRESSED)
    assert body_of(talk.page) == body_of(quiet)  # nothing tells of it
    assert raised(site, talk) == [(None, 2)]


def test_a_hidden_screen_offers_nothing(talk: Talk) -> None:
    talk.browser.post("/talk/hide")

    assert "talk more later" not in talk.page.text


def test_it_works_in_a_window_that_was_left_behind(site: Site, talk: Talk) -> None:
    """Pressed on a page of which the question was answered in another window."""
    old = talk.step()
    talk.say({"words": "Peace"})

    talk.send(PRESSED, step=old)

    assert raised(site, talk) == [("want", 1)]


def test_what_could_not_be_noted_is_not_passed_over(site: Site, talk: Talk, key: bytes) -> None:
    """Said as for any answer that was not saved, so that it can be pressed again."""
    form = {"csrf_token": talk.browser.csrf(), "step": talk.step(), **PRESSED}
    with locked(site, key):
        reply = talk.browser.client.post("/talk", data=form, base_url=HTTPS)

    assert reply.status_code == 503
    assert "not saved yet" in reply.text
    assert raised(site, talk) == []


def test_a_worker_is_told_of_it_before_the_screen_is_handed_over(talk: Talk) -> None:
    talk.browser.take_back()

    assert "On every page they can press “I’d like to talk more later”" in talk.page.text
