"""Every question that our own stories come to, as whoever answers it sees it: as asked, and left empty."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from msp_dialogue.accounts.sessions import Kind
from msp_dialogue.database import Database
from msp_dialogue.dialogue import Dialogue, Event
from msp_dialogue.flow.model import Part
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record import dialogues, invitations
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from tests.states import quoted, worker_pages
from tests.states.scene import nothing_kept, session_of
from tests.states.state import Met
from tests.web.site import Site, field_of
from tests.web.telling import stories, told

OWN = "wendy"


def meet_questions(met: Met, site: Site, library: FlowLibrary) -> None:
    """Play every story, and look at each question that was not seen before."""
    site.account(OWN)
    seen: set[tuple[str, str, str]] = set()

    def look(held: Held) -> None:
        dialogue = held.dialogue
        step = dialogue.current
        if step is None:
            return
        key = (dialogue.flow.id, step.question, _asked_of(dialogue))
        if key in seen or dialogue.state != "in_progress":
            return
        seen.add(key)
        _meet(met, site, held, f"{key[0]}: {key[1]}, {key[2]}")

    with looked_at(look):
        for story in stories():
            told(site, library, story)
    worker_pages.meet_enquiries(met, site)
    quoted.meet_quotes(met, site)


def _asked_of(dialogue: Dialogue) -> str:
    """Whose wording the questions have."""
    return "asked of a representative" if dialogue.voice is Voice.REPRESENTATIVE else "asked of the adult"


@contextmanager
def looked_at(look: Callable[[Held], None]) -> Iterator[None]:
    """Within this, `look` is told of every conversation before each of its steps."""
    real = dialogues.step

    def step(
        database: Database,
        library: FlowLibrary,
        held: Held,
        decide: Callable[[Dialogue], Iterable[Event]],
        by: By,
        **more: Any,
    ) -> Held:
        look(held)
        return real(database, library, held, decide, by, **more)

    dialogues.step = step
    try:
        yield
    finally:
        dialogues.step = real


def _meet(met: Met, site: Site, held: Held, name: str) -> None:
    dialogue = held.dialogue
    assert dialogue.current
    persons = dialogue.part(dialogue.current) is Part.PERSON
    if persons and invitations.by_invitation(dialogue):
        return
    visitor = session_of(site, OWN, dialogue.id, Kind.PERSON if persons else Kind.FULL)
    kind = str(dialogue.flow.questions[dialogue.current.question].kind)
    page = visitor.ask("/talk")
    assert page.status_code == 200, f"{name}: {page.status_code}"
    met.note(name, page, kind=kind)
    with nothing_kept(site):
        wrong = visitor.ask("/talk", {"do": "answer", "step": field_of(page, "step")})
    if wrong.status_code == 422:
        met.note(f"{name}, left empty", wrong, kind=kind)
