"""Concluding, taking that back, setting aside, and the person's own copy."""

import html

import pytest

from msp_dialogue.record import read
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.read import Standing
from tests.web.copying import printed
from tests.web.site import Site, heading
from tests.web.telling import told

TODAY = {"on-day": "2", "on-month": "3", "on-year": "2026"}


@pytest.mark.parametrize(
    ("chosen", "asked", "reason"),
    [
        ({"asked": "no", "reason": "too_unwell"}, "not_asked", "too_unwell"),
        ({"asked": "no", "reason": "died"}, "not_asked", "died"),
        ({"asked": "declined"}, "none_expressed", None),
        ({"asked": "dont_know"}, "dont_know", None),
        ({"asked": "not_recorded"}, "not_recorded", None),
    ],
)
def test_where_no_conversation_says_so_it_is_noted_whether_they_were_asked(
    site: Site, chosen: dict[str, str], asked: str, reason: str | None
) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()

    reply = wendy.post(f"/enquiries/{enquiry}/conclusion", TODAY | chosen)

    assert reply.status_code == 303
    assert standing(site, enquiry).asked == asked
    assert standing(site, enquiry).not_asked_reason == reason
    assert "Concluded on 2 March 2026" in wendy.get(f"/enquiries/{enquiry}").text


def test_where_a_conversation_says_so_nobody_is_asked_about_it(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    enquiry = told(site, library, "one_clear_outcome", chapters=1).enquiry

    page = wendy.get(f"/enquiries/{enquiry}/conclusion")
    wendy.post(f"/enquiries/{enquiry}/conclusion", TODAY | {"asked": "no", "reason": "died"})

    assert "Was the person asked" not in page.text
    assert standing(site, enquiry).asked == "expressed"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"asked": "dont_know"}, "Enter the day on which it was concluded."),
        ({"asked": "dont_know", "on-day": "3", "on-month": "3", "on-year": "2026"}, "still to come"),
        ({"asked": "dont_know", "on-day": "1", "on-month": "2", "on-year": "2026"}, "before the day on which"),
        ({"asked": "dont_know", "on-day": "30", "on-month": "2", "on-year": "2026"}, "There is no such day."),
        (TODAY, "Say whether the person was asked"),
        (TODAY | {"asked": "no"}, "Choose why they were not asked."),
        (TODAY | {"asked": "no", "reason": "declined"}, "Choose why they were not asked."),
    ],
)
def test_a_conclusion_that_is_not_right_concludes_nothing(site: Site, form: dict[str, str], said: str) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()

    reply = wendy.post(f"/enquiries/{enquiry}/conclusion", form)

    assert reply.status_code == 422
    assert said in reply.text
    assert "Not yet" in wendy.get(f"/enquiries/{enquiry}").text


def test_what_is_still_open_is_said_before_concluding(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    open_one = told(site, library, "stops_half_way", chapters=1).enquiry

    page = wendy.get(f"/enquiries/{open_one}/conclusion")

    assert "A conversation is still open." in page.text
    assert "There is no closing conversation." in page.text


def test_concluding_twice_with_one_form_is_concluding_once(site: Site) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    form = TODAY | {"asked": "dont_know", "token": "one form"}

    replies = [wendy.post(f"/enquiries/{enquiry}/conclusion", form) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [303, 303]


def test_a_conclusion_is_taken_back(site: Site) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    wendy.post(f"/enquiries/{enquiry}/conclusion", TODAY | {"asked": "dont_know"})

    page = wendy.get(f"/enquiries/{enquiry}/conclusion")
    wendy.post(f"/enquiries/{enquiry}/conclusion/back", {"token": "a form"})
    wendy.post(f"/enquiries/{enquiry}/conclusion/back", {"token": "a form"})

    assert heading(page) == "Take the conclusion back"
    assert standing(site, enquiry).asked == "not_recorded"
    assert "Not yet" in wendy.get(f"/enquiries/{enquiry}").text


def test_a_conversation_is_set_aside_with_a_reason(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    played = told(site, library, "one_clear_outcome", chapters=1)
    (dialogue,) = played.conversations.values()
    address = f"/enquiries/{played.enquiry}/conversations/{dialogue}/set-aside"

    form = wendy.get(address)
    empty = wendy.post(address, {"why": "  "})
    reply = wendy.post(address, {"why": "It was not her brother.\nShe has none."})
    again = wendy.get(address)

    assert "Nothing is deleted" in form.text
    assert empty.status_code == 422
    assert reply.status_code == again.status_code == 303
    page = wendy.get(f"/enquiries/{played.enquiry}")
    assert "She has none." in page.text
    assert standing(site, played.enquiry).asked == "not_recorded"


def test_a_conversation_of_another_enquiry_is_not_there(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    (dialogue,) = told(site, library, "one_clear_outcome", chapters=1).conversations.values()
    address = f"/enquiries/{site.enquiry()}/conversations/{dialogue}/set-aside"

    assert wendy.get(address).status_code == 404
    assert wendy.post(address, {"why": "because"}).status_code == 404


def test_the_copy_is_addressed_to_the_person_and_holds_nothing_that_is_not_theirs(
    site: Site, library: FlowLibrary
) -> None:
    wendy = site.worker()
    enquiry = told(site, library, "three_outcomes_one_of_each_rating").enquiry

    copy = printed(wendy, enquiry).text
    shown = copy[copy.index('class="app-copy ') :]

    assert "What you told us" in shown
    assert "You said all of it happened." in shown
    assert "You said none of it happened." in shown
    for theirs_alone in ("SYN-", "safeguarding", "enquiry", "Section 42", "outcome"):
        assert theirs_alone not in shown.replace("/enquiries/", "")


def test_the_copy_never_tells_a_way_of_contact(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    with_contact = []
    for story in (
        "one_clear_outcome",
        "plan_a_and_plan_b",
        "interpreter_and_large_print",
        "family_want_something_else",
    ):
        enquiry = told(site, library, story).enquiry
        with site.database.reading() as connection:
            whole = read.whole(connection, enquiry)
        assert whole is not None
        said = [each.words for each in whole.answers if each.records == "safe_contact" and each.words]
        with_contact += said
        copy = printed(wendy, enquiry).text
        for words in said:
            assert words not in html.unescape(copy)

    assert with_contact


def test_whom_to_ring_stays_on_the_copy_until_somebody_else_is_named(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "plan_a_and_plan_b").enquiry

    assert "01632 960100" in printed(site.worker(), enquiry).text


def test_what_was_set_aside_is_not_on_the_copy(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "representative_was_the_source_of_harm").enquiry

    copy = printed(site.worker(), enquiry)

    assert "poking about" not in copy.text


def test_somebody_who_speaks_for_the_person_is_said_to(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "imca_for_this_decision").enquiry

    assert "Someone who speaks for you said:" in printed(site.worker(), enquiry).text


def test_a_copy_before_anything_was_said_says_that(site: Site) -> None:
    copy = printed(site.worker(), site.enquiry())

    assert "You have not told us yet what you want to happen." in copy.text


def standing(site: Site, enquiry: str) -> Standing:
    """How an enquiry counts."""
    with site.database.reading() as connection:
        found = read.enquiry(connection, enquiry)
    assert found is not None
    return found.standing
