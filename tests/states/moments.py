"""A conversation when something happens to it: handed over, hidden, stopped, taken back, lost, or in two windows."""

from datetime import timedelta

from msp_dialogue import council
from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.copies import Form
from msp_dialogue.database import Busy, NotConfirmed, StorageFailed
from msp_dialogue.record import dialogues
from msp_dialogue.record.library import FlowLibrary
from tests.states.scene import Visitor, nothing_kept, session_of
from tests.states.state import Met
from tests.web.site import Site, field_of
from tests.web.talking import BEFORE_THE_PERSON, HANDED_OVER, Talk
from tests.web.test_person_sees import anything

WORDS = "I want my own front door"


def meet_moments(met: Met, site: Site, library: FlowLibrary) -> None:
    """All of them, in one enquiry after another."""
    _before_handing_over(met, site)
    _at_the_persons_screen(met, site)
    _between_sittings(met, site)
    _in_easy_words(met, site, library)


def _before_handing_over(met: Met, site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry("E-1"))
    for answer in BEFORE_THE_PERSON:
        if answer == HANDED_OVER:
            met.note("how the screen is used", talk.page, kind="one_of")
        talk.say({"choice": "worker_typed"} if answer == HANDED_OVER else answer)
    met.note("the worker asks and types", talk.page)
    handed = Talk.begin(site.worker(), site.enquiry("E-2"))
    for answer in BEFORE_THE_PERSON:
        handed.say(answer)
    met.note("the first page of the person's part", handed.page)
    wendy = session_of(site, "wendy", _dialogue(site, handed.enquiry))
    met.note("before the screen is handed over", wendy.ask("/talk"))


def _at_the_persons_screen(met: Met, site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry("E-3")).up_to_want()
    step = talk.step()
    screen = _holder(talk, site)
    for problem, name in ((Busy, "busy"), (NotConfirmed, "not confirmed"), (StorageFailed, "not saved")):
        with nothing_kept(site, problem):
            reply = screen.ask("/talk", {"do": "answer", "step": step, "words": WORDS})
        assert reply.status_code == 503, name
        met.note(f"an answer that is {name}", reply, kind="words")
    met.note("a form of no conversation", screen.ask("/talk", {"do": "answer", "step": "x", "words": WORDS}))
    met.note("a page that is not there, at the person's screen", screen.ask("/nothing"))
    talk.say({"words": WORDS})
    met.note("an answer in two windows", screen.ask("/talk", {"do": "answer", "step": step, "words": f"{WORDS}, now"}))
    met.note("getting help, without a number", screen.ask("/talk/help"))
    with site.database.transaction() as connection:
        for name in ("The safeguarding team", "A help line"):
            council.add_help_line(
                connection, name=name, number="0123 456789", hours="day and night", at=site.clock(), by="x"
            )
    met.note("getting help, with numbers", screen.ask("/talk/help"))
    met.note("taking the screen back", screen.ask("/talk/back"))
    wrong = {"name": "wendy", "password": "not this one"}
    met.note("taking the screen back, wrong", screen.ask("/talk/back", wrong))
    talk.browser.post("/talk/hide", {})
    met.note("a hidden screen", talk.page)
    for _ in range(5):
        last = talk.browser.post("/talk/back", wrong)
    met.note("taking the screen back, too often", last)


def _between_sittings(met: Met, site: Site) -> None:
    site.clock.at += timedelta(hours=1)  # wrong tries are forgotten
    talk = Talk.begin(site.worker(), site.enquiry("E-4")).up_to_want()
    talk.send({"do": "stop", "words": WORDS})
    met.note("stopped, at the person's screen", talk.page)
    talk.browser.take_back()
    met.note("stopped, at the worker's screen", talk.page)
    site.worker().post("/talk/done", {})
    wendy = session_of(site, "wendy")
    dialogue = _dialogue(site, talk.enquiry)
    met.note("an enquiry with a conversation that was stopped", wendy.ask(f"/enquiries/{talk.enquiry}"))
    going_on = f"/conversations/{dialogue}/resume"
    met.note("going on with a conversation", wendy.ask(going_on))
    met.note("going on, left empty", wendy.ask(going_on, {}))
    copy = f"/enquiries/{talk.enquiry}/copy"
    met.note("before a copy is made", wendy.ask(copy))
    met.note("before a copy is made, left empty", wendy.ask(copy, {}))
    wendy.ask(copy, {"safe": "yes"})
    met.note("the forms of a copy", wendy.ask(copy))
    for form in Form:
        met.note(f"a copy on a page, {form}", wendy.ask(f"{copy}/{form}"))


def _in_easy_words(met: Met, site: Site, library: FlowLibrary) -> None:
    """A whole first conversation with everything on that can be asked for."""
    talk = Talk.begin(site.worker(), site.enquiry("E-5"))
    for answer in BEFORE_THE_PERSON:
        talk.say(answer)
    met.note("what can be changed about the screen", talk.browser.get("/talk/look"))
    for name, value in {"words": "easy", "pictures": "with", "text": "large", "pace": "slow"}.items():
        talk.browser.post("/talk/look", {"step": field_of(talk.browser.get("/talk/look"), "step"), name: value})
    met.note("what can be changed about the screen, in easy words", talk.browser.get("/talk/look"))
    number = 0
    while "/talk/back" not in (page := talk.page).text:
        number += 1
        kind = _kind(talk, site, library)
        met.note(f"easy words, page {number}", page, kind=kind)
        if "non_answer" in page.text:
            wrong = talk.send({"do": "answer"})
            if wrong.status_code == 422:
                met.note(f"easy words, page {number}, left empty", wrong, kind=kind)
        talk.send(anything(page.text, WORDS))


def _kind(talk: Talk, site: Site, library: FlowLibrary) -> str:
    """The kind of the question that is on the screen."""
    dialogue = _dialogue(site, talk.enquiry)
    with site.database.reading() as connection:
        now = dialogues.load(connection, library, dialogue).dialogue
    assert now.current
    return str(now.flow.questions[now.current.question].kind)


def _holder(talk: Talk, site: Site) -> Visitor:
    return session_of(site, "wendy", _dialogue(site, talk.enquiry), Kind.PERSON)


def _dialogue(site: Site, enquiry: str) -> str:
    with site.database.reading() as connection:
        return str(connection.execute("select id from dialogue where enquiry = ?", [enquiry]).fetchone()[0])
