"""What a person reads on our own pages is short and plain; what colleagues alone read is told apart from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from msp_dialogue import interface
from msp_dialogue.flow import plain
from msp_dialogue.interface import FOR_COLLEAGUES, FOR_STAFF, JOURNEYS, TEMPLATES, WEB


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Templates of a test, instead of our own."""
    folder = tmp_path / "templates"
    for name in (interface.AROUND_PERSONS, *interface.ALSO_PERSONS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")
    monkeypatch.setattr(interface, "ROOT", tmp_path)
    monkeypatch.setattr(interface, "TEMPLATES", folder)
    monkeypatch.setattr(interface, "JOURNEYS", ())
    interface.said_to_a_person.cache_clear()
    yield folder
    interface.said_to_a_person.cache_clear()


def test_what_a_person_reads_on_our_own_pages_is_short_and_plain() -> None:
    assert [str(problem) for problem in interface.problems()] == []


def test_every_kind_of_page_that_a_person_reads_is_measured() -> None:
    """The question, its errors, resting, getting help, leaving, the advocate's pages, the copy: by a text of each."""
    texts = {message.text for message in interface.said_to_a_person()}
    every = {"Hide screen", "I’d rather not say", "There is a problem", "This screen is resting", "Get help"}
    every |= {"How to cover your tracks", "Before you start", "This matters most to you.", "Are you still there?"}
    every |= {"You can choose more than one.", "Enter a whole number in figures, for example 2."}

    assert every - texts == set()
    assert len(texts) > 200


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    assert [name for name in FOR_STAFF if not (TEMPLATES / name).is_file()] == []
    assert [name for name in (*JOURNEYS, *FOR_COLLEAGUES) if not (WEB / name).is_file()] == []


def test_a_hard_text_is_told_with_its_file_and_line_wherever_a_persons_page_takes_it_in(pages: Path) -> None:
    (pages / "new.html").write_text('{% extends "layout/person.html" %}\n{% include "layout/deep.html" %}')
    (pages / "layout" / "deep.html").write_text('{{ _("Fine") }}\n\n{{ _("Please %(name)s", name=page.name) }}')
    (pages / "worker.html").write_text('{% extends "layout/worker.html" %}{{ _("Ascertain capacity") }}')

    told = interface.problems()

    assert [(problem.file, problem.line, problem.what) for problem in told] == [
        ("templates/layout/deep.html", 3, "“Please Sam”: the word “please”.")
    ]
    assert "interface.py" in told[0].fix


def test_the_reading_age_is_measured_over_all_pages_together(pages: Path) -> None:
    text = "Considerable deliberation necessitates consultation"
    (pages / "new.html").write_text('{% extends "layout/person.html" %}' + f'{{{{ _("{text}") }}}}\n' * 30)

    (only,) = interface.problems()

    assert only.what.startswith("What a person reads on our own pages needs a reading age of ")


def test_the_age_and_length_of_what_a_person_reads_are_within_what_is_promised() -> None:
    texts = [message.read for message in interface.said_to_a_person()]
    age = plain.age_of(texts)

    assert age is not None
    assert age <= plain.OLDEST
    assert plain.measured(texts)[1] <= plain.MOST_WORDS
