"""Words for the board on their way: what a worker does with them step by step, and what the MSP lead chooses from."""

from msp_dialogue.accounts import Role
from msp_dialogue.cli import _demonstration_quote
from msp_dialogue.record import enquiries, quotes
from tests.states.scene import Visitor, session_of
from tests.states.state import Met
from tests.web.site import Site, field_of

REFERENCE = "SYN-0002"
WORDS = "The new lock is a good lock. [name] fitted it."


def meet_quotes(met: Met, site: Site) -> None:
    """Every step from words that may be used to words that are chosen, in the stories that were told."""
    worker = session_of(site, "wendy")
    with site.database.transaction() as connection:
        _demonstration_quote.make_ready(connection, site.clock())
        enquiry = enquiries.known_as(connection, REFERENCE)
        ready = enquiries.known_as(connection, _demonstration_quote.REFERENCE)
        assert enquiry
        (said,) = quotes.of_enquiry(connection, enquiry)
    address = f"/enquiries/{enquiry}/quotes/{said.dialogue}/{said.outcome}"
    _make_ready(met, worker, address)
    met.note("words that are ready for the board", worker.ask(f"/enquiries/{ready}/quotes"))
    site.account("mira", Role.MSP_LEAD)
    lead = session_of(site, "mira")
    page = lead.ask("/quotes")
    met.note("words to choose for the board", page)
    quote = page.text.split('action="/quotes/')[1].split("/")[0]
    lead.ask(f"/quotes/{quote}/choose", {"token": "chosen"})
    met.note("words that are chosen for the board", lead.ask("/quotes"))


def _make_ready(met: Met, worker: Visitor, address: str) -> None:
    """The three steps, right and wrong; nothing is kept at the end of them."""
    page = worker.ask(address)
    met.note("making words ready: what to mask", page)
    known = {name: field_of(page, name) for name in ("token", "known")}
    masks = {"step": "masks", "mask-0": "[name]", "mask-1": "[other]"}
    met.note("making words ready: nothing decided", worker.ask(address, known | {"step": "masks"}))
    met.note("making words ready: what to leave out", worker.ask(address, known | masks))
    words = known | {"step": "words", "theme": "be_safer"}
    met.note("making words ready: nothing left", worker.ask(address, words | {"words": ""}))
    met.note("making words ready: not theirs", worker.ask(address, words | {"words": "It was my new lock."}))
    met.note("making words ready: how it would be shown", worker.ask(address, words | {"words": WORDS}))
    met.note("making words ready: changed since", worker.ask(address, words | {"words": WORDS, "known": "another"}))
