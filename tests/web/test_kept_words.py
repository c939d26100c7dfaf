"""A form whose protection does not fit, or that comes too late, gives back every word that was typed into it [C-02].

The forms are those of every page in the URL map that somebody can open, and of every question of a whole conversation.
"""

import html
import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role
from msp_dialogue.database import StorageFailed
from msp_dialogue.web.forms import MOST_APART, MOST_FIELDS
from tests.web.filling import Form, every_form, forms
from tests.web.site import HTTPS, Browser, Site
from tests.web.talking import Talk
from tests.web.test_person_sees import anything

ROLES = (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
SECRET = "a password that is nobody's business"
PUBLIC_FORMS = frozenset({"/sign-in"})


@pytest.fixture
def everybody(site: Site) -> Browser:
    """Somebody with every role that a colleague can have, to whom most forms are open."""
    site.account("wendy", *ROLES)
    return site.browser().sign_in("wendy")


def words_for(form: Form) -> dict[str, str]:
    """Other words for each field of a form."""
    return {name: f"“{name}” said <b>exactly</b> like this" for name in form.typed}


def kept(reply: TestResponse) -> set[str]:
    """What a page gives back to be copied, without what is chosen on some pages in a field that others type into."""
    found = re.findall(r'<textarea[^>]* id="kept-\d+"[^>]*>\n(.*?)</textarea>', reply.text, re.DOTALL)
    return {html.unescape(each) for each in found} - {"North", "too_unwell"}


def send(browser: Browser, form: Form, csrf: str) -> TestResponse:
    """Send a form with words in every field where somebody types, and a secret where one belongs."""
    return browser.post(form.action, {**form.filled(words_for(form)), **dict.fromkeys(form.secret, SECRET)}, csrf=csrf)


def test_a_failed_token_gives_back_the_words_of_every_form_and_nothing_else(site: Site, everybody: Browser) -> None:
    """What is hidden in a form or chosen in it is no use to copy, and a secret is never shown."""
    found = [form for form in every_form(everybody, site.enquiry()) if form.typed]

    assert len(found) >= 8
    for form in found:
        reply = send(everybody, form, "wrong")

        assert reply.status_code == 400, form.action
        assert kept(reply) == set(words_for(form).values()), form.action
        assert SECRET not in reply.text, form.action


def test_nothing_is_stored_when_a_token_fails(site: Site, everybody: Browser) -> None:
    found = every_form(everybody, site.enquiry())
    before = stored(site)
    for form in found:
        send(everybody, form, "wrong")

    assert stored(site) == before


def stored(site: Site) -> dict[str, int]:
    """How many rows each table has, without what is noted of looks and tries."""
    names = [
        name for (name,) in site.database.connection.execute("select name from sqlite_master where type = 'table'")
    ]
    count = site.database.connection.execute
    return {name: count(f"select count(*) from [{name}]").fetchone()[0] for name in names if name not in BESIDE}  # noqa: S608


BESIDE = frozenset({"audit", "attempt", "session"})


def questions(talk: Talk) -> Iterator[tuple[Browser, Form]]:
    """The form of each question of a whole conversation, the worker's and the person's, before it is answered."""
    for _time in range(150):
        page = talk.page
        if 'name="step"' in page.text:
            yield talk.browser, next(form for form in forms(page) if "step" in form.values)
            talk.send(anything(page.text, "Peace"))
        elif "/talk/back" in page.text:
            talk.browser.take_back()
        else:
            return
    raise AssertionError("no end")


def test_a_failed_token_gives_back_what_was_typed_at_every_question(site: Site) -> None:
    asked = 0
    for browser, form in questions(Talk.begin(site.worker(), site.enquiry())):
        reply = send(browser, form, "wrong")
        asked += 1

        assert reply.status_code == 400
        assert kept(reply) == set(words_for(form).values())
    assert asked > 20


def test_who_is_signed_out_meanwhile_gets_their_words_back_too(site: Site, everybody: Browser) -> None:
    found = [form for form in every_form(everybody, site.enquiry()) if form.typed and form.action not in PUBLIC_FORMS]
    with site.database.transaction() as connection:
        connection.execute("delete from session")
    stranger = site.browser()
    csrf = stranger.csrf()
    for form in found:
        reply = send(stranger, form, csrf)

        assert reply.status_code == 401, form.action
        assert kept(reply) == set(words_for(form).values()), form.action


@pytest.mark.parametrize(
    ("problem", "status"), [(StorageFailed("no disk"), 503), (ValueError("somebody's words"), 500)]
)
def test_a_failure_of_the_service_gives_back_the_words_as_well(
    site: Site, everybody: Browser, problem: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[O-08] And says nothing of what failed."""
    found = [form for form in every_form(everybody, site.enquiry()) if form.typed]
    csrf = everybody.csrf()

    def broken(*_given: object, **_named: object) -> None:
        raise problem

    for endpoint in set(site.app.view_functions) - {"static"}:
        monkeypatch.setitem(site.app.view_functions, endpoint, broken)
    for form in found:
        reply = send(everybody, form, csrf)

        assert reply.status_code == status, form.action
        assert kept(reply) == set(words_for(form).values()), form.action
        assert str(problem) not in html.unescape(reply.text)


@pytest.mark.parametrize("path", ["/sign-in", "/talk", "/password/abc", "/nowhere"])
@pytest.mark.parametrize("names", [1, MOST_FIELDS])
def test_more_words_than_any_form_of_ours_has_come_back_as_one_text(site: Site, path: str, names: int) -> None:
    """[L-01] A box for each made a page of 29 MB, in three seconds, of what a stranger sent in 512 kB."""
    words = [f"word {number}" for number in range(MOST_FIELDS)]
    sent = "&".join(f"field-{number % names}={word}" for number, word in enumerate(words))

    reply = sent_as_form(site, path, sent)

    (text,) = kept(reply)
    assert sorted(text.split("\n")) == sorted(words)
    assert len(reply.data) < len(sent) + 10_000


def test_as_many_words_as_a_form_of_ours_may_have_come_back_each_in_its_own_box(site: Site) -> None:
    words = [f"word {number}" for number in range(MOST_APART)]

    assert kept(sent_as_form(site, "/talk", "&".join(f"words={word}" for word in words))) == set(words)


@pytest.mark.parametrize("path", ["/sign-in", "/talk", "/password/abc", "/nowhere"])
def test_a_form_of_more_fields_than_any_of_ours_is_refused_unread(
    site: Site, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[L-01] Reading it three times over cost half a second."""
    monkeypatch.setattr("msp_dialogue.web.forms.parse_qsl", None)
    monkeypatch.setattr("werkzeug.formparser.parse_qsl", None)

    assert sent_as_form(site, path, "&".join(["a=x"] * (MOST_FIELDS + 1))).status_code == 413


def sent_as_form(site: Site, path: str, sent: str) -> TestResponse:
    """What a stranger gets who sends this."""
    return site.app.test_client().post(
        path, data=sent, content_type="application/x-www-form-urlencoded", base_url=HTTPS
    )
