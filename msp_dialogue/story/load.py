"""A story file becomes a `Story`, or a list of everything that is wrong with how it is written; it plays nothing."""

from pathlib import Path

import yaml

from msp_dialogue.flow.yaml_reader import Problem
from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind
from msp_dialogue.story.chapters import call_name, read_chapter
from msp_dialogue.story.expected import read_must
from msp_dialogue.story.model import Story
from msp_dialogue.story.problems import Unreadable
from msp_dialogue.story.reader import StoryReader

OWN_STORIES = Path(__file__).parent.parent / "stories"

STORY_KEYS = {
    "story": True, "title": True, "shows": True, "adult": True, "enquiry": True, "chapters": True, "must": True,
    "demonstration": False,
}  # fmt: skip
ADULT_KEYS = {"reference": True, "call_name": False, "born": False, "died": False}
ENQUIRY_KEYS = {"reference": True, "kind": True, "team": True, "opened": True, "lead": False}


def read_stories(folder: Path | None = None) -> tuple[Story, ...]:
    """Every story of a folder, our own without one, in the order of their names.

    Raises Unreadable with every problem of every file.
    """
    problems: list[Problem] = []
    stories = []
    for path in sorted((folder or OWN_STORIES).glob("*.yaml")):
        try:
            stories.append(parse_story(path.read_text(encoding="utf-8"), file=path.name))
        except Unreadable as error:
            problems += error.problems
    if problems:
        raise Unreadable(problems)
    return tuple(stories)


def parse_story(source: str, *, file: str) -> Story:
    """The story in a text; raises Unreadable with everything that is wrong with how it is written."""
    reader = StoryReader(file)
    root = reader.compose(source)
    story = _story(reader, root) if root is not None else None
    if story is None or reader.problems:
        raise Unreadable(sorted(reader.problems, key=lambda problem: problem.line))
    return story


def _story(reader: StoryReader, root: yaml.Node) -> Story:
    found = reader.fields(root, "A story", STORY_KEYS)
    read = [read_chapter(reader, node) for node in reader.items(found.get("chapters"), "`chapters`")]
    chapters = tuple(chapter for chapter in read if chapter is not None)
    past = reader.number(found.get("demonstration"))
    story = Story(
        id=reader.text(found.get("story")),
        title=reader.text(found.get("title")),
        shows=reader.text(found.get("shows")),
        adult=_adult(reader, found.get("adult")),
        enquiry=_enquiry(reader, found.get("enquiry")),
        chapters=chapters,
        must=read_must(reader, found.get("must")),
        demonstration=len(chapters) if past is None else past,
        place=reader.place(root),
    )
    _in_order(reader, story)
    return story


def _adult(reader: StoryReader, node: yaml.Node | None) -> AdultDetails:
    found = reader.fields(node, "`adult`", ADULT_KEYS)
    return AdultDetails(
        reference=_synthetic(reader, found.get("reference")),
        call_name=call_name(reader, found),
        born=reader.iso(found.get("born")),
        died=reader.iso(found.get("died")),
    )


def _enquiry(reader: StoryReader, node: yaml.Node | None) -> EnquiryDetails:
    found = reader.fields(node, "`enquiry`", ENQUIRY_KEYS)
    return EnquiryDetails(
        reference=_synthetic(reader, found.get("reference")),
        kind=reader.choice(found.get("kind"), EnquiryKind),
        team=reader.text(found.get("team")),
        opened=reader.iso(found.get("opened")) or "",
        lead=reader.text(found["lead"]) if "lead" in found else None,
    )


def _synthetic(reader: StoryReader, node: yaml.Node | None) -> str:
    """A reference that nobody can take for a council's own."""
    value = reader.text(node)
    if value and not value.startswith("SYN-"):
        reader.note(node, f"`{value}` could be a real reference.", "Let it start with `SYN-`.")
    return value


def _in_order(reader: StoryReader, story: Story) -> None:
    """Note what happens before the chapter above it, or before the opening."""
    earlier = f"{story.enquiry.opened} 00:00"
    for chapter in story.chapters:
        now = f"{chapter.at:%Y-%m-%d %H:%M}"
        if now < earlier:
            what = f"This happens at {now}, before what stands above it ({earlier})."
            reader.problems.append(Problem(reader.file, chapter.place.line, what, "Tell the chapters in their order."))
        earlier = now
