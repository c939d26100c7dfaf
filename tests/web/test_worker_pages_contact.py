"""Safe contact on the pages: what must never be used comes first, and nobody is reached by a way that is not safe."""

import html
import re

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.cli._demonstration_contact import note_contact
from msp_dialogue.record import enquiries
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.site import Browser, Site, field_of, heading
from tests.web.telling import told

OWN_PHONE = {
    "way-call": "yes",
    "which-call": "01632 960001",
    "way-meet": "yes",
    "which-meet": "The library",
    "avoid-letter": "yes",
    "never": "The house phone",
    "times": "Mornings",
    "words": "Say it is about my bins.",
    "review-day": "1",
    "review-month": "6",
    "review-year": "2026",
}
REACHED = {
    "way": "call",
    "day-day": "1",
    "day-month": "3",
    "day-year": "2026",
    "with_whom": "Rose",
    "words": "The lock",
}


def note(browser: Browser, enquiry: str, form: dict[str, str] | None = None) -> None:
    """Note safe contact by the form; it must be taken."""
    path = f"/enquiries/{enquiry}/contact/change"
    page = browser.get(path)
    hidden = {name: field_of(page, name) for name in ("token", "known")}
    reply = browser.post(path, {**hidden, **(OWN_PHONE if form is None else form)})
    assert reply.status_code == 303, reply.text


def alert(browser: Browser, enquiry: str) -> str:
    """What the enquiry's page says of contact, as people read it."""
    page = html.unescape(browser.get(f"/enquiries/{enquiry}").text)
    return page[page.index('aria-labelledby="contact"') : page.index("app-only-print")]


def another(browser: Browser, adult: str) -> str:
    """Open another enquiry about the same adult; gives its id."""
    day = {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}
    form = {"token": "t1", "reference": "S-1", "kind": "other", "adult": adult, "call_name": "", "lead": ""}
    return browser.post("/enquiries/new", form | day).headers["Location"].rpartition("/")[2]


def events(site: Site, kind: str) -> int:
    """How many events of a kind there are."""
    with site.database.reading() as connection:
        return int(connection.execute("select count(*) from event where kind = ?", [kind]).fetchone()[0])


def test_while_nothing_is_noted_every_way_is_treated_as_not_safe(site: Site) -> None:
    shown = alert(site.worker(), site.enquiry())

    assert "Treat every way as not safe until this is filled in." in shown


def test_what_is_noted_stands_above_everything_else_and_what_is_never_used_comes_first(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    page = wendy.get(f"/enquiries/{enquiry}").text
    shown = alert(wendy, enquiry)

    assert page.index('aria-labelledby="contact"') < page.index('id="tasks"')
    places = [shown.index(each) for each in ("Never use", "The house phone", "01632 960001", "Mornings", "my bins")]
    assert places == sorted(places)
    for each in ("A letter", "The library", "2 March 2026 at 09:30", "Wendy", "1 June 2026"):
        assert each in shown
    assert "Review this" not in shown


def test_the_form_holds_what_is_noted_and_saving_it_unchanged_says_that_somebody_looked(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    page = wendy.get(f"/enquiries/{enquiry}/contact/change").text
    note(wendy, enquiry)

    for value in ("01632 960001", "The library", "The house phone", "Mornings", "about my bins"):
        assert value in page
    assert len(re.findall(r"<input [^>]*checked", page)) == 3
    assert events(site, "safe_contact_noted") == 2


def test_what_was_noted_before_stays_readable_with_who_and_when(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    note(site.worker("walter"), enquiry, {"no-way": "yes", "never": "Any phone"})
    page = wendy.get(f"/enquiries/{enquiry}/contact").text
    now, earlier = page.split('id="earlier"')

    assert "No way is safe now." in now
    assert "01632 960001" not in now
    for each in ("01632 960001", "The house phone", "Wendy", "2 March 2026 at 09:30"):
        assert each in earlier


def test_a_double_tap_stores_once(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    change, reached = f"/enquiries/{enquiry}/contact/change", f"/enquiries/{enquiry}/contact/reached"
    form = OWN_PHONE | {"token": "one tap", "known": "0"}
    replies = [wendy.post(change, form), wendy.post(change, form)]
    replies += [
        wendy.post(reached, REACHED | {"token": "another"}),
        wendy.post(reached, REACHED | {"token": "another"}),
    ]

    assert [reply.status_code for reply in replies] == [303] * 4
    assert (events(site, "safe_contact_noted"), events(site, "followed_up")) == (1, 1)


def test_what_was_noted_in_another_window_is_not_overwritten_without_a_word(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    path = f"/enquiries/{enquiry}/contact/change"
    old = wendy.get(path)
    note(site.worker("walter"), enquiry)
    mine = {"way-text": "yes", "which-text": "01632 960777"}

    stale = wendy.post(path, mine | {"token": "t1", "known": field_of(old, "known")})
    assert stale.status_code == 422
    assert "noted anew in another window" in stale.text
    for both in ("01632 960777", "01632 960001", "The house phone"):
        assert both in stale.text
    assert "01632 960001" in alert(wendy, enquiry)
    anyway = wendy.post(path, mine | {"token": "t1", "known": field_of(stale, "known")})

    assert anyway.status_code == 303
    assert "01632 960777" in alert(wendy, enquiry)


@pytest.mark.parametrize("known", ["", "x", "9" * 30, "٣", "-1"])
def test_a_form_that_does_not_say_what_it_was_filled_from_overwrites_nothing(site: Site, known: str) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)

    reply = wendy.post(f"/enquiries/{enquiry}/contact/change", {"no-way": "yes", "token": "t1", "known": known})

    assert reply.status_code == 422
    assert "01632 960001" in alert(wendy, enquiry)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"way-call": "", "way-meet": ""}, "Choose the ways that are safe"),
        ({"no-way": "yes"}, "Choose either the ways that are safe"),
        ({"which-call": " "}, "Write which number, address or person is safe."),
        ({"which-call": "1" * 201}, "at most 200 letters"),
        ({"avoid-call": "yes"}, "“A phone call” is marked as safe as well."),
        ({"review-year": "2025"}, "This day has come already."),
        ({"review-day": "31"}, "There is no such day."),
        ({"words": "Ro\x00sa"}, "cannot be kept were taken out"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(site: Site, changes: dict[str, str], said: str) -> None:
    wendy, enquiry = site.worker(), site.enquiry()

    reply = wendy.post(f"/enquiries/{enquiry}/contact/change", OWN_PHONE | {"known": "0"} | changes)

    assert reply.status_code == 422
    assert said in html.unescape(reply.text)
    assert "<title>Error: " in reply.text
    for kept in ("The library", "The house phone", "Mornings"):
        assert kept in reply.text
    assert events(site, "safe_contact_noted") == 0


@pytest.mark.parametrize("path", ["change", "reached"])
def test_words_are_given_back_when_the_forms_protection_does_not_fit(site: Site, path: str) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    form = OWN_PHONE | REACHED if path == "reached" else OWN_PHONE

    reply = wendy.post(f"/enquiries/{enquiry}/contact/{path}", form, csrf="of another session")

    assert reply.status_code == 400
    for typed in ("01632 960001", "The library", "The house phone", "Mornings", form["words"]):
        assert typed in reply.text


@pytest.mark.parametrize(("review", "due"), [("3", True), ("4", False), ("", True)])
def test_it_is_to_be_reviewed_when_its_day_has_come_or_it_has_none(site: Site, review: str, due: bool) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    form = OWN_PHONE | {"review-day": review, "review-month": review and "3", "review-year": review and "2026"}
    note(wendy, enquiry, form)
    site.clock.at = site.clock.at.replace(day=3)
    wendy = site.worker()

    assert ("Review this" in alert(wendy, enquiry)) is due
    assert ("Safe contact: review this" in wendy.get("/lists/team/open").text) is (review == "3")


def test_what_they_said_since_stands_beside_it_and_fills_the_form(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "by_telephone_with_an_independent_asker", chapters=1).enquiry
    wendy = site.worker()
    shown, form = alert(wendy, enquiry), wendy.get(f"/enquiries/{enquiry}/contact/said")

    for each in ("They said something that is not in here yet", "01632 960014", "After the midday news"):
        assert each in shown
        assert each in form.text or each.startswith("They")
    assert re.search(r'name="way-call"[^>]*checked', form.text)
    assert re.search(r'name="which-call"[^>]*value="01632 960014"', form.text)

    note(wendy, enquiry, {"way-call": "yes", "which-call": "01632 960014", "times": "After the midday news"})

    assert "They said something" not in alert(wendy, enquiry)


def test_nothing_they_said_takes_anything_off_what_must_never_be_used(site: Site, library: FlowLibrary) -> None:
    site.clock.at = site.clock.at.replace(year=2025)
    enquiry = told(site, library, "interpreter_and_large_print", chapters=0).enquiry
    note(site.worker(), enquiry, OWN_PHONE | {"never": "My brother", "review-year": "2025"})
    site.clock.at = site.clock.at.replace(year=2026)
    told(site, library, "interpreter_and_large_print", chapters=1)
    assert "They said something since that is not in here yet" in alert(site.worker(), enquiry)
    form = html.unescape(site.worker().get(f"/enquiries/{enquiry}/contact/said").text)

    assert "My brother\nThe house phone</textarea>" in form
    assert re.search(r'name="avoid-letter"[^>]*checked', form)
    assert re.findall(r'name="way-(\w+)"[^>]*checked', form) == ["meet"]


def test_ways_said_by_whoever_may_be_the_source_of_harm_are_in_doubt(site: Site, library: FlowLibrary) -> None:
    played = told(site, library, "one_clear_outcome", chapters=1)
    wendy = site.worker()
    note(wendy, played.enquiry)
    (dialogue,) = played.conversations.values()
    by = By(site.account("wendy").id, site.clock(), "aside")
    enquiries.set_aside(site.database, played.enquiry, dialogue, "Not theirs to say.", by)

    assert "Treat every way as not safe until you have asked them" in alert(wendy, played.enquiry)
    reply = wendy.post(f"/enquiries/{played.enquiry}/contact/reached", REACHED)
    assert reply.status_code == 422


def test_being_in_touch_is_noted_by_a_safe_way(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    page = wendy.get(f"/enquiries/{enquiry}/contact/reached")
    reply = wendy.post(f"/enquiries/{enquiry}/contact/reached", REACHED | {"token": field_of(page, "token")})
    shown = wendy.get(reply.headers["Location"]).text
    shown = shown[shown.index('id="reached"') :]

    offered = re.findall(r'name="way" type="radio" value="(\w+)"', page.text)
    assert [each for each in offered if not each.startswith("anyway_")] == ["call", "meet"]
    for each in ("1 March 2026", "A phone call", "Rose", "The lock", "Wendy"):
        assert each in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"way": "letter"}, "“A letter” is not marked as safe. Choose another way; or, if they said that it is safe"),
        ({"way": ""}, "Choose how you were in touch."),
        ({"way": "pigeon"}, "Choose how you were in touch."),
        ({"with_whom": ""}, "Write who you were in touch with."),
        ({"day-day": "3"}, "still to come"),
        ({"day-day": "", "day-month": "", "day-year": ""}, "Enter the day."),
    ],
)
def test_a_way_that_is_not_safe_is_refused_and_what_was_typed_is_kept(
    site: Site, changes: dict[str, str], said: str
) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)

    reply = wendy.post(f"/enquiries/{enquiry}/contact/reached", REACHED | {"words": "Kept words"} | changes)

    assert reply.status_code == 422
    assert said in html.unescape(reply.text)
    assert "Kept words" in reply.text
    assert events(site, "followed_up") == 0


def test_while_no_way_is_safe_nothing_can_be_noted_as_done(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry, {"no-way": "yes"})
    path = f"/enquiries/{enquiry}/contact/reached"

    assert "Only what happened all the same can be noted." in wendy.get(path).text
    assert wendy.post(path, REACHED).status_code == 422
    assert events(site, "followed_up") == 0


def test_what_happened_by_a_way_that_is_not_safe_is_noted_as_that(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    path = f"/enquiries/{enquiry}/contact/reached"
    offered = html.unescape(wendy.get(path).text)

    assert "A letter, which is not a safe way" in offered
    assert "A phone call, which is not a safe way" not in offered
    assert wendy.post(path, REACHED | {"way": "anyway_letter"}).status_code == 303
    wendy.post(path, REACHED | {"token": "a safe one"})
    shown = wendy.get(f"/enquiries/{enquiry}").text
    assert shown.count("Not a safe way") == 1
    assert "A letter" in shown.split("Not a safe way")[0].rsplit("<dt>", 1)[1]


def test_a_way_that_is_safe_is_never_noted_as_unsafe(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    note(wendy, enquiry)
    wendy.post(f"/enquiries/{enquiry}/contact/reached", REACHED | {"way": "anyway_call"})

    assert "Not a safe way" not in wendy.get(f"/enquiries/{enquiry}").text


def test_another_team_that_works_with_the_adult_sees_it_and_puts_it_right(site: Site) -> None:
    north = site.enquiry("E-1", team="North")
    wendy, sofia = site.worker(), site.worker("sofia", team="South")
    note(wendy, north)
    south = another(sofia, "A-E-1")

    assert "01632 960001" in alert(sofia, south)
    assert "in another enquiry of theirs" not in alert(sofia, south)
    note(sofia, south, {"no-way": "yes", "never": "01632 960001"})
    assert "No way is safe now." in alert(wendy, north)
    assert "Sofia" in alert(wendy, north)


def test_what_another_teams_enquiry_heard_is_a_warning_without_its_words(site: Site, library: FlowLibrary) -> None:
    adult = told(site, library, "one_clear_outcome", chapters=1).enquiry
    sofia = site.worker("sofia", team="South")
    south = another(sofia, "SYN-A01")

    assert "Something was said about contact in another enquiry of theirs" in alert(sofia, south)
    assert "01632 960001" not in alert(sofia, south)
    note(site.worker(), adult)
    assert "Something was said about contact in another enquiry of theirs" not in alert(sofia, south)


def test_a_demonstration_has_ways_to_look_at(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, "one_clear_outcome").enquiry
    with site.database.transaction() as connection:
        note_contact(connection, site.clock.at)
    page = site.worker().get(f"/enquiries/{enquiry}").text

    assert "The phone in the hall." in page
    assert "She has the new bank card" in page


def test_a_manager_sees_it_and_is_offered_no_change(site: Site) -> None:
    enquiry = site.enquiry()
    note(site.worker(), enquiry)
    site.account("mona", Role.MANAGER)
    mona = site.browser().sign_in("mona")
    page = mona.get(f"/enquiries/{enquiry}/contact").text

    assert "01632 960001" in page
    assert "/contact/change" not in page
    assert mona.get(f"/enquiries/{enquiry}/contact/change").status_code == 404


@pytest.mark.parametrize("path", ["contact", "contact/change", "contact/said", "contact/reached"])
def test_what_is_not_yours_is_not_there(site: Site, path: str) -> None:
    enquiry = site.enquiry()
    sol = site.worker("sol", team="South")

    assert sol.get(f"/enquiries/{enquiry}/{path}").status_code == 404


def test_the_page_says_what_it_is(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()

    assert heading(wendy.get(f"/enquiries/{enquiry}/contact")) == "Safe contact"
