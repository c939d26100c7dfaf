"""A drawn flow shows every question and every way on, and loads nothing from anywhere."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import html5lib
import pytest

from msp_dialogue.flow import draw
from msp_dialogue.flow.condition import All, Answered, AnyOf, AtLeast, Chosen, Condition, Given, Not, Spoken
from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.model import NEXT_ITEM, Flow
from msp_dialogue.flow.voice import Voice
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """\
- id: start
  part: person
  title: Q & A <b>
  questions:
  - id: choose
    kind: some_of
    ask: 'Say "<script>alert(1)</script>" & | [x] {person} #'
    easy: Say
    options: [{id: a, says: A}]
    next: [{when: {question: choose, includes: a}, to: end}, {to: end_of_it}]
  - {id: end_of_it, kind: words, ask: What, easy: What}
- id: again
  part: worker
  title: Again
  for_each: choose
  questions: [{id: each, kind: words, ask: What}]
"""


@cache
def own(name: str) -> Flow:
    return load_flow(OWN_FLOWS / name)


def drawn(flow: Flow) -> ElementTree.Element:
    return ElementTree.fromstring(draw.svg(flow))  # noqa: S314 - our own picture


def words_of(flow: Flow) -> list[str]:
    return [text.text or "" for text in drawn(flow).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", FLOW_FILES)
def test_a_picture_shows_every_question_with_its_words_and_its_ways_on(name: str) -> None:
    flow = own(name)
    words = words_of(flow)
    told = " ".join(words)

    for question in flow.questions.values():
        assert f"{question.id} ({question.kind})" in words
        assert (flow.words("en").questions[question.id].ask.adult or "")[:40] in told
        for route in question.routes:
            target = "the next, after the last" if route.to == NEXT_ITEM else route.to
            assert f"→ {target}" in told


@pytest.mark.parametrize("name", FLOW_FILES)
def test_boxes_lie_under_each_other_and_lines_end_inside_the_picture(name: str) -> None:
    root = drawn(own(name))
    boxes = [(int(box.get("y", 0)), int(box.get("height", 0))) for box in root.iter(f"{SVG}rect") if box.get("stroke")]
    ways = [way.get("d", "") for way in root.iter(f"{SVG}path") if way.get("marker-end")]

    assert all(y + height < below for (y, height), (below, _) in pairwise(boxes))
    assert len(boxes) == len(own(name).questions) + 2
    assert max(y + height for y, height in boxes) < int(root.get("height", 0))
    assert max(int(number) for way in ways for number in re.findall(r"\d+", way)) < int(root.get("height", 0))
    assert max(int(number) for way in ways for number in re.findall(r"H(\d+)", way)) < int(root.get("width", 0))


@pytest.mark.parametrize("name", FLOW_FILES)
def test_lines_to_two_questions_never_lie_upon_each_other(name: str) -> None:
    root = drawn(own(name))
    lines = re.findall(r"M\d+ (\d+)H(\d+)V(\d+)H\d+", " ".join(way.get("d", "") for way in root.iter(f"{SVG}path")))
    upright = {(int(x), min(int(y), int(to)), max(int(y), int(to)), to) for y, x, to in lines if int(x) > draw.RIGHT}

    assert upright
    for x, high, low, to in upright:
        others = [each for each in upright if each[0] == x and each[3] != to]
        assert all(low < other[1] or high > other[2] for other in others)


def test_hostile_words_are_only_words(flow: Callable[..., Flow]) -> None:
    read = flow(HOSTILE)
    page = draw.html(read)

    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)

    assert document.find(".//script") is None
    assert '"<script>alert(1)</script>"' in " ".join(words_of(read))


@pytest.mark.parametrize("name", FLOW_FILES)
def test_a_page_with_the_picture_needs_nothing_from_anywhere(name: str) -> None:
    page = draw.html(own(name))

    assert "<script" not in page
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?!#)""", page.replace("url(#head)", ""))
    assert page.startswith("<!doctype html>")


def test_mermaid_text_keeps_its_own_signs_out_of_the_words(flow: Callable[..., Flow]) -> None:
    text = draw.mermaid(flow(HOSTILE))

    assert text.splitlines()[:3] == [
        "flowchart TD",
        '  subgraph s_start["Q #38; A #60;b#62; · person\'s part"]',
        '    q_choose["choose<br/>Say #34;#60;script#62;alert#40;1#41;#60;/script#62;#34; #38; #124; #91;x#93; '
        '#123;person#125; #35;"]',
    ]
    assert '  q_choose -->|"if choose includes a"| q_end' in text
    assert '  q_choose -->|"otherwise"| q_end_of_it' in text
    assert "  q_end_of_it --> q_each" in text
    assert "  q_each --> q_each" in text
    assert '  q_each -.->|"none left"| q_end' in text


@pytest.mark.parametrize("name", FLOW_FILES)
def test_mermaid_text_names_only_boxes_that_are_there(name: str) -> None:
    text = draw.mermaid(own(name))
    boxes = set(re.findall(r"^ +(q_\w+)[\[(]", text, re.MULTILINE))
    arrows = re.findall(r"^ +(q_\w+) -.*?> ?(?:\|[^|]*\| )?(q_\w+)$", text, re.MULTILINE)

    assert {name for arrow in arrows for name in arrow} == boxes - {"q_not_held"} | {"q_not_held"}
    assert boxes == {f"q_{question}" for question in own(name).questions} | {"q_end", "q_not_held"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Chosen("q", ("a", "b")), "q is a or b"),
        (Chosen("q", ("a",), several=True), "q includes a"),
        (Answered("q", True), "q was answered"),
        (Answered("q", False), "q was not answered"),
        (AtLeast("outcome", 2), "at least 2 of outcome"),
        (Spoken(Voice.REPRESENTATIVE), "the voice is representative"),
        (Given("plan_b"), "there is plan_b"),
        (All((Given("a"), Not(Given("b")))), "(there is a and not there is b)"),
        (AnyOf((Given("a"), Given("b"))), "(there is a or there is b)"),
    ],
)
def test_a_condition_is_said_in_words(condition: Condition, words: str) -> None:
    assert draw.said(condition) == words
