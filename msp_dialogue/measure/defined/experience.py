"""How it was for people: the five themes of the outcomes framework [F1], of which one is whether they feel safer."""

from collections.abc import Iterable

from msp_dialogue.measure.defined.shared import NOT_ANSWERED, first_of
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.selection import DateRule

_VALUES = {
    "yes": "The best of three places.",
    "partly": "In between.",
    "no": "The worst of three places.",
    NOT_ANSWERED: "Asked, and not answered: skipped, did not know, would rather not say.",
}
_NAMES = {
    "listened": "Felt listened to",
    "understood": "Understood what was going on",
    "took_part": "Could take part in decisions",
    "satisfied": "Satisfied with how it ended",
    "safer": "Feel safer now",
}


def _stands(value: str | None, voice: str | None, asker: str | None) -> Iterable[Stand]:
    return (Stand(value, voice, asker),) if value else ()


def _of_theme(theme: str) -> Definition:
    return Definition(
        id=f"experience_{theme}",
        family="experience",
        name=_NAMES[theme],
        source="[F1]",
        numerator="Those who chose the best of the three places.",
        denominator="Those concluded in the period who chose one of the three places, at closure or in a follow-up. "
        "Where several answered, the answer that counts is chosen by the rule of ratings [R2].",
        left_out="Those who were not asked, and those who were and did not answer, who are counted beside: neither is "
        "ever a no.",
        person="Counts as the first of `no`, `partly`, `yes` that any of the person's enquiries has, so that nobody "
        "who was let down once is shown as content.",
        voice_is="Who answered [L1, E1]. Each voice is a figure of its own.",
        nothing="Nobody answered this in the period.",
        counted=(Counted.PEOPLE, Counted.ENQUIRIES),
        values=_VALUES,
        counts=frozenset({"yes"}),
        out_of=frozenset({"yes", "partly", "no"}),
        voice_of_all=True,
        by_asker=True,
        dates=DateRule.CONCLUDED,
        reads=tuple(f"experience_{theme}{column}" for column in ("", "_voice", "_asker")),
        stands=_stands,
        as_one=first_of(("no", "partly", "yes", NOT_ANSWERED)),
    )


EXPERIENCE = tuple(_of_theme(theme) for theme in _NAMES)
