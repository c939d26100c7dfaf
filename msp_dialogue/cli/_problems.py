"""The words for each problem that the person at the keyboard can mend; everything else is a fault of ours."""

import errno

from msp_dialogue.database import DatabaseError, DatabaseProblem
from msp_dialogue.flow.yaml_reader import FlowProblems
from msp_dialogue.pictures import PictureProblem
from msp_dialogue.settings import SettingProblem
from msp_dialogue.theme import ThemeProblem


def in_words(problem: Exception) -> str | None:
    """What to tell, or None for a problem that only its stack explains."""
    if isinstance(problem, (DatabaseProblem, FlowProblems, PictureProblem, SettingProblem, ThemeProblem)):
        return str(problem)
    if isinstance(problem, DatabaseError):
        return f"The database cannot be used: {problem}."
    if isinstance(problem, OSError):
        return _refused(problem)
    return None


def _refused(problem: OSError) -> str:
    """What the operating system did not allow."""
    place = problem.filename or "a file or folder"
    if problem.errno == errno.ENOSPC:
        return "The disk is full. Make room and try again; nothing half-made was kept."
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Not allowed to use {place}. Give this user the right to, or choose another place."
    return f"{place}: {problem.strerror}." if problem.strerror else str(problem)
