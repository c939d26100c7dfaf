"""Who looked at an enquiry or did something with it: told to those who answer for it, in words; itself noted [G-07]."""

import ast
import re
from pathlib import Path

import msp_dialogue
from msp_dialogue.web.pages.looked import DEEDS
from tests.web.site import Site
from tests.web.talking import Talk
from tests.web.test_sealed import led, manager

SOURCE = Path(msp_dialogue.__file__).parent

CELL = re.compile(r"<t[hd].*?</t[hd]>", re.DOTALL)


def lines(page: str) -> list[tuple[str, ...]]:
    """Who and what of each line."""
    rows = re.findall(r"<tr.*?</tr>", page.split("<tbody")[1], re.DOTALL)
    return [tuple(" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in CELL.findall(row)[1:]) for row in rows]


def test_everything_done_stands_there_newest_first_with_names_and_words(site: Site) -> None:
    wendy, walter, enquiry = site.worker(), site.worker("walter"), site.enquiry()
    Talk.begin(wendy, enquiry).up_to_want()
    walter.get(f"/enquiries/{enquiry}")
    led(site, enquiry)

    page = manager(site).get(f"/enquiries/{enquiry}/looked").text

    shown = lines(page)
    assert ("Walter", "Looked at it") in shown
    assert shown.index(("Walter", "Looked at it")) < shown.index(("Wendy", "Started a conversation"))
    assert any(who == "Wendy" and what.startswith("Recorded an answer") for who, what in shown)
    assert not any("_" in what for _who, what in shown)


def test_reading_it_is_noted_and_stands_there_the_next_time(site: Site) -> None:
    mona, enquiry = manager(site), site.enquiry()
    mona.get(f"/enquiries/{enquiry}/looked")

    assert lines(mona.get(f"/enquiries/{enquiry}/looked").text)[0] == ("Mona", "Looked at who looked")


def test_only_the_lead_worker_and_the_teams_manager_see_it(site: Site) -> None:
    enquiry = led(site, site.enquiry())
    path = f"/enquiries/{enquiry}/looked"

    assert site.worker().get(path).status_code == manager(site).get(path).status_code == 200
    assert site.worker("walter").get(path).status_code == 404
    assert manager(site, "moira", team="South").get(path).status_code == 404


def test_a_long_list_is_shown_a_page_at_a_time(site: Site) -> None:
    enquiry = led(site, site.enquiry())
    wendy, walter = site.worker(), site.worker("walter")
    for number in range(120):
        (wendy, walter)[number % 2].get(f"/enquiries/{enquiry}")
    first = wendy.get(f"/enquiries/{enquiry}/looked").text
    second = wendy.get(f"/enquiries/{enquiry}/looked/page/2").text

    assert len(lines(first)) == 100
    assert "Older" in first
    assert "Newer" in second
    assert ("Wendy", "Opened the enquiry here, or changed its details 2 times") in lines(second)
    assert wendy.get(f"/enquiries/{enquiry}/looked/page/9").status_code == 404
    assert wendy.get(f"/enquiries/{enquiry}/looked/page/0").status_code == 404


def test_every_event_of_the_record_has_words_there() -> None:
    kinds = {
        node.value.value
        for folder in ("record", "dialogue")
        for file in (SOURCE / folder).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign | ast.AnnAssign) and _names(node) == ["KIND"]
        if isinstance(node.value, ast.Constant)
    }

    assert len(kinds) > 20
    assert kinds - DEEDS.keys() == set(), "Say in web/pages/looked.py what each of these is called."


def _names(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_what_a_handed_over_screen_was_refused_is_not_told_of_a_colleague(site: Site) -> None:
    enquiry = led(site, site.enquiry())
    talk = Talk.begin(site.worker("walter"), enquiry).up_to_want()
    talk.browser.get(f"/enquiries/{enquiry}")
    page = site.worker().get(f"/enquiries/{enquiry}/looked").text

    assert "A screen that was handed over" in page
    assert "a former colleague" not in page
