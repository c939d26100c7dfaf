"""The rows behind the figures: what the record holds of the selected enquiries, streamed, in columns with plain names.

Call names, dates of birth and safe ways to make contact are in none of these lists, so that no export can pass them on:
a disclosed address is the commonest real harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msp_dialogue.database import Connection
from msp_dialogue.measure.derived import NOT_YET
from msp_dialogue.measure.selection import Selection
from msp_dialogue.record.standing import Asked

_DAY_OF_AGE = "case when a.died <= :last then a.died else :last end"
_AGE_KNOWN = f"a.born <= {_DAY_OF_AGE}"
_ASKED_SO_FAR = f"case when e.concluded is null and s.asked = '{Asked.NOT_RECORDED}' then '{NOT_YET}' else s.asked end"


@dataclass(frozen=True)
class Listing:
    """One list: its columns with the SQL of each, what it joins to `enquiry e`, its condition, and its order."""

    columns: tuple[tuple[str, str], ...]
    joined: str
    order: str
    condition: str = "1 = 1"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(name for name, _ in self.columns)

    def rows(self, connection: Connection, selection: Selection) -> Iterator[tuple[Any, ...]]:
        """The rows of the selected enquiries, by day and reference; read as they are asked for."""
        columns = ", ".join(f"{sql} as {name}" for name, sql in self.columns)
        query = (
            f"select {columns} from enquiry e {self.joined} "  # noqa: S608 - all constants
            f"where {selection.condition} and {self.condition} order by {selection.day}, e.reference, {self.order}"
        )
        yield from connection.execute(query, selection.values)


def _instant(column: str) -> str:
    """An instant to the second, in UTC."""
    return f"substr({column}, 1, 19) || 'Z'"


def _yes_no(column: str) -> str:
    return f"case when {column} = 1 then 'yes' else 'no' end"


def _account(joined: str, column: str) -> str:
    """The sign-in name of an account, which no two have; the id where the account is not there."""
    return f"coalesce({joined}.sign_in_name, {column})"


def _representative(voice: str) -> str:
    """Which kind of representative spoke, where one did [L2]."""
    return f"case when {voice} = 'representative' then d.representative_kind end"


def _newest_answer(meaning: str, kind: str) -> str:
    """The newest answer with a value to a question of this meaning and kind, in a conversation that counts."""
    return (
        "(select x.value from answer x join dialogue d on d.id = x.dialogue where x.enquiry = e.id"  # noqa: S608
        f" and x.records = '{meaning}' and x.kind = '{kind}' and x.value is not null and d.set_aside is null"
        " order by x.at desc limit 1)"
    )


ENQUIRIES = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("adult_reference", "a.reference"),
        ("kind", "e.kind"),
        ("team", "e.team"),
        ("lead", _account("w", "e.lead")),
        ("opened", "e.opened"),
        ("concluded", "e.concluded"),
        (
            "age",
            f"case when {_AGE_KNOWN} then cast(substr({_DAY_OF_AGE}, 1, 4) as integer) "
            "- cast(substr(a.born, 1, 4) as integer) "
            f"- case when substr({_DAY_OF_AGE}, 6) < substr(a.born, 6) then 1 else 0 end end",
        ),
        (
            "age_at",
            f"case when {_AGE_KNOWN} then case when a.died <= :last then 'death' else 'end_of_period' end "
            "else 'unknown' end",
        ),
        ("asked", _ASKED_SO_FAR),
        ("not_asked_reason", "s.not_asked_reason"),
        ("first_asked", _instant("s.first_asked")),
        ("voice", "s.voice"),
        ("achieved", "s.achieved"),
        ("overall", "s.overall"),
        ("wanted", "s.wanted"),
        ("fully", "s.fully"),
        ("partially", "s.partially"),
        ("not_achieved", "s.not_achieved"),
        ("unrated", "s.unrated"),
        ("withdrawn", "s.withdrawn"),
        ("capacity", "s.capacity"),
        ("risk_result", "s.risk_result"),
        ("communication", _newest_answer("communication", "some_of")),
        ("communication_right", f"trim({_newest_answer('communication_right', 'scale')}, '\"')"),
    ),
    joined="join standing s on s.enquiry = e.id join adult a on a.id = e.adult left join account w on w.id = e.lead",
    order="e.id",
)

_CONFIRMED = (  # the newest of the person's own views; a worker's alone confirms nothing [L1]
    "(select v.view from agreement v where v.enquiry = e.id and v.about = 'outcome' and v.subject = o.id"
    " and (v.voice in ('adult', 'adult_with_support') or v.view = 'could_not_be_asked')"
    " order by v.view = 'could_not_be_asked', v.number desc limit 1)"
)


def _translation(column: str, words: str) -> str:
    """What words mean in English, or who put them so, as it was noted last."""
    return (
        f"(select t.{column} from translation t where t.enquiry = e.id and t.original = {words}"  # noqa: S608
        " order by t.number desc limit 1)"
    )


OUTCOMES = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("outcome_number", "o.number"),
        ("words", "o.words"),
        ("words_in_english", _translation("words", "o.words")),
        ("translator", _translation("translator", "o.words")),
        ("status", "o.status"),
        ("voice", "o.voice"),
        ("themes", "o.themes"),
        ("place", "o.rank"),
        ("pulls", _yes_no("o.pulls")),
        ("plan", "o.plan"),
        ("difference", "o.difference"),
        ("council_answer", "o.council_answer"),
        ("council_reason", "o.council_reason"),
        ("next_best", "o.next_best"),
        ("achieved", "o.achieved"),
        ("permission", "o.permission"),
        ("confirmed", _CONFIRMED),
        ("expressed", _instant("o.expressed")),
    ),
    joined="join outcome o on o.enquiry = e.id",
    order="o.number",
)

WORDINGS = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("outcome_number", "o.number"),
        ("wording_number", "x.number"),
        ("words", "x.words"),
        ("words_in_english", _translation("words", "x.words")),
        ("reason", "x.reason"),
        ("why", "x.why"),
        ("stage", "d.stage"),
        ("voice", "x.voice"),
        ("representative_kind", _representative("x.voice")),
        ("recorded_at", _instant("x.at")),
        ("recorded_by", _account("w", "x.recorded_by")),
    ),
    joined="join outcome_wording x on x.enquiry = e.id join outcome o on o.id = x.outcome "
    "join dialogue d on d.id = x.dialogue left join account w on w.id = x.recorded_by",
    order="o.number, x.number",
)

RATINGS = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("outcome_number", "o.number"),
        ("rating", "r.value"),
        ("non_answer", "r.non_answer"),
        ("words", "r.words"),
        ("words_in_english", _translation("words", "r.words")),
        ("permission", "r.permission"),
        ("voice", "r.voice"),
        ("representative_kind", _representative("r.voice")),
        ("asker", "r.asker"),
        ("counted", _yes_no("r.counted")),
        ("recorded_at", _instant("r.at")),
        ("recorded_by", _account("w", "r.recorded_by")),
    ),
    joined="join rating r on r.enquiry = e.id join outcome o on o.id = r.outcome "
    "join dialogue d on d.id = r.dialogue left join account w on w.id = r.recorded_by",
    order="o.number, r.at, r.question",
)

EXPERIENCE = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("theme", "x.theme"),
        ("answer", "x.value"),
        ("non_answer", "x.non_answer"),
        ("voice", "x.voice"),
        ("representative_kind", _representative("x.voice")),
        ("asker", "x.asker"),
        ("recorded_at", _instant("x.at")),
        ("recorded_by", _account("w", "x.recorded_by")),
    ),
    joined="join experience x on x.enquiry = e.id join dialogue d on d.id = x.dialogue "
    "left join account w on w.id = x.recorded_by",
    order="x.at, x.question",
)

NOT_ANSWERED = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("about", "case when x.non_answer is not null then 'question' else 'conversation' end"),
        ("stage", "d.stage"),
        ("question", "x.question"),
        ("outcome_number", "o.number"),
        (
            "answer",
            "case when x.non_answer is not null then x.non_answer "
            "when x.records = 'take_part' then 'declined' else trim(x.value, '\"') end",
        ),
        ("voice", "x.voice"),
        ("representative_kind", _representative("x.voice")),
        ("recorded_at", _instant("x.at")),
        ("recorded_by", _account("w", "x.recorded_by")),
    ),
    joined="join answer x on x.enquiry = e.id join dialogue d on d.id = x.dialogue and d.set_aside is null "
    "left join outcome o on o.id = x.item left join account w on w.id = x.recorded_by",
    condition="(x.part = 'person' and x.non_answer is not null"
    " or x.records = 'take_part' and x.value = '\"no\"'"
    " or x.records = 'not_asked_reason' and x.value is not null)",
    order="x.at, x.place, x.item",
)


def _told(records: str, value: str) -> str:
    """Whether the conversation has this answer."""
    return (
        f"exists (select 1 from answer x where x.dialogue = d.id and x.records = '{records}'"  # noqa: S608 - constants
        f" and x.value = '\"{value}\"')"
    )


NOT_HELD = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("about", "'conversation'"),
        ("stage", "d.stage"),
        ("question", "null"),
        ("outcome_number", "null"),
        (
            "answer",
            f"case when {_told('source_of_harm', 'yes')} then 'source_of_harm' "
            f"when {_told('safe_to_talk', 'no')} then 'not_safe' "
            f"when {_told('safe_to_talk', 'not_known')} then 'not_known_to_be_safe' else 'not_said' end",
        ),
        ("voice", "'worker'"),
        ("representative_kind", "null"),
        ("recorded_at", _instant("d.last")),
        ("recorded_by", _account("w", "d.started_by")),
    ),
    joined="join dialogue d on d.enquiry = e.id and d.set_aside is null left join account w on w.id = d.started_by",
    condition="d.state = 'not_held'",
    order="d.started, d.id",
)

NEVER_ASKED = Listing(
    columns=(
        ("enquiry_reference", "e.reference"),
        ("about", "'enquiry'"),
        ("stage", "null"),
        ("question", "null"),
        ("outcome_number", "null"),
        ("answer", "e.not_asked_reason"),
        ("voice", "'worker'"),
        ("representative_kind", "null"),
        ("recorded_at", "null"),
        ("recorded_by", "null"),
    ),
    joined="join standing s on s.enquiry = e.id",
    condition="e.not_asked_reason is not null and s.asked <> 'expressed'",
    order="e.id",
)
