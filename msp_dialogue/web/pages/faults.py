"""What is said when an answer cannot be taken: kind, and how to put it right."""

from collections.abc import Callable, Mapping

from msp_dialogue.answer import Fault
from msp_dialogue.flow.model import Part
from msp_dialogue.web.words import _

_FOR_THE_PERSON: Mapping[str, Callable[[Fault], str]] = {
    "nothing_written": lambda fault: _("Write something, or press one of the buttons below, such as Skip."),
    "choose": lambda fault: _("Choose one, or press one of the buttons below, such as Skip."),
    "people": lambda fault: _("Write at least one name, or press one of the buttons below, such as Skip."),
    "number": lambda fault: _("Write a number in figures, for example 2. Or press Skip."),
    "date_empty": lambda fault: _("Write the day, month and year, or press Skip."),
}
_FOR_EVERYONE: Mapping[str, Callable[[Fault], str]] = {
    "nothing_written": lambda fault: _("Write the answer in the box."),
    "too_long": lambda fault: _("This is longer than %(limit)s letters. Make it shorter.", limit=f"{fault.limit:,}"),
    "choose": lambda fault: _("Choose an answer."),
    "too_few": lambda fault: _("Choose %(limit)s or more.", limit=fault.limit),
    "not_offered": lambda fault: _("This answer is not one of the choices. Choose one that is here."),
    "alone": lambda fault: _("One of these cannot go with others. Choose it alone, or take it away."),
    "twice": lambda fault: _("This is in two places. Choose it once."),
    "people": lambda fault: _("Enter the name of at least one person, or who they are."),
    "number": lambda fault: _("Enter a whole number in figures, for example 2."),
    "number_least": lambda fault: _("The number must be %(limit)s or more.", limit=fault.limit),
    "number_most": lambda fault: _("The number must be %(limit)s or less.", limit=fault.limit),
    "date_empty": lambda fault: _("Enter the day, month and year."),
    "date_numbers": lambda fault: _("Write the day, month and year in figures, for example 27 3 2026."),
    "date_unreal": lambda fault: _("There is no such day. Check the day, month and year."),
}
CODES = frozenset(_FOR_EVERYONE)


def in_words(fault: Fault, part: Part) -> str:
    """The message for a fault, as it is said to the person or to the worker."""
    said = _FOR_THE_PERSON if part is Part.PERSON else _FOR_EVERYONE
    return said.get(fault.code, _FOR_EVERYONE[fault.code])(fault)
