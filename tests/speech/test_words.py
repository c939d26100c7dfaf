"""Only wording that everybody is shown may be kept: what has a name in it, or was said by somebody, is their own."""

import ast
from collections import Counter
from pathlib import Path

from msp_dialogue.flow.ask import PLACEHOLDER
from msp_dialogue.flow.model import Flow, Part
from msp_dialogue.speech import recordings
from msp_dialogue.speech.words import Fixed, Own, Wording

SOURCE = Path(__file__).parent.parent.parent / "msp_dialogue"


def test_a_question_that_everybody_is_asked_is_fixed(wording: Wording) -> None:
    assert wording.piece("What do you want to happen?", "en") == Fixed("What do you want to happen?", "en")


def test_what_somebody_said_is_their_own(wording: Wording) -> None:
    assert isinstance(wording.piece("I want my brother to stop.", "en"), Own)


def test_a_question_with_a_name_filled_in_is_nobody_elses(wording: Wording) -> None:
    assert isinstance(wording.piece("What does Rose want to happen?", "en"), Own)


def test_nothing_that_is_fixed_has_a_gap_for_a_name(wording: Wording) -> None:
    assert [words.text for words in wording.places if PLACEHOLDER.search(words.text)] == []


def test_wording_of_another_language_is_not_taken_for_it(wording: Wording) -> None:
    assert isinstance(wording.piece("What do you want to happen?", "pl"), Own)


def test_the_workers_part_is_not_read_aloud(flows: tuple[Flow, ...], wording: Wording) -> None:
    workers = {
        flow.words("en").questions[question.id].ask.adult
        for flow in flows
        for section in flow.sections
        if section.part is Part.WORKER
        for question in section.questions
    }

    assert {words.text for words in wording.places} & workers <= {"Is there anything else?"}


def test_every_question_of_the_person_without_a_name_is_there_in_both_voices(
    flows: tuple[Flow, ...], wording: Wording
) -> None:
    for flow in flows:
        for section in flow.sections:
            for question in section.questions if section.part is Part.PERSON else ():
                ask = flow.words("en").questions[question.id].ask
                for text in (ask.adult, ask.representative):
                    fixed = not PLACEHOLDER.search(text or "")
                    assert isinstance(wording.piece(text or "", "en"), Fixed) is fixed


def test_own_words_are_in_no_traceback() -> None:
    assert "brother" not in repr(Own("My brother takes my money", "en"))


def test_a_fingerprint_changes_with_the_words_and_not_with_their_line_breaks() -> None:
    assert Fixed("Say it\nso", "en").fingerprint == Fixed("Say it so", "en").fingerprint
    assert Fixed("Say it so.", "en").fingerprint != Fixed("Say it so", "en").fingerprint
    assert Fixed("Say it so", "cy").fingerprint != Fixed("Say it so", "en").fingerprint


def test_every_recording_has_a_name_of_its_own(wording: Wording) -> None:
    names = Counter(recordings.file_name(places) for places in wording.places.values())

    assert [name for name, often in names.items() if often > 1] == []
    assert len({words.fingerprint for words in wording.places}) == len(wording.places)


def test_fixed_wording_is_made_in_one_module_alone() -> None:
    """Elsewhere a person's words could be passed off as it, and come to lie on the disk."""
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Fixed"
    }

    assert makers == {"speech/words.py"}
