"""Words become a sound that lasts as long as they do, and travel to the machine's voice by a pipe alone."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from msp_dialogue import speech
from msp_dialogue.speech import NoVoice, Speed, mp3, voice
from tests.speech.reading import needs_voice

QUESTION = "What do you want to happen? You can say more than one thing."


class TestReading:
    pytestmark = needs_voice.marks

    def test_a_question_lasts_about_as_long_as_somebody_needs_to_say_it(self) -> None:
        sound = speech.say(QUESTION, language="en")

        assert 3 < speech.seconds(sound) < 8

    def test_a_question_is_small_enough_for_a_slow_network(self) -> None:
        assert 10_000 < len(speech.say(QUESTION, language="en")) < 40_000

    def test_slow_takes_longer_than_usual_and_usual_longer_than_fast(self) -> None:
        slow, usual, fast = (speech.seconds(speech.say(QUESTION, language="en", speed=each)) for each in Speed)

        assert slow > 1.2 * usual > 1.2 * 1.1 * fast

    @pytest.mark.parametrize("language", speech.languages())
    def test_every_language_that_is_offered_has_a_voice(self, language: str) -> None:
        assert speech.seconds(speech.say("1 2 3", language=language)) > 0.5

    def test_a_region_does_not_matter(self) -> None:
        assert speech.say(QUESTION, language="en-GB") == speech.say(QUESTION, language="en")

    def test_sounds_put_behind_each_other_are_one_sound(self) -> None:
        first, second = (speech.say(text, language="en") for text in ("Yes", "No"))

        whole = speech.join([first, speech.silence(0.4), second])

        assert speech.seconds(whole) == pytest.approx(
            speech.seconds(first) + speech.seconds(speech.silence(0.4)) + speech.seconds(second)
        )

    def test_a_sign_that_is_typed_again_and_again_is_read_once(self) -> None:
        once, often = (speech.say(f"I am happy {sign}", language="en") for sign in ("😀", "😀" * 300))

        assert often == once

    def test_words_that_look_like_orders_to_the_voice_are_read_as_words(self) -> None:
        plain = speech.say("fast talk", language="en")

        assert speech.say("fast\x01900S talk", language="en") != plain
        assert speech.say("\x01\x00fast talk\x07", language="en") == plain
        assert speech.seconds(speech.say("[[h@l@U]]", language="en")) > speech.seconds(
            speech.say("hello", language="en")
        )

    @pytest.mark.parametrize("text", ["", "  ", "\x01"])
    def test_nothing_to_say_is_no_sound(self, text: str) -> None:
        assert speech.say(text, language="en") == b""

    def test_letters_that_are_none_do_not_stop_the_reading(self) -> None:
        assert speech.say("Stop \ud800 it 🙂", language="en")

    def test_the_words_are_in_no_argument_and_in_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        started: list[list[str]] = []
        begin = subprocess.Popen

        def noting(command: list[str], **given: Any) -> object:
            started.append(command)
            return begin(command, **given)

        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr(subprocess, "Popen", noting)

        speech.say("My brother takes my money", language="en")

        assert len(started) == 1
        assert not any("brother" in argument for argument in started[0])
        assert list(tmp_path.iterdir()) == []


def test_a_language_without_a_voice_is_refused() -> None:
    with pytest.raises(NoVoice, match="no voice for the language 'so'"):
        speech.say("Maxaad rabtaa?", language="so")


def test_without_espeak_ng_there_is_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoVoice, match="espeak-ng is not installed"):
        speech.say(QUESTION, language="en")


def test_on_windows_it_is_found_where_its_installer_puts_it_as_long_as_it_is_there(tmp_path: Path) -> None:
    program = tmp_path / "eSpeak NG" / "espeak-ng.exe"
    program.parent.mkdir()
    program.touch()

    assert voice.program({"PATH": "", "PROGRAMFILES": str(tmp_path)}) == str(program)

    program.unlink()
    with pytest.raises(NoVoice):
        voice.program({"PATH": "", "PROGRAMFILES": str(tmp_path)})


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a broken program is a shell script")
def test_a_voice_that_fails_says_nothing_of_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "espeak-ng"
    broken.write_text("#!/bin/sh\ncat >&2\nexit 1\n")
    broken.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(NoVoice) as refused:
        speech.say("My brother takes my money", language="en")

    assert "brother" not in str(refused.value)


class TestSounds:
    def test_a_second_of_silence_is_four_thousand_bytes_long(self) -> None:
        assert len(speech.silence(1)) == pytest.approx(4000 * speech.seconds(speech.silence(1)), rel=0.05)
        assert speech.seconds(speech.silence(1)) == pytest.approx(1, abs=0.15)

    @pytest.mark.parametrize("cut", [1, 50, 103, -1, -50])
    def test_a_sound_that_is_cut_off_is_none(self, cut: int) -> None:
        with pytest.raises(mp3.NotASound):
            speech.seconds(speech.silence(1)[:cut] if cut < 0 else speech.silence(1)[cut:])

    def test_another_file_is_no_sound(self) -> None:
        with pytest.raises(mp3.NotASound):
            speech.seconds(b"RIFF and so on, for a while")

    def test_samples_of_another_rate_last_as_long(self) -> None:
        assert speech.seconds(mp3.encode(bytes(2 * 44_100), 44_100)) == pytest.approx(1, abs=0.15)
