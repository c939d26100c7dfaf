"""The virtual environment: whole or not there, made afresh when what it was made from changed."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from environment import REQUIREMENTS, TEST_REQUIREMENTS, Environment
from progress import SetUpProblem

LISTS = [REQUIREMENTS, TEST_REQUIREMENTS]


def pinned(requirements: Path) -> list[str]:
    lines = (line.strip() for line in requirements.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_it_is_made_once_and_afresh_when_its_list_changed(tmp_path: Path) -> None:
    requirements = written(tmp_path / "requirements.txt", "# nothing yet\n")
    made = Environment(tmp_path / "venv")
    made.prepare(requirements)
    trace = written(made.folder / "trace", "")
    made.prepare(requirements)

    assert trace.exists()
    written(requirements, "# still nothing\n")
    made.prepare(requirements)
    assert not trace.exists()
    assert made.python.exists()


def test_a_list_that_cannot_be_installed_leaves_no_half_made_environment(tmp_path: Path) -> None:
    requirements = written(tmp_path / "requirements.txt", f"{tmp_path / 'no_such_package-1.0-py3-none-any.whl'}\n")
    made = Environment(tmp_path / "venv")
    with pytest.raises(SetUpProblem, match="could not be installed"):
        made.prepare(requirements)

    assert not made.folder.exists()


def test_a_second_list_that_cannot_be_installed_leaves_the_service_able_to_start(tmp_path: Path) -> None:
    requirements = written(tmp_path / "requirements.txt", "# nothing yet\n")
    more = written(tmp_path / "more.txt", f"{tmp_path / 'no_such_package-1.0-py3-none-any.whl'}\n")
    made = Environment(tmp_path / "venv")
    with pytest.raises(SetUpProblem):
        made.prepare(requirements, more)
    trace = written(made.folder / "trace", "")
    made.prepare(requirements)

    assert trace.exists()


def test_what_was_interrupted_is_not_taken_for_complete(tmp_path: Path) -> None:
    requirements = written(tmp_path / "requirements.txt", "# nothing yet\n")
    made = Environment(tmp_path / "venv")
    made.scripts.mkdir(parents=True)
    half = written(made.python, "")
    made.prepare(requirements)

    assert half.stat().st_size > 0


@pytest.mark.parametrize("requirements", LISTS, ids=["service", "tests"])
def test_every_package_has_one_exact_version_and_a_reason(requirements: Path) -> None:
    for line in pinned(requirements):
        requirement, _, reason = line.partition("#")

        assert requirement.count("==") >= 1, line
        assert reason.strip(), line


@pytest.mark.parametrize("requirements", LISTS, ids=["service", "tests"])
def test_the_tests_run_with_exactly_these_versions(requirements: Path) -> None:
    for line in pinned(requirements):
        requirement, _, marker = line.partition("#")[0].partition(";")
        name, _, wanted = requirement.strip().partition("==")
        if "win32" in marker and sys.platform != "win32":
            continue

        assert version(name) == wanted.strip()


def test_the_lists_name_everything_that_their_packages_need() -> None:
    told = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout
