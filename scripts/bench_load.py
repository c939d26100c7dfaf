"""Many clients at once, from a process of their own: how long each step took, and how many there were in a second."""

import math
import multiprocessing
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from driving import Conversation, Line, NotAnswered, Worker

Act = Callable[[], float]
"""Does one thing, and gives the seconds it took, without what it had to prepare."""
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Load:
    """What many clients at once came to: milliseconds of each step, and how long all of it took in seconds."""

    clients: int
    taken: tuple[float, ...]
    seconds: float

    def percentile(self, percent: float) -> float:
        """So many of a hundred took no longer than these milliseconds."""
        return sorted(self.taken)[max(0, math.ceil(len(self.taken) * percent / 100) - 1)]

    @property
    def per_second(self) -> float:
        """Steps in a second."""
        return len(self.taken) / self.seconds


@dataclass(frozen=True)
class Target:
    """Where clients go: the service with an account, or a page of the limit."""

    port: int
    name: str = ""
    password: str = ""
    page: str = ""

    def client(self) -> Act:
        """Another client of it."""
        line = Line(HOST, self.port)
        if self.page:
            return _Limit(line, self.page)
        return _Talking(Worker.signed_in(line, self.name, self.password))


class _Limit:
    """Sends the form of a page of the limit, and follows where it leads."""

    def __init__(self, line: Line, page: str) -> None:
        self.line, self.path = line, f"/{page}?of={secrets.token_hex(8)}"

    def __call__(self) -> float:
        started = time.perf_counter()
        reply = self.line.post(self.path, {"token": secrets.token_hex(8), "words": "Synthetic words."})
        if reply.status == 303:
            reply = self.line.get(reply.location)
        if reply.status != 200:
            raise NotAnswered(f"{self.path} gave {reply.status}")
        return time.perf_counter() - started


class _Talking:
    """Holds one conversation after another; beginning them is not measured."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.conversation: Conversation | None = None

    def __call__(self) -> float:
        if self.conversation is None or self.conversation.is_over:
            self.conversation = self.worker.begins()
        taken, _bytes = self.conversation.answer()
        return taken


def put(target: Target, clients: int, seconds: float) -> Load:
    """So many clients at once for so long, in a process of their own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_put, (target, clients, seconds))


def _put(target: Target, clients: int, seconds: float) -> Load:
    ready, taken = threading.Barrier(clients), list[float]()
    problems: list[Exception] = []
    ends = [0.0]

    def one() -> None:
        try:
            act = target.client()
            act()
            ready.wait()
            until = time.perf_counter() + seconds
            while time.perf_counter() < until and not problems:
                taken.append(act() * 1000)
            ends.append(time.perf_counter() - until + seconds)
        except Exception as problem:
            problems.append(problem)
            ready.abort()

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    told: Sequence[Exception] = [each for each in problems if not isinstance(each, threading.BrokenBarrierError)]
    if told:
        raise told[0]
    return Load(clients, tuple(taken), max(ends))
