"""A worker's form read field by field: what is wrong is gathered with where to put it right; what was typed is kept."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from msp_dialogue.web import dates
from msp_dialogue.web.forms import submitted
from msp_dialogue.web.words import _

LONGEST_LINE = 100
LONGEST_WORDS = 20_000


class Typed:
    """The form of this request while it is read; `errors` are (id of the field, what to do about it)."""

    def __init__(self) -> None:
        """Take the form, with what cannot be stored taken out; `removed` says whether there was any."""
        self.form, self.removed = submitted()
        self.errors: list[tuple[str, str]] = []

    @property
    def kept(self) -> Mapping[str, str]:
        """Everything as it was typed but passwords, to stand in the form again."""
        return _Kept({name: value for name, value in self.form.items() if "password" not in name})

    def wrong(self, field: str, said: str) -> None:
        """Note that something is wrong with a field."""
        self.errors.append((field, said))

    def line(self, name: str, *, missing: str | None = None, longest: int = LONGEST_LINE) -> str:
        """What was typed on one line, single spaces between words; `missing` is said when there is nothing."""
        typed = " ".join(self.form.get(name, "").split())
        if not typed and missing:
            self.wrong(name, missing)
        elif len(typed) > longest:
            self.wrong(name, _("Make this shorter: at most %(limit)s letters.", limit=longest))
        elif any(unicodedata.category(letter) == "Cc" for letter in typed):
            self.wrong(name, _("Type this again: there are signs in it that cannot be shown."))
        return typed

    def words(self, name: str, *, missing: str | None = None, longest: int = LONGEST_WORDS) -> str:
        """What was typed in a large box, as it is; `missing` is said when there is nothing."""
        typed = self.form.get(name, "")
        if not typed.strip() and missing:
            self.wrong(name, missing)
        elif len(typed) > longest:
            self.wrong(name, _("This is longer than %(limit)s letters. Make it shorter.", limit=f"{longest:,}"))
        return typed

    def one_of(self, name: str, offered: Iterable[str], *, missing: str) -> str:
        """Which of these was chosen; nothing when none of them was."""
        chosen = self.form.get(name)
        if chosen is not None and chosen in set(offered):
            return chosen
        self.wrong(name, missing)
        return ""

    def some_of(self, name: str, offered: Iterable[str], *, missing: str) -> frozenset[str]:
        """Which of these were chosen: at least one, and none that was not offered."""
        chosen = frozenset(self.form.getlist(name))
        if not chosen or not chosen <= set(offered):
            self.wrong(name, missing)
        return chosen

    def day(self, name: str, *, missing: str | None = None, latest: date | None = None) -> date | None:
        """The day that was typed; None when there is none or it is wrong."""
        try:
            day = dates.typed_day(self.form, name, latest=latest)
        except dates.NotADay as wrong:
            self.wrong(wrong.field, wrong.said)
            return None
        if day is None and missing:
            self.wrong(f"{name}-day", missing)
        return day

    def checked(self, field: str) -> tuple[tuple[str, str], ...]:
        """Everything that is wrong; when signs had to be taken out, that too, at this field."""
        if self.removed:
            taken = _("Some characters that cannot be kept were taken out. Check what is left, then send it again.")
            self.errors.append((field, taken))
        return tuple(self.errors)


class _Kept(dict[str, str]):
    """What was typed; a field that was not sent is empty."""

    def __missing__(self, name: str) -> str:
        return ""
