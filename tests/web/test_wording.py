"""The report on words: figures of every flow in use and of our own pages, and each finding with its file and line."""

import re
import shutil
from pathlib import Path

from msp_dialogue.accounts import Role
from msp_dialogue.flow.plain import reading_age
from msp_dialogue.record.library import OWN_FLOWS, FlowLibrary, read_flows
from msp_dialogue.web.pages.wording import wording_page
from tests.web.site import Site

FLOWS = 3


def test_a_colleague_sees_the_figures_of_every_flow_and_of_the_pages_around_them(
    site: Site, library: FlowLibrary
) -> None:
    page = site.worker().get("/wording").text
    ages = re.search(r"Reading age</th>(.*?)</tr>", page)
    cells = re.findall(r"<td[^>]*>(\d+)</td>", ages[1]) if ages else []

    assert "What is hard or missing: 0" in page
    assert len(cells) == FLOWS + 1
    assert cells[:FLOWS] == [str(reading_age(version.flow)) for version in library.current.values()]


def test_it_is_linked_from_where_work_begins_and_from_the_set_up(site: Site) -> None:
    site.account("ada", Role.ADMINISTRATOR)

    assert 'href="/wording"' in site.worker().get("/").text
    assert 'href="/wording"' in site.browser().sign_in("ada").get("/settings/help").text


def test_every_finding_in_a_councils_flow_is_told_with_file_line_and_remedy(site: Site, tmp_path: Path) -> None:
    shutil.copytree(OWN_FLOWS, tmp_path / "flows")
    file = tmp_path / "flows" / "review.yaml"
    text = file.read_text().replace("Any reason is fine.", "Any reason is fine, please.", 1)
    file.write_text(text.replace("picture: face_good", "picture: face_goood", 1))
    with site.app.test_request_context():
        page = wording_page(read_flows(tmp_path / "flows"))

    assert [(re.sub(r":\d+$", "", each.where), each.fix) for each in page.findings] == [
        ("review.yaml", "Say it in everyday words."),
        ("review.yaml", "Add the file, or name another."),
    ]
