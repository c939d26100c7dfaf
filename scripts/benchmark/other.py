"""The service under another server, for `bench.py servers`: started as `serve` is, the server's packages beside it.

python -m benchmark.other waitress FOLDER_OF_PACKAGES --data DIR --key FILE --port N
python -m benchmark.other granian-4 FOLDER_OF_PACKAGES ...: the service's own server, of which four threads work
"""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
READY = "MSP Dialogue is at"
THREADS = 4
KEPT = 75
"""Seconds that a connection is kept which is not used, as granian and browsers do."""


def waitress(port: int) -> None:
    """One process, four threads."""
    app = importlib.import_module("app").app
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of every request that waits
    server: Any = importlib.import_module("waitress").create_server(app, host=HOST, port=port, threads=THREADS)
    print(READY, flush=True)
    server.run()


def gunicorn(port: int) -> None:
    """Two processes, four threads each, which load the service each for itself."""
    base: Any = importlib.import_module("gunicorn.app.base").BaseApplication

    class Served(base):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {"bind": f"{HOST}:{port}", "worker_class": "gthread", "workers": 2}.items():
                self.cfg.set(name, value)
            self.cfg.set("threads", THREADS)
            self.cfg.set("keepalive", KEPT)
            self.cfg.set("loglevel", "error")
            self.cfg.set("when_ready", lambda _server: print(READY, flush=True))

        def load(self) -> Any:
            return importlib.import_module("app").app

    Served().run()


def granian(working: int) -> None:
    """The service's own server with another number of threads that work at a time."""
    in_turn: Any = importlib.import_module("msp_dialogue.cli._in_turn")
    in_turn.WORKING = working
    importlib.import_module("msp_dialogue.cli.serve").command(["--demo"])


SERVERS: dict[str, Callable[[int], None]] = {
    "waitress": waitress,
    "gunicorn": gunicorn,
    "granian-1": lambda _port: granian(1),
    "granian-4": lambda _port: granian(4),
    "granian-16": lambda _port: granian(16),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server", choices=list(SERVERS))
    parser.add_argument("packages", type=Path)
    for name in ("--data", "--key", "--port"):
        parser.add_argument(name)
    given = parser.parse_args()
    sys.path.append(str(given.packages))
    os.environ.update(MSP_DEMO="true", MSP_DATA=given.data, MSP_KEY_FILE=given.key, MSP_PORT=given.port)
    SERVERS[given.server](int(given.port))


if __name__ == "__main__":
    main()
