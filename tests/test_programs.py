"""Programs of the machine: words by pipes alone, and what goes wrong is told without them."""

import sys
from pathlib import Path

import pytest

from msp_dialogue import programs
from msp_dialogue.programs import ProgramProblem

WORDS = b"Qzcanary"


@pytest.fixture
def python(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of this Python as a program on the path."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    return Path(sys.executable).stem


def test_words_go_in_and_come_out(python: str) -> None:
    turned = programs.run(python, ("-c", "import sys; print(sys.stdin.read()[::-1], end='')"), b"abc")

    assert turned == b"cba"


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ProgramProblem, match="no-such-program is not on this machine"):
        programs.run("no-such-program", (), WORDS)


@pytest.mark.parametrize(
    ("does", "longest", "told"),
    [
        ("import sys; print(sys.stdin.read(), file=sys.stderr); sys.exit(3)", 30.0, "ended with code 3"),
        ("import sys, time; sys.stdin.read(); time.sleep(60)", 0.2, "took longer than 0 seconds"),
    ],
)
def test_what_went_wrong_is_told_without_the_words(python: str, does: str, longest: float, told: str) -> None:
    with pytest.raises(ProgramProblem, match=told) as problem:
        programs.run(python, ("-c", does), WORDS, longest=longest)

    assert "Qzcanary" not in str(problem.value)
    assert problem.value.__cause__ is None


def test_a_program_that_never_stops_giving_is_ended(python: str) -> None:
    endless = "while True: print('a' * 1000)"

    with pytest.raises(ProgramProblem, match="gave more than 5000 bytes"):
        programs.run(python, ("-c", endless), WORDS, longest=20, most=5000)


def test_a_program_that_does_not_listen_to_the_end_does_no_harm(python: str) -> None:
    assert programs.run(python, ("-c", "print('enough', end='')"), WORDS * 100_000) == b"enough"


@pytest.mark.skipif(sys.platform == "win32", reason="there a file needs another name to be a program")
def test_a_program_that_does_not_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ProgramProblem, match="broken does not start"):
        programs.run("broken", (), WORDS)
