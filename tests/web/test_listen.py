"""Listen: what is on the person's screen is read to them, from memory where it is theirs, and to nobody else."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from werkzeug.test import TestResponse

from msp_dialogue import interface, programs, speech
from msp_dialogue.interface import said_to_a_person
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.speech import Speed, words
from msp_dialogue.speech.phrases import PHRASES
from msp_dialogue.speech.sounds import Piece, Sounds
from msp_dialogue.speech.words import Fixed, Own, Wording
from msp_dialogue.web.pages.aloud import shortened
from tests.speech.reading import needs_voice
from tests.web.site import HTTPS, Site
from tests.web.talking import BEFORE_THE_PERSON, Talk
from tests.web.test_person_sees import anything

CANARY = "Canarywharf"


def listened(talk: Talk, part: str = "all", speed: str = "usual") -> TestResponse:
    """The sound of the page that is on the screen."""
    return talk.browser.get(f"{address(talk.page)}/{speed}/{part}")


def address(page: TestResponse) -> str:
    """Where the page says that its sound is."""
    found = re.search(r'data-listen="([^"]*)"', page.text)
    assert found, "nothing to listen to on this page"
    return found[1]


def at_want(site: Site) -> Talk:
    """A person who is asked what they want, at a screen that was handed over."""
    return Talk.begin(site.worker(), site.enquiry()).up_to_want()


class TestWithAVoice:
    pytestmark = needs_voice.marks

    def test_the_question_is_read(self, site: Site) -> None:
        reply = listened(at_want(site))

        assert (reply.status_code, reply.mimetype) == (200, "audio/mpeg")
        assert 2 < speech.seconds(reply.data) < 30
        assert reply.headers["Cache-Control"] == "no-store"

    def test_slow_is_slower(self, site: Site) -> None:
        talk = at_want(site)

        slow, fast = (speech.seconds(listened(talk, speed=speed).data) for speed in ("slow", "fast"))

        assert slow > 1.2 * fast

    def test_one_choice_is_read_alone(self, site: Site) -> None:
        talk = at_want(site)
        talk.send({"do": "go_back"})

        whole, first = listened(talk), listened(talk, "choice")

        assert 0.2 < speech.seconds(first.data) < speech.seconds(whole.data) / 2
        assert listened(talk, "choice-99").status_code == 404

    def test_marks_name_what_is_on_the_page_and_hold_no_words(self, site: Site) -> None:
        talk = at_want(site)
        talk.send({"do": "go_back"})
        page = talk.page.text

        marks = talk.browser.get(f"{address(talk.page)}/usual/marks").get_json()

        assert {mark for _, mark in marks} - {""} >= {"question", "choice", "choice-2"}
        assert all(f'id="{mark}"' in page for _, mark in marks if mark)
        assert [start for start, _ in marks] == sorted(start for start, _ in marks)

    @pytest.mark.parametrize(
        ("asked", "status", "sent"),
        [
            ("bytes=0-1", 206, slice(0, 2)),
            ("bytes=100-299", 206, slice(100, 300)),
            ("bytes=200-", 206, slice(200, None)),
            ("bytes=99999999-", 416, None),
        ],
    )
    def test_a_player_that_asks_for_a_part_gets_it(
        self, site: Site, asked: str, status: int, sent: slice | None
    ) -> None:
        """Safari plays nothing that is not served so."""
        talk = at_want(site)
        whole = listened(talk)

        reply = talk.browser.client.get(f"{address(talk.page)}/usual/all", base_url=HTTPS, headers={"Range": asked})

        assert whole.headers["Accept-Ranges"] == "bytes"
        assert reply.status_code == status
        assert sent is None or reply.data == whole.data[sent]

    def test_listening_writes_nothing_in_the_record(self, site: Site) -> None:
        talk = at_want(site)
        before = everything(site)

        assert listened(talk).status_code == 200
        assert everything(site) == before

    def test_the_worker_is_told_that_others_may_hear_before_the_screen_changes_hands(self, site: Site) -> None:
        talk = Talk.begin(site.worker(), site.enquiry())
        for answer in BEFORE_THE_PERSON[:-1]:
            talk.say(answer)

        assert "offer headphones" in talk.page.text
        talk.send({"do": "stop"})
        (resume,) = set(re.findall(r"/conversations/\w+/resume", site.worker().get(f"/enquiries/{talk.enquiry}").text))
        assert "offer headphones" in site.worker().get(resume).text

    def test_get_help_is_read_figure_by_figure(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        talk = at_want(site)
        page = talk.browser.get("/talk/help")

        assert address(page) == "/talk/listen/help"
        assert speech.seconds(talk.browser.get("/talk/listen/help/usual/all").data) > 3

    def test_how_it_can_look_and_sound_is_read(self, site: Site) -> None:
        talk = at_want(site)

        assert address(talk.browser.get("/talk/look")) == "/talk/listen/look"
        assert speech.seconds(talk.browser.get("/talk/listen/look/fast/all").data) > 10
        marks = talk.browser.get("/talk/listen/look/fast/marks").get_json()
        assert "look-speed" in {mark for _, mark in marks}

    def test_a_screen_that_is_over_reads_what_it_says(self, site: Site) -> None:
        talk = at_want(site)
        talk.send({"do": "stop"})

        assert address(talk.page) == "/talk/listen/rest"
        assert speech.seconds(listened(talk).data) > 3


@needs_voice
def test_own_words_are_heard_and_come_neither_into_a_file_nor_into_an_argument(
    site: Site, library: FlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[K-01] Through a whole conversation, every page of which is listened to."""
    arguments: list[str] = []
    heard: list[str] = []
    run = programs.run

    def noting(name: str, given: Sequence[str], read: bytes, **others: Any) -> bytes:
        arguments.extend((name, *given))
        heard.append(read.decode())
        return run(name, given, read, **others)

    monkeypatch.setattr(programs, "run", noting)
    talk = Talk.begin(site.worker(), site.enquiry(call_name=f"Rose {CANARY}"))
    listened_to = listen_to_all(talk)

    wording = fixed_wording(library)
    flows = {fixed.text for fixed in wording.places}
    assert {message.text for message in said_to_a_person()} & set(heard) <= flows, "say it in PHRASES too"
    assert listened_to > 10
    assert any(CANARY in text for text in heard), "their own words were never read"
    assert not any(CANARY in argument for argument in arguments)
    folder = site.app.extensions["msp_dialogue"].settings.sound_folder
    kept = {path.name for path in folder.iterdir()}
    assert kept
    sounds = Sounds(folder)
    assert kept <= {name for fixed in wording.places for name in sounds.names(fixed, Speed)}
    assert not any(CANARY.encode() in path.read_bytes() for path in folder.rglob("*"))


def test_a_screen_that_is_hidden_reads_nothing(site: Site) -> None:
    talk = at_want(site)
    sound = address(talk.page)
    talk.browser.post("/talk/hide")

    assert "data-listen" not in talk.page.text
    for part in ("all", "marks", "choice"):
        assert talk.browser.get(f"{sound}/usual/{part}").status_code == 404
    assert talk.browser.get("/talk/listen/rest/usual/all").status_code == 404


@pytest.mark.parametrize(("typed", "most"), [("word " * 4000, 6000), ("😀😁" * 4000, 600)], ids=["words", "signs"])
def test_of_endless_own_words_a_page_reads_some_minutes_alone(typed: str, most: int) -> None:
    question, own = Piece(Fixed("You said", "en")), Piece(Own(typed, "en"))

    first, cut, last = shortened([question, own, own, question])

    assert (first, last) == (question, question)
    assert cut.words.text == f"{typed[:most]} …"


def test_of_usual_own_words_everything_is_read() -> None:
    pieces = [Piece(Own("I want to stay at home, 🙂 with my cat.", "en"))] * 9

    assert list(shortened(pieces)) == pieces


class TestOnlyWhatIsOnTheScreen:
    def test_another_place_than_the_one_on_the_screen_is_not_read(self, site: Site) -> None:
        talk = at_want(site)
        place = int(address(talk.page).rpartition("/")[2])

        for other in (0, place - 1, place + 1, 99):
            assert talk.browser.get(f"/talk/listen/{other}/usual/all").status_code == 404

    def test_the_workers_part_is_not_read(self, site: Site) -> None:
        talk = Talk.begin(site.worker(), site.enquiry())

        assert "data-listen" not in talk.page.text
        assert talk.browser.get("/talk/listen/0/usual/all").status_code == 404

    def test_nobody_listens_without_a_conversation(self, site: Site) -> None:
        assert site.worker().get("/talk/listen/0/usual/all").status_code == 404
        assert site.browser().get("/talk/listen/0/usual/all").headers["Location"] == "/sign-in"

    def test_addresses_say_where_and_never_what(self, site: Site) -> None:
        """[H-11]"""
        assert re.fullmatch(r"/talk/listen/[0-9]{1,3}", address(at_want(site).page))

    @pytest.mark.parametrize("odd", ["4/loud/all", "4/usual/../all", "x/usual/all", "4/usual/question"])
    def test_other_addresses_are_not_there(self, site: Site, odd: str) -> None:
        assert at_want(site).browser.get(f"/talk/listen/{odd}").status_code == 404


class TestWithoutAVoice:
    @pytest.fixture(autouse=True)
    def _no_program(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")

    def test_there_is_no_player_and_only_the_devices_own_voice_may_be_used(self, site: Site) -> None:
        page = at_want(site).page

        assert 'data-voice="device"' in page.text
        assert "<audio" not in page.text

    def test_the_worker_is_told_why_and_what_to_do_before_the_screen_changes_hands(self, site: Site) -> None:
        talk = Talk.begin(site.worker(), site.enquiry())
        for answer in BEFORE_THE_PERSON[:-1]:
            talk.say(answer)

        assert "can install eSpeak NG" in talk.page.text

    def test_a_sound_that_is_asked_for_all_the_same_is_not_to_be_had(self, site: Site) -> None:
        assert listened(at_want(site)).status_code == 503


def test_phrases_are_such_as_pages_say() -> None:
    files = (*interface.TEMPLATES.rglob("*.html"), *interface.WEB.rglob("*.py"))
    pages = "".join(file.read_text(encoding="utf-8") for file in files)

    assert [phrase for phrase in PHRASES if f'_("{phrase}")' not in pages] == ["9 9 9"]


def listen_to_all(talk: Talk) -> int:
    """Hold a whole conversation and listen to every page; gives how many were listened to."""
    listened_to = 0
    for _ in range(150):
        page = talk.page
        if "data-listen" in page.text:
            assert listened(talk).status_code == 200
            listened_to += 1
        if 'name="step"' in page.text:
            talk.send(anything(page.text, f"I want {CANARY}"))
        elif "/talk/back" in page.text:
            talk.browser.take_back()
        else:
            return listened_to
    raise AssertionError("no end")


def fixed_wording(library: FlowLibrary) -> Wording:
    """All of it, in English."""
    flows = (version.flow for version in library.current.values())
    return Wording((*(place for flow in flows for place in words.of_flow(flow)), *words.of_pages(PHRASES, "en")))


def everything(site: Site) -> list[tuple[str, int]]:
    """How much is in each table; a session's last use is not counted."""
    with site.database.reading() as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return [(name, connection.execute(f"select count(*) from [{name}]").fetchone()[0]) for name in tables]  # noqa: S608
