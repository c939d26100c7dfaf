"""Sentences that can be read aloud: what was found, how that compares, and what cannot be said and why."""

from collections.abc import Sequence

from msp_dialogue.board.compare import Change, Part, change, may_be_rounding, part
from msp_dialogue.board.phrases import ENQUIRIES, those_and_did
from msp_dialogue.board.words import QUALITY_SAID, counted_name, titled
from msp_dialogue.release.released import EVERYBODY, Quality, Released, ReleasedTable

WHY_HIDDEN = "fewer than 8, or hidden to protect others"
WHOLE = 100
MOST_NAMED = 3


def part_of(table: ReleasedTable | None, group: str = EVERYBODY) -> Part | None:
    """The measure of a group, or None where no percentage can be given."""
    if table is None or group not in table.totals:
        return None
    return part(table.counts[group], table.totals[group])


def found(release: Released, table: ReleasedTable) -> str:
    """The finding of a measure over everybody, in a sentence; or why there is none."""
    out_of, number = table.totals[EVERYBODY], table.counts[EVERYBODY]
    those, did = those_and_did(release, table.measure, table.counted)
    if out_of is None and number:
        return f"{_some(table, number, those, did)} How many there were in all is hidden to protect others."
    if out_of is None:
        none = f"No figure can be given: the number of {those} is {WHY_HIDDEN}."
        return titled(release, table.measure, none)
    if out_of == 0:
        return f"There were no {those}."
    if number is None:
        many = "in how many of them" if table.counted == ENQUIRIES else "how many of them"
        return f"There were about {out_of:,} {those}. It cannot be shown {many} {did}: the number is {WHY_HIDDEN}."
    of = Part(number, out_of)
    if table.counted == ENQUIRIES:
        return f"In {_so_many(of)} of about {out_of:,} {those}, {did} ({_percent(of)})."
    return f"Of about {out_of:,} {those}, {_so_many(of)} {did} ({_percent(of)})."


def compared(now: Part | None, before: Part | None) -> str:
    """How a share compares with that of a year before; nothing when there is no share to compare."""
    if now is None:
        return ""
    if before is None:
        return "The figure of a year before is hidden, so the two cannot be compared."
    went = change(before, now)
    if went is Change.SAME:
        return f"That is about the same as a year before ({_percent(before)})."
    if may_be_rounding(before, now):
        more = "more" if went is Change.UP else "less"
        return f"That is {more} than the {_percent(before)} of a year before, but the difference may be only rounding."
    return f"That is {went} from {_percent(before)} a year before."


def went(shares: Sequence[tuple[str, int | None]], span: str) -> str:
    """How a share went over several spans, quarters or years: from where to where, its lowest and its highest."""
    known = [(name, percent) for name, percent in shares if percent is not None]
    if len(known) < 2:
        return f"There are not yet two {span}s with a figure, so nothing can be said of how it went."
    (first, began), (last, ended) = known[0], known[-1]
    lowest, highest = min(percent for _, percent in known), max(percent for _, percent in known)
    if lowest == highest:
        said = f"It was {began}% from {first} to {last}."
    else:
        said = f"It was {began}% in {first} and {ended}% in {last}."
        said += "" if {lowest, highest} == {began, ended} else f" The lowest was {lowest}%, the highest {highest}%."
    gaps = len(shares) - len(known)
    return f"{said} For {_spans(gaps, span)} there is no figure." if gaps else said


def most_named(release: Released, tables: Sequence[ReleasedTable]) -> str:
    """Which wishes were named most, of those whose number is shown; nothing where none is."""
    shown = [(table.totals[EVERYBODY] or 0, table.measure) for table in tables if table.totals[EVERYBODY]]
    most = sorted(shown, key=lambda each: -each[0])[:MOST_NAMED]
    named = [f"“{release.definitions[measure].name}” (about {number:,})" for number, measure in most]
    return f"The wishes looked back on most were {_listed(named)}." if len(named) > 1 else ""


def missing(quality: Quality) -> str:
    """What is missing in the record, and how often; nothing where that is hidden."""
    if not quality.number or not quality.out_of:
        return ""
    known = QUALITY_SAID.get(quality.id)
    if known is None:
        return f"Missing: {quality.words}, about {quality.number:,} of about {quality.out_of:,}."
    return f"In about {quality.number:,} of about {quality.out_of:,} {known}."


def counted(release: Released, table: ReleasedTable) -> str:
    """What the figure counts, people or enquiries, and what the other one comes to where the file has it [R1]."""
    said = f"Counted: {counted_name(table).lower()}."
    for other in ("people", "enquiries"):
        beside = release.table(table.measure, other)
        if other != table.counted and beside is not None:
            counted_part = part_of(beside)
            figure = "hidden" if counted_part is None else _short(counted_part)
            said += f" Counted by {other} instead: {figure}."
    return said


def _some(table: ReleasedTable, number: int, those: str, did: str) -> str:
    if table.counted == ENQUIRIES:
        return f"In about {number:,} of the {those}, {did}."
    return f"About {number:,} of the {those} {did}."


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _spans(many: int, span: str) -> str:
    return f"one {span}" if many == 1 else f"{many} {span}s"


def _so_many(of: Part) -> str:
    """The number in words that do not say more than a rounded number can."""
    if of.number == 0:
        return "none"
    return "all or nearly all" if of.percent >= WHOLE else f"about {of.number:,}"


def _short(of: Part) -> str:
    return f"{_so_many(of)} of about {of.out_of:,} ({_percent(of)})"


def _percent(of: Part) -> str:
    return "about 100%" if of.percent >= WHOLE else f"{of.percent}%"
