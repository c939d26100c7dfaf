"""Each condition of the language, on facts that make it true and on facts that make it false."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_dialogue.flow.condition import (
    All,
    Answered,
    AnyOf,
    AtLeast,
    Chosen,
    Condition,
    Facts,
    Given,
    Not,
    NotYetGiven,
    Spoken,
)
from msp_dialogue.flow.voice import Voice


@dataclass
class Known:
    answers: dict[str, set[str]] = field(default_factory=dict)
    outcomes: int = 0
    given: frozenset[str] = frozenset()
    voice: Voice = Voice.ADULT

    def signs(self, question: str) -> frozenset[str]:
        if question not in self.answers:
            raise NotYetGiven(question)
        return frozenset(self.answers[question])

    def count(self, items: str) -> int:
        return self.outcomes if items == "outcome" else 0

    def is_given(self, fact: str) -> bool:
        return fact in self.given


def holds(condition: Condition, facts: Facts) -> bool:
    answer = condition.holds(facts)
    assert answer is True or answer is False  # transitions takes nothing else for true
    return answer


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        (Chosen("q", ("a",)), Known({"q": {"a"}}), Known({"q": {"b"}})),
        (Chosen("q", ("a", "b")), Known({"q": {"b"}}), Known({"q": {"c"}})),
        (Chosen("q", ("skipped",)), Known({"q": {"skipped"}}), Known({"q": {"something"}})),
        (Chosen("q", ("a",), several=True), Known({"q": {"something", "a", "b"}}), Known({"q": {"something"}})),
        (Answered("q", True), Known({"q": {"something"}}), Known({"q": {"dont_know"}})),
        (Answered("q", False), Known({"q": {"rather_not_say"}}), Known({"q": {"no"}})),
        (AtLeast("outcome", 2), Known(outcomes=2), Known(outcomes=1)),
        (Spoken(Voice.REPRESENTATIVE), Known(voice=Voice.REPRESENTATIVE), Known(voice=Voice.ADULT_WITH_SUPPORT)),
        (Given("plan_b"), Known(given=frozenset({"plan_b"})), Known(given=frozenset({"plan_c"}))),
        (Not(Given("plan_b")), Known(), Known(given=frozenset({"plan_b"}))),
    ],
)
def test_a_condition_is_true_of_what_it_says_and_of_nothing_else(
    condition: Condition, true: Known, false: Known
) -> None:
    assert holds(condition, true)
    assert not holds(condition, false)


def test_a_condition_on_what_was_not_asked_is_an_error_and_not_false() -> None:
    with pytest.raises(NotYetGiven, match="q"):
        Chosen("q", ("a",)).holds(Known())
    with pytest.raises(NotYetGiven, match="q"):
        Not(Answered("q", True)).holds(Known())


def test_all_and_any_stop_at_the_first_part_that_decides() -> None:
    unread = Chosen("never_asked", ("a",))

    assert not holds(All((Given("x"), unread)), Known())
    assert holds(AnyOf((Not(Given("x")), unread)), Known())
    with pytest.raises(NotYetGiven):
        All((unread, Given("x"))).holds(Known())


FACTS = ("a", "b", "c")
conditions = st.recursive(
    st.sampled_from([Given(fact) for fact in FACTS]),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)
known = st.frozensets(st.sampled_from(FACTS)).map(lambda given: Known(given=given))


@settings(deadline=None)
@given(condition=conditions, other=conditions, facts=known)
def test_conditions_keep_the_laws_of_logic(condition: Condition, other: Condition, facts: Known) -> None:
    assert holds(Not(Not(condition)), facts) is holds(condition, facts)
    assert holds(Not(All((condition, other))), facts) is holds(AnyOf((Not(condition), Not(other))), facts)


@settings(deadline=None)
@given(condition=conditions, facts=known)
def test_a_condition_tells_every_fact_it_reads(condition: Condition, facts: Known) -> None:
    reads = {simple.fact for simple in condition.reads() if isinstance(simple, Given)}
    others = Known(given=frozenset(facts.given & reads))

    assert holds(condition, facts) is holds(condition, others)
