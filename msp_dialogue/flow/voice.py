"""Whose words an answer is, and the three ways of not answering; the vocabulary every other module shares."""

from enum import StrEnum


class Voice(StrEnum):
    """Who answered [L1]; a proxy's answer is never merged with the person's own."""

    ADULT = "adult"
    ADULT_WITH_SUPPORT = "adult_with_support"
    REPRESENTATIVE = "representative"
    WORKER = "worker"

    @property
    def strength(self) -> int:
        """How far the voice is from the adult's own, 0 being the adult: the furthest one heard names a sitting."""
        return list(Voice).index(self)


class NonAnswer(StrEnum):
    """A recorded way of not answering; none of them ever counts as "no" [R3]."""

    DONT_KNOW = "dont_know"
    RATHER_NOT_SAY = "rather_not_say"
    SKIPPED = "skipped"
