"""The council's own numbers: where somebody who answers questions finds them, and where an administrator sets them."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.council import HelpLine
from msp_dialogue.dialogue.look import USUAL, Look
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.listen import Listening


@dataclass(frozen=True)
class GetHelpPage:
    """Whom to ring, as a person sees it: as neutral as every page on that screen.

    `rest_after`, at a screen that was handed over, is the seconds for which it may be left alone.
    """

    lines: tuple[HelpLine, ...]
    title: str
    listen: Listening | None
    rest_after: int | None = None
    look: Look = USUAL
    language: str = "en"
    direction: str = "ltr"


@dataclass(frozen=True)
class HelpNumbersPage:
    """Every number as it is shown, and the form for one more."""

    lines: tuple[HelpLine, ...]
    form: Mapping[str, str]
    errors: Errors = ()


@dataclass(frozen=True)
class HelpNumberPage:
    """Changing one number."""

    id: str
    form: Mapping[str, str]
    errors: Errors = ()
