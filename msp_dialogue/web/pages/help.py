"""The council's own numbers: the page on which an administrator sets them."""

from collections.abc import Mapping
from dataclasses import dataclass

from msp_dialogue.council import HelpLine
from msp_dialogue.web.pages.forms import Errors


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
