"""What a step may cost: each goal, what was measured, and whether it was met; all of one run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """One goal; `measured` is None where it could not be measured."""

    what: str
    goal: str
    measured: float | None
    met: bool | None

    @classmethod
    def at_most(cls, what: str, most: float, measured: float | None, unit: str = "x") -> "Goal":
        """A figure that must not be above."""
        known = None if measured is None else round(measured, 2)
        return cls(what, f"at most {most:g} {unit}", known, None if known is None else known <= most)

    @classmethod
    def at_least(cls, what: str, least: float, measured: float) -> "Goal":
        """A ratio that must not be below."""
        return cls(what, f"at least {least:g} x", round(measured, 2), measured >= least)


def goals(found: Mapping[str, Any]) -> Iterator[Goal]:
    """Those of docs/benchmark.md, by what a run found."""
    one, crowds, limits = found["one client"], found["clients"], found["clients at the reference step"]
    reference = one["reference step"]["p50"]
    yield Goal.at_most(
        "p50 of a step, one client, against the reference step", 3, one["0 enquiries"]["p50"] / reference
    )
    yield Goal.at_most("p99 of a step, one client", 8, one["0 enquiries"]["p99"], "ms")
    few, *_, many = crowds
    yield Goal.at_most(f"p99 of a step, {few} clients", 40, crowds[few]["p99"], "ms")
    share, kept = (crowds[few]["a_second"] / each["a_second"] for each in (limits[few], crowds[many]))
    yield Goal.at_least(f"steps a second at {few} clients, against the reference step", 0.4, share)
    yield Goal.at_least(f"steps a second at {many} clients against {few}", 0.9, 1 / kept)
    memory = found["memory"]
    yield Goal.at_most("memory of all processes, idle", 75, memory["idle"], "MB")
    yield Goal.at_most("memory of all processes, after the load", 100, memory["after"], "MB")
    yield from _growing(found)
    loads = found["bytes"]
    yield Goal.at_most(
        "first load of the person’s screen, compressed", 100, loads["the person’s first page"] / 1000, "kB"
    )
    yield Goal.at_most("first load of the sign-in page, compressed", 100, loads["sign-in page"] / 1000, "kB")
    yield Goal.at_most("a step, compressed", 15, loads["a step"] / 1000, "kB")
    yield Goal.at_most("start of the service, the second time", 2, found["start"]["second"], "s")
    yield from _not_everywhere(found)


def _growing(found: Mapping[str, Any]) -> Iterator[Goal]:
    one = found["one client"]
    sizes = [name for name in one if name.endswith(" enquiries")]
    for name in sizes[1:]:
        yield Goal.at_most(f"a step with {name}, against none", 1.1, one[name]["p50"] / one[sizes[0]]["p50"])
    for name, at in found["answers"].items():
        if len(at) > 1:
            first, *_, last = at
            yield Goal.at_most(f"a step at answer {last} against {first}: {name}", 1.5, at[last] / at[first])
    alone, *others = found["beside an export"].items()
    for name, figures in others:
        yield Goal.at_most(f"p99 of a step beside {name}", 2, figures["p99"] / alone[1]["p99"])


def _not_everywhere(found: Mapping[str, Any]) -> Iterator[Goal]:
    """What needs strace or a browser."""
    counted = found["fsyncs"]
    usual = float(max(counted, key=counted.get)) if counted else None
    yield Goal("fsyncs before the reply to an answer", "exactly 1", usual, None if usual is None else usual == 1)
    painted = found["painted"]
    took = painted["p50"] - painted["round_trip"] if painted else None
    yield Goal.at_most("tap to next question painted, above one round trip", 150, took, "ms")
