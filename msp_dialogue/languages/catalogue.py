"""The interface's sentences in another language: a gettext catalogue as text, with who checked each and when."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from msp_dialogue.flow.language_file import is_day
from msp_dialogue.flow.model import Check
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.languages.messages import needed

OWN_CATALOGUES = Path(__file__).parent.parent / "translations"
CHECKED = "checked: "
MARKUP = re.compile("[<>&]")
"""What no translation has: pages take these sentences as they are, so that in one it could be a page's own markup."""
HEAD = """\
# What pages say to the person, in another language; `translations export` and `import` bring it to a sheet and back.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Catalogue:
    """The words by sentence, and a check by sentence."""

    language: str
    words: Mapping[str, str]
    checks: Mapping[str, Check]

    @property
    def missing(self) -> tuple[str, ...]:
        """The sentences that have no words."""
        return tuple(message for message in needed() if not self.words.get(message))

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The sentences whose words nobody has checked."""
        return tuple(message for message in needed() if not self.checks.get(message, Check()).by)


def catalogue_files(folder: Path | None = None) -> Mapping[str, Path]:
    """The catalogues by language; those in the council's folder come before our own."""
    places = (OWN_CATALOGUES, folder)
    return {path.stem: path for place in places if place for path in sorted(place.glob("*.po"))}


def read(path: Path) -> Catalogue:
    """The catalogue in a file; raises FlowProblems, also where words could be markup."""
    try:
        with path.open("rb") as file:
            found = read_po(file, locale=None, ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, OSError, ValueError) as error:
        what = f"The catalogue cannot be read: {error}."
        raise FlowProblems((Problem(path.name, 1, what, "Bring it in again with `translations import`."),)) from None
    said = {str(each.id): each for each in found if each.id and each.string}
    marked = [each for each in said.values() if MARKUP.search(str(each.string))]
    if marked:
        raise FlowProblems(tuple(_marked(path.name, each) for each in marked))
    return Catalogue(
        language=path.stem,
        words={message: str(each.string) for message, each in said.items()},
        checks={message: _check(each.user_comments) for message, each in said.items()},
    )


def written(catalogue: Catalogue) -> str:
    """The text of a catalogue's file: the sentences that are needed, in their order."""
    found = Catalog(charset="utf-8")
    for message, places in needed().items():
        if catalogue.words.get(message):
            check = catalogue.checks.get(message, Check())
            found.add(
                message,
                catalogue.words[message],
                locations=[(place, 0) for place in places],  # lines are left out below: they move
                flags=["python-format"] if "%(" in message else [],
                user_comments=[f"{CHECKED}{check.by}, {check.on}"] if check.by else [],
            )
    file = io.BytesIO()
    write_po(file, found, width=0, omit_header=True, include_lineno=False)
    return HEAD.format(language=catalogue.language) + file.getvalue().decode()


def _marked(file: str, message: Message) -> Problem:
    what = f"The words for “{message.id}” hold one of the signs < > &."
    return Problem(file, message.lineno or 1, what, "Write words in its place.")


def _check(comments: list[str]) -> Check:
    for comment in comments:
        by, _, on = comment.removeprefix(CHECKED).rpartition(", ")
        if comment.startswith(CHECKED) and by and is_day(on):
            return Check(by=by, on=on)
    return Check()
