"""A recording wins over the machine's voice, fixed wording is kept on disk, and own words never are."""

import os
import struct
import wave
from pathlib import Path

import pytest

from msp_dialogue import speech
from msp_dialogue.speech import mp3, recordings
from msp_dialogue.speech.kept import Kept, name_of
from msp_dialogue.speech.sounds import Piece, Sounds, Speed
from msp_dialogue.speech.voice import NoVoice
from msp_dialogue.speech.words import Fixed, Own, Wording
from tests.speech.reading import needs_voice

QUESTION = Fixed("What do you want to happen?", "en")


def record(folder: Path, wording: Wording, words: Fixed, *, seconds: float = 2, rate: int = 44_100) -> Path:
    """A stereo recording of a tone, saved under the name that it has on the list."""
    path = folder / recordings.file_name(wording.places[words])
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        tone = b"".join(struct.pack("<hh", value, value) for value in ([9000] * 50 + [-9000] * 50))
        file.writeframes(tone * round(rate * seconds / 100))
    return path


class TestKeeping:
    pytestmark = needs_voice.marks

    def test_fixed_wording_is_kept_and_read_from_there(self, sounds: Sounds, tmp_path: Path) -> None:
        first = sounds.of(QUESTION)
        (kept,) = (tmp_path / "kept").iterdir()

        assert kept.read_bytes().startswith(first)
        assert sounds.of(QUESTION) == first

    def test_what_is_kept_is_not_made_again(self, sounds: Sounds, monkeypatch: pytest.MonkeyPatch) -> None:
        first = sounds.of(QUESTION)

        def nobody(*_: object, **__: object) -> bytes:
            raise AssertionError("it was made again")

        monkeypatch.setattr("msp_dialogue.speech.voice.say", nobody)

        assert sounds.of(QUESTION) == first

    def test_each_speed_is_kept_by_itself(self, sounds: Sounds) -> None:
        assert speech.seconds(sounds.of(QUESTION, Speed.SLOW)) > speech.seconds(sounds.of(QUESTION, Speed.FAST))

    def test_own_words_are_never_kept(self, sounds: Sounds, tmp_path: Path) -> None:
        assert sounds.of(Own("My brother takes my money.", "en"))
        assert not (tmp_path / "kept").exists()

    @pytest.mark.parametrize(
        "harm", [lambda whole: whole[:-40], lambda whole: whole[:200] + b"\0" + whole[201:], bytes]
    )
    def test_a_damaged_file_is_not_played_but_made_again(self, sounds: Sounds, tmp_path: Path, harm: object) -> None:
        assert callable(harm)
        first = sounds.of(QUESTION)
        (kept,) = (tmp_path / "kept").iterdir()
        whole = kept.read_bytes()
        kept.write_bytes(b"" if harm is bytes else harm(whole))

        assert sounds.of(QUESTION) == first
        assert kept.read_bytes() == whole

    def test_a_full_disk_silences_nothing(self, sounds: Sounds, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)

        assert speech.seconds(sounds.of(QUESTION)) > 1

    def test_a_write_that_failed_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            Kept(tmp_path).keep(name_of("a"), speech.silence(1))

        assert list(tmp_path.iterdir()) == []

    def test_what_is_not_wanted_any_more_is_removed_and_nothing_else(self, tmp_path: Path) -> None:
        kept = Kept(tmp_path)
        kept.keep(name_of("wanted"), speech.silence(1))
        kept.keep(name_of("old"), speech.silence(1))
        (tmp_path / "half-x.tmp").touch()
        (tmp_path / "notes.txt").touch()

        assert kept.remove_all_but({name_of("wanted")}) == 2
        assert {path.name for path in tmp_path.iterdir()} == {name_of("wanted"), "notes.txt"}


class TestRecordings:
    def test_a_recording_is_heard_instead(self, sounds: Sounds, wording: Wording, tmp_path: Path) -> None:
        record(tmp_path / "recorded", wording, QUESTION)

        assert speech.seconds(sounds.of(QUESTION)) == pytest.approx(2, abs=0.15)

    def test_a_recording_of_other_words_than_todays_is_not_heard(
        self, sounds: Sounds, wording: Wording, tmp_path: Path
    ) -> None:
        path = record(tmp_path / "recorded", wording, QUESTION)
        newer = Fixed("What do you want to happen now?", "en")

        assert sounds.recordings.find(newer) is None
        assert sounds.recordings.outdated([newer]) == (path,)
        assert sounds.recordings.outdated([QUESTION, newer]) == ()

    def test_a_recording_that_comes_later_is_heard_at_once(
        self, sounds: Sounds, wording: Wording, tmp_path: Path
    ) -> None:
        (tmp_path / "recorded" / "en").mkdir(parents=True)
        os.utime(tmp_path / "recorded" / "en", ns=(1, 1))
        assert sounds.recordings.find(QUESTION) is None

        record(tmp_path / "recorded", wording, QUESTION)

        assert sounds.recordings.find(QUESTION)

    @pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
    def test_recordings_of_usual_rates_last_as_long_as_they_did(
        self, sounds: Sounds, wording: Wording, tmp_path: Path, rate: int
    ) -> None:
        record(tmp_path / "recorded", wording, QUESTION, rate=rate)

        assert speech.seconds(sounds.of(QUESTION)) == pytest.approx(2, abs=0.15)

    def test_with_recordings_alone_a_page_that_is_recorded_whole_can_be_read(
        self, sounds: Sounds, wording: Wording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")
        record(tmp_path / "recorded", wording, QUESTION)

        assert speech.seconds(sounds.read([Piece(QUESTION)]).sound) > 2
        with pytest.raises(NoVoice):
            sounds.read([Piece(QUESTION), Piece(Own("No", "en"))])

    @pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all"])
    def test_a_recording_that_cannot_be_played_is_no_recording(self, content: bytes) -> None:
        with pytest.raises(recordings.NotARecording):
            recordings.sound_of(content, ".wav")

    def test_mp3_as_it_is_made_here_needs_no_other_program(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")

        assert recordings.sound_of(speech.silence(1), ".mp3") == speech.silence(1)
        with pytest.raises(recordings.NotARecording, match="ffmpeg"):
            recordings.sound_of(b"ID3 and another kind of MP3", ".mp3")


class TestBrokenRecordings:
    pytestmark = needs_voice.marks

    def test_a_broken_recording_leaves_the_machines_voice(
        self, sounds: Sounds, wording: Wording, tmp_path: Path
    ) -> None:
        record(tmp_path / "recorded", wording, QUESTION).write_bytes(b"half a file")

        assert sounds.of(QUESTION) == speech.say(QUESTION.text, language="en")


class TestPages:
    pytestmark = needs_voice.marks

    def test_marks_tell_when_each_piece_is_heard(self, sounds: Sounds) -> None:
        reading = sounds.read([Piece(QUESTION, "question"), Piece(Own("Yes, today", "en"), "choice")])

        (start, first), (second, choice) = reading.marks
        assert (start, first, choice) == (0, "question", "choice")
        assert second == pytest.approx(
            speech.seconds(sounds.of(QUESTION)) + speech.seconds(speech.silence(0.35)), abs=0.02
        )
        assert mp3.seconds(reading.sound) > second + 0.5

    def test_a_language_without_a_voice_cannot_be_read(self, sounds: Sounds) -> None:
        with pytest.raises(NoVoice):
            sounds.read([Piece(Own("Haa", "so"))])
