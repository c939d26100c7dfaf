"""Whether answers can be recorded as what a flow says they mean; which meanings there are, the record says."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from msp_dialogue.flow.model import OUTCOMES, Flow, Kind, Question
from msp_dialogue.flow.yaml_reader import Problem


@dataclass(frozen=True)
class Recorded:
    """What a question must be for its answers to be recorded as something; what is left out may be anything.

    `options` are exactly those it has, but for `may_have`; `of_each` says that it is asked of every outcome.
    """

    kinds: frozenset[Kind] = frozenset()
    options: frozenset[str] = frozenset()
    may_have: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    of_each: bool = False


Meanings = Mapping[str, Recorded] | Collection[str]
"""The values that `records` may take, with what each asks of a question where that is known."""


def meaning_problems(flow: Flow, meanings: Meanings) -> tuple[Problem, ...]:
    """Every question whose answers could not be recorded as it says."""
    return tuple(
        Problem(
            question.place.file if question.place else flow.id, question.place.line if question.place else 1, what, fix
        )
        for question in flow.questions.values()
        if question.records is not None
        for what, fix in _faults(flow, question, question.records, meanings)
    )


def _faults(flow: Flow, question: Question, meaning: str, meanings: Meanings) -> Iterator[tuple[str, str]]:
    if meaning not in meanings:
        yield f"`{meaning}` is not something an answer can be recorded as.", _one_of(sorted(meanings))
        return
    recorded = meanings[meaning] if isinstance(meanings, Mapping) else Recorded()
    name = f"`{question.id}` is recorded as `{meaning}`"
    if recorded.kinds and question.kind not in recorded.kinds:
        yield f"{name}, which cannot be asked as {question.kind}.", _one_of(sorted(recorded.kinds))
    elif recorded.options:
        has = {option.id for option in question.options}
        lacks, strange = recorded.options - has, has - recorded.options - recorded.may_have
        if lacks or strange:
            fix = f"Add {', '.join(sorted(lacks))}. " if lacks else ""
            fix += f"Take out {', '.join(sorted(strange))}. " if strange else ""
            yield f"{name}, whose options are {', '.join(sorted(recorded.options))}.", fix + "Their words are yours."
    if recorded.themes and question.theme not in recorded.themes:
        yield f"{name}, which needs a theme.", f"Add `theme:`. {_one_of(sorted(recorded.themes))}"
    if recorded.of_each and not _of_each_outcome(flow, question):
        yield f"{name}, which is said of one outcome.", "Put it into a part with `for_each: outcome`."


def _of_each_outcome(flow: Flow, question: Question) -> bool:
    over = flow.section_of[question.id].for_each
    source = flow.questions.get(over or "")
    return over == OUTCOMES or (source is not None and source.choices_from is not None)


def _one_of(values: Collection[str]) -> str:
    return "Use one of: " + ", ".join(values) + "."
