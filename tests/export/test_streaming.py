"""CSV and JSON are written in flat memory, however many enquiries there are."""

import tracemalloc
from collections.abc import Iterator

import pytest

from msp_dialogue.export import Format, chunks
from tests.measure.council import Council, drawn

ENQUIRIES = 2_000
ROOM = 3 * 2**20
"""Bytes: a batch of rows, and a zip's buffers. The words alone come to several times as much."""


def peak(pieces: Iterator[bytes]) -> tuple[int, int]:
    """The bytes that were given, and the most that was held at a time."""
    tracemalloc.start()
    try:
        written = sum(len(piece) for piece in pieces)
        return written, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format", [Format.CSV, Format.JSON])
def test_memory_stays_flat_while_thousands_of_enquiries_are_written(council: Council, format: Format) -> None:
    words = "to feel safe at home and to see my daughter " * 80
    council.many(ENQUIRIES, words)
    figures = drawn(council.database)
    with council.database.reading() as connection:
        written, held = peak(chunks(connection, format, figures))

    assert figures.enquiries == ENQUIRIES
    assert len(words) * ENQUIRIES > 2 * ROOM
    assert written > 10_000
    assert held < ROOM


def test_it_leaves_in_many_pieces(council: Council) -> None:
    council.many(2_000, "to feel safe")
    with council.database.reading() as connection:
        sizes = [len(piece) for piece in chunks(connection, Format.JSON, drawn(council.database))]

    assert max(sizes) < sum(sizes) / 10
