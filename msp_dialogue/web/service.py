"""What a request works with: the open database, the flows in use, the clock; one for each application."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import cast

from flask import Flask, current_app

from msp_dialogue.database import Database
from msp_dialogue.languages.languages import ENGLISH_ONLY, Languages
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.settings import Settings
from msp_dialogue.speech.sounds import Sounds

EXTENSION = "msp_dialogue"


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """Everything behind the pages."""

    settings: Settings
    database: Database
    library: FlowLibrary
    now: Callable[[], datetime] = utc_now
    languages: Languages = ENGLISH_ONLY

    @cached_property
    def sounds(self) -> Sounds:
        """Reads aloud."""
        return Sounds(self.settings.sound_folder, self.settings.recordings)


def service() -> Service:
    """The service of the application that handles this request."""
    return cast(Service, current_app.extensions[EXTENSION])


def service_of(app: Flask) -> Service:
    """The service of an application, before it handles requests."""
    return cast(Service, app.extensions[EXTENSION])


def new_id() -> str:
    """A random id of 128 bits; never a permission in itself [Z-09]."""
    return secrets.token_hex(16)


def derived_secret(key: bytes, purpose: str) -> bytes:
    """A secret of its own for each purpose, from the one key that the council keeps."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()
