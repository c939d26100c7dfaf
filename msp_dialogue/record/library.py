"""The flows in use: the current ones, and every version that a conversation was ever started on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from msp_dialogue import audit
from msp_dialogue.database import Connection, stamp
from msp_dialogue.flow.check import proved, side_by_side
from msp_dialogue.flow.load import load_flow, parse_stored
from msp_dialogue.flow.model import Flow, Stage
from msp_dialogue.flow.version import Change, compare, structure_id, wording_id
from msp_dialogue.flow.yaml_reader import OURS, FlowProblems, Problem
from msp_dialogue.machine import FlowMachine
from msp_dialogue.record.kept import Kept
from msp_dialogue.record.meaning import MEANINGS

OWN_FLOWS = OURS
FLOW_FILES = ("outcomes.yaml", "review.yaml", "closure.yaml")


class Version(NamedTuple):
    """A flow with its machine and the id of its structure."""

    flow: Flow
    machine: FlowMachine
    structure: str


class FlowLibrary:
    """Gives the flow a dialogue runs on; machines are built once per structure."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        """Take the current flows, already proved."""
        self._current = {flow.id: _version(flow) for flow in flows}
        self._older: dict[str, Version] = {}
        self._worded = {wording_id(version.flow): version.flow for version in self._current.values()}
        self._lock = Lock()
        self.kept = Kept()
        """Conversations on these flows that were loaded before."""

    @property
    def current(self) -> Mapping[str, Version]:
        """The current flows by id."""
        return self._current

    def for_stage(self, stage: Stage) -> Version:
        """The current flow of a stage."""
        return next(version for version in self._current.values() if version.flow.stage is stage)

    def keep(self, connection: Connection, at: datetime, *, actor: str = "service") -> None:
        """Store the current flows whole, each version once, with its audit row; inside a transaction."""
        for version in self._current.values():
            wording = wording_id(version.flow)
            if connection.execute("select 1 from flow_version where wording = ?", [wording]).fetchone():
                continue
            row = {
                "wording": wording,
                "structure": version.structure,
                "flow": version.flow.id,
                "source": version.flow.source,
                "first_used": stamp(at),
            }
            connection.table("flow_version").insert(row)
            audit.record(connection, actor=actor, action="flow_version_kept", thing=wording, at=at)

    def version(self, connection: Connection, flow_id: str, structure: str) -> Version:
        """The version a dialogue runs on: its own structure, in the newest words."""
        current = self._current.get(flow_id)
        if current and current.structure == structure:
            return current
        with self._lock:
            older = self._older.get(structure)
        if older is None:
            older = self._read(connection, structure)
            if current and older.structure == current.structure:
                older = current  # stored when more counted as structure, as pictures once did
            with self._lock:
                self._older[structure] = older
        return older

    def wordings(self, connection: Connection, named: Iterable[str]) -> Mapping[str, Flow]:
        """The flows in the words that answers name, as `language:wording`; what was never stored is left out."""
        found = {name: self._in_words(connection, name.partition(":")[2]) for name in set(named)}
        return {name: flow for name, flow in found.items() if flow is not None}

    def newer_than(self, flow: Flow) -> Version | None:
        """A current version that a dialogue on this one may take at its next question."""
        current = self._current.get(flow.id)
        if current is None or current.structure == structure_id(flow):
            return None
        return current if compare(flow, current.flow) is Change.COMPATIBLE else None

    def _read(self, connection: Connection, structure: str) -> Version:
        query = "select flow, source from flow_version where structure = ? order by first_used desc limit 1"
        return _version(_parsed(*connection.execute(query, [structure]).fetchone()))

    def _in_words(self, connection: Connection, wording: str) -> Flow | None:
        with self._lock:
            flow = self._worded.get(wording)
        if flow is None:
            query = "select flow, source from flow_version where wording = ?"
            found = connection.execute(query, [wording]).fetchone()
            flow = _parsed(*found) if found else None
            if flow is not None:
                with self._lock:
                    self._worded[wording] = flow
        return flow


def read_flows(folder: Path | None = None) -> tuple[Flow, ...]:
    """The flows in use, proved: the council's file where its folder has one of that name, else our own.

    The council's language files come before our own; beside a flow of the council's, ours do not count. Raises
    FlowProblems with every problem of every file.
    """
    problems: list[Problem] = []
    flows = []
    if folder is not None and not folder.is_dir():
        raise FlowProblems((Problem(str(folder), 1, "There is no such folder of flows.", "Correct MSP_FLOWS."),))
    for name in FLOW_FILES:
        own = folder / name if folder and (folder / name).is_file() else OWN_FLOWS / name
        try:
            flows.append(proved(load_flow(own, folder), meanings=MEANINGS))
        except FlowProblems as error:
            problems += error.problems
    problems = problems or list(side_by_side(flows))
    if problems:
        raise FlowProblems(tuple(problems))
    return tuple(flows)


def _parsed(flow_id: str, source: str) -> Flow:
    return parse_stored(source, file=f"{flow_id} as stored", folder=OWN_FLOWS)


def _version(flow: Flow) -> Version:
    return Version(flow, FlowMachine(flow), structure_id(flow))
