"""The conversation page: one question at a time, and every way in which a form can be wrong."""

import json
import re

import pytest

from msp_dialogue.accounts import sessions
from msp_dialogue.answer import LONGEST
from msp_dialogue.record import seals
from msp_dialogue.record.streams import By
from tests.web.site import Browser, Site, body_of, field_of, heading
from tests.web.talking import BEFORE_THE_PERSON, Talk


@pytest.fixture
def talk(site: Site) -> Talk:
    """A first conversation that stands at What do you want to happen."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


def stored(site: Site) -> list[tuple[str, str | None, str | None]]:
    """Question, value and non-answer of every answer in the record, in order."""
    query = "select question, value, non_answer from event where kind = 'answered' order by stream, seq"
    return [tuple(row) for row in site.database.connection.execute(query)]


def half_typed(site: Site) -> list[object]:
    """The fields of everything that is kept half typed."""
    return [json.loads(fields) for (fields,) in site.database.connection.execute("select fields from draft")]


def test_the_whole_way_to_the_first_question_is_stored_answer_by_answer(site: Site, talk: Talk) -> None:
    talk.say({"words": "I want to feel safe at home"})

    assert stored(site)[-1] == ("want", '"I want to feel safe at home"', None)
    assert talk.question == "Is there anything else you want to happen?"


def test_in_easy_words_a_page_to_read_says_one_thing_a_line_instead_of_its_usual_text(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry())
    for answer in (*BEFORE_THE_PERSON, {"choice": "plain_words"}):
        talk.say(answer)

    text = talk.page.text
    assert heading(talk.page) == "What we will talk about"
    assert "<p>You can skip any question.</p>" in text
    assert "<p>You can take a break.</p>" in text
    assert "You can skip a question, take a break or stop." not in text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("😀 home 🏠", "😀 home 🏠"),
        ("أريد أن أكون آمنة", "أريد أن أكون آمنة"),
        ("  two  spaces\n\nand lines ", "  two  spaces\n\nand lines "),
        ("=1+1 <b>&amp;</b> {{7*7}} '\"", "=1+1 <b>&amp;</b> {{7*7}} '\""),
        ("x" * LONGEST, "x" * LONGEST),
    ],
    ids=["emoji", "right to left", "spaces and lines", "signs", "longest"],
)
def test_words_are_kept_exactly_as_they_were_typed(site: Site, talk: Talk, words: str, kept: str) -> None:
    talk.say({"words": words})

    (value,) = site.database.connection.execute("select words from outcome").fetchone()
    assert value == kept


def test_what_cannot_be_stored_is_taken_out_and_said_so(site: Site, talk: Talk) -> None:
    reply = talk.send({"words": "I want \x00peace"})

    assert reply.status_code == 200
    assert "Some characters that cannot be kept were taken out" in reply.text
    assert stored(site)[-1][1] == '"I want peace"'


def test_a_half_of_a_character_is_taken_out(site: Site, talk: Talk) -> None:
    reply = talk.browser.client.post(
        "/talk",
        data=f"csrf_token={talk.browser.csrf()}&step={talk.step()}&words=good%ED%A0%80bye".encode(),
        base_url="https://dialogue.example",
        content_type="application/x-www-form-urlencoded",
    )

    assert "Some characters that cannot be kept were taken out" in reply.text
    assert stored(site)[-1] == ("want", '"goodbye"', None)


@pytest.mark.parametrize("words", ["", "   \n ", "x" * (LONGEST + 1)], ids=["empty", "blank", "too long"])
def test_what_is_no_answer_comes_back_with_the_words_and_stores_nothing(site: Site, talk: Talk, words: str) -> None:
    before = stored(site)

    reply = talk.send({"do": "answer", "words": words})

    assert reply.status_code == 422
    assert "There is a problem" in reply.text
    assert "<title>Error: Questions</title>" in reply.text
    assert words.strip() in reply.text
    assert stored(site) == before


def test_an_option_that_was_not_offered_is_refused(site: Site) -> None:
    """[Z-07]"""
    talk = Talk.begin(site.worker(), site.enquiry())

    reply = talk.send({"choice": "the_cat"})

    assert reply.status_code == 422
    assert stored(site) == []


@pytest.mark.parametrize("reason", ["skipped", "dont_know", "rather_not_say"])
def test_each_way_of_not_answering_is_recorded_as_what_it_is(site: Site, talk: Talk, reason: str) -> None:
    reply = talk.send({"non_answer": reason})

    assert reply.status_code == 303
    assert stored(site)[-1] == ("want", None, reason)


def test_a_required_question_of_the_workers_part_cannot_be_skipped(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry())

    reply = talk.send({"non_answer": "skipped"})

    assert reply.status_code == 422
    assert stored(site) == []


def test_a_double_tap_is_stored_once_and_gets_the_same_reply(site: Site, talk: Talk) -> None:
    step = talk.step()

    replies = [talk.send({"words": "Peace"}, step=step) for _ in range(3)]

    assert [(reply.status_code, reply.headers["Location"]) for reply in replies] == [(303, "/talk")] * 3
    assert [answer for answer in stored(site) if answer[0] == "want"] == [("want", '"Peace"', None)]


def test_two_tabs_conflict_visibly_and_nothing_is_overwritten(site: Site, talk: Talk) -> None:
    first, second = talk.step(), talk.step()
    talk.send({"words": "From the first window"}, step=first)

    reply = talk.send({"words": "From the second window"}, step=second)

    assert reply.status_code == 409
    assert "From the first window" in reply.text
    assert "From the second window" in reply.text
    assert stored(site)[-1][1] == '"From the first window"'


def test_after_a_conflict_the_newer_words_can_be_chosen_and_the_older_stay_on_the_record(
    site: Site, talk: Talk
) -> None:
    first, second = talk.step(), talk.step()
    talk.send({"words": "First"}, step=first)
    conflict = talk.send({"words": "Second"}, step=second)

    talk.send({"words": "Second"}, step=field_of(conflict, "step"))

    wordings = site.database.connection.execute("select words from outcome_wording order by number").fetchall()
    assert [words for (words,) in wordings] == ["First", "Second"]


def test_a_form_of_another_conversation_changes_nothing_and_gives_the_words_back(site: Site, talk: Talk) -> None:
    """[Z-07]"""
    other = Talk.begin(site.worker("walter"), site.enquiry("E-2")).up_to_want()
    before = stored(site)

    reply = talk.send({"words": "Mine"}, step=other.step())

    assert reply.status_code == 409
    assert "Mine" in reply.text
    assert stored(site) == before


@pytest.mark.parametrize("step", ["", "nonsense", "WyJhIl0.abc"])
def test_a_form_that_was_made_up_changes_nothing(site: Site, talk: Talk, step: str) -> None:
    """[Z-07]"""
    before = stored(site)

    reply = talk.send({"words": "Mine"}, step=step)

    assert reply.status_code == 409
    assert "Mine" in reply.text
    assert stored(site) == before


def test_a_question_that_is_no_longer_on_the_path_is_not_answered(site: Site, talk: Talk) -> None:
    """[Z-07]"""
    talk.send({"non_answer": "dont_know"})
    assert talk.question.startswith("Here are things other people want")
    examples = talk.step()
    talk.send({"do": "go_back"})
    talk.say({"words": "Peace"})
    before = stored(site)

    reply = talk.send({"choice": "be_safer"}, step=examples)

    assert reply.status_code == 409
    assert stored(site) == before


def test_go_back_shows_the_question_before_with_its_answer_and_leads_on_to_where_it_was(talk: Talk) -> None:
    talk.say({"words": "Peace"})

    talk.send({"do": "go_back"})
    assert talk.question == "What do you want to happen?"
    assert "Peace" in talk.page.text
    talk.say({"words": "Peace and quiet"})

    assert talk.question == "Is there anything else you want to happen?"


def test_go_back_never_leads_out_of_the_persons_part(site: Site, talk: Talk) -> None:
    for _ in range(4):
        talk.send({"do": "go_back"})

    assert talk.question == "How shall we talk?"
    assert 'value="go_back"' not in talk.page.text


def test_what_was_half_typed_is_there_again_after_going_back(talk: Talk) -> None:
    talk.say({"words": "Peace"})
    talk.send({"do": "go_back", "words-1": "and also"})
    talk.say({"words": "Peace"})

    assert "and also" in talk.page.text


def test_what_was_half_typed_is_there_again_after_stopping(site: Site, talk: Talk) -> None:
    talk.send({"do": "stop", "words": "I want to"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    talk.browser.take_back()
    talk.browser.post(f"/conversations/{dialogue}/resume", {"token": "again", "present": "Rose", "safe": "yes"})

    assert talk.question == "What do you want to happen?"
    assert "I want to</textarea>" in talk.page.text


def test_what_was_half_typed_is_gone_once_it_is_answered(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    talk.send({"do": "go_back", "words-1": "and also"})
    talk.say({"words": "Peace"})
    talk.say({"words-1": "A garden"})

    assert site.database.connection.execute("select count(*) from draft").fetchone() == (0,)


def test_what_was_half_typed_on_a_page_that_is_left_is_there_again_and_is_no_answer(site: Site, talk: Talk) -> None:
    before = stored(site)

    reply = talk.browser.post("/talk/keep", {"step": talk.step(), "words": "I want to"})

    assert (reply.status_code, reply.data) == (204, b"")
    assert stored(site) == before
    assert "I want to</textarea>" in talk.page.text


def test_words_typed_before_pressing_skip_are_there_again_when_it_is_changed(site: Site, talk: Talk) -> None:
    talk.send({"non_answer": "skipped", "words": "I want to"})
    talk.send({"do": "go_back"})

    assert talk.question == "What do you want to happen?"
    assert "I want to</textarea>" in talk.page.text


def test_stopping_on_an_old_page_keeps_the_words_typed_there(site: Site, talk: Talk) -> None:
    old = talk.step()
    talk.say({"words": "Peace"})

    talk.send({"do": "stop", "words": "Peace and a garden"}, step=old)

    assert talk.question == "We have stopped for now"
    (fields,) = site.database.connection.execute("select fields from draft").fetchone()
    assert "Peace and a garden" in fields


def test_a_change_button_of_another_conversation_changes_nothing(site: Site, talk: Talk) -> None:
    other = Talk.begin(site.worker("walter"), site.enquiry("E-2")).up_to_want()
    before = stored(site)

    reply = talk.send({"change": field_in_change(other), "words": "Mine"})

    assert reply.status_code == 409
    assert "Mine" in reply.text
    assert stored(site) == before


def test_asking_for_another_box_on_a_question_off_the_path_is_a_conflict(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    more = talk.step()
    talk.send({"do": "go_back"})
    talk.send({"non_answer": "skipped"})

    reply = talk.send({"do": "add", "words-1": "A garden"}, step=more)

    assert reply.status_code == 409
    assert "A garden" in reply.text


def test_a_conversation_that_was_set_aside_takes_no_more_answers(site: Site, talk: Talk) -> None:
    step, before = talk.step(), stored(site)
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    site.worker("walter").post(
        f"/enquiries/{talk.enquiry}/conversations/{dialogue}/set-aside", {"token": "t", "why": "Not safe"}
    )

    reply = talk.send({"words": "Peace"}, step=step)

    assert reply.status_code == 409
    assert "Peace" in reply.text
    assert stored(site) == before


def test_two_windows_do_not_start_two_first_conversations(site: Site, talk: Talk) -> None:
    reply = site.worker().post(f"/enquiries/{talk.enquiry}/conversations/beginning", {"token": "another window"})

    assert reply.headers["Location"].endswith("/resume")
    assert site.database.connection.execute("select count(*) from dialogue").fetchone() == (1,)


def test_that_it_was_not_safe_to_go_on_is_recorded_with_who_was_there(site: Site, talk: Talk) -> None:
    talk.send({"do": "stop"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    talk.browser.take_back()

    talk.browser.post(f"/conversations/{dialogue}/resume", {"token": "t", "present": "Rose, her son", "safe": "no"})

    query = "select value from event where kind = 'waited'"
    assert site.database.connection.execute(query).fetchone() == ('{"present": "Rose, her son"}',)


def test_an_earlier_answer_can_be_changed_from_what_was_said(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    change = field_in_change(talk)

    talk.send({"change": change})
    assert talk.question == "How shall we talk?"
    talk.say({"choice": "breaks"})

    assert talk.question == "Is there anything else you want to happen?"


def field_in_change(talk: Talk) -> str:
    """The value of the first Change button."""
    text = talk.page.text
    return text.split('name="change" value="')[1].split('"')[0]


def test_another_box_can_be_added_and_keeps_what_was_typed_without_storing_it(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    before = stored(site)

    reply = talk.send({"do": "add", "words-1": "A garden"})

    assert reply.status_code == 200
    assert "A garden" in reply.text
    assert 'name="words-2"' in reply.text
    assert stored(site) == before


def test_stop_for_now_shows_a_quiet_page_with_nothing_of_what_was_said(talk: Talk) -> None:
    talk.say({"words": "Peace"})

    talk.send({"do": "stop"})

    assert talk.question == "We have stopped for now"
    assert "Peace" not in talk.page.text
    assert "E-1" not in talk.page.text


def test_after_stopping_an_old_form_answers_nothing_and_its_words_wait(site: Site, talk: Talk) -> None:
    step = talk.step()
    talk.send({"do": "stop"})
    before = stored(site)

    reply = talk.browser.post("/talk", {"step": step, "words": "Too late"})

    assert reply.headers["Location"] == "/talk"
    assert "Too late" not in talk.page.text
    assert stored(site) == before
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    talk.browser.take_back()
    talk.browser.post(f"/conversations/{dialogue}/resume", {"token": "t", "present": "Rose", "safe": "yes"})
    assert "Too late</textarea>" in talk.page.text


def test_after_stopping_an_old_form_at_a_workers_screen_stores_nothing_and_gives_the_words_back(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    step = talk.step()
    talk.send({"do": "stop"})
    before = stored(site)

    reply = talk.send({"words": "Too late"}, step=step)

    assert reply.status_code == 409
    assert "Too late" in reply.text
    assert "Everything so far is kept" not in reply.text
    assert stored(site) == before


def test_earlier_answers_are_not_shown_when_the_conversation_is_taken_up_again(site: Site, talk: Talk) -> None:
    talk.say({"words": "A secret wish"})
    talk.send({"do": "stop"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    other = site.worker("walter")

    reply = other.post(f"/conversations/{dialogue}/resume", {"token": "again", "present": "Rose", "safe": "yes"})

    assert reply.headers["Location"] == "/talk"
    page = other.get("/talk")
    assert heading(page) == "Is there anything else you want to happen?"
    assert "A secret wish" not in page.text


def again(site: Site, talk: Talk) -> Talk:
    """The conversation was stopped, and another worker takes it up with somebody else in the room."""
    talk.send({"do": "stop"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    other = site.worker("walter")
    safe = {"token": "again", "present": "Rose, her brother", "safe": "yes"}
    assert other.post(f"/conversations/{dialogue}/resume", safe).status_code == 303
    taken_up = Talk(other, talk.enquiry)
    taken_up.browser.post("/talk/hand-over")
    return taken_up


def test_go_back_never_leads_to_what_was_said_before_this_sitting(site: Site, talk: Talk) -> None:
    """[H-17]"""
    talk.say({"words": "A secret wish"})
    taken_up = again(site, talk)
    first = taken_up.question

    assert 'value="go_back"' not in taken_up.page.text
    reply = taken_up.send({"do": "go_back"})
    assert reply.status_code == 409
    assert "A secret wish" not in reply.text
    taken_up.say({"non_answer": "skipped"})
    taken_up.send({"do": "go_back"})
    assert taken_up.question == first
    assert 'value="go_back"' not in taken_up.page.text


def test_a_form_from_before_this_sitting_shows_nothing_that_was_said_then(site: Site, talk: Talk) -> None:
    """[H-17] Neither the form of a question nor a Change button that somebody kept."""
    kept = talk.step()
    talk.say({"words": "A secret wish"})
    change = field_of_button(talk.page.text)
    taken_up = again(site, talk)

    reply = taken_up.send({"words": "Mine"}, step=kept)
    assert reply.status_code == 409
    assert "Mine" in reply.text
    reply = taken_up.send({"change": change})
    assert "A secret wish" not in reply.text
    assert "How shall we talk?" not in heading(taken_up.page)


def field_of_button(page: str) -> str:
    """What the first Change button of a page carries."""
    found = re.search(r'name="change" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_conversation_is_not_taken_up_where_it_is_not_safe(site: Site, talk: Talk) -> None:
    talk.send({"do": "stop"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    talk.browser.take_back()

    reply = talk.browser.post(
        f"/conversations/{dialogue}/resume", {"token": "t", "present": "Rose, her son", "safe": "no"}
    )

    assert reply.headers["Location"].startswith("/enquiries/")
    assert site.database.connection.execute("select state from dialogue").fetchone() == ("paused",)


def test_with_javascript_the_next_question_is_the_reply_itself(talk: Talk) -> None:
    form = {"csrf_token": talk.browser.csrf(), "step": talk.step(), "words": "Peace"}
    reply = talk.browser.client.post("/talk", data=form, base_url="https://dialogue.example", headers={"X-Talk": "1"})

    assert reply.status_code == 200
    assert heading(reply) == "Is there anything else you want to happen?"


def test_a_failed_protection_gives_the_words_back_and_stores_nothing(site: Site, talk: Talk) -> None:
    before = stored(site)

    reply = talk.browser.post("/talk", {"step": talk.step(), "words": "Peace"}, csrf="wrong")

    assert reply.status_code == 400
    assert "Peace" in reply.text
    assert stored(site) == before


def test_words_a_worker_sends_after_a_long_pause_are_kept_for_when_the_conversation_goes_on(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    form, csrf = {"step": talk.step(), "words": "I was thinking"}, talk.browser.csrf()
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    site.clock.at += sessions.IDLE

    reply = talk.browser.post("/talk", form, csrf=csrf)
    assert reply.status_code == 401
    assert "What was written is kept" in reply.text
    assert "I was thinking" not in reply.text
    talk.browser.sign_in("wendy")
    talk.browser.post(f"/conversations/{dialogue}/resume", {"token": "t", "present": "Rose", "safe": "yes"})

    assert "I was thinking</textarea>" in talk.page.text


@pytest.mark.parametrize("shut_out", [True, False])
def test_late_words_of_somebody_whom_a_seal_shuts_out_are_given_back_and_not_kept(
    site: Site, *, shut_out: bool
) -> None:
    talk = Talk.begin(site.worker("walter"), site.enquiry()).up_to_want(sitting="worker_typed")
    form, csrf = {"step": talk.step(), "words": "I was thinking"}, talk.browser.csrf()
    by = By(site.account("wendy" if shut_out else "walter").id, site.clock(), "seal")
    with site.database.transaction() as connection:
        seals.seal(connection, talk.enquiry, [by.actor], by)
    site.clock.at += sessions.IDLE

    reply = talk.browser.post("/talk", form, csrf=csrf)

    assert reply.status_code == 401
    assert ("I was thinking" in reply.text) == shut_out
    assert half_typed(site) == ([] if shut_out else [{"words": ["I was thinking"]}])


@pytest.mark.parametrize(
    ("words", "said", "kept"),
    [
        ("Nothing", "Nothing</textarea>", "To sleep"),
        ("To sleep at night", "What was written is kept", "To sleep at night"),
    ],
)
def test_late_words_take_the_place_of_what_was_kept_before_only_when_they_go_on_from_it(
    site: Site, words: str, said: str, kept: str
) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    step, csrf = talk.step(), talk.browser.csrf()
    talk.browser.post("/talk/keep", {"step": step, "words": "To sleep"}, csrf=csrf)
    site.clock.at += sessions.IDLE

    reply = talk.browser.post("/talk", {"step": step, "words": words}, csrf=csrf)

    assert said in reply.text
    assert half_typed(site) == [{"words": [kept]}]


def test_words_that_belong_nowhere_are_given_back(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry())
    csrf = talk.browser.csrf()
    site.clock.at += sessions.IDLE

    reply = talk.browser.post("/talk", {"step": "made up", "words": "Mine"}, csrf=csrf)

    assert reply.status_code == 401
    assert "Mine" in reply.text


def test_a_page_from_elsewhere_cannot_answer(site: Site, talk: Talk) -> None:
    form = {"csrf_token": talk.browser.csrf(), "step": talk.step(), "words": "Peace"}

    reply = talk.browser.client.post(
        "/talk", data=form, base_url="https://dialogue.example", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert reply.status_code == 403
    assert stored(site)[-1][0] == "take_part"


def test_looking_at_a_question_writes_nothing(site: Site, talk: Talk) -> None:
    before = site.database.connection.execute("select count(*) from event").fetchone()

    for _ in range(3):
        talk.page  # noqa: B018 - looking is the point

    assert site.database.connection.execute("select count(*) from event").fetchone() == before


def test_another_teams_worker_cannot_take_up_the_conversation(site: Site, talk: Talk) -> None:
    talk.send({"do": "stop"})
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    stranger: Browser = site.worker("sofia", team="South")

    reply = stranger.get(f"/conversations/{dialogue}/resume")

    assert reply.status_code == 404
    assert body_of(reply) == body_of(stranger.get("/conversations/nothing/resume"))


def test_a_form_that_is_far_too_large_is_refused_kindly(site: Site, talk: Talk) -> None:
    before = stored(site)

    reply = talk.send({"words": "x" * 600_000})

    assert reply.status_code == 413
    assert "too long" in reply.text
    assert stored(site) == before


@pytest.mark.parametrize("row", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_row_that_no_page_of_ours_has_stands_in_the_way_of_no_other(site: Site, talk: Talk, row: str) -> None:
    """Whatever is sent as its number is no failure of the service, and loses nothing that was typed."""
    talk.say({"words": "Peace"})

    reply = talk.send({"do": "add", "words-1": "A garden", f"words-{row}": "A cat"})

    assert reply.status_code == 200
    assert "A garden</textarea>" in reply.text
    assert 'name="words-2"' in reply.text


def test_a_new_wish_does_not_take_the_place_of_one_that_was_taken_out(site: Site, talk: Talk) -> None:
    talk.say({"words": "Peace"})
    talk.say({"words-1": "A garden", "words-2": "A cat"})
    talk.send({"do": "go_back"})
    talk.say({"words-1": "A garden", "words-2": ""})
    talk.send({"do": "go_back"})

    reply = talk.send({"do": "add", "words-1": "A garden"})

    assert 'name="words-3"' in reply.text
    assert 'name="words-2"' not in reply.text


def test_what_is_only_tried_out_has_no_number_and_takes_none(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.say({"words": "I want to feel safe at home"})
    numbered: dict[str, list[str]] = {}
    while "Thank you" not in talk.question:
        numbered[talk.question] = re.findall(r"<span>Question (\d+)</span>", talk.page.text)
        talk.say({"choice": "now"} if "another day" in talk.question else _passing(talk))

    practice = "Let us try one first. How do you like rain?"
    assert numbered[practice] == []
    (before,) = numbered["What must we never use to reach you?"]
    (after,) = numbered["How do you feel now?"]
    assert int(after) == int(before) + 2  # what was said is read back between them


def _passing(talk: Talk) -> dict[str, str]:
    """What passes a question: Skip, or what stands for reading on."""
    return {"non_answer": "skipped"} if 'value="skipped"' in talk.page.text else {}


@pytest.mark.parametrize("boxes", [{"words-1": ""}, {"words-1": " ", "words-2": ""}])
def test_empty_boxes_say_that_nothing_else_is_wanted_and_make_no_wish(
    site: Site, talk: Talk, boxes: dict[str, str]
) -> None:
    talk.say({"words": "I want my own front door"})
    assert talk.question == "Is there anything else you want to happen?"
    talk.say(boxes)
    page = talk.page.text

    assert talk.question == "Which of these are about getting care or a service?"
    assert '<p class="typed" dir="auto">No</p>' in page
    assert stored(site)[-1] == ("more", "[]", None)
    assert site.database.connection.execute("select count(*) from outcome").fetchone() == (1,)


def test_without_any_wish_empty_boxes_lead_on_as_well(talk: Talk) -> None:
    talk.say({"non_answer": "dont_know"})
    talk.say({"non_answer": "skipped"})
    assert talk.question == "Is there anything else you want to happen?"
    talk.say({"words-1": ""})

    assert talk.question == "Is there anything you do not want to happen?"
