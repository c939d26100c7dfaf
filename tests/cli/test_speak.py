"""`speak`: every fixed wording becomes a sound once; what is there stays, what is old goes, and readers get a list."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from msp_dialogue import speech
from msp_dialogue.cli import commands
from tests.speech.reading import needs_voice


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """Settings whose sounds and recordings are this test's own."""
    return {
        "MSP_DATA": str(tmp_path / "data"),
        "MSP_SOUNDS": str(tmp_path / "sounds"),
        "MSP_RECORDINGS": str(tmp_path / "recorded"),
    }


def speak(environ: Mapping[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["speak", *arguments], env=environ)


def listed(environ: Mapping[str, str], file: Path) -> list[dict[str, str]]:
    assert speak(environ, "--list", str(file)).exit_code == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


class TestMaking:
    pytestmark = needs_voice.marks

    def test_a_run_makes_what_is_missing_or_damaged_and_removes_what_is_old(
        self, environ: Mapping[str, str], tmp_path: Path
    ) -> None:
        first = speak(environ, "--speed", "fast")
        assert first.exit_code == 0, first.output
        sounds = sorted((tmp_path / "sounds").iterdir())
        assert len(sounds) > 300
        assert f"{len(sounds)} were made now" in first.output

        whole = sounds[0].read_bytes()
        sounds[0].write_bytes(whole[:300])
        sounds[1].unlink()
        (tmp_path / "sounds" / f"{'0' * 64}.mp3").write_bytes(whole)
        second = speak(environ, "--speed", "fast")

        assert "2 were made now" in second.output
        assert "1 not used any more were removed" in second.output
        assert sorted((tmp_path / "sounds").iterdir()) == sounds
        assert sounds[0].read_bytes() == whole


class TestWithoutAVoice:
    @pytest.fixture(autouse=True)
    def _no_program(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")

    def test_it_says_how_to_install_one(self, environ: Mapping[str, str]) -> None:
        told = speak(environ)

        assert told.exit_code == 1
        assert "espeak-ng is not installed" in told.output
        assert "apt install espeak-ng" in told.output

    def test_the_list_for_readers_is_to_be_had_all_the_same(self, environ: Mapping[str, str], tmp_path: Path) -> None:
        rows = listed(environ, tmp_path / "list.csv")

        (want,) = [row for row in rows if row["read this"] == "What do you want to happen?"]
        assert want["save as"].startswith("en/outcomes.want.ask.adult.")
        assert want["save as"].endswith(".wav")
        assert (want["recorded"], want["said to"], want["words"]) == ("no", "adult", "usual")
        assert len({row["save as"] for row in rows}) == len(rows)
        assert not any("{" in row["read this"] for row in rows)

    def test_what_is_recorded_is_told_and_so_is_what_is_not_heard(
        self, environ: Mapping[str, str], tmp_path: Path
    ) -> None:
        rows = listed(environ, tmp_path / "list.csv")
        folder = tmp_path / "recorded"
        (folder / "en").mkdir(parents=True)
        good, broken, old = (folder / rows[0]["save as"], folder / rows[1]["save as"], folder / "en" / "want.0a1b.wav")
        good = good.with_suffix(".mp3")
        good.write_bytes(speech.silence(1))
        broken.write_bytes(b"no sound")
        old.write_bytes(b"of other words")

        told = speak(environ, "--list", str(tmp_path / "again.csv")).output

        assert f"2 of {len(rows)} texts are recorded by people." in told
        assert f"Not heard: {old} is of words that are not in use" in told
        assert f"Not heard: {broken}: it is not a WAV file" in told
        assert str(good) not in told
        assert [row["recorded"] for row in listed(environ, tmp_path / "third.csv")[:3]] == ["yes", "yes", "no"]
