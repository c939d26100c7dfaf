"""The words of our own pages, besides the flows: which of them a person reads, where they stand, and how hard they are.

It reads templates and modules as text, as whoever translates them does, and must not know how a page is made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_file

from msp_dialogue.flow import plain
from msp_dialogue.flow.yaml_reader import Problem

ROOT = Path(__file__).parent.parent
TEMPLATES, WEB = ROOT / "templates", ROOT / "msp_dialogue" / "web"

AROUND_PERSONS = "layout/person.html"
ALSO_PERSONS = ("error.html", "layout/parts.html", "layout/turn.html")
"""Templates that a person reads and that no template of theirs names."""
FOR_STAFF = (
    "talk_back.html",
    "single_sign_on.html",
    "single_sign_on_back.html",
    "layout/before_handing_over.html",
    "layout/draft.html",
    "layout/for_the_worker.html",
)
"""What stands on a person's screen for colleagues to read: signing in, and how the worker handles the screen."""
JOURNEYS = (
    "routes/talk.py",
    "routes/look.py",
    "routes/listen.py",
    "routes/help.py",
    "routes/advocate.py",
    "routes/exit.py",
)
"""Where pages are made that a person reads; what they import is read too ..."""
COPY = ROOT / "msp_dialogue" / "copies" / "content.py"
"""Where the words of the person's own copy are."""
FOR_COLLEAGUES = (
    "language.py",
    "pages/lists.py",
    "pages/named.py",
    "pages/overheard.py",
    "pages/said.py",
    "pages/signals.py",
    "pages/story.py",
    "routes/enquiries.py",
)
"""... except for modules whose words are for colleagues alone."""

_EXTENDS = re.compile(r"""{%-?\s*extends\s+"([^"]+)""")
_TAKES_IN = re.compile(r"""{%-?\s*(?:include|from|import)\s+"([^"]+)""")
_IMPORTS = re.compile(r"^from msp_dialogue\.web(\S*) import (\([^)]*\)|.*)", re.MULTILINE)
_VALUE = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True)
class Message:
    """One text of the interface, and where it stands; `read` is how a person reads it, with a name for each value."""

    file: Path
    line: int
    text: str

    @property
    def read(self) -> str:
        """The text with its values filled in."""
        return _VALUE.sub("Sam", self.text)


@cache
def said_to_a_person() -> tuple[Message, ...]:
    """Every English text of our own pages that a person reads, in the order of the files."""
    return tuple(message for file in (*_templates(), *_modules()) for message in messages_of(file))


def problems() -> tuple[Problem, ...]:
    """A warning for each long sentence and hard word that a person reads on our pages, and for their reading age."""
    fix = "; if only colleagues read it, say so in msp_dialogue/interface.py."
    found = [
        Problem(_shown(each.file), each.line, f"“{each.read}”: {what}.", remedy.rstrip(".") + fix, warning=True)
        for each in said_to_a_person()
        for what, remedy in plain.faults(each.read)
    ]
    age = plain.age_of(each.read for each in said_to_a_person())
    if age is not None and age > plain.OLDEST:
        what = f"What a person reads on our own pages needs a reading age of {age}."
        found.append(
            Problem("templates", 1, what, f"Shorter words and sentences bring it to {plain.OLDEST}.", warning=True)
        )
    return tuple(found)


def _shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def messages_of(file: Path) -> Iterator[Message]:
    """Every text of one template or module."""
    method = "jinja2" if file.suffix == ".html" else "python"
    for line, text, _comments, _context in extract_from_file(method, file):
        yield Message(file, line, text if isinstance(text, str) else text[0])


def _templates() -> tuple[Path, ...]:
    """The person's templates, with whatever these take in."""
    sources = {file.relative_to(TEMPLATES).as_posix(): file.read_text("utf-8") for file in TEMPLATES.rglob("*.html")}
    waiting = [name for name, source in sources.items() if AROUND_PERSONS in _EXTENDS.findall(source)]
    waiting += [AROUND_PERSONS, *ALSO_PERSONS, *(name for name in sources if name.startswith("questions/"))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found and name not in FOR_STAFF:
            found.add(name)
            waiting += _TAKES_IN.findall(sources[name])
    return tuple(TEMPLATES / name for name in sorted(found))


def _modules() -> tuple[Path, ...]:
    """The modules that make the person's pages, with whatever of the pages' modules these import."""
    waiting, found = [COPY, *(WEB / name for name in JOURNEYS)], set()
    apart = {WEB / name for name in FOR_COLLEAGUES}
    while waiting:
        file = waiting.pop()
        if file not in found and file not in apart and file.is_file():
            found.add(file)
            waiting += _imported(file.read_text("utf-8"))
    return tuple(sorted(found))


def _imported(source: str) -> Iterator[Path]:
    """Where the modules may be that this one imports from beside it; some of the names are no modules."""
    for package, names in _IMPORTS.findall(source):
        folder = WEB.joinpath(*package.strip(".").split("."))
        yield folder.with_suffix(".py")
        yield from (folder / f"{name}.py" for name in re.findall(r"\w+", names))
