"""The application over a real encrypted database, and people signed in to it."""

from datetime import datetime
from pathlib import Path

import pytest

from msp_dialogue.accounts import passwords
from msp_dialogue.database import Database, create_key
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import Service
from tests.web.site import PASSWORD, Clock, Site


@pytest.fixture(scope="session")
def library() -> FlowLibrary:
    """The flows in use, proved once."""
    return FlowLibrary(read_flows())


@pytest.fixture(scope="session")
def hashed() -> passwords.Hashed:
    """The password of every account of the tests, hashed once."""
    return passwords.hash_new(PASSWORD, sign_in_name="nobody")


@pytest.fixture
def site(database: Database, library: FlowLibrary, hashed: passwords.Hashed, now: datetime, tmp_path: Path) -> Site:
    """The application as it is behind https, with a clock of its own."""
    create_key(tmp_path / "key")
    settings = Settings(data=tmp_path / "data", key_file=tmp_path / "key", tls=True)
    clock = Clock(now)
    with database.transaction() as connection:
        library.keep(connection, now)
    app = create_app(service=Service(settings, database, library, clock))
    return Site(app, database, clock, hashed)
