"""`draw-flow`: a flow as Mermaid text or as a picture; how it looks, `flow.draw` knows."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from msp_dialogue.cli import _flow_files
from msp_dialogue.flow import draw
from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem

DRAWN: Mapping[str, Callable[[Flow], str]] = {".mmd": draw.mermaid, ".svg": draw.svg, ".html": draw.html}


@click.command()
@click.argument("flow_id", metavar="ID")
@click.option(
    "--to", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="A .mmd, .svg or .html file."
)
def command(flow_id: str, to: Path | None) -> None:
    """Draw a flow, so that it can be talked about.

    ID is the flow's own, such as outcomes. Without --to the drawing is Mermaid text on standard output; a .svg or
    .html file is a picture that needs nothing else.
    """
    if to is not None and to.suffix not in DRAWN:
        raise click.BadParameter(f"{to} should end in {', '.join(DRAWN)}.", param_hint="--to")
    flow = _found(flow_id)
    if to is None:
        click.echo(draw.mermaid(flow), nl=False)
    else:
        to.write_text(DRAWN[to.suffix](flow), encoding="utf-8")
        click.echo(f"Drawn in {to}.")


def _found(flow_id: str) -> Flow:
    """The flow in use with this id; one that cannot be read hinders no other."""
    flows: list[Flow] = []
    problems: list[Problem] = []
    for file in _flow_files.in_use():
        try:
            flows.append(load_flow(file))
        except FlowProblems as refused:
            problems += refused.problems
    for flow in flows:
        if flow.id == flow_id:
            return flow
    if problems:
        raise FlowProblems(tuple(problems))
    raise click.ClickException(f"There is no flow {flow_id}. Those in use: {', '.join(flow.id for flow in flows)}.")
