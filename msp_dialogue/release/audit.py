"""Whether anything hidden could be worked out from released files: asked of the files themselves before they go [X-04].

It must not know the true numbers, so that it cannot pass what a reader could see through.
"""

from collections.abc import Collection, Iterable, Sequence

from msp_dialogue.release.adding_up import Rules
from msp_dialogue.release.known import Known
from msp_dialogue.release.printed import Printed
from msp_dialogue.release.programme import WIDTH, Programme, Reach
from msp_dialogue.release.sums import Sum
from msp_dialogue.release.waiting import Waiting


def everything_known(files: Sequence[Printed], rules: Rules) -> list[Known]:
    """All that a reader of these files knows."""
    printed = [known for file in files for known in file.known()]
    return [*printed, *rules.known({file.span: file.shapes for file in files})]


def recovered(
    files: Sequence[Printed], rules: Rules, beside: Iterable[Sum] = (), *, told: Collection[Sum] = ()
) -> dict[Sum, Reach]:
    """The hidden numbers that can be pinned down, and to what; nothing when the files may be released.

    `beside` are numbers that no file prints at all and that must not be got at either; those in `told` an earlier
    version of the file showed.
    """
    programme = Programme(everything_known(files, rules))
    wanted = dict.fromkeys([*(each for file in files for each in file.hidden), *beside])
    waiting = Waiting(programme, [each for each in wanted if each not in told])
    found = {}
    while (target := waiting.next()) is not None:
        reach = programme.reach(target, waiting.note)
        if reach.width < WIDTH:
            found[target] = reach
        waiting.done(target)
    return found
