"""A form that would take too long to make is refused before anything is made."""

from datetime import date

import pytest

from msp_dialogue.copies import Copy, Form, TooLong, forms
from msp_dialogue.copies.model import Quote, Speaker


@pytest.mark.parametrize("form", [Form.PDF, Form.SOUND])
@pytest.mark.parametrize("words", ["a" * 20_000, "a\n" * 10_000, "a word " * 20_000], ids=["word", "lines", "letters"])
def test_one_endless_word_and_very_many_lines_are_too_long_as_many_letters_are(form: Form, words: str) -> None:
    copy = Copy("What you told us", "en", "ltr", False, False, "", (Quote(words, Speaker.PERSON),))

    with pytest.raises(TooLong):
        forms.make(form, copy, {}, on=date(2026, 3, 2))
