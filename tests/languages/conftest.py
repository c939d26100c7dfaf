"""A council's folder with three small flows of its own, so that a language is quickly made and brought in."""

from pathlib import Path

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record.library import FLOW_FILES, read_flows
from tests.languages import pseudo

FLOW = """\
flow: {flow}
stage: {stage}
title: About {flow}
sections:
- id: asking
  part: person
  title: How it is going
  questions:
  - id: want
    kind: words
    ask: {{adult: What now, representative: "What does {{person}} want now?"}}
    easy: What now
    help: As you like.
  - id: which
    kind: one_of
    ask: Which
    easy: Which
    text: [One., Two.]
    options: [{{id: a, says: A, good: G}}, {{id: b, says: B}}]
    next: [{{to: end}}]
"""


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's folder of flows in one language, in use."""
    folder = tmp_path / "council"
    folder.mkdir()
    for name, stage in zip(FLOW_FILES, Stage, strict=True):
        flow = name.removesuffix(".yaml")
        (folder / name).write_text(FLOW.format(flow=flow, stage=stage), encoding="utf-8")
    monkeypatch.setenv("MSP_FLOWS", str(folder))
    return folder


@pytest.fixture
def translated(council: Path) -> Path:
    """The same with the pseudo-language in it, checked."""
    pseudo.write(council, read_flows(council))
    return council
