"""Every measure that can be released has a sentence of its own, and everything in its tables a name."""

import pytest

from msp_dialogue.board import say
from msp_dialogue.board.phrases import PHRASES, THEME
from msp_dialogue.board.words import (
    GROUPS,
    NOT_KNOWN,
    OTHERWISE,
    QUALITY_NAMES,
    THEMES,
    VALUES,
    WHOSE,
    group_name,
    value_name,
)
from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure import DEFINITIONS, Definition
from msp_dialogue.measure.defined.wants import THEMES as THEMES_OF_THE_GUIDE
from msp_dialogue.measure.derived import AGE_BANDS
from msp_dialogue.record.packed import NO_THEME
from msp_dialogue.release import Quality, Split
from msp_dialogue.release.quality import QUALITY, QualityNumber

EACH = pytest.mark.parametrize("definition", list(DEFINITIONS.values()), ids=lambda each: each.id)


@EACH
def test_each_measure_has_a_sentence_for_whatever_it_is_counted_of(definition: Definition) -> None:
    if definition.id.startswith(THEME):
        assert definition.counted == ("outcomes",)
    else:
        assert set(PHRASES[definition.id].said) == set(definition.counted)


@EACH
def test_each_value_of_a_measure_has_a_name(definition: Definition) -> None:
    for value in definition.values:
        assert (definition.id, value) in OTHERWISE or value in VALUES
    names = [value_name(definition.id, value) for value in definition.values]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("gap", QUALITY, ids=lambda each: each.id)
def test_each_gap_beside_the_figures_has_a_name_and_a_sentence(gap: QualityNumber) -> None:
    assert gap.id in QUALITY_NAMES
    assert say.missing(Quality(gap.id, gap.words, 10, 55)).startswith("In about 10 of about 55 concluded enquiries")


def test_each_voice_age_band_and_theme_has_a_name() -> None:
    assert GROUPS[Split.VOICE].keys() - NOT_KNOWN.keys() == set(Voice)
    assert WHOSE.keys() == set(Voice)
    assert {name: THEMES[name] for name in THEMES_OF_THE_GUIDE} == THEMES_OF_THE_GUIDE
    assert THEMES.keys() - THEMES_OF_THE_GUIDE.keys() == {NO_THEME}
    assert [group_name(Split.AGE_BAND, band) for band in AGE_BANDS] == [
        "18 to 64", "65 to 74", "75 to 84", "85 to 94", "95 and over", "Age not known",
    ]  # fmt: skip
