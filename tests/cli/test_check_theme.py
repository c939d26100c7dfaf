"""`check-theme` measures every pair of colours; a theme that cannot be seen does not start."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue.cli import commands


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments))


def test_every_pair_is_told_and_one_too_low_fails(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[colours]\nedge = "#cccccc"\n')

    told = run("check-theme", str(tmp_path))

    assert told.exit_code == 1
    assert "TOO LOW  light screens: edge on card is 1.60:1, and 3:1 is needed." in told.output
    assert "enough   light screens: ink on card is 16.04:1, and 4.5:1 is needed." in told.output


def test_a_theme_that_can_be_seen_is_fine(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[colours]\ncouncil = "#5b2a86"\n')

    told = run("check-theme", str(tmp_path))

    assert told.exit_code == 0
    assert "TOO LOW" not in told.output


def test_the_service_does_not_start_with_colours_that_cannot_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theme.toml").write_text('[colours]\ncouncil = "#ffcc00"\n')
    monkeypatch.setenv("MSP_THEME", str(tmp_path))

    told = run("serve", "--data", str(tmp_path / "data"), "--key", str(tmp_path / "key"))

    assert told.exit_code == 1
    assert "council on card is 1.51:1, and 4.5:1 is needed." in told.output
    assert not (tmp_path / "data").exists()
