"""`check-flows`: everything that is wrong with flows, told as an editor understands it; what is wrong, `flow` knows."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from msp_dialogue import interface
from msp_dialogue.cli import _flow_files, _picture_files
from msp_dialogue.flow import plain
from msp_dialogue.flow.check import Proof, check, side_by_side
from msp_dialogue.flow.figures import Figures, Share, figures, missing_pictures
from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem
from msp_dialogue.pictures import PictureBook, own_pictures
from msp_dialogue.record.library import OWN_FLOWS
from msp_dialogue.record.meaning import MEANINGS
from msp_dialogue.settings import Settings


@dataclass(frozen=True)
class Checked:
    """What was found in one file; no proof where the file cannot be read as a flow."""

    file: Path
    problems: tuple[Problem, ...]
    proof: Proof | None
    warnings: tuple[Problem, ...] = ()
    figures: Figures | None = None

    @property
    def failed(self) -> bool:
        """Whether the flow cannot be used; of our own flows nothing may even be warned of."""
        return bool(self.problems or (self.warnings and self.file.parent == OWN_FLOWS))


@click.command()
@click.argument("places", nargs=-1, metavar="[FOLDER|FILE]...", type=click.Path(exists=True, path_type=Path))
def command(places: tuple[Path, ...]) -> None:
    """Prove flows whole, before anybody meets them.

    Every problem is told at once as file:line: what is wrong, and how to mend it. Warnings of hard words and missing
    pictures count as failures in our own flows; what another language lacks does not. Without FOLDER or FILE the flows
    in use are proved: the council's (MSP_FLOWS), else our own; what a person reads on our own pages; and files of
    MSP_PICTURES that nobody will see. Ends with code 1 if there are problems.
    """
    files = _flow_files.named(places) if places else _flow_files.in_use()
    folder = None if places else Settings.from_environ(os.environ).flows
    pictures = _picture_files.in_use()
    found = [_checked(file, folder, pictures) for file in files]
    for checked in found:
        for line in _told(checked):
            click.echo(line)
    flows = [checked.proof.flow for checked in found if checked.proof]
    together = side_by_side(flows) if not places and len(flows) == len(files) else ()
    for line in (*map(str, together), *(() if places else _picture_files.told(pictures, flows))):
        click.echo(line)
    on_pages = () if places else interface.problems()
    for line in () if places else _told_of_pages(on_pages):
        click.echo(line)
    if together or on_pages or any(checked.failed for checked in found):
        raise SystemExit(1)


def _checked(file: Path, folder: Path | None, pictures: PictureBook) -> Checked:
    if file.parent == OWN_FLOWS:
        pictures = own_pictures()  # ours must be complete in themselves
    keys = pictures.pictures.keys()
    try:
        proof = check(load_flow(file, folder), meanings=MEANINGS)
    except FlowProblems as refused:
        return Checked(file, refused.problems, None)
    warnings = (*proof.warnings, *missing_pictures(proof.flow, keys))
    return Checked(file, proof.problems, proof, warnings, figures(proof.flow, keys))


def _told(checked: Checked) -> Iterator[str]:
    gaps = checked.proof.gaps if checked.proof else ()
    told = (*checked.problems, *checked.warnings, *gaps)
    for problem in sorted(told, key=lambda problem: (problem.file, problem.line)):
        yield str(replace(problem, file=_shown(checked.file.parent / problem.file)))
    if checked.proof and checked.figures and not checked.problems:
        proof = checked.proof
        yield (
            f"{_shown(checked.file)}: sound. {len(proof.flow.questions)} questions, {proof.states} states searched, "
            f"{proof.longest} questions on the longest way (one item in each repeated part)."
        )
        yield f"{_shown(checked.file)}: {_figures(checked.figures)}"
    else:
        yield f"{_shown(checked.file)}: problems: {len(checked.problems)}, warnings: {len(checked.warnings)}."


def _figures(found: Figures) -> str:
    """The figures of the person's part, and how far other languages have come."""
    languages = ", ".join(f"{language} {_of(share)}" for language, share in found.languages.items())
    return (
        f"the person's part has {_measured(found.words, found.longest, found.reading_age)}, "
        f"pictures with {_of(found.pictures)} questions, {_of(found.fixed)} wordings that name nobody. "
        f"Wordings in other languages: {languages or 'none'}."
    )


def _told_of_pages(problems: tuple[Problem, ...]) -> Iterator[str]:
    """What is hard on our own pages, and how much a person reads there."""
    yield from map(str, problems)
    texts = [message.read for message in interface.said_to_a_person()]
    yield f"our own pages: a person reads {_measured(*plain.measured(texts), plain.age_of(texts))}."


def _measured(words: int, longest: int, age: int | None) -> str:
    return f"{words} words, the longest sentence has {longest}, reading age {age or 'not measured'}"


def _of(share: Share) -> str:
    return f"{share.there} of {share.of}"


def _shown(file: Path) -> str:
    """A path as short as it can be."""
    return str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)
