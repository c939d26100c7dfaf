"""A flow file becomes a flow, its options file written in; everything that can be seen to be wrong is told at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from msp_dialogue.flow.load import load_flow, parse_flow, parse_stored
from msp_dialogue.flow.model import Flow, Kind, Part, Stage, Voiced
from msp_dialogue.flow.version import structure_id, wording_id
from msp_dialogue.flow.voice import Voice
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

EVERYTHING = """\
- id: first
  kind: number
  required: true
  ask: {adult: "How many?", representative: "How many has {person}?"}
  easy: How many?
  text: [One paragraph., Another.]
  why: Because.
  help: In figures.
  picture: hand
  least: 0
  most: 20
  records: worry
  theme: safer
- id: second
  kind: scale
  ask: How is it?
  options:
    - {id: yes, says: Yes, easy: Y, good: Nice, worry: Dear, picture: face}
    - {id: no, says: {adult: I do not, representative: They do not}, voice: representative}
    - {id: null, says: Neither}
  apart:
    - {id: other, says: Other}
  next:
    - when: {all: [{question: second, is: [yes, no]}, {not: {any: [{given: plan_b}, {voice: adult}]}}]}
      to: end
    - to: not_held
"""


def test_every_key_arrives_where_it_belongs(flow: Callable[..., Flow]) -> None:
    read = flow(EVERYTHING)
    first, second = read.questions.values()
    words = read.wording["en"].questions["first"]

    assert (read.id, read.stage, read.given, read.sections[0].part) == ("tiny", Stage.MIDDLE, ("plan_b",), Part.WORKER)
    assert (first.kind, first.required, first.least, first.most) == (Kind.NUMBER, True, 0, 20)
    assert (first.picture, first.records, first.theme) == ("hand", "worry", "safer")
    assert words.ask == Voiced("How many?", "How many has {person}?")
    assert words.text == Voiced(("One paragraph.", "Another."), ("One paragraph.", "Another."))
    assert [option.id for option in second.options] == ["yes", "no", "null", "other"]
    assert [option.apart for option in second.options] == [False, False, False, True]
    assert second.options[1].voice is Voice.REPRESENTATIVE
    assert [route.to for route in second.routes] == ["end", "not_held"]


def test_yes_no_null_numbers_and_dates_stay_the_words_they_are(flow: Callable[..., Flow]) -> None:
    says = {"yes": "yes", "no": "no", "null": "null", "on": "on", "n1": "1.0", "n2": "2026-01-02", "n3": "0x10"}
    options = ", ".join(f"{{id: {key}, says: {value}}}" for key, value in says.items())

    read = flow(f"- {{id: first, kind: one_of, ask: What, options: [{options}], next: [{{to: end}}]}}\n")
    words = read.wording["en"].questions["first"].options

    assert {key: option.says.adult for key, option in words.items()} == says


def test_a_flow_is_frozen(flow: Callable[..., Flow]) -> None:
    read = flow(EVERYTHING)

    with pytest.raises(AttributeError):
        read.questions["first"].required = False  # type: ignore[misc]
    with pytest.raises(TypeError):
        read.wording["cy"] = read.wording["en"]  # type: ignore[index]


def with_options(folder: Path, content: str) -> Path:
    (folder / "help.yaml").write_text(content)
    (folder / "tiny.yaml").write_text("""\
flow: tiny
stage: middle
title: Tiny
sections:
- id: first
  part: worker
  title: First
  questions:
  - {id: help, kind: some_of, ask: What, options_from: help.yaml, next: [{to: end}]}
""")
    return folder / "tiny.yaml"


def problems_of(path: Path) -> list[str]:
    with pytest.raises(FlowProblems) as refused:
        load_flow(path)
    return [str(problem) for problem in refused.value.problems]


def test_options_come_from_a_file_beside_the_flow_and_are_stored_with_it(tmp_path: Path) -> None:
    path = with_options(tmp_path, "options:\n- {id: police, says: The police, good: Safe, worry: Slow}\n")

    read = load_flow(path)
    (tmp_path / "help.yaml").unlink()
    again = parse_flow(read.source, file="stored", folder=tmp_path)

    assert [option.id for option in again.questions["help"].options] == ["police"]
    assert again.wording == read.wording
    assert structure_id(again) == structure_id(read)


def test_a_fault_in_an_options_file_is_told_with_that_files_name_and_line(tmp_path: Path) -> None:
    path = with_options(tmp_path, "options:\n- {id: police, says: The police}\n- {id: court, sais: A court}\n")

    assert problems_of(path) == [
        "help.yaml:3: An option has no key `sais`. Known keys: id, says, easy, good, worry, voice, alone, picture.",
        "help.yaml:3: An option needs `says`. Add a line `says: ...`.",
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "help.yaml:1: The file is empty."),
        ("- a\n", "help.yaml:1: An options file should be a set of"),
        ("choices: []\n", "help.yaml:1: An options file has no key `choices`."),
        ("options: [\n", "help.yaml:1: This is not valid YAML"),
        ("options: &a [*a]\n", "help.yaml:1: The file uses YAML aliases"),
    ],
)
def test_an_options_file_that_is_none_is_refused(tmp_path: Path, content: str, what: str) -> None:
    assert problems_of(with_options(tmp_path, content))[0].startswith(what)


@pytest.mark.parametrize(
    "name", ["none.yaml", "../help.yaml", "/etc/passwd", "sub/help.yaml", "help.yml", "Help.yaml", "a" * 300 + ".yaml"]
)
def test_an_options_file_is_named_without_a_path_and_must_be_there(tmp_path: Path, name: str) -> None:
    path = with_options(tmp_path, "options: [{id: a, says: A}]\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "help.yaml").write_text("options: [{id: a, says: A}]\n")
    path.write_text(path.read_text().replace("help.yaml", name))

    assert problems_of(path) == [
        f"tiny.yaml:9: There is no options file `{name[:80]}` in the flow's folder. Name a .yaml file beside the flow."
    ]


def test_options_and_an_options_file_are_one_too_many(tmp_path: Path) -> None:
    path = with_options(tmp_path, "options: [{id: a, says: A}]\n")
    path.write_text(path.read_text().replace("options_from:", "options: [{id: b, says: B}], options_from:"))

    assert problems_of(path) == ["tiny.yaml:9: `options` is there twice in a question. Keep one of them."]


def test_everything_that_can_be_seen_is_told_at_once_in_the_order_of_the_file(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    told = problems("""\
        - id: one
          kind: words
          ask: "What is {name}?"
        - id: two
          kind: chat
          ask: What
          options: [{id: a, says: A}]
        - id: three
          kind: scale
          ask: What
          options: [{id: a, says: A}]
          next:
            - {when: {question: six, is: a}, to: nowhere}
            - {to: four}
        - id: four
          kind: words
          ask: What
          colour: red
          next: [{to: one}]
        """)

    assert [(problem.line, problem.what) for problem in told] == [
        (10, "`one` names `{name}`."),
        (14, "`chat` is not one of the values allowed here."),
        (17, "The scale `three` has 1 places."),
        (22, "There is no question `nowhere`."),
        (22, "The condition reads `six`, whose answer is not yet given."),
        (27, "A question has no key `colour`."),
    ]


def test_what_hangs_on_a_fault_already_told_is_not_told_again(problems: Callable[..., tuple[Problem, ...]]) -> None:
    told = problems("- {id: one, kind: chat, ask: What, options: [{id: a, says: A}], next: [{to: end}]}\n")

    assert [problem.what for problem in told] == ["`chat` is not one of the values allowed here."]


@pytest.mark.parametrize("name", FLOW_FILES)
def test_a_stored_flow_is_the_flow_it_was_stored_from(name: str) -> None:
    own = load_flow(OWN_FLOWS / name)

    stored = parse_stored(own.source, file="stored", folder=Path("nowhere"))

    assert stored == own
    assert stored.wording == own.wording
    assert (structure_id(stored), wording_id(stored)) == (structure_id(own), wording_id(own))


@pytest.mark.parametrize(
    "words", ["a: b", "'quoted' \"twice\"", "# no comment", "é 🙂 שלום", "- dash", "yes", "~", "%"]
)
def test_storing_keeps_words_that_yaml_would_read_otherwise(flow: Callable[..., Flow], words: str) -> None:
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    read = flow(f'- {{id: first, kind: words, ask: "{quoted}", next: [{{to: end}}]}}\n')

    stored = parse_flow(read.source, file="stored", folder=Path())

    assert read.wording["en"].questions["first"].ask.adult == words
    assert stored.wording == read.wording
    assert wording_id(stored) == wording_id(read)
