"""Reads what story files are written in: words, days, times, lists and mappings; it knows no chapters."""

from datetime import UTC, date, datetime

import yaml

from msp_dialogue.flow.yaml_reader import Reader
from msp_dialogue.story.model import Told

NEVER = datetime(1, 1, 1, tzinfo=UTC)
"""What an unreadable time is until the problem is told."""


class StoryReader(Reader):
    """The reader of one story file."""

    def told(self, node: yaml.Node | None) -> Told:
        """Words, lists and mappings, as they are written."""
        if isinstance(node, yaml.SequenceNode):
            return [self.told(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        return self.text(node)

    def mapping(self, node: yaml.Node | None) -> dict[str, Told]:
        return {key: self.told(value) for key, _, value in self.pairs(node)}

    def named(self, node: yaml.Node | None) -> dict[str, dict[str, Told]]:
        """A mapping of mappings."""
        return {key: self.mapping(value) for key, _, value in self.pairs(node)}

    def pairs(self, node: yaml.Node | None) -> list[tuple[str, yaml.Node, yaml.Node]]:
        """The keys of a mapping, where each stands, and their values; each key once."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "There should be `key: value` lines here.", "Write each on a line of its own.")
            return []
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                self.note(key, f"`{key.value}` is there twice.", "Keep one of them.")
            seen.add(key.value)
        return [(str(key.value), key, value) for key, value in node.value]

    def iso(self, node: yaml.Node | None) -> str | None:
        return day.isoformat() if (day := self.day(node)) else None

    def day(self, node: yaml.Node | None) -> date | None:
        if node is None:
            return None
        value = self.text(node)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.note(node, f"`{value}` is not a day.", "Write it like 2026-01-31.")
            return None

    def moment(self, node: yaml.Node | None) -> datetime:
        if node is None:
            return NEVER
        value = self.text(node)
        try:
            return datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        except ValueError:
            self.note(node, f"`{value}` is not a time.", "Write it like 2026-01-31 14:30.")
            return NEVER
