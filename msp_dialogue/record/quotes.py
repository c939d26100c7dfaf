"""Words that a board may learn from: made ready by a worker, chosen for the board, and taken back; never without yes.

A quote counts as long as the person's permission for these very words does, and the enquiry is not sealed: that is
asked of the record each time, so that nothing has to be remembered when permission is withdrawn.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msp_dialogue.database import Connection, moment, stamp
from msp_dialogue.record import noting, own_words, streams
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.meaning import theme_in_words
from msp_dialogue.record.models import Row
from msp_dialogue.record.noting import Noted, Projection
from msp_dialogue.record.streams import By


class State(StrEnum):
    """How far somebody's words have come on the way to the board."""

    PERMITTED = "permitted"
    PREPARED = "prepared"
    CHOSEN = "chosen"


class Why(StrEnum):
    """Why a quote was taken back."""

    WORKER = "worker"
    COUNCIL = "council"
    NOT_PERMITTED = "not_permitted"
    REPLACED = "replaced"


class NotPermitted(Exception):
    """These words may not be used, or not any more; nothing was written."""


@dataclass(frozen=True)
class QuotePrepared(Noted):
    """A worker masked and shortened what was said; `original` is what it was made of."""

    KIND = "quote_prepared"
    quote: str
    dialogue: str
    outcome: str
    original: str
    words: str
    theme: str
    voice: str


@dataclass(frozen=True)
class QuoteChosen(Noted):
    """It is to stand in the next release."""

    KIND = "quote_chosen"
    quote: str


@dataclass(frozen=True)
class QuotePutBack(Noted):
    """It is to stand in no release after all; it stays ready."""

    KIND = "quote_put_back"
    quote: str


@dataclass(frozen=True)
class QuoteWithdrawn(Noted):
    """It is not to be used any more."""

    KIND = "quote_withdrawn"
    quote: str
    why: str


@dataclass(frozen=True)
class Permitted:
    """What somebody said about an outcome and lets others learn from, and what was made of it so far."""

    dialogue: str
    outcome: str
    wish: str
    words: str
    voice: str
    themes: str
    said_at: datetime
    quote: str | None
    prepared: str | None
    theme: str | None
    state: State


@dataclass(frozen=True)
class Ready:
    """A quote as whoever chooses sees it: the masked words, theme and voice; `concluded` says for which release."""

    quote: str
    theme: str
    words: str
    voice: str
    concluded: str
    chosen: bool


@dataclass(frozen=True)
class Quote:
    """Words for a board; `id` is random, so that a file can be told which of its quotes may not be shown any more."""

    theme: str
    words: str
    voice: str
    id: str


def _project(enquiry: str, rows: Sequence[streams.Row]) -> Mapping[str, list[Row]]:
    quotes: dict[str, Row] = {}
    for row in rows:
        if row.kind == QuotePrepared.KIND:
            _take_back(_same_words(quotes.values(), row.value), row, Why.REPLACED)
            quotes[row.value["quote"]] = _prepared(enquiry, row)
        elif row.kind == QuoteWithdrawn.KIND:
            _take_back([quotes[row.value["quote"]]], row, row.value["why"])
        else:
            chosen = row.kind == QuoteChosen.KIND
            at, by = (stamp(row.at), row.recorded_by) if chosen else (None, None)
            quotes[row.value["quote"]] |= {"chosen": at, "chosen_by": by}
    return {"quote": list(quotes.values())}


def _prepared(enquiry: str, row: streams.Row) -> Row:
    return {
        "enquiry": enquiry,
        **row.value,
        "prepared": stamp(row.at),
        "prepared_by": row.recorded_by,
        **dict.fromkeys(("chosen", "chosen_by", "withdrawn", "withdrawn_by", "why")),
    }


def _same_words(quotes: Iterable[Row], of: Mapping[str, Any]) -> Iterator[Row]:
    return (each for each in quotes if (each["dialogue"], each["outcome"]) == (of["dialogue"], of["outcome"]))


def _take_back(quotes: Iterable[Row], row: streams.Row, why: str) -> None:
    for quote in quotes:
        if not quote["withdrawn"]:
            quote |= {"withdrawn": stamp(row.at), "withdrawn_by": row.recorded_by, "why": str(why)}


PROJECTION = Projection(
    owner="enquiry",
    tables={"quote": ("enquiry", "quote")},
    kinds=frozenset({QuotePrepared.KIND, QuoteChosen.KIND, QuotePutBack.KIND, QuoteWithdrawn.KIND}),
    project=_project,
)

_SAID = (  # what may be used: said in a finished conversation that counts, with a yes for these words, and not sealed
    "join dialogue d on d.id = r.dialogue and d.state = 'finished' and d.set_aside is null"
    " join outcome o on o.id = r.outcome"
)
_YES = (
    "r.permission = 'yes' and trim(coalesce(r.words, '')) <> '' and r.voice <> 'worker'"
    " and r.enquiry not in (select seal.enquiry from seal)"
)
_LIVE = "q.withdrawn is null and q.words <> '' and q.original = r.words"
_SAME = "r.dialogue = q.dialogue and r.outcome = q.outcome"
_USABLE = f"from quote q join rating r on {_SAME} and {_LIVE} and {_YES} {_SAID}"


def of_enquiry(connection: Connection, enquiry: str) -> tuple[Permitted, ...]:
    """What may be used of what was said in an enquiry, oldest first; of a sealed one nothing."""
    query = (
        "select r.dialogue, r.outcome, o.words, r.words, r.voice, o.themes, r.at, q.quote, q.words, q.theme, q.chosen"  # noqa: S608
        f" from rating r {_SAID} left join quote q on {_SAME} and {_LIVE}"
        f" where r.enquiry = ? and {_YES} order by r.at, o.number"
    )
    return tuple(_permitted(row) for row in connection.execute(query, [enquiry]))


def is_said(connection: Connection, enquiry: str, dialogue: str, outcome: str) -> bool:
    """Whether anything was said about this outcome in this conversation of the enquiry, usable or not."""
    query = "select 1 from rating where enquiry = ? and dialogue = ? and outcome = ?"
    return connection.execute(query, [enquiry, dialogue, outcome]).fetchone() is not None


def prepare(connection: Connection, enquiry: str, prepared: QuotePrepared, by: By) -> None:
    """Note how somebody's words are to be shown, once for each token; what was made of them before is replaced.

    Raises NotPermitted unless they may be used and are still the same, and own_words.NotTheirWords.
    """
    if streams.has_token(connection, enquiry, by.token):
        return
    said = next((each for each in of_enquiry(connection, enquiry) if _is(each, prepared)), None)
    if said is None or (said.words, said.voice) != (prepared.original, prepared.voice):
        raise NotPermitted(prepared.outcome)
    if own_words.made_of(said.words, prepared.words) != prepared.words:
        raise NotPermitted(prepared.outcome)
    noting.note(connection, PROJECTION, enquiry, prepared, by)


def ready(connection: Connection) -> tuple[Ready, ...]:
    """Every quote that was made ready and may be used, by the day its enquiry was concluded; none of an open one."""
    query = (
        "select q.quote, q.theme, q.words, q.voice, e.concluded, q.chosen is not null"
        f" {_USABLE} join enquiry e on e.id = q.enquiry"
        " where e.concluded is not null order by e.concluded desc, q.theme, q.quote"
    )
    found = connection.execute(query)
    return tuple(Ready(quote, theme, words, voice, on, bool(of)) for quote, theme, words, voice, on, of in found)


def choose(connection: Connection, quote: str, by: By) -> None:
    """Let it stand in the next release. Raises NotPermitted where it may not be used any more."""
    if quote not in {each.quote for each in ready(connection)}:
        raise NotPermitted(quote)
    _note(connection, quote, QuoteChosen(quote), by)


def put_back(connection: Connection, quote: str, by: By) -> None:
    """Let it stand in no release. Raises NoSuchThing."""
    _note(connection, quote, QuotePutBack(quote), by)


def withdraw(connection: Connection, quote: str, why: Why, by: By) -> None:
    """Let it not be used any more. Raises NoSuchThing."""
    _note(connection, quote, QuoteWithdrawn(quote, str(why)), by)


def enquiry_of(connection: Connection, quote: str) -> str:
    """The enquiry that a quote is from. Raises NoSuchThing."""
    found = connection.execute("select enquiry from quote where quote = ?", [quote]).fetchone()
    if found is None:
        raise NoSuchThing(quote)
    return str(found[0])


def chosen(connection: Connection, first: date, last: date) -> tuple[Quote, ...]:
    """What was chosen of enquiries concluded from the first day to the last, by theme, in no order that tells more."""
    query = (
        f"select q.theme, q.words, q.voice, q.quote {_USABLE} join enquiry e on e.id = q.enquiry"
        " where q.chosen is not null and e.concluded between ? and ? order by q.theme, q.quote"
    )
    found = connection.execute(query, [first.isoformat(), last.isoformat()])
    return tuple(Quote(theme_in_words(theme), words, voice, id) for theme, words, voice, id in found)


def still_permitted(connection: Connection, quotes: Iterable[str]) -> frozenset[str]:
    """Which of these quotes may still be shown; what this service does not know may not."""
    query = f"select q.quote {_USABLE} where q.chosen is not null"
    return frozenset(quotes) & {quote for (quote,) in connection.execute(query)}


def no_longer_permitted(connection: Connection, enquiry: str | None = None) -> tuple[str, ...]:
    """The quotes, of all enquiries or of one, that nobody took back and that may not be used any more all the same."""
    of_it = "" if enquiry is None else "q.enquiry = ? and "
    query = (
        f"select q.quote from quote q where {of_it}q.withdrawn is null"  # noqa: S608 - constants
        f" and not exists (select 1 from rating r {_SAID} where {_SAME} and {_LIVE} and {_YES}) order by q.quote"
    )
    return tuple(quote for (quote,) in connection.execute(query, [] if enquiry is None else [enquiry]))


def _note(connection: Connection, quote: str, event: Noted, by: By) -> None:
    noting.note(connection, PROJECTION, enquiry_of(connection, quote), event, by)


def _is(each: Permitted, prepared: QuotePrepared) -> bool:
    return (each.dialogue, each.outcome) == (prepared.dialogue, prepared.outcome)


def _permitted(row: tuple[Any, ...]) -> Permitted:
    dialogue, outcome, wish, words, voice, themes, at, quote, prepared, theme, was_chosen = row
    state = State.PERMITTED if quote is None else State.CHOSEN if was_chosen else State.PREPARED
    return Permitted(dialogue, outcome, wish, words, voice, themes, moment(at), quote, prepared, theme, state)
