"""Figures of a quarter or a financial year let go to the board, and taken back.

NotReleased
├── NotEnded        the span is not over: what is released must not grow from one day to the next
├── Standing        the span is released already; it is withdrawn first, with a reason
├── OutOfOrder      quarters come before their year, all of them or none
├── Changed         another release came or went, or the figures changed, since this one was looked at
└── NotSafe         a hidden number could be worked out from it and from what is released already
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from msp_dialogue.database import Connection, Database, IntegrityError
from msp_dialogue.measure import DateRule, Selection, Span, read
from msp_dialogue.measure.quality import counts as gap_counts
from msp_dialogue.record import quotes
from msp_dialogue.release import ledger, quality
from msp_dialogue.release.audit import recovered
from msp_dialogue.release.control import Draft, Recoverable, protect
from msp_dialogue.release.file import understood, written
from msp_dialogue.release.folder import path_of, settle
from msp_dialogue.release.ledger import Decision
from msp_dialogue.release.printed import Printed, guesses_of, guesses_read
from msp_dialogue.release.programme import NotSolved
from msp_dialogue.release.released import Quote, Released, ReleasedDefinition, ReleasedSpan, ReleasedTable
from msp_dialogue.release.rules import IN_WORDS
from msp_dialogue.release.tables import FIXED, draw
from msp_dialogue.release.ties import RULES
from msp_dialogue.release.versions import beside


class NotReleased(Exception):
    """Nothing was released; the text says why, and what to do."""


class NotEnded(NotReleased):
    """The span is not over."""


class Standing(NotReleased):
    """The span is released already."""


class OutOfOrder(NotReleased):
    """With a year and some of its quarters a reader would know too much of the others: all come before it, or none."""


class Changed(NotReleased):
    """Something else changed meanwhile."""


class NotSafe(NotReleased):
    """A hidden number could be worked out."""


@dataclass(frozen=True)
class Preview:
    """What a release would be, as things stand: `mark` changes whenever a figure of it does.

    `numbers` is how many figures it has, `small` how many are hidden for being small or of a small group, and `also`
    how many more so that those cannot be worked out.
    """

    released: Released
    guessed: str
    mark: str
    numbers: int
    small: int
    also: int


@dataclass(frozen=True)
class Releases:
    """The releases of a council: the decisions in the database, the files in a folder."""

    database: Database
    folder: Path
    council: str

    def preview(self, span: Span, *, at: datetime) -> Preview:
        """What would be released now, controlled beside every file that ever was released. Raises NotReleased."""
        return self._preview(span, at)[0]

    def release(self, span: Span, *, at: datetime, by: str, id: str, mark: str | None = None) -> Released:
        """Let the figures go; `mark` is that of the preview that was looked at. Raises NotReleased.

        The decision and its row in the trail are written first, with the whole text of the file, and the file after:
        so nothing is ever to be read of which the trail does not know. Stopped in between, `settle` writes the file.
        """
        made, others = self._preview(span, at)
        if mark is not None and mark != made.mark:
            raise Changed("The figures have changed since you looked at them. Look at them again.")
        figures = written(replace(made.released, quotes=()))
        quoted = tuple(quote.id for quote in made.released.quotes)
        decision = Decision(id, span.id, figures, made.guessed, quoted, at, by)
        try:
            with self.database.transaction() as connection:
                self._refuse_changed(connection, others)
                ledger.note_released(connection, decision, written(made.released))
        except IntegrityError as problem:
            raise _standing(span) from problem
        self.settle()
        return made.released

    def withdraw(self, id: str, *, reason: str, at: datetime, by: str) -> bool:
        """Take a release back; whether it stood. The decision comes first here too, and the file goes after."""
        with self.database.transaction() as connection:
            done = ledger.note_withdrawn(connection, id, reason=reason, at=at, by=by)
        self.settle()
        return done

    def standing(self, span: Span) -> Decision | None:
        """The release of a span that stands."""
        return next((each for each in self.history(span) if each.withdrawn_at is None), None)

    def history(self, span: Span) -> tuple[Decision, ...]:
        """Every release of a span, the newest first."""
        with self.database.reading() as connection:
            return ledger.of_span(connection, span.id)

    def as_released(self, decision: Decision) -> Released:
        """What stands in its file now."""
        with self.database.reading() as connection:
            return understood(_text(connection, decision))

    def path(self, span: Span) -> Path:
        """Where the file of a span lies."""
        return path_of(self.folder, span.id)

    def settle(self) -> None:
        """Let the folder hold what the decisions say, no more and no less of what this council ever released.

        One after the other: else one could write again what another had read to be withdrawn, and had taken away.
        """
        with self.database.transaction() as connection:
            standing = {each.span: _text(connection, each) for each in ledger.standing(connection)}
            ever = ledger.spans(connection)
            settle(self.folder, standing, ever)

    def take_out_quotes(self) -> bool:
        """Take those out of the files that are permitted no more; whether there were any that may have been."""
        with self.database.reading() as connection:
            quoted = ledger.quoted(connection)
            gone = bool(quoted) and bool(quoted - quotes.still_permitted(connection, quoted))
        if gone:
            self.settle()
        return gone

    def _preview(self, span: Span, at: datetime) -> tuple[Preview, frozenset[str]]:
        if span.period.last >= at.date():
            raise NotEnded(f"{span.name} is not over: it can be released from the day after {span.period.last} on.")
        with self.database.reading() as connection:
            ever = ledger.ever(connection)
            standing = [each for each in ever if each.withdrawn_at is None]
            if any(each.span == span.id for each in standing):
                raise _standing(span)
            _refuse_out_of_order(span, {each.span for each in standing}, ledger.spans(connection))
            selection = Selection(span.period, DateRule.CONCLUDED, with_sealed=True)
            said = quotes.chosen(connection, span.period.first, span.period.last)
            facts, gaps = read(connection, selection, at.date()), gap_counts(connection, selection, at.date())
        draft = Draft(span.id, draw(facts, gaps))
        quoted = tuple(Quote(each.theme, each.words, each.voice, each.id) for each in said)
        return self._controlled(draft, span, ever, at, quoted), frozenset(each.id for each in standing)

    def _controlled(
        self, draft: Draft, span: Span, ever: Sequence[Decision], at: datetime, said: tuple[Quote, ...]
    ) -> Preview:
        others = beside(span.id, [_printed(each) for each in ever])
        small = len(draft.hidden)
        try:
            protect(draft, others, RULES)
            made = replace(self._as_file(draft, span, at), quotes=said)
            _audit(made, draft, others)
        except (Recoverable, NotSolved) as problem:
            raise NotSafe(f"{span.name} cannot be released. {problem}") from problem
        guessed = guesses_of(draft.hidden)
        whenever = datetime.combine(span.period.last, time.min, UTC)
        mark = ledger.digest(guessed + written(replace(made, drawn_at=whenever, released_at=whenever)))
        return Preview(made, guessed, mark, len(draft.true), small, len(draft.hidden) - small)

    def _as_file(self, draft: Draft, span: Span, at: datetime) -> Released:
        printed = draft.printed().tables
        measures = {table.measure: table.definition for table in FIXED}
        return Released(
            council=self.council,
            span=ReleasedSpan(span.id, span.name, span.period.first, span.period.last),
            drawn_at=at,
            released_at=at,
            rules=IN_WORDS,
            definitions={
                name: ReleasedDefinition(told.name, told.source, told.numerator, told.denominator, told.left_out)
                for name, told in measures.items()
            },
            tables=tuple(table for table in printed if table.id != quality.TABLE),
            quality=tuple(quality.released(printed)),
            quotes=(),
        )

    def _refuse_changed(self, connection: Connection, others: frozenset[str]) -> None:
        if frozenset(each.id for each in ledger.standing(connection)) != others:
            raise Changed("Other figures were released or withdrawn meanwhile. Look at this release again.")


def _standing(span: Span) -> Standing:
    return Standing(f"{span.name} is released already. Withdraw that release first, with a reason.")


def _refuse_out_of_order(span: Span, standing: Collection[str], ever: Collection[str]) -> None:
    """Who holds a year and three quarters knows the fourth; what was withdrawn may have been handed out before."""
    year = Span(span.year)
    if span.quarter and year.id in standing:
        raise OutOfOrder(
            f"{span.name} cannot be released while its year is ({year.name}): from both together small numbers could "
            "be worked out. Withdraw the year with a reason, release all its quarters, and then the year again."
        )
    missing = [each for each in year.quarters() if each.id not in ever]
    if not span.quarter and 0 < len(missing) < len(year.quarters()):
        names = " and ".join(each.name for each in missing)
        raise OutOfOrder(
            f"{span.name} cannot be released before all its quarters, since some of them were: with the year, small "
            f"numbers of the others could be worked out. Release {names} first."
        )


def _text(connection: Connection, decision: Decision) -> str:
    """The file as it is to be now: the figures as they were released, and of the quotes those still permitted."""
    if not decision.quotes:
        return decision.content
    released = understood(decision.content)
    said = quotes.chosen(connection, released.span.first, released.span.last)
    still = tuple(Quote(each.theme, each.words, each.voice, each.id) for each in said if each.id in decision.quotes)
    return written(replace(released, quotes=still))


def _printed(decision: Decision) -> Printed:
    released = understood(decision.content)
    return Printed(released.span.id, _all_tables(released), guesses_read(decision.guessed))


def _all_tables(released: Released) -> tuple[ReleasedTable, ...]:
    return (*released.tables, quality.as_table(released.quality))


def _audit(made: Released, draft: Draft, others: Sequence[Printed]) -> None:
    """Ask of the very text that will be written, with and without guesses, what could be worked out of it [X-04]."""
    tables = _all_tables(understood(written(made)))
    guessing = [Printed(draft.span, tables, draft.hidden), *others]
    reading = [Printed(each.span, each.tables) for each in guessing]
    if recovered(guessing, RULES, draft.behind(), told=draft.told) or recovered(reading, RULES, told=draft.told):
        raise Recoverable("A hidden number could be worked out.")
