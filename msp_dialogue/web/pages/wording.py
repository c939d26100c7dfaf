"""The report on words: how hard they are, and how many have a picture and another language."""

from collections.abc import Sequence
from dataclasses import dataclass

from msp_dialogue import interface
from msp_dialogue.flow import plain
from msp_dialogue.flow.figures import Figures, Share, figures, missing_pictures
from msp_dialogue.flow.model import Flow
from msp_dialogue.flow.yaml_reader import Problem
from msp_dialogue.web.pictures import pictures as pictures_in_use
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class FindingView:
    """Something hard or missing, where it stands, and how to put it right."""

    where: str
    what: str
    fix: str


@dataclass(frozen=True)
class WordingPage:
    """Everything the page shows: a column for each flow and one for our own pages, a row for each figure."""

    limits: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[FindingView, ...]


def wording_page(flows: Sequence[Flow]) -> WordingPage:
    """The report on these flows and on our own pages."""
    pictures = pictures_in_use().pictures.keys()
    found = tuple(figures(flow, pictures) for flow in flows)
    problems = [problem for flow in flows for problem in (*plain.hard_words(flow), *missing_pictures(flow, pictures))]
    return WordingPage(
        limits=_(
            "What is measured is what the person reads, in English: at most %(words)s words a sentence, and a reading"
            " age of at most %(age)s over the whole.",
            words=plain.MOST_WORDS,
            age=plain.OLDEST,
        ),
        columns=(*(each.title for each in found), _("The pages around them")),
        rows=tuple(_rows(found)),
        findings=tuple(map(_finding, (*problems, *interface.problems()))),
    )


def _rows(found: Sequence[Figures]) -> list[tuple[str, tuple[str, ...]]]:
    """A row for each figure; what our own pages do not have is left open."""
    texts = [message.read for message in interface.said_to_a_person()]
    words, longest = plain.measured(texts)
    languages = sorted({language for each in found for language in each.languages})
    return [
        (_("Questions"), (*(str(each.questions) for each in found), _NONE)),
        (_("Words that the person reads"), (*(str(each.words) for each in found), str(words))),
        (_("Longest sentence, in words"), (*(str(each.longest) for each in found), str(longest))),
        (_("Reading age"), (*(_age(each.reading_age) for each in found), _age(plain.age_of(texts)))),
        (_("Questions with a picture"), (*(_share(each.pictures) for each in found), _NONE)),
        (_("Wordings that name nobody, so can be recorded"), (*(_share(each.fixed) for each in found), _NONE)),
        *(
            (
                _("Wordings in the language %(language)s", language=language),
                (*(_share(each.languages.get(language)) for each in found), _NONE),
            )
            for language in languages
        ),
    ]


_NONE = "–"


def _age(age: int | None) -> str:
    return _("too few words to say") if age is None else str(age)


def _share(share: Share | None) -> str:
    return _NONE if share is None else _("%(number)s of %(all)s", number=share.there, all=share.of)


def _finding(problem: Problem) -> FindingView:
    return FindingView(f"{problem.file}:{problem.line}", problem.what, problem.fix)
