"""No cell of a CSV file is run as a formula, and every text comes back exactly [X-01]."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msp_dialogue.export.formula import bare, guarded

RISKY = "=+-@\t\r\0＝＋－＠"
TEXTS = st.text() | st.builds(str.__add__, st.text(f"'{RISKY}", max_size=3), st.text())


@given(TEXTS)
@example("'=1+1")
@example("''")
@example("")
def test_what_is_guarded_begins_harmlessly_and_comes_back_exactly(text: str) -> None:
    cell = guarded(text)

    assert cell[:1] not in set(RISKY)
    assert bare(cell) == text


@given(st.text().filter(lambda text: text.lstrip("'")[:1] not in set(RISKY)))
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("first", RISKY)
def test_each_risky_beginning_gets_one_apostrophe(first: str) -> None:
    assert guarded(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"
