"""One role at its browser, in front of a service of its own, kept signed in for a scanner; knows no scanner."""

import re
import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from msp_dialogue.accounts import Role
from tests.long.gate import CLOSED, Tally, gate
from tests.long.prepared import Prepared, name_of
from tests.long.served import served
from tests.long.visitor import Page, Visitor, shape
from tests.web.site import PASSWORD

NOBODY, SCREEN = "nobody", "handed-over screen"
EVERYONE = (NOBODY, *(str(role) for role in Role), SCREEN)
_SENT = re.compile(rb"(?<=csrf_token=)[\w.-]+")
_SHOWN = re.compile(rb'name="csrf_token" value="([^"]+)"')


class Seat:
    """A scanner's place at the gate: what it sends may end the session, and then the role begins anew."""

    def __init__(self, role: str, prepared: Prepared, folder: Path) -> None:
        """Nothing runs yet."""
        self.role, self.prepared, self.folder = role, prepared, folder
        self.visitor = Visitor(0)
        self.closed: tuple[str, ...] = (*CLOSED, f"/accounts/{prepared.accounts.get(role, 'none')}")
        self.tally: Tally = Tally()
        self.times_begun = 0
        self.start = "/"
        self.others = ("/talk/help", "/talk/back") if role == SCREEN else ()
        """Pages to which no link leads, only a button of the question's form."""
        self.address = ""
        self._gate, self._service = ExitStack(), ExitStack()
        self._screens = list(prepared.screens)
        self._csrf = b""
        self._shown: set[bytes] = set()
        self._one_at_a_time = threading.RLock()

    def __enter__(self) -> Self:
        """Start the service and the gate, and sign in."""
        self._restart()
        self._begin()
        self.address = self._gate.enter_context(gate(self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        """End both."""
        self._gate.close()
        self._service.close()

    def is_there(self) -> bool:
        """Whether the role still has its place."""
        page = self.visitor.open(self.start)
        asked = self.role != SCREEN or any(form.action == "/talk" for form in page.forms)
        return asked and page.path == self.start

    def keep(self) -> None:
        """Begin anew if what a scanner sent has ended the session, or the account."""
        with self._one_at_a_time:
            if self.role == NOBODY or self.is_there():
                return
            self._begin()
            if not self.is_there():
                self._restart()
                self._begin()

    def look_at(self, page: bytes) -> None:
        """Remember the protection that its forms carry."""
        self._shown.update(_SHOWN.findall(page))

    def with_csrf(self, form: bytes) -> bytes:
        """The form with the protection of the session as it is now, where it carries one that some page has shown."""
        return _SENT.sub(lambda sent: self._csrf if sent[0] in self._shown else sent[0], form)

    def _restart(self) -> None:
        self._service.close()
        self.visitor.port = self._service.enter_context(served(self.prepared.folder, self.folder / "service"))
        self._screens = list(self.prepared.screens)

    def _go_in(self) -> Page:
        """The first question of the conversation that the advocate is invited to."""
        (choice,) = [form for form in self.visitor.open("/talk/exit").forms if form.action == "/talk/exit"]
        invited = self.visitor.send(choice, exit="with")
        (before,) = [link for link in invited.links if shape(link).endswith("/*")]
        (form,) = [form for form in self.visitor.open(before).forms if form.action == before]
        return self.visitor.send(form, present="nobody", safe="yes")

    def _begin(self) -> None:
        self.times_begun += 1
        self.visitor.cookie = ""
        if self.role == NOBODY:
            self.start = self.visitor.open("/sign-in").path
        elif self.role == SCREEN:
            if not self._screens:
                self._restart()
            self.visitor.cookie, self.start = f"session={self._screens.pop()}", "/talk"
        else:
            self.start = self.visitor.sign_in(name_of(Role(self.role)), PASSWORD).path
            if self.role == Role.ADVOCATE:
                self.start = self._go_in().path
        fields = [field for form in self.visitor.open(self.start).forms for field in form.fields]
        self._csrf = dict(fields).get("csrf_token", "").encode()  # none on a screen that has come to rest meanwhile
        self._shown.add(self._csrf)
