"""What a released file says of itself: how its numbers were made, and what they are not."""

from collections.abc import Mapping
from types import MappingProxyType

IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "counted": "Enquiries concluded in the period, the people they are about, or the outcomes wanted in them, as "
        "each table says. Sealed enquiries are counted too.",
        "rounded": "Every number, also every total, is rounded to the nearest 5 from its own true number, so that "
        "numbers need not add up to their totals.",
        "hidden": "A number from 0 to 7 is hidden, and so are other numbers where a small one could be worked out from "
        "them. Hidden never means none, and the file does not say which of the two it is.",
        "together": "Groups of fewer than 20 are shown together with a neighbour, named with “or” between. A group "
        "that stays smaller has only hidden numbers.",
        "percentages": "A percentage is made of two rounded numbers, in whole percent; where one of them is hidden "
        "there is none.",
        "over_time": "A quarter and its year are drawn on different days. What was recorded in between, and that "
        "people grow older, is in the later one alone.",
        "age": "Age is in whole years on the last day of the period, or at death.",
    }
)
