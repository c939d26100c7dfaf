"""What every kind of answer promises: from the form, into the record and back, into words, and into the form again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from msp_dialogue import answer as answers
from msp_dialogue.answer import KINDS, NotAnswered
from msp_dialogue.answer.chosen import OneOf, SomeOf
from msp_dialogue.answer.written import Words
from msp_dialogue.flow.ask import Asked, Item
from msp_dialogue.flow.condition import NON_ANSWERS, SOMETHING
from msp_dialogue.flow.model import READABLE, Kind
from msp_dialogue.flow.voice import NonAnswer, Voice

Ask = Callable[..., Asked]

THREE = "options: [{id: a, says: Alpha}, {id: b, says: Beta}, {id: c, says: Gamma}]"
CASES: dict[str, tuple[str, str, dict[str, Any], Any, tuple[str, ...]]] = {
    "information": ("information", "", {}, "read", ()),
    "read_back": ("read_back", "", {"choice": "right"}, "right", ()),
    "words": ("words", "", {"words": "Ünï 🙂\r\n"}, "Ünï 🙂\r\n", ("Ünï 🙂\r\n",)),
    "one_of": ("one_of", THREE, {"choice": "b"}, "b", ("Beta",)),
    "one_of an item": ("one_of", "from: outcome", {"choice": "o.2"}, "o.2", ("wish 2",)),
    "some_of": ("some_of", THREE, {"choice": ["c", "a"]}, ["a", "c"], ("Alpha", "Gamma")),
    "some_of items": ("some_of", "from: outcome", {"choice": ["o.4"]}, ["o.4"], ("wish 4",)),
    "scale": ("scale", THREE, {"choice": "c"}, "c", ("Gamma",)),
    "yes_or_no": ("yes_or_no", "", {"choice": "no"}, "no", ("No",)),
    "date": ("date", "", {"day": "9", "month": "3", "year": "2026"}, "2026-03-09", ("9 March 2026",)),
    "number": ("number", "", {"number": "12"}, 12, ("12",)),
    "rank": ("rank", THREE, {"place-1": "b", "place-2": "c"}, {"order": ["b", "c", "a"], "offered": 3},
             ("1. Beta", "2. Gamma", "3. Alpha")),
    "people": ("people", "", {"name-1": "Sam", "relation-1": "friend"}, [{"name": "Sam", "relation": "friend"}],
               ("Sam – friend",)),
    "outcomes": ("outcomes", THREE, {"words-1": "home", "theme-1": ["a", "b"], "words-3": "quiet"},
                 [{"key": "1", "words": "home", "themes": ["a", "b"]}, {"key": "3", "words": "quiet", "themes": []}],
                 ("home", "quiet")),
}  # fmt: skip


def submitted(fields: dict[str, Any]) -> MultiDict[str, str]:
    return MultiDict(
        [("step", "x"), *((k, v) for k, vs in fields.items() for v in ([vs] if isinstance(vs, str) else vs))]
    )


def test_there_is_a_class_for_every_kind_of_question() -> None:
    assert set(KINDS) == set(Kind)
    assert {kind for kind, *_ in CASES.values()} == {str(kind) for kind in Kind}


@pytest.mark.parametrize("case", CASES)
def test_an_answer_goes_from_the_form_into_the_record_and_back(ask: Ask, case: str) -> None:
    kind, extra, fields, value, words = CASES[case]
    asked = ask(kind, extra)

    answer = answers.read(asked, submitted(fields))
    stored = json.loads(json.dumps(answer.store()))

    assert stored == value
    assert answers.load(asked.question, stored, None) == answer
    assert answer.words(asked) == words


@pytest.mark.parametrize("case", CASES)
def test_an_answer_given_before_fills_the_form_that_would_give_it_again(ask: Ask, case: str) -> None:
    kind, extra, fields, _, _ = CASES[case]
    asked = ask(kind, extra)
    answer = answers.read(asked, submitted(fields))

    shown = answers.fields(asked, None, answer)

    assert answers.read(asked, submitted(as_submitted(shown))) == answer


def as_submitted(shown: Any) -> dict[str, Any]:
    """The fields that a page would submit unchanged."""
    fields: dict[str, Any] = {
        name: str(shown[name]) for name in ("words", "number", "day", "month", "year") if name in shown
    }
    fields |= {"choice": list(shown["chosen"])} if "chosen" in shown else {}
    fields |= {place["name"]: place["chosen"] for place in shown.get("places", ())}
    for number, row in enumerate(shown.get("rows", ()), start=1):
        if "key" in row:
            fields |= {f"words-{row['key']}": row["words"], f"theme-{row['key']}": list(row["themes"])}
        else:
            fields |= {f"name-{number}": row["name"], f"relation-{number}": row["relation"]}
    return fields


@pytest.mark.parametrize("case", CASES)
def test_what_was_typed_stands_in_the_form_again_even_over_an_earlier_answer(ask: Ask, case: str) -> None:
    kind, extra, fields, _, _ = CASES[case]
    asked = ask(kind, extra)
    answer = answers.read(asked, submitted(fields))
    typed = {name: "x" if isinstance(value, str) else ["x"] for name, value in fields.items()}

    shown = as_submitted(answers.fields(asked, submitted(typed), answer))

    assert {name: value for name, value in shown.items() if value not in ("", [])} == (
        {} if kind in {"information", "read_back"} else {"choice": ["x"]} if "choice" in typed else typed
    )


@pytest.mark.parametrize("case", CASES)
def test_a_form_shown_for_the_first_time_is_empty(ask: Ask, case: str) -> None:
    kind, extra, *_ = CASES[case]

    shown = as_submitted(answers.fields(ask(kind, extra), None, None))

    assert all(value in ("", []) for value in shown.values())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("reason", list(NonAnswer))
def test_after_a_non_answer_the_form_is_empty_too(ask: Ask, case: str, reason: NonAnswer) -> None:
    kind, extra, *_ = CASES[case]

    shown = as_submitted(answers.fields(ask(kind, extra), None, NotAnswered(reason)))

    assert all(value in ("", []) for value in shown.values())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("reason", list(NonAnswer))
def test_a_non_answer_is_stored_as_what_it_is_whatever_the_kind(ask: Ask, kind: Kind, reason: NonAnswer) -> None:
    asked = ask(str(kind), THREE if kind in {Kind.ONE_OF, Kind.SOME_OF, Kind.SCALE, Kind.RANK} else "")

    answer = answers.load(asked.question, None, reason)

    assert answer == NotAnswered(reason)
    assert (answer.store(), answer.words(asked), answer.items("d.q")) == (None, (), ())
    assert answer.signs() == {str(reason)}


@pytest.mark.parametrize("case", CASES)
def test_the_signs_of_an_answer_are_those_that_the_search_of_a_flow_knows(ask: Ask, case: str) -> None:
    kind, extra, fields, _, _ = CASES[case]
    asked = ask(kind, extra)
    signs = answers.read(asked, submitted(fields)).signs()

    assert signs.isdisjoint(NON_ANSWERS)
    if Kind(kind) in READABLE and asked.question.offers:
        assert signs <= {SOMETHING, *asked.question.offers}
    elif Kind(kind) not in READABLE:
        assert signs == {SOMETHING}


@pytest.mark.parametrize("case", CASES)
def test_only_a_choice_can_stop_fitting_what_is_offered(ask: Ask, case: str) -> None:
    kind, extra, fields, _, _ = CASES[case]
    asked = ask(kind, extra)
    answer = answers.read(asked, submitted(fields))

    assert answer.fits(tuple(choice.key for choice in asked.choices))
    assert answer.fits(()) is (Kind(kind) not in {Kind.ONE_OF, Kind.SOME_OF, Kind.SCALE, Kind.YES_OR_NO, Kind.RANK})


def test_what_the_machine_needs_of_an_answer(ask: Ask) -> None:
    options = (
        "options: [{id: a, says: A}, {id: h, says: H, voice: adult_with_support},"
        " {id: r, says: R, voice: representative}, {id: none, says: N, alone: true}]"
    )
    question = ask("some_of", options).question
    items = (Item("d.q.1", "x"), Item("d.q.2", "y"))

    reply = answers.reply(question, SomeOf(("a", "r", "h")), items)

    assert reply.signs == {SOMETHING, "a", "r", "h"}
    assert reply.voice is Voice.REPRESENTATIVE
    assert (reply.chosen, reply.outcomes) == (("a", "r", "h"), ("d.q.1", "d.q.2"))
    assert answers.reply(question, SomeOf(("none",)), ()).chosen == ()
    assert answers.reply(question, NotAnswered(NonAnswer.SKIPPED), ()).voice is None
    assert answers.reply(ask("one_of", THREE).question, OneOf("a"), ()).chosen == ()


def test_words_are_one_item_and_a_list_of_wishes_is_many(ask: Ask) -> None:
    wishes = answers.read(ask("outcomes", THREE), submitted(CASES["outcomes"][2]))

    assert Words("home").items("d.want") == (Item("d.want", "home"),)
    assert wishes.items("d.more") == (Item("d.more.1", "home", ("a", "b")), Item("d.more.3", "quiet"))
    assert OneOf("a").items("d.q") == ()
