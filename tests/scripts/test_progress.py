"""Long steps: their outcome, the line that says why, and an end without a stack."""

import errno
import sys

import pytest

from progress import Outcome, SetUpProblem, follow, in_one_line


def raising(problem: BaseException) -> int:
    raise problem


def test_a_command_is_followed_to_its_end_and_its_words_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    done = follow("Trying", [sys.executable, "-c", "print('one'); print('two'); raise SystemExit(3)"])

    assert done.code == 3
    assert [line.strip() for line in done.lines] == ["one", "two"]
    assert capsys.readouterr().out == "Trying ...\n"


def test_words_that_are_no_utf_8_do_not_stop_it() -> None:
    done = follow("Trying", [sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\xff\\n')"])

    assert done.code == 0


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Collecting a\n", "ERROR: No matching a\n", "ERROR: later\n", "bye\n"], "ERROR: No matching a"),
        (["npm warn x\n", "npm error code E404\n", "npm error log\n"], "npm error code E404"),
        (["E: Unable to locate package a\n"], "E: Unable to locate package a"),
        (["something\n", "the end\n", "\n"], "the end"),
        ([], "it gave no reason"),
    ],
)
def test_the_line_that_says_why_is_found(lines: list[str], reason: str) -> None:
    assert Outcome(1, lines).reason == reason


@pytest.mark.parametrize(
    "line", ["Failed to resolve: [Errno -3] Temporary failure in name resolution", "npm error code EAI_AGAIN"]
)
def test_a_missing_network_is_recognised(line: str) -> None:
    assert Outcome(1, ["working", line]).lacked_network
    assert not Outcome(1, ["working"]).lacked_network


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (SetUpProblem("Install a thing."), 1, "Install a thing."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "var"), 1, "Not allowed to use var"),
        (OSError(errno.EROFS, "Read-only file system", "var"), 1, "Not allowed to use var"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "npm"), 1, "npm: No such file"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_a_known_problem_ends_as_one_line(
    problem: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_one_line(lambda: raising(problem)) == code
    told = capsys.readouterr().err.strip()

    assert words in told
    assert "\n" not in told


def test_success_is_passed_on_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert in_one_line(lambda: 0) == 0
    assert capsys.readouterr() == ("", "")
