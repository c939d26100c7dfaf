"""A question put into words: names filled in, in the voice and language of whoever answers."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow.ask import Choice, Item, Speaker, fill
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.voice import Voice

NAMES = {"person": "the person", "worker": "ann O’Shea"}
TEXT = """\
- id: choose
  part: person
  title: Choosing
  questions:
  - id: some
    kind: some_of
    ask: {adult: "What do you want?", representative: "What does {person} want?"}
    easy: {adult: "Want?", representative: "{person} wants?"}
    text: {adult: ["{worker} asks."], representative: [So., "Ask {worker}."]}
    easy_text: {adult: ["{person} speaks."], representative: [Speak.]}
    why: Because.
    help: So.
    options:
      - {id: a, says: {adult: I do, representative: They do}, easy: E, good: "{worker} helps", worry: W, picture: P}
      - {id: none, says: None, alone: true}
  - {id: other, kind: words, ask: Else, easy: Else}
- id: again
  part: worker
  title: Again
  for_each: outcome
  questions:
  - {id: each, kind: yes_or_no, ask: "They said: {outcome}. {outcome}?"}
- id: rest
  part: worker
  title: Rest
  questions:
  - {id: order, kind: rank, ask: What, from: outcome, next: [{to: end}]}
"""

WELSH = """\
flow: tiny
language: cy
sections:
  choose: {title: Dewis}
questions:
  some:
    ask: {adult: "Beth?", representative: "Beth, {person}?"}
    easy: {adult: "Beth?", representative: "Beth, {person}?"}
    text: {adult: ["{worker}."], representative: [Felly., "{worker}."]}
    easy_text: {adult: ["{person}."], representative: [Dweud.]}
    why: Achos.
    help: Felly.
    options: {a: {says: {adult: Ydw, representative: Ydyn}, easy: E, good: "{worker}", worry: W}, none: {says: Dim}}
"""


@pytest.fixture
def says(flow: Callable[..., Flow]) -> Callable[..., Speaker]:
    read = flow(TEXT, languages=[WELSH])
    return lambda voice=Voice.ADULT, language="en", **labels: Speaker(read, language, voice, NAMES, **labels)


@pytest.mark.parametrize("voice", [Voice.ADULT, Voice.ADULT_WITH_SUPPORT, Voice.WORKER])
def test_the_adults_wording_serves_everyone_but_a_representative(says: Callable[..., Speaker], voice: Voice) -> None:
    speaker = says(voice)
    asked = speaker.ask(speaker.flow.questions["some"], None, ())

    assert (asked.heading, asked.easy, asked.text) == ("What do you want?", "Want?", ("Ann O’Shea asks.",))
    assert asked.easy_text == ("The person speaks.",)
    assert (asked.why, asked.help, asked.section, str(asked.part)) == ("Because.", "So.", "Choosing", "person")
    assert asked.choices == (
        Choice("a", "I do", "E", "P", "Ann O’Shea helps", "W"),
        Choice("none", "None", alone=True),
    )


def test_a_representative_is_asked_about_the_person(says: Callable[..., Speaker]) -> None:
    speaker = says(Voice.REPRESENTATIVE)
    asked = speaker.ask(speaker.flow.questions["some"], None, ())

    assert (asked.heading, asked.easy) == ("What does the person want?", "The person wants?")
    assert (asked.text, asked.easy_text) == (("So.", "Ask ann O’Shea."), ("Speak.",))
    assert (asked.says("a"), speaker.option(asked.question, "a")) == ("They do", "They do")


def test_another_language_says_it_in_its_own_words_and_names_that_language(says: Callable[..., Speaker]) -> None:
    speaker = says(language="cy")
    asked = speaker.ask(speaker.flow.questions["some"], None, ())

    assert (asked.heading, asked.says("none"), asked.section) == ("Beth?", "Dim", "Dewis")
    assert (asked.language, asked.section_language) == ("cy", "cy")


def test_a_question_that_is_not_translated_is_asked_in_the_flows_own_words_and_says_so(
    says: Callable[..., Speaker],
) -> None:
    speaker = says(language="cy")
    other = speaker.ask(speaker.flow.questions["other"], None, ())
    workers = speaker.ask(speaker.flow.questions["each"], Item("o", "home"), ())

    assert (other.heading, other.language, other.section_language) == ("Else", "en", "cy")
    assert (workers.section, workers.language, workers.section_language) == ("Again", "en", "en")


def test_a_language_that_a_newer_version_has_lost_falls_back_to_the_flows_own(says: Callable[..., Speaker]) -> None:
    speaker = says(language="ur")

    asked = speaker.ask(speaker.flow.questions["some"], None, ())

    assert (asked.heading, asked.language, asked.section_language) == ("What do you want?", "en", "en")


def test_yes_and_no_are_said_in_the_interfaces_words(says: Callable[..., Speaker]) -> None:
    speaker = says(yes="Ydy", no="Nac ydy")

    asked = speaker.ask(speaker.flow.questions["each"], Item("o", "to be home"), ())

    assert asked.choices == (Choice("yes", "Ydy"), Choice("no", "Nac ydy"))


def test_an_outcomes_own_words_are_never_changed_not_even_by_a_capital(says: Callable[..., Speaker]) -> None:
    speaker = says()

    asked = speaker.ask(speaker.flow.questions["each"], Item("o", "i want {person} & <b>my</b> cat"), ())

    assert asked.heading == "They said: i want {person} & <b>my</b> cat. i want {person} & <b>my</b> cat?"


def test_the_items_of_a_list_are_offered_in_their_own_words(says: Callable[..., Speaker]) -> None:
    speaker = says()
    items = (Item("d.1", "{person} home"), Item("d.2", "quiet"))

    asked = speaker.ask(speaker.flow.questions["order"], None, items)

    assert asked.choices == (Choice("d.1", "{person} home"), Choice("d.2", "quiet"))
    assert asked.choice("d.3") is None
    assert asked.says("d.3") == "d.3"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{person} is here", "The person is here"),
        ("Is {person} here?", "Is the person here?"),
        ("Yes. {person} is.", "Yes. The person is."),
        ("So? {person} is.", "So? The person is."),
        ("Ask: {person}", "Ask: The person"),
        ("e.g.{person}", "e.g.the person"),
        ("{person}{person}", "The personthe person"),
        ("{nobody}", "{nobody}"),
        ("no names", "no names"),
    ],
)
def test_a_name_that_opens_a_sentence_gets_a_capital(text: str, said: str) -> None:
    assert fill(text, NAMES) == said


def test_a_name_that_looks_like_a_placeholder_is_not_filled_again() -> None:
    assert fill("{person} and {worker}", {"person": "{worker}", "worker": "{person}"}) == "{worker} and {person}"
