"""`doctor`: what is missing is told with how to install it; only what is needed makes it fail."""

from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue.cli import commands, doctor
from msp_dialogue.optional import TOOLS


def asked() -> Result:
    return CliRunner().invoke(commands, ["doctor"])


def test_every_optional_tool_is_told_of_and_nothing_needed_is_broken() -> None:
    told = asked()

    assert told.exit_code == 0
    for tool in TOOLS:
        assert tool.name in told.output
        assert tool.purpose in told.output
    assert "packages, SQLite, settings, flows, pictures and theme are sound" in told.output


def test_what_is_missing_is_told_with_how_to_install_it_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = asked()

    assert told.exit_code == 0
    assert "the program lou_translate is not on this machine" in told.output
    assert "apt install liblouis-bin" in told.output
    assert "winget install eSpeak-NG.eSpeak-NG" in told.output


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("MSP_PORT", "eight", "settings: The port must be"), ("MSP_FLOWS", "/no/such/folder", "There is no folder")],
)
def test_a_setting_that_cannot_be_used_is_named_and_fails(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    told = asked()

    assert told.exit_code == 1
    assert "BROKEN" in told.output
    assert words in told.output
    assert "eSpeak NG" in told.output


def test_a_theme_that_the_service_would_not_start_with_is_told_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theme.toml").write_text("colour = ", encoding="utf-8")
    monkeypatch.setenv("MSP_THEME", str(tmp_path))
    told = asked()

    assert told.exit_code == 1
    assert "BROKEN theme:" in told.output


def test_recordings_that_nobody_can_hear_are_told_and_are_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSP_RECORDINGS", str(tmp_path / "nowhere"))
    without = asked()
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "ask.0123456789abcdef.wav").write_bytes(b"no sound")
    monkeypatch.setenv("MSP_RECORDINGS", str(tmp_path))
    told = asked()

    assert (without.exit_code, told.exit_code) == (0, 0)
    assert f"MSP_RECORDINGS: there is no folder {tmp_path / 'nowhere'}." in without.output
    assert "ask.0123456789abcdef.wav: it is not a WAV file" in told.output


def test_a_package_that_is_not_the_tested_one_is_named_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = f"click=={version('click')}  # here\nFlask==0.0.1\nno-such-package==1.0\n" + (
        'no-such-either==1.0; sys_platform == "never"\n'
    )
    (tmp_path / "requirements.txt").write_text(pinned, encoding="utf-8")
    monkeypatch.setattr(doctor, "REQUIREMENTS", tmp_path / "requirements.txt")
    told = asked()

    assert told.exit_code == 1
    assert "Flask: 0.0.1 is needed" in told.output
    assert "no-such-package: 1.0 is needed, none is here" in told.output
    assert "no-such-either" not in told.output
    assert "click:" not in told.output
