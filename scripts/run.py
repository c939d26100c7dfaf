"""Set everything up and start the service on this machine: `python3 scripts/run.py`.

Uses the standard library alone, and must stay readable to Python 3.6 as far as the check of the version below.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(f"MSP Dialogue needs Python 3.11 or newer; this is Python {sys.version_info[0]}.{sys.version_info[1]}.")

import argparse
import compileall
import os
import subprocess
from pathlib import Path

import environment
import frontend
from progress import in_one_line

ONLY = "--only-set-up"
OPTIONS_WITH_A_PATH = ("data", "key", "certificate", "certificate-key")


def options() -> argparse.ArgumentParser:
    """The options of `python -m msp_dialogue serve`, known here so that --help works before anything is installed."""
    parser = argparse.ArgumentParser(description="Set up MSP Dialogue and start it on this machine.")
    parser.add_argument("--demo", action="store_true", help="a separate demonstration with invented people")
    parser.add_argument("--port", metavar="N", help="the port to listen on (8000)")
    parser.add_argument("--host", metavar="ADDRESS", help="the address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--data", metavar="DIR", help="the folder of the encrypted database (var/data)")
    parser.add_argument("--key", metavar="FILE", help="the file with the database's key (var/key)")
    parser.add_argument("--certificate", metavar="FILE", help="serve https with this certificate (PEM)")
    parser.add_argument("--certificate-key", metavar="FILE", help="the private key of the certificate (PEM)")
    parser.add_argument("--behind-tls-proxy", action="store_true", help="a proxy in front adds https")
    parser.add_argument(ONLY, action="store_true", help="set up and end: something else starts the service")
    return parser


def passed_on(given: argparse.Namespace, folder: Path) -> list[str]:
    """The arguments for `serve`: what was given and nothing else, paths made absolute from `folder`."""
    arguments = []
    for name, value in vars(given).items():
        option = name.replace("_", "-")
        if value is True:
            arguments += [f"--{option}"] if f"--{option}" != ONLY else []
        elif value not in (None, False):
            arguments += [f"--{option}", str(folder / value) if option in OPTIONS_WITH_A_PATH else value]
    return arguments


def compile_modules() -> None:
    """Leave the service's modules compiled beside their sources: what starts it later may not be allowed to."""
    compileall.compile_dir(environment.ROOT / "msp_dialogue", quiet=1)


def start(arguments: list[str]) -> int:
    """Hand over to the service; on POSIX this process becomes the service, so that signals reach it directly."""
    command = [str(environment.OWN.python), "-m", "msp_dialogue", "serve", *arguments]
    os.chdir(environment.ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    service = subprocess.Popen(command)  # noqa: S603 - our own command
    while True:
        try:
            return service.wait()
        except KeyboardInterrupt:
            continue  # the service gets Ctrl-C too and ends by itself


def main() -> int:
    given = options().parse_args()
    arguments = passed_on(given, Path.cwd())
    environment.OWN.prepare(environment.REQUIREMENTS)
    left_out = frontend.fetch()
    if left_out:
        print(left_out)
    if given.only_set_up:
        compile_modules()
        return 0
    return start(arguments)


if __name__ == "__main__":
    sys.exit(in_one_line(main))
