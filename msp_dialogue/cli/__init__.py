"""The commands, offered as `python -m msp_dialogue COMMAND` and as `flask --app app COMMAND`; no rules live here.

One file is one command: `draw_flow.py` holds a click command called `command` and becomes `draw-flow`.
Files whose name begins with an underscore hold what commands share.
"""

import copy
import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import click

INTERRUPTED = 130  # the usual exit code after Ctrl-C


class Commands(click.Group):
    """Finds each command by its file and reads only the file that is called for, so that starting stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        with _in_one_line():
            module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = copy.copy(module.command)
        command.name = cmd_name
        for each in (command, *getattr(command, "commands", {}).values()):
            if each.callback is not None:
                each.callback = _in_one_line()(each.callback)
        return command


@contextmanager
def _in_one_line() -> Iterator[None]:
    """What a person can mend ends as one line on standard error and a code that is not 0, never as a stack."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except Exception as problem:
        words = in_words(problem)
        if words is None:
            raise
        raise click.ClickException(words) from problem


def in_words(problem: Exception) -> str | None:
    """What to tell about a problem that a person can mend, or None for a fault that only its stack explains."""
    from msp_dialogue.cli import _problems  # only now: it brings half of the package with it

    return _problems.in_words(problem)


commands = Commands(help="MSP Dialogue: what people want to happen, what was done about it, and how it went.")
