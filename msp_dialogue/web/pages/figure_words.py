"""The words of figures: what there is to choose from, what each group and value is called, what a finding says."""

from collections.abc import Iterator, Mapping
from datetime import date

from msp_dialogue.board.phrases import PHRASES
from msp_dialogue.board.words import value_name
from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure import AGE_BANDS, ASKERS, Counted, DateRule, Definition, span_of
from msp_dialogue.measure.shares import Share, Split
from msp_dialogue.record.enquiries import EnquiryKind
from msp_dialogue.web import filters
from msp_dialogue.web.filters import Filters
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.forms import Choices
from msp_dialogue.web.words import _


def choices(today: date, period: str) -> Mapping[str, Choices]:
    """What figures can be filtered by; `period` is the one that was chosen, which may be an older one."""
    periods = filters.offered_periods(today)
    older = filters.span_in(period)
    if older and period not in dict(periods):
        periods = (*periods[:-1], (older.id, older.name), periods[-1])
    return {
        "period": periods,
        "by": (
            (str(DateRule.CONCLUDED), _("Concluded in the period")),
            (str(DateRule.OPENED), _("Opened in the period")),
        ),
        "counted": (
            ("", _("As is usual")),
            (str(Counted.PEOPLE), _("People, each once")),
            (str(Counted.ENQUIRIES), _("Enquiries")),
        ),
        "kind": (("", _("Every kind")), *kinds().items()),
        "age": (("", _("Every age")), *ages().items()),
        "voice": (("", _("Every voice")), *voices().items()),
        "asker": (("", _("Whoever asked")), *askers().items()),
    }


def only(offered: Mapping[str, Choices], found: Filters) -> Iterator[str]:
    """What the figures are confined to, in words; nothing for what is not."""
    for name in ("kind", "age", "voice", "asker"):
        if found.form[name]:
            yield dict(offered[name])[found.form[name]]


def ages() -> dict[str, str]:
    """The age bands of the national return [S1]."""
    return {band: _("Age not known") if band == "unknown" else band for band in AGE_BANDS}


def voices() -> dict[str, str]:
    """Whose voice it is, never merged [E1]."""
    return {
        str(Voice.ADULT): _("The adult"),
        str(Voice.ADULT_WITH_SUPPORT): _("The adult, with support"),
        str(Voice.REPRESENTATIVE): _("A representative"),
        str(Voice.WORKER): _("A worker"),
    }


def askers() -> dict[str, str]:
    """Who asked [E2]."""
    return dict(zip(ASKERS, (_("The lead of the enquiry"), _("Someone independent of it")), strict=True))


def group(split: str, name: str, definition: Definition) -> str:
    """What a group of a split is called; a team is called what it is called."""
    if split == "values":
        return answer(definition, name)
    if split == "quarter":
        return span_of(name).name
    known = {"voice": voices, "asker": askers, "age": ages, "kind": kinds}.get(split, dict)()
    return known.get(name, name)


def kinds() -> dict[str, str]:
    """The kinds of enquiry [S3]."""
    return {str(each): named.enquiry_kind(each) for each in EnquiryKind}


def answer(definition: Definition, value: str) -> str:
    """A value of a measure in few words, the same as in what is released."""
    return value_name(definition.id, value)


def title(split: str, counted: Counted) -> str:
    """What a chart is called: how it splits, and what is counted [R1]."""
    how = {
        "values": _("Each answer"),
        "voice": _("By whose voice"),
        "asker": _("By who asked"),
        "age": _("By age"),
        "kind": _("By kind of enquiry"),
        "team": _("By team"),
        "quarter": _("By quarter"),
    }[split]
    return _("%(how)s, counted by %(what)s", how=how, what=units_in_words(counted))


def heading(counted: Counted) -> str:
    """What is counted, to begin a line [R1]."""
    return {Counted.PEOPLE: _("People"), Counted.ENQUIRIES: _("Enquiries")}.get(counted, _("Wishes"))


def units_in_words(counted: Counted) -> str:
    """What is counted [R1]."""
    return {Counted.PEOPLE: _("people"), Counted.ENQUIRIES: _("enquiries")}.get(counted, _("wishes"))


def column(split: str) -> str:
    """The heading of a chart's groups."""
    return {
        "values": _("Answer"),
        "voice": _("Voice"),
        "asker": _("Who asked"),
        "age": _("Age"),
        "kind": _("Kind"),
        "team": _("Team"),
        "quarter": _("Quarter"),
    }[split]


def notes(split: str, definition: Definition, found: Filters) -> Iterator[str]:
    """What has to be said with a chart of this split."""
    if told := _note(split, definition):
        yield told
    if definition.dates and definition.dates is not found.by:
        yield _("Always of the enquiries that were concluded in the period, whichever date is chosen.")
    if found.voice and not definition.voice_is:
        yield _("This measure has no voice, so that the choice of a voice changes nothing in it.")
    if found.asker and not definition.by_asker:
        yield _("This measure is not told by who asked, so that the choice of who asked changes nothing in it.")


def _note(split: str, definition: Definition) -> str:
    if split == "voice" and not definition.voice_of_all:
        return _("Each voice is a share of the whole: those who said nothing have no voice.")
    return {
        "voice": _("Each voice is a figure of its own: a proxy’s answer is never shown as the adult’s."),
        "asker": _("What is said to the worker who led the enquiry tends to be kinder to it."),
        "age": _("Age on the last day of the period, or at death."),
    }.get(split, "")


def finding(definition: Definition, counted: Counted, share: Share, percent: str, by: DateRule) -> str:
    """A measure in a sentence, as what is released says it; `percent` is empty where none is given."""
    those, did = _those_and_did(definition, counted, definition.dates or by)
    number, out_of = f"{share.number:,}", f"{share.out_of:,}"
    told = {
        "number": number,
        "out_of": out_of,
        "percent": f" ({percent})" if percent else "",
        "those": those,
        "did": did,
    }
    if counted is Counted.ENQUIRIES:
        return _("In %(number)s of %(out_of)s%(percent)s %(those)s, %(did)s.", **told)
    return _("Of %(out_of)s %(those)s, %(number)s%(percent)s %(did)s.", **told)


def _those_and_did(definition: Definition, counted: Counted, by: DateRule) -> tuple[str, str]:
    """Who makes up the whole, and what those in the numerator did; of those opened, not that they were concluded."""
    otherwise = (units_in_words(counted), _("count as “%(name)s”", name=definition.name))
    if definition.family == "themes":
        otherwise = (_("wishes of this theme"), _("were fully or partly met"))
    phrase = PHRASES.get(definition.id)
    those, did = phrase.said.get(counted, otherwise) if phrase else otherwise
    return (units_in_words(counted) if by is DateRule.OPENED else those), did


def trend(split: Split) -> str:
    """What a line over time shows, in words."""
    known = [(quarter, share) for quarter, share in split.items() if share.percent is not None]
    if not known:
        return _("There is no figure in these quarters.")
    (first, was), (last, now) = known[0], known[-1]
    return _(
        "From %(was)s %% in %(first)s to %(now)s %% in %(last)s.",
        was=was.percent,
        now=now.percent,
        first=first,
        last=last,
    )
