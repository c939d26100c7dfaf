"""Which languages are offered: complete ones that somebody has checked, and drafts only where a council wants them."""

from pathlib import Path

import pytest

from msp_dialogue.flow.yaml_reader import FlowProblems
from msp_dialogue.languages import catalogue
from msp_dialogue.languages.languages import Language, Languages, read_languages
from msp_dialogue.record.library import read_flows
from tests.languages import pseudo


def offered(folder: Path, *, only: tuple[str, ...] | None = None, drafts: bool = False) -> list[str]:
    return [each.code for each in found(folder, only=only, drafts=drafts).offered]


def found(folder: Path, *, only: tuple[str, ...] | None = None, drafts: bool = False) -> Languages:
    return read_languages(read_flows(folder), folder, only=only, drafts=drafts)


def test_a_complete_and_checked_language_is_offered_after_english(translated: Path) -> None:

    assert offered(translated) == ["en", pseudo.CODE]


def test_a_draft_is_offered_only_where_the_council_wants_drafts(council: Path) -> None:
    pseudo.write(council, read_flows(council), by=None)

    assert pseudo.CODE not in offered(council)
    assert pseudo.CODE not in offered(council, only=(pseudo.CODE,))
    assert pseudo.CODE in offered(council, drafts=True)


def test_a_draft_is_refused_without_reading_every_page_for_its_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "needed", lambda: pytest.fail("each start of the service would wait for this"))

    assert offered(tmp_path) == ["en"]


def test_one_unchecked_question_makes_a_draft_of_the_language(translated: Path) -> None:
    file = translated / f"closure.{pseudo.CODE}.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("    checked_by: The tests\n    checked_on: '2026-03-27'\n", "", 1)
    )

    assert pseudo.CODE not in offered(translated)
    assert found(translated)[pseudo.CODE].unchecked == 1


@pytest.mark.parametrize("drafts", [True, False])
def test_a_language_that_lacks_one_sentence_is_never_offered(translated: Path, drafts: bool) -> None:
    file = translated / f"{pseudo.CODE}.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f'msgstr "{pseudo.pseudo("Get help")}"', 'msgstr ""'), encoding="utf-8")

    assert pseudo.CODE not in offered(translated, drafts=drafts)
    assert found(translated)[pseudo.CODE].missing == 1


@pytest.mark.parametrize("gone", ["closure.eo.yaml", "eo.po"])
def test_a_language_without_one_of_its_files_is_never_offered(translated: Path, gone: str) -> None:
    (translated / gone).unlink()

    assert pseudo.CODE not in offered(translated, drafts=True)


def test_words_whose_original_has_changed_are_offered_and_told_of(translated: Path) -> None:
    file = translated / f"review.{pseudo.CODE}.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("    of: "))
    lines[first] = "    of: something else"
    file.write_text("\n".join(lines), encoding="utf-8")

    assert pseudo.CODE in offered(translated)
    assert found(translated)[pseudo.CODE].stale == 1


def test_the_council_says_which_languages_it_offers_and_english_is_always_among_them(translated: Path) -> None:

    assert offered(translated, only=("cy",)) == ["en"]
    assert offered(translated, only=(pseudo.CODE,)) == ["en", pseudo.CODE]


@pytest.mark.parametrize(
    ("code", "name", "english", "direction"),
    [
        ("cy", "Cymraeg", "Welsh", "ltr"),
        ("pl", "Polski", "Polish", "ltr"),
        ("ur", "اردو", "Urdu", "rtl"),
        ("pa-Arab", "پنجابی (عربی)", "Punjabi (Arabic)", "rtl"),
        ("zz", "zz", "zz", "ltr"),
    ],
)
def test_a_language_has_its_own_name_and_its_direction(code: str, name: str, english: str, direction: str) -> None:
    found = Language(code)

    assert (found.name, found.english_name, found.direction) == (name, english, direction)


def test_a_language_that_is_not_there_any_more_still_has_a_name(council: Path) -> None:
    assert found(council)["eo"].english_name == "Esperanto"


@pytest.mark.parametrize("text", ["msgid what\n", b'msgid "a"\nmsgstr "\xff"\n'])
def test_a_catalogue_that_cannot_be_read_is_told_in_a_line(council: Path, text: str | bytes) -> None:
    (council / "eo.po").write_bytes(text if isinstance(text, bytes) else text.encode())

    with pytest.raises(FlowProblems, match=r"eo\.po:1: The catalogue cannot be read"):
        found(council)


@pytest.mark.parametrize("words", ["<meta http-equiv=refresh content=0>", "away &amp; gone", "this > that"])
def test_a_catalogue_whose_words_could_be_markup_is_refused_by_the_line(council: Path, words: str) -> None:
    (council / "eo.po").write_text(f'msgid "Skip"\nmsgstr "Lasi"\n\nmsgid "Send"\nmsgstr "{words}"\n')

    with pytest.raises(FlowProblems, match=r"eo\.po:4: The words for “Send” hold one of the signs < > &"):
        found(council)


def test_a_catalogue_of_no_language_is_refused(council: Path) -> None:
    (council / "messages.po").write_text("")

    with pytest.raises(FlowProblems, match="`messages` is no language that is known"):
        found(council)
