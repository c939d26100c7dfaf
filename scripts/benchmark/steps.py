"""What a step costs: an answer, the redirect, the next question's page, at the server as it is started for people.

The limit is measured in the same run, turn and turn about, since a machine is never twice the same.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tools
from benchmark import budget, durable, figures, growth, interview, long, painted, plot, server, weight
from benchmark.client import Browser
from benchmark.load import crowd, limit_step, middle
from benchmark.server import Running
from benchmark.timed import both, where_and_when

LIMIT = (sys.executable, "-m", "benchmark.limit")


@dataclass(frozen=True)
class Plan:
    """How much is done: `sizes` are enquiries, each with so many copies; `crowds` are clients at a time."""

    rounds: int
    sizes: tuple[tuple[int, int], ...]
    crowds: tuple[int, ...]
    crowd_rounds: int
    limit_steps: int
    answers: int
    rows: int
    long_runs: int
    taps: int
    confirmed: int
    """Answers that strace looks at."""
    starts: bool
    """Whether the demonstration with all its stories is made, or a few enquiries are enough."""


SHORT = Plan(1, ((20, 1),), (2, 4), 1, 10, 12, 1, 1, 2, 3, starts=False)
WHOLE = Plan(12, ((10_000, 1), (20_000, 10)), (8, 32), 5, 60, 206, long.MOST_ROWS, 3, 20, 100, starts=True)
MILLION = (20_000, 50)


@dataclass(frozen=True)
class Servers:
    """Those that are measured, all running at once: the limit, and the service by how many enquiries it has."""

    limit: Running
    services: Mapping[str, Running]
    folders: Mapping[str, Path]

    @property
    def empty(self) -> Running:
        """The service without enquiries but those of the demonstration."""
        return next(iter(self.services.values()))


def run(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure everything, print it, and give it."""
    plan = SHORT if given.short else WHOLE
    if given.large:
        plan = replace(plan, sizes=(*plan.sizes, MILLION))
    found: dict[str, Any] = {"data": "synthetic", **where_and_when()}
    with tempfile.TemporaryDirectory() as passing, ExitStack() as until_the_end:
        folders = _folders(plan, Path(passing), folder)
        first = _first_start(folders["0 enquiries"], plan)
        servers = _started(until_the_end, folders)
        found["start"] = {"first": first, "second": round(servers.empty.began, 2)}
        found["memory"] = {"idle": servers.empty.memory()}
        for part in (_one_client, _clients, _answers, _beside, _painted, _fsyncs):
            print(f"... {part.__name__.strip('_').replace('_', ' ')}", file=sys.stderr, flush=True)
            found |= part(plan, servers)
        found["memory"]["after"] = servers.empty.memory()
    found["goals"] = [asdict(goal) for goal in budget.goals(found)]
    print("\n".join(lines(found)))
    if given.plot:
        given.plot.write_text(plot.drawn(charts(found)), encoding="utf-8")
    return found


def _folders(plan: Plan, passing: Path, kept: Path) -> dict[str, Path]:
    """The databases by how many enquiries they have; that without any is made anew by its first start."""
    folders = {"0 enquiries": passing / "empty"}
    if not plan.starts:
        figures.made(folders["0 enquiries"], 5, 1)
    for enquiries, copies in plan.sizes:
        folders[f"{enquiries * copies:,} enquiries"] = kept / str(enquiries * copies)
        figures.made(kept / str(enquiries * copies), enquiries, copies)
    return folders


def _started(until_the_end: ExitStack, folders: Mapping[str, Path]) -> Servers:
    limit = until_the_end.enter_context(server.started(LIMIT, announced="The limit listens"))
    services = {name: until_the_end.enter_context(server.service(folder)) for name, folder in folders.items()}
    return Servers(limit, services, folders)


def _first_start(folder: Path, plan: Plan) -> float | None:
    """Seconds of the start that makes the demonstration."""
    if not plan.starts:
        return None
    with server.service(folder) as first:
        return round(first.began, 2)


def _one_client(plan: Plan, servers: Servers) -> dict[str, Any]:
    """One interview at each size and as many steps at the limit, again and again in turn."""
    taken: dict[str, list[float]] = {name: [] for name in (*servers.services, "reference step", "one row")}
    sizes: list[int] = []
    for number in range(plan.rounds + 1):
        if number == 1:  # the first round only warms up
            taken = {name: [] for name in taken}
        for name, running in servers.services.items():
            steps = list(_interview(running, number))
            taken[name] += [step.took for step in steps]
            sizes += [step.size for step in steps]
        taken["reference step"] += _limit(servers.limit, "/step", plan)
        taken["one row"] += _limit(servers.limit, "/one", plan)
    loads = weight.first_loads(servers.empty.port)
    return {
        "one client": {name: {**both(each), "steps": len(each)} for name, each in taken.items()},
        "bytes": {"a step": round(sum(sizes) / len(sizes)), "the largest step": max(sizes), **loads},
    }


def _interview(running: Running, number: int) -> Iterator[interview.Step]:
    at = interview.seat(running.port, number)
    yield from interview.hold(at.browser, interview.begin(at))
    at.browser.close()


def _limit(running: Running, path: str, plan: Plan) -> Iterator[float]:
    browser = Browser(running.port)
    yield from (limit_step(browser, path) for _ in range(plan.limit_steps))
    browser.close()


def _clients(plan: Plan, servers: Servers) -> dict[str, Any]:
    """Many at once, at the service and at the limit in turn."""
    at_service, at_limit = {}, {}
    for clients in plan.crowds:
        rounds = [
            (crowd(servers.empty.port, clients, 1), crowd(servers.limit.port, clients, plan.limit_steps, path="/step"))
            for _ in range(plan.crowd_rounds)
        ]
        at_service[str(clients)], at_limit[str(clients)] = (middle(each) for each in zip(*rounds, strict=True))
    return {"clients": at_service, "clients at the reference step": at_limit}


def _answers(plan: Plan, servers: Servers) -> dict[str, Any]:
    """Long conversations."""
    port = servers.empty.port
    runs = {
        "corrected again and again": [list(long.corrected(port, plan.answers)) for _ in range(plan.long_runs)],
        f"about {2 * plan.rows + 1} outcomes": [
            list(long.of_many_outcomes(port, plan.rows)) for _ in range(plan.long_runs)
        ],
    }
    return {
        "answers": {name: long.at_each(each) for name, each in runs.items()},
        "curves": {name: long.curve(each) for name, each in runs.items()},
    }


def _beside(plan: Plan, servers: Servers) -> dict[str, Any]:
    """What else goes on, over the most enquiries there are."""
    largest = list(servers.services)[-1]
    port = servers.services[largest].port
    return {
        "beside an export": growth.exporting(servers.folders[largest], port, max(1, plan.rounds // 3)),
        "a worklist": growth.reading(port, min(plan.crowds)),
    }


def _painted(plan: Plan, servers: Servers) -> dict[str, Any]:
    return {"painted": painted.taps(servers.empty.port, plan.taps)}


def _fsyncs(plan: Plan, servers: Servers) -> dict[str, Any]:
    strace = shutil.which(tools.STRACE.name)
    return {"fsyncs": durable.each_answer(servers.folders["0 enquiries"], strace, plan.confirmed) if strace else {}}


def charts(found: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, plot.Curve]]]:
    """The two curves that should be flat."""
    one = found["one client"]
    sizes = [(float(name.split()[0].replace(",", "")), one[name]["p50"]) for name in one if name.endswith("enquiries")]
    reference = [(x, one["reference step"]["p50"]) for x, _ in sizes]
    return {
        "A step, by answers given before": ("answers in the conversation", found["curves"]),
        "A step, by enquiries in the record": ("enquiries", {"a step": sizes, "the reference step": reference}),
    }


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The tables."""
    yield f"\n{'milliseconds':<46} {'p50':>8} {'p99':>8} {'a second':>9}"
    tables = ("one client", "clients", "clients at the reference step", "beside an export", "a worklist")
    for title in tables:
        for name, each in found[title].items():
            yield f"{title + ': ' + name:<46.46} {each['p50']:>8} {each['p99']:>8} {each.get('a_second', ''):>9}"
    for name, at in found["answers"].items():
        yield f"at answer {', '.join(at)}: {name}: {', '.join(map(str, at.values()))}"
    for title in ("start", "memory", "bytes", "fsyncs", "painted"):
        yield f"{title}: {found[title]}"
    yield f"\n{'goal':<76} {'wanted':>16} {'measured':>9}"
    for goal in found["goals"]:
        met = {True: "met", False: "NOT MET", None: "not measured"}[goal["met"]]
        measured = "" if goal["measured"] is None else goal["measured"]
        yield f"{goal['what']:<76.76} {goal['goal']:>16} {measured:>9} {met}"
