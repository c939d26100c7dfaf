"""A flow drawn for people: as Mermaid text, as an SVG picture, and as a page around that; it proves nothing."""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from msp_dialogue.flow.condition import All, Answered, AnyOf, AtLeast, Chosen, Condition, Given, Not, Spoken
from msp_dialogue.flow.model import END, NEXT_ITEM, NOT_HELD, Flow, Part, Question, Section

ENDING_WORDS = {END: "End of the conversation", NOT_HELD: "Not held"}
PANEL = {Part.WORKER: "#e3ebf3", Part.PERSON: "#fbeed5"}
LINES = ("#1d4f91", "#a33b20", "#2e6b34", "#6b3fa0", "#8a5a00", "#0b7285")
LEFT, RIGHT, LINE, GAP, LANE, LETTERS = 60, 680, 19, 16, 13, 84
STYLE = "text{font:13px sans-serif;fill:#1a1a1a}.id{font-weight:bold}.soft{fill:#444}.part{font:bold 15px sans-serif}"
HEAD = (
    '<marker id="head" orient="auto" markerWidth="8" markerHeight="8" refX="5" refY="4">'
    '<path d="M0 0l7 4-7 4z"/></marker>'
)


def said(condition: Condition) -> str:
    """A condition in words."""
    match condition:
        case Chosen(question, values, several):
            return f"{question} {'includes' if several else 'is'} {' or '.join(values)}"
        case Answered(question, yes):
            return f"{question} {'was answered' if yes else 'was not answered'}"
        case AtLeast(items, number):
            return f"at least {number} of {items}"
        case Spoken(voice):
            return f"the voice is {voice}"
        case Given(fact):
            return f"there is {fact}"
        case All(parts):
            return "(" + " and ".join(map(said, parts)) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(map(said, parts)) + ")"
        case Not(part):
            return f"not {said(part)}"
    return str(condition)


def mermaid(flow: Flow) -> str:
    """The flow as Mermaid text, one group for each section."""
    lines = ["flowchart TD"]
    words = flow.words("en")
    for section in flow.sections:
        lines.append(f'  subgraph s_{section.id}["{_plain(_title(flow, section))}"]')
        for question in section.questions:
            asks = words.questions[question.id].ask.adult or ""
            lines.append(f'    q_{question.id}["{_plain(question.id)}<br/>{_plain(asks)}"]')
        lines.append("  end")
    lines += [f'  q_{ending}(["{words_}"])' for ending, words_ in ENDING_WORDS.items()]
    for question in flow.questions.values():
        section = flow.section_of[question.id]
        for to, label in _ways(flow, question):
            arrow = "-->" if label == "then" else f'-->|"{_plain(label)}"|'
            lines.append(f"  q_{question.id} {arrow} q_{section.questions[0].id if to == NEXT_ITEM else to}")
            if to == NEXT_ITEM:
                lines.append(f'  q_{question.id} -.->|"none left"| q_{flow.after_section(section)}')
    return "\n".join(lines) + "\n"


def html(flow: Flow) -> str:
    """The picture in a page of its own that loads nothing."""
    title = escape(f"{flow.words('en').title} ({flow.id})")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f'<body style="margin:1rem"><h1 style="font:bold 1.4rem sans-serif">{title}</h1>\n{svg(flow)}</body></html>\n'
    )


def svg(flow: Flow) -> str:
    """The flow as a picture: questions from top to bottom as in the file, ways on at the right, repeats at the left."""
    return _Picture(flow).text()


def _plain(text: str) -> str:
    """Text that Mermaid does not read as its own signs."""
    return "".join(f"#{ord(sign)};" if sign in '"#<>&;|[]{}()`' else sign for sign in text)


def _title(flow: Flow, section: Section) -> str:
    again = f", again for each of {section.for_each}" if section.for_each else ""
    return f"{flow.words('en').sections[section.id]} · {section.part}'s part{again}"


def _ways(flow: Flow, question: Question) -> Iterator[tuple[str, str]]:
    """Where a question leads, each with the words beside its arrow."""
    routes = tuple(flow.routes(question))
    for route in routes:
        yield route.to, f"if {said(route.when)}" if route.when else "otherwise" if len(routes) > 1 else "then"


class _Picture:
    """Boxes under each other; lines that lead to one question share a lane at the right."""

    def __init__(self, flow: Flow) -> None:
        self.flow, self.words = flow, flow.words("en")
        self.shapes: list[str] = []
        self.top: dict[str, int] = {}
        self.leaving: dict[str, list[int]] = {}
        self.y = 10

    def text(self) -> str:
        for section in self.flow.sections:
            self.section(section)
        for ending, words in ENDING_WORDS.items():
            self.box(ending, [(words, "id")], "#dfdfdf")
        lanes = self.lanes()
        for to, lane in lanes.items():
            self.arrows(to, lane)
        width = RIGHT + LANE * (max(lanes.values(), default=0) + 3)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{self.y}" '
        head += f'viewBox="0 0 {width} {self.y}"><title>{escape(self.words.title)}</title><style>{STYLE}</style>{HEAD}'
        return "\n".join((head, *self.shapes, "</svg>\n"))

    def section(self, section: Section) -> None:
        place, start = len(self.shapes), self.y
        self.write(LEFT, self.y + LINE, _title(self.flow, section), "part")
        self.y += LINE + 12
        for question in section.questions:
            self.question(section, question)
        panel = (
            f'<rect x="8" y="{start}" width="{RIGHT}" height="{self.y - start}" rx="8" fill="{PANEL[section.part]}"/>'
        )
        self.shapes.insert(place, panel)
        self.y += 12

    def question(self, section: Section, question: Question) -> None:
        asks = wrap(self.words.questions[question.id].ask.adult or "", LETTERS)
        rows = [(f"{question.id} ({question.kind})", "id"), *((words, "words") for words in asks)]
        straight = not question.routes and self.flow.following(question) not in {NEXT_ITEM, END}
        leaving = []
        for to, label in () if straight else _ways(self.flow, question):
            told = f"the next, after the last {self.flow.after_section(section)}" if to == NEXT_ITEM else to
            rows += [(words, "soft") for words in wrap(f"{label} → {told}", LETTERS)]
            leaving.append((to, self.y + LINE * len(rows) - 4))
        self.box(question.id, rows, "#ffffff")
        if straight:
            self.line(f"M{LEFT + 30} {self.y - GAP}v{GAP - 6}", 0)
        for to, y in leaving:
            if to == NEXT_ITEM:
                self.line(f"M{LEFT} {y}H{LEFT - 24}V{self.top[section.questions[0].id]}H{LEFT - 6}", 1)
            else:
                self.leaving.setdefault(to, []).append(y)

    def lanes(self) -> dict[str, int]:
        """A lane for each target, short ways inside, so that no two lines lie upon each other."""
        spans = sorted((self.top[to] - min(ys), min(ys), self.top[to], to) for to, ys in self.leaving.items())
        taken: list[list[tuple[int, int]]] = []
        lanes = {}
        for _, start, end, to in spans:
            free = (n for n, used in enumerate(taken) if all(end + 8 < low or start - 8 > high for low, high in used))
            lanes[to] = next(free, len(taken))
            taken += [[]] if lanes[to] == len(taken) else []
            taken[lanes[to]].append((start, end))
        return lanes

    def arrows(self, to: str, lane: int) -> None:
        for y in self.leaving[to]:
            self.line(f"M{RIGHT - 20} {y}H{RIGHT + LANE * (lane + 1)}V{self.top[to]}H{RIGHT - 14}", lane)

    def box(self, name: str, rows: list[tuple[str, str]], fill: str) -> None:
        self.top[name] = self.y + 15
        height = LINE * len(rows) + 10
        at = f'x="{LEFT}" y="{self.y}" width="{RIGHT - LEFT - 20}" height="{height}" rx="5"'
        self.shapes.append(f'<rect {at} fill="{fill}" stroke="#555"/>')
        for number, (words, style) in enumerate(rows, start=1):
            self.write(LEFT + (24 if style == "soft" else 12), self.y + LINE * number, words, style)
        self.y += height + GAP

    def line(self, way: str, number: int) -> None:
        colour = LINES[number % len(LINES)]
        self.shapes.append(
            f'<path d="{way}" fill="none" stroke="{colour}" stroke-width="1.5" marker-end="url(#head)"/>'
        )

    def write(self, x: int, y: int, words: str, style: str) -> None:
        self.shapes.append(f'<text x="{x}" y="{y}" class="{style}">{escape(words)}</text>')
