"""What is logged: one line of JSON for each event, in keys that are named, with nothing personal [G-04, G-05]."""

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue import logs
from msp_dialogue.settings import ROOT

WORDS = "Mary of 12 High Street"
FORGED = 'x\r\n{"event": "signed_in", "actor": "mallory"}\x1b[2J\u009b'


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What a handler with our formatter writes of everything that is logged."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    structlog.contextvars.clear_contextvars()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """Each line that was written, read as JSON."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_time_in_utc_and_the_id_of_the_request(out: io.StringIO) -> None:
    logs.begin_request()
    structlog.get_logger("msp_dialogue.web").error("storage_problem", kind="Full", endpoint="talk.answer")
    (line,) = lines(out)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", line.pop("at"))
    assert re.fullmatch(r"[0-9a-f]{16}", line.pop("request"))
    assert line == {
        "level": "error",
        "event": "storage_problem",
        "kind": "Full",
        "endpoint": "talk.answer",
        "logger": "msp_dialogue.web",
    }


def test_each_request_has_an_id_of_its_own(out: io.StringIO) -> None:
    for _request in range(2):
        logs.begin_request()
        structlog.get_logger("msp_dialogue.web").error("storage_problem")

    assert len({line["request"] for line in lines(out)}) == 2


def test_a_key_that_is_not_named_is_not_written(out: io.StringIO) -> None:
    structlog.get_logger("x").error("storage_problem", words="Mary", password="hunter2", kind="Full")

    assert "Mary" not in out.getvalue()
    assert "hunter2" not in out.getvalue()
    assert lines(out)[0]["kind"] == "Full"


@pytest.mark.parametrize("value", [WORDS, FORGED, "", "x" * 501, "Zoë", ["Mary"], {"a": 1}])
def test_a_value_that_is_no_single_word_is_not_written(out: io.StringIO, value: object) -> None:
    structlog.get_logger("x").error("storage_problem", thing=value)

    assert lines(out)[0]["thing"] == "-"


@given(some.text(), some.sampled_from(sorted(logs.KEYS - {"at", "level", "logger"})))
def test_no_text_can_end_a_line_or_begin_another(text: str, key: str) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter())
    record = logging.makeLogRecord({"name": "n", "levelname": "ERROR", "msg": text, "args": (text,)})
    ours = logging.makeLogRecord({"msg": {"event": "e", key: text}, "_logger": None, "_name": "error"})
    handler.emit(record)
    handler.emit(ours)

    assert written.getvalue().isascii()
    assert len(lines(written)) == 2


@pytest.mark.parametrize(
    "name", ["werkzeug", "_granian", "granian.access", "flask.app", "flask_wtf.csrf", "py.warnings"]
)
def test_a_line_of_a_library_says_where_it_was_written_and_not_what_it_holds(out: io.StringIO, name: str) -> None:
    logging.getLogger(name).error("POST /enquiries/find %s", WORDS)
    (line,) = lines(out)

    assert WORDS not in out.getvalue()
    assert (line["event"], line["logger"]) == (logs.FOREIGN, name)
    assert line["place"].startswith("tests/test_logs.py:")


def test_a_failure_says_its_kind_and_where_and_not_its_text(out: io.StringIO) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        structlog.get_logger("x").error("unexpected_failure", exc_info=error)
        logging.getLogger("flask.app").exception("Exception on /talk [POST] %s", WORDS)

    assert WORDS not in out.getvalue()
    for line in lines(out):
        assert line["kind"] == "ValueError"
        assert line["place"].startswith("tests/test_logs.py:")


FALLING = """
import sys, threading, warnings
from msp_dialogue import logs
logs.write()
class Stubborn:
    def __del__(self): raise ValueError("{words}")
del (stubborn := [Stubborn()])[0]
thread = threading.Thread(target=lambda: 1 / 0 if "{words}" else None, name="{words}")
thread.start(); thread.join()
warnings.warn("{words}")
import logging
logging.getLogger("a").error("%d", "{words}")
raise KeyError("{words}")
"""


def test_what_nothing_caught_tells_nothing_but_its_kind_and_place() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FALLING.format(words=WORDS)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = [json.loads(line) for line in done.stderr.splitlines()]

    assert done.returncode == 1
    assert done.stdout == ""
    assert WORDS not in done.stderr
    assert [line.get("kind", line["logger"]) for line in told] == [
        "ValueError",
        "ZeroDivisionError",
        "py.warnings",
        "a",
        "KeyError",
    ]
