"""The page of the national return: the year that ended last, both views, the checks, and what comes down."""

import csv
import io
import re
from zipfile import ZipFile

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.measure import Span
from msp_dialogue.measure.national_drawn import draw_return
from msp_dialogue.measure.national_lines import SUPPORTED
from msp_dialogue.record.library import FlowLibrary
from tests.measure.council import Council
from tests.web.site import Browser, Site
from tests.web.telling import told


@pytest.fixture
def council(site: Site) -> Council:
    """The council whose site it is."""
    return Council(site.database)


@pytest.fixture
def lead(site: Site) -> Browser:
    """Somebody who leads on MSP, signed in."""
    site.account("martha", Role.MSP_LEAD)
    return site.browser().sign_in("martha")


def concluded(council: Council, number: int, **stands: str | None) -> None:
    for _ in range(number):
        council.enquiry(opened="2024-06-01", concluded="2025-02-01", born="1990-01-01", **stands)  # type: ignore[arg-type]


def cells(site: Site, year: Span) -> dict[tuple[str, str], int]:
    """The cells of a year's return that are not zero."""
    with site.database.reading() as connection:
        made = draw_return(connection, year, site.clock())
    return {(cell.line.words, cell.category): cell.value for cell in made.figures.cells if cell.value}


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_it_begins_with_the_year_that_ended_last_and_the_year_can_be_chosen(lead: Browser, council: Council) -> None:
    concluded(council, 7)
    council.enquiry(opened="2025-06-01", concluded="2025-08-01", born="1990-01-01")

    first, this = text_of(lead.get("/return").text), text_of(lead.get("/return?period=2025-26").text)
    assert "April 2024 to March 2025 National return" in first
    assert "Concluded section 42 enquiries 7" in first
    assert "This year is not over" not in first
    assert "Concluded section 42 enquiries 1" in this
    assert "This year is not over: what is here will change." in this
    assert "National return" in text_of(lead.get("/return?period=1999-00").text)


def test_true_numbers_and_as_published_stand_beside_each_other(lead: Browser, council: Council) -> None:
    concluded(council, 7, capacity="lacked", supported="yes")
    concluded(council, 3, asked="not_asked", achieved="none_expressed", capacity="did_not_lack")
    page = text_of(lead.get("/return").text)

    assert "before the enquiry concluded. [R3] 7 0 0 0 0 0 7" in page
    assert "Yes they were asked and outcomes were expressed 5 [c] [c] [c] [c] [c] 5" in page
    assert "and the reason was recorded. [R3] 3 0 0 0 0 0 3" in page
    assert "Asked, of all that concluded 7 10 70.0" in page
    assert "SG3a: Did the person LACK capacity? Yes means LACKED capacity" in page
    assert "Yes, they lacked capacity The person LACKED capacity. 7 0" in page


def test_nothing_is_ever_said_to_be_submitted(lead: Browser) -> None:
    page = text_of(lead.get("/return").text)

    assert "Nothing here has been submitted, and this service submits nothing" in page
    assert len(re.findall("submit", page)) == 2


def test_an_enquiry_that_keeps_a_check_from_holding_is_listed_and_a_sealed_one_only_counted(
    lead: Browser, council: Council
) -> None:
    concluded(council, 5)
    stands = {"opened": "2024-06-01", "concluded": "2025-02-01", "born": "1990-01-01", "achieved": "not_rated"}
    council.enquiry("0042", team="South", **stands)
    sealed = council.enquiry("0666", **stands)
    with council.database.transaction() as connection:
        connection.table("seal").insert({"enquiry": sealed, "at": "2025-01-01", "by": "w1"})
    page = text_of(lead.get("/return").text)

    assert "4 of 5 hold." in page
    assert "Does not hold SG4a: the three cells of achievement" in page
    assert "Expected 7, found 5." in page
    assert "0042 South A wanted outcome has no rating." in page
    assert "1 more are not listed, since they are sealed." in page
    assert "0666" not in page
    assert "(Expressed, and not rated) A wanted outcome has no rating" in page


def test_the_worksheet_can_be_copied_into_a_spreadsheet(lead: Browser, council: Council) -> None:
    concluded(council, 7)
    found = re.search(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", lead.get("/return").text, re.DOTALL)

    assert found
    rows = list(csv.reader(io.StringIO(found[1].strip()), delimiter="\t"))
    assert {len(row) for row in rows} == {13}
    assert rows[0][:3] == ["GEOGRAPHY", "COUNCIL_TYPE", "REGION_CODE"]
    assert rows[1][-4:] == ["18-64", "Yes they were asked and outcomes were expressed", "7", "5"]


def test_what_was_said_in_conversations_comes_to_its_cells(site: Site, library: FlowLibrary) -> None:
    told(site, library, "imca_for_this_decision")
    told(site, library, "dies_before_closure")

    assert cells(site, Span(2026)) == {
        ("Yes they were asked and outcomes were expressed", "95+"): 1,
        ("Partially Achieved", "95+"): 1,
        ("Yes, they lacked capacity", "95+"): 1,
        (SUPPORTED.words, "95+"): 1,
        ("Risk removed", "All"): 1,
    }
    assert cells(site, Span(2025)) == {
        ("Yes they were asked and outcomes were expressed", "95+"): 1,
        ("Expressed, and not rated", "95+"): 1,
        ("No, they did not lack capacity", "95+"): 1,
        ("Risk removed", "All"): 1,
    }


def test_what_is_not_set_is_said(lead: Browser) -> None:
    assert "Not set, and empty in the worksheet: COUNCIL_TYPE, REGION_CODE" in text_of(lead.get("/return").text)


@pytest.mark.parametrize(("format", "begins"), [("xlsx", b"PK"), ("ods", b"PK"), ("csv", b"\xef\xbb\xbfGEOGRAPHY")])
def test_a_file_comes_down_with_a_fixed_name_and_the_trail_knows(site: Site, format: str, begins: bytes) -> None:
    site.account("martha", Role.MSP_LEAD)
    reply = site.browser().sign_in("martha").post("/return", {"period": "2024-25", "format": format})

    assert reply.data.startswith(begins)
    assert reply.headers["Content-Disposition"] == f'attachment; filename="msp-dialogue-national-return.{format}"'
    if format != "csv":
        with ZipFile(io.BytesIO(reply.data)) as file:
            assert file.testzip() is None
    with site.database.reading() as connection:
        actions = [row[0] for row in connection.execute("select action from audit order by id")]
    assert actions[-2:] == ["national_return", "national_return_finished"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"period": "2024-25"}, "Choose a format."),
        ({"period": "2024-25", "format": "pdf"}, "Choose a format."),
        ({"period": "1999-00", "format": "csv"}, "Choose a financial year."),
    ],
)
def test_a_file_that_cannot_be_made_says_why(lead: Browser, form: dict[str, str], said: str) -> None:
    reply = lead.post("/return", form)

    assert reply.status_code == 422
    assert said in reply.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MSP_LEAD])
def test_nobody_but_the_msp_lead_reaches_it(site: Site, role: Role) -> None:
    site.account("olga", role)
    olga = site.browser().sign_in("olga")

    assert olga.get("/return").status_code == 403
    assert olga.post("/return", {"period": "2024-25", "format": "csv"}).status_code == 403
