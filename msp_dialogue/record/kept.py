"""The conversations that were loaded last, as they were then: a step need only ask whether anything came after.

It must not know who may see them: that is asked of the record each time, whatever is kept.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from msp_dialogue.dialogue import Dialogue
from msp_dialogue.record.streams import Row

MOST = 64
"""Conversations; the one that was longest not asked for goes first."""


@dataclass(frozen=True)
class Conversation:
    """The events of a conversation, and where they led."""

    events: tuple[Row, ...]
    dialogue: Dialogue

    @property
    def last(self) -> tuple[int, str]:
        """The number and the token of its last event: the same in the record means the same events."""
        return self.events[-1].seq, self.events[-1].token


class Kept:
    """A few conversations by id; safe to share between threads, since none is ever changed."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._known: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = Lock()

    def of(self, dialogue_id: str) -> Conversation | None:
        """What is kept of a conversation, which may have gone on since."""
        with self._lock:
            if dialogue_id in self._known:
                self._known.move_to_end(dialogue_id)
            return self._known.get(dialogue_id)

    def keep(self, conversation: Conversation) -> None:
        """Keep it in place of what it was before."""
        with self._lock:
            self._known[conversation.dialogue.id] = conversation
            self._known.move_to_end(conversation.dialogue.id)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
