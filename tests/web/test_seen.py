"""Every look at somebody's record, every search and every refusal leaves its row in the trail [G-01]."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role
from msp_dialogue.database import Connection, Database, Full
from msp_dialogue.web.access import ACCESS, NEEDS_NO_THING, PUBLIC
from msp_dialogue.web.limits import SAVE
from tests.web.copying import say_safe
from tests.web.site import HTTPS, Site
from tests.web.talking import Talk
from tests.web.test_access import path_of

LOOKS = ("enquiry_seen", "copy_seen", "trail_seen", "searched", "refused")


def looks(site: Site) -> list[tuple[str, str, str]]:
    """Who looked at what: actor, action and thing of each row that no write explains, in order."""
    rows = site.database.connection.execute("select actor, action, thing from audit order by id")
    return [tuple(row) for row in rows if row[1] in LOOKS]


def test_every_page_of_an_enquiry_that_can_be_read_leaves_a_row_under_its_id(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    rules = [
        rule
        for rule in site.app.url_map.iter_rules()
        if "enquiry_id" in rule.arguments and "GET" in (rule.methods or set())
    ]
    shown = [path for path in (path_of(rule, enquiry) for rule in rules) if wendy.get(path).status_code == 200]

    assert len(shown) >= 5
    seen = [(actor, thing) for actor, action, thing in looks(site) if action != "refused"]
    assert seen == [(site.accounts["wendy"].id, enquiry)] * len(shown)


def test_a_page_of_a_conversation_is_noted_under_its_enquiry(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    Talk.begin(wendy, enquiry)
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    wendy.get(f"/conversations/{dialogue}/resume")

    assert looks(site) == [(site.accounts["wendy"].id, "enquiry_seen", enquiry)]


def test_a_copy_has_a_name_of_its_own(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    say_safe(wendy, enquiry)
    wendy.get(f"/enquiries/{enquiry}/copy/page")

    assert [look[1] for look in looks(site)] == ["copy_seen"]


def test_a_form_that_comes_back_shows_the_enquiry_again_and_one_that_is_taken_does_not(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    refused = wendy.post(f"/enquiries/{enquiry}/conclusion", {"on-day": "99"})
    form = {"on-day": "2", "on-month": "3", "on-year": "2026", "asked": "dont_know"}
    taken = wendy.post(f"/enquiries/{enquiry}/conclusion", form)

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert [look[1] for look in looks(site)] == ["enquiry_seen"]


@pytest.mark.parametrize("words", ["E-1", "E-", "Mary Smith of 12 High Street"])
def test_a_search_is_noted_without_what_was_searched_for(site: Site, words: str) -> None:
    wendy = site.worker()
    site.enquiry()
    wendy.post("/enquiries/find", {"query": words})
    trail = json.dumps([list(row) for row in site.database.connection.execute("select * from audit")])

    assert looks(site) == [(site.accounts["wendy"].id, "searched", site.accounts["wendy"].id)]
    assert words not in trail


def test_lists_forms_and_the_persons_own_pages_write_nothing(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    Talk.begin(wendy, enquiry)
    before = trail_length(site)
    for path in ("/", "/enquiries/new", "/export", "/talk", "/sign-in"):
        wendy.get(path)

    assert trail_length(site) == before


def test_a_stranger_to_an_enquiry_is_refused_and_the_refusal_is_kept(site: Site) -> None:
    enquiry = site.enquiry(team="North")
    sofia = site.worker("sofia", team="South")
    assert sofia.get(f"/enquiries/{enquiry}").status_code == 404
    assert sofia.post(f"/enquiries/{enquiry}/change", {}).status_code == 404

    detail = site.database.connection.execute("select detail from audit where action = 'refused'").fetchall()
    assert looks(site) == [(site.accounts["sofia"].id, "refused", enquiry)]  # once a minute, however often
    assert [json.loads(text) for (text,) in detail] == [{"asked": "see_enquiry"}]


def test_refusals_go_on_being_noted_minute_by_minute(site: Site) -> None:
    enquiry = site.enquiry(team="North")
    sofia = site.worker("sofia", team="South")
    for _minute in range(3):
        sofia.get(f"/enquiries/{enquiry}")
        sofia.get(f"/enquiries/{enquiry}/copy")
        site.clock.at += timedelta(minutes=1, seconds=1)

    assert [look[1] for look in looks(site)] == ["refused"] * 3


def test_a_page_that_no_role_opens_is_a_refusal_and_a_step_to_where_work_begins_is_none(site: Site) -> None:
    site.worker().get("/accounts")
    site.account("adam", Role.ADMINISTRATOR)
    site.browser().sign_in("adam").get("/")

    assert looks(site) == [(site.accounts["wendy"].id, "refused", site.accounts["wendy"].id)]


def test_what_is_not_there_leaves_nothing(site: Site) -> None:
    wendy = site.worker()
    assert wendy.get(f"/enquiries/{'0' * 32}").status_code == 404
    assert wendy.get("/nowhere").status_code == 404

    assert looks(site) == []


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing can be written, everything can be read."""

    def refused(_database: Database) -> Connection:
        raise Full("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "transaction", refused)
        yield


def test_a_full_disk_closes_no_page_and_lets_no_look_go_unnoticed(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    with full_disk(monkeypatch), caplog.at_level(logging.ERROR):
        reply: TestResponse = wendy.get(f"/enquiries/{enquiry}")

    assert reply.status_code == 200
    assert "Rose" in reply.text
    (line,) = [record.getMessage() for record in caplog.records]
    assert "look_not_noted" in line
    assert site.accounts["wendy"].id in line
    assert enquiry in line
    assert "Rose" not in line


def test_every_page_about_one_enquiry_says_so_in_its_address(site: Site) -> None:
    """The row's thing is read from the address: a page about one enquiry without it would go unnoticed."""
    about_one = {
        rule.endpoint
        for rule in site.app.url_map.iter_rules()
        if (action := ACCESS[rule.endpoint]) is not PUBLIC
        and action not in NEEDS_NO_THING
        and not {"enquiry_id", "dialogue_id"} & rule.arguments
    }

    at_screen = ("talk.", "look.", "listen.", "screen.", "help.")
    assert {endpoint for endpoint in about_one if not endpoint.startswith(at_screen)} == set()


def trail_length(site: Site) -> int:
    """How many rows the trail has."""
    count: int = site.database.connection.execute("select count(*) from audit").fetchone()[0]
    return count


def test_a_handed_over_screen_that_reaches_further_is_noted_as_a_screen_and_not_as_its_worker(site: Site) -> None:
    wendy, enquiry = site.worker(), site.enquiry()
    with site.database.transaction() as connection:
        connection.execute("update session set kind = 'person'")
    assert wendy.client.get(f"/enquiries/{enquiry}", base_url=HTTPS).status_code == 404

    assert looks(site) == [("confined-session", "refused", enquiry)]


def test_a_screen_that_asks_for_whatever_it_likes_leaves_one_row_a_minute_and_none_of_its_words(site: Site) -> None:
    """[G-01] Nothing that somebody typed into the address is an enquiry of ours."""
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    before = trail_length(site)
    site.clock.at += timedelta(minutes=2)
    for name in (*ODD, *(f"{number:032x}" for number in range(20))):
        assert talk.browser.get(f"/enquiries/{name}").status_code == 404, name
        assert talk.browser.get(f"/conversations/{name}/resume").status_code == 404, name

    assert trail_length(site) == before + 1
    assert looks(site)[-1] == ("confined-session", "refused", site.accounts["wendy"].id)


ODD = ("JohnSmith", "a%20b", "x" * 201, "caf%C3%A9", "%00", "%ED%A0%80", "'")


@pytest.mark.parametrize("name", ODD)
def test_a_colleague_who_is_held_up_at_an_address_that_nobody_has_is_told_so(
    site: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[L-01] The refusal is noted under their account."""
    monkeypatch.setattr("msp_dialogue.web.limits.SAVE", SAVE._replace(of_account=0))

    assert site.worker().post(f"/enquiries/{name}/change", {}).status_code == 429
    assert looks(site) == [(site.accounts["wendy"].id, "refused", site.accounts["wendy"].id)]
