"""Lists of enquiries, a page at a time: what is due, and what a reference finds; within what an account may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.record import seals
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.record.standing import Due

PAGE = 25
"""Enquiries on one page."""


_OPEN_TO_THEM = seals.visible("enquiry.id", "?")
_THEIRS = "(enquiry.lead = ? or enquiry.id in (select sealed_for.enquiry from sealed_for where sealed_for.account = ?))"


class Listing(StrEnum):
    """The lists there are: by what is to be done next."""

    OPEN = "open"
    GO_ON = "go-on"
    FIRST = "first"
    REVIEW = "review"
    CLOSURE = "closure"
    CONCLUDE = "conclude"
    CONCLUDED = "concluded"


@dataclass(frozen=True)
class Scope:
    """Whose enquiries: those an account leads or is named for, or with `team` its team's; none sealed to others."""

    account: str
    team: str | None = None

    @property
    def condition(self) -> tuple[str, list[str]]:
        """The condition on `enquiry`, and what fills it."""
        if self.team is None:
            return f"{_THEIRS} and {_OPEN_TO_THEM}", [self.account, self.account, self.account]
        return f"enquiry.team = ? and {_OPEN_TO_THEM}", [self.team, self.account]


@dataclass(frozen=True)
class Line:
    """One enquiry in a list; days are ISO text.

    `agreed` is what was agreed for the next conversation, `contact_review` when safe contact is to be looked at again.
    """

    id: str
    reference: str
    adult_reference: str
    call_name: str | None
    kind: EnquiryKind
    lead: str | None
    opened: str
    concluded: str | None
    due: Due
    going_on: str | None
    agreed: str | None
    contact_review: str | None


@dataclass(frozen=True)
class Lookup:
    """What a search found: one page of it, and the id of the one enquiry that this is exactly the reference of."""

    lines: tuple[Line, ...]
    exact: str | None
    more: bool


_GOES_ON = "dialogue.set_aside is null and dialogue.state in ('in_progress', 'paused')"
_GOING_ON = (
    f"(select dialogue.id from dialogue where dialogue.enquiry = enquiry.id and {_GOES_ON}"  # noqa: S608 - constants
    " order by dialogue.last desc limit 1)"
)
_NEWEST_HELD = (
    "(select newest.id from dialogue as newest where newest.enquiry = enquiry.id and newest.set_aside is null"
    " and newest.state = 'finished' order by newest.started desc limit 1)"
)
_AGREED = (  # only what the newest conversation agreed: an older day has passed, or was kept
    f"(select trim(answer.value, '\"') from answer where answer.dialogue = {_NEWEST_HELD}"  # noqa: S608 - constants
    " and answer.records = 'next_step' and answer.kind = 'date' and answer.value is not null"
    " order by answer.place desc limit 1)"
)
_CONTACT_REVIEW = (  # of what counts in this enquiry: what a sealed one noted itself, or what no sealed one noted
    "(select noted.review from safe_contact as noted left join seal on seal.enquiry = noted.enquiry"
    " where noted.adult = enquiry.adult and (seal.enquiry is null or seal.enquiry = enquiry.id)"
    " order by seal.enquiry is null, noted.number desc limit 1)"
)
_COLUMNS = (
    "enquiry.id, enquiry.reference, adult.reference as adult_reference, adult.call_name, enquiry.kind, enquiry.lead,"
    f" enquiry.opened, enquiry.concluded, standing.due, {_GOING_ON} as going_on, {_AGREED} as agreed,"
    f" {_CONTACT_REVIEW} as contact_review"
)
_STANDING = "join standing on standing.enquiry = enquiry.id"
_FROM = f"from enquiry join adult on adult.id = enquiry.adult {_STANDING}"
_IN: Mapping[Listing, str] = {
    Listing.OPEN: "enquiry.concluded is null",
    Listing.GO_ON: f"enquiry.id in (select dialogue.enquiry from dialogue where {_GOES_ON})",  # noqa: S608 - constants
    Listing.FIRST: "enquiry.concluded is null and standing.due = 'first'",
    Listing.REVIEW: "enquiry.concluded is null and standing.due = 'review'",
    Listing.CLOSURE: "enquiry.concluded is null and standing.due = 'closure'",
    Listing.CONCLUDE: "enquiry.concluded is null and standing.due = 'nothing'",
    Listing.CONCLUDED: "enquiry.concluded is not null",
}

_APART = (
    ((Listing.OPEN, Listing.FIRST, Listing.REVIEW, Listing.CLOSURE, Listing.CONCLUDE), _STANDING),
    ((Listing.GO_ON,), ""),
    ((Listing.CONCLUDED,), ""),
)
"""What is counted together: of each the first list has all that the others have."""


def counts(connection: Connection, scope: Scope) -> Mapping[Listing, int]:
    """How many enquiries each list has.

    Nearly all are concluded: those are counted by themselves, so that nothing else is looked up for them.
    """
    where, values = scope.condition
    found: dict[Listing, int] = {}
    for apart, joined in _APART:
        each = ", ".join(f"count(*) filter (where {_IN[listing]})" for listing in apart)
        query = f"select {each} from enquiry {joined} where {where} and ({_IN[apart[0]]})"  # noqa: S608 - constants
        found |= dict(zip(apart, connection.execute(query, values).fetchone(), strict=True))
    return {listing: found[listing] for listing in _IN}


def lines(connection: Connection, scope: Scope, listing: Listing, *, page: int) -> tuple[Line, ...]:
    """One page of a list, 1 being the first: what waits longest stands first, what was concluded last likewise."""
    where, values = scope.condition
    order = "concluded desc" if listing is Listing.CONCLUDED else "coalesce(agreed, opened)"
    query = (
        f"select * from (select {_COLUMNS} {_FROM} where {where} and {_IN[listing]}) as listed"  # noqa: S608 - constants
        f" order by {order}, id limit ? offset ?"
    )
    return _read(connection, query, [*values, PAGE, (page - 1) * PAGE])


def find(connection: Connection, scopes: Sequence[Scope], *, text: str, page: int) -> Lookup:
    """The enquiries of any of these scopes whose own or whose adult's reference has this text in it."""
    theirs = [scope.condition for scope in scopes]
    part = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    query = (
        f"select {_COLUMNS} {_FROM} where ({' or '.join(where for where, _ in theirs)})"
        " and (lower(enquiry.reference) like lower(?) escape '\\' or lower(adult.reference) like lower(?) escape '\\')"
        " order by enquiry.concluded is not null, enquiry.opened desc, enquiry.id limit ? offset ?"
    )
    rows = _read(
        connection,
        query,
        [*(value for _, values in theirs for value in values), part, part, PAGE + 1, (page - 1) * PAGE],
    )
    wanted = text.casefold()
    exact = [row.id for row in rows if wanted in {row.reference.casefold(), row.adult_reference.casefold()}]
    only = exact[0] if len(exact) == 1 and page == 1 else None
    return Lookup(rows[:PAGE], only, len(rows) > PAGE)


@dataclass(frozen=True)
class SealedOne:
    """A sealed enquiry, as its team's manager is told of it: its reference and who sealed it, and nothing else.

    `abandoned` when no account that it names can work with it any more: nobody would see it if somebody were needed.
    """

    id: str
    reference: str
    by: str
    abandoned: bool


def sealed_of_team(connection: Connection, team: str) -> tuple[SealedOne, ...]:
    """The sealed enquiries of a team, by reference."""
    query = (
        "select enquiry.id, enquiry.reference, seal.by, not exists (select 1 from sealed_for"
        " join account on account.id = sealed_for.account where sealed_for.enquiry = enquiry.id and not disabled"
        " and (instr(roles, 'worker') or instr(roles, 'manager')))"
        " from seal join enquiry on enquiry.id = seal.enquiry where enquiry.team = ? order by enquiry.reference"
    )
    found = connection.execute(query, [team])
    return tuple(SealedOne(id, reference, by, bool(abandoned)) for id, reference, by, abandoned in found)


@dataclass(frozen=True)
class Attention:
    """How many open enquiries of a team have no lead worker, and how many no first conversation for too long."""

    without_lead: int
    not_begun: int


def needing_attention(connection: Connection, scope: Scope, *, opened_before: date) -> Attention:
    """Count them, within a scope."""
    where, values = scope.condition
    query = (
        "select count(*) filter (where enquiry.lead is null),"  # noqa: S608 - constants
        " count(*) filter (where standing.due = 'first' and enquiry.opened < ?)"
        f" from enquiry join standing on standing.enquiry = enquiry.id where enquiry.concluded is null and {where}"
    )
    return Attention(*connection.execute(query, [opened_before.isoformat(), *values]).fetchone())


def _read(connection: Connection, query: str, values: list[Any]) -> tuple[Line, ...]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor)
    return tuple(Line(**{**row, "kind": EnquiryKind(row["kind"]), "due": Due(row["due"])}) for row in rows)
