"""What can be wrong with a story, each with its place in the file; it knows no reader and no player.

StoryProblem
├── Unreadable      the file is not written as a story is
└── Mistake         the story says something that cannot happen: an answer that is not offered, or to no question
"""

from collections.abc import Sequence

from msp_dialogue.flow.model import Place
from msp_dialogue.flow.yaml_reader import Problem


class StoryProblem(Exception):
    """Something is wrong with a story; the text names the file and the line."""


class Unreadable(StoryProblem):
    """Story files that cannot be read; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; as text, one a line."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class Mistake(StoryProblem):
    """The story says something that cannot happen."""

    def __init__(self, place: Place, what: str) -> None:
        """Say what cannot happen, and where the story says it."""
        super().__init__(f"{place.file}:{place.line}: {what}")
