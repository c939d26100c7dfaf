"""YAML nodes with their line numbers, read as strings; every fault becomes a problem with its place and its remedy."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from msp_dialogue.flow.model import Place

SIZE = 1_000_000
"""Characters a flow file may have."""
DEPTH = 40
"""Levels of nesting a flow file may have: far more than a flow needs, far fewer than reading one could stumble over."""

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True)
class Problem:
    """Something wrong with a flow, where, and how to put it right; a warning does not stop the flow."""

    file: str
    line: int
    what: str
    fix: str
    warning: bool = False

    def __str__(self) -> str:
        """One line, as an editor understands it: file:line: what, and the remedy."""
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.what} {self.fix}"


class FlowProblems(Exception):
    """A flow file that cannot be used; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; as text, one a line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class _NotPlain(Exception):
    """A text that uses more of YAML than a flow needs."""

    def __init__(self, event: yaml.Event, what: str, fix: str) -> None:
        super().__init__(what)
        self.line = event.start_mark.line + 1 if event.start_mark else 1
        self.what, self.fix = what, fix


OURS = Path(__file__).parent.parent / "flows"
"""The flows that come with the service."""


class Reader:
    """Reads typed values out of nodes, and collects the problems of one file."""

    def __init__(self, file: str) -> None:
        """Start with no problems."""
        self.file = file
        self.problems: list[Problem] = []

    def read(self, path: Path) -> yaml.Node | None:
        """The root node of a file, or nothing after noting why it cannot be read."""
        try:
            with path.open(encoding="utf-8") as file:
                return self.compose(file.read(SIZE + 1), ours=path.parent == OURS)
        except UnicodeDecodeError:
            self.note(None, "The file is not UTF-8 text.", "Save it again as UTF-8.")
        except OSError as error:
            self.note(None, f"The file cannot be read: {error.strerror}.", "Check that it is there and may be read.")
        return None

    def compose(self, source: str, *, ours: bool = False) -> yaml.Node | None:
        """The root node of a text, or nothing after noting why it cannot be read; `ours` is quicker to read."""
        if len(source) > SIZE:
            self.note(None, f"The file is longer than {SIZE:,} characters.", "Split it into several flows.")
            return None
        try:
            root = _root(source, self.file, quick=ours and yaml.__with_libyaml__)
        except _NotPlain as error:
            self.problems.append(Problem(self.file, error.line, error.what, error.fix))
            return None
        except yaml.MarkedYAMLError as error:
            what = f"This is not valid YAML: {error.problem}."
            line = _line_of(error, source)
            self.problems.append(Problem(self.file, line, what, "Check indentation, colons, brackets and quotes."))
            return None
        except yaml.reader.ReaderError as error:
            line = source.count("\n", 0, error.position) + 1
            what = "There is a character that YAML does not allow."
            self.problems.append(Problem(self.file, line, what, "Take it out: it may not be visible."))
            return None
        if root is None:
            self.note(None, "The file is empty.", "Write a flow into it, or take it away.")
        return root

    def note(self, node: yaml.Node | None, what: str, fix: str) -> None:
        """Note a problem at a node."""
        place = self.place(node)
        self.problems.append(Problem(place.file, place.line, what, fix))

    def place(self, node: yaml.Node | None) -> Place:
        """Where a node stands."""
        return Place(node.start_mark.name, node.start_mark.line + 1) if node is not None else Place(self.file, 1)

    def fields(self, node: yaml.Node | None, what: str, known: Mapping[str, bool]) -> dict[str, yaml.Node]:
        """A mapping's values by key; `known` names the keys and says which must be there."""
        if not isinstance(node, yaml.MappingNode):
            self.note(
                node,
                f"{what} should be a set of `key: value` lines.",
                "Known keys: " + ", ".join(known) + ".",
            )
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key not in known:
                self.note(key_node, f"{what} has no key `{key}`.", "Known keys: " + ", ".join(known) + ".")
            elif key in found:
                self.note(key_node, f"`{key}` is there twice in {what.lower()}.", "Keep one of them.")
            else:
                found[key] = value
        for key, needed in known.items():
            if needed and key not in found:
                self.note(node, f"{what} needs `{key}`.", f"Add a line `{key}: ...`.")
        return found

    def entries(self, node: yaml.Node | None, what: str) -> Iterator[tuple[str, yaml.Node]]:
        """A mapping's keys and values where any key may stand; each key once."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{what} should be a set of `key: value` lines.", "Write each on a line of its own.")
            return
        seen = set()
        for key_node, value in node.value:
            key = self.text(key_node)
            if key in seen:
                self.note(key_node, f"`{key}` is there twice in {what.lower()}.", "Keep one of them.")
            elif key:
                seen.add(key)
                yield key, value

    def text(self, node: yaml.Node | None) -> str:
        """A string, as written; empty where there is no node, since `fields` has noted that."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.note(node, "There should be words here.", "Write a text on this line.")
            return ""
        return str(node.value).strip()

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        """One string, or a list of them."""
        if isinstance(node, yaml.SequenceNode) and node.value:
            return tuple(self.text(item) for item in node.value)
        return (self.text(node),)

    def items(self, node: yaml.Node | None, what: str) -> Iterator[yaml.Node]:
        """The nodes of a list."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.note(node, f"{what} should be a list.", "Start each line with `- `.")
            return
        yield from node.value

    def choice(self, node: yaml.Node | None, allowed: type[Member]) -> Member:
        """A member of an enumeration; its first member after noting the problem."""
        members = {str(member): member for member in allowed}
        value = self.text(node)
        if value and value not in members:
            self.note(
                node,
                f"`{value}` is not one of the values allowed here.",
                "Use one of: " + ", ".join(members) + ".",
            )
        return members.get(value, next(iter(members.values())))

    def flag(self, node: yaml.Node | None) -> bool:
        """True or false; false when not there."""
        value = self.text(node)
        if value and value not in {"true", "false", "yes", "no"}:
            self.note(node, f"`{value}` is neither true nor false.", "Write `true` or `false`.")
        return value in {"true", "yes"}

    def number(self, node: yaml.Node | None) -> int | None:
        """A whole number, if there is one."""
        value = self.text(node)
        if value and not re.fullmatch(r"-?[0-9]{1,9}", value):
            self.note(node, f"`{value[:20]}` is not a whole number of at most nine digits.", "Write digits only.")
            return None
        return int(value) if value else None


def _root(source: str, name: str, *, quick: bool) -> yaml.Node | None:
    """The root node of a text, whose every node names its file; raises YAMLError and _NotPlain.

    LibYAML is five times as quick, but not every machine has it, and it takes some texts that PyYAML's own reader
    refuses: what a council writes must be right everywhere or nowhere. So it reads only our own files, and what it
    refuses is looked at again, so that the reason is told in the same words.
    """
    if quick:
        with suppress(yaml.YAMLError, UnicodeError):
            return _composed(source, name, yaml.CSafeLoader)
    return _composed(source, name, yaml.SafeLoader)


def _composed(source: str, name: str, loader: type[yaml.CSafeLoader | yaml.SafeLoader]) -> yaml.Node | None:
    _refuse_what_is_not_plain(yaml.parse(_named(source, name), loader))
    root: yaml.Node | None = yaml.compose(_named(source, name), loader)
    return root


def _named(source: str, name: str) -> io.StringIO:
    stream = io.StringIO(source)
    stream.name = name  # where a reader looks for the name of what it reads
    return stream


def _refuse_what_is_not_plain(events: Iterable[yaml.Event]) -> None:
    """Keep a short text from standing for a huge one; raises _NotPlain before any node is made."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise _NotPlain(event, "The file uses YAML aliases (*).", "Write the words out where they are needed.")
        if isinstance(event, yaml.NodeEvent) and depth == DEPTH:
            what = f"The file is nested more than {DEPTH} levels deep."
            raise _NotPlain(event, what, "Close a bracket, or say it more simply.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _line_of(error: yaml.MarkedYAMLError, source: str) -> int:
    """Where YAML noticed a fault; where it began if it was noticed only at the end, as with a quote left open."""
    text = source.rstrip()
    mark = error.problem_mark
    if error.context_mark and (mark is None or mark.index >= len(text)):
        mark = error.context_mark
    return min(mark.line, text.count("\n")) + 1 if mark else 1
