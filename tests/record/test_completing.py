"""After an update the enquiries that were there are counted before the service starts, and it shows how far it is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import models
from tests.record.talking import Talk


def test_what_an_update_emptied_is_counted_again_as_it_was_and_only_that(talk: Talk) -> None:
    for name in ("e1", "e2"):
        talk.hold(talk.enquiry(name, adult=f"A-{name}"), Stage.BEGINNING)
    before = {name: talk.rows("counted", name) for name in ("e1", "e2")}
    with talk.database.transaction() as connection:
        connection.execute("delete from counted where enquiry = 'e2'")
    told: list[str] = []

    @contextmanager
    def shown(enquiries: Sequence[str]) -> Iterator[Sequence[str]]:
        told.extend(enquiries)
        yield enquiries

    models.complete(talk.database, shown)
    assert told == ["e2"]
    assert {name: talk.rows("counted", name) for name in ("e1", "e2")} == before

    models.complete(talk.database, shown)
    assert told == ["e2"]
