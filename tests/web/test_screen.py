"""The screen changes hands: what handing over ends and begins, what a handed-over screen reaches, how it comes back.

Checklist: H-01, H-02, H-03, H-04, H-08, H-16, H-17, H-18, S-03, Z-06.
"""

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role
from msp_dialogue.record import seals
from msp_dialogue.record.streams import By
from msp_dialogue.web.access import ACCESS, NEVER_ASKED, PERSON_MAY
from msp_dialogue.web.routes.screen import WRONG_TRIES
from tests.web.site import HTTPS, PASSWORD, Browser, Site, body_of, heading
from tests.web.talking import BEFORE_THE_PERSON, HANDED_OVER, Talk
from tests.web.test_access import path_of

COOKIE = "__Host-session"
WITHOUT_A_PROVIDER = {endpoint for endpoint in PERSON_MAY if not endpoint.startswith("single_sign_on.")}
RESTING, STAFF = "This screen is resting", "For staff: sign in"


@pytest.fixture
def talk(site: Site) -> Talk:
    """A handed-over screen, at What do you want to happen."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


def cookie(browser: Browser) -> str:
    """The value that this browser is known by."""
    found = browser.client.get_cookie(COOKIE, domain="dialogue.example")
    assert found is not None
    return found.value


def with_cookie(site: Site, value: str) -> Browser:
    """Another browser with the same cookie, as whoever copied it has."""
    browser = site.browser()
    browser.client.set_cookie(COOKIE, value, domain="dialogue.example", secure=True)
    return browser


def kinds(site: Site) -> list[str]:
    """The kinds of the sessions that live."""
    return [kind for (kind,) in site.database.connection.execute("select kind from session order by kind")]


def set_cookie(reply: TestResponse) -> str:
    """The new value that a reply gives the browser; empty without one."""
    given = [each for each in reply.headers.getlist("Set-Cookie") if each.startswith(f"{COOKIE}=")]
    return given[0].split(";")[0].removeprefix(f"{COOKIE}=") if given else ""


def last_of_the_trail(site: Site) -> str:
    """The newest row of the trail."""
    return str(site.database.connection.execute("select * from audit order by rowid desc").fetchone())


def test_handing_over_ends_the_workers_session_and_gives_the_browser_another(site: Site) -> None:
    """[H-01]"""
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON[:-1]:
        talk.say(answer)
    before = cookie(talk.browser)
    assert kinds(site) == ["full"]

    reply = talk.send({"do": "answer"})

    assert set_cookie(reply) not in {"", before}
    assert kinds(site) == ["person"]
    old = with_cookie(site, before)
    for path in ("/", f"/enquiries/{talk.enquiry}", "/talk"):
        assert old.get(path).headers["Location"] == "/sign-in"
    assert talk.question == "How shall we talk?"


def test_a_handed_over_screen_reaches_its_own_few_pages_and_the_rest_is_not_there(site: Site, talk: Talk) -> None:
    """[H-02] Every rule and method there is; what is refused looks the same whatever it was."""
    assert _reached(site, talk) == WITHOUT_A_PROVIDER


def test_a_screen_at_rest_reaches_no_more(site: Site, talk: Talk) -> None:
    """[H-02]"""
    talk.browser.post("/talk/hide")
    assert kinds(site) == ["locked"]

    assert _reached(site, talk) == WITHOUT_A_PROVIDER


def _reached(site: Site, talk: Talk) -> set[str]:
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    csrf, reached, refusals = talk.browser.csrf(), set(), set()
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint in NEVER_ASKED:
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            browser = with_cookie(site, cookie(talk.browser))
            path = path_of(rule, talk.enquiry).replace("0" * 32, dialogue)
            form = {"csrf_token": csrf} if method == "POST" else None
            reply = browser.client.open(path, method=method, data=form, base_url=HTTPS)
            if reply.status_code != 404:
                reached.add(rule.endpoint)
            else:
                refusals.add(len(reply.data))
    assert len(refusals) == 1
    return reached


def test_what_a_handed_over_screen_reaches_is_decided_in_one_place(site: Site) -> None:
    """[H-03] No endpoint answers it by being new."""
    assert set(ACCESS) > PERSON_MAY | NEVER_ASKED
    assert not any(endpoint.startswith(("enquir", "accounts", "export", "copy")) for endpoint in PERSON_MAY)


def test_a_screen_is_not_handed_over_before_all_is_recorded_that_must_be(site: Site) -> None:
    """[H-18] Not by its address either."""
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON:
        talk.browser.post("/talk/hand-over")
        assert kinds(site) == ["full"]
        talk.say(answer)

    assert kinds(site) == ["person"]


def test_where_it_is_not_safe_to_talk_the_screen_is_not_handed_over(site: Site) -> None:
    """[H-18]"""
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON[:3]:
        talk.say(answer)
    talk.say({"choice": "no"})
    for answer in ({}, {"non_answer": "skipped"}):
        talk.browser.post("/talk/hand-over")
        talk.send({"do": "answer", **answer})

    assert kinds(site) == ["full"]


def test_a_worker_who_types_keeps_the_screen(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")

    assert kinds(site) == ["full"]
    assert "Hide screen" not in talk.page.text
    talk.say({"words": "Peace"})
    assert "handed_over" not in last_of_the_trail(site)


def test_what_a_handed_over_screen_answers_is_recorded_as_that(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})

    row = site.database.connection.execute("select recorded_by from event where question = 'want'").fetchone()
    assert row == (site.account("wendy").id,)
    assert "handed_over" in last_of_the_trail(site)


def test_nobody_at_a_handed_over_screen_answers_in_the_workers_part(site: Site) -> None:
    """[Z-06] A form of the worker's part, copied before the screen was handed over."""
    talk = Talk.begin(site.worker(), site.enquiry())
    first = talk.step()
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)

    reply = talk.send({"do": "answer", "choice": "representative"}, step=first)

    assert reply.status_code == 409
    assert talk.question == "How shall we talk?"


def test_the_worker_takes_the_screen_back_by_signing_in(site: Site, talk: Talk) -> None:
    """[H-04] With a name and a password; then it is the worker's turn again, with the same conversation."""
    before = cookie(talk.browser)

    reply = talk.browser.take_back()

    assert set_cookie(reply) not in {"", before}
    assert kinds(site) == ["full"]
    assert with_cookie(site, before).get("/talk").headers["Location"] == "/sign-in"
    assert talk.question.startswith("The next questions are for Rose")


def test_a_colleague_of_the_same_team_takes_it_back_in_their_own_name(site: Site, talk: Talk) -> None:
    site.account("walter")
    talk.browser.take_back("walter")

    trail = "select actor from audit where action = 'screen_taken_back'"
    assert site.database.connection.execute(trail).fetchone() == (site.account("walter").id,)


def test_somebody_from_another_team_signs_in_and_sees_nothing_of_the_conversation(site: Site, talk: Talk) -> None:
    site.account("sofia", team="South")

    assert talk.browser.take_back("sofia").status_code == 303

    assert talk.page.headers["Location"] == "/"
    assert talk.browser.get(f"/enquiries/{talk.enquiry}").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR])
def test_an_account_that_holds_no_conversations_gets_no_part_in_this_one(site: Site, talk: Talk, role: Role) -> None:
    site.account("adam", role)

    talk.browser.take_back("adam")

    assert talk.page.headers["Location"] == "/"


def test_after_five_wrong_tries_the_screen_lets_go_until_somebody_signs_in_afresh(site: Site, talk: Talk) -> None:
    """[H-04] Also when the tries are minutes apart, and whatever name is tried."""
    for number in range(WRONG_TRIES):
        reply = talk.browser.post("/talk/back", {"name": f"guess {number}", "password": "not this one at all"})
        assert reply.status_code == 422
        assert f"guess {number}" in reply.text
        site.clock.at += timedelta(minutes=2)
    before = cookie(talk.browser)

    reply = talk.browser.take_back()

    assert reply.status_code == 403
    assert heading(reply) == RESTING
    assert set_cookie(reply) not in {"", before}
    assert kinds(site) == []
    assert talk.page.headers["Location"] == "/sign-in"
    assert talk.browser.sign_in("wendy").get("/").status_code == 200


@pytest.mark.parametrize("left_alone", [False, True])
def test_a_screen_at_rest_gives_nobody_another_five_tries(site: Site, talk: Talk, left_alone: bool) -> None:
    """[H-04] Hidden, or come to rest by itself."""
    for number in range(WRONG_TRIES):
        talk.browser.post("/talk/back", {"name": f"guess {number}", "password": "not this one at all"})
        if number == 1:
            site.clock.at += timedelta(minutes=11 if left_alone else 2)
            talk.browser.get("/talk") if left_alone else talk.browser.post("/talk/hide")
            assert kinds(site) == ["locked"]

    assert talk.browser.take_back().status_code == 403
    assert kinds(site) == []


def test_a_right_try_is_not_counted_as_a_wrong_one(site: Site, talk: Talk) -> None:
    for _ in range(WRONG_TRIES + 2):
        talk.browser.take_back()
        talk.browser.post("/talk/hand-over")
        assert kinds(site) == ["person"]


def test_a_wrong_try_says_so_without_saying_what_was_wrong_and_keeps_the_name(talk: Talk) -> None:
    unknown = talk.browser.post("/talk/back", {"name": "nobody", "password": PASSWORD})
    wrong = talk.browser.post("/talk/back", {"name": "wendy", "password": "not this one at all"})

    assert "Something here is not right. Check each part." in unknown.text
    assert body_of(unknown).replace("nobody", "wendy") == body_of(wrong)


def test_the_screen_can_be_handed_over_again_and_goes_on_where_it_was(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    talk.browser.take_back()

    talk.browser.post("/talk/hand-over")

    assert kinds(site) == ["person"]
    assert talk.question == "Is there anything else you want to happen?"


def test_the_worker_can_go_on_by_typing_instead(site: Site, talk: Talk) -> None:
    talk.browser.take_back()

    talk.browser.post("/talk/type-instead", {"token": "once"})

    assert kinds(site) == ["full"]
    assert talk.question == "Ask each question as it is written"
    talk.send({"do": "answer"})
    assert talk.question == "What do you want to happen?"


def test_hiding_the_screen_shows_nothing_and_loses_nothing(site: Site, talk: Talk) -> None:
    """[H-08] One press; what was half typed is there again when a worker hands the screen over anew."""
    talk.say({"words": "Peace"})
    before = cookie(talk.browser)

    reply = talk.browser.post("/talk/hide", {"step": talk.step(), "words-1": "A garden"})

    assert set_cookie(reply) not in {"", before}
    page = talk.page
    assert heading(page) == RESTING
    for word in ("Peace", "garden", "Rose", "Wendy", "E-1"):
        assert word not in page.text
    talk.browser.take_back()
    talk.browser.post("/talk/hand-over")
    assert "A garden" in talk.page.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_screen_left_alone_comes_to_rest(site: Site, talk: Talk, method: str) -> None:
    """[S-03] [H-16] After ten minutes; words that come with the next press wait for the worker."""
    form, before = (
        {"csrf_token": talk.browser.csrf(), "step": talk.step(), "words": "I was thinking"},
        cookie(talk.browser),
    )
    site.clock.at += site.app.extensions["msp_dialogue"].settings.rest_after

    reply = talk.browser.client.open("/talk", method=method, data=form, base_url=HTTPS)

    assert (reply.status_code, reply.headers["Location"]) == (303, "/talk")
    assert set_cookie(reply) not in {"", before}
    assert heading(talk.page) == RESTING
    assert kinds(site) == ["locked"]
    if method == "POST":
        talk.browser.take_back()
        talk.browser.post("/talk/hand-over")
        assert "I was thinking</textarea>" in talk.page.text


@pytest.mark.parametrize("path", ["/talk", "/talk/keep", "/talk/back"])
def test_no_form_that_is_refused_wakes_a_screen_that_was_left_alone(site: Site, talk: Talk, path: str) -> None:
    """[S-03] Such as that of a page of the worker's, still open in another tab; its words are given back [C-02]."""
    talk.say({"words": "Peace"})
    form = {"csrf_token": "of the worker's page", "step": talk.step(), "words": "I was thinking"}
    site.clock.at += site.app.extensions["msp_dialogue"].settings.rest_after

    reply = talk.browser.client.post(path, data=form, base_url=HTTPS)

    assert reply.status_code == 400
    assert "I was thinking</textarea>" in reply.text
    assert talk.page.headers["Location"] == "/talk"
    assert kinds(site) == ["locked"]
    assert heading(talk.page) == RESTING


def test_a_screen_in_use_does_not_come_to_rest(site: Site, talk: Talk) -> None:
    for _ in range(5):
        site.clock.at += timedelta(minutes=9)
        talk.browser.post("/talk/keep", {"step": talk.step(), "words": "slowly"})

    assert talk.question == "What do you want to happen?"


def shut_out(site: Site, talk: Talk, name: str = "walter") -> None:
    """Seal the enquiry to somebody else than whoever handed the screen over."""
    by = By(site.account(name).id, site.clock(), "seal")
    with site.database.transaction() as connection:
        seals.seal(connection, talk.enquiry, [by.actor], by)


def answers_to(site: Site, question: str) -> int:
    """How many there are."""
    query = "select count(*) from event where question = ?"
    return int(site.database.connection.execute(query, [question]).fetchone()[0])


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_screen_comes_to_rest_when_a_seal_shuts_out_whoever_handed_it_over(
    site: Site, talk: Talk, method: str
) -> None:
    """[Z-10] What was typed is kept and is no answer; nothing on the screen tells why it rests."""
    talk.browser.post("/talk/hide")
    told = body_of(talk.page)
    talk.browser.take_back()
    talk.browser.post("/talk/hand-over")
    form = {"csrf_token": talk.browser.csrf(), "step": talk.step(), "do": "answer", "words": "To sleep"}
    before = cookie(talk.browser)
    shut_out(site, talk)

    reply = talk.browser.client.open("/talk", method=method, data=form, base_url=HTTPS)

    assert (reply.status_code, reply.headers["Location"]) == (303, "/talk")
    assert set_cookie(reply) not in {"", before}
    assert kinds(site) == ["locked"]
    assert body_of(talk.page) == told
    assert answers_to(site, "want") == 0
    talk.browser.take_back("walter")
    talk.browser.post("/talk/hand-over")
    assert ("To sleep</textarea>" in talk.page.text) == (method == "POST")


def test_a_screen_comes_to_rest_when_the_hour_of_an_emergency_is_over(site: Site) -> None:
    """[Z-08, Z-10] Decided anew at each request."""
    enquiry, sofia = site.enquiry(), site.worker("sofia", team="South")
    sofia.post("/break-glass", {"reference": "E-1", "reason": "Nobody else is here.", "token": "glass"})
    talk = Talk.begin(sofia, enquiry).up_to_want()
    csrf = talk.browser.csrf()
    for _ in range(7):
        assert talk.question == "What do you want to happen?"
        talk.browser.post("/talk/keep", csrf=csrf)
        site.clock.at += timedelta(minutes=9)

    assert talk.page.headers["Location"] == "/talk"
    assert heading(talk.page) == RESTING
    talk.browser.take_back("sofia")
    assert talk.page.headers["Location"] == "/"


def test_nothing_that_was_kept_is_replaced_from_a_screen_whose_worker_is_shut_out(site: Site, talk: Talk) -> None:
    """Words that can be kept are; others are given back."""
    step = talk.step()
    talk.browser.post("/talk/keep", {"step": step, "words": "To sleep"})
    csrf = talk.browser.csrf()
    shut_out(site, talk)

    reply = talk.browser.post("/talk", {"step": step, "do": "answer", "words": "Nothing at all"}, csrf=csrf)

    assert reply.status_code == 409
    assert "Nothing at all" in reply.text
    assert talk.browser.post("/talk", {"step": step, "words": "To sleep at night"}).status_code == 303
    assert site.database.connection.execute("select fields from draft").fetchall() == [
        ('{"words": ["To sleep at night"]}',)
    ]


@pytest.mark.parametrize("path", ["/talk/keep", "/talk/hide", "/leave"])
def test_words_of_a_page_that_is_left_are_kept_also_when_its_worker_is_shut_out(
    site: Site, talk: Talk, path: str
) -> None:
    step, csrf = talk.step(), talk.browser.csrf()
    shut_out(site, talk)

    assert talk.browser.post(path, {"step": step, "words": "To sleep"}, csrf=csrf).status_code < 400

    assert site.database.connection.execute("select fields from draft").fetchall() == [('{"words": ["To sleep"]}',)]
    assert "person" not in kinds(site)


def test_a_talk_alone_that_is_asked_for_as_the_screen_comes_to_rest_is_heard(site: Site, talk: Talk) -> None:
    step, csrf = talk.step(), talk.browser.csrf()
    shut_out(site, talk)

    assert talk.browser.post("/talk", {"step": step, "do": "more_later"}, csrf=csrf).status_code == 303

    assert heading(talk.page) == RESTING
    assert site.database.connection.execute("select count(*) from signal").fetchone() == (1,)


def test_no_screen_stays_with_whoever_has_it_for_more_than_two_hours(site: Site, talk: Talk) -> None:
    """[S-03]"""
    csrf = talk.browser.csrf()
    for _ in range(15):
        site.clock.at += timedelta(minutes=8)
        talk.browser.post("/talk/keep", csrf=csrf)

    assert heading(talk.page) == RESTING


def test_stopping_and_the_end_put_the_screen_at_rest(site: Site, talk: Talk) -> None:
    """[H-08] [H-17] The rest page says what is kept, and nothing of it."""
    before = cookie(talk.browser)

    reply = talk.send({"do": "stop"})

    assert set_cookie(reply) not in {"", before}
    assert kinds(site) == ["locked"]
    assert STAFF in talk.page.text
    assert "We have stopped for now" in talk.page.text


def test_whoever_has_a_resting_screen_cannot_make_it_go_on(site: Site, talk: Talk) -> None:
    step = talk.step()
    talk.browser.post("/talk/hide")

    talk.browser.post("/talk", {"step": step, "do": "answer", "words": "Peace"})

    assert site.database.connection.execute("select count(*) from event where question = 'want'").fetchone() == (0,)
    assert kinds(site) == ["locked"]


def test_words_that_belong_to_no_question_of_a_resting_screen_are_given_back(talk: Talk) -> None:
    talk.browser.post("/talk/hide")

    reply = talk.browser.post("/talk", {"step": "made up", "words": "Mine"})

    assert reply.status_code == 409
    assert "Mine" in reply.text


def test_a_worker_is_told_before_the_screen_is_handed_over_what_that_does(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in BEFORE_THE_PERSON[: BEFORE_THE_PERSON.index(HANDED_OVER) + 1]:
        talk.say(answer)

    assert "you are signed out on this device" in talk.page.text


def test_what_is_not_there_for_it_is_said_without_a_word_of_other_pages(site: Site, talk: Talk) -> None:
    """[H-05] As when somebody presses Back as far as the worker's pages."""
    page = talk.browser.get(f"/enquiries/{talk.enquiry}")

    assert page.status_code == 404
    assert heading(page) == "There is nothing more here"
    assert "enquir" not in page.text.lower()
    assert '<a class="continue" href="/talk">' in page.text
