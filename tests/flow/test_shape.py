"""What can be seen to be wrong with a flow's structure is refused with its line and the way to mend it."""

from collections.abc import Callable

import pytest

Refused = Callable[..., None]
END = "next: [{to: end}]"


def one_of(name: str = "first", *, after: str = END) -> str:
    return (
        f"- id: {name}\n  kind: one_of\n  ask: What\n  options: [{{id: a, says: A}}, {{id: b, says: B}}]\n  {after}\n"
    )


def test_two_questions_of_one_name_are_refused(refused: Refused) -> None:
    text = f"""\
        - {{id: same, kind: words, ask: What}}
        - {{id: same, kind: words, ask: What, {END}}}  # here
        """

    refused(text, "There are two questions `same`.", "another id")


def test_two_sections_of_one_name_are_refused(refused: Refused) -> None:
    text = f"""\
- id: same
  part: worker
  title: One
  questions: [{{id: one, kind: words, ask: What}}]
- id: same  # here
  part: worker
  title: Two
  questions: [{{id: two, kind: words, ask: What, {END}}}]
"""

    refused(text, "There are two sections `same`.", "another id")


def test_two_options_of_one_name_are_refused(refused: Refused) -> None:
    text = f"""\
        - id: first
          kind: one_of
          ask: What
          options:
            - {{id: a, says: A}}
            - {{id: a, says: B}}  # here
          {END}
        """

    refused(text, "The option `a` is there twice.", "another id")


@pytest.mark.parametrize("name", ["end", "not_held", "next_item", "outcome"])
def test_a_question_cannot_take_a_name_that_routes_and_lists_use(refused: Refused, name: str) -> None:
    text = f"- {{id: {name}, kind: words, ask: What, {END}}}  # here\n"

    refused(text, f"No question can be called `{name}`: the word has a meaning of its own.", "another id")


@pytest.mark.parametrize("name", ["skipped", "dont_know", "rather_not_say", "something"])
def test_an_option_cannot_be_taken_for_a_non_answer(refused: Refused, name: str) -> None:
    text = f"- id: first  # here\n  kind: one_of\n  ask: What\n  options: [{{id: {name}, says: A}}]\n  {END}\n"

    refused(text, f"No option can be called `{name}`: the word has a meaning of its own.", "another id")


def test_a_last_question_without_a_way_on_is_a_dead_end(refused: Refused) -> None:
    text = """\
        - {id: first, kind: words, ask: What}
        - {id: last, kind: words, ask: What}  # here
        """

    refused(text, "`last` is a dead end: it is the last question and names no way on.", "Add `next: [{to: end}]`.")


def test_a_route_to_no_question_is_refused(refused: Refused) -> None:
    text = """\
        - id: first
          kind: words
          ask: What
          next:
            - {when: {question: first, is: skipped}, to: nowhere}  # here
            - {to: end}
        """

    refused(text, "There is no question `nowhere`.", "Use one of: first, end, not_held.")


def test_the_next_item_is_no_target_outside_a_repeated_part(refused: Refused) -> None:
    text = "- id: first\n  kind: words\n  ask: What\n  next:\n    - {to: next_item}  # here\n"

    refused(text, "There is no question `next_item`.", "Use one of: first, end, not_held.")


@pytest.mark.parametrize("back", ["first", "second"])
def test_a_loop_without_an_end_is_refused(refused: Refused, back: str) -> None:
    text = f"""\
        - {{id: first, kind: words, ask: What}}
        - id: second
          kind: words
          ask: What
          next:
            - {{when: {{question: second, is: skipped}}, to: {back}}}  # here
            - {{to: end}}
        """

    refused(text, f"The route back to `{back}` is a loop without an end.", "use `for_each` to repeat")


def test_an_otherwise_that_is_not_last_is_refused(refused: Refused) -> None:
    text = """\
        - id: first  # here
          kind: words
          ask: What
          next:
            - {to: end}
            - {when: {question: first, is: skipped}, to: not_held}
        """

    refused(text, "`first` has a route without `when` that is not its last.", "as the last line")


def test_the_same_route_twice_is_refused(refused: Refused) -> None:
    text = """\
        - id: first  # here
          kind: words
          ask: What
          next:
            - {when: {question: first, is: skipped}, to: not_held}
            - {when: {question: first, is: skipped}, to: not_held}
            - {to: end}
        """

    refused(text, "`first` has the same route twice.", "Keep one of them.")


@pytest.mark.parametrize(
    ("condition", "what", "fix"),
    [
        (
            "{question: later, is: skipped}",
            "The condition reads `later`, whose answer is not yet given.",
            "an earlier question",
        ),
        (
            "{question: none, answered: yes}",
            "The condition reads `none`, whose answer is not yet given.",
            "an earlier question",
        ),
        ("{question: first, is: c}", "`first` has no option `c`.", "Use one of: a, b, dont_know, rather_not_say, skip"),
        ("{question: first, is: [a, c]}", "`first` has no option `c`.", "Use one of: a, b, dont_know"),
        ("{question: first, includes: a}", "`first` is one_of.", "Read some_of with `includes`"),
        ("{given: plan_c}", "`plan_c` is not handed in.", "under `given` at the top"),
        ("{items: first, at_least: 1}", "Only `{items: outcome, at_least: 1}` or more can be asked.", "Correct"),
        ("{items: outcome, at_least: 0}", "Only `{items: outcome, at_least: 1}` or more can be asked.", "Correct"),
        ("{voice: worker}", "The voice is never the worker's, since it is asked for the person's part.", "Use adult"),
        ("{question: first}", "This condition is not in the language.", "Use one of: question + is; question + incl"),
        ("{question: first, is: a, answered: yes}", "This condition is not in the language.", "Use one of:"),
        ("{question: first, equals: a}", "A condition has no key `equals`.", "Known keys: question, is, includes"),
        ("{}", "This condition is not in the language.", "Use one of:"),
        ("first = a", "A condition should be a set of `key: value` lines.", "Known keys:"),
        ("{all: []}", "`all` or `any` should be a list.", "Start each line with `- `."),
        ("{any: {given: plan_b}}", "`all` or `any` should be a list.", "Start each line with `- `."),
        ("{not: {not: {given: plan_c}}}", "`plan_c` is not handed in.", "under `given`"),
        ("{question: first, is: []}", "There should be words here.", "Write a text"),
        ("{question: first, answered: maybe}", "`maybe` is neither true nor false.", "Write `true` or `false`."),
        ("{voice: child}", "`child` is not one of the values allowed here.", "Use one of: adult, adult_with_support"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(refused: Refused, condition: str, what: str, fix: str) -> None:
    routes = f"next:\n    - {{when: {condition}, to: later}}  # here\n    - {{to: later}}"
    if "in the language" in what:
        routes = routes.replace("  # here", "  # here", 1)

    refused(one_of(after=routes) + one_of("later"), what, fix)


def test_a_condition_cannot_read_options_of_kinds_that_only_tell_whether_they_were_answered(refused: Refused) -> None:
    text = """\
        - id: order
          kind: rank
          ask: What
          options: [{id: a, says: A}, {id: b, says: B}]
          next:
            - {when: {question: order, is: a}, to: not_held}  # here
            - {to: end}
        """

    refused(text, "`order` has no option `a`.", "Use one of: dont_know, rather_not_say, skipped.")


def test_a_read_back_can_be_read_as_right(flow: Callable[..., object]) -> None:
    text = """\
        - id: back
          kind: read_back
          ask: Is it right
          next:
            - {when: {question: back, is: right}, to: end}
            - {to: not_held}
        """

    assert flow(text)


@pytest.mark.parametrize("kind", ["one_of", "some_of", "rank"])
def test_a_choice_without_options_is_refused(refused: Refused, kind: str) -> None:
    text = f"- {{id: first, kind: {kind}, ask: What, {END}}}  # here\n"

    refused(text, "`first` offers nothing to choose.", "Give it `options`, or `from: outcome`.")


@pytest.mark.parametrize("kind", ["words", "information", "yes_or_no", "date", "number", "people", "read_back"])
def test_options_where_nothing_is_chosen_are_refused(refused: Refused, kind: str) -> None:
    text = f"- id: first  # here\n  kind: {kind}\n  ask: What\n  options: [{{id: a, says: A}}]\n  {END}\n"

    refused(text, f"`first` is {kind} and cannot have options.", "change its kind")


@pytest.mark.parametrize("places", [1, 2, 4, 5])
def test_a_scale_has_three_places(refused: Refused, places: int) -> None:
    options = ", ".join(f"{{id: o{number}, says: O}}" for number in range(places))
    text = f"- id: first  # here\n  kind: scale\n  ask: What\n  options: [{options}]\n  {END}\n"

    refused(text, f"The scale `first` has {places} places.", "Give it 3; others go under `apart`.")


def test_options_apart_belong_to_scales_alone(refused: Refused) -> None:
    text = one_of(after=f"apart: [{{id: c, says: C}}]\n  {END}").replace("first\n", "first  # here\n", 1)

    refused(text, "`first` has options apart but is no scale.", "among its options")


@pytest.mark.parametrize(
    ("kind", "source"), [("scale", "outcome"), ("words", "outcome"), ("one_of", "other"), ("rank", "first")]
)
def test_only_one_of_some_of_and_rank_choose_from_the_outcomes(
    problems: Callable[..., tuple[object, ...]], kind: str, source: str
) -> None:
    text = f"- {{id: first, kind: {kind}, ask: What, from: {source}, {END}}}\n"

    told = [str(problem) for problem in problems(text)]

    assert (
        f"tiny.yaml:10: `first` cannot choose from `{source}`. `from: outcome`, or from an earlier some_of over"
        " outcomes, is for one_of, some_of and rank."
    ) in told


CHOSEN = """\
- id: a
  part: worker
  title: A
  questions:
  - {id: start, kind: words, ask: What, next: [{when: {items: outcome, at_least: 1}, to: some}, {to: last}]}
  - id: some
    kind: some_of
    ask: What
    from: outcome
    next: [{when: {question: some, answered: yes}, to: one}, {to: last}]
  - {id: one, kind: one_of, ask: What, from: some}
- id: again
  part: worker
  title: Again
  for_each: some
  questions:
  - {id: inner, kind: some_of, ask: What, from: outcome}
- id: b
  part: worker
  title: B
  questions:
  - {id: theme, kind: some_of, ask: What, options: [{id: x, says: X}]}
  - {id: last, kind: words, ask: What, next: [{to: end}]}
"""


def test_choices_may_be_the_outcomes_chosen_at_an_earlier_question(problems: Callable[..., tuple[object, ...]]) -> None:
    assert problems(CHOSEN) == ()


@pytest.mark.parametrize("source", ["one", "theme", "inner", "nothing", "start"])
def test_choices_cannot_be_what_is_no_list_of_outcomes_by_then(
    problems: Callable[..., tuple[object, ...]], source: str
) -> None:
    told = [str(problem) for problem in problems(CHOSEN.replace("from: some}", f"from: {source}}}"))]

    assert len(told) == 1
    assert told[0].startswith(f"tiny.yaml:16: `one` cannot choose from `{source}`.")


def test_choices_cannot_be_what_was_chosen_of_every_item(problems: Callable[..., tuple[object, ...]]) -> None:
    theme = "{id: theme, kind: some_of, ask: What, options: [{id: x, says: X}]}"
    text = CHOSEN.replace(theme, "{id: theme, kind: one_of, ask: What, from: inner}")

    [told] = map(str, problems(text))

    assert "`theme` cannot choose from `inner`." in told


def test_options_and_a_list_to_choose_from_are_one_too_many(refused: Refused) -> None:
    text = one_of(after=f"from: outcome\n  {END}").replace("first\n", "first  # here\n", 1)

    refused(text, "`first` has both options and `from`.", "Keep one of them.")


def test_a_question_of_the_persons_part_cannot_be_required(refused: Refused) -> None:
    text = f"- {{id: first, kind: words, ask: What, easy: What, required: true, {END}}}  # here\n"

    refused(
        text,
        "`first` cannot be required: the person's part must be finishable using only Skip.",
        "Take `required` out.",
        "person",
    )


@pytest.mark.parametrize(
    ("kind", "extra", "what"),
    [
        ("date", "long: true", "`first` is date, so `long` changes nothing."),
        ("words", "least: 1", "`first` is words, so `least` changes nothing."),
        ("one_of", "least: 2, options: [{id: a, says: A}]", "`first` is one_of, so `least` changes nothing."),
        (
            "some_of",
            "least: 2, options: [{id: a, says: A}]",
            "`first` can take no answer: `least` is more than its options.",
        ),
        ("words", "most: 1", "`first` is words, so `most` changes nothing."),
        ("number", "least: 3, most: 2", "`first` can take no answer: `most` is less than 3."),
        ("rank", "most: 0, options: [{id: a, says: A}]", "`first` can take no answer: `most` is less than 1."),
        (
            "one_of",
            "options: [{id: a, says: A, alone: true}]",
            "`first` is one_of, so no option excludes others by `alone`.",
        ),
        (
            "rank",
            "options: [{id: a, says: A, voice: representative}]",
            "`first` is rank, so choosing from it cannot set the voice.",
        ),
        ("one_of", "options: [{id: a, says: A, voice: worker}]", "`first` sets the voice worker."),
        (
            "date",
            "records: desired_outcome",
            "`first` is date and cannot give a desired outcome its words.",
        ),
        (
            "outcomes",
            "records: changed_wording",
            "`first` is outcomes and cannot give a desired outcome its words.",
        ),
    ],
)
def test_a_key_that_could_have_no_effect_is_refused(refused: Refused, kind: str, extra: str, what: str) -> None:
    refused(f"- {{id: first, kind: {kind}, ask: What, {extra}, {END}}}  # here\n", what, "")
