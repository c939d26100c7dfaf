"""What a board report says, before it is a page, a workbook or a document; it must not know any of these."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.chart import Chart


@dataclass(frozen=True)
class Finding:
    """What one measure came to in one span, in sentences, and what it is counted by [R1]."""

    title: str
    said: str
    compared: str
    counted: str

    @property
    def sentences(self) -> str:
        """What is read aloud of it."""
        return f"{self.said} {self.compared}".strip()


@dataclass(frozen=True)
class Section:
    """One measure with everything about it: the pictures are its tables too, `about` is its definition in words."""

    id: str
    finding: Finding
    charts: tuple[Chart, ...]
    trend: Chart | None
    about: Mapping[str, str]


@dataclass(frozen=True)
class Family:
    """Measures that belong together, with one chart over them all; `sections` has each by itself."""

    title: str
    said: tuple[str, ...]
    chart: Chart
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Saying:
    """Somebody's words, which they permitted to be shown, and whose they are."""

    words: str
    whose: str


@dataclass(frozen=True)
class Report:
    """The whole report, top to bottom: the headline is the finding, `summary` what is read aloud after it.

    `sections` has the guide's own measures, `families` all others; `rules` say how to read every number.
    """

    council: str
    span: str
    span_id: str
    headline: str
    summary: tuple[str, ...]
    comparison: str
    """What "a year before" is, or that there is nothing to compare with."""
    sections: tuple[Section, ...]
    families: tuple[Family, ...]
    quality: Chart | None
    sayings: Mapping[str, tuple[Saying, ...]]
    rules: tuple[str, ...]
    drawn: str
    invented: bool
    """Whether it is of a demonstration, in which every person is invented."""

    @property
    def every_section(self) -> tuple[Section, ...]:
        """Every measure, in the order in which they stand."""
        return (*self.sections, *(section for family in self.families for section in family.sections))

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"Making Safeguarding Personal: {self.span}"
