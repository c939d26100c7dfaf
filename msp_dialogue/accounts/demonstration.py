"""The accounts of a demonstration: invented people whose passwords are no secret, and which no real service has."""

from dataclasses import dataclass

from msp_dialogue.accounts.account import Role


@dataclass(frozen=True)
class DemoAccount:
    """One of them; `who` says what to try it for."""

    name: str
    sign_in_name: str
    password: str
    team: str
    roles: frozenset[Role]
    who: str


DEMO_ACCOUNTS = (
    DemoAccount(
        name="Demo Dana Applegarth",
        sign_in_name="demo.dana",
        password="demo-pears-and-apples",  # noqa: S106 - shown to everybody
        team="Demo North",
        roles=frozenset({Role.WORKER, Role.ADMINISTRATOR}),
        who="Worker in Demo North, and administrator",
    ),
    DemoAccount(
        name="Demo Remi Birchwood",
        sign_in_name="demo.remi",
        password="demo-plums-and-cherries",  # noqa: S106
        team="Demo North",
        roles=frozenset({Role.WORKER}),
        who="Another worker in Demo North",
    ),
    DemoAccount(
        name="Demo Sol Clearwater",
        sign_in_name="demo.sol",
        password="demo-figs-and-quinces",  # noqa: S106
        team="Demo South",
        roles=frozenset({Role.WORKER}),
        who="Worker in Demo South, who sees none of Demo North's enquiries",
    ),
)
