"""The proof of a flow: shape, wording and a search of every state, told as one list of problems."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from msp_dialogue.flow.model import Flow, Stage
from msp_dialogue.flow.plain import hard_words
from msp_dialogue.flow.recorded import Meanings, meaning_problems
from msp_dialogue.flow.search import search
from msp_dialogue.flow.shape import shape_problems
from msp_dialogue.flow.wording import translation_warnings, wording_problems
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem


@dataclass(frozen=True)
class Proof:
    """What was found, and how much was searched: states, and the questions on the longest way.

    The longest way has one item in each repeated part.
    """

    flow: Flow
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    states: int = 0
    longest: int = 0
    gaps: tuple[Problem, ...] = ()
    """What its translations lack; the flow holds without them."""


def check(flow: Flow, *, meanings: Meanings | None = None, languages: Collection[str] = ()) -> Proof:
    """Prove a flow.

    `meanings` are the values `records` may take (None: any), `languages` those that must be complete besides its own.
    """
    warnings, gaps = hard_words(flow), translation_warnings(flow)
    shape = shape_problems(flow)
    recorded = meaning_problems(flow, meanings) if meanings is not None else ()
    problems = (*shape, *recorded, *wording_problems(flow, languages))
    if shape:  # the search walks routes and conditions, so these must be sound first
        return Proof(flow, _in_order(*problems), warnings, gaps=gaps)
    found = search(flow)
    return Proof(flow, _in_order(*problems, *found.problems), warnings, len(found.visited), found.longest, gaps)


def proved(flow: Flow, *, meanings: Meanings | None = None) -> Flow:
    """The flow itself if it holds; raises FlowProblems with everything that does not."""
    proof = check(flow, meanings=meanings)
    if proof.problems:
        raise FlowProblems(proof.problems)
    return flow


def side_by_side(flows: Sequence[Flow]) -> tuple[Problem, ...]:
    """What keeps flows from being in use together: each has an id of its own, and each stage has one flow [G2]."""
    problems = []
    for place, flow in enumerate(flows):
        file, line = (flow.place.file, flow.place.line) if flow.place else (flow.id, 1)
        for other in flows[:place]:
            if other.id == flow.id:
                problems.append(
                    Problem(file, line, f"There are two flows `{flow.id}`.", "Give one of them another id.")
                )
            if other.stage is flow.stage:
                what = f"There are two flows for the stage {flow.stage}: `{other.id}` and `{flow.id}`."
                problems.append(Problem(file, line, what, "Keep one flow for each stage."))
    missing = [str(stage) for stage in Stage if stage not in {flow.stage for flow in flows}]
    if missing:
        what = f"There is no flow for the stage {' or '.join(missing)}."
        problems.append(Problem("flows", 1, what, "Each of beginning, middle and closure needs one."))
    return tuple(problems)


def _in_order(*problems: Problem) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
