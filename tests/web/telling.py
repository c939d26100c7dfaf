"""Stories played in the application's own record, so that pages have something to show."""

import hashlib
from functools import cache

from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.story import Played, Story, play, read_stories
from tests.web.site import Site


@cache
def stories() -> dict[str, Story]:
    """Our own stories by name."""
    return {story.id: story for story in read_stories()}


def told(site: Site, library: FlowLibrary, story: str, *, team: str = "North", chapters: int | None = None) -> Played:
    """A story, or its first chapters, as wendy and her colleague walter lived through it."""
    keys = {chapter.by for chapter in stories()[story].chapters} | {"lead"}
    colleague = site.account("walter", team=team).id
    workers = {key: site.account("wendy", team=team).id if key == "lead" else colleague for key in keys}
    return play(stories()[story], site.database, library, _Ids(story), workers=workers, team=team, chapters=chapters)


class _Ids:
    """Ids that differ from story to story."""

    def __init__(self, story: str) -> None:
        self.story = story

    def __call__(self, label: str) -> str:
        return hashlib.sha256(f"{self.story}/{label}".encode()).hexdigest()[:32]
