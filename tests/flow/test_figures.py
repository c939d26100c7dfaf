"""A flow in numbers: how hard its words are, and how many have a picture and another language."""

from collections.abc import Callable

from msp_dialogue.flow.figures import Share, figures, missing_pictures
from msp_dialogue.flow.model import Flow

TEXT = """\
- id: first
  kind: one_of
  ask: What is it that you want now
  easy: What now
  picture: speech
  options: [{id: a, says: "Tell {worker}", picture: house}, {id: b, says: Nothing}]
- id: second
  kind: words
  ask: And then
  easy: Then
  next: [{to: end}]
"""


def test_the_persons_part_is_measured_and_counted(flow: Callable[..., Flow]) -> None:
    found = figures(flow(TEXT, "person"), {"speech"})

    assert (found.questions, found.words, found.longest, found.reading_age) == (2, 15, 7, None)
    assert found.pictures == Share(1, 2)
    assert found.fixed == Share(5, 6)


def test_each_other_language_is_counted_against_the_flows_own_words(flow: Callable[..., Flow]) -> None:
    welsh = "flow: tiny\nlanguage: cy\nquestions: {first: {ask: Beth}}\n"
    found = figures(flow(TEXT, "person", languages=[welsh]), ())

    assert found.languages == {"cy": Share(2, 14)}  # the title, and six wordings, each in both voices


def test_the_workers_part_needs_no_pictures_and_is_not_measured(flow: Callable[..., Flow]) -> None:
    found = figures(flow(TEXT, "worker"), {"speech"})

    assert (found.questions, found.words, found.pictures, found.fixed) == (2, 0, Share(0, 0), Share(0, 0))


def test_pictures_that_are_named_and_not_there_are_warned_of(flow: Callable[..., Flow]) -> None:
    (only,) = missing_pictures(flow(TEXT, "person"), {"speech"})

    assert str(only).startswith("tiny.yaml:10: warning: `first` names the picture `house`, which is not there.")
