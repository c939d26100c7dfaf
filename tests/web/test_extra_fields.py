"""What a form does not ask for is not taken from it: every column of the database is sent along with every form.

Each with a value that would do harm where it were taken: another team, somebody else as the lead, another role.
"""

from collections.abc import Callable, Iterator

import pytest
from werkzeug.test import TestResponse

from msp_dialogue.accounts import Account, Role
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.web.forms import OF_THE_PAGE
from tests.web.filling import LEAVES, TAKES_AWAY, Form, every_form, forms
from tests.web.inviting import advocate, waiting
from tests.web.site import Site
from tests.web.talking import Talk
from tests.web.test_person_sees import anything

MARK = "Marrowby"
MORE = (
    "is_admin",
    "role",
    "owner",
    "owner_id",
    "state",
    "voice",
    "on_screen",
    "recorded_at",
    "account_id",
    "enquiry_id",
)
HELD_BACK = frozenset({"draft", "session"})
"""What was half typed is kept as it was sent, and shown in its own question's fields alone; and the look of one."""


@pytest.fixture
def mallory(site: Site) -> Account:
    """Somebody who has nothing to do with any of it."""
    return site.account("mallory", team="South")


@pytest.fixture
def extra(site: Site, mallory: Account) -> dict[str, str]:
    """A value for every column of every table, and for what such columns are often called."""
    query = site.database.connection.execute
    tables = [name for (name,) in query("select name from sqlite_master where type = 'table'")]
    columns = {name for table in tables for _number, name, *_ in query(f"pragma table_info([{table}])")}
    assert len(columns) > 80
    whose = dict.fromkeys(
        ("lead", "account", "actor", "recorded_by", "by", "account_id", "owner", "owner_id"), mallory.id
    )
    roles = dict.fromkeys(("roles", "role"), str(Role.ADMINISTRATOR))
    return dict.fromkeys((*columns, *MORE), MARK) | whose | roles


def beside(form: Form, extra: dict[str, str]) -> dict[str, str]:
    """The columns that are neither a field of the form nor a button of the page."""
    return {name: value for name, value in extra.items() if name not in {*form.values, *form.secret, *OF_THE_PAGE}}


def cells(site: Site) -> Iterator[tuple[str, str]]:
    """Every cell of the database, with its table."""
    query = site.database.connection.execute
    for (table,) in list(query("select name from sqlite_master where type = 'table'")):
        for row in query(f"select * from [{table}]"):  # noqa: S608 - the database's own names
            yield from ((table, str(cell)) for cell in row if table not in HELD_BACK)


@pytest.fixture
def untouched(site: Site, mallory: Account) -> Callable[[], None]:
    """Asserts that nothing which was sent beside the forms' own fields is anywhere."""

    def administrators() -> list[str]:
        found = site.database.connection.execute("select id, roles from account order by created")
        return [account for account, roles in found if Role.ADMINISTRATOR in roles]

    def names_mallory() -> list[str]:
        return [table for table, cell in cells(site) if mallory.id in cell]

    before = names_mallory()

    def check() -> None:
        assert [table for table, cell in cells(site) if MARK in cell] == []
        assert names_mallory() == before
        assert administrators() == [each.id for each in site.accounts.values() if Role.ADMINISTRATOR in each.roles]

    return check


def taken(reply: TestResponse) -> bool:
    """Whether the form was carried out; a file is read to its end."""
    reply.get_data()
    return reply.status_code in {200, 303}


def test_a_colleagues_forms_take_nothing_but_their_own_fields(
    site: Site, extra: dict[str, str], untouched: Callable[[], None]
) -> None:
    """[Z-05]"""
    enquiry = site.enquiry()
    site.account("wendy", *(set(Role) - {Role.ADVOCATE}))
    site.account("everybody", *(set(Role) - {Role.ADVOCATE}))
    browser, carried_out = site.browser().sign_in("everybody"), 0
    for form in every_form(browser, enquiry):
        if not form.action.endswith(TAKES_AWAY):
            reply = browser.post(form.action, beside(form, extra) | form.filled(form.typing("Words")))
            carried_out += taken(reply)

    assert carried_out >= 10
    untouched()


def test_an_advocates_forms_take_nothing_but_their_own_fields(
    site: Site, library: FlowLibrary, extra: dict[str, str], untouched: Callable[[], None]
) -> None:
    """[Z-05]"""
    wait = waiting(site, library, site.enquiry())
    wait.invite("ada")
    browser = advocate(site)
    page = browser.get(wait.before)
    found = [form for form in forms(page) if form.action not in LEAVES] + every_form(browser, wait.held.enquiry)
    carried_out = 0
    for form in found:
        carried_out += taken(browser.post(form.action, beside(form, extra) | form.filled(form.typing("Words"))))

    assert carried_out >= 2
    untouched()


def test_no_question_takes_more_than_its_own_fields(
    site: Site, extra: dict[str, str], untouched: Callable[[], None]
) -> None:
    """[Z-05, Z-07] In the worker's part and in the person's, to the end of the conversation."""
    talk, asked = Talk.begin(site.worker(), site.enquiry()), 0
    while asked < 100:
        page = talk.page
        found = [form for form in forms(page) if "step" in form.values]
        if found:
            talk.send(beside(found[0], extra) | anything(page.text, "Peace"))
            asked += 1
        elif "/talk/back" in page.text:
            talk.browser.take_back()
        else:
            break

    assert 20 < asked < 100
    untouched()
