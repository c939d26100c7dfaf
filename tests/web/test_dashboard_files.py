"""A table of the dashboard as a file: what is in it, that nothing in it runs, and that the trail knows first [X-07]."""

import csv
import io
import json

import pytest

from msp_dialogue.accounts import Role
from tests.measure.council import Council
from tests.web.site import Browser, Site

YEAR = "period=2025-26&counted=enquiries"


@pytest.fixture
def council(site: Site) -> Council:
    return Council(site.database)


def lead(site: Site) -> Browser:
    site.account("lena", Role.MSP_LEAD)
    return site.browser().sign_in("lena")


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "Excel takes a file without a mark for another encoding."
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_says_in_every_row_what_it_is_of(site: Site, council: Council) -> None:
    council.enquiry(asked="not_asked", voice=None, achieved="none_expressed")
    council.enquiry()
    council.enquiry()
    reply = lead(site).get(f"/dashboard/outcomes_expressed/values?{YEAR}&kind=section_42")
    told = {row["Answer"]: row for row in rows(reply.text)}
    first = next(iter(told.values()))

    assert (first["Number"], first["Out of"], first["Share (%)"]) == ("2", "3", "66.7")
    assert first["measure"] == "People who said what they want to happen"
    assert (first["counted"], first["dates"]) == ("enquiries", "concluded")
    assert (first["period_from"], first["period_to"]) == ("2025-04-01", "2026-03-31")
    assert (first["only"], first["whose"]) == ("Section 42 enquiry", "The whole council")
    assert (first["drawn_at"], first["release"]) == ("2026-03-02T09:30:00Z", "A true figure: not for publication")


def test_it_comes_down_under_a_name_that_tells_nothing_and_is_kept_by_no_browser(site: Site, council: Council) -> None:
    """[X-02]"""
    council.enquiry()
    reply = lead(site).get(f"/dashboard/outcomes_expressed/values?{YEAR}")

    assert reply.headers["Content-Disposition"] == 'attachment; filename="msp-dialogue-table.csv"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.content_type == "text/csv; charset=utf-8"


def test_the_name_of_a_team_runs_in_no_spreadsheet(site: Site, council: Council) -> None:
    """[X-01]"""
    council.enquiry(team='=HYPERLINK("http://evil.example")')
    reply = lead(site).get(f"/dashboard/outcomes_expressed/team?{YEAR}")

    assert [row["Team"] for row in rows(reply.text)] == ['\'=HYPERLINK("http://evil.example")']


def test_the_trail_knows_what_leaves_before_it_does_and_after(site: Site, council: Council) -> None:
    lena, length = lead(site), 0
    length = len(lena.get(f"/dashboard/outcomes_expressed/quarter?{YEAR}").data)
    with site.database.reading() as connection:
        found = connection.execute("select action, thing, detail from audit order by id").fetchall()
    (before, export, scope), (after, same, told) = found[-2:]

    assert (before, after, export) == ("export", "export_finished", same)
    assert json.loads(scope) == {
        "format": "csv",
        "figures": "outcomes_expressed/quarter",
        "whose": "council",
        "from": "2025-04-01",
        "to": "2026-03-31",
        "date_rule": "concluded",
    }
    assert json.loads(told)["bytes"] == str(length)


def test_nothing_leaves_when_the_trail_cannot_be_written(
    site: Site, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    council.enquiry()
    lena = lead(site)

    def broken(*_args: object, **_named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("msp_dialogue.export.delivery.audit.record", broken)
    reply = lena.client.get(f"/dashboard/outcomes_expressed/values?{YEAR}", base_url="https://dialogue.example")

    assert reply.status_code == 500
    assert "Share" not in reply.text


def test_a_file_that_is_asked_for_with_something_wrong_is_the_one_of_the_nearest_good_page(
    site: Site, council: Council
) -> None:
    council.enquiry()

    assert rows(lead(site).get("/dashboard/outcomes_expressed/values?period=1999&voice=rose").text)
