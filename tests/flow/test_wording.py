"""Missing or unfillable words are refused; hard English in the person's part is warned of."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow.check import check
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.plain import HARD, reading_age

Refused = Callable[..., None]
END = "next: [{to: end}]"


@pytest.mark.parametrize("key", ["ask", "easy", "why", "help", "text", "easy_text"])
@pytest.mark.parametrize(("voice", "other"), [("adult", "representative"), ("representative", "adult")])
def test_words_for_one_voice_alone_are_refused(refused: Refused, key: str, voice: str, other: str) -> None:
    words = {"ask": "What", "easy": "What", key: f"{{{voice}: What}}"}
    keys = ", ".join(f"{name}: {value}" for name, value in words.items())

    refused(
        f"- {{id: first, kind: words, {keys}, {END}}}  # here\n",
        f"`first` has no `{key}` for the voice {other}.",
        f"Add `{other}:` under `{key}`.",
        "person",
    )


@pytest.mark.parametrize("key", ["says", "easy", "good", "worry"])
def test_an_options_words_for_one_voice_alone_are_refused(refused: Refused, key: str) -> None:
    words = {"says": "A", key: "{adult: A}"}
    option = ", ".join(f"{name}: {value}" for name, value in words.items())

    refused(
        f"- id: first  # here\n  kind: one_of\n  ask: What\n  options: [{{id: a, {option}}}]\n  {END}\n",
        f"`first` has no `a.{key}` for the voice representative.",
        "Add `representative:`",
    )


def test_a_question_of_the_persons_part_needs_an_easy_wording(refused: Refused) -> None:
    text = f"- {{id: first, kind: words, ask: What, {END}}}  # here\n"

    refused(text, "`first` has no easy wording.", "Add `easy:`", "person")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("{name}", "`first` names `{name}`."),
        ("{outcome}", "`first` names `{outcome}`."),
        ("{}", "`first` names `{}`."),
        ("{person.name}", "`first` names `{person.name}`."),
        ("{ person }", "`first` names `{ person }`."),
        ("{person", "`first` has a bracket { or } that names nothing."),
        ("person}", "`first` has a bracket { or } that names nothing."),
        ("{{person}}", "`first` has a bracket { or } that names nothing."),
    ],
)
@pytest.mark.parametrize("key", ["ask", "help", "text", "says"])
def test_an_unknown_placeholder_is_refused_wherever_it_stands(
    refused: Refused, words: str, what: str, key: str
) -> None:
    texts = {"ask": "What", "help": "So", "text": "So", "says": "A", key: words}
    text = f"""\
        - id: first  # here
          kind: one_of
          ask: "{texts["ask"]}"
          help: "{texts["help"]}"
          text: ["{texts["text"]}"]
          options: [{{id: a, says: "{texts["says"]}"}}]
          {END}
        """

    refused(text, what, "Text may name {person}, {worker}." if "names `" in what else "Take it out or close it.")


def test_the_outcomes_own_words_can_be_named_in_a_repeated_part(problems: Callable[..., tuple[object, ...]]) -> None:
    text = """\
- id: each
  part: worker
  title: Each
  for_each: outcome
  questions: [{id: first, kind: words, ask: "{person}: {outcome}? says {worker}"}]
"""
    before = f"- id: start\n  part: worker\n  title: Start\n  questions: [{{id: zero, kind: words, ask: What}}]\n{text}"

    assert problems(before) == ()


def test_a_title_names_nothing(problems: Callable[..., tuple[object, ...]]) -> None:
    text = (
        f'- id: s\n  part: worker\n  title: "For {{person}}"\n  questions: [{{id: q, kind: words, ask: What, {END}}}]\n'
    )

    assert [str(problem) for problem in problems(text)] == [
        "tiny.yaml:6: The title “For {person}” has a bracket. Titles name nothing: say it without."
    ]


def test_what_a_part_is_repeated_over_names_nothing(refused: Refused) -> None:
    refused(
        """\
- id: choose
  part: worker
  title: Choose
  questions:
  - id: some  # here
    kind: some_of
    ask: What
    options: [{id: a, says: "{person} is safe"}]
- id: again
  part: worker
  title: Again
  for_each: some
  questions: [{id: inner, kind: words, ask: What}]
""",
        "`some` names `{person}`.",
        "Text may name nothing here.",
    )


def warnings(read: Flow) -> list[str]:
    return [problem.what for problem in check(read).warnings]


@pytest.mark.parametrize("word", HARD)
@pytest.mark.parametrize("key", ["ask", "easy", "help", "why", "text", "easy_text", "says", "good", "worry"])
def test_a_hard_word_is_warned_of_wherever_the_person_reads_it(flow: Callable[..., Flow], word: str, key: str) -> None:
    texts = dict.fromkeys(("ask", "easy", "help", "why", "text", "easy_text", "says", "good", "worry"), "This is fine")
    texts[key] = f"This is the {word.title()} now"
    option = f"{{id: a, says: {texts['says']}, good: {texts['good']}, worry: {texts['worry']}}}"
    keys = ", ".join(f"{name}: {texts[name]}" for name in ("ask", "easy", "help", "why", "text", "easy_text"))

    read = flow(f"- {{id: first, kind: one_of, {keys}, options: [{option}], {END}}}\n", "person")

    assert warnings(read) == [f"`first` says “{texts[key]}”: the word “{word}”."]
    assert check(read).problems == ()


def test_words_that_only_contain_a_hard_word_are_not_warned_of(flow: Callable[..., Flow]) -> None:
    assert warnings(flow(f"- {{id: first, kind: words, ask: Uneasy pleasers, easy: So, {END}}}\n", "person")) == []


def test_a_sentence_of_sixteen_words_is_warned_of_and_one_of_fifteen_is_not(flow: Callable[..., Flow]) -> None:
    fifteen = " ".join(["word"] * 15)
    text = f"- {{id: first, kind: words, ask: {fifteen}. {fifteen}, easy: {{adult: So, representative: %s}}, {END}}}\n"

    assert warnings(flow(text % fifteen, "person")) == []
    assert warnings(flow(text % f"{fifteen} more", "person")) == [
        f"`first` says “{fifteen} more”: a sentence of 16 words."
    ]


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("We want to know what you want to do now", 5),
        ("Tell the worker about anything that would be different", 12),
        ("Multidisciplinary deliberation necessitates consideration", 45),
    ],
)
def test_the_reading_age_is_measured_over_the_whole_of_the_persons_part(
    flow: Callable[..., Flow], sentence: str, age: int
) -> None:
    many = ", ".join(f"{sentence} {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    text = f"- {{id: first, kind: words, ask: So, easy: So, text: [{many}], {END}}}\n"

    assert reading_age(flow(text, "person")) == age
    assert reading_age(flow(text, "worker")) is None
    assert warnings(flow(text, "person")) == ([f"The person's part needs a reading age of {age}."] if age > 11 else [])


def test_the_workers_part_may_use_the_fields_own_terms(flow: Callable[..., Flow]) -> None:
    assert warnings(flow(f"- {{id: first, kind: words, ask: Ascertain capacity, {END}}}\n")) == []


def test_warnings_are_told_beside_problems(flow: Callable[..., Flow]) -> None:
    proof = check(flow("- {id: first, kind: words, ask: What outcome, easy: So}\n", "person"))

    assert [problem.warning for problem in (*proof.problems, *proof.warnings)] == [False, True]
