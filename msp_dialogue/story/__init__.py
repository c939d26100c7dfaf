"""Stories: whole invented histories of enquiries, read, played through the real record, and checked against it."""

from msp_dialogue.story.load import OWN_STORIES, parse_story, read_stories
from msp_dialogue.story.model import Story
from msp_dialogue.story.player import Played, play
from msp_dialogue.story.problems import Mistake, StoryProblem, Unreadable
from msp_dialogue.story.seed import Worker, seed
from msp_dialogue.story.verifier import verify

__all__ = [
    "OWN_STORIES",
    "Mistake",
    "Played",
    "Story",
    "StoryProblem",
    "Unreadable",
    "Worker",
    "parse_story",
    "play",
    "read_stories",
    "seed",
    "verify",
]
