"""The pages of released figures: what there is to choose, what is hidden, and what comes down as files."""

import csv
import io
import json
import re
from pathlib import Path

import docx
import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.release import read
from tests.board.made import expressed, release, several, who_said_it, written_to
from tests.web.site import Browser, Site, heading

PAGES = (
    "/figures",
    "/figures?measure=outcomes_met&by=asker",
    "/figures/table?table=values",
    "/figures/file",
    "/figures/report",
    "/figures/report/file?format=docx",
)


@pytest.fixture
def folder(site: Site) -> Path:
    """The folder of releases, with nine quarters in it."""
    written_to(site.releases, *several())
    return site.releases


def analyst(site: Site, role: Role = Role.ANALYST) -> Browser:
    """Somebody who may see released figures, signed in."""
    site.account("anna", role)
    return site.browser().sign_in("anna")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BOARD, Role.MSP_LEAD])
def test_the_newest_release_and_its_first_measure_are_shown_in_a_sentence_that_can_be_read_aloud(
    site: Site, folder: Path, role: Role
) -> None:
    page = analyst(site, role).get("/figures").text

    assert "January to March 2026" in page
    assert (
        "Of about 45 people whose enquiry was concluded, about 40 said what they wanted to happen, "
        "or had it said for them (89%). That is up from 67% a year before." in page
    )
    assert "Counted by enquiries instead: about 50 of about 55 (91%)." in page


def test_what_is_hidden_is_said_to_be_so_and_is_never_nothing(site: Site, folder: Path) -> None:
    page = analyst(site).get("/figures?measure=outcomes_met&by=voice").text
    row = re.search(r"Somebody who speaks for the adult or a worker</th>(.*?)</tr>", page, re.DOTALL)

    assert row
    assert row[1].count("Hidden") == 3
    assert "0" not in re.sub(r"<[^>]*>", "", row[1])
    assert "fewer than 8, or hidden to protect others" in page


def test_another_period_measure_and_split_can_be_chosen_and_stay_chosen(site: Site, folder: Path) -> None:
    page = analyst(site).get("/figures?period=2025-26-q4&measure=outcomes_met&by=asker&counted=people").text

    for value in ("2025-26-q4", "outcomes_met", "asker", "people"):
        assert f'value="{value}" selected' in page
    assert "Somebody independent of the enquiry" in page


def test_what_was_only_released_by_enquiries_is_shown_by_them_and_it_says_so(site: Site) -> None:
    by_people = release(2025, 4, expressed(40, 45), expressed(50, 55, "enquiries"), who_said_it())
    written_to(site.releases, by_people)
    page = analyst(site).get("/figures?measure=outcomes_expressed&counted=people&by=voice").text

    assert "This was not released by people, so it is shown by enquiries." in page
    assert 'value="enquiries" selected' in page
    assert "Somebody who speaks for the adult or a worker" in page


def test_what_was_not_released_in_this_way_is_said_and_shows_no_number(site: Site, folder: Path) -> None:
    page = analyst(site).get("/figures?measure=outcomes_expressed&by=age_band").text

    assert "This was not released in this way." in page
    assert "<table" not in page


def test_nothing_can_be_chosen_but_what_the_files_have(site: Site, folder: Path) -> None:
    anna = analyst(site)

    for choice in ("period=2019-20", "measure=anything", "by=postcode", "counted=cats", "period=2025-26-q4&by=team"):
        for path in ("/figures", "/figures/file", "/figures/report", "/figures/table"):
            assert anna.get(f"{path}?{choice}").status_code == 404, (path, choice)


def test_each_table_comes_down_as_it_stands_on_the_page(site: Site, folder: Path) -> None:
    anna = analyst(site)
    page = anna.get("/figures?measure=outcomes_met&by=voice").text
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="(/figures/table[^"]*)"', page)]
    rows = list(csv.reader(io.StringIO(anna.get(links[0]).data.decode("utf-8-sig"))))

    assert len(links) == 2
    assert rows[0] == ["Who answered", "People in all", "Of these", "Share (%)"]
    assert rows[1] == ["The adult alone", "20", "15", "75"]
    assert rows[3] == ["Somebody who speaks for the adult or a worker", "Hidden", "Hidden", "Hidden"]
    assert anna.get(f"{links[0]}s").status_code == 404


def test_the_whole_file_comes_down_and_can_be_read_again(site: Site, folder: Path, tmp_path: Path) -> None:
    reply = analyst(site).get("/figures/file?period=2025-26-q4")
    (tmp_path / "again.json").write_bytes(reply.data)

    assert reply.headers["Content-Disposition"] == 'attachment; filename="msp-dialogue-figures.json"'
    assert read(tmp_path / "again.json") == release()
    assert json.loads(reply.data)["what"] == "msp-dialogue-released-figures"


def test_the_report_says_its_finding_as_its_heading_and_whose_words_it_quotes(site: Site, folder: Path) -> None:
    page = analyst(site, Role.BOARD).get("/figures/report")

    assert heading(page).startswith("Of about 45 people whose enquiry was concluded, about 40 said")
    for said in (
        "Testshire",
        "“A year before” is January to March 2025.",
        "Drawn from the record on 3 April 2026, released on 7 April 2026.",
        "Be safer and feel safer",
        "I want to feel safe in my own kitchen.",
        "The adult’s own words",
        "Words of somebody who speaks for the adult",
        "nobody said how far one of them came true",
        "all others are rounded to the nearest 5",
        "Those for whom a wish was worded.",
    ):
        assert said in page.text
    assert "Synthetic figures" not in page.text


def test_the_report_comes_down_for_word(site: Site, folder: Path) -> None:
    reply = analyst(site, Role.BOARD).get("/figures/report/file?format=docx")
    document = docx.Document(io.BytesIO(reply.data))

    assert reply.headers["Content-Disposition"] == 'attachment; filename="msp-dialogue-report.docx"'
    assert any("about 40 said what they wanted" in each.text for each in document.paragraphs)
    assert analyst(site).get("/figures/report/file?format=exe").status_code == 404


def test_before_anything_was_released_the_page_says_so_kindly_and_there_is_no_report(site: Site) -> None:
    anna = analyst(site)

    assert "Nothing has been released yet" in anna.get("/figures").text
    for path in ("/figures/report", "/figures/file", "/figures/table"):
        assert anna.get(path).status_code == 404


def test_a_file_that_is_no_release_is_told_of_and_nothing_is_guessed(site: Site, folder: Path) -> None:
    (folder / "2025-26-Q4.json").write_text('{"what": "something else"}', encoding="utf-8")
    reply = analyst(site).get("/figures")

    assert reply.status_code == 503
    assert "cannot be read just now" in reply.text


def test_pages_of_figures_ask_the_database_only_who_is_signed_in_and_write_only_that_files_were_taken(
    site: Site, folder: Path
) -> None:
    anna = analyst(site)
    asked: list[str] = []
    with site.database.transaction() as writing:
        writing.conn.set_trace_callback(asked.append)
    site.database.connection.conn.set_trace_callback(asked.append)
    for path in PAGES:
        assert anna.get(path).status_code == 200
    site.database.connection.conn.set_trace_callback(None)
    with site.database.transaction() as writing:
        writing.conn.set_trace_callback(None)

    assert tables_in(asked) == {"session", "account", "audit"}
    assert asked


def tables_in(statements: list[str]) -> set[str]:
    """The tables that are named in statements."""
    return {name for each in statements for name in re.findall(r"(?:from|join|into|update) \[?(\w+)", each, re.I)}


def test_a_file_that_was_taken_leaves_a_row_in_the_trail_and_a_page_that_was_looked_at_none(
    site: Site, folder: Path
) -> None:
    """X-07: who took what of which period is known before its first byte leaves."""
    anna = analyst(site)
    for path in PAGES:
        assert anna.get(path).status_code == 200
    with site.database.reading() as connection:
        query = "select thing, json_extract(detail, '$.page') from audit where action = 'figures_taken' and actor = ?"
        rows = connection.execute(query, [site.account("anna", Role.ANALYST).id]).fetchall()

    assert rows == [("2025-26-Q4", page) for page in ("figures.table", "figures.whole_file", "figures.report_file")]
