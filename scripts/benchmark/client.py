"""A browser that costs little: one connection kept open, one cookie, forms read from the pages themselves.

It is no HTTP client for anything else: what it asks answers with a length, and never in pieces.
"""

import gzip
import html
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

Fields = Sequence[tuple[str, str]]

LAST_PIECE = b"0\r\n\r\n"

_COOKIE = re.compile(rb"(?im)^set-cookie: *([^;\r\n]+)")
_LENGTH = re.compile(rb"(?im)^content-length: *([0-9]+)")
_LOCATION = re.compile(rb"(?im)^location: *([^\r\n]+)")
_ZIPPED = re.compile(rb"(?im)^content-encoding: *gzip")
_TAG = re.compile(r"<(?:input|textarea)\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Unexpected(RuntimeError):
    """The service answered otherwise than a person at a screen would want it."""


@dataclass(frozen=True)
class Reply:
    """What came back, and how many bytes that were."""

    status: int
    head: bytes
    body: bytes
    size: int

    @property
    def text(self) -> str:
        """The page."""
        whole = gzip.decompress(self.body) if _ZIPPED.search(self.head) else self.body
        return whole.decode("utf-8")

    @property
    def location(self) -> str:
        """Where it sends on to."""
        found = _LOCATION.search(self.head)
        if found is None:
            raise Unexpected(f"{self.status} without a place to go on to")
        return found[1].decode("ascii")


class Browser:
    """One browser, which keeps its connection and its cookie."""

    def __init__(self, port: int) -> None:
        """Connect to this machine."""
        self.port, self.cookie, self.received = port, b"", 0
        self._socket = self._connected()

    def _connected(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def get(self, path: str) -> Reply:
        """Open a page."""
        self._socket.sendall(b"GET %b HTTP/1.1\r\n%b\r\n" % (path.encode("ascii"), self._head()))
        return self._reply()

    def post(self, path: str, fields: Fields) -> Reply:
        """Send a form."""
        self._send(path, fields)
        return self._reply()

    def _send(self, path: str, fields: Fields) -> None:
        body = urlencode(fields).encode("ascii")
        head = b"%bContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % (
            self._head(),
            len(body),
        )
        self._socket.sendall(b"POST %b HTTP/1.1\r\n%b\r\n%b" % (path.encode("ascii"), head, body))

    def save(self, path: str, fields: Fields, enough: Callable[[], bool]) -> int:
        """Send a form whose reply is a file that comes in pieces; gives its bytes, or those until it was enough."""
        self._send(path, fields)
        head, end = self._head_of_reply()
        if _LENGTH.search(head):
            raise Unexpected(f"{int(head[9:12])}: that was no file")
        received = len(end)
        while not end.endswith(LAST_PIECE) and not enough():
            more = self._more()
            received, end = received + len(more), (end + more)[-len(LAST_PIECE) :]
        self.close()
        self._socket = self._connected()
        return received

    def follow(self, reply: Reply) -> Reply:
        """Go on where a reply sends to, until a page is there."""
        while reply.status in {302, 303}:
            reply = self.get(reply.location)
        return reply

    def submit(self, page: Reply, action: str, **typed: str) -> Reply:
        """Send the form of a page that goes to `action`, as it stands but for what is typed; gives the page after."""
        fields = dict(hidden(page.text, action)) | typed
        return self.follow(self.post(action, list(fields.items())))

    def take_cookie(self, head: bytes) -> None:
        """Keep the cookie that a reply gives."""
        if (cookie := _COOKIE.search(head)) is not None:
            self.cookie = cookie[1]

    def _head(self) -> bytes:
        cookie = b"Cookie: %b\r\n" % self.cookie if self.cookie else b""
        return b"Host: 127.0.0.1\r\nAccept-Encoding: gzip\r\nSec-Fetch-Site: same-origin\r\n%b" % cookie

    def _reply(self) -> Reply:
        head, got = self._head_of_reply()
        status, length = int(head[9:12]), _LENGTH.search(head)
        if length is None and status != 204:
            raise Unexpected(f"{status} without a length")
        wanted = int(length[1]) if length else 0
        while len(got) < wanted:
            got += self._more()
        self.take_cookie(head)
        self.received += len(head) + len(got)
        return Reply(status, head, got, len(head) + len(got))

    def _head_of_reply(self) -> tuple[bytes, bytes]:
        """The head, and what came with it."""
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        return got[: end + 4], got[end + 4 :]

    def _more(self) -> bytes:
        more = self._socket.recv(262_144)
        if not more:
            raise Unexpected("the service hung up")
        return more


def tags(page: str) -> Iterable[dict[str, str]]:
    """The attributes of every field on a page, in order."""
    for found in _TAG.finditer(page):
        yield {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[0])}


def hidden(page: str, action: str) -> Fields:
    """What the form that goes to `action` holds unseen."""
    start = page.find(f'action="{action}"')
    if start < 0:
        raise Unexpected(f"no form goes to {action}")
    form = page[start : page.find("</form>", start)]
    return [(each["name"], each.get("value", "")) for each in tags(form) if each.get("type") == "hidden"]
