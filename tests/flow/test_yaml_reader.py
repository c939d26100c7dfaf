"""A flow file that is badly written is refused with its line and the way to mend it [I-05]."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.yaml_reader import DEPTH, SIZE, FlowProblems, Problem
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

Refused = Callable[..., None]


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FlowProblems) as refused:
        load_flow(path)
    return refused.value.problems


def test_a_quote_that_is_never_closed_is_refused_where_it_was_opened(refused: Refused) -> None:
    text = """\
        flow: tiny
        stage: "middle # here
        title: Tiny
        sections: []
        """

    refused(text, "This is not valid YAML: found unexpected end of stream.", "quotes")


def test_a_bracket_that_is_never_closed_is_refused_where_it_was_opened(refused: Refused) -> None:
    text = """\
        flow: tiny
        given: [plan_a  # here
        # and nothing after it
        """

    refused(text, "This is not valid YAML: expected ',' or ']', but got '<stream end>'.", "brackets")


def test_a_list_that_breaks_off_is_refused_at_its_last_line(refused: Refused) -> None:
    refused(
        "flow: tiny\ngiven: [a,  # here\n\n",
        "This is not valid YAML: expected the node content, but found '<stream end>'.",
        "brackets",
    )


def test_a_wrong_indentation_is_refused_at_its_line(refused: Refused) -> None:
    text = """\
        flow: tiny
         stage: middle  # here
        """

    refused(text, "This is not valid YAML: mapping values are not allowed here.", "Check indentation")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "empty.yaml").write_text(text)

    [problem] = problems_of(tmp_path / "empty.yaml")

    assert problem.what in {"The file is empty.", "A flow should be a set of `key: value` lines."}


def test_a_file_that_is_a_list_or_a_word_is_refused(refused: Refused) -> None:
    refused("[a, b]  # here", "A flow should be a set of `key: value` lines.", "Known keys: flow, stage, title")
    refused("a word  # here", "A flow should be a set of `key: value` lines.", "Known keys: flow, stage, title")


def test_two_documents_in_one_file_are_refused(refused: Refused) -> None:
    text = "flow: tiny\n---  # here\nflow: other\n"

    refused(text, "This is not valid YAML: but found another document.", "Check")


def test_aliases_are_refused_since_a_short_text_could_stand_for_an_endless_one(refused: Refused) -> None:
    text = """\
        - id: first
          kind: words
          ask: &words What?
          help: *words  # here
          next: [{to: end}]
        """

    refused(text, "The file uses YAML aliases (*).", "Write the words out")


def test_nesting_deeper_than_any_flow_needs_is_refused(refused: Refused) -> None:
    condition = "{not: " * DEPTH + "{question: first, is: skipped}" + "}" * DEPTH
    text = f"""\
        - id: first
          kind: words
          ask: What?
          next:
            - {{when: {condition}, to: end}}  # here
            - {{to: end}}
        """

    refused(text, f"The file is nested more than {DEPTH} levels deep.", "more simply")


def test_a_control_character_is_refused_at_its_line(refused: Refused) -> None:
    refused(
        "flow: tiny\ntitle: a\x08b  # here\n", "There is a character that YAML does not allow.", "may not be visible"
    )


def test_a_huge_file_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("w") as file:
        file.write("flow: tiny\n" + "# filler\n" * SIZE)

    [problem] = problems_of(tmp_path / "huge.yaml")

    assert problem == Problem("huge.yaml", 1, "The file is longer than 1,000,000 characters.", problem.fix)
    assert "Split it" in problem.fix


@pytest.mark.parametrize("name", FLOW_FILES)
def test_a_flow_is_the_same_where_pyyaml_comes_without_libyaml(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    quick = load_flow(OWN_FLOWS / name)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    plain = load_flow(OWN_FLOWS / name)

    assert quick == plain
    assert quick.source == plain.source
    assert [each.place for each in quick.questions.values()] == [each.place for each in plain.questions.values()]


@pytest.mark.parametrize("with_libyaml", [True, False])
def test_what_a_council_writes_is_refused_on_every_machine_or_on_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_libyaml: bool
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", with_libyaml)
    (tmp_path / "tab.yaml").write_text("flow: tiny\t\nstage: middle\n", encoding="utf-8")  # LibYAML takes it

    [problem] = problems_of(tmp_path / "tab.yaml")

    assert "not valid YAML" in problem.what


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("flow: caf\xe9\n".encode("latin-1"))

    [problem] = problems_of(tmp_path / "latin.yaml")

    assert str(problem) == "latin.yaml:1: The file is not UTF-8 text. Save it again as UTF-8."


def test_a_file_with_a_byte_order_mark_is_read_as_windows_saves_it(tmp_path: Path) -> None:
    text = "flow: tiny\nstage: middle\ntitle: T\nsections:\n- id: s\n  part: worker\n  title: S\n  questions:\n"
    text += "  - {id: q, kind: words, ask: What, next: [{to: end}]}\n"
    (tmp_path / "marked.yaml").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    assert load_flow(tmp_path / "marked.yaml").id == "tiny"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    [missing], [folder] = problems_of(tmp_path / "none.yaml"), problems_of(tmp_path)

    assert missing.what == "The file cannot be read: No such file or directory."
    assert "Check that it is there" in folder.fix


@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("colour: red", "A question has no key `colour`.", "Known keys: id, kind, ask"),
        ("? [a, b]\n  : c", "A question has no key `?`.", "Known keys: id, kind, ask"),
        ("ask: Who?", "`ask` is there twice in a question.", "Keep one of them."),
        ("required: perhaps", "`perhaps` is neither true nor false.", "Write `true` or `false`."),
        ("required:", "There should be words here.", "Write a text on this line."),
        ("least: many", "`many` is not a whole number of at most nine digits.", "Write digits only."),
        ("least: 1.5", "`1.5` is not a whole number of at most nine digits.", "Write digits only."),
        ("least: ²", "`²` is not a whole number of at most nine digits.", "Write digits only."),
        ("least:", "There should be words here.", "Write a text on this line."),
        ("help: ''", "There should be words here.", "Write a text on this line."),
        ("help: [a, b]", "There should be words here.", "Write a text on this line."),
        ("text: []", "There should be words here.", "Write a text on this line."),
        ("why: {adult: a, child: b}", "Wording has no key `child`.", "Known keys: adult, representative."),
        ("records: {a: b}", "There should be words here.", "Write a text on this line."),
        ("picture: [a]", "There should be words here.", "Write a text on this line."),
        ("translations: cy", "A question has no key `translations`.", "Known keys: id, kind, ask"),
    ],
)
def test_a_faulty_key_of_a_question_is_refused_at_its_own_line(
    refused: Refused, line: str, what: str, fix: str
) -> None:
    marked = line.replace("\n", "  # here\n", 1) if "\n" in line else f"{line}  # here"

    refused(f"- id: first\n  kind: number\n  ask: What?\n  next: [{{to: end}}]\n  {marked}\n", what, fix)


def test_a_number_of_thousands_of_digits_is_refused_quickly(refused: Refused) -> None:
    text = f"- id: first\n  kind: number\n  ask: What?\n  next: [{{to: end}}]\n  least: {'9' * 5000}  # here\n"

    refused(text, f"`{'9' * 20}` is not a whole number of at most nine digits.", "Write digits only.")


@pytest.mark.parametrize("key", ["id", "kind", "ask"])
def test_a_question_without_what_it_needs_is_refused_once(refused: Refused, key: str) -> None:
    lines = {"id": "first", "kind": "words", "ask": "What?"}
    kept = [f"{name}: {value}" for name, value in lines.items() if name != key]
    text = "- " + f"{kept[0]}  # here\n  {kept[1]}\n  next: [{{to: end}}]\n"

    refused(text, f"A question needs `{key}`.", f"Add a line `{key}: ...`.")


@pytest.mark.parametrize("key", ["flow", "stage", "title"])
def test_a_flow_without_what_it_needs_is_refused(problems: Callable[..., tuple[Problem, ...]], key: str) -> None:
    text = "flow: tiny\nstage: middle\ntitle: T\n" + "sections:\n- {id: s, part: worker, title: S, questions: "
    text += "[{id: q, kind: words, ask: What, next: [{to: end}]}]}\n"
    without = "\n".join(line for line in text.splitlines() if not line.startswith(key))

    assert [str(problem) for problem in problems(without)] == [
        f"tiny.yaml:1: A flow needs `{key}`. Add a line `{key}: ...`."
    ]


@pytest.mark.parametrize("sections", ["", " []", " none", " {a: b}"])
def test_a_flow_without_questions_is_refused(refused: Refused, sections: str) -> None:
    text = f"flow: tiny\nstage: middle\ntitle: T\nsections:{sections}  # here\n"

    refused(text, "`sections` should be a list.", "Start each line with `- `.")


def test_a_section_without_questions_is_refused(refused: Refused) -> None:
    text = "- id: first\n  part: worker\n  title: First\n  questions: []  # here\n"

    refused(text, "`questions` should be a list.", "Start each line with `- `.")


@pytest.mark.parametrize("wrong", ["Want", "2nd", "a-b", "wänt", "_a", "a" * 61])
def test_an_id_that_code_and_urls_could_not_carry_is_refused(refused: Refused, wrong: str) -> None:
    text = f"- id: {wrong}  # here\n  kind: words\n  ask: What?\n  next: [{{to: end}}]\n"

    refused(text, f"`{wrong}` cannot be an id.", "Use small letters, digits and _")


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [("stage", "start", "beginning, middle, closure"), ("part", "adult", "worker, person"), ("kind", "chat", "words")],
)
def test_a_value_outside_the_list_is_refused(
    problems: Callable[..., tuple[Problem, ...]], key: str, value: str, allowed: str
) -> None:
    values = {"stage": "middle", "part": "worker", "kind": "words"} | {key: value}
    text = f"""\
flow: tiny
stage: {values["stage"]}
title: Tiny
sections:
- id: first
  part: {values["part"]}
  title: First
  questions:
  - id: only
    kind: {values["kind"]}
    ask: What?
    next: [{{to: end}}]
"""

    [problem] = problems(text)

    assert problem.what == f"`{value}` is not one of the values allowed here."
    assert allowed in problem.fix
    assert value in text.splitlines()[problem.line - 1]
