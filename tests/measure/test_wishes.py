"""Outcomes that are alike are counted together: the figures are those of looking at each."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from msp_dialogue.measure import DEFINITIONS, Cell, Counted, Definition, Facts, count
from tests.measure.some import FACTS

OF_OUTCOMES = [each for each in DEFINITIONS.values() if Counted.OUTCOMES in each.counted]


def twice(facts: Facts) -> Facts:
    """Each enquiry twice, so that whatever is wanted is wanted at least twice."""
    return replace(facts, recorded={name: [*column, *column] for name, column in facts.recorded.items()}, kept={})


@pytest.mark.parametrize("definition", OF_OUTCOMES, ids=lambda definition: definition.id)
@given(FACTS.map(twice))
@settings(max_examples=20, deadline=None)
def test_outcomes_that_are_alike_count_as_when_each_is_looked_at(definition: Definition, facts: Facts) -> None:
    """Split by team each of them is looked at."""
    split = Counter[Cell]()
    for cell, number in count(definition, facts, Counted.OUTCOMES, ("team",)).items():
        split[cell._replace(group=())] += number

    assert count(definition, facts, Counted.OUTCOMES) == split
