"""The record's tables, in small named steps; a step once released is never changed."""

import json

from msp_dialogue.database import Connection, Migrations, append_only

MIGRATIONS = Migrations("record")


@MIGRATIONS()
def events(db: Connection) -> None:
    """What was said and done: one row an event, never changed, never taken away."""
    db.table("event").create(
        {
            "stream": str,
            "seq": int,
            "kind": str,
            "question": str,
            "item": str,
            "value": str,
            "non_answer": str,
            "voice": str,
            "wording": str,
            "corrects": int,
            "recorded_by": str,
            "at": str,
            "token": str,
            "part": int,
        },
        pk=("stream", "seq"),
        not_null={"stream", "seq", "kind", "recorded_by", "at", "token", "part"},
    )
    db.table("event").create_index(["stream", "token", "part"], unique=True)
    append_only(db, "event")


@MIGRATIONS()
def flow_versions(db: Connection) -> None:
    """Every version of a flow that was ever in use, whole, once."""
    db.table("flow_version").create(
        {"wording": str, "structure": str, "flow": str, "source": str, "first_used": str},
        pk="wording",
        not_null={"structure", "flow", "source", "first_used"},
    )
    db.table("flow_version").create_index(["structure"])
    append_only(db, "flow_version")


@MIGRATIONS()
def read_models(db: Connection) -> None:
    """Tables that answer questions quickly; each can be made again from the events."""
    _adult_and_enquiry(db)
    _dialogue(db)


def _adult_and_enquiry(db: Connection) -> None:
    db.table("adult").create(
        {"id": str, "reference": str, "call_name": str, "born": str, "died": str},
        pk="id",
        not_null={"reference"},
    )
    db.table("adult").create_index(["reference"], unique=True)
    db.table("enquiry").create(
        {
            "id": str,
            "adult": str,
            "reference": str,
            "kind": str,
            "team": str,
            "lead": str,
            "opened": str,
            "concluded": str,
            "asked": str,
            "not_asked_reason": str,
        },
        pk="id",
        not_null={"adult", "reference", "kind", "team", "opened"},
        foreign_keys=[("adult", "adult", "id")],
    )
    db.table("enquiry").create_index(["reference"], unique=True)
    for columns in (["team", "concluded"], ["lead"], ["opened"], ["concluded"], ["adult"]):
        db.table("enquiry").create_index(columns)


def _dialogue(db: Connection) -> None:
    db.table("dialogue").create(
        {
            "id": str,
            "enquiry": str,
            "flow": str,
            "stage": str,
            "structure": str,
            "state": str,
            "voice": str,
            "representative_kind": str,
            "asker": str,
            "started": str,
            "started_by": str,
            "last": str,
            "set_aside": str,
            "withdrawn_quotes": str,
        },
        pk="id",
        not_null={"enquiry", "flow", "stage", "structure", "state", "voice", "started", "started_by", "last"},
        foreign_keys=[("enquiry", "enquiry", "id")],
    )
    db.table("dialogue").create_index(["enquiry"])


@MIGRATIONS()
def said(db: Connection) -> None:
    """The answers that count: those on the path of their dialogue, the newest of each."""
    db.table("answer").create(
        {
            "dialogue": str,
            "question": str,
            "item": str,
            "enquiry": str,
            "place": int,
            "part": str,
            "kind": str,
            "records": str,
            "theme": str,
            "value": str,
            "non_answer": str,
            "voice": str,
            "words": str,
            "wishes": str,
            "earlier": str,
            "at": str,
            "recorded_by": str,
        },
        pk=("dialogue", "question", "item"),
        not_null={"item", "enquiry", "place", "part", "kind", "voice", "words", "at", "recorded_by"},
        foreign_keys=[("dialogue", "dialogue", "id")],
    )
    db.table("answer").create_index(["enquiry"])


@MIGRATIONS()
def outcomes(db: Connection) -> None:
    """What people want, in every wording it had, and how far it came true."""
    _outcome(db)
    _outcome_wording(db)
    _rating(db)
    _experience(db)
    _standing(db)


def _outcome(db: Connection) -> None:
    db.table("outcome").create(
        {
            "id": str,
            "enquiry": str,
            "dialogue": str,
            "number": int,
            "words": str,
            "status": str,
            "voice": str,
            "themes": str,
            "rank": int,
            "pulls": int,
            "plan": str,
            "difference": str,
            "council_answer": str,
            "council_reason": str,
            "next_best": str,
            "permission": str,
            "achieved": str,
            "expressed": str,
        },
        pk="id",
        not_null={
            "enquiry",
            "dialogue",
            "number",
            "words",
            "status",
            "voice",
            "themes",
            "pulls",
            "expressed",
        },
    )
    db.table("outcome").create_index(["enquiry"])


def _outcome_wording(db: Connection) -> None:
    db.table("outcome_wording").create(
        {
            "outcome": str,
            "number": int,
            "enquiry": str,
            "words": str,
            "reason": str,
            "why": str,
            "voice": str,
            "dialogue": str,
            "at": str,
            "recorded_by": str,
        },
        pk=("outcome", "number"),
        not_null={"enquiry", "words", "reason", "voice", "dialogue", "at", "recorded_by"},
    )
    db.table("outcome_wording").create_index(["enquiry"])


def _rating(db: Connection) -> None:
    db.table("rating").create(
        {
            "dialogue": str,
            "question": str,
            "outcome": str,
            "enquiry": str,
            "value": str,
            "non_answer": str,
            "words": str,
            "voice": str,
            "asker": str,
            "permission": str,
            "counted": int,
            "at": str,
            "recorded_by": str,
        },
        pk=("dialogue", "question", "outcome"),
        not_null={"enquiry", "voice", "counted", "at", "recorded_by"},
    )
    db.table("rating").create_index(["enquiry"])


def _experience(db: Connection) -> None:
    db.table("experience").create(
        {
            "dialogue": str,
            "question": str,
            "enquiry": str,
            "theme": str,
            "value": str,
            "non_answer": str,
            "voice": str,
            "asker": str,
            "at": str,
            "recorded_by": str,
        },
        pk=("dialogue", "question"),
        not_null={"enquiry", "theme", "voice", "at", "recorded_by"},
    )
    db.table("experience").create_index(["enquiry"])


def _standing(db: Connection) -> None:
    db.table("standing").create(
        {
            "enquiry": str,
            "asked": str,
            "not_asked_reason": str,
            "first_asked": str,
            "voice": str,
            "achieved": str,
            "overall": str,
            "wanted": int,
            "fully": int,
            "partially": int,
            "not_achieved": int,
            "withdrawn": int,
            "unrated": int,
            "capacity": str,
            "risk_result": str,
            "due": str,
        },
        pk="enquiry",
        not_null={
            "asked",
            "achieved",
            "wanted",
            "fully",
            "partially",
            "not_achieved",
            "withdrawn",
            "unrated",
            "due",
        },
    )
    db.table("standing").create_index(["due"])


@MIGRATIONS()
def drafts(db: Connection) -> None:
    """What was half typed when a question was left; rows go when it is answered."""
    db.table("draft").create(
        {"dialogue": str, "question": str, "item": str, "fields": str},
        pk=("dialogue", "question", "item"),
        not_null={"fields"},
    )


@MIGRATIONS()
def openings(db: Connection) -> None:
    """Finds the opening that a submission made before, at a cost that does not grow with the number of events."""
    db.execute("create index event_opening on event (token) where kind = 'enquiry_noted'")


@MIGRATIONS()
def seals(db: Connection) -> None:
    """Who else may see an enquiry: sealed to those who are named, or opened in an emergency."""
    db.table("seal").create({"enquiry": str, "at": str, "by": str}, pk="enquiry", not_null={"at", "by"})
    db.table("sealed_for").create({"enquiry": str, "account": str}, pk=("enquiry", "account"))
    db.table("break_glass").create(
        {"enquiry": str, "number": int, "at": str, "account": str, "reason": str, "until": str},
        pk=("enquiry", "number"),
        not_null={"at", "account", "reason", "until"},
    )
    db.table("break_glass").create_index(["account", "until"])


@MIGRATIONS()
def safe_contact(db: Connection) -> None:
    """How each adult can be reached safely, and when a worker reached them."""
    db.table("safe_contact").create(
        {
            "adult": str,
            "number": int,
            "ways": str,
            "times": str,
            "words": str,
            "never": str,
            "never_ways": str,
            "review": str,
            "heard": str,
            "looked": str,
            "at": str,
            "recorded_by": str,
        },
        pk="adult",
        not_null={"number", "ways", "times", "words", "never", "never_ways", "heard", "looked", "at", "recorded_by"},
    )
    db.table("follow_up").create(
        {
            "enquiry": str,
            "number": int,
            "day": str,
            "way": str,
            "with_whom": str,
            "words": str,
            "at": str,
            "recorded_by": str,
        },
        pk=("enquiry", "number"),
        not_null={"day", "way", "with_whom", "words", "at", "recorded_by"},
    )


@MIGRATIONS()
def invitations_and_agreements(db: Connection) -> None:
    """Who was invited to answer from outside, and what the person says of what was said for them."""
    db.table("invitation").create(
        {
            "enquiry": str,
            "number": int,
            "dialogue": str,
            "account": str,
            "organisation": str,
            "at": str,
            "until": str,
            "invited_by": str,
            "withdrawn": str,
        },
        pk=("enquiry", "number"),
        not_null={"dialogue", "account", "organisation", "at", "until", "invited_by"},
    )
    for columns in (["dialogue"], ["account"]):
        db.table("invitation").create_index(columns)
    db.table("agreement").create(
        {
            "enquiry": str,
            "number": int,
            "about": str,
            "subject": str,
            "view": str,
            "voice": str,
            "words": str,
            "at": str,
            "recorded_by": str,
        },
        pk=("enquiry", "number"),
        not_null={"about", "subject", "view", "voice", "words", "at", "recorded_by"},
    )


@MIGRATIONS()
def signals(db: Connection) -> None:
    """What may mean danger, and how it was dealt with; the open ones are found at a cost of their own number."""
    db.table("signal").create(
        {
            "enquiry": str,
            "number": int,
            "dialogue": str,
            "kind": str,
            "question": str,
            "item": str,
            "chosen": str,
            "times": int,
            "raised": str,
            "last": str,
            "dealt": str,
            "dealt_by": str,
            "how": str,
            "words": str,
        },
        pk=("enquiry", "number"),
        not_null={"dialogue", "kind", "chosen", "times", "raised", "last"},
    )
    db.execute("create index signal_open on signal (enquiry, raised) where dealt is null")


@MIGRATIONS()
def emergencies_held_and_seen(db: Connection) -> None:
    """Tries that a seal refused stand beside the openings, and both say who knows of them."""
    db.execute("alter table break_glass add column held integer not null default 0")
    db.execute("alter table break_glass add column seen text")
    db.execute("alter table break_glass add column seen_by text")
    db.table("sealed_for").create_index(["account"])


@MIGRATIONS()
def seals_lifted(db: Connection) -> None:
    """Every seal that was lifted, with the reason, for those who answer for the enquiry."""
    db.table("seal_lifted").create(
        {"enquiry": str, "number": int, "at": str, "by": str, "reason": str},
        pk=("enquiry", "number"),
        not_null={"at", "by", "reason"},
    )


@MIGRATIONS()
def what_was_done_about_signals(db: Connection) -> None:
    """Everything that was said of a signal, one after the other; what was said so far is in the events."""
    db.table("signal_done").create(
        {
            "enquiry": str,
            "signal": int,
            "number": int,
            "how": str,
            "words": str,
            "opens": int,
            "at": str,
            "recorded_by": str,
        },
        pk=("enquiry", "signal", "number"),
        not_null={"words", "opens", "at", "recorded_by"},
    )
    db.execute(
        "insert into signal_done (enquiry, signal, number, how, words, opens, at, recorded_by)"
        " select event.stream, dealt.value, event.seq, event.value ->> 'how', event.value ->> 'words', 0,"
        " event.at, event.recorded_by"
        " from event, json_each(event.value, '$.signals') as dealt where event.kind = 'signals_dealt_with'"
    )


@MIGRATIONS()
def safe_contact_of_each_enquiry(db: Connection) -> None:
    """What was noted last from each of an adult's enquiries, since a sealed one keeps what it noted."""
    db.table("safe_contact").drop()
    told = ("ways", "times", "words", "never", "never_ways", "review", "heard")
    db.table("safe_contact").create(
        {"adult": str, "enquiry": str, "number": int, **dict.fromkeys(told, str), "at": str, "recorded_by": str},
        pk=("adult", "enquiry"),
        not_null={"number", *told, "at", "recorded_by"} - {"review"},
    )
    db.table("safe_contact").create_index(["enquiry"])
    noted = db.execute(
        "select stream, seq, value, at, recorded_by from event where kind = 'safe_contact_noted' order by stream, seq"
    )
    for adult, number, value, at, by in noted.fetchall():
        said = json.loads(value)
        row = {name: _as_text(said[name]) for name in told}
        row |= {"adult": adult, "enquiry": said["enquiry"], "number": number, "at": at, "recorded_by": by}
        db.table("safe_contact").insert(row, replace=True)


@MIGRATIONS()
def copies_for_the_person(db: Connection) -> None:
    """Whether it is safe to keep a copy, each time it was asked, and which copies were made."""
    for table, told in (("copy_asked", "safe"), ("copy_made", "form")):
        db.table(table).create(
            {"enquiry": str, "number": int, told: str, "at": str, "recorded_by": str},
            pk=("enquiry", "number"),
            not_null={told, "at", "recorded_by"},
        )


@MIGRATIONS()
def emergencies_nobody_has_seen(db: Connection) -> None:
    """Finds those that nobody has noted as seen, at a cost that does not grow with all there ever were."""
    db.execute("create index break_glass_unseen on break_glass (enquiry) where seen is null")


@MIGRATIONS()
def contact_by_a_way_that_was_not_safe(db: Connection) -> None:
    """Whether somebody was reached by a way that was not marked as safe; before this that could not be noted."""
    db.table("follow_up").add_column("unsafe", int, not_null_default=0)


@MIGRATIONS()
def what_words_mean_in_english(db: Connection) -> None:
    """What somebody's own words mean in English, each time it was noted, beside the words as they were said."""
    told = ("dialogue", "question", "item", "original", "words", "translator", "at", "recorded_by")
    db.table("translation").create(
        {"enquiry": str, "number": int, **dict.fromkeys(told, str)},
        pk=("enquiry", "number"),
        not_null=set(told),
    )


@MIGRATIONS()
def what_measures_count(db: Connection) -> None:
    """One row for each enquiry with all that a figure hangs on; `models.complete` fills it for those there are."""
    told: tuple[str, ...] = ("adult", "team", "lead", "kind", "opened", "concluded", "born", "died", "asked")
    told += (
        "not_asked_reason",
        "first_asked",
        "voice",
        "achieved",
        "capacity",
        "risk_result",
        "at_beginning",
        "at_middle",
        "at_closure",
    )
    told += ("rated_voice", "rated_asker", "achieved_independent", "independent_voice", "difficulty", "advocacy")
    told += ("supported", "needs", "communication_right", "plan", "closed_by_lead", "followed_up")
    told += ("experience", "outcomes")
    always = {"adult", "team", "kind", "opened", "asked", "achieved", "experience", "outcomes"}
    db.table("counted").create({"enquiry": str, **dict.fromkeys(told, str)}, pk="enquiry", not_null=always)
    for columns in (["concluded"], ["opened"], ["team", "concluded"], ["team", "opened"], ["lead"], ["adult"]):
        db.table("counted").create_index(columns)


@MIGRATIONS()
def what_is_missing(db: Connection) -> None:
    """What a record lacks that a figure needs; `models.complete` finds it for the enquiries there are."""
    db.table("gap").create(
        {"enquiry": str, "kind": str, "team": str, "lead": str, "begins": str},
        pk=("enquiry", "kind"),
        not_null={"team", "begins"},
    )
    for columns in (["team", "kind", "begins", "enquiry"], ["lead", "kind", "begins", "enquiry"]):
        db.table("gap").create_index(columns)
    db.execute("delete from counted")


@MIGRATIONS()
def words_for_the_board(db: Connection) -> None:
    """What people said and let others learn from, masked, and how far it has come on the way to the board."""
    made = ("dialogue", "outcome", "original", "words", "theme", "voice", "prepared", "prepared_by")
    later = ("chosen", "chosen_by", "withdrawn", "withdrawn_by", "why")
    db.table("quote").create(
        {"enquiry": str, "quote": str, **dict.fromkeys((*made, *later), str)},
        pk=("enquiry", "quote"),
        not_null=set(made),
    )
    db.table("quote").create_index(["quote"], unique=True)
    db.execute("create index quote_live on quote (dialogue, outcome) where withdrawn is null")


@MIGRATIONS()
def figures_from_one_text(db: Connection) -> None:
    """What is counted of an enquiry as two short texts, beside what selects it, and in the order of either date.

    Each index holds the whole row: a figure reads one stretch of one of them. `models.complete` fills the table.
    """
    selecting = ("adult", "team", "lead", "kind", "opened", "concluded")
    columns = ("enquiry", *selecting, "told", "outcomes")
    db.table("counted").drop()
    always = set(columns) - {"lead", "concluded"}
    db.table("counted").create(dict.fromkeys(columns, str), pk="enquiry", not_null=always)
    for day in ("opened", "concluded"):
        db.table("counted").create_index([day, *(each for each in columns if each != day)])
    db.table("counted").create_index(["lead", "concluded"])


@MIGRATIONS()
def lists_by_index(db: Connection) -> None:
    """What a list counts stands in an index whole, however many enquiries were concluded; few conversations go on."""
    db.execute("drop index idx_enquiry_team_concluded")
    db.execute("drop index idx_enquiry_lead")
    for whose in ("team", "lead"):
        db.table("enquiry").create_index([whose, "concluded", "id"])
    db.execute(
        "create index dialogue_going_on on dialogue (enquiry)"
        " where set_aside is null and state in ('in_progress', 'paused')"
    )


def _as_text(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
