"""Parts repeated over outcomes and over chosen options: each item in its own words, one answer for each."""

from typing import Any

from msp_dialogue.dialogue import Answered
from msp_dialogue.flow.ask import Item
from msp_dialogue.flow.step import Step
from msp_dialogue.flow.voice import NonAnswer

EXAMPLES = """\
- id: wants
  part: person
  title: Wants
  questions:
  - id: examples
    kind: some_of
    ask: Which
    easy: Which
    options:
      - {id: safer, says: {adult: I want to be safer, representative: To be safer}}
      - {id: justice, says: {adult: I want justice, representative: Justice}}
      - {id: none, says: None of these, alone: true}
- id: words
  part: person
  title: Words
  for_each: examples
  questions:
  - {id: own, kind: words, ask: "How would you say “{outcome}”?", easy: Say it, records: desired_outcome}
- id: more
  part: person
  title: More
  questions:
  - id: more
    kind: outcomes
    ask: More
    easy: More
    records: desired_outcome
    options: [{id: justice, says: J}]
    next: [{when: {items: outcome, at_least: 1}, to: service}, {to: last}]
  - {id: service, kind: some_of, ask: Services, easy: Services, from: outcome}
- id: services
  part: person
  title: Services
  for_each: service
  questions: [{id: different, kind: words, ask: "What would {outcome} change?", easy: Change}]
- id: rest
  part: person
  title: Rest
  questions: [{id: last, kind: words, ask: Last, easy: Last, next: [{to: end}]}]
"""
REVIEW = """\
- id: again
  part: worker
  title: Again
  questions: [{id: start, kind: information, ask: Start}]
- id: each
  part: person
  title: Each
  for_each: outcome
  questions:
  - id: still
    kind: one_of
    ask: "Do you still want “{outcome}”?"
    easy: Still
    options: [{id: want, says: W}, {id: changed, says: C}]
    next: [{when: {question: still, is: changed}, to: new_words}, {to: next_item}]
  - {id: new_words, kind: words, ask: "And not “{outcome}”?", easy: New, records: changed_wording}
  - {id: why, kind: words, ask: "Why “{outcome}”?", easy: Why}
- id: answer
  part: worker
  title: Answer
  for_each: outcome
  questions: [{id: can, kind: yes_or_no, ask: "Can “{outcome}” be?"}]
"""
SAFER, JUSTICE, MORE = "d.own.safer", "d.own.justice", "d.more.1"


def test_each_chosen_example_is_put_into_own_words_and_keeps_its_theme(hold: Any) -> None:
    talk = hold(EXAMPLES).say("justice", "safer")

    assert (talk.now, talk.asked().heading) == ("own safer", "How would you say “I want to be safer”?")
    assert talk.asked().item == Item("safer", "I want to be safer", ("safer",))
    talk.say("that he stays away").say("that he says sorry")
    assert list(talk.dialogue.outcomes.values()) == [
        Item(SAFER, "that he stays away", ("safer",)),
        Item(JUSTICE, "that he says sorry", ("justice",)),
    ]


def test_an_example_that_is_not_put_into_own_words_stands_in_the_words_it_was_chosen_in(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").skip(NonAnswer.DONT_KNOW)

    assert list(talk.dialogue.outcomes.values()) == [Item(SAFER, "I want to be safer", ("safer",))]


def test_none_of_these_is_nothing_to_put_into_own_words(hold: Any) -> None:
    talk = hold(EXAMPLES).say("none")

    assert (talk.now, talk.wishes) == ("more", [])


def test_an_example_taken_back_is_no_wish_any_more_and_comes_back_in_its_own_words(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").say("that he stays away").change("examples", "justice").say("sorry")
    assert talk.wishes == ["sorry"]

    talk.change("examples", "safer", "justice")

    assert talk.wishes == ["that he stays away", "sorry"]
    assert talk.now == "more"


def test_wishes_worded_in_a_list_follow_with_the_themes_given_there(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").say("stay away").say(**{"words-1": "my money back", "theme-1": "justice"})

    assert list(talk.dialogue.outcomes.values())[1] == Item(MORE, "my money back", ("justice",))
    assert [choice.says for choice in talk.asked().choices] == ["stay away", "my money back"]


def test_a_part_repeated_over_chosen_wishes_asks_about_each_in_its_own_words(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").say("stay away").say(**{"words-1": "a day centre"}).say(MORE)

    assert (talk.now, talk.asked().heading) == (f"different {MORE}", "What would a day centre change?")
    talk.say("company")
    assert talk.now == "last"


def test_a_part_repeated_over_a_choice_that_was_skipped_is_passed_over(hold: Any) -> None:
    talk = hold(EXAMPLES).say("safer").say("stay away").skip().skip()

    assert talk.now == "last"


def test_outcomes_carried_in_are_asked_about_in_their_own_words(hold: Any) -> None:
    talk = hold(REVIEW, carried={"o.1": "to be home", "o.2": "quiet"}).say()

    assert (talk.now, talk.asked().heading) == ("still o.1", "Do you still want “to be home”?")
    talk.say("want")
    assert (talk.now, talk.asked().heading) == ("still o.2", "Do you still want “quiet”?")


def test_a_changed_wording_shows_from_the_next_question_on_and_not_before(hold: Any) -> None:
    talk = hold(REVIEW, carried={"o.1": "to be home"}).say().say("changed").say("a flat of my own").say("noise")

    headings = [talk.asked(step).heading for step in talk.dialogue.path.steps[1:]]
    assert headings == ["Do you still want “to be home”?", "And not “to be home”?", "Why “a flat of my own”?"]
    assert (talk.now, talk.asked().heading) == ("can o.1", "Can “a flat of my own” be?")
    assert talk.wishes == ["a flat of my own"]


def test_a_changed_wording_that_is_left_open_changes_nothing(hold: Any) -> None:
    talk = hold(REVIEW, carried={"o.1": "to be home"}).say().say("changed").skip().skip()

    assert talk.wishes == ["to be home"]


def test_a_changed_wording_taken_back_gives_the_first_words_back(hold: Any) -> None:
    talk = hold(REVIEW, carried={"o.1": "to be home", "o.2": "x"}).say().say("changed").say("a flat").say("noise")

    talk.change("still", "want", item="o.1")

    assert talk.wishes == ["to be home", "x"]
    assert talk.now == "still o.2"


def test_a_repeated_part_with_no_outcomes_is_passed_over(hold: Any) -> None:
    talk = hold(REVIEW).say()

    assert (talk.now, str(talk.dialogue.state)) == (None, "finished")


def test_answers_name_the_item_they_are_about(hold: Any) -> None:
    talk = hold(REVIEW, carried={"o.1": "a", "o.2": "b"}).say().say("want").say("want").say("yes").say("no")

    given = {event.step: event.value for event in talk.events if isinstance(event, Answered) and event.step.item}
    assert given == {
        Step("still", "o.1"): "want",
        Step("still", "o.2"): "want",
        Step("can", "o.1"): "yes",
        Step("can", "o.2"): "no",
    }


def test_wishes_of_a_representative_stand_in_the_representatives_words(hold: Any) -> None:
    who = """\
- id: who
  part: worker
  title: Who
  questions:
  - {id: who, kind: one_of, required: true, ask: Who, options: [{id: rep, says: R, voice: representative}]}
"""
    talk = hold(who + EXAMPLES).say("rep").say("safer").skip()

    assert talk.wishes == ["To be safer"]


def test_a_wish_worded_about_a_chosen_wish_has_no_invented_theme(hold: Any) -> None:
    text = EXAMPLES.replace("easy: Change}]", "easy: Change, records: desired_outcome}]")
    talk = hold(text).say("safer").say("stay away").say(**{"words-1": "a day centre"}).say(MORE)

    assert talk.say("company").dialogue.outcomes[f"d.different.{MORE}"] == Item(f"d.different.{MORE}", "company")
    assert talk.change("different", "friends", item=MORE).wishes == ["stay away", "a day centre", "friends"]
    assert talk.turn_to("different", MORE).skip().wishes == ["stay away", "a day centre"]
