"""Enquiries and people counted by how they stand, in one pass over the read models; it must not know percentages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from msp_dialogue.database import Connection
from msp_dialogue.flow.voice import Voice
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.selection import Selection

VOICES = tuple(map(str, Voice))


@dataclass(frozen=True)
class Tally:
    """How many enquiries, and how many people, stand how."""

    enquiries: Counter[Stand] = field(default_factory=Counter)
    people: Counter[Stand] = field(default_factory=Counter)

    def of(self, counted: Counted) -> Counter[Stand]:
        """The one or the other [R1]."""
        return self.people if counted is Counted.PEOPLE else self.enquiries


def tally(connection: Connection, definition: Definition, selection: Selection) -> Tally:
    """Count the selected enquiries, and once each the people they are about."""
    counted = Tally()
    for _, rows in groupby(_stands(connection, definition, selection), key=itemgetter(0)):
        stands = [stand for _, stand in rows]
        counted.enquiries.update(stands)
        counted.people[definition.as_one(stands)] += 1
    return counted


def _stands(connection: Connection, definition: Definition, selection: Selection) -> Iterator[tuple[str, Stand]]:
    """The adult and the stand of each enquiry, those of one adult together."""
    query = (
        f"select e.adult, {definition.value_column}, {definition.voice_column} "  # noqa: S608 - all constants
        f"from enquiry e join standing s on s.enquiry = e.id where {selection.condition} order by e.adult"
    )
    for adult, value, strength in connection.execute(query, selection.values):
        yield adult, Stand(value, None if strength is None else VOICES[strength])


def size(connection: Connection, selection: Selection) -> tuple[int, int]:
    """How many enquiries are selected, and how many people they are about [R1]."""
    query = f"select count(*), count(distinct e.adult) from enquiry e where {selection.condition}"  # noqa: S608
    enquiries, people = connection.execute(query, selection.values).fetchone()
    return enquiries, people
