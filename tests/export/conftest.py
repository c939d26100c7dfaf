"""A council whose record is written straight into the read models."""

import pytest

from msp_dialogue.database import Database
from tests.measure.council import Council


@pytest.fixture
def council(database: Database) -> Council:
    """A council whose record is empty."""
    return Council(database)
