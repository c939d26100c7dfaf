"""Safe contact is on the few pages that are for it and on no other, on no copy, in no log and not in the trail [H-05].

Every page there is gets opened, so that a new one cannot show it unnoticed.
"""

import logging

import pytest

from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story import Played
from msp_dialogue.web.access import ACCESS, PUBLIC
from tests.web.copying import printed
from tests.web.site import Browser, Site
from tests.web.talking import BEFORE_THE_PERSON, UP_TO_WANT, Talk
from tests.web.telling import told
from tests.web.test_access import NOTHING, path_of
from tests.web.test_worker_pages_contact import REACHED, note

CANARY = "Canarywharf"
FOR_IT = {"enquiry.page", "contact.page", "contact.details", "contact.said", "follow_ups.page"}
SAID = ("01632 960001, my own phone", "Say it is about my bins.", "No letters. She opens them.")
"""What is said of contact in the story that is played."""


@pytest.fixture
def played(site: Site, library: FlowLibrary) -> Played:
    """An enquiry in which contact was spoken of, noted, and used."""
    played = told(site, library, "one_clear_outcome")
    wendy = site.worker()
    texts = {name: f"{CANARY} {name}" for name in ("never", "times", "words", "which-call", "which-meet")}
    note(wendy, played.enquiry, texts | {"way-call": "yes", "way-meet": "yes"})
    reached = REACHED | {"with_whom": CANARY, "words": CANARY}
    assert wendy.post(f"/enquiries/{played.enquiry}/contact/reached", reached).status_code == 303
    return played


def pages_with(site: Site, browser: Browser, played: Played, *words: str) -> set[str]:
    """The endpoints of which a page has one of these words."""
    rules = [rule for rule in site.app.url_map.iter_rules() if ACCESS[rule.endpoint] is not PUBLIC]
    paths = [(rule.endpoint, path_of(rule, played.enquiry)) for rule in rules if "GET" in (rule.methods or ())]
    conversation = next(iter(played.conversations.values()))
    replies = [(endpoint, browser.get(path.replace(NOTHING, conversation))) for endpoint, path in paths]
    return {endpoint for endpoint, reply in replies if any(each.encode() in reply.get_data() for each in words)}


def test_no_page_but_those_for_it_has_any_of_it(site: Site, played: Played) -> None:
    assert pages_with(site, site.worker(), played, CANARY) == FOR_IT
    assert pages_with(site, site.worker(), played, *SAID) <= FOR_IT


def test_the_persons_copy_has_none_of_it(site: Site, played: Played) -> None:
    copies = [printed(site.worker(), played.enquiry, form) for form in ("page", "page-24", "easy-page")]

    for copy in copies:
        assert copy.status_code == 200
        assert "What you told us" in copy.text
        for each in (CANARY, *SAID):
            assert each not in copy.text


def test_no_page_of_a_conversation_has_any_of_it(site: Site, played: Played) -> None:
    talk = Talk.begin(site.worker(), played.enquiry)
    shown = [talk.page.text]
    for answer in (*BEFORE_THE_PERSON, *UP_TO_WANT):
        talk.say(answer)
        shown.append(talk.page.text)

    assert talk.question == "What do you want?"  # in easy words, as they asked for before
    assert not any(CANARY in page for page in shown)


def test_neither_logs_nor_the_trail_have_any_of_it(
    site: Site, played: Played, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        pages_with(site, site.worker(), played, CANARY)
    written = caplog.text + "".join(capfd.readouterr())
    with site.database.reading() as connection:
        trail = str(connection.execute("select * from audit").fetchall())

    for each in (CANARY, *SAID, "01632"):
        assert each not in written
        assert each not in trail
