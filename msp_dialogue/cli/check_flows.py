"""`check-flows`: everything that is wrong with flows, told as an editor understands it; what is wrong, `flow` knows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from msp_dialogue.cli import _flow_files
from msp_dialogue.flow.check import Proof, check, side_by_side
from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.plain import reading_age
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.record.library import OWN_FLOWS
from msp_dialogue.record.meaning import MEANINGS


@dataclass(frozen=True)
class Checked:
    """What was found in one file; no proof where the file cannot be read as a flow."""

    file: Path
    problems: tuple[Problem, ...]
    proof: Proof | None

    @property
    def failed(self) -> bool:
        """Whether the flow cannot be used; of our own flows nothing may even be warned of."""
        warned = self.proof is not None and self.proof.warnings and self.file.parent == OWN_FLOWS
        return bool(self.problems or warned)


@click.command()
@click.argument("places", nargs=-1, metavar="[FOLDER|FILE]...", type=click.Path(exists=True, path_type=Path))
def command(places: tuple[Path, ...]) -> None:
    """Prove flows whole, before anybody meets them.

    Every problem is told at once as file:line: what is wrong, and how to mend it. Warnings of hard words count as
    failures in our own flows. Without FOLDER or FILE the flows in use are proved: the council's (MSP_FLOWS), else our
    own. Ends with code 1 if there are problems.
    """
    files = _flow_files.named(places) if places else _flow_files.in_use()
    found = [_checked(file) for file in files]
    for checked in found:
        for line in _told(checked):
            click.echo(line)
    flows = [checked.proof.flow for checked in found if checked.proof]
    together = side_by_side(flows) if not places and len(flows) == len(files) else ()
    for problem in together:
        click.echo(str(problem))
    if together or any(checked.failed for checked in found):
        raise SystemExit(1)


def _checked(file: Path) -> Checked:
    try:
        proof = check(load_flow(file), meanings=MEANINGS)
    except FlowProblems as refused:
        return Checked(file, refused.problems, None)
    return Checked(file, proof.problems, proof)


def _told(checked: Checked) -> Iterator[str]:
    warnings = checked.proof.warnings if checked.proof else ()
    for problem in sorted((*checked.problems, *warnings), key=lambda problem: (problem.file, problem.line)):
        yield str(replace(problem, file=_shown(checked.file.parent / problem.file)))
    if checked.proof and not checked.problems:
        proof = checked.proof
        yield (
            f"{_shown(checked.file)}: sound. {len(proof.flow.questions)} questions, {proof.states} states searched, "
            f"{proof.longest} questions on the longest way (one item in each repeated part), "
            f"reading age of the person's part: {reading_age(proof.flow) or 'no English'}."
        )
    else:
        yield f"{_shown(checked.file)}: problems: {len(checked.problems)}, warnings: {len(warnings)}."


def _shown(file: Path) -> str:
    """A path as short as it can be."""
    return str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)
