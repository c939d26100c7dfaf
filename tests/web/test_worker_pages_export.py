"""Choosing an export, and what comes down."""

import io
import json
import zipfile

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.record.library import FlowLibrary
from tests.web.site import Browser, Site
from tests.web.telling import told

YEAR = {
    "from-day": "1",
    "from-month": "4",
    "from-year": "2025",
    "to-day": "31",
    "to-month": "3",
    "to-year": "2026",
    "by": "opened",
    "format": "json",
}


def test_the_form_begins_with_the_financial_year_of_today(site: Site) -> None:
    page = site.worker().get("/export").text

    assert '<option value="2025-26" selected>' in page
    assert 'value="2025"' not in page  # days are typed for own dates alone


def test_json_comes_down_with_the_teams_enquiries_alone(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    told(site, library, "one_clear_outcome")
    told(site, library, "plan_a_and_plan_b", team="South")

    reply = wendy.post("/export", YEAR)

    assert reply.mimetype == "application/json"
    assert reply.headers["Content-Disposition"] == 'attachment; filename="msp-dialogue-export.json"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert len(json.loads(reply.data)["tables"]["enquiries"]) == 1


@pytest.mark.parametrize(("form", "member"), [("csv", ".csv"), ("xlsx", "xl/workbook.xml")])
def test_an_empty_export_is_whole(site: Site, form: str, member: str) -> None:
    reply = site.worker().post("/export", YEAR | {"format": form})

    with zipfile.ZipFile(io.BytesIO(reply.data)) as file:
        assert any(name.endswith(member) for name in file.namelist())


def test_the_trail_knows_before_the_file_leaves_and_after(site: Site) -> None:
    wendy = site.worker()

    wendy.post("/export", YEAR).get_data()

    with site.database.reading() as connection:
        actions = [row[0] for row in connection.execute("select action from audit order by id")]
    assert actions[-2:] == ["export", "export_finished"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period": "2024-25"}, "Days were typed, but another period is chosen."),
        ({"from-day": ""}, "Enter the day too."),
        ({"from-day": "", "from-month": "", "from-year": ""}, "Enter the first day."),
        ({"to-day": "32"}, "There is no such day."),
        ({"to-year": "2020"}, "This is before the first day."),
        ({"by": ""}, "Choose which date counts."),
        ({"format": "pdf"}, "Choose a format."),
    ],
)
def test_an_export_that_cannot_be_made_says_why_and_is_not_made(site: Site, changes: dict[str, str], said: str) -> None:
    reply = site.worker().post("/export", YEAR | changes)

    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="2026"' in reply.text or "to-year" in changes


def test_another_team_cannot_be_asked_for(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    told(site, library, "plan_a_and_plan_b", team="South")

    reply = wendy.post("/export", YEAR | {"team": "South"})

    assert json.loads(reply.data)["tables"]["enquiries"] == []


def test_an_administrator_alone_exports_nothing(site: Site) -> None:
    site.account("ada", Role.ADMINISTRATOR)
    ada: Browser = site.browser().sign_in("ada")

    assert ada.get("/export").status_code == 403
    assert ada.post("/export", YEAR).status_code == 403


def test_a_period_is_chosen_by_its_name_as_on_the_dashboard(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    told(site, library, "one_clear_outcome")
    days = {name: "" for name in YEAR if name.startswith(("from", "to"))}
    reply = wendy.post("/export", YEAR | days | {"period": "2025-26", "by": "opened"})
    about = json.loads(reply.data)["about"]

    assert (about["period_from"], about["period_to"]) == ("2025-04-01", "2026-03-31")
    assert '<option value="2025-26" selected>' in wendy.get("/export").text


def lead(site: Site) -> Browser:
    site.account("lena", Role.MSP_LEAD)
    return site.browser().sign_in("lena")


def test_the_msp_lead_downloads_the_councils_figures_and_no_row_about_anybody(site: Site, library: FlowLibrary) -> None:
    told(site, library, "one_clear_outcome")
    told(site, library, "plan_a_and_plan_b", team="South")
    lena = lead(site)
    with zipfile.ZipFile(io.BytesIO(lena.post("/export/figures", YEAR | {"format": "csv"}).data)) as file:
        names = set(file.namelist())
        whole = b"".join(map(file.read, names)).decode()

    assert names == {"about.csv", "measure.csv", "columns.csv"}
    assert "2 enquiries of 2 people." in whole
    assert "people's own words" not in whole
    assert "enquiry_reference" not in whole
    assert "without a row about anybody" in lena.get("/export/figures").text
    assert 'href="/export/figures"' in lena.get("/dashboard").text


def test_nobody_else_downloads_the_councils_figures_nor_the_msp_lead_rows(site: Site) -> None:
    assert lead(site).post("/export", YEAR).status_code == 403
    for method in (site.worker().get, site.worker("walter").post):
        assert method("/export/figures").status_code == 404


@pytest.mark.parametrize(("form", "status"), [("xlsx", 200), ("ods", 200), ("json", 422)])
def test_figures_alone_come_as_a_workbook_but_not_as_what_the_schema_calls_an_export(
    site: Site, form: str, status: int
) -> None:
    reply = lead(site).post("/export/figures", YEAR | {"format": form})

    assert reply.status_code == status
    assert (reply.data[:2] == b"PK") is (status == 200)
