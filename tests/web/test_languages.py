"""In which language a conversation is held: what a worker chooses, and what whoever answers can change."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import g

from msp_dialogue.languages.languages import ENGLISH_ONLY, Languages, read_languages
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.web.language import speak
from msp_dialogue.web.listening import wording
from msp_dialogue.web.service import EXTENSION, service_of
from tests.languages import pseudo
from tests.web.copying import say_safe
from tests.web.site import Browser, Site, field_of
from tests.web.talking import Talk

TALK = pseudo.pseudo("How shall we talk?")
DRAFT = "Esperanto – Esperanto (draft, not checked)"


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlowLibrary, Languages]:
    """The flows in use and the languages, with the pseudo-language as a draft that the council offers."""
    folder: Path = tmp_path_factory.mktemp("drafted")
    pseudo.write(folder, read_flows(), by=None)
    flows = read_flows(folder)
    return FlowLibrary(flows), read_languages(flows, folder, drafts=True, only=(pseudo.CODE,))


@pytest.fixture
def site(open_site: Callable[..., Site], drafted: tuple[FlowLibrary, Languages]) -> Site:
    """The application of a council that offers it."""
    library, languages = drafted
    return open_site(speaks=library, languages=languages)


def at_the_first_question(talk: Talk, sitting: str = "worker_typed") -> Talk:
    answers = (
        {"choice": "adult"},
        {"name-1": "Rose", "relation-1": "the adult"},
        {"choice": "alone"},
        {"choice": "yes"},
    )
    for answer in (*answers, {"choice": "none"}, {"choice": "none"}, {"choice": "no"}, {"choice": "face_to_face"}):
        talk.say(answer)
    talk.say({"choice": sitting})
    talk.say({})
    assert TALK in talk.page.text
    return talk


def begin(browser: Browser, enquiry: str) -> Talk:
    return Talk.begin(browser, enquiry, language=pseudo.CODE)


def test_a_worker_chooses_among_the_languages_offered_and_a_draft_is_named_as_one(site: Site) -> None:
    page = site.worker().get(f"/enquiries/{site.enquiry()}").text

    assert re.findall(r'<option value="(\w+)"( selected)?>([^<]*)</option>', page)[:2] == [
        ("en", " selected", "English"),
        ("eo", "", DRAFT),
    ]


def test_the_page_of_the_copy_names_its_language_and_that_it_is_a_draft(site: Site) -> None:
    browser, enquiry = site.worker(), site.enquiry()
    say_safe(browser, enquiry)
    assert "Language of the copy: English" in browser.get(f"/enquiries/{enquiry}/copy").text
    begin(browser, enquiry)

    assert f"Language of the copy: {DRAFT}" in browser.get(f"/enquiries/{enquiry}/copy").text


def test_where_nothing_but_english_is_offered_nobody_is_asked_for_a_language(open_site: Callable[..., Site]) -> None:
    site = open_site()

    assert "Language of the questions" not in site.worker().get(f"/enquiries/{site.enquiry()}").text


@pytest.mark.parametrize("language", ["pl", "xx", "../eo"])
def test_a_conversation_begins_in_no_language_that_is_not_offered(site: Site, language: str) -> None:
    form = {"token": "t" * 32, "language": language}

    assert site.worker().post(f"/enquiries/{site.enquiry()}/conversations/beginning", form).status_code == 404


def test_the_next_conversation_of_the_adult_is_offered_in_the_language_of_the_last(site: Site) -> None:
    enquiry = site.enquiry()
    talk = begin(site.worker(), enquiry)
    talk.browser.post("/talk/done")

    page = talk.browser.get(f"/enquiries/{enquiry}").text

    assert f'<option value="eo" selected>{DRAFT}' in page
    told = page[page.index("Language of the questions</dt>") :]
    assert DRAFT in told[: told.index("</div>")]


@pytest.mark.parametrize(("offered", "held"), [(True, "eo"), (False, "en")])
def test_where_no_language_is_named_it_is_the_last_one_as_long_as_that_is_offered(
    site: Site, offered: bool, held: str
) -> None:
    enquiry = site.enquiry()
    begin(site.worker(), enquiry)
    if not offered:
        site.app.extensions[EXTENSION] = replace(service_of(site.app), languages=ENGLISH_ONLY)

    Talk.begin(site.worker(), enquiry, "middle")

    with site.database.reading() as connection:
        query = "select value from event where kind = 'started' order by rowid desc"
        assert json.loads(connection.execute(query).fetchone()[0])["language"] == held


def test_while_a_worker_types_each_question_and_answer_stands_in_both_languages(site: Site) -> None:
    page = at_the_first_question(begin(site.worker(), site.enquiry())).page.text

    assert re.search(rf'<h1 id="question" tabindex="-1" lang="eo" dir="ltr">\s*{re.escape(TALK)}', page)
    assert '<span class="beside">How shall we talk?</span>' in page
    assert re.search(r'<bdi lang="eo" dir="ltr">⟦[^<]*⟧</bdi> <span class="beside">Large print</span>', page)
    assert "a draft that nobody has checked:</" not in page
    assert DRAFT in page


def test_english_stands_beside_it_on_the_persons_screen_where_that_is_wanted(site: Site) -> None:
    talk = at_the_first_question(begin(site.worker(), site.enquiry()), "handed_over")
    assert "beside" not in talk.page.text

    look = talk.browser.get("/talk/look")
    talk.browser.post("/talk/look", {"step": field_of(look, "step"), "beside": "with"})

    assert '<span class="beside" lang="en" dir="ltr">How shall we talk?</span>' in talk.page.text
    assert DRAFT not in talk.page.text


def test_whoever_answers_changes_the_language_and_can_change_it_back(site: Site) -> None:
    talk = at_the_first_question(begin(site.worker(), site.enquiry()), "handed_over")

    for code, heading in (("en", "How shall we talk?"), ("eo", TALK)):
        look = talk.browser.get("/talk/look")
        talk.browser.post("/talk/look", {"step": field_of(look, "step"), "language": code})
        assert heading in talk.page.text
        assert f'<html lang="{code}"' in talk.page.text


def test_nobody_changes_to_a_language_that_is_not_offered(site: Site) -> None:
    talk = at_the_first_question(begin(site.worker(), site.enquiry()), "handed_over")
    look = talk.browser.get("/talk/look")

    assert talk.browser.post("/talk/look", {"step": field_of(look, "step"), "language": "pl"}).status_code == 404


def test_each_answer_names_the_language_it_was_given_in_and_workers_read_it_in_english(site: Site) -> None:
    enquiry = site.enquiry()
    talk = at_the_first_question(begin(site.worker(), enquiry))
    talk.say({"choice": "large_print"})

    with site.database.reading() as connection:
        said = connection.execute("select wording from event where question = 'talk' and kind = 'answered'").fetchone()
        words = connection.execute("select words from answer where question = 'talk'").fetchone()
    assert said[0].startswith("eo:")
    assert words[0] == "Large print"


def test_fixed_wording_is_in_its_own_language_whatever_page_asks_for_it_first(site: Site) -> None:
    with site.app.test_request_context():
        speak("en")
        said = {fixed.text for fixed in wording(pseudo.CODE).places}

    assert pseudo.pseudo("You said you wanted:") in said
    assert "You said you wanted:" not in said


def test_what_a_translation_says_is_text_and_never_markup(site: Site) -> None:
    page = site.app.jinja_env.from_string("{{ _('Questions') }} {{ _('For %(name)s', name=name) }}")
    with site.app.test_request_context("/"):
        g.page_words = {"Questions": "<b>Pytania</b>"}

        assert page.render(name="<i>Rose</i>") == "&lt;b&gt;Pytania&lt;/b&gt; For &lt;i&gt;Rose&lt;/i&gt;"
