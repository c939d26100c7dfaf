"""What an account is; it must not know how one is stored or signed in to."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a colleague does here; an account has a set of them."""

    ADMINISTRATOR = "administrator"
    WORKER = "worker"
    MANAGER = "manager"
    ANALYST = "analyst"
    BOARD = "board"
    MSP_LEAD = "msp_lead"
    ADVOCATE = "advocate"


@dataclass(frozen=True)
class Account:
    """One colleague's account. `team` is the team whose enquiries they work with."""

    id: str
    name: str
    sign_in_name: str
    roles: frozenset[Role]
    team: str
    disabled: bool = False


class Problem(StrEnum):
    """Why what was typed cannot be taken, in words to show beside the field."""

    TOO_SHORT = "Use at least 12 characters. Three or four words that nobody would guess together work well."
    TOO_LONG = "Use at most 128 characters for the password."
    GUESSABLE = "Choose a password without your own name, your council’s or this service’s in it."
    COMMON = "This is one of the first passwords that others would try. Use words that do not often stand together."
    NAME = "Enter a name of at most 100 characters, on one line."
    SIGN_IN_NAME = "Enter a sign-in name of 3 to 100 characters without spaces."
    SIGN_IN_NAME_TAKEN = "Someone has this sign-in name already. Choose another."
    TEAM = "Enter a team of at most 100 characters, on one line."
    ROLES = "Choose at least one role."
    LAST_ADMINISTRATOR = "This is the only administrator who can sign in. Make somebody else one first."
    LINK = "This link was used already, is too old, or was replaced by a newer one."
    IDENTITY_TAKEN = "Another account is opened with this already. Ask your administrator."


class Refused(Exception):
    """What was asked for cannot be done as it was typed; `problem` says why in words to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
