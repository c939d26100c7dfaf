"""The sound: an MP3 that other programs play, as long as the words are, saying whose words come."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from msp_dialogue import speech
from msp_dialogue.copies import Copy, sound
from msp_dialogue.copies.model import Quote, Speaker
from msp_dialogue.speech import Speed
from tests.copies.conftest import hard, written
from tests.needing import program
from tests.speech.reading import needs_voice

pytestmark = needs_voice.marks


def test_ffmpeg_plays_it_from_end_to_end_for_as_long_as_it_takes_to_say(copy: Copy, tmp_path: Path) -> None:
    made = sound.sound(copy)
    file = written(tmp_path / "copy.mp3", made)
    command = [program("ffprobe"), "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json"]
    told = json.loads(subprocess.run([*command, str(file)], capture_output=True, check=True, timeout=60).stdout)
    words = sum(len(line.split()) for block in copy.blocks for line in block.lines())

    assert told["streams"][0]["codec_name"] == "mp3"
    assert told["format"].get("tags", {}) == {}
    length = float(told["format"]["duration"])
    assert length == pytest.approx(speech.seconds(made), abs=0.5)
    assert words / 4 < length < words


def test_slow_takes_longer(copy: Copy) -> None:
    slow, usual = (speech.seconds(sound.sound(copy, speed=speed)) for speed in (Speed.SLOW, Speed.USUAL))

    assert slow > usual * 1.15


def test_it_is_said_whose_words_come(copy: Copy) -> None:
    said = replace(copy, blocks=(Quote("Home", Speaker.PERSON, told="You said:"),))
    without = replace(copy, blocks=(Quote("Home", Speaker.PERSON),))

    assert speech.seconds(sound.sound(said)) > speech.seconds(sound.sound(without)) + 0.3


def test_words_that_are_hard_to_say_do_no_harm() -> None:
    assert speech.seconds(sound.sound(hard())) > 5
