"""What goes wrong, told as one line of JSON for each event on standard error, with nothing personal in it [G-04, G-05].

It knows neither pages nor records: it lets through keys that are named here, with values that are single words.
"""

import logging
import logging.config
import re
import secrets
import sys
import threading
from itertools import islice
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, WrappedLogger

KEYS = frozenset(
    {"at", "level", "event", "request", "logger", "place", "kind", "endpoint", "status", "actor", "action", "thing"}
)
"""Everything that a line may say; the values are ids, names of our own and places in the code."""

FOREIGN = "line_of_another"
"""The event of a line that a library wrote: its own text is left out, since nobody can promise what it holds."""

_PLAIN = re.compile(r"[A-Za-z0-9_.:/<>-]{1,500}")
_FRAMES = 5


def write() -> None:
    """Send everything that this process logs, warns of or fails with to standard error, in this form."""
    logging.config.dictConfig(CONFIG)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a line that cannot be written must not print what it holds
    sys.excepthook = lambda kind, error, trace: _fallen(kind, trace)
    threading.excepthook = lambda args: _fallen(args.exc_type, args.exc_traceback)
    sys.unraisablehook = lambda args: _fallen(args.exc_type, args.exc_traceback)


def begin_request() -> None:
    """Give what is logged from here on, in this thread, the id of a new request."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=secrets.token_hex(8))


def formatter() -> ProcessorFormatter:
    """Makes the line, of our own events and of those that libraries log."""
    return ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars, _of_another],
        processors=[
            _failure,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            ProcessorFormatter.remove_processors_meta,
            _only_plain,
            structlog.processors.JSONRenderer(),
        ],
        use_get_message=False,
    )


CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": formatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"msp_dialogue": {"level": "INFO"}, "_granian": {"handlers": [], "propagate": True}},
}
"""For `logging.config`, and for the server, which sets up its own logging from it."""

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def _of_another(_logger: WrappedLogger, _level: str, told: EventDict) -> EventDict:
    record: logging.LogRecord = told["_record"]
    return {**told, "event": FOREIGN, "logger": record.name, "place": f"{_short(record.pathname)}:{record.lineno}"}


def _failure(_logger: WrappedLogger, _level: str, told: EventDict) -> EventDict:
    """An exception as its kind and where it came from: its text may hold somebody's words."""
    error = told.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        return {**told, "kind": type(error).__name__, "place": _places(error.__traceback__)}
    return told


def _only_plain(_logger: WrappedLogger, _level: str, told: EventDict) -> EventDict:
    """What may be said. A value that is no single word may be somebody's, or forge a line: it is not shown."""
    shown = {key: told[key] for key in sorted(KEYS & told.keys()) if told[key] is not None}
    return {key: value if _PLAIN.fullmatch(str(value)) else "-" for key, value in shown.items()}


def _places(trace: TracebackType | None) -> str:
    """The innermost places of a traceback, the last one first."""
    frames = list(walk_tb(trace))[::-1]
    return "<".join(f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in islice(frames, _FRAMES))


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


def _fallen(kind: type[BaseException], trace: TracebackType | None) -> None:
    """What nothing caught, in the main program, a thread or a destructor."""
    structlog.get_logger(__name__).error("failed", kind=kind.__name__, place=_places(trace))
