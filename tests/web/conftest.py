"""The application over a real encrypted database, and people signed in to it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from msp_dialogue.accounts import passwords
from msp_dialogue.database import Database, create_key
from msp_dialogue.languages.languages import ENGLISH_ONLY, Languages
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import Service
from tests.web.made_once import make_once
from tests.web.site import PASSWORD, Clock, Site

make_once()


@pytest.fixture(scope="session")
def library() -> FlowLibrary:
    """The flows in use, proved once."""
    return FlowLibrary(read_flows())


@pytest.fixture(scope="session")
def hashed() -> passwords.Hashed:
    """The password of every account of the tests, hashed once."""
    return passwords.hash_new(PASSWORD, sign_in_name="nobody")


@pytest.fixture(scope="session")
def signing_key() -> RSAKey:
    """The key of a council's provider."""
    return RSAKey.generate_key(2048, auto_kid=True)


@pytest.fixture
def open_site(
    database: Database, library: FlowLibrary, hashed: passwords.Hashed, now: datetime, tmp_path: Path
) -> Callable[..., Site]:
    """Opens the application as it is behind https, with a clock of its own and any settings that a test asks for.

    A password alone signs in: what a second factor changes has its own tests.
    """

    def opened(speaks: FlowLibrary = library, languages: Languages = ENGLISH_ONLY, **others: Any) -> Site:
        create_key(tmp_path / "key")
        chosen: dict[str, Any] = {"tls": True, "second_factor": SecondFactor.OPTIONAL} | others
        settings = Settings(data=tmp_path / "data", key_file=tmp_path / "key", **chosen)
        clock = Clock(now)
        with database.transaction() as connection:
            speaks.keep(connection, now)
        app = create_app(service=Service(settings, database, speaks, clock, languages=languages))
        return Site(app, database, clock, hashed)

    return opened


@pytest.fixture
def site(open_site: Callable[..., Site]) -> Site:
    """The application with the settings of most tests."""
    return open_site()
