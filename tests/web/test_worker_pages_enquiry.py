"""Opening an enquiry, its page, and changing what is known of it."""

import html

import pytest

from msp_dialogue.record import read
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.read import Enquiry
from tests.web.copying import printed
from tests.web.site import Site, body_of, field_of, heading
from tests.web.telling import stories, told

NEW = {
    "reference": "E-2026-1",
    "adult": "P-77",
    "call_name": "Rosa",
    "kind": "section_42",
    "opened-day": "27",
    "opened-month": "2",
    "opened-year": "2026",
    "born-day": "",
    "born-month": "",
    "born-year": "",
    "lead": "",
    "token": "a token of this form",
}


def test_an_enquiry_is_opened(site: Site) -> None:
    wendy = site.worker()

    reply = wendy.post("/enquiries/new", NEW)

    opened = wendy.get(reply.headers["Location"])
    assert heading(opened).startswith("E-2026-1")
    for shown in ("P-77", "Rosa", "27 February 2026", "North", "Not known"):
        assert shown in opened.text


def test_the_same_form_sent_twice_opens_one_enquiry(site: Site) -> None:
    wendy = site.worker()

    first, second = wendy.post("/enquiries/new", NEW), wendy.post("/enquiries/new", NEW)

    assert first.headers["Location"] == second.headers["Location"]


def test_every_form_for_a_new_enquiry_is_a_submission_of_its_own(site: Site) -> None:
    wendy = site.worker()

    assert field_of(wendy.get("/enquiries/new"), "token") != field_of(wendy.get("/enquiries/new"), "token")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reference", "", "Enter the enquiry reference."),
        ("reference", "x" * 101, "at most 100 letters"),
        ("adult", "  ", "Enter the adult’s reference."),
        ("kind", "", "Choose the kind of enquiry."),
        ("kind", "neither", "Choose the kind of enquiry."),
        ("opened-day", "31", "There is no such day."),
        ("opened-month", "", "Enter the month too."),
        ("opened-year", "26", "Write the year with 4 figures"),
        ("opened-year", "2027", "still to come"),
        ("opened-day", "١", "in figures"),
        ("born-day", "12", "Enter the month too."),
        ("lead", "somebody else", "Choose the lead worker."),
        ("call_name", "Ro\x00sa", "could not be kept"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(site: Site, field: str, typed: str, said: str) -> None:
    wendy = site.worker()

    reply = wendy.post("/enquiries/new", {**NEW, field: typed})

    assert reply.status_code == 422
    assert said in reply.text or said.replace("could not", "cannot") in reply.text
    assert "<title>Error: " in reply.text
    assert 'value="P-77"' in reply.text or field == "adult"
    assert "Nothing in this list" in wendy.get("/").text or "No enquiries yet" in wendy.get("/").text


def test_a_month_may_be_named(site: Site) -> None:
    wendy = site.worker()

    reply = wendy.post("/enquiries/new", {**NEW, "opened-month": "February"})

    assert "27 February 2026" in wendy.get(reply.headers["Location"]).text


def test_a_reference_that_is_taken_is_explained(site: Site) -> None:
    wendy = site.worker()
    site.enquiry("E-2026-1", team="South")

    reply = wendy.post("/enquiries/new", NEW)

    assert reply.status_code == 422
    assert "is here already" in reply.text
    assert "ask your manager" in reply.text


def test_an_adult_who_is_known_keeps_what_is_known_and_gets_what_was_not(site: Site) -> None:
    wendy = site.worker()
    first = wendy.post("/enquiries/new", {**NEW, "call_name": ""}).headers["Location"]
    second = {**NEW, "reference": "E-2", "token": "another", "call_name": "Rosie"}
    third = {**NEW, "reference": "E-3", "token": "a third", "call_name": "Somebody else"}
    wendy.post("/enquiries/new", second)
    wendy.post("/enquiries/new", third)

    assert "Rosie" in wendy.get(first).text


def test_another_team_cannot_be_chosen_for_a_new_enquiry(site: Site) -> None:
    wendy = site.worker()

    reply = wendy.post("/enquiries/new", {**NEW, "team": "South"})

    assert enquiry_of(site, reply.headers["Location"]).team == "North"


@pytest.mark.parametrize("story", sorted(stories()))
def test_every_story_makes_a_whole_page_and_a_whole_copy(site: Site, library: FlowLibrary, story: str) -> None:
    wendy = site.worker()
    enquiry = told(site, library, story).enquiry

    page, copy = wendy.get(f"/enquiries/{enquiry}"), printed(wendy, enquiry, "easy-page")

    assert page.status_code == copy.status_code == 200
    for outcome in stories()[story].must.outcomes:
        assert str(outcome["words"]) in unescaped(page.text)


def test_a_new_enquiry_says_where_to_begin(site: Site) -> None:
    page = site.worker().get(f"/enquiries/{site.enquiry()}")

    assert "Start the first conversation" in page.text
    assert "No outcomes have been put into words yet." in page.text
    assert "Not recorded" in page.text


def test_every_wording_stands_with_who_gave_it_and_why_it_changed(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "changes_their_mind_twice").enquiry

    page = unescaped(site.worker().get(f"/enquiries/{enquiry}").text)

    for words in (
        "I want it to go back to how it was before.",
        "I want him to get help with the drink, and then we see.",
        "I want a place of my own, and to see him when I choose.",
        "Why it changed:",
    ):
        assert words in page


def test_a_representatives_answer_is_shown_as_theirs(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "imca_for_this_decision").enquiry

    page = site.worker().get(f"/enquiries/{enquiry}")

    assert "Representative (IMCA)" in page.text


def test_what_was_set_aside_stays_on_the_page_and_counts_for_nothing(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "representative_was_the_source_of_harm").enquiry

    page = unescaped(site.worker().get(f"/enquiries/{enquiry}").text)
    outcomes = page[page.index('id="outcomes"') : page.index('id="counts"')]

    assert "Set aside, so it counts for nothing." in page
    assert "for nobody to come poking about" in page
    assert "for nobody to come poking about" not in outcomes


def test_a_conversation_that_was_stopped_is_gone_on_with(site: Site, library: FlowLibrary) -> None:
    played = told(site, library, "stops_half_way", chapters=1)
    (dialogue,) = played.conversations.values()

    page = site.worker().get(f"/enquiries/{played.enquiry}")

    assert f"/conversations/{dialogue}/resume" in page.text


def test_communication_needs_and_safe_contact_stand_above_everything_else(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "interpreter_and_large_print").enquiry

    page = site.worker().get(f"/enquiries/{enquiry}").text

    assert page.index("How to talk with them") < page.index('id="tasks"')
    assert "Large print" in page


def test_the_page_asks_few_questions_of_the_database(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    played = told(site, library, "three_outcomes_one_of_each_rating")
    wendy.get(f"/enquiries/{played.enquiry}")
    asked: list[str] = []

    with site.database.reading() as connection:
        connection.conn.set_trace_callback(asked.append)
        try:
            read.whole(connection, played.enquiry)
        finally:
            connection.conn.set_trace_callback(None)

    assert len(asked) <= 12, asked


def test_the_details_are_changed(site: Site) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    form = change_form(site) | {"call_name": "Rosie", "kind": "other", "born-day": "1", "born-month": "5"}

    reply = wendy.post(f"/enquiries/{enquiry}/change", {**form, "born-year": "1940"})

    page = wendy.get(reply.headers["Location"]).text
    for shown in ("Rosie", "Other enquiry", "1 May 1940", "85"):
        assert shown in page


def test_changing_nothing_notes_nothing(site: Site) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    before = number_of_events(site)

    wendy.post(f"/enquiries/{enquiry}/change", change_form(site))

    assert number_of_events(site) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"team": "Nowhere"}, "Choose the team."),
        ({"lead": "nobody"}, "Choose the lead worker."),
        ({"opened-year": ""}, "Enter the year too."),
        ({"died-day": "1", "died-month": "1", "died-year": "1930"}, "before the date of birth"),
    ],
)
def test_a_wrong_change_changes_nothing(site: Site, changes: dict[str, str], said: str) -> None:
    wendy = site.worker()
    enquiry = site.enquiry()
    before = number_of_events(site)
    born = {"born-day": "1", "born-month": "5", "born-year": "1940"}

    reply = wendy.post(f"/enquiries/{enquiry}/change", change_form(site) | born | {"call_name": "Rosie"} | changes)

    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="Rosie"' in reply.text
    assert number_of_events(site) == before


def test_giving_an_enquiry_away_leads_back_to_the_list(site: Site) -> None:
    wendy = site.worker()
    site.account("solomon", team="South")
    enquiry = site.enquiry()

    reply = wendy.post(f"/enquiries/{enquiry}/change", change_form(site) | {"team": "South"})

    assert reply.headers["Location"] == "/"
    assert wendy.get(f"/enquiries/{enquiry}").status_code == 404
    assert site.worker("solomon").get(f"/enquiries/{enquiry}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/enquiries/{}",
        "/enquiries/{}/change",
        "/enquiries/{}/conclusion",
        "/enquiries/{}/copy",
        "/enquiries/{}/copy/page",
        "/enquiries/{}/conversations/x/set-aside",
    ],
)
def test_what_is_not_yours_is_not_there(site: Site, path: str) -> None:
    sol = site.worker("sol", team="South")
    enquiry = site.enquiry()

    not_theirs, not_there = sol.get(path.format(enquiry)), sol.get(path.format("0" * 32))

    assert not_theirs.status_code == not_there.status_code == 404
    assert body_of(not_theirs) == body_of(not_there)


@pytest.mark.parametrize("path", ["change", "conclusion", "conclusion/back", "conversations/x/set-aside"])
def test_what_is_not_yours_cannot_be_changed(site: Site, path: str) -> None:
    sol = site.worker("sol", team="South")
    enquiry = site.enquiry()
    before = number_of_events(site)

    not_theirs = sol.post(f"/enquiries/{enquiry}/{path}", change_form(site))
    not_there = sol.post(f"/enquiries/{'0' * 32}/{path}", change_form(site))

    assert not_theirs.status_code == not_there.status_code == 404
    assert body_of(not_theirs) == body_of(not_there)
    assert number_of_events(site) == before


def change_form(site: Site) -> dict[str, str]:
    """What stands in the form for an enquiry as `site.enquiry` opens it."""
    empty = {f"{name}-{part}": "" for name in ("born", "died") for part in ("day", "month", "year")}
    opened = {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}
    return {"team": "North", "lead": "", "kind": "section_42", "call_name": "Rose", **opened, **empty}


def number_of_events(site: Site) -> int:
    """How many events there are."""
    with site.database.reading() as connection:
        return int(connection.execute("select count(*) from event").fetchone()[0])


def enquiry_of(site: Site, address: str) -> Enquiry:
    """The enquiry whose page is at an address."""
    with site.database.reading() as connection:
        found = read.enquiry(connection, address.rpartition("/")[2])
    assert found is not None
    return found


def unescaped(text: str) -> str:
    """A page's text as people read it."""
    return html.unescape(text)


def test_details_changed_in_another_window_are_not_overwritten_without_a_word(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    path = f"/enquiries/{enquiry}/change"
    old = wendy.get(path)
    first = {"team": "North", "lead": "", "kind": "other", "call_name": "Rose"}
    first |= {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}
    taken = wendy.post(path, first | {"token": "t1", "known": field_of(old, "known"), "call_name": "Rosie"})
    again = wendy.post(path, first | {"token": "t1", "known": field_of(old, "known"), "call_name": "Rosie"})

    stale = wendy.post(path, first | {"token": "t2", "known": field_of(old, "known"), "call_name": "Rosa"})
    assert stale.status_code == 422
    assert "changed in another window" in stale.text
    assert "Rosie" in wendy.get(f"/enquiries/{enquiry}").text
    anyway = wendy.post(path, first | {"token": "t3", "known": field_of(stale, "known"), "call_name": "Rosa"})

    assert (taken.status_code, again.status_code, anyway.status_code) == (303, 303, 303)
    assert "Rosa" in wendy.get(f"/enquiries/{enquiry}").text


def test_references_that_are_taken_are_not_tried_out_unnoticed(site: Site) -> None:
    """[G-01, L-01] Each tells that there is such an enquiry: it is in the trail, and ten in ten minutes are enough."""
    for number in range(10):
        site.enquiry(f"N-{number}", team="North")
    sofia = site.worker("sofia", team="South")
    replies = [sofia.post("/enquiries/new", NEW | {"reference": f"N-{number}"}) for number in range(10)]
    refused = [sofia.post("/enquiries/new", NEW | {"reference": each}) for each in ("N-1", "nobody has this one")]

    assert [reply.status_code for reply in replies] == [422] * 10
    assert [reply.status_code for reply in refused] == [429] * 2
    noted = "select actor, thing from audit where action = 'reference_taken'"
    sofias = site.account("sofia").id
    assert site.database.connection.execute(noted).fetchall() == [(sofias, sofias)] * 10


def test_opening_enquiries_does_not_count_as_trying_references_out(site: Site) -> None:
    wendy = site.worker()
    forms = [NEW | {"reference": f"N-{number}", "token": f"token-{number}"} for number in range(12)]

    assert {wendy.post("/enquiries/new", form).status_code for form in forms} == {303}
