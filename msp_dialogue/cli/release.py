"""`release`: the figures of a quarter or financial year let go to the board, or taken back."""

import secrets
from datetime import UTC, datetime

import click

from msp_dialogue.cli._opened import opened
from msp_dialogue.measure import PeriodProblem, Span, span_of
from msp_dialogue.release.releases import NotReleased, Releases

ACTOR = "command-line"


@click.command()
@click.argument("span", metavar="SPAN")
@click.option("--withdraw", "reason", metavar="REASON", help="Take back what was released, and say why.")
def command(span: str, reason: str | None) -> None:
    """Release the figures of SPAN, such as 2025-26-Q3 or 2025-26, to the board and analysts.

    Small numbers are hidden, and others from which they could be worked out; what is written can be read by anyone who
    may enter the folder of releases.
    """
    asked = _span(span)
    with opened() as (database, settings):
        releases = Releases(database, settings.release_folder, settings.council)
        now = datetime.now(UTC)
        if reason is not None:
            _withdraw(releases, asked, reason, now)
            return
        try:
            releases.release(asked, at=now, by=ACTOR, id=secrets.token_hex(16))
        except NotReleased as problem:
            raise click.ClickException(str(problem)) from problem
        click.echo(f"Released: {releases.path(asked)}")


def _withdraw(releases: Releases, span: Span, reason: str, at: datetime) -> None:
    standing = releases.standing(span)
    if standing is None:
        raise click.ClickException(f"{span.name} is not released: there is nothing to withdraw.")
    if not reason.strip():
        raise click.ClickException("Say why it is withdrawn.")
    releases.withdraw(standing.id, reason=reason.strip(), at=at, by=ACTOR)
    click.echo(f"Withdrawn: {span.name}. Copies that were handed out are not called back by this.")


def _span(name: str) -> Span:
    try:
        return span_of(name)
    except PeriodProblem as problem:
        raise click.ClickException(str(problem)) from problem
