"""`check-theme`: how well a council's colours can be seen; what must be seen, `theme` knows."""

from pathlib import Path

import click

from msp_dialogue.theme import contrasts, parsed


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Measure the contrast of a council's own colours.

    FOLDER holds theme.toml and the logo. Every pair of colours that people must be able to see is told, with its
    contrast and the least there must be. Ends with code 1 if one is too low: the service would not start with it.
    """
    found = contrasts(parsed(folder))
    for each in found:
        click.echo(f"{'TOO LOW' if each.fails else 'enough '}  {each}")
    if any(each.fails for each in found):
        raise SystemExit(1)
