"""Every address and method against everybody who may come, from tables that are read beside the rules [Z-01, Z-02].

A new endpoint needs one line in `RIGHT`: the row of a table that says who reaches it. The rows were written from what
each role is for, not from the code; what is asked comes from the application's own map of addresses, so that nothing
can be forgotten.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from msp_dialogue.database import Busy, Connection
from msp_dialogue.record.library import FlowLibrary
from tests.web.cast import NOTHING, TEAMS, Cast, everybody
from tests.web.site import Site, body_of

RIGHT: Mapping[str, str] = {
    "static": "always",
    "theme.sheet": "no-theme",
    "theme.logo": "no-theme",
    "pictures.file": "no-theme",
    "leave.page": "always",
    "leave.hide": "always",
    "sign_in.page": "sign-in",
    "sign_in.sign_in": "door",
    "sign_in.sign_out": "way-out",
    "first_account.page": "spent-link",
    "first_account.create": "spent-link",
    "single_sign_on.start": "not-set-up",
    "single_sign_on.back": "not-set-up",
    "single_sign_on.on_page": "not-set-up",
    "single_sign_on.go_on": "not-set-up",
    "single_sign_on.unbind": "accounts",
    "home.page": "lists",
    "enquiries.found": "search",
    "enquiries.new": "new",
    "enquiries.open_one": "new",
    "enquiry.page": "see",
    "enquiry.details": "work",
    "enquiry.change": "work",
    "closing.page": "work",
    "closing.conclude": "work",
    "closing.reopen": "work",
    "closing.set_aside_page": "work",
    "closing.set_aside": "work",
    "closing.withdraw_permission": "work",
    "contact.page": "see",
    "contact.details": "work",
    "contact.said": "work",
    "contact.change": "work",
    "follow_ups.page": "work",
    "follow_ups.note": "work",
    "signals.page": "danger",
    "signals.deal": "danger",
    "signals.one": "danger",
    "signals.add": "danger",
    "conversation.start": "talk",
    "conversation.resume_page": "talk",
    "conversation.resume": "talk",
    "agreements.page": "work",
    "agreements.note": "work",
    "in_english.page": "work",
    "in_english.note": "work",
    "copy.page": "work",
    "copy.ask": "work",
    "copy.make": "work",
    "copy.show": "work",
    "talk.page": "screen",
    "talk.answer": "screen",
    "talk.keep": "at-screen",
    "help.person": "at-screen",
    "look.page": "at-screen",
    "look.choose": "at-screen",
    "listen.sound": "at-screen",
    "listen.marks": "at-screen",
    "screen.back_page": "at-screen",
    "screen.back": "at-screen",
    "talk.done": "own-screen",
    "screen.turn_over": "own-screen",
    "screen.type_instead": "own-screen",
    "invitations.page": "work",
    "invitations.invite": "work",
    "invitations.link": "work",
    "invitations.withdraw": "work",
    "invitations.take_back": "work",
    "exit.page": "invited",
    "exit.choose": "invited",
    "exit.tracks": "invited",
    "advocate.page": "invited",
    "advocate.later": "invited",
    "advocate.before": "answer",
    "advocate.begin": "answer",
    "export.page": "export",
    "export.download": "export",
    "export.figures_page": "counts",
    "export.figures": "counts",
    "national.page": "msp-lead",
    "national.download": "msp-lead",
    "seal.page": "guard",
    "seal.seal": "guard",
    "seal.lift": "guard",
    "looked.page": "guard",
    "break_glass.note_seen": "guard",
    "break_glass.page": "emergency",
    "break_glass.open_one": "emergency",
    "team.page": "team",
    "team.end_sessions": "sessions",
    "quotes.page": "work",
    "quotes.details": "work",
    "quotes.prepare": "work",
    "quotes.take_back": "work",
    "quotes.ready": "msp-lead",
    "quotes.choose": "no-words",
    "quotes.put_back": "no-words",
    "quotes.refuse": "no-words",
    "worklist.page": "worklist",
    "worklist.listed": "lines",
    "worklist.teams": "counts",
    "release.page": "msp-lead",
    "release.look": "msp-lead",
    "release.release": "msp-lead",
    "release.withdraw": "msp-lead",
    "figures.page": "figures",
    "figures.table": "figures",
    "figures.whole_file": "figures",
    "figures.board_report": "figures",
    "figures.report_file": "figures",
    "dashboard.page": "dashboard",
    "dashboard.measure": "dashboard",
    "dashboard.file": "dashboard",
    "wording.page": "wording",
    "pictures.page": "wording",
    "help.page": "settings",
    "help.add": "settings",
    "help.details": "settings",
    "help.change": "settings",
    "help.remove_page": "settings",
    "help.remove": "settings",
    "help.move_up": "settings",
    "password_link.page": "spent-link",
    "password_link.choose": "door",
    "second_factor.page": "factor",
    "second_factor.enter": "factor",
    "second_factor.set_up": "factor",
    "second_factor.accept": "factor",
    "own_account.page": "own",
    "own_account.end_sessions": "own",
    "own_account.password_page": "own",
    "own_account.change_password": "own",
    "own_account.factor_page": "own",
    "own_account.change_factor": "own",
    "one_account.page": "accounts",
    "one_account.place": "accounts",
    "one_account.link": "accounts",
    "one_account.clear_factor": "accounts",
    "one_account.end_sessions": "accounts",
    "accounts.page": "accounts",
    "accounts.add": "accounts",
    "accounts.disable_page": "accounts",
    "accounts.disable": "accounts",
    "accounts.enable": "accounts",
}
"""The row that each endpoint stands in."""

# y let in · . as if it were not there (404) · n not for this role (403) · s to sign in · b to where their work begins
# f to the second factor, or a form to nowhere (404)
# `half` waits for the second factor, `person` and `locked` are handed-over screens, `south` manages the team South.
PLAIN = """
           nobody half lead team other named broken manager south analyst board msp advocate expired stranger admin person locked
always     y      y    y    y    y     y     y      y       y     y       y     y   y        y       y        y     y      y
no-theme   .      .    .    .    .     .     .      .       .     .       .     .   .        .       .        .     .      .
door       y      f    y    y    y     y     y      y       y     y       y     y   y        y       y        y     .      .
way-out    y      y    y    y    y     y     y      y       y     y       y     y   y        y       y        y     .      .
sign-in    y      f    b    b    b     b     b      b       b     b       b     b   b        b       b        b     .      .
spent-link .      f    .    .    .     .     .      .       .     .       .     .   .        .       .        .     .      .
not-set-up .      f    .    .    .     .     .      .       .     .       .     .   .        .       .        .     .      .
lists      s      f    y    y    y     y     y      y       y     b       b     b   b        b       b        b     .      .
search     s      f    y    y    y     y     y      y       y     n       n     n   n        n       n        n     .      .
new        s      f    y    y    y     y     y      n       n     n       n     n   n        n       n        n     .      .
export     s      f    y    y    y     y     y      y       y     n       n     n   n        n       n        n     .      .
emergency  s      f    y    y    y     y     y      n       n     n       n     n   n        n       n        n     .      .
team       s      f    n    n    n     n     n      y       y     n       n     n   n        n       n        n     .      .
sessions   s      f    n    n    n     n     n      y       .     n       n     n   n        n       n        y     .      .
figures    s      f    n    n    n     n     n      n       n     y       y     y   n        n       n        n     .      .
msp-lead   s      f    n    n    n     n     n      n       n     n       n     y   n        n       n        n     .      .
worklist   s      f    y    y    y     y     y      y       y     n       n     y   n        n       n        n     .      .
lines      s      f    y    y    y     y     y      y       y     n       n     .   n        n       n        n     .      .
no-words   s      f    n    n    n     n     n      n       n     n       n     .   n        n       n        n     .      .
counts     s      f    .    .    .     .     .      .       .     n       n     y   n        n       n        n     .      .
dashboard  s      f    y    y    y     y     y      y       y     n       n     y   n        n       n        n     .      .
settings   s      f    n    n    n     n     n      n       n     n       n     n   n        n       n        y     .      .
accounts   s      f    n    n    n     n     n      n       n     n       n     n   n        n       n        y     .      .
wording    s      f    y    y    y     y     y      y       y     n       n     n   n        n       n        y     .      .
invited    s      f    n    n    n     n     n      n       n     n       n     n   y        y       y        n     .      .
own        s      f    y    y    y     y     y      y       y     y       y     y   y        y       y        y     .      .
factor     s      y    y    y    y     y     y      y       y     y       y     y   y        y       y        y     .      .
screen     s      f    b    b    b     b     b      b       b     b       b     b   b        b       b        b     y      y
at-screen  s      f    y    y    y     y     y      y       y     y       y     y   y        y       y        y     y      y
own-screen s      f    b    b    b     b     b      b       b     b       b     b   b        b       b        b     .      .
"""  # noqa: E501 - one line for each row

# An enquiry of the team North, led by `lead`; `broken` opened it in an emergency.
OPEN = """
           nobody half lead team other named broken manager south analyst board msp advocate expired stranger admin person locked
see        s      f    y    y    .     .     y      y       .     .       .     .   .        .       .        .     .      .
work       s      f    y    y    .     .     .      .       .     .       .     .   .        .       .        .     .      .
talk       s      f    y    y    .     .     y      .       .     .       .     .   .        .       .        .     .      .
danger     s      f    y    y    .     .     y      y       .     .       .     .   .        .       .        .     .      .
guard      s      f    y    .    .     .     .      y       .     .       .     .   .        .       .        .     .      .
answer     s      f    .    .    .     .     .      .       .     .       .     .   y        .       .        .     .      .
"""  # noqa: E501 - one line for each row

# Another one, of the same team and lead, sealed to `named` alone after `broken` had opened it.
SEALED = """
           nobody half lead team other named broken manager south analyst board msp advocate expired stranger admin person locked
see        s      f    .    .    .     y     .      .       .     .       .     .   .        .       .        .     .      .
work       s      f    .    .    .     y     .      .       .     .       .     .   .        .       .        .     .      .
talk       s      f    .    .    .     y     .      .       .     .       .     .   .        .       .        .     .      .
danger     s      f    .    .    .     y     .      .       .     .       .     .   .        .       .        .     .      .
guard      s      f    .    .    .     .     .      y       .     .       .     .   .        .       .        .     .      .
answer     s      f    .    .    .     .     .      .       .     .       .     .   .        .       .        .     .      .
"""  # noqa: E501 - one line for each row

ACTORS = tuple(PLAIN.split("\n")[1].split())
ANY = {
    "stage": "middle",
    "about": "conversation",
    "form": "page",
    "scope": "team",
    "listing": "open",
    "gap": "not_rated",
    "quote": NOTHING,
    "filename": "app.css",
    "token": "x" * 20,
    "place": "help",
    "speed": "usual",
    "part": "all",
    "key": "house",
    "measure": "outcomes_met",
    "table": "values",
}
STARTS = {"/", "/figures", "/accounts", "/questions"}
TABLES = {"": PLAIN, "open": OPEN, "sealed": SEALED}
NUMBERED = {"break_glass.note_seen": "number", "signals.one": "signal", "signals.add": "signal"}
"""What the number in an address is of."""
MISSING = dict.fromkeys(("enquiry_id", "dialogue_id", "outcome_id", "subject", "going_on"), NOTHING) | {"number": "1"}


def cells(table: str) -> dict[tuple[str, str], str]:
    """What a table says, by row and actor."""
    head, *rows = table.strip().split("\n")
    told = (row.split() for row in rows)
    return {(name, actor): cell for name, *each in told for actor, cell in zip(head.split(), each, strict=True)}


EXPECTED = {thing: cells(table) for thing, table in TABLES.items()}
OF_ENQUIRIES = {row for row, _actor in EXPECTED["open"]}


@pytest.fixture
def cast(site: Site, library: FlowLibrary) -> Cast:
    """Everybody and everything."""
    site.app.config["WTF_CSRF_ENABLED"] = False
    return everybody(site, library)


def take_back_writes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the database takes every write back, so that each question finds the same as the one before."""
    real = site.database.transaction

    @contextmanager
    def taken_back(*, wait: float | None = None) -> Iterator[Connection]:
        with real(wait=wait) as connection:
            yield connection
            raise Busy("nothing is written here")

    monkeypatch.setattr(site.database, "transaction", taken_back)


def methods_of(rule: Rule) -> list[str]:
    """The methods that do something of their own."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def path_of(rule: Rule, values: Mapping[str, str], cast: Cast) -> str:
    """A path of the rule, with real ids wherever there are any."""
    known = ANY | {"account_id": cast.accounts["team"].id, "line_id": cast.line} | dict(values)
    known["number"] = values.get(NUMBERED.get(rule.endpoint, ""), "1")
    if "enquiry_id" not in rule.arguments:
        known["dialogue_id"] = values["going_on"]
    built = rule.build({name: known[name] for name in rule.arguments}, append_unknown=False)
    assert built
    return built[1]


def outcome(method: str, reply: TestResponse) -> str:
    """What a reply comes down to, as the tables write it."""
    to = reply.headers.get("Location", "") if reply.status_code == 303 else ""
    if reply.status_code == 401 or (method == "GET" and to == "/sign-in"):
        return "s"
    if to == "/second-factor":
        return "f"
    return {403: "n", 404: "."}.get(reply.status_code, "b" if to in STARTS else "y")


def rules(site: Site) -> Iterator[Rule]:
    return site.app.url_map.iter_rules()


def test_every_endpoint_stands_in_a_row_and_every_row_is_of_an_endpoint(site: Site) -> None:
    endpoints = {rule.endpoint for rule in rules(site)}

    assert endpoints - RIGHT.keys() == set(), "Say in RIGHT who reaches each of these."
    assert RIGHT.keys() - endpoints == set()
    assert {row for table in EXPECTED.values() for row, _ in table} == set(RIGHT.values())
    assert set(TEAMS) | {"nobody", "half", "person", "locked"} == set(ACTORS)


@pytest.mark.parametrize("actor", ACTORS)
def test_who_reaches_what(cast: Cast, monkeypatch: pytest.MonkeyPatch, actor: str) -> None:
    ask, wrong = cast.browser(actor), []
    take_back_writes(cast.site, monkeypatch)
    for rule in rules(cast.site):
        row = RIGHT[rule.endpoint]
        for thing in ("open", "sealed") if row in OF_ENQUIRIES else ("",):
            for method in methods_of(rule):
                reply = ask(method, path_of(rule, cast.things[thing or "open"], cast))
                reply.close()
                if thing and reply.status_code == 404 and actor in TEAMS:
                    gone = ask(method, path_of(rule, MISSING, cast))

                    assert body_of(reply) == body_of(gone), f"{method} {rule}: it shows that the enquiry is there"
                expected, found = EXPECTED[thing][row, actor], outcome(method, reply)
                expected = "." if expected == "f" and method == "POST" else expected
                if found != expected:
                    wrong.append(
                        f"{method} {rule.rule} {thing}: {found} ({reply.status_code}), not {expected} as {row}"
                    )

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("part", ["dialogue_id", "outcome_id", "subject"])
def test_what_is_in_a_sealed_enquiry_is_not_reached_through_the_address_of_another(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """[Z-09]"""
    ask, reached = cast.browser("lead"), []
    take_back_writes(cast.site, monkeypatch)
    through = cast.things["open"] | {part: cast.things["sealed"][part]}
    for rule in rules(cast.site):
        if {"enquiry_id", part} <= rule.arguments:
            replies = {method: ask(method, path_of(rule, through, cast)) for method in methods_of(rule)}
            reached += [f"{method} {rule}" for method, reply in replies.items() if reply.status_code != 404]

    assert reached == []
