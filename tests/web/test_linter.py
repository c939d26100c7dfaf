"""The look at every page: what was right once is not read again, and what is wrong is told each time."""

import pytest

from tests.web.linter import alike, check_page

PAGE = (
    '<!DOCTYPE html><html lang="en"><title>T</title><body><h1>T</h1><p id="{}">One</p><p id="{}">Two</p></body></html>'
)
ONE, TWO, THREE = "0" * 32, "1" * 32, "2" * 32


def test_pages_that_differ_in_made_up_names_alone_are_alike() -> None:
    assert alike(PAGE.format(ONE, TWO)) == alike(PAGE.format(TWO, THREE))
    assert alike(PAGE.format(ONE, TWO)) != alike(PAGE.format(ONE, TWO).replace("Two", "Three"))


def test_a_name_that_stands_twice_is_found_however_often_the_page_was_right_without() -> None:
    check_page(PAGE.format(ONE, TWO))
    for _ in range(2):
        with pytest.raises(AssertionError, match="stand twice"):
            check_page(PAGE.format(ONE, ONE))
