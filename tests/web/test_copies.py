"""Giving the person a copy: it is asked first whether it is safe, and what was asked and given is recorded."""

import html
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from msp_dialogue import copies, optional
from msp_dialogue.copies import FORMS, Form, FormProblem
from msp_dialogue.optional import Tool
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.web import errors
from tests.web.copying import made, printed, say_safe
from tests.web.site import HTTPS, Browser, Site, heading
from tests.web.talking import BEFORE_THE_PERSON, Talk
from tests.web.telling import told

FILES = [form for form, kind in FORMS.items() if kind.make]


@pytest.fixture
def wendy(site: Site) -> Browser:
    """A worker of the enquiry's team."""
    return site.worker()


def page(browser: Browser, enquiry: str) -> str:
    return html.unescape(browser.get(f"/enquiries/{enquiry}/copy").text)


def events(site: Site) -> list[tuple[str, object]]:
    rows = site.database.connection.execute("select kind, value from event where kind like 'copy_%' order by seq")
    return [(kind, json.loads(value)) for kind, value in rows]


def trail(site: Site) -> list[tuple[str, str]]:
    rows = site.database.connection.execute("select action, thing from audit where action like 'copy_%' order by id")
    return [tuple(row) for row in rows]


def test_it_is_asked_first_and_no_form_is_there_before_the_answer(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry(call_name="Rose")
    asked = page(wendy, enquiry)

    assert "Is it safe for Rose to keep a copy?" in asked
    assert "PDF" not in asked
    assert f"/enquiries/{enquiry}/copy/" not in asked


def test_after_yes_the_forms_are_there(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    shown = page(wendy, enquiry)

    for name in ("Normal print", "Large print, 18 point", "Very large print, 24 point", "Easy read with pictures"):
        assert name in shown
    assert "Word" in shown
    assert "in the folder Downloads" in shown


@pytest.mark.parametrize(
    ("answer", "words"), [("no", "not safe for them to keep a copy"), ("not_sure", "nobody is sure that it is safe")]
)
def test_after_no_or_not_sure_it_is_offered_to_keep_it_for_them_and_nothing_can_be_made(
    site: Site, wendy: Browser, answer: str, words: str
) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    say_safe(wendy, enquiry, answer)
    shown = page(wendy, enquiry)

    assert words in shown
    assert "We keep it for you." in shown
    assert "Normal print" not in shown
    for form in Form:
        assert made(wendy, enquiry, form).headers.get("Location") == f"/enquiries/{enquiry}/copy"
    assert wendy.get(f"/enquiries/{enquiry}/copy/page").headers["Location"] == f"/enquiries/{enquiry}/copy"
    assert [kind for kind, _ in events(site)] == ["copy_asked", "copy_asked"]


def test_an_answer_has_to_be_chosen(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    for form in ({}, {"safe": "perhaps"}):
        reply = wendy.post(f"/enquiries/{enquiry}/copy", form)

        assert reply.status_code == 422
        assert "Choose whether it is safe." in reply.text
    assert events(site) == []


def test_the_answer_counts_for_this_visit_and_this_worker_alone(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    colleague = site.worker("walter")

    assert "Normal print" not in page(colleague, enquiry)
    site.clock.at += timedelta(minutes=29)
    assert "Normal print" in page(site.worker(), enquiry)
    site.clock.at += timedelta(minutes=1)
    assert "Normal print" not in page(site.worker(), enquiry)
    assert made(site.worker(), enquiry, "word").status_code == 303


def test_a_colleague_who_hears_that_it_is_not_safe_ends_what_another_heard(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    say_safe(site.worker("walter"), enquiry, "no")

    assert "Normal print" not in page(wendy, enquiry)


def test_every_question_and_every_copy_is_an_event_with_its_row_in_the_trail(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    made(wendy, enquiry, "word")
    printed(wendy, enquiry, "page-24")

    assert events(site) == [
        ("copy_asked", {"safe": "yes"}),
        ("copy_made", {"form": "word"}),
        ("copy_asked", {"safe": "yes"}),
        ("copy_made", {"form": "page-24"}),
    ]
    written = ["copy_asked", "copy_made", "copy_asked", "copy_made", "copy_seen"]
    assert trail(site) == [(action, enquiry) for action in written]


def test_the_same_submission_is_noted_once_and_gets_the_same_reply(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    for _twice in range(2):
        assert wendy.post(f"/enquiries/{enquiry}/copy", {"safe": "yes", "token": "one"}).status_code == 303
    files = [made(wendy, enquiry, "word", token="two") for _twice in range(2)]

    assert [file.status_code for file in files] == [200, 200]
    assert files[0].mimetype == files[1].mimetype
    assert [kind for kind, _ in events(site)] == ["copy_asked", "copy_made"]


def test_a_no_after_a_stalled_yes_takes_the_forms_away_though_the_page_is_the_same(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    for answer in ("yes", "no"):
        assert wendy.post(f"/enquiries/{enquiry}/copy", {"safe": answer, "token": "one"}).status_code == 303

    assert "not safe for them to keep a copy" in page(wendy, enquiry)
    assert f"/enquiries/{enquiry}/copy/" not in page(wendy, enquiry)
    assert made(wendy, enquiry, "word").mimetype == "text/html"


def test_the_enquiry_tells_when_and_in_which_forms_a_copy_was_given(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    printed(wendy, enquiry, "page-18")
    made(wendy, enquiry, "word")
    site.clock.at += timedelta(days=1)
    say_safe(site.worker(), enquiry, "not_sure")
    shown = site.worker().get(f"/enquiries/{enquiry}").text

    assert "2 March 2026, by Wendy: Large print, 18 point; Word" in shown
    assert "3 March 2026, noted by Wendy: not sure whether it is safe" in shown


@pytest.mark.parametrize("form", FILES)
def test_a_file_is_a_download_with_a_neutral_name_that_no_browser_keeps(
    site: Site, wendy: Browser, library: FlowLibrary, form: Form
) -> None:
    if form not in copies.offered("en"):
        pytest.skip(f"the tool for {form} does not work here")
    enquiry = told(site, library, "one_clear_outcome").enquiry
    say_safe(wendy, enquiry)
    file = made(wendy, enquiry, form)

    assert file.status_code == 200
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Disposition"] == f'attachment; filename="what-you-told-us{FORMS[form].ending}"'
    assert file.mimetype == FORMS[form].media_type
    assert len(file.data) > 100


@pytest.mark.parametrize("form", Form)
def test_a_name_with_signs_that_are_no_letters_spoils_no_form(site: Site, wendy: Browser, form: Form) -> None:
    if form not in copies.offered("en"):
        pytest.skip(f"the tool for {form} does not work here")
    enquiry = site.enquiry(call_name="A\uffff\u202eb")
    say_safe(wendy, enquiry)

    assert made(wendy, enquiry, form).status_code in {200, 303}
    assert FORMS[form].make or wendy.get(f"/enquiries/{enquiry}/copy/{form}").status_code == 200


def test_a_form_whose_tool_is_missing_is_neither_shown_nor_made(
    site: Site, wendy: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = optional.works

    def works(tool: Tool) -> bool:
        return tool is not optional.BRAILLE and there(tool)

    monkeypatch.setattr(optional, "works", works)
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    shown = page(wendy, enquiry)

    assert "Braille" not in shown
    assert "Word" in shown
    assert made(wendy, enquiry, "braille-2").status_code == 404


def test_a_form_that_fails_is_not_noted_and_another_can_be_chosen(
    site: Site, wendy: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object, **_more: object) -> None:
        raise FormProblem("it went wrong")

    monkeypatch.setattr(copies, "make", fails)
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)
    reply = made(wendy, enquiry, "word")

    assert reply.status_code == 422
    assert "This form could not be made just now" in reply.text
    assert [kind for kind, _ in events(site)] == ["copy_asked"]


def test_where_too_much_was_said_for_a_form_another_is_named(
    site: Site, wendy: Browser, library: FlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMS, Form.WORD, replace(FORMS[Form.WORD], longest=100))
    enquiry = told(site, library, "one_clear_outcome").enquiry
    say_safe(wendy, enquiry)
    reply = made(wendy, enquiry, "word")

    assert reply.status_code == 422
    assert "Too much was said for this form" in reply.text
    assert [kind for kind, _ in events(site)] == ["copy_asked"]


def test_there_is_no_form_of_another_name(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry()
    say_safe(wendy, enquiry)

    assert made(wendy, enquiry, "enormous").status_code == 404
    assert wendy.get(f"/enquiries/{enquiry}/copy/enormous").status_code == 404
    assert wendy.get(f"/enquiries/{enquiry}/copy/word").status_code == 404


def chosen(site: Site, *choices: str) -> str:
    """An enquiry whose person said how they like to talk."""
    enquiry = site.enquiry()
    talk = Talk.begin(site.worker(), enquiry)
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)
    talk.say({"choice": list(choices)})
    return enquiry


@pytest.mark.parametrize(
    ("choice", "first", "file"),
    [
        ("large_print", "make-page-18", "make-pdf-18"),
        ("pictures", "make-easy-page", "make-easy-pdf"),
        ("plain_words", "make-easy-page", "make-easy-pdf"),
        ("read_aloud", "make-page", "make-sound"),
    ],
)
def test_the_form_that_fits_how_they_like_to_talk_comes_first(site: Site, choice: str, first: str, file: str) -> None:
    enquiry, wendy = chosen(site, choice), site.worker()
    say_safe(wendy, enquiry)
    shown = page(wendy, enquiry)
    buttons = re.findall(r'id="(make-[a-z0-9-]+)"', shown)
    wanted = [name for name in (first, file) if name.removeprefix("make-") in copies.offered("en")]

    assert [name for name in buttons if name in {first, file}] == wanted
    assert buttons[0] == first
    assert "Fits how they like to talk" in shown


def test_whoever_likes_plain_words_gets_them_in_every_form(site: Site) -> None:
    wendy = site.worker()
    easy, usual = chosen(site, "plain_words"), site.enquiry("E-2")

    large = printed(wendy, easy, "page-24").text
    assert "Is something here wrong?" in large
    assert "copy-row" not in large
    assert "Is something here not right" in printed(wendy, usual).text


@pytest.mark.parametrize(
    ("form", "size"), [("page", 13), ("page-18", 18), ("page-24", 24), ("easy-page", 18)], ids=lambda value: str(value)
)
def test_the_page_to_print_has_its_size_and_a_neutral_title(site: Site, wendy: Browser, form: str, size: int) -> None:
    shown = printed(wendy, site.enquiry(), form)

    assert heading(shown) == "What you told us"
    assert "<title>What you told us</title>" in shown.text
    assert f"app-copy--{size}" in shown.text
    assert ("copy-easy" in shown.text) == (form == "easy-page")


def test_easy_read_has_one_idea_a_line_with_pictures_that_say_nothing_of_their_own(
    site: Site, wendy: Browser, library: FlowLibrary
) -> None:
    enquiry = told(site, library, "three_outcomes_one_of_each_rating").enquiry
    easy, usual = printed(wendy, enquiry, "easy-page").text, printed(wendy, enquiry).text

    assert "pictures/all.svg" in easy
    assert easy.count("<img") == easy.count('alt=""') > 2
    assert "<img" not in usual[usual.index("<main") :]


def test_where_others_are_being_made_a_page_of_ours_says_so_and_nothing_is_noted(site: Site, wendy: Browser) -> None:
    enquiry = site.enquiry(call_name="Rose")
    say_safe(wendy, enquiry)
    before = events(site)
    reply = wendy.client.post(
        f"/enquiries/{enquiry}/copy/pdf",
        data={"csrf_token": wendy.csrf()},
        base_url=HTTPS,
        headers={"Sec-Fetch-Site": "same-origin"},
        environ_overrides={errors.BUSY: True},
    )

    assert reply.status_code == 503
    assert reply.headers["Retry-After"] == "60"
    assert reply.headers["Cache-Control"] == "no-store"
    assert heading(reply) == "Wait a minute"
    assert "nothing was made or noted" in reply.text
    assert events(site) == before
