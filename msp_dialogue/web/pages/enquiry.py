"""The page of one enquiry: what is to be done next, what was said, and how it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from msp_dialogue.accounts.permission import Action
from msp_dialogue.dialogue import State
from msp_dialogue.flow.model import Flow, Stage
from msp_dialogue.languages.languages import ENGLISH
from msp_dialogue.record.gaps import Gap
from msp_dialogue.record.meaning import Meaning
from msp_dialogue.record.needs import Needs
from msp_dialogue.record.read import Conversation, Enquiry, Sitting, Whole
from msp_dialogue.web import dates
from msp_dialogue.web.language import name_for_workers
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.changed import Besides, Changed, changed
from msp_dialogue.web.pages.contact import ContactView
from msp_dialogue.web.pages.emergency import Guarded
from msp_dialogue.web.pages.glance import Glance, glances
from msp_dialogue.web.pages.needs import NeedsView, needs_view
from msp_dialogue.web.pages.represented import Represented, invited_to, of_conversation
from msp_dialogue.web.pages.said import Reader, Spoken, Topic, topics
from msp_dialogue.web.pages.signals import Signals, signals_view
from msp_dialogue.web.pages.standing import Counted, counted
from msp_dialogue.web.pages.story import OutcomeView, outcome_views
from msp_dialogue.web.service import service
from msp_dialogue.web.words import _

OPEN = frozenset({State.IN_PROGRESS, State.PAUSED})


@dataclass(frozen=True)
class Task:
    """One line of the task list: `go_on` is a conversation to take up again, `start` the words on the button."""

    name: str
    hint: str
    status: str
    colour: str
    stage: str
    go_on: str | None = None
    start: str | None = None
    main: bool = False


@dataclass(frozen=True)
class ConversationView:
    """One conversation in the list."""

    id: str
    name: str
    when: str
    by: str
    who: str
    state: str
    set_aside: str | None
    open: bool
    said: tuple[Spoken, ...]
    represented: Represented | None
    invited: tuple[str, ...]
    sittings: tuple[str, ...]


@dataclass(frozen=True)
class EnquiryPage:
    """Everything the page of an enquiry shows; of what can be done it offers `offered`, and nothing else."""

    id: str
    reference: str
    call_name: str | None
    facts: tuple[tuple[str, str], ...]
    concluded: str | None
    closed_conversation: bool
    communication: tuple[Spoken, ...]
    needs: NeedsView
    contact: ContactView
    changed: Changed | None
    """What is new since whoever looks last looked; None when they never did."""
    copies: tuple[str, ...]
    missing: tuple[Gap, ...]
    sees_worklist: bool
    tasks: tuple[Task, ...]
    languages: tuple[tuple[str, str, bool], ...]
    """In which a conversation may be started: code, name, whether it is the adult's last; none where there is one."""
    glances: tuple[Glance, ...]
    outcomes: tuple[OutcomeView, ...]
    topics: tuple[Topic, ...]
    conversations: tuple[ConversationView, ...]
    counted: tuple[Counted, ...]
    signals: Signals
    token: str
    offered: frozenset[Action]
    guarded: Guarded


def enquiry_page(
    whole: Whole,
    flows: Mapping[str, Flow],
    names: Mapping[str, str],
    *,
    contact: ContactView,
    needs: Needs,
    besides: Besides,
    since: datetime | None,
    turns: Mapping[str, bool],
    copies: tuple[str, ...],
    missing: tuple[Gap, ...],
    sees_worklist: bool,
    on: date,
    token: str,
    offered: frozenset[Action],
    guarded: Guarded,
) -> EnquiryPage:
    """The page as on a day; `names` are of accounts by id, `token` makes each button one submission.

    `offered` is what the account may do to this enquiry, and `since` when it last looked before this visit.
    `turns` says of open conversations that an advocate is invited to whether it is their turn.
    `copies` tells which copies were given to the person, and `missing` what the record lacks.
    """
    reader = Reader(whole, flows, names)
    enquiry, outcomes = whole.enquiry, outcome_views(reader)
    return EnquiryPage(
        id=enquiry.id,
        reference=enquiry.reference,
        call_name=enquiry.adult.call_name,
        facts=facts(enquiry, names, on),
        concluded=dates.in_words(enquiry.concluded) if enquiry.concluded else None,
        closed_conversation=bool(_of(whole, Stage.CLOSURE, State.FINISHED)),
        communication=reader.told(Meaning.COMMUNICATION, Meaning.INTERPRETER),
        needs=needs_view(needs),
        contact=contact,
        copies=copies,
        missing=missing,
        sees_worklist=sees_worklist,
        tasks=tuple(_task(whole, stage, turns) for stage in Stage),
        languages=_languages(needs),
        changed=changed(reader, outcomes, besides, since) if since else None,
        glances=glances(reader),
        outcomes=outcomes,
        topics=topics(reader),
        conversations=tuple(_conversation(reader, each, turns) for each in reversed(whole.conversations)),
        counted=counted(enquiry.standing),
        signals=signals_view(whole, flows, names, tuple(besides.signals)),
        token=token,
        offered=offered,
        guarded=guarded,
    )


def facts(enquiry: Enquiry, names: Mapping[str, str], on: date) -> tuple[tuple[str, str], ...]:
    """The key facts; what is not known is said to be so."""
    adult = enquiry.adult
    unknown = _("Not known")
    lines = [
        (_("Adult’s reference"), adult.reference),
        (_("Likes to be called"), adult.call_name or unknown),
        (_("Date of birth"), dates.in_words(adult.born) if adult.born else unknown),
        (_("Age"), _age(enquiry, on)),
        (_("Kind"), named.enquiry_kind(enquiry.kind)),
        (_("Opened"), dates.in_words(enquiry.opened)),
        (_("Concluded"), dates.in_words(enquiry.concluded) if enquiry.concluded else _("Not yet")),
        (_("Team"), enquiry.team),
        (_("Lead worker"), named.name_of(names, enquiry.lead) if enquiry.lead else _("No one yet")),
    ]
    if adult.died:
        lines.insert(4, (_("Died"), dates.in_words(adult.died)))
    return tuple(lines)


def _age(enquiry: Enquiry, on: date) -> str:
    if not enquiry.adult.born:
        return _("Not known")
    died = enquiry.adult.died
    age = dates.age_on(enquiry.adult.born, date.fromisoformat(died) if died else on)
    return _("%(age)s when they died", age=age) if died else str(age)


def _languages(needs: Needs) -> tuple[tuple[str, str, bool], ...]:
    offered = service().languages.offered
    last = needs.look.language or ENGLISH
    return tuple((each.code, name_for_workers(each), each.code == last) for each in offered) if len(offered) > 1 else ()


def _of(whole: Whole, stage: Stage, *states: State) -> tuple[Conversation, ...]:
    """The conversations of a stage that count and are in one of these states."""
    return tuple(
        each for each in whole.conversations if each.stage is stage and each.set_aside is None and each.state in states
    )


def _task(whole: Whole, stage: Stage, turns: Mapping[str, bool]) -> Task:
    """What is to be done about one stage; the one that comes next has the main button."""
    name, hint = _told(stage)
    open_ones, held = _of(whole, stage, *OPEN), _of(whole, stage, State.FINISHED)
    if open_ones:
        status = named.state(open_ones[-1].state)
        if open_ones[-1].id in turns:
            status = _with_advocate(turns[open_ones[-1].id])
        return Task(name, hint, status, "yellow", str(stage), go_on=open_ones[-1].id, main=True)
    if held:
        done = _("Held on %(day)s", day=dates.day_of(held[-1].last))
        again = None if whole.enquiry.concluded and stage is not Stage.CLOSURE else _again(stage)
        return Task(name, hint, done, "green", str(stage), start=again)
    if whole.enquiry.concluded and stage is not Stage.CLOSURE:
        return Task(name, hint, _("Not held"), "grey", str(stage))
    if stage is Stage.MIDDLE and not _of(whole, Stage.BEGINNING, State.FINISHED):
        return Task(name, hint, _("After the first conversation"), "", str(stage))
    due = {"first": Stage.BEGINNING, "review": Stage.MIDDLE, "closure": Stage.CLOSURE}.get(whole.enquiry.standing.due)
    return Task(name, hint, _("Not held yet"), "grey", str(stage), start=_start(stage), main=stage is due)


def _told(stage: Stage) -> tuple[str, str]:
    return {
        Stage.BEGINNING: (named.stage(stage), _("What do they want to happen?")),
        Stage.MIDDLE: (named.stage(stage), _("Is it still what they want? Not needed when all is sorted out at once.")),
        Stage.CLOSURE: (named.stage(stage), _("Did it happen? Or, if no conversation can be held, why not.")),
    }[stage]


def _start(stage: Stage) -> str:
    return {
        Stage.BEGINNING: _("Start the first conversation"),
        Stage.MIDDLE: _("Start the review"),
        Stage.CLOSURE: _("Start the closing conversation"),
    }[stage]


def _again(stage: Stage) -> str:
    return {
        Stage.BEGINNING: _("Hold another first conversation"),
        Stage.MIDDLE: _("Hold another review"),
        Stage.CLOSURE: _("Hold a follow-up"),
    }[stage]


def _with_advocate(theirs: bool) -> str:
    """Where a conversation stands that somebody was invited to: with them, or back with the worker."""
    return _("The advocate answers") if theirs else _("The advocate has finished")


def _sitting(reader: Reader, sitting: Sitting) -> str:
    """Who was there when a conversation was to go on, and whether it did [L7]."""
    told = {"when": dates.moment_in_words(sitting.at), "who": reader.name(sitting.recorded_by)}
    if sitting.safe:
        return _("Went on, %(when)s, %(who)s. Who was there: %(present)s", present=sitting.present, **told)
    return _(
        "Did not go on, since it was not safe or not known to be, %(when)s, %(who)s. Who was there: %(present)s",
        present=sitting.present,
        **told,
    )


def _conversation(reader: Reader, each: Conversation, turns: Mapping[str, bool]) -> ConversationView:
    asker = named.asker(each.asker)
    return ConversationView(
        id=each.id,
        name=named.stage(each.stage) + (f", {asker}" if asker else ""),
        when=dates.moment_in_words(each.started),
        by=reader.name(each.started_by),
        who=named.voice(each.voice, each.representative_kind),
        state=_with_advocate(turns[each.id]) if each.id in turns else named.state(each.state),
        set_aside=each.set_aside,
        open=each.state in OPEN,
        said=reader.transcript(each),
        represented=of_conversation(reader, each),
        invited=invited_to(reader, each),
        sittings=tuple(_sitting(reader, sitting) for sitting in reader.whole.sittings if sitting.dialogue == each.id),
    )
