"""The start page's lists and the search by reference."""

import pytest

from msp_dialogue.record.enquiries import EnquiryKind, change_enquiry
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.web.site import Site, heading
from tests.web.telling import told


def test_a_newcomer_is_told_what_to_do_first(site: Site) -> None:
    page = site.worker().get("/")

    assert page.status_code == 200
    assert "Open your first enquiry" in page.text


def test_mine_are_those_i_lead_and_my_teams_are_all_of_my_team(site: Site) -> None:
    wendy = site.worker()
    mine = site.enquiry("E-MINE")
    site.enquiry("E-OURS")
    site.enquiry("E-THEIRS", team="South")
    lead(site, mine, "wendy")

    mine_page, ours = wendy.get("/").text, wendy.get("/lists/team/open").text

    assert "E-MINE" in mine_page
    assert "E-OURS" not in mine_page
    assert "E-MINE" in ours
    assert "E-OURS" in ours
    assert "E-THEIRS" not in ours


@pytest.mark.parametrize(
    ("story", "chapters", "listing"),
    [
        ("one_clear_outcome", 0, "first"),
        ("one_clear_outcome", 1, "review"),
        ("three_outcomes_one_of_each_rating", 1, "review"),
        ("stops_half_way", 1, "go-on"),
        ("one_clear_outcome", None, "concluded"),
    ],
)
def test_an_enquiry_is_in_the_list_of_what_comes_next(
    site: Site, library: FlowLibrary, story: str, chapters: int | None, listing: str
) -> None:
    wendy = site.worker()
    enquiry = told(site, library, story, chapters=chapters).enquiry

    page = wendy.get(f"/lists/team/{listing}")

    assert f"/enquiries/{enquiry}" in page.text


def test_a_day_that_was_agreed_and_has_passed_is_overdue(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    told(site, library, "plan_a_and_plan_b", chapters=1)

    page = wendy.get("/lists/team/open")

    assert "Overdue:" in page.text


def test_a_list_goes_on_over_pages(site: Site) -> None:
    wendy = site.worker()
    for number in range(27):
        site.enquiry(f"E-{number:02}")

    first, second = wendy.get("/lists/team/open"), wendy.get("/lists/team/open/page/2")

    assert first.text.count('scope="row"') == 25
    assert second.text.count('scope="row"') == 2
    assert "/lists/team/open/page/2" in first.text
    assert wendy.get("/lists/team/open/page/3").status_code == 404


@pytest.mark.parametrize("path", ["/lists/everybody/open", "/lists/mine/nothing", "/lists/mine/open/page/0"])
def test_there_is_no_list_of_another_name(site: Site, path: str) -> None:
    assert site.worker().get(path).status_code == 404


@pytest.mark.parametrize("query", ["E-1207", "e-1207", " E-1207 ", "A-E-1207"])
def test_an_exact_reference_opens_the_enquiry_at_once(site: Site, query: str) -> None:
    wendy = site.worker()
    enquiry = site.enquiry("E-1207")
    site.enquiry("E-12079")

    reply = wendy.post("/enquiries/find", {"query": query})

    assert reply.headers["Location"] == f"/enquiries/{enquiry}"


def test_a_part_of_a_reference_finds_every_one_with_it(site: Site) -> None:
    wendy = site.worker()
    site.enquiry("E-1207")
    site.enquiry("E-1208")
    site.enquiry("F-9")

    page = wendy.post("/enquiries/find", {"query": "-120"})

    assert "E-1207" in page.text
    assert "E-1208" in page.text
    assert "F-9" not in page.text


@pytest.mark.parametrize("query", ["nothing like it", "%", "_", "'", "E-THEIRS", "<b>", "😀"])
def test_a_search_that_finds_nothing_says_so_and_how_to_go_on(site: Site, query: str) -> None:
    wendy = site.worker()
    site.enquiry("E-1")
    site.enquiry("E-THEIRS", team="South")

    page = wendy.post("/enquiries/find", {"query": query})

    assert page.status_code == 200
    assert "Nothing found" in page.text
    assert "Open an enquiry" in page.text


@pytest.mark.parametrize("query", ["", "   ", "x" * 20_000, "\x1b[0m"])
def test_a_search_that_cannot_be_made_says_what_to_enter(site: Site, query: str) -> None:
    page = site.worker().post("/enquiries/find", {"query": query})

    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert heading(page) == "Find an enquiry"


def test_what_a_search_finds_goes_on_over_pages(site: Site) -> None:
    wendy = site.worker()
    for number in range(27):
        site.enquiry(f"E-{number:02}")

    first = wendy.post("/enquiries/find", {"query": "E-"})
    second = wendy.post("/enquiries/find", {"query": "E-", "page": "2"})

    assert first.text.count('scope="row"') == 25
    assert second.text.count('scope="row"') == 2


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_a_page_that_a_search_does_not_have_is_no_failure(site: Site, page: str) -> None:
    assert site.worker().post("/enquiries/find", {"query": "E-", "page": page}).status_code == 200


def lead(site: Site, enquiry: str, name: str) -> None:
    """Make somebody the lead worker of an enquiry of North."""
    by = By(site.account(name).id, site.clock(), f"lead of {enquiry}")
    kind = EnquiryKind.SECTION_42
    change_enquiry(site.database, enquiry, by, team="North", lead=site.account(name).id, kind=kind, opened="2026-02-02")
