"""Confirming or disagreeing with what was said for the person: both stay on the page, side by side [L1]."""

import re

import pytest
from markupsafe import escape

from msp_dialogue.record import read
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.read import Outcome
from tests.web.site import Browser, Site, heading
from tests.web.telling import told

DISAGREES = {"view": "disagrees", "voice": "adult", "words": "No. I want <b>my own</b> flat."}


@pytest.fixture
def enquiry(site: Site, library: FlowLibrary) -> str:
    """An enquiry in which an IMCA spoke for the person at first."""
    return told(site, library, "imca_for_this_decision", chapters=1).enquiry


def said_for(site: Site, enquiry: str) -> tuple[str, Outcome]:
    """The id of the conversation held with a representative, and the first outcome that it put into words."""
    with site.database.reading() as connection:
        whole = read.whole(connection, enquiry)
    assert whole is not None
    (held,) = (each.id for each in whole.conversations if each.voice == "representative")
    return held, whole.outcomes[0]


def note(wendy: Browser, enquiry: str, about: str, subject: str, form: dict[str, str]) -> None:
    reply = wendy.post(f"/enquiries/{enquiry}/said-for-them/{about}/{subject}", form)
    assert reply.headers["Location"] == f"/enquiries/{enquiry}"


def test_the_persons_no_stands_beside_what_was_said_for_them_and_takes_nothing_away(site: Site, enquiry: str) -> None:
    wendy, (_held, outcome) = site.worker(), said_for(site, enquiry)
    before = wendy.get(f"/enquiries/{enquiry}").text
    note(wendy, enquiry, "outcome", outcome.id, DISAGREES)
    page = wendy.get(f"/enquiries/{enquiry}").text
    article = re.findall(r"<article.*?</article>", page, re.DOTALL)[0]

    assert "They were not asked yet whether it is right" in before
    assert str(escape(outcome.words)) in article
    assert "Representative (IMCA)" in article
    assert "Does not agree with it" in article
    assert "The adult" in article
    assert "No. I want &lt;b&gt;my own&lt;/b&gt; flat." in article
    assert "Wendy" in article


def test_several_views_are_all_kept_a_workers_marked_as_such(site: Site, enquiry: str) -> None:
    wendy, (held, _outcome) = site.worker(), said_for(site, enquiry)
    for form in (
        {"view": "could_not_be_asked", "words": "In hospital"},
        {"view": "partly", "voice": "worker", "words": "She points at the door"},
        {"view": "agrees", "voice": "adult_with_support"},
    ):
        note(wendy, enquiry, "conversation", held, form)

    views = re.findall(r'<ul class="app-views".*?</ul>', wendy.get(f"/enquiries/{enquiry}").text, re.DOTALL)
    assert len(views) == 1
    shown = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in views[0].split("</li>")[:3]]
    assert shown == [
        "Could not be asked Worker: Wendy In hospital Noted on 2 March 2026 by Wendy",
        "Agrees with part of it The worker’s own view She points at the door Noted on 2 March 2026 by Wendy",
        "Agrees with it The adult, with support Noted on 2 March 2026 by Wendy",
    ]


def test_the_form_shows_what_was_said_and_gives_back_what_was_typed(site: Site, enquiry: str) -> None:
    wendy, (held, outcome) = site.worker(), said_for(site, enquiry)
    path = f"/enquiries/{enquiry}/said-for-them/outcome/{outcome.id}"
    reply = wendy.post(path, {"words": "She said it twice"})

    assert str(escape(outcome.words)) in wendy.get(path).text
    assert heading(wendy.get(path)) == f"What does {called(site, enquiry)} say of it?"
    assert str(escape(outcome.words)) in wendy.get(f"/enquiries/{enquiry}/said-for-them/conversation/{held}").text
    assert reply.status_code == 422
    assert "Choose whether they agree" in reply.text
    assert "Choose who says so." in reply.text
    assert "She said it twice" in reply.text


def test_there_is_nothing_to_confirm_where_nobody_spoke_for_the_person(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    own = told(site, library, "one_clear_outcome").enquiry
    with site.database.reading() as connection:
        whole = read.whole(connection, own)
    assert whole is not None
    paths = [f"conversation/{whole.conversations[0].id}", f"outcome/{whole.outcomes[0].id}", "other/x"]

    assert "said-for-them" not in wendy.get(f"/enquiries/{own}").text
    assert {wendy.get(f"/enquiries/{own}/said-for-them/{path}").status_code for path in paths} == {404}
    assert {wendy.post(f"/enquiries/{own}/said-for-them/{path}", DISAGREES).status_code for path in paths} == {404}


def test_only_whoever_may_change_the_enquiry_notes_a_view(site: Site, enquiry: str) -> None:
    held, _outcome = said_for(site, enquiry)
    sofia = site.worker("sofia", team="South")
    path = f"/enquiries/{enquiry}/said-for-them/conversation/{held}"

    assert sofia.get(path).status_code == 404
    assert sofia.post(path, DISAGREES).status_code == 404


def called(site: Site, enquiry: str) -> str | None:
    with site.database.reading() as connection:
        found = read.enquiry(connection, enquiry)
    return found.adult.call_name if found else None
