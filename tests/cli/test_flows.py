"""`check-flows` tells everything at once and ends with 1 if anything is wrong; `draw-flow` draws what is in use."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue import interface
from msp_dialogue.cli import check_flows, commands
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's folder of flows, in use."""
    folder = tmp_path / "flows"
    shutil.copytree(OWN_FLOWS, folder)
    monkeypatch.setenv("MSP_FLOWS", str(folder))
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_our_own_flows_are_sound_and_their_numbers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MSP_FLOWS", raising=False)

    told = run("check-flows")
    lines = told.output.splitlines()

    assert told.exit_code == 0
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in lines[:-1:2]] == list(FLOW_FILES)
    assert all("states searched" in line and "questions on the longest way" in line for line in lines[:-1:2])
    assert all("reading age" in line and "pictures with" in line for line in lines[1::2])
    assert lines[-1].startswith("our own pages: a person reads ")


def test_a_picture_that_is_not_there_is_told_and_fails_our_own_flows(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(council / "review.yaml", "picture: face_good", "picture: face_goood")

    told = run("check-flows", council / "review.yaml")
    monkeypatch.setattr(check_flows, "OWN_FLOWS", council)

    assert told.exit_code == 0
    assert "names the picture `face_goood`, which is not there." in told.output
    assert run("check-flows", council / "review.yaml").exit_code == 1


def test_pictures_of_the_councils_own_serve_its_flows_and_those_that_nobody_sees_are_told(
    council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSP_PICTURES", str(tmp_path))
    (tmp_path / "wheelchair.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
    unseen = run("check-flows").output
    edit(council / "review.yaml", "picture: face_good", "picture: wheelchair")

    told = run("check-flows")

    assert "MSP_PICTURES: wheelchair.png is not used: none of our pictures has this name" in unseen
    assert told.exit_code == 0
    assert "wheelchair" not in told.output


def test_the_service_does_not_start_with_a_picture_that_could_do_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSP_PICTURES", str(tmp_path))
    (tmp_path / "house.svg").write_text("<svg><script/></svg>")

    told = run("serve", "--data", tmp_path / "data", "--key", tmp_path / "key")

    assert told.exit_code == 1
    assert "house.svg: it holds scripts or addresses of other files." in told.output
    assert not (tmp_path / "data").exists()


def test_hard_words_on_our_own_pages_fail_unless_only_files_were_asked_for(
    council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = interface.TEMPLATES / "talk.html"
    hard = interface.Message(file, 7, "Please ascertain what is safe")
    monkeypatch.setattr(interface, "said_to_a_person", lambda: (hard,))

    told = run("check-flows")

    assert told.exit_code == 1
    assert "templates/talk.html:7: warning: “Please ascertain what is safe”: the word “ascertain”." in told.output
    assert run("check-flows", council).exit_code == 0


def test_every_problem_of_every_file_is_told_with_its_path_line_and_remedy(council: Path) -> None:
    edit(council / "outcomes.yaml", "to: examples\n", "to: exemples\n")
    edit(council / "outcomes.yaml", "kind: date", "kind: day")
    edit(council / "review.yaml", "{worker} asks these", "{wroker} asks these")
    edit(council / "help.yaml", "says: Talking", "sais: Talking")

    told = run("check-flows", council)
    lines = told.output.splitlines()

    assert told.exit_code == 1
    assert any(line.startswith(f"{council / 'outcomes.yaml'}:") and "no question `exemples`" in line for line in lines)
    assert any("`day` is not one of the values allowed here. Use one of: information, words" in line for line in lines)
    assert any(line.startswith(f"{council / 'review.yaml'}:") and "names `{wroker}`" in line for line in lines)
    assert any(line.startswith(f"{council / 'help.yaml'}:") and "no key `sais`" in line for line in lines)
    assert any(line.startswith(f"{council / 'closure.yaml'}: sound.") for line in lines)


def test_without_a_folder_the_flows_in_use_are_checked(council: Path) -> None:
    (council / "closure.yaml").unlink()
    edit(council / "review.yaml", "stage: middle", "stage: centre")

    told = run("check-flows")

    assert told.exit_code == 1
    assert f"{council / 'review.yaml'}:2: `centre` is not one of the values allowed here." in told.output
    assert "closure.yaml: sound." in told.output
    assert str(council / "closure.yaml") not in told.output


def test_flows_in_use_that_do_not_get_on_are_told(council: Path) -> None:
    edit(council / "review.yaml", "stage: middle", "stage: closure")

    told = run("check-flows")

    assert told.exit_code == 1
    assert "There are two flows for the stage closure: `review` and `closure`." in told.output
    assert "There is no flow for the stage middle." in told.output
    assert run("check-flows", council).exit_code == 0


def test_a_councils_warnings_are_told_and_refuse_nothing(council: Path) -> None:
    edit(council / "review.yaml", "Any reason is fine.", "Any reason is fine, please.")

    told = run("check-flows", council / "review.yaml")

    assert told.exit_code == 0
    assert "warning: `change_reason` says “Any reason is fine, please.”: the word “please”." in told.output


def test_our_own_flows_may_not_even_be_warned_of(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(council / "review.yaml", "Any reason is fine.", "Any reason is fine, please.")
    monkeypatch.setattr(check_flows, "OWN_FLOWS", council)

    assert run("check-flows", council / "review.yaml").exit_code == 1


def test_options_files_are_no_flows(council: Path) -> None:
    told = run("check-flows", council)

    assert "help.yaml" not in told.output
    assert told.exit_code == 0


def test_a_file_that_is_no_flow_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("shopping: [milk]\n")

    told = run("check-flows", tmp_path)

    assert told.exit_code == 1
    assert "A flow has no key `shopping`." in told.output


@pytest.mark.parametrize("command", [["check-flows"], ["draw-flow", "outcomes"]])
def test_a_folder_of_flows_that_is_not_there_is_told_instead_of_using_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("MSP_FLOWS", str(tmp_path / "typo"))

    told = run(*command)

    assert told.exit_code == 1
    assert "correct MSP_FLOWS" in told.output


def test_an_empty_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    assert "There is no flow in" in run("check-flows", tmp_path).output
    assert run("check-flows", tmp_path / "none.yaml").exit_code == 2


def test_a_flow_is_drawn_as_mermaid_text_on_standard_output() -> None:
    told = run("draw-flow", "outcomes")

    assert told.exit_code == 0
    assert told.output.startswith("flowchart TD\n")


@pytest.mark.parametrize(("ending", "start"), [("mmd", "flowchart TD"), ("svg", "<svg "), ("html", "<!doctype html>")])
def test_a_flow_is_drawn_in_a_file_of_the_form_its_name_says(tmp_path: Path, ending: str, start: str) -> None:
    file = tmp_path / f"review.{ending}"

    told = run("draw-flow", "review", "--to", file)

    assert told.output == f"Drawn in {file}.\n"
    assert file.read_text(encoding="utf-8").startswith(start)


def test_a_form_that_cannot_be_drawn_and_a_flow_that_is_not_there_are_told(tmp_path: Path) -> None:
    wrong_form, no_flow = run("draw-flow", "review", "--to", tmp_path / "review.png"), run("draw-flow", "tea")

    assert wrong_form.exit_code == 2
    assert "should end in .mmd, .svg, .html" in wrong_form.output
    assert no_flow.exit_code == 1
    assert "There is no flow tea. Those in use: outcomes, review, closure." in no_flow.output
    assert list(tmp_path.iterdir()) == []


def test_a_flow_can_be_drawn_while_another_is_broken(council: Path) -> None:
    edit(council / "review.yaml", "stage: middle", "stage: centre")

    assert run("draw-flow", "outcomes").exit_code == 0
    assert "`centre` is not one of the values" in run("draw-flow", "review").output
