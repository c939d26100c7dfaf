"""wapiti and sqlmap against a service of our own on 127.0.0.1, signed in as each role: `python -m tests.long.scanners`.

What they find must stand, with its reason, in findings.md beside this file. Takes the folder for the results, and that
of the programs; ends with code 1 for anything that is not explained.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.long.findings import Finding, verdict
from tests.long.prepared import Prepared, prepare
from tests.long.seat import EVERYONE, Seat
from tests.long.visitor import Form, Page, shape

MODULES = (
    *("backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers", "methods"),
    *("permanentxss", "redirect", "shellshock", "sql", "xss"),
)  # without those that need another host to answer (ssrf, xxe), or would fetch a list from one (nikto, wapp)
SECONDS = 60  # for wapiti to look around, and again for each of its modules
INJECTED = "sqlmap identified the following injection point(s)"
NOWHERE = {
    **os.environ,
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "127.0.0.1",
}
"""For the scanners: this machine is reached, and any other, from which wapiti would fetch lists, is not."""

SQLMAP_SECONDS = 120  # for one form or address


def pages(seat: Seat) -> Iterator[Page]:
    """Every page that links lead to, one of each kind."""
    met: set[str] = set()
    waiting = [seat.start, *seat.others, "/"]
    while waiting:
        path = waiting.pop(0)
        if shape(path) in met or path.startswith("/static/"):
            continue
        met.add(shape(path))
        page = seat.visitor.open(path)
        waiting += page.links
        yield page


def wapiti(program: Path, seat: Seat) -> list[Finding]:
    """What wapiti finds."""
    report = seat.folder / "wapiti.json"
    command = [str(program), "-u", f"{seat.address}/", "--scope", "folder"]
    command += [word for path in (seat.start, *seat.others) for word in ("-s", f"{seat.address}{path}")]
    command += ["-m", ",".join(MODULES), "--flush-session", "--no-bugreport"]
    command += ["--max-scan-time", str(SECONDS), "--max-attack-time", str(SECONDS), "--max-links-per-page", "60"]
    command += ["--store-session", str(seat.folder / "wapiti"), "--store-config", str(seat.folder / "wapiti")]
    command += ["-f", "json", "-o", str(report)]
    with (seat.folder / "wapiti.log").open("wb") as log:
        subprocess.run(command, stdout=log, stderr=log, check=False, env=NOWHERE, timeout=SECONDS * (len(MODULES) + 2))
    told = json.loads(report.read_text(encoding="utf-8"))
    by_kind = {**told["vulnerabilities"], **told["anomalies"]}
    return [
        Finding(f"wapiti: {kind} at {one['method']} {shape(one['path'])}", f"{one['info']} ({one['parameter']})")
        for kind, all_of_kind in by_kind.items()
        for one in all_of_kind
        if not one["path"].startswith(seat.closed)  # the gate answered there
    ]


def targets(seat: Seat) -> dict[str, list[str]]:
    """What sqlmap is given: each kind of form, and each kind of address with an id in it."""
    found: dict[str, list[str]] = {}
    for page in pages(seat):
        if "*" in shape(page.path):
            marked = re.sub(r"(/[0-9a-f]{32})(?=/|$)", r"\1*", page.path)
            found.setdefault(f"GET {shape(page.path)}", ["-u", f"{seat.address}{marked}"])
        for form in page.forms:
            free = [name for name, _ in form.fields if name != "csrf_token"]
            if free and not form.action.startswith(seat.closed):
                found.setdefault(f"POST {shape(form.action)}", _sent(seat, form, free))
    return found


def _sent(seat: Seat, form: Form, free: list[str]) -> list[str]:
    data = "&".join(f"{name}={value or '1'}" for name, value in form.fields)
    return ["-u", f"{seat.address}{form.action}", "--data", data, "-p", ",".join(free)]


def sqlmap(program: Path, seat: Seat) -> list[Finding]:
    """What sqlmap finds."""
    found = []
    for name in targets(seat):
        seat.keep()
        arguments = targets(seat).get(name)  # anew, since ids and tokens may be others now
        if arguments is None:
            continue
        told = _sqlmap([str(program), *arguments], seat.folder)
        with (seat.folder / "sqlmap.log").open("a", encoding="utf-8") as log:
            log.write(f"\n== {name}\n{told}")
        if INJECTED in told:
            found.append(Finding(f"sqlmap: injection at {name}", told.split(INJECTED)[1][:500]))
        elif "all tested parameters do not appear to be injectable" not in told:
            found.append(Finding(f"sqlmap: not tested to the end: {name}", told.strip()[-200:]))
    return found


def _sqlmap(command: list[str], folder: Path) -> str:
    options = ["--batch", "--disable-coloring", "--flush-session", "--dbms=sqlite", "--technique=BEU", "--level=1"]
    options += ["--ignore-code=*", "--ignore-redirects", "--output-dir", str(folder / "sqlmap"), "--threads=2"]
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, check=False, env=NOWHERE, timeout=SQLMAP_SECONDS
        )
    except subprocess.TimeoutExpired as slow:
        return (slow.stdout or b"").decode("utf-8", "replace") + "\nno time left"
    return done.stdout + done.stderr


def failures(seat: Seat) -> list[Finding]:
    """Every answer that only a fault of ours gives, whatever a scanner made of it."""
    return [
        Finding(f"answered {status}: {method} {path}", f"{times} times")
        for (method, path, status), times in seat.tally.items()
        if status >= 500
    ]


def scan(role: str, prepared: Prepared, folder: Path, programs: Path) -> list[Finding]:
    """Everything that both find as this role."""
    folder.mkdir(parents=True)
    with Seat(role, prepared, folder) as seat:
        met = [page for page in pages(seat) if page.status == 200]
        found = wapiti(programs / "wapiti", seat) + sqlmap(programs / "sqlmap", seat)
    found += failures(seat)
    lines = [f"{times:>6} {status} {method} {path}" for (method, path, status), times in sorted(seat.tally.items())]
    (folder / "answers.txt").write_text("\n".join(lines), encoding="utf-8")
    total = sum(seat.tally.values())
    told = f"{len(met)} kinds of page, {total} requests, begun {seat.times_begun} times, {len(found)} findings"
    print(f"{role}: {told}", flush=True)
    return found


def main() -> int:
    """Scan as each role, and hold what was found against what was explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--programs", type=Path, required=True, help="the folder in which both scanners are")
    parser.add_argument("--role", action="append", choices=EVERYONE, help="only this role; may be given more than once")
    given = parser.parse_args()
    prepared = prepare(given.results / "prepared")
    roles = given.role or EVERYONE

    def scanned(role: str) -> list[Finding]:
        return scan(role, prepared, given.results / role.replace(" ", "-"), given.programs)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [each for found_as_role in pool.map(scanned, roles) for each in found_as_role]
    (given.results / "found.txt").write_text("\n".join(f"{each.what} {each.detail}" for each in sorted(set(found))))
    problems = verdict(found, Path(__file__).with_name("findings.md"))
    if given.role:  # what other roles meet was not looked for
        problems = [problem for problem in problems if problem.startswith("not explained")]
    print("\n".join(problems) or "Nothing that was not explained before.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
