"""What a new version of a flow means for conversations already started."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.version import Change, compare, structure_id, wording_id

TEXT = """\
flow: tiny
stage: middle
title: Tiny
given: [plan_b]
sections:
- id: one
  part: worker
  title: One
  questions:
  - id: first
    kind: one_of
    ask: What
    options: [{id: a, says: A, voice: representative}, {id: b, says: B}]
    records: worry
    next:
      - {when: {question: first, is: a}, to: second}
      - {when: {any: [{given: plan_b}, {not: {question: first, answered: yes}}]}, to: third}
      - {to: end}
  - {id: second, kind: number, ask: What, least: 0, most: 9}
  - {id: third, kind: some_of, ask: What, options: [{id: x, says: X}]}
- id: two
  part: person
  title: Two
  for_each: third
  questions:
  - {id: fourth, kind: words, ask: What, easy: What}
- id: three
  part: worker
  title: Three
  questions:
  - {id: fifth, kind: words, ask: What, next: [{to: end}]}
"""


def changed(flow: Callable[..., Flow], old: str, new: str) -> Change:
    assert TEXT.count(old) == 1
    return compare(flow(TEXT), flow(TEXT.replace(old, new)))


def test_the_identity_of_a_structure_does_not_change_with_the_code(flow: Callable[..., Flow]) -> None:
    """Conversations already started name the structure they run on by this."""
    assert structure_id(flow(TEXT)) == "b31c1c21ec7800eeb6352ef871222d86455b953e404465844747fc7d2c2c3896"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Tiny", "title: Small"),
        ("title: One", "title: 1"),
        ("ask: What\n", "ask: Which\n"),
        ("says: B", "says: Bee, easy: B, good: G, worry: W"),
        ("easy: What}", "easy: Who, help: H, why: W, text: [T]}"),
        ("stage: middle\n", "# said otherwise\nstage:   'middle'\n"),
        ("records: worry\n", "records: worry\n    required: false\n"),
        ("records: worry\n", "records: worry\n    picture: hand\n"),
        ("{id: b, says: B}", "{id: b, says: B, picture: p}"),
    ],
)
def test_other_words_are_taken_at_once(flow: Callable[..., Flow], old: str, new: str) -> None:
    assert changed(flow, old, new) is Change.WORDING
    assert structure_id(flow(TEXT)) == structure_id(flow(TEXT.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: b, says: B}", "{id: b, says: B}, {id: c, says: C}"),
        ("is: a}", "is: b}"),
        ("- {to: end}", "- {to: third}"),
        ("answered: yes", "answered: no"),
        ("any:", "all:"),
        ("least: 0", "least: 1"),
        ("least: 0, ", ""),
        ("easy: What}", "easy: What, long: true}"),
        ("  - {id: fifth", "  - {id: new, kind: words, ask: What}\n  - {id: fifth"),
        ("kind: one_of\n", "kind: one_of\n    required: true\n"),
        ("kind: one_of\n", "kind: one_of\n    signals: b\n"),
        ("given: [plan_b]", "given: [plan_b]  # and no more"),
    ],
)
def test_a_structure_that_keeps_what_was_answered_is_compatible(flow: Callable[..., Flow], old: str, new: str) -> None:
    expected = Change.WORDING if "#" in new else Change.COMPATIBLE

    assert changed(flow, old, new) is expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stage: middle", "stage: closure"),
        ("given: [plan_b]", "given: [plan_b, plan_c]"),
        (", {id: b, says: B}", ""),
        ("id: b, says: B", "id: bee, says: B"),
        (", voice: representative", ""),
        ("says: B}", "says: B, voice: adult_with_support}"),
        ("records: worry", "records: better"),
        ("    records: worry\n", ""),
        ("kind: words, ask: What, easy", "kind: date, ask: What, easy"),
        ("part: person", "part: worker"),
        ("for_each: third", "for_each: outcome"),
        ("id: fourth", "id: fourth_again"),
        ("least: 0, most: 9", "least: 0, most: 9, theme: safer"),
    ],
)
def test_a_structure_that_breaks_what_was_answered_is_for_new_conversations_only(
    flow: Callable[..., Flow], old: str, new: str
) -> None:
    assert changed(flow, old, new) is Change.BREAKING


def test_no_bound_and_a_bound_of_nought_are_two_structures(flow: Callable[..., Flow]) -> None:
    assert structure_id(flow(TEXT)) != structure_id(flow(TEXT.replace("least: 0, ", "")))


def test_the_identity_of_the_wording_changes_with_every_word(flow: Callable[..., Flow]) -> None:
    first = flow(TEXT)

    assert wording_id(first) == wording_id(flow(TEXT + "# a comment\n"))
    assert wording_id(first) != wording_id(flow(TEXT.replace("title: One", "title: 1")))
