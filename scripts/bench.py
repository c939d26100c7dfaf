"""Measure what the service costs: `.venv/bin/python scripts/bench.py measures|steps|servers|profile [--short]`.

`measures` times what figures cost on a synthetic database, `steps` the answers of conversations at the real server,
against the least that the same work can cost, `servers` such answers under other servers; `profile` tells where the
time of a step goes. What each does, and what it came to, stands in docs/benchmark.md.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmark import figures, inside, servers, steps

PARTS = {"measures": figures.run, "steps": steps.run, "servers": servers.run, "profile": inside.run}


def options() -> argparse.ArgumentParser:
    """What may be asked for."""
    parser = argparse.ArgumentParser(description="Measure what the service costs.")
    parser.add_argument("what", choices=list(PARTS))
    parser.add_argument("--short", action="store_true", help="a small database, only to see that it works")
    parser.add_argument("--folder", type=Path, help="where the synthetic databases are kept, or made if there are none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the results are written")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="measures: how often each is timed (20)")
    parser.add_argument("--profile", action="store_true", help="measures: also tell where the time went")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="steps: where the curves are drawn (SVG)")
    parser.add_argument("--large", action="store_true", help="steps: also with 1,000,000 enquiries")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    given = options().parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        found = PARTS[given.what](given, folder)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
