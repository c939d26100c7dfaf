"""What was said quietly, as workers see it until somebody has said how it was dealt with [Z-02, Z-04, O-06]."""

import re
import secrets
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Role
from msp_dialogue.flow.step import Step
from msp_dialogue.record import seals, signals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.signals import Signal
from msp_dialogue.record.streams import By
from msp_dialogue.story import Played
from tests.web.copying import printed
from tests.web.site import Browser, Site, body_of
from tests.web.telling import told
from tests.web.test_worker_pages_export import YEAR

STORY = "settles_for_the_next_best"
"""Somebody who said, when asked how they feel now: upset."""
WORDS = "Seen alone at the library. <b>Safe</b> for tonight."


@dataclass
class Case:
    """An enquiry in which somebody said that they are upset."""

    site: Site
    played: Played

    @property
    def enquiry(self) -> str:
        return self.played.enquiry

    @property
    def path(self) -> str:
        return f"/enquiries/{self.enquiry}/signals"

    def by(self) -> By:
        return By(self.site.account("wendy").id, self.site.clock(), secrets.token_hex(16))

    def press(self, question: str | None = "want") -> None:
        """Somebody at the screen asks to talk alone."""
        (dialogue,) = self.played.conversations.values()
        with self.site.database.transaction() as connection:
            shown = Step(question) if question else None
            signals.raise_alone(connection, self.enquiry, dialogue, shown, self.by())

    @property
    def signals(self) -> tuple[Signal, ...]:
        with self.site.database.reading() as connection:
            return signals.of_enquiry(connection, self.enquiry)

    def form(self, **other: str | list[str]) -> dict[str, str | list[str]]:
        """The form about everything that is open."""
        seen = [f"{each.number}-{each.times}" for each in self.signals if not each.dealt]
        return {"signals": seen, "how": "talked_alone", "words": WORDS, "token": secrets.token_hex(16), **other}


@pytest.fixture
def case(site: Site, library: FlowLibrary) -> Case:
    return Case(site, told(site, library, STORY, chapters=1))


def band(page: TestResponse) -> str:
    """What stands under "Needs somebody now", without its tags; empty when there is no such part."""
    found = re.search(r'<section class="app-signals.*?</section>', page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_an_open_signal_stands_first_on_the_page_of_the_enquiry(site: Site, case: Case) -> None:
    case.press()
    page = site.worker().get(f"/enquiries/{case.enquiry}")

    assert "How do you feel now? Upset" in band(page)
    assert "Pressed “I’d like to talk more later”" in band(page)
    assert "On the screen then: What do you want to happen?" in band(page)
    assert "First conversation of" in band(page)
    assert page.text.index("app-signals") < page.text.index("app-alert") < page.text.index('id="tasks"')


def test_it_says_how_often_and_when_last_it_was_pressed(site: Site, case: Case) -> None:
    case.press()
    case.press()

    assert "; 2 times, last on 2 March 2026 at 09:30" in band(site.worker().get(f"/enquiries/{case.enquiry}"))


def test_an_answer_that_was_changed_since_is_said_to_be(site: Site, library: FlowLibrary) -> None:
    """A frightened person may be told to take it back: the signal stays, and says so."""
    case = Case(site, told(site, library, STORY, chapters=1))
    page = site.worker()
    assert "changed or taken back" not in band(page.get(f"/enquiries/{case.enquiry}"))
    with site.database.transaction() as connection:
        connection.execute("update answer set value = '\"good\"' where question = 'how_now'")

    assert "changed or taken back since" in band(page.get(f"/enquiries/{case.enquiry}"))


def test_the_start_page_of_the_whole_team_names_the_enquiry_at_once_and_not_why(site: Site, case: Case) -> None:
    case.press()
    for name in ("wendy", "walter", "wanda"):
        page = site.worker(name).get("/")

        assert "Needs somebody now: 1" in band(page)
        assert f'href="/enquiries/{case.enquiry}"' in page.text
        assert "Upset" not in page.text
        assert "Pressed" not in page.text


def test_every_workers_page_has_the_number_beside_enquiries(site: Site, case: Case) -> None:
    worker = site.worker()

    for path in ("/", f"/enquiries/{case.enquiry}", "/export", "/enquiries/new"):
        assert re.search(r'class="app-needed">1<', worker.get(path).text), path


def test_another_team_and_an_administrator_learn_nothing(site: Site, case: Case) -> None:
    site.account("ada", Role.ADMINISTRATOR)
    for browser in (site.worker("stan", team="South"), site.browser().sign_in("ada")):
        start = browser.get("/accounts") if browser.get("/").status_code == 303 else browser.get("/")

        assert "app-needed" not in start.text
        assert "app-signals" not in start.text
        assert browser.get(case.path).status_code in {403, 404}
        assert browser.post(case.path, case.form()).status_code in {403, 404}
    assert all(each.dealt is None for each in case.signals)


def test_the_manager_of_the_team_is_told_and_can_deal_with_it(site: Site, case: Case) -> None:
    site.account("mina", Role.MANAGER)
    manager = site.browser().sign_in("mina")

    assert "Needs somebody now: 1" in band(manager.get("/"))
    assert manager.post(case.path, case.form()).status_code == 303
    assert case.signals[0].dealt_by == site.account("mina").id


def test_of_a_sealed_enquiry_only_those_who_are_named_are_told(site: Site, case: Case) -> None:
    wendy, walter = site.worker(), site.worker("walter")
    site.account("mina", Role.MANAGER)
    with site.database.transaction() as connection:
        seals.seal(connection, case.enquiry, [site.account("walter").id], case.by())

    assert "Needs somebody now: 1" in band(walter.get("/"))
    for browser in (wendy, site.browser().sign_in("mina")):
        assert band(browser.get("/")) == ""
        assert "app-needed" not in browser.get("/").text
        assert browser.get(case.path).status_code == 404


def test_whoever_a_sealed_enquiry_names_is_told_in_whatever_team(site: Site, case: Case) -> None:
    sofia = site.worker("sofia", team="South")
    with site.database.transaction() as connection:
        seals.seal(connection, case.enquiry, [site.account("sofia").id], case.by())

    assert "Needs somebody now: 1" in band(sofia.get("/"))


def test_dealing_with_it_takes_it_from_the_top_and_keeps_who_when_and_how(site: Site, case: Case) -> None:
    case.press()
    worker = site.worker("walter")
    reply = worker.post(case.path, case.form())
    page = worker.get(f"/enquiries/{case.enquiry}")

    assert reply.headers["Location"] == f"/enquiries/{case.enquiry}"
    assert band(page) == ""
    assert band(worker.get("/")) == ""
    assert "app-needed" not in page.text
    assert "Somebody talked with them alone" in page.text
    assert "&lt;b&gt;Safe&lt;/b&gt; for tonight" in page.text
    assert "2 March 2026 at 09:30, Walter" in page.text


def test_one_of_several_can_be_dealt_with_by_itself(site: Site, case: Case) -> None:
    case.press()
    upset, pressed = case.signals
    worker = site.worker()
    assert 'type="checkbox"' in worker.get(case.path).text
    worker.post(case.path, case.form(signals=f"{upset.number}-1"))

    assert [each.number for each in case.signals if each.dealt is None] == [pressed.number]
    assert "Upset" not in band(worker.get(f"/enquiries/{case.enquiry}"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": "  "}, "Write what was done, and who did it."),
        ({"how": "prayed"}, "Choose how it was dealt with."),
        ({"signals": []}, "Choose what was dealt with."),
        ({"signals": "1"}, "Choose what was dealt with."),
        ({"signals": "9" * 40 + "-1"}, "Choose what was dealt with."),
    ],
)
def test_what_is_missing_is_said_and_the_words_are_kept(
    site: Site, case: Case, given: dict[str, str | list[str]], said: str
) -> None:
    reply = site.worker().post(case.path, case.form(**given))

    assert reply.status_code == 422
    assert said in reply.text
    assert "words" in given or "Seen alone at the library." in reply.text
    assert case.signals[0].dealt is None


def test_pressed_again_while_the_form_was_open_is_shown_first_and_the_words_are_kept(site: Site, case: Case) -> None:
    case.press()
    worker, form = site.worker(), case.form()
    case.press()
    reply = worker.post(case.path, form)

    assert reply.status_code == 409
    assert "Something changed while this page was open." in reply.text
    assert "2 times, last on" in reply.text
    assert "Seen alone at the library." in reply.text
    assert all(each.dealt is None for each in case.signals)


def test_a_colleague_was_first_and_nothing_is_lost_of_what_the_second_wrote(site: Site, case: Case) -> None:
    form = case.form()
    site.worker("walter").post(case.path, case.form())
    reply = site.worker().post(case.path, {**form, "words": "Rang the police"})

    assert reply.status_code == 409
    assert "Nothing is open any more." in reply.text
    assert "Rang the police" in reply.text
    assert case.signals[0].words == WORDS


def test_what_was_written_is_put_right_by_adding_and_stays(site: Site, case: Case) -> None:
    worker = site.worker()
    worker.post(case.path, case.form())
    enquiry = f"/enquiries/{case.enquiry}"
    (path,) = re.findall(rf'href="({case.path}/[0-9]+)"', worker.get(enquiry).text)
    assert "&lt;b&gt;Safe&lt;/b&gt; for tonight" in worker.get(path).text
    reply = worker.post(path, {"words": "It was <i>Friday</i>.", "needed": "no"})
    page = worker.get(enquiry)

    assert reply.headers["Location"] == enquiry
    assert page.text.index("&lt;b&gt;Safe&lt;/b&gt;") < page.text.index("Added later")
    assert "It was &lt;i&gt;Friday&lt;/i&gt;." in page.text
    assert band(page) == ""


def test_what_was_not_dealt_with_after_all_is_at_the_top_again_with_what_was_written(site: Site, case: Case) -> None:
    site.worker().post(case.path, case.form())
    path = f"{case.path}/{case.signals[0].number}"
    site.worker("walter").post(path, {"words": "That was somebody else.", "needed": "yes"})
    page = site.worker().get(f"/enquiries/{case.enquiry}")

    assert "Needs somebody now" in band(page)
    assert "for tonight" in band(page)
    assert "Opened again That was somebody else." in band(page)
    assert "That was somebody else." in site.worker().get(case.path).text
    late = site.worker().post(path, {"words": "Rang her", "needed": "no"})
    assert late.status_code == 409
    assert "Rang her" in late.text


def test_an_addition_says_something_and_whether_somebody_must_act(site: Site, case: Case) -> None:
    worker = site.worker()
    open_one = f"{case.path}/{case.signals[0].number}"
    assert worker.get(open_one).status_code == 404
    worker.post(case.path, case.form())

    for given, said in (
        ({"needed": "no"}, "Write what is to be added."),
        ({"words": "Kept words"}, "Say whether somebody still needs to act."),
    ):
        reply = worker.post(open_one, given)
        assert reply.status_code == 422
        assert said in reply.text
        assert given.get("words", "") in reply.text
    assert len(case.signals[0].done) == 1


def test_the_same_form_sent_twice_is_one_dealing(site: Site, case: Case) -> None:
    worker, form = site.worker(), case.form()

    assert [worker.post(case.path, form).status_code for _ in range(2)] == [303, 303]
    with site.database.reading() as connection:
        (number,) = connection.execute("select count(*) from event where kind = 'signals_dealt_with'").fetchone()
    assert number == 1


def test_an_enquiry_that_is_not_there_has_the_page_of_one_that_is_not_theirs(site: Site, case: Case) -> None:
    stranger: Browser = site.worker("stan", team="South")

    assert body_of(stranger.get(case.path)) == body_of(stranger.get("/enquiries/none/signals"))


def test_nothing_of_it_reaches_the_copy_an_export_or_paper(site: Site, case: Case) -> None:
    case.press()
    worker = site.worker()
    page = worker.get(f"/enquiries/{case.enquiry}").text
    worker.post(case.path, case.form())
    copy = printed(worker, case.enquiry).text.partition("<main")[2]
    sent = worker.post("/export", YEAR)

    assert sent.mimetype == "application/json"
    assert all("app-no-print" in part for part in re.findall(r'<section class="app-signals[^"]*"', page))
    for text in (copy, sent.text):
        assert "talk more later" not in text
        assert "Seen alone" not in text
        assert "signal" not in text
