"""The search of every state: what answers can lead to, told by an example, and nothing told that cannot happen."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow import search as searching
from msp_dialogue.flow.check import Proof, check
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.search import search

Refused = Callable[..., None]
TWO = "options: [{id: a, says: A}, {id: b, says: B}]"
MORE = "options: [{id: a, says: A}, {id: b, says: B}, {id: c, says: C}, {id: none, says: None, alone: true}]"


def choice(name: str, routes: str, *, kind: str = "one_of", options: str = TWO, here: bool = False) -> str:
    mark = "  # here" if here else ""
    easy = "\n  easy: What"
    return f"- id: {name}{mark}\n  kind: {kind}\n  ask: What{easy}\n  {options}\n  next: [{routes}]\n"


def words(name: str, routes: str = "{to: end}", *, here: bool = False) -> str:
    return f"- id: {name}{'  # here' if here else ''}\n  kind: words\n  ask: What\n  easy: What\n  next: [{routes}]\n"


@pytest.fixture
def proof(flow: Callable[..., Flow]) -> Callable[..., Proof]:
    return lambda text, part="worker": check(flow(text, part))


def test_a_question_no_route_names_is_unreachable(refused: Refused) -> None:
    text = words("first", "{to: last}") + words("skipped_over", "{to: last}", here=True) + words("last")

    refused(text, "No answers lead to `skipped_over`.", "Give it a route that can be taken")


def test_a_question_behind_a_route_that_no_answer_takes_is_unreachable(refused: Refused) -> None:
    never = "{all: [{question: first, is: a}, {question: first, is: b}]}"
    text = choice("first", f"{{when: {never}, to: second}}, {{to: last}}") + words("second", here=True) + words("last")

    refused(text, "No answers lead to `second`.", "take it out")


def test_a_question_behind_a_condition_on_a_non_answer_that_is_never_offered_is_unreachable(refused: Refused) -> None:
    routes = "{when: {question: first, is: rather_not_say}, to: second}, {to: last}"
    text = choice("first", routes) + words("second", here=True) + words("last")

    refused(text, "No answers lead to `second`.", "take it out")


def test_an_answer_that_leads_nowhere_is_told(refused: Refused) -> None:
    routes = "{when: {question: first, is: [a, skipped, dont_know]}, to: last}"
    text = choice("first", routes, here=True) + words("last")

    refused(text, "At `first` the answer `b` leads to nowhere.", "End `next` with a `to` without `when`.")


def test_a_part_of_the_person_that_skip_alone_cannot_finish_is_told_as_such(refused: Refused) -> None:
    routes = "{when: {question: first, is: [a, b, dont_know, rather_not_say]}, to: last}"
    text = choice("first", routes, here=True) + words("last")

    refused(
        text,
        "At `first` the answer `skipped` leads to nowhere. So the part cannot be finished using only Skip.",
        "End `next`",
        "person",
    )


def test_routes_that_overlap_are_told_with_the_answer_that_opens_both(refused: Refused) -> None:
    routes = "{when: {question: first, is: a}, to: last}, {when: {question: first, is: [a, b]}, to: end}, {to: end}"
    text = choice("first", routes, here=True) + words("last")

    refused(text, "At `first` the answer `a` leads to `last` and `end`.", "exclude each other")


def test_routes_of_two_options_that_can_be_chosen_together_overlap(refused: Refused) -> None:
    routes = (
        "{when: {question: first, includes: a}, to: last}, {when: {question: first, includes: b}, to: end}, {to: end}"
    )
    text = choice("first", routes, kind="some_of", here=True) + words("last")

    refused(text, "At `first` the answer `a, b` leads to `last` and `end`.", "exclude each other")


def test_options_that_stand_alone_do_not_overlap_with_others(proof: Callable[..., Proof]) -> None:
    routes = "{when: {question: first, includes: none}, to: last}, "
    routes += "{when: {question: first, includes: a}, to: end}, {to: end}"

    assert proof(choice("first", routes, kind="some_of", options=MORE) + words("last")).problems == ()


def test_routes_that_cover_every_answer_need_no_otherwise(proof: Callable[..., Proof]) -> None:
    routes = "{when: {question: first, answered: yes}, to: last}, {when: {question: first, answered: no}, to: end}"

    assert proof(choice("first", routes) + words("last")).problems == ()
    assert proof(choice("first", routes) + words("last"), "person").problems == ()


def test_naming_every_option_of_some_of_covers_every_answer(proof: Callable[..., Proof]) -> None:
    routes = "{when: {question: first, includes: [a, b]}, to: last}, {when: {question: first, answered: no}, to: end}"

    assert proof(choice("first", routes, kind="some_of") + words("last")).problems == ()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("{items: outcome, at_least: 1}", "{items: outcome, at_least: 2}", "the answer `skipped` with outcomes: 2"),
        ("{voice: representative}", "{not: {voice: adult}}", "the answer `skipped` in the voice `representative`"),
        ("{given: plan_b}", "{not: {not: {given: plan_b}}}", "the answer `skipped`, given `plan_b`,"),
    ],
)
def test_an_overlap_is_told_with_whatever_else_it_depends_on(
    refused: Refused, first: str, second: str, told: str
) -> None:
    before = choice(
        "who", "{to: first}", options="options: [{id: r, says: R, voice: representative}, {id: a, says: A}]"
    )
    routes = f"{{when: {first}, to: last}}, {{when: {second}, to: end}}, {{to: end}}"

    refused(
        before + words("first", routes, here=True) + words("last"), f"At `first` {told} leads to `last` and `end`.", ""
    )


def test_leaving_out_one_option_of_some_of_is_told(refused: Refused) -> None:
    routes = (
        "{when: {question: first, includes: [a, b, none]}, to: last}, {when: {question: first, answered: no}, to: end}"
    )
    text = choice("first", routes, kind="some_of", options=MORE, here=True) + words("last")

    refused(text, "At `first` any other answer leads to nowhere.", "End `next`")


SOMETIMES = choice("first", "{when: {question: first, is: a}, to: second}, {to: third}") + choice(
    "second", "{to: third}"
)


def test_a_condition_on_an_answer_that_need_not_be_given_by_then_is_told(refused: Refused) -> None:
    text = (
        SOMETIMES + choice("third", "{when: {question: second, is: a}, to: last}, {to: end}", here=True) + words("last")
    )

    refused(
        text,
        "A condition at `third` reads `second`, whose answer need not be given by then.",
        "Begin an `all` with a condition that makes sure of it.",
    )


def test_a_condition_that_first_makes_sure_may_read_on(proof: Callable[..., Proof]) -> None:
    sure = "{all: [{question: first, is: a}, {question: second, is: a}]}"

    text = SOMETIMES + choice("third", f"{{when: {sure}, to: last}}, {{to: end}}") + words("last")

    assert proof(text).problems == ()


def test_a_condition_that_makes_sure_too_late_is_told(refused: Refused) -> None:
    late = "{all: [{question: second, is: a}, {question: first, is: a}]}"
    text = SOMETIMES + choice("third", f"{{when: {late}, to: last}}, {{to: end}}", here=True) + words("last")

    refused(text, "A condition at `third` reads `second`, whose answer need not be given by then.", "Begin an `all`")


def test_a_fault_does_not_make_what_lies_behind_it_unreachable(refused: Refused) -> None:
    text = (
        choice("way", "{when: {question: way, is: a}, to: left}, {to: right}")
        + choice("left", "{to: last}")
        + choice("right", "{when: {question: left, is: a}, to: inner}, {to: last}", here=True)
        + words("inner", "{to: deeper}")
        + words("deeper", "{to: last}")
        + words("last")
    )

    refused(text, "A condition at `right` reads `left`, whose answer need not be given by then.", "Begin an `all`")


def test_an_unreachable_question_is_told_beside_other_faults(proof: Callable[..., Proof]) -> None:
    text = (
        choice("first", "{when: {question: first, is: a}, to: third}")
        + words("second")
        + choice("third", "{when: {question: first, is: a}, to: last}, {when: {question: third, is: b}, to: end}")
        + words("last")
    )

    assert [(problem.line, problem.what) for problem in proof(text).problems] == [
        (10, "At `first` the answer `skipped` leads to nowhere."),
        (16, "No answers lead to `second`."),
        (21, "At `third` the answer `b` leads to `last` and `end`."),
    ]


def test_a_choice_among_outcomes_that_may_be_none_is_told(refused: Refused) -> None:
    text = "- {id: first, kind: one_of, ask: What, from: outcome, next: [{to: end}]}  # here\n"

    told = "`first` can be reached with fewer than 1 to choose from."
    refused(text, told, "Lead there only when {items: outcome, at_least: 1}.")


@pytest.mark.parametrize(("counted", "sound"), [(1, False), (2, False), (3, True)])
def test_a_choice_of_at_least_three_needs_three_to_choose_from(
    proof: Callable[..., Proof], counted: int, sound: bool
) -> None:
    text = words("first", f"{{when: {{items: outcome, at_least: {counted}}}, to: second}}, {{to: end}}")
    text += "- {id: second, kind: some_of, ask: What, from: outcome, least: 3, next: [{to: end}]}\n"

    told = [] if sound else ["`second` can be reached with fewer than 3 to choose from."]
    assert [problem.what for problem in proof(text).problems] == told


@pytest.mark.parametrize(("least", "sound"), [(1, False), (2, True)])
def test_what_was_chosen_before_is_at_least_as_many_as_had_to_be_chosen(
    proof: Callable[..., Proof], least: int, sound: bool
) -> None:
    text = words("first", "{when: {items: outcome, at_least: 2}, to: second}, {to: end}")
    text += f"- {{id: second, kind: some_of, ask: What, from: outcome, least: {least}, next: ["
    text += "{when: {question: second, answered: yes}, to: third}, {to: end}]}\n"
    text += "- {id: third, kind: some_of, ask: What, from: second, least: 2, next: [{to: end}]}\n"

    told = [] if sound else ["`third` can be reached with fewer than 2 to choose from."]
    assert [problem.what for problem in proof(text).problems] == told


def test_a_choice_among_outcomes_behind_a_count_is_sound(proof: Callable[..., Proof]) -> None:
    text = words("first", "{when: {items: outcome, at_least: 1}, to: second}, {to: end}")
    text += "- {id: second, kind: one_of, ask: What, from: outcome, next: [{to: end}]}\n"

    assert proof(text).problems == ()


def test_a_flow_that_may_end_before_anything_is_asked_is_told(refused: Refused) -> None:
    text = "- id: each\n  part: worker\n  title: E\n  for_each: outcome\n  questions:\n"
    text += "  - {id: q, kind: words, ask: What}  # here\n"

    refused(text, "A conversation can end before anything was asked.", "Begin with a part that is not repeated.")


EXAMPLES = """\
- id: start
  part: person
  title: Start
  questions:
  - id: examples
    kind: some_of
    ask: What
    easy: What
    options: [{id: a, says: A}, {id: none, says: None, alone: true}]
- id: worded
  part: person
  title: Worded
  for_each: examples
  questions:
  - {id: own, kind: words, ask: What, easy: What, records: desired_outcome}
- id: finish
  part: person
  title: Finish
  questions:
"""


def test_a_chosen_example_is_an_outcome_even_when_it_is_not_put_into_own_words(proof: Callable[..., Proof]) -> None:
    sure = "{all: [{question: examples, includes: a}, {not: {items: outcome, at_least: 1}}]}"
    finish = f"""\
  - id: last
    kind: words
    ask: What
    easy: What
    next:
      - {{when: {sure}, to: never}}
      - {{to: end}}
  - {{id: never, kind: words, ask: What, easy: What, next: [{{to: end}}]}}
"""

    assert [problem.what for problem in proof(EXAMPLES + finish).problems] == ["No answers lead to `never`."]


def test_an_option_that_stands_alone_repeats_nothing(proof: Callable[..., Proof]) -> None:
    sure = "{all: [{question: examples, includes: none}, {items: outcome, at_least: 3}]}"
    alone = f"  - {{id: last, kind: words, ask: What, easy: What, next: [{{when: {sure}, to: end}}, {{to: end}}]}}\n"
    text = EXAMPLES.replace("{id: a, says: A}, ", "") + alone.replace(f"{{when: {sure}, to: end}}, ", "")

    assert [problem.what for problem in proof(text).problems] == ["No answers lead to `own`."]


def test_the_states_of_a_flow_without_conditions_are_its_questions(flow: Callable[..., Flow]) -> None:
    found = search(flow(words("first", "{to: second}") + words("second")))

    assert {state.question for state in found.visited} == {"first", "second"}
    assert (len(found.visited), found.longest) == (6, 2)  # of each, with no outcome carried in, one, and more


def test_answers_that_nothing_reads_any_more_are_forgotten(flow: Callable[..., Flow]) -> None:
    routes = "{when: {question: first, is: a}, to: last}, {to: second}"
    found = search(flow(choice("first", routes) + choice("second", "{to: last}") + words("last")))

    assert len([state for state in found.visited if state.question == "last"]) == 3
    assert found.longest == 3


def test_options_that_no_condition_tells_apart_are_searched_as_one(flow: Callable[..., Flow]) -> None:
    many = ", ".join(f"{{id: o{number}, says: O}}" for number in range(60))
    named = ", ".join(f"o{number}" for number in range(50))
    routes = f"{{when: {{question: first, includes: [{named}]}}, to: last}}, {{to: end}}"

    found = search(flow(choice("first", routes, kind="some_of", options=f"options: [{many}]") + words("last")))

    assert found.problems == ()


def test_a_flow_with_more_combinations_than_can_be_searched_is_refused(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_TRIED", 2_000)
    many = ", ".join(f"{{id: o{number}, says: O}}" for number in range(20))
    routes = "".join(f"{{when: {{question: first, includes: o{number}}}, to: last}}, " for number in range(20))
    text = choice("first", routes + "{to: end}", kind="some_of", options=f"options: [{many}]", here=True) + words(
        "last"
    )
    text = text.replace("{when: {question: first, includes: o0}, to: last}, ", "")

    with pytest.raises(AssertionError, match="More than 2,000 combinations"):
        refused(text, "", "")


def test_a_flow_of_a_thousand_questions_is_searched(flow: Callable[..., Flow]) -> None:
    text = "".join(words(f"q{number}", f"{{to: q{number + 1}}}") for number in range(1000)) + words("q1000")

    assert search(flow(text)).longest == 1001
