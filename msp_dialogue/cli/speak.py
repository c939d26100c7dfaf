"""`speak`: every fixed wording as sound, made before anybody asks for it; how a sound is made, `speech` knows."""

import csv
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from msp_dialogue.flow.model import Flow
from msp_dialogue.languages.languages import Language, read_languages
from msp_dialogue.optional import SPEECH
from msp_dialogue.record.library import read_flows
from msp_dialogue.settings import Settings
from msp_dialogue.speech import Speed, recordings, voice, words
from msp_dialogue.speech.phrases import PHRASES
from msp_dialogue.speech.sounds import Sounds
from msp_dialogue.speech.words import Fixed, Place, Wording

AT_ONCE = min(4, os.cpu_count() or 1)


@click.command()
@click.option(
    "--speed",
    "speeds",
    type=click.Choice([str(each) for each in Speed]),
    multiple=True,
    default=(str(Speed.SLOW), str(Speed.USUAL)),
    help="Which speeds to make; more than once for several. Without it slow and usual; fast is made when it is heard.",
)
@click.option("--list", "listed", type=click.Path(dir_okay=False, path_type=Path), help="Only write the list below.")
def command(speeds: Sequence[str], listed: Path | None) -> None:
    """Make the sound of every fixed wording that a person can listen to, in every language on offer.

    What is there already is kept, so a run that was stopped goes on where it was. What no wording needs any more is
    removed. With --list FILE.csv nothing is made: the file tells a council's own readers what to record, under which
    name, and what is recorded already.
    """
    settings = Settings.from_environ(os.environ)
    flows = read_flows(settings.flows)
    languages = read_languages(flows, settings.flows, only=settings.languages, drafts=settings.draft_languages).offered
    wording = Wording(place for each in languages for place in _places(flows, each))
    sounds = Sounds(settings.sound_folder, settings.recordings)
    if listed is not None:
        _write_list(listed, wording, sounds)
    else:
        _make(wording, languages, [Speed(each) for each in dict.fromkeys(speeds)], sounds, settings.sound_folder)
    for line in _about_recordings(wording, sounds):
        click.echo(line)


def _places(flows: Sequence[Flow], language: Language) -> Iterator[Place]:
    said = language.catalogue.words if language.catalogue else {}
    for flow in flows:
        yield from (place for place in words.of_flow(flow) if place.words.language == language.code)
    yield from words.of_pages((said.get(phrase, phrase) for phrase in PHRASES), language.code)


def _make(
    wording: Wording, languages: Sequence[Language], speeds: Sequence[Speed], sounds: Sounds, folder: Path
) -> None:
    try:
        voice.program()
    except voice.NoVoice as problem:
        how = "\n".join(f"  {system}: {told}" for system, told in SPEECH.install.items())
        raise click.ClickException(f"{problem}, so nothing can be read aloud. To install it:\n{how}") from problem
    started, made = time.monotonic(), 0
    for language in languages:
        if not voice.speaks(language.code):
            click.echo(f"{language.english_name}: there is no voice for it; only recordings can be heard.")
            continue
        pairs = [(each, speed) for each in wording.places if each.language == language.code for speed in speeds]
        label = f"{language.english_name} ({', '.join(speeds)})"
        with ThreadPoolExecutor(AT_ONCE) as several, click.progressbar(length=len(pairs), label=label) as bar:
            for was_made in several.map(lambda pair: sounds.prepare(*pair), pairs):
                made += was_made
                bar.update(1)
    gone = sounds.kept.remove_all_but(_wanted(wording, sounds)) if sounds.kept else 0
    there = [path.stat().st_size for path in folder.glob("*.mp3")]
    click.echo(
        f"{len(there)} sounds are in {folder}: {sum(there) / 1_000_000:.1f} MB. "
        f"{made} were made now, in {time.monotonic() - started:.0f} seconds; {gone} not used any more were removed."
    )


def _wanted(wording: Wording, sounds: Sounds) -> set[str]:
    """The names of all sounds that somebody could ask for, at whatever speed."""
    return {name for each in wording.places for name in sounds.names(each, Speed)}


def _about_recordings(wording: Wording, sounds: Sounds) -> Iterator[str]:
    """How much is recorded; and what is not heard, with the reason."""
    found = {each: path for each in wording.places if (path := sounds.recordings.find(each))}
    outdated = sounds.recordings.outdated(wording.places)
    if found or outdated:
        yield f"{len(found)} of {len(wording.places)} texts are recorded by people."
    for path in outdated:
        yield f"Not heard: {path} is of words that are not in use (any more)."
    for path in found.values():
        try:
            recordings.sound_of(path.read_bytes(), path.suffix.lower())
        except (OSError, recordings.NotARecording) as problem:
            yield f"Not heard: {path}: {problem}."


def _write_list(file: Path, wording: Wording, sounds: Sounds) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["save as", "recorded", "language", "said to", "words", "read this", "stands at"])
        for each, places in wording.places.items():
            rows.writerow(_row(each, places, sounds))
    click.echo(f"{len(wording.places)} texts are listed in {file}.")


def _row(each: Fixed, places: Sequence[Place], sounds: Sounds) -> Sequence[str]:
    voices = {place.voice for place in places if place.voice}
    return (
        recordings.file_name(places),
        "yes" if sounds.recordings.find(each) else "no",
        each.language,
        voices.pop() if len(voices) == 1 else "everybody",
        "easy" if all(place.easy for place in places) else "usual",
        each.text,
        ", ".join(dict.fromkeys(place.where for place in places)),
    )
