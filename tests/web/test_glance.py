"""An enquiry's page says at a glance how each wish stands, and what is new since whoever looks last looked."""

import html
import re
from datetime import datetime, timedelta

import pytest

from msp_dialogue import audit
from msp_dialogue.database import moment
from msp_dialogue.record.library import FlowLibrary
from tests.web.site import Site
from tests.web.telling import stories, told

MIND = "changes_their_mind_twice"


def rows_of(page: str) -> list[list[str]]:
    """The table at a glance, cell by cell, without tags."""
    found = re.search(r'<section class="app-glance".*?<tbody[^>]*>(.*?)</tbody>', page, re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[1], re.DOTALL) if found else []
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def new_of(page: str) -> str:
    """What the page says has changed; empty when it says nothing of it."""
    found = re.search(r'<section class="app-changed.*?</section>', page, re.DOTALL)
    return plain(found[0]) if found else ""


def look(site: Site, enquiry: str, at: datetime, name: str = "wendy") -> None:
    """Let somebody have looked at an enquiry at an instant."""
    with site.database.transaction() as connection:
        audit.record(connection, actor=site.account(name).id, action="enquiry_seen", thing=enquiry, at=at)


def ends(site: Site, enquiry: str) -> list[datetime]:
    """When each conversation of an enquiry last went on, in order."""
    with site.database.reading() as connection:
        found = connection.execute("select last from dialogue where enquiry = ? order by started", [enquiry])
        return [moment(last) for (last,) in found]


def test_every_outcome_stands_in_one_line_with_rank_voice_answer_rating_and_plan(
    site: Site, library: FlowLibrary
) -> None:
    enquiry = told(site, library, "plan_a_and_plan_b").enquiry

    rows = rows_of(site.worker().get(f"/enquiries/{enquiry}").text)
    outcomes = stories()["plan_a_and_plan_b"].must.outcomes

    assert len(rows) == len(outcomes) > 1
    assert {row[0] for row in rows} == {str(each["words"]) for each in outcomes}
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert {"A", "B"} <= {row[5] for row in rows}
    assert all(row[2].startswith(("The adult", "Representative")) for row in rows)


def test_each_line_leads_to_its_story_and_says_how_far_it_came_true_in_whose_view(
    site: Site, library: FlowLibrary
) -> None:
    enquiry = told(site, library, "three_outcomes_one_of_each_rating").enquiry
    page = site.worker().get(f"/enquiries/{enquiry}").text
    rows = rows_of(page)

    assert {row[4].split(" The adult")[0] for row in rows} == {"Fully achieved", "Partially achieved", "Not achieved"}
    for number in (1, 2, 3):
        assert f'href="#outcome-{number}"' in page
        assert f'id="outcome-{number}"' in page


def test_without_outcomes_there_is_no_table(site: Site) -> None:
    assert rows_of(site.worker().get(f"/enquiries/{site.enquiry()}").text) == []


def test_who_never_looked_is_told_of_no_change(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, MIND).enquiry

    assert new_of(site.worker().get(f"/enquiries/{enquiry}").text) == ""


def test_what_was_said_since_the_last_look_is_told_with_the_words_before_and_now(
    site: Site, library: FlowLibrary
) -> None:
    enquiry = told(site, library, MIND).enquiry
    first, *later = ends(site, enquiry)
    look(site, enquiry, first + timedelta(minutes=1))
    site.clock.at = max(later) + timedelta(days=1)

    page = site.worker().get(f"/enquiries/{enquiry}").text
    new = new_of(page)
    with site.database.reading() as connection:
        words = [
            each
            for (each,) in connection.execute(
                "select words from outcome_wording where enquiry = ? and reason != 'negotiated' order by at", [enquiry]
            )
        ]

    assert "First put into words" not in new
    assert f"Before: {words[0]} Now: {words[1]}" in new
    assert "Review: finished" in new
    assert "First conversation" not in new


def test_one_visit_keeps_its_list_however_often_the_page_is_opened_again(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, MIND).enquiry
    first, *later = ends(site, enquiry)
    look(site, enquiry, first + timedelta(minutes=1))
    site.clock.at = max(later) + timedelta(days=1)
    wendy = site.worker()

    before = new_of(wendy.get(f"/enquiries/{enquiry}").text)
    site.clock.at += timedelta(minutes=10)
    again = new_of(wendy.get(f"/enquiries/{enquiry}").text)
    site.clock.at += timedelta(minutes=31)
    wendy = site.worker()
    next_visit = new_of(wendy.get(f"/enquiries/{enquiry}").text)

    assert before == again
    assert "Nothing new was said or done." in next_visit


def test_a_colleagues_look_is_not_ones_own(site: Site, library: FlowLibrary) -> None:
    enquiry = told(site, library, MIND).enquiry
    look(site, enquiry, site.clock.at - timedelta(days=1), "walter")

    assert new_of(site.worker().get(f"/enquiries/{enquiry}").text) == ""


@pytest.mark.parametrize("story", sorted(stories()))
def test_everything_of_every_story_can_be_told_as_new(site: Site, library: FlowLibrary, story: str) -> None:
    enquiry = told(site, library, story).enquiry
    look(site, enquiry, datetime.fromisoformat("2020-01-01T00:00:00+00:00"))

    new = new_of(site.worker().get(f"/enquiries/{enquiry}").text)

    assert new.count("First put into words") >= len(stories()[story].must.outcomes)
    assert "may be used" not in new
