"""The pages about leaving quickly, and about what a device remembers all the same; their titles are neutral too."""

from dataclasses import dataclass

from msp_dialogue.web.pages.advocate import Own


@dataclass(frozen=True)
class ExitPage(Own):
    """What the button does, what it cannot do, and going on with it or without it; `to` is where it leads."""

    to: str

    @property
    def site(self) -> str:
        """Where it leads, as people name a website."""
        return self.to.partition("://")[2].partition("/")[0].removeprefix("www.")


@dataclass(frozen=True)
class TracksPage(Own):
    """How to cover one's tracks on a device that others use."""
