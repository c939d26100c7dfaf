"""A language file: read with its flow, written so that nothing changes, and told of when it lacks something."""

from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dialogue.flow.check import check
from msp_dialogue.flow.language_file import is_language_file, language_files, written
from msp_dialogue.flow.load import load_flow, parse_stored
from msp_dialogue.flow.model import Check, Flow
from msp_dialogue.flow.texts import Slot, fingerprint, own_texts, translated_texts, units
from msp_dialogue.flow.version import structure_id, wording_id
from msp_dialogue.flow.voice import Voice
from msp_dialogue.flow.wording import missing, stale, unchecked
from msp_dialogue.flow.wording_reader import OPTION_WORDING_KEYS, WORDING_KEYS
from msp_dialogue.flow.yaml_reader import FlowProblems

TEXT = """\
flow: tiny
stage: middle
title: Tiny
sections:
- id: wants
  part: person
  title: Wants
  questions:
  - id: first
    kind: one_of
    ask: {adult: "What, {worker}?", representative: "What does {person} want?"}
    easy: What?
    text: [One., Two.]
    options: [{id: a, says: A, good: G}, {id: b, says: B}]
  - {id: second, kind: words, ask: And, easy: And}
- id: after
  part: worker
  title: After
  questions: [{id: noted, kind: words, ask: Noted, next: [{to: end}]}]
"""
WELSH = """\
flow: tiny
language: cy
sections:
  wants: {title: Eisiau, of: 1}
questions:
  first:
    ask: {adult: "Beth, {worker}?", representative: "Beth mae {person} ei eisiau?"}
    easy: Beth?
    text: [Un., Dau.]
    options: {a: {says: Y, good: D}, b: {says: B}}
    checked_by: Ann
    checked_on: 2026-03-27
  second: {ask: A, easy: A}
"""

Read = Callable[..., Flow]


def place(tmp_path: Path, welsh: str = WELSH, text: str = TEXT) -> Path:
    (tmp_path / "tiny.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "tiny.cy.yaml").write_text(welsh, encoding="utf-8")
    return tmp_path / "tiny.yaml"


def refused(tmp_path: Path, welsh: str) -> list[str]:
    with pytest.raises(FlowProblems) as told:
        load_flow(place(tmp_path, welsh))
    return [str(problem) for problem in told.value.problems]


def test_a_flow_is_read_with_the_languages_beside_it(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path))
    words = flow.words("cy")

    assert list(flow.wording) == ["en", "cy"]
    assert words.questions["first"].ask.to(Voice.REPRESENTATIVE) == "Beth mae {person} ei eisiau?"
    assert words.questions["noted"].ask.to(Voice.WORKER) == "Noted"
    assert (words.sections["wants"], words.sections["after"]) == ("Eisiau", "After")
    assert missing(flow, "cy") == ()
    assert check(flow).problems == ()


def test_a_language_is_another_wording_of_the_same_structure(tmp_path: Path) -> None:
    whole = load_flow(place(tmp_path))
    other = load_flow(place(tmp_path, WELSH.replace("ask: A,", "ask: Ac,")))
    (tmp_path / "tiny.cy.yaml").unlink()
    alone = load_flow(tmp_path / "tiny.yaml")

    assert structure_id(whole) == structure_id(other) == structure_id(alone)
    assert len({wording_id(whole), wording_id(other), wording_id(alone)}) == 3


def test_what_is_stored_of_a_flow_gives_back_its_languages_too(tmp_path: Path) -> None:
    whole = load_flow(place(tmp_path))
    again = parse_stored(whole.source, file="tiny as stored", folder=tmp_path)

    assert again.wording == whole.wording
    assert again.translations["cy"].checks == whole.translations["cy"].checks
    assert wording_id(again) == wording_id(whole)


def test_a_councils_language_comes_before_the_one_beside_the_flow(tmp_path: Path) -> None:
    council = tmp_path / "council"
    council.mkdir()
    flow_file = place(tmp_path)
    (council / "tiny.cy.yaml").write_text(WELSH.replace("Eisiau", "Dymuniadau"), encoding="utf-8")

    assert load_flow(flow_file, council).words("cy").sections["wants"] == "Dymuniadau"


def test_only_files_that_are_named_after_a_flow_and_a_language_are_language_files(tmp_path: Path) -> None:
    flow_file = place(tmp_path)
    for name in ("tiny.note-s.yaml", "other.ur.yaml", "tiny.ur.yml", "tiny.pt-BR.yaml"):
        (tmp_path / name).write_text(WELSH, encoding="utf-8")

    assert list(language_files(flow_file)) == ["cy", "pt-BR"]
    assert not is_language_file(flow_file)


def test_a_language_file_is_written_so_that_reading_and_writing_it_again_changes_nothing(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path))
    translation = flow.translations["cy"]
    once = written("tiny", "cy", translated_texts(translation), translation.checks)
    again = load_flow(place(tmp_path, once)).translations["cy"]

    assert written("tiny", "cy", translated_texts(again), again.checks) == once
    assert (again.questions, again.sections, again.checks) == (
        translation.questions,
        translation.sections,
        translation.checks,
    )


@pytest.mark.parametrize(
    "words", ["yes", "2026-03-27", "a: b", "- c", "{worker} ...", "“a” 'b' \"c\"", "کیا؟", "#", "1"]
)
def test_whatever_is_said_comes_back_as_it_was(tmp_path: Path, words: str) -> None:
    slot = Slot("questions.second", "ask", "adult")
    texts = {**translated_texts(load_flow(place(tmp_path)).translations["cy"]), slot: words}
    flow = load_flow(place(tmp_path, written("tiny", "cy", texts, {})))

    assert translated_texts(flow.translations["cy"])[slot] == words


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("flow: tiny", "flow: other", "tiny.cy.yaml:1: These words are not of the flow `tiny`."),
        ("language: cy", "language: ur", "tiny.cy.yaml:2: The file's name says `cy`."),
        ("language: cy", "language: en", "tiny.cy.yaml:2: The file's name says `cy`."),
        ("sections:", "parts:", "tiny.cy.yaml:3: A language file has no key `parts`."),
        ("easy: Beth?", "colour: coch", "tiny.cy.yaml:8: A translation has no key `colour`."),
        ("{ask: A, easy: A}", "A", "tiny.cy.yaml:13: A translation should be a set of `key: value` lines."),
        ("{ask: A, easy: A}", "{easy: A}", "tiny.cy.yaml:13: A translation needs `ask`."),
        ("second:", "first:", "tiny.cy.yaml:13: `first` is there twice in `questions`."),
        ("b: {says: B}", "b: {}", "tiny.cy.yaml:10: An option needs `says`."),
        ("options: {a: {says: Y, good: D}, b: {says: B}}", "options: []", "tiny.cy.yaml:10: `options` should be a set"),
        ("2026-03-27", "27/3/2026", "tiny.cy.yaml:12: `27/3/2026` is no day. Write it as 2026-03-27."),
        ("    checked_on: 2026-03-27\n", "", "tiny.cy.yaml:11: A check has a name and a day."),
    ],
)
def test_a_faulty_language_file_is_refused_at_the_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert refused(tmp_path, WELSH.replace(old, new, 1))[0].startswith(told)


def test_what_is_wrong_with_a_flow_and_with_its_language_is_told_together(tmp_path: Path) -> None:
    (tmp_path / "tiny.ur.yaml").write_text("language: ur\n", encoding="utf-8")

    told = refused(tmp_path, WELSH.replace("sections:", "parts:"))

    assert {line.partition(":")[0] for line in told} == {"tiny.cy.yaml", "tiny.ur.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Beth, {worker}?", "Beth?", "`questions.first`, `ask`: {worker} is missing."),
        ("Beth, {worker}?", "{worker} {outcome}?", "`questions.first`, `ask`: {outcome} is not in the original."),
        ("easy: Beth?", 'easy: "Beth {?"', "`questions.first`, `easy`: There is a bracket { or } that names nothing."),
        ("title: Eisiau", 'title: "Eisiau {person}"', "`sections.wants`, `title`: {person} is not in the original."),
    ],
)
def test_a_translation_names_exactly_what_the_original_names(tmp_path: Path, old: str, new: str, what: str) -> None:
    flow = load_flow(place(tmp_path, WELSH.replace(old, new, 1)))

    assert [problem.what for problem in check(flow).problems] == [what]


def test_a_question_that_lacks_a_word_is_asked_in_the_flows_own_words_and_the_language_told_of(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path, WELSH.replace(", b: {says: B}", "")))
    gaps = check(flow).gaps

    assert flow.words("cy").questions["first"].language == "en"
    assert flow.words("cy").questions["second"].language == "cy"
    assert [slot.name for slot in missing(flow, "cy")] == ["options.b.says", "options.b.says"]
    assert check(flow).problems == ()
    assert "Not complete, so `cy` is not offered: no words for `questions.first`." in gaps[0].what
    assert all(gap.warning for gap in gaps)


def test_a_language_that_must_be_complete_and_is_not_is_a_problem(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path, WELSH.replace("second: {ask: A, easy: A}", "")))

    assert [problem.what for problem in check(flow, languages=("en", "cy")).problems] == [
        "`questions.second` has no words in `cy`."
    ]


def test_a_question_that_was_translated_from_other_words_is_stale_and_no_other_is(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path))
    signs = {unit: Check(fingerprint(texts), "Ann", "2026-03-27") for unit, texts in units(own_texts(flow)).items()}
    fresh = written("tiny", "cy", translated_texts(flow.translations["cy"]), signs)
    changed = TEXT.replace("says: B}", "says: Bee}").replace("ask: Noted,", "ask: Why,")

    assert stale(flow, load_flow(place(tmp_path, fresh)).translations["cy"]) == ()
    late = load_flow(place(tmp_path, fresh, changed))
    assert stale(late, late.translations["cy"]) == ("questions.first",)
    assert "The original has changed since these were translated: `questions.first`." in check(late).gaps[0].what


def test_a_language_is_checked_question_by_question(tmp_path: Path) -> None:
    flow = load_flow(place(tmp_path))

    assert unchecked(flow, flow.translations["cy"]) == ("sections.wants", "questions.second")
    assert flow.translations["cy"].checks["questions.first"] == Check(None, "Ann", "2026-03-27")


def test_words_that_nobody_asks_any_more_are_told_of(tmp_path: Path) -> None:
    gaps = check(load_flow(place(tmp_path, f"{WELSH}  gone: {{ask: A}}\n  noted: {{ask: A}}\n"))).gaps

    assert any("not in the person's part (any more): `questions.gone`, `questions.noted`." in gap.what for gap in gaps)


def test_every_kind_of_words_is_brought_to_translators_and_back(flow: Read) -> None:
    one = {key: "[Un., Dau.]" if key.endswith("text") else key for key in WORDING_KEYS}
    option = {key: key for key in OPTION_WORDING_KEYS}
    said = ", ".join(f"{key}: {words}" for key, words in one.items())
    choice = ", ".join(f"{key}: {words}" for key, words in option.items())
    read = flow(f"- {{id: q, kind: one_of, {said}, options: [{{id: o, {choice}}}], next: [{{to: end}}]}}\n", "person")

    names = [slot.name for slot in own_texts(read) if slot.unit == "questions.q" and slot.voice == "adult"]
    lines = {f"{key}.{number}" for key in WORDING_KEYS if key.endswith("text") for number in (1, 2)}
    assert set(names) == {key for key in WORDING_KEYS if not key.endswith("text")} | lines | {
        f"options.o.{key}" for key in OPTION_WORDING_KEYS
    }
    text = written("tiny", "cy", own_texts(read), {})
    again = flow(
        f"- {{id: q, kind: one_of, {said}, options: [{{id: o, {choice}}}], next: [{{to: end}}]}}\n",
        "person",
        languages=[text],
    )
    assert translated_texts(again.translations["cy"]) == own_texts(read)


def test_a_language_file_in_the_flows_own_language_is_refused(flow: Read) -> None:
    read = flow(TEXT, languages=[WELSH.replace("language: cy", "language: en")])

    assert "The flow itself is in `en`." in [problem.what for problem in check(read).problems]
