"""Get help: the council's own numbers for whoever answers questions; neutral, and telling of nobody [H-05, H-11]."""

import re

from msp_dialogue import council
from msp_dialogue.web.access import PERSON_MAY
from tests.web.site import Site, heading
from tests.web.talking import Talk

LINES = (("Adult social care", "01632 960100", "In the day"), ("Out of <hours>", "01632 960199", "At night"))


def with_numbers(site: Site) -> None:
    with site.database.transaction() as connection:
        for name, number, hours in LINES:
            council.add_help_line(connection, name=name, number=number, hours=hours, at=site.clock(), by="ada")


def main_of(text: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition(">")[2]).split())


def test_the_councils_numbers_stand_in_their_order_and_999_comes_last(site: Site) -> None:
    with_numbers(site)
    page = site.worker().get("/talk/help")
    said = main_of(page.text)

    assert heading(page) == "Get help"
    assert said.index("01632 960100 In the day") < said.index("Out of &lt;hours&gt; 01632 960199 At night")
    assert said.index("01632 960199") < said.index("If you are in danger now, ring 999")
    assert re.findall(r"\d{3,}", said)[-1] == "999"


def test_without_a_number_it_says_to_tell_the_worker_and_still_999(site: Site) -> None:
    said = main_of(site.worker().get("/talk/help").text)

    assert "Tell the worker that you want help." in said
    assert "If you are in danger now, ring 999" in said


def test_it_leads_back_to_the_question_with_what_was_typed(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry())
    page = talk.browser.get("/talk/help")

    assert '<a class="continue" href="/talk">Go back</a>' in page.text
    assert talk.question == "Who is answering?"


def test_a_screen_that_was_stopped_offers_it_and_a_hidden_one_does_not(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.browser.post("/talk/hide")
    assert "/talk/help" not in talk.page.text
    talk.browser.take_back()
    other = Talk.begin(site.worker("walter"), site.enquiry("E-2")).up_to_want()
    other.send({"do": "stop"})

    assert 'href="/talk/help"' in other.page.text
    assert heading(other.browser.get("/talk/help")) == "Get help"


def test_it_is_neutral_and_tells_nothing_of_anybody(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry(call_name="Canary"))
    page = talk.browser.get("/talk/help").text

    assert "<title>Questions</title>" in page
    for told in ("Canary", "Wendy", "E-1", talk.enquiry):
        assert told not in page


def test_looking_writes_nothing(site: Site) -> None:
    with_numbers(site)
    talk = Talk.begin(site.worker(), site.enquiry())

    def everything() -> list[tuple[object, ...]]:
        with site.database.reading() as connection:
            tables = [name for name in connection.table_names() if name != "_sqlite_migrations"]
            return [row for name in tables for row in connection.execute(f"select * from {name}")]  # noqa: S608

    before = everything()
    talk.browser.get("/talk/help")

    assert everything() == before


def test_a_screen_that_was_handed_over_reaches_it_and_nobody_who_has_no_session(site: Site) -> None:
    reply = site.browser().get("/talk/help")

    assert reply.headers["Location"] == "/sign-in"
    assert "help.person" in PERSON_MAY
    assert not {each for each in PERSON_MAY if each.startswith("help.")} - {"help.person"}


def test_it_is_hidden_by_one_press_and_rests_by_itself_like_the_questions(site: Site) -> None:
    """[H-16] It is the page that tells most."""
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    page = talk.browser.get("/talk/help").text

    assert 'formaction="/talk/hide"' in page
    assert 'data-rest-after="600"' in page
    assert "Are you still there?" in page
    talk.browser.post("/talk/hide", {"from": "help"})
    assert heading(talk.page) != "Get help"
    assert "For staff: sign in" in talk.page.text
