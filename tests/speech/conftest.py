"""Fixed wording as the tests of reading aloud use it."""

from pathlib import Path

import pytest

from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.model import Flow
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS
from msp_dialogue.speech import words
from msp_dialogue.speech.sounds import Sounds
from msp_dialogue.speech.words import Wording


@pytest.fixture(scope="session")
def flows() -> tuple[Flow, ...]:
    """Our own flows."""
    return tuple(load_flow(OWN_FLOWS / name) for name in FLOW_FILES)


@pytest.fixture(scope="session")
def wording(flows: tuple[Flow, ...]) -> Wording:
    """All their fixed wording."""
    return Wording(place for flow in flows for place in words.of_flow(flow))


@pytest.fixture
def sounds(tmp_path: Path) -> Sounds:
    """Sounds that are kept in a folder of this test's own, with a folder for recordings."""
    return Sounds(tmp_path / "kept", tmp_path / "recorded")
