"""What was timed, as people compare it: half, and all but the slowest one in a hundred."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime


def percentile(taken: Sequence[float], share: int) -> float:
    """The least of them that so many of a hundred do not exceed."""
    ordered = sorted(taken)
    return ordered[-(-len(ordered) * share // 100) - 1]


def both(taken: Sequence[float]) -> dict[str, float]:
    """p50 and p99, in hundredths of a millisecond."""
    return {"p50": round(percentile(taken, 50), 2), "p99": round(percentile(taken, 99), 2)}


def where_and_when() -> dict[str, str]:
    """What a result says of the machine it was measured on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
    }
