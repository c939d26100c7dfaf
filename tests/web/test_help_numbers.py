"""An administrator sets the council's own numbers; nobody else reaches the page [Z-02], and nothing typed is lost."""

import re

import pytest

from msp_dialogue import council
from msp_dialogue.accounts import Role
from msp_dialogue.council import MOST_HELP_LINES, HelpLine
from tests.web.site import Browser, Site

NIGHT = {"name": "Out of hours", "number": "01632 960199", "hours": "Nights and weekends"}


@pytest.fixture
def ada(site: Site) -> Browser:
    site.account("ada", Role.ADMINISTRATOR)
    return site.browser().sign_in("ada")


def lines(site: Site) -> tuple[HelpLine, ...]:
    with site.database.reading() as connection:
        return council.help_lines(connection)


def test_the_page_says_what_is_shown_while_there_is_no_number(ada: Browser) -> None:
    assert "No number yet." in ada.get("/settings/help").text


def test_a_number_is_added_changed_moved_and_taken_away(site: Site, ada: Browser) -> None:
    ada.post("/settings/help", {**NIGHT, "name": "Daytime"})
    ada.post("/settings/help", NIGHT)
    first, second = lines(site)
    ada.post(f"/settings/help/{second.id}/up")
    assert [line.name for line in lines(site)] == ["Out of hours", "Daytime"]
    assert 'value="01632 960199"' in ada.get(f"/settings/help/{second.id}").text
    ada.post(f"/settings/help/{second.id}", {**NIGHT, "hours": "From 5pm"})
    ada.post(f"/settings/help/{first.id}/remove")

    assert lines(site) == (HelpLine(second.id, "Out of hours", "01632 960199", "From 5pm"),)
    page = ada.get("/settings/help").text
    assert "From 5pm" in page
    assert "Move up" not in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter whose number it is."),
        ("number", "", "Enter the number."),
        ("number", "ring us", "Enter the number in digits and spaces"),
        ("number", "12", "Enter the number in digits and spaces"),
        ("number", "01632 " + "9" * 40, "Make this shorter"),
        ("hours", "", "Say when somebody answers."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    site: Site, ada: Browser, field: str, typed: str, said: str
) -> None:
    ada.post("/settings/help", NIGHT)
    (line,) = lines(site)

    for path in ("/settings/help", f"/settings/help/{line.id}"):
        reply = ada.post(path, {**NIGHT, field: typed})
        kept = [value for name, value in NIGHT.items() if name != field]

        assert reply.status_code == 422
        assert said in reply.text
        assert all(f'value="{value}"' in reply.text for value in kept)
    assert lines(site) == (line,)


def test_one_too_many_is_refused_with_what_was_typed(site: Site, ada: Browser) -> None:
    for _ in range(MOST_HELP_LINES):
        ada.post("/settings/help", NIGHT)
    reply = ada.post("/settings/help", {**NIGHT, "name": "One more"})

    assert reply.status_code == 422
    assert 'value="One more"' in reply.text
    assert len(lines(site)) == MOST_HELP_LINES


def test_a_number_that_is_not_there_has_no_page(ada: Browser) -> None:
    assert ada.get("/settings/help/none").status_code == 404
    assert ada.post("/settings/help/none", NIGHT).status_code == 404


def test_what_an_administrator_types_is_shown_as_text(site: Site, ada: Browser) -> None:
    ada.post("/settings/help", {**NIGHT, "name": "<b>Day</b>", "hours": "a & b"})

    page = ada.get("/settings/help").text
    assert "&lt;b&gt;Day&lt;/b&gt;" in page
    assert not re.search("<b>Day", page)
    assert lines(site)[0].hours == "a & b"


def test_a_worker_neither_sees_nor_changes_them(site: Site) -> None:
    worker = site.worker()

    assert "/settings/help" not in worker.get("/").text
    assert worker.get("/settings/help").status_code == 403
    assert worker.post("/settings/help", NIGHT).status_code == 403
    assert lines(site) == ()
