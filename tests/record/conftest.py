"""A record to talk in."""

from datetime import datetime

import pytest

from msp_dialogue.database import Database
from msp_dialogue.record.library import FlowLibrary, read_flows
from tests.record.talking import Talk


@pytest.fixture(scope="session")
def library() -> FlowLibrary:
    """The flows in use, proved once."""
    return FlowLibrary(read_flows())


@pytest.fixture
def talk(database: Database, library: FlowLibrary, now: datetime) -> Talk:
    """An empty record with the flows in use, and somebody to talk."""
    with database.transaction() as connection:
        library.keep(connection, now)
    return Talk(database, library, now)
