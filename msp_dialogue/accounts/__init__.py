"""Who may use the service: accounts, passwords, sessions and permissions; it must not know any page."""

from msp_dialogue.accounts.account import Account, Refused, Role
from msp_dialogue.accounts.tables import MIGRATIONS

__all__ = ["MIGRATIONS", "Account", "Refused", "Role"]
