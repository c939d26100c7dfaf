"""Choosing: only what is offered, nothing twice, nothing beside what stands alone."""

from collections.abc import Callable
from typing import Any

import pytest

from msp_dialogue.answer import Answer, fields
from msp_dialogue.answer.chosen import OneOf, Rank, SomeOf
from msp_dialogue.flow.ask import Asked, Item

Ask = Callable[..., Asked]
Read = Callable[..., Answer]
Refused = Callable[..., list[tuple[str, str]]]

OPTIONS = "options: [{id: a, says: A}, {id: b, says: B}, {id: c, says: C}%s]"
KINDS = [("one_of", OPTIONS % ""), ("scale", OPTIONS % ""), ("yes_or_no", ""), ("some_of", OPTIONS % "")]


@pytest.mark.parametrize(("kind", "extra"), KINDS)
def test_choosing_nothing_is_refused(ask: Ask, refused: Refused, kind: str, extra: str) -> None:
    assert refused(ask(kind, extra)) == [("choice", "choose")]


@pytest.mark.parametrize(("kind", "extra"), KINDS)
@pytest.mark.parametrize("value", ["", "z", "A", "skipped", "a b", "🙂", "o.1"])
def test_choosing_what_is_not_offered_is_refused(ask: Ask, refused: Refused, kind: str, extra: str, value: str) -> None:
    assert refused(ask(kind, extra), choice=value) == [("choice", "not_offered")]


def test_choosing_one_that_is_offered_and_one_that_is_not_is_refused(ask: Ask, refused: Refused) -> None:
    assert refused(ask("some_of", OPTIONS % ""), choice=["a", "z"]) == [("choice", "not_offered")]


def test_an_option_apart_can_be_chosen_on_a_scale(ask: Ask, read: Read) -> None:
    asked = ask("scale", OPTIONS % "" + ", apart: [{id: gone, says: G}]")

    assert read(asked, choice="gone").store() == "gone"
    assert [choice.apart for choice in asked.choices] == [False, False, False, True]


def test_several_are_kept_in_the_order_they_are_offered_and_once_each(ask: Ask, read: Read) -> None:
    assert read(ask("some_of", OPTIONS % ""), choice=["c", "a", "c"]) == SomeOf(("a", "c"))


def test_what_stands_alone_is_taken_alone_only(ask: Ask, read: Read, refused: Refused) -> None:
    asked = ask("some_of", OPTIONS % ", {id: none, says: N, alone: true}")

    assert read(asked, choice="none") == SomeOf(("none",))
    assert refused(asked, choice=["a", "none"]) == [("choice", "alone")]


def test_fewer_than_must_be_chosen_are_refused(ask: Ask, read: Read, refused: Refused) -> None:
    asked = ask("some_of", "least: 2, " + OPTIONS % ", {id: none, says: N, alone: true}")

    assert refused(asked, choice="a") == [("choice", "too_few")]
    assert refused(asked, choice=["a", "a"]) == [("choice", "too_few")]
    assert read(asked, choice=["a", "b"]) == SomeOf(("a", "b"))
    assert read(asked, choice="none") == SomeOf(("none",))


def test_choices_are_the_items_of_a_list_while_they_are_there(ask: Ask, read: Read, refused: Refused) -> None:
    two = (Item("o.1", "x"), Item("o.2", "y"))

    assert read(ask("one_of", "from: outcome", two), choice="o.2") == OneOf("o.2")
    assert refused(ask("one_of", "from: outcome", two[:1]), choice="o.2") == [("choice", "not_offered")]


def rank_of(number: int) -> tuple[str, tuple[Item, ...]]:
    return "from: outcome", tuple(Item(f"o.{place}", f"w{place}") for place in range(1, number + 1))


@pytest.mark.parametrize(
    ("items", "most", "places"),
    [(1, None, 1), (2, None, 1), (3, None, 2), (4, None, 3), (9, None, 3), (9, 5, 5), (3, 1, 1)],
)
def test_no_more_places_are_asked_than_needed(ask: Ask, items: int, most: int | None, places: int) -> None:
    extra, listed = rank_of(items)
    asked = ask("rank", extra + (f", most: {most}" if most else ""), listed)

    assert len(fields(asked, None, None)["places"]) == places


@pytest.mark.parametrize(
    ("items", "given", "order"),
    [
        (2, {"place_1": "o.2"}, ("o.2", "o.1")),
        (3, {"place_1": "o.2", "place_2": "o.3"}, ("o.2", "o.3", "o.1")),
        (3, {"place_1": "o.2", "place_2": ""}, ("o.2",)),
        (5, {"place_1": "o.5", "place_2": "o.1", "place_3": ""}, ("o.5", "o.1")),
        (1, {"place_1": "o.1"}, ("o.1",)),
    ],
)
def test_the_last_place_follows_from_the_others_and_later_ones_may_be_left_open(
    ask: Ask, read: Read, items: int, given: dict[str, str], order: tuple[str, ...]
) -> None:
    assert read(ask("rank", *rank_of(items)), **given) == Rank(order, items)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, ("place-1", "choose")),
        ({"place_1": ""}, ("place-1", "choose")),
        ({"place_1": "", "place_2": "o.1"}, ("place-1", "choose")),
        ({"place_1": "o.1", "place_2": "", "place_3": "o.2"}, ("place-2", "choose")),
        ({"place_1": "o.1", "place_2": "o.1"}, ("place-2", "twice")),
        ({"place_1": "o.1", "place_2": "o.2", "place_3": "o.1"}, ("place-3", "twice")),
        ({"place_1": "o.9"}, ("place-1", "not_offered")),
        ({"place_1": "o.1", "place_2": "x"}, ("place-2", "not_offered")),
    ],
)
def test_an_order_with_a_gap_a_double_or_a_stranger_is_refused(
    ask: Ask, refused: Refused, given: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert refused(ask("rank", *rank_of(5)), **given) == [fault]


def test_an_order_fits_only_the_things_it_was_made_of() -> None:
    order = Rank(("a", "b"), 3)

    assert order.fits(("a", "b", "c"))
    assert not order.fits(("a", "b"))
    assert not order.fits(("a", "b", "c", "d"))
    assert not order.fits(("a", "c", "d"))
