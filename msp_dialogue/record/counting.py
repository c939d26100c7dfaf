"""Which of several views counts, for one outcome or for the whole [R2]; a pure function of rows."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

Row = TypeVar("Row", bound=Mapping[str, Any])

FROM_WEAKEST = ("worker", "representative", "adult_with_support", "adult")
"""Whose view counts before whose: the last here counts first."""


def counting(views: Iterable[Row]) -> Row | None:
    """The one view that counts, if there is one: the row among `views`, each with value, voice, asker, dialogue and at.

    The adult's own before the adult's with support, a representative's, a worker's; then the latest. A view taken by
    someone independent counts when it is the first; after another it stands beside. A non-answer is no view.
    """
    given = sorted((view for view in views if view["value"]), key=lambda view: str(view["at"]))
    first = next((view["dialogue"] for view in given if view["voice"] != "worker"), None)
    able = [
        view
        for view in given
        if view["voice"] == "worker" or view["asker"] != "independent" or view["dialogue"] == first
    ]
    return max(able, key=lambda view: (FROM_WEAKEST.index(view["voice"]), str(view["at"])), default=None)
