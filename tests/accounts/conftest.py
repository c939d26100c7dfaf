"""An account to start from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from msp_dialogue.accounts import Account, Role, passwords, people
from msp_dialogue.accounts.passwords import Hashed
from msp_dialogue.database import Database

PASSWORD = "four plain words together"


@pytest.fixture(scope="session")
def hashed() -> Hashed:
    """The password of every account in these tests, hashed once: hashing is slow on purpose."""
    return passwords.hash_new(PASSWORD, sign_in_name="another")


@pytest.fixture
def create(database: Database, hashed: Hashed, now: datetime) -> Callable[..., Account]:
    """Creates an account that differs from Sam's only as said."""

    def create(**different: Any) -> Account:
        details: dict[str, Any] = {
            "name": "Sam Okafor",
            "sign_in_name": "sam",
            "password": hashed,
            "roles": [Role.WORKER],
            "team": "North",
            "at": now,
            "by": "command-line",
        }
        with database.transaction() as connection:
            return people.create(connection, **(details | different))

    return create


@pytest.fixture
def sam(create: Callable[..., Account]) -> Account:
    """A worker in the team North."""
    return create()
