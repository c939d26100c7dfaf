"""A state of a page: what the service really answered to somebody, kept so that it can be looked at in many ways."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta"})
"""Elements that have no end tag."""
CHANGES_EACH_TIME = re.compile(r'name="(?:csrf_token|step|change|token)" value="[^"]*"|[?&]v=[0-9a-f]{16}')


@dataclass(frozen=True)
class State:
    """A page as somebody meets it."""

    name: str
    """A sentence: which page, whose, and what is special about it."""
    endpoint: str | None
    kind: str | None
    """The kind of question on it, if there is one."""
    path: str
    status: int
    html: str

    @cached_property
    def parts(self) -> frozenset[object]:
        """What it is made of, whatever its words are: each kind of element in what it stands in."""
        reader = _Parts()
        reader.feed(self.html)
        return frozenset(reader.parts)


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: set[object] = set()
        self.within: list[tuple[str, object]] = [("", None)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        part = (tag, told.get("class"), told.get("type"), told.get("role"), *sorted(told))
        self.parts.add((self.within[-1][1], part))
        if tag not in EMPTY:
            self.within.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        while len(self.within) > 1 and self.within.pop()[0] != tag:
            pass


@dataclass
class Met:
    """Every state that was met, each once: a page that only differs in what protects its forms is no other."""

    router: MapAdapter | None = None
    """Tells which endpoint a path is of."""
    states: dict[str, State] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[State]:
        """Every state, in the order met."""
        return iter(self.states.values())

    def unlike(self) -> list[State]:
        """Few states that hold every part there is, and each page, kind of question and kind of reply."""
        held = {state.name: state.parts | {(state.endpoint, state.kind, state.status)} for state in self}
        left: set[object] = set().union(*held.values())
        chosen = []
        while left:
            chosen.append(max(self, key=lambda state: len(held[state.name] & left)))
            left -= held[chosen[-1].name]
        return chosen

    def one_of_each(self) -> list[State]:
        """The largest state of each page, kind of question and kind of reply."""
        largest: dict[object, State] = {}
        for state in sorted(self, key=lambda each: -len(each.parts)):
            largest.setdefault((state.endpoint, state.kind, state.status), state)
        return list(largest.values())

    def note(self, name: str, reply: TestResponse, *, kind: str | None = None) -> bool:
        """Keep what the service answered, if it is a page and was not met before; gives whether it was kept."""
        reply.close()
        if reply.mimetype != "text/html" or 300 <= reply.status_code < 400:
            return False
        body = hashlib.sha256(CHANGES_EACH_TIME.sub("", reply.text).encode()).hexdigest()
        if body in self._known:
            return False
        assert name not in self.states, f"two states have the name {name}"
        self._known.add(body)
        path = reply.request.path
        self.states[name] = State(
            name, self._endpoint(path, reply.request.method), kind, path, reply.status_code, reply.text
        )
        return True

    def _endpoint(self, path: str, method: str) -> str | None:
        assert self.router
        try:
            endpoint: str = self.router.match(path, method)[0]
        except HTTPException:
            return None  # there is no such page
        return endpoint
