"""Cells as shares: what adds up to what, for every measure there is [R1, E1, E2]."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.measure import ASKERS, DEFINITIONS, OUTCOMES_EXPRESSED, OUTCOMES_MET, VOICES, Cell, Definition
from msp_dialogue.measure.shares import Heard, Share, headline, of_askers, of_groups, of_values, of_voices

GROUPS = ("North", "South")


def cells(definition: Definition) -> st.SearchStrategy[Counter[Cell]]:
    """Some enquiries, each with a group; where everyone has a voice, those in the denominator have one."""

    def cell(value: str, voice: str, asker: str, group: str, silent: bool) -> Cell:
        heard = value in definition.out_of if definition.voice_of_all else not silent
        return Cell(value, voice if heard else None, asker if heard and definition.by_asker else None, (group,))

    values, voices = st.sampled_from(list(definition.values)), st.sampled_from(VOICES)
    each = st.builds(cell, values, voices, st.sampled_from(ASKERS), st.sampled_from(GROUPS), st.booleans())
    return st.lists(each, max_size=12).map(Counter)


@given(st.data())
@pytest.mark.parametrize("definition", list(DEFINITIONS.values()), ids=list(DEFINITIONS))
def test_values_voices_askers_and_groups_add_up_to_the_measure(definition: Definition, data: st.DataObject) -> None:
    counted = data.draw(cells(definition))
    whole, values = headline(definition, counted), of_values(definition, counted)
    groups = of_groups(definition, counted, GROUPS)

    assert sum(share.number for share in values.values()) == counted.total()
    assert sum(share.number for share in values.values() if share.out_of is not None) == whole.out_of
    assert sum(values[value].number for value in definition.counts) == whole.number
    assert sum(share.number for share in groups.values()) == whole.number
    assert sum(share.out_of or 0 for share in groups.values()) == whole.out_of
    if definition.voice_of_all:
        voices = of_voices(definition, counted, VOICES, None)
        assert sum(share.number for share in voices.values()) == whole.number
        assert sum(share.out_of or 0 for share in voices.values()) == whole.out_of
    if definition.voice_of_all and definition.by_asker:
        askers = of_askers(definition, counted, ASKERS, None)
        assert sum(share.out_of or 0 for share in askers.values()) == whole.out_of


def test_a_voice_is_a_share_of_the_whole_where_not_everyone_has_one() -> None:
    counted = Counter({Cell("expressed", "adult", None): 3, Cell("expressed", "worker", None): 2})
    counted |= {Cell("not_asked", None, None): 5}

    assert headline(OUTCOMES_EXPRESSED, counted, Heard("adult")) == Share(3, 10)
    assert of_values(OUTCOMES_EXPRESSED, counted, Heard("adult"))["not_asked"] == Share(5, 10)
    assert of_values(OUTCOMES_EXPRESSED, counted, Heard("adult"))["expressed"] == Share(3, 10)


def test_a_voice_and_who_asked_are_a_whole_of_their_own_where_everyone_has_them() -> None:
    counted = Counter({Cell("fully", "adult", "lead"): 3, Cell("not", "adult", "independent"): 2})
    counted |= {Cell("fully", "representative", "lead"): 4, Cell("not_rated", None, None): 7}

    assert headline(OUTCOMES_MET, counted, Heard("adult")) == Share(3, 5)
    assert headline(OUTCOMES_MET, counted, Heard("adult", "independent")) == Share(0, 2)
    assert of_values(OUTCOMES_MET, counted, Heard("adult"))["not_rated"] == Share(0, None)


def test_a_group_that_nobody_is_in_is_nothing_out_of_nothing() -> None:
    assert of_groups(OUTCOMES_MET, Counter(), ["North"]) == {"North": Share(0, 0)}
    assert Share(0, 0).percent is None


def test_what_a_measure_is_not_told_by_confines_nothing_in_it() -> None:
    assert Heard("adult", "lead").of(OUTCOMES_EXPRESSED) == Heard("adult")
    assert Heard("adult", "lead").of(DEFINITIONS["asked_within"]) == Heard()
