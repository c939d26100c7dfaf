"""Nothing is left untranslated: a walk through every page that whoever answers can meet, in a pseudo-language.

Every text must be in it, but for names, numbers, and what people wrote themselves.
"""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.database import NotConfirmed
from msp_dialogue.languages.languages import Languages, read_languages
from msp_dialogue.record import dialogues
from msp_dialogue.record.library import FlowLibrary, read_flows
from tests.languages import pseudo
from tests.web.copying import printed
from tests.web.site import Site, field_of
from tests.web.talking import Talk
from tests.web.untranslated import english

OWN = "Zzz"
NAMES = ("Adult social care", "Wendy", "Rose", "English", "Esperanto", OWN)  # a language is called by its own name
BESIDE = ("/talk/look", "/talk/help")
LONGEST = 150
IMPOSSIBLE = {
    "do": "answer",
    "words": OWN * 10_000,
    "choice": "nothing",
    "number": "x",
    "day": "x",
    "name-1": OWN * 2_000,
}


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlowLibrary, Languages]:
    """The flows in use and the languages, with the pseudo-language whole."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.write(folder, read_flows())
    flows = read_flows(folder)
    return FlowLibrary(flows), read_languages(flows, folder)


@pytest.fixture
def site(open_site: Callable[..., Site], spoken: tuple[FlowLibrary, Languages]) -> Site:
    """The application, which speaks it too."""
    library, languages = spoken
    return open_site(speaks=library, languages=languages)


def begin(site: Site, stage: str = "beginning", *, enquiry: str | None = None) -> Talk:
    return Talk.begin(site.worker(), enquiry or site.enquiry(), stage, language=pseudo.CODE)


def persons_pages(talk: Talk, *, voice: str) -> Iterator[TestResponse]:
    """Hold a whole conversation: every page of the person's part, and of each kind what is beside it and its errors."""
    kinds: set[str] = set()
    for _ in range(LONGEST):
        page = talk.page
        if "For the worker" in page.text:
            send(talk, page, _workers(page.text, voice))
        elif 'name="step"' in page.text:
            yield page
            kind = "".join(sorted(set(re.findall(r'<(?:input|textarea|select)[^>]* name="([a-z]*)', page.text))))
            if kind not in kinds:
                kinds.add(kind)
                yield from (talk.browser.get(path) for path in BESIDE)
                yield from (send(talk, page, form) for form in (IMPOSSIBLE, {"do": "add"}))
                wrong = send(talk, page, {"do": "answer"})
                if wrong.status_code == 303:  # there was nothing to choose or to write
                    continue
                yield wrong
            send(talk, page, _persons(page.text))
        elif "/talk/back" in page.text:
            yield page
            talk.browser.take_back()
        else:
            return
    raise AssertionError("no end")


def send(talk: Talk, page: TestResponse, form: Mapping[str, str]) -> TestResponse:
    """Send the form of a page that is there already."""
    fields = {"step": field_of(page, "step"), **form}
    return talk.browser.post("/talk", fields, csrf=field_of(page, "csrf_token"))


def _workers(page: str, voice: str) -> dict[str, str]:
    if 'name="choice" value="representative"' in page:
        return {"do": "answer", "choice": voice}
    return _persons(page)


def _persons(page: str) -> dict[str, str]:
    """The first answer that is offered, in somebody's own words where those are asked for."""
    fields = dict.fromkeys(re.findall(r'name="((?:words|name|relation)[^"]*)"', page), OWN)
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([^"]*)" value="([^"]*)"', page):
        fields.setdefault(name, value)
    return {"do": "answer", **fields} if fields or 'value="skipped"' not in page else {"non_answer": "skipped"}


def left(pages: Iterator[TestResponse]) -> dict[str, list[str]]:
    """What is English, by the heading of the page that it was seen on first."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for text in english(page.text, NAMES) if page.status_code != 303 else ():
            found.setdefault(text, []).append(f"{page.status_code} {page.request.path}")
    return found


@pytest.mark.parametrize("voice", ["adult", "representative"])
@pytest.mark.parametrize("stage", ["beginning", "middle", "closure"])
def test_no_page_of_the_person_has_anything_left_in_english(site: Site, stage: str, voice: str) -> None:
    enquiry = site.enquiry()
    if stage != "beginning":
        list(persons_pages(begin(site, enquiry=enquiry), voice="adult"))

    assert left(persons_pages(begin(site, stage, enquiry=enquiry), voice=voice)) == {}


def persons_screen(site: Site, reference: str = "E-1") -> Talk:
    """A screen that was handed over, at the first question."""
    talk = begin(site, enquiry=site.enquiry(reference))
    for page in iter(lambda: talk.page, None):
        if "For the worker" not in page.text:
            return talk
        send(talk, page, _workers(page.text, "adult"))
    raise AssertionError("never handed over")


def test_a_screen_that_rests_or_was_hidden_has_nothing_in_english(site: Site) -> None:
    stopped, hidden = persons_screen(site), persons_screen(site, "E-2")

    stopped.send({"do": "stop"})
    hidden.browser.post("/talk/hide")
    late = hidden.browser.post("/talk", {"step": "x", "do": "answer", "words": OWN})

    assert left(iter((stopped.page, hidden.page, late))) == {}
    assert "⟦Wé hávé stóppéd fór nów⟧" in stopped.page.text


def test_what_goes_wrong_is_told_in_the_language_of_the_conversation(site: Site) -> None:
    """A form that was open too long, of another conversation, or of a question that was answered meanwhile; no page."""
    talk = persons_screen(site)
    old, answer = talk.step(), _persons(talk.page.text)
    expired = talk.browser.post("/talk", {"step": old, "do": "answer", "words": OWN}, csrf="wrong")
    another = talk.browser.post("/talk", {"step": "wrong", "do": "answer", "words": OWN})
    nothing = talk.browser.get("/enquiries/none")
    talk.send(answer)
    conflict = talk.send(answer, step=old)

    pages = (expired, another, nothing, conflict)
    assert [page.status_code for page in pages] == [400, 409, 404, 409]
    assert left(iter(pages)) == {}


def test_a_full_disk_is_told_in_the_language_of_the_conversation(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = persons_screen(site)
    page = talk.page

    def full(*_: object, **__: object) -> None:
        raise NotConfirmed("disk full")

    monkeypatch.setattr(dialogues, "step", full)

    assert left(iter((send(talk, page, {"do": "answer", "choice": "as_now"}),))) == {}


def test_every_page_of_the_person_says_its_language_and_its_direction(site: Site) -> None:
    talk = persons_screen(site)
    pages = [talk.page, *(talk.browser.get(path) for path in BESIDE)]

    assert [re.findall(r'<html lang="(\w+)" dir="(\w+)"', page.text) for page in pages] == [[("eo", "ltr")]] * 3


def test_the_workers_part_stays_english_and_the_screen_is_english_again_once_it_is_taken_back(site: Site) -> None:
    talk = begin(site)

    assert '<html lang="en" dir="ltr"' in talk.page.text
    assert pseudo.OPENS not in talk.page.text
    assert pseudo.OPENS not in talk.browser.get("/talk/help").text


def test_the_page_that_takes_a_screen_back_is_english_since_staff_read_it(site: Site) -> None:
    back = persons_screen(site).browser.get("/talk/back")

    assert '<main class="talk talk--rest" lang="en" dir="ltr">' in back.text


def test_the_persons_copy_is_in_the_language_of_their_last_conversation(site: Site) -> None:
    enquiry = site.enquiry()
    talk = begin(site, enquiry=enquiry)
    list(persons_pages(talk, voice="adult"))

    for form in ("page", "easy-page"):
        page = printed(talk.browser, enquiry, form).text
        copy = re.search(r'<(\w+)[^>]* lang="eo" dir="ltr".*?</\1>', page, re.DOTALL)
        assert copy
        assert pseudo.pseudo("What you told us") in copy[0]
        quoted = re.findall(r'<blockquote [^>]*by-(\w+)[^>]* lang="(\w*)"', page)
        assert set(quoted) == {("person", ""), ("council", "en")}
        assert english(f"<!DOCTYPE html><title></title>{copy[0]}", NAMES) == []
