"""Which council the national return is of, as its published data writes it; it must not know where this is set."""

import re
from dataclasses import dataclass

ONS_CODE = re.compile(r"E\d{8}")
LA_CODE = re.compile(r"\d{3,4}")
REGION_CODE = re.compile(r"E12\d{6}")
GEOGRAPHY = "ENGLAND"


class AuthorityProblem(ValueError):
    """A code that cannot be one: `field` says which, and the text what one looks like."""

    def __init__(self, field: str, like: str) -> None:
        super().__init__(like)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The first seven columns of the national return [S4]; what is empty was not set. Raises AuthorityProblem.

    `ons_code` is the Office for National Statistics' code of the council, `la_code` the collection's own.
    """

    ons_code: str = ""
    la_code: str = ""
    la_name: str = ""
    region_code: str = ""
    region_name: str = ""
    council_type: str = ""

    def __post_init__(self) -> None:
        for field, pattern, like in (
            ("ons_code", ONS_CODE, "an E and 8 figures, such as E10000000"),
            ("la_code", LA_CODE, "the collection's code, 3 or 4 figures, such as 000"),
            ("region_code", REGION_CODE, "E12 and 6 figures, such as E12000000"),
        ):
            code = getattr(self, field)
            if code and not pattern.fullmatch(code):
                raise AuthorityProblem(field, like)

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the published data that say whose figures they are, in their order [S4]."""
        return {
            "GEOGRAPHY": GEOGRAPHY,
            "COUNCIL_TYPE": self.council_type,
            "REGION_CODE": self.region_code,
            "REGION_NAME": self.region_name,
            "ONS_CODE": self.ons_code,
            "LA_CODE": self.la_code,
            "LA_NAME": self.la_name,
        }

    @property
    def unset(self) -> tuple[str, ...]:
        """The columns that are still empty."""
        return tuple(name for name, value in self.columns.items() if not value)
