"""A form is taken from our own pages alone [C-01], and opening a page changes nothing [C-03]."""

from collections.abc import Mapping

import pytest

from msp_dialogue.accounts import Role
from tests.web.filling import pages
from tests.web.site import HTTPS, Browser, Site
from tests.web.talking import Talk
from tests.web.test_access import path_of

OWN = {"Sec-Fetch-Site": "same-origin"}
NOTED = frozenset({"audit", "attempt", "session"})
"""What looking may leave a row in: who looked, how often somebody tried, that a session is still used."""


def test_every_form_is_refused_without_its_token_and_from_another_site(site: Site) -> None:
    """Over the URL map: only leaving and hiding take no token, since a forged one could only hide a page."""
    wendy, enquiry = site.worker(), site.enquiry()
    csrf = wendy.csrf()
    taken: list[tuple[str, str]] = []
    for rule in site.app.url_map.iter_rules():
        if "POST" not in (rule.methods or set()):
            continue
        for name, headers, form in (
            ("no token", OWN, {}),
            ("another site", {"Sec-Fetch-Site": "cross-site"}, {"csrf_token": csrf}),
            ("a sister site", {"Sec-Fetch-Site": "same-site"}, {"csrf_token": csrf}),
        ):
            reply = wendy.client.post(path_of(rule, enquiry), data=form, base_url=HTTPS, headers=headers)
            if reply.status_code not in {400, 403, 404}:
                taken.append((rule.endpoint, name))
        if rule.endpoint in NO_TOKEN:
            wendy.sign_in("wendy")
            csrf = wendy.csrf()

    assert {endpoint for endpoint, _name in taken} == NO_TOKEN


NO_TOKEN = {"leave.page", "leave.hide"}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, 303), (OWN, 303), ({"Sec-Fetch-Site": "none"}, 303), ({"Sec-Fetch-Site": "cross-site"}, 403)],
)
def test_an_old_tablet_that_does_not_say_where_a_form_comes_from_is_trusted_by_its_token(
    site: Site, headers: Mapping[str, str], expected: int
) -> None:
    wendy = site.worker()
    form = {"csrf_token": wendy.csrf()}

    assert wendy.client.post("/sign-out", data=form, base_url=HTTPS, headers=headers).status_code == expected


def test_a_token_of_another_session_is_none(site: Site) -> None:
    wendy, walter = site.worker(), site.worker("walter")

    assert wendy.post("/sign-out", csrf=walter.csrf()).status_code == 400


def held(site: Site) -> dict[str, list[object]]:
    """Every row of every table but those that looking may write to."""
    query = site.database.connection.execute
    tables = {name for (name,) in query("select name from sqlite_master where type = 'table'")} - NOTED
    return {name: list(site.database.connection.table(name).rows_where(select="*")) for name in tables}


def test_opening_every_page_changes_nothing(site: Site) -> None:
    """Whatever a page shows, for every role, and for a conversation that is under way."""
    enquiry = site.enquiry()
    site.account("everybody", *(set(Role) - {Role.ADVOCATE}))
    everybody = site.browser().sign_in("everybody")
    Talk.begin(everybody, enquiry)
    before = held(site)
    opened = [page.request.path for page in pages(everybody, enquiry)]

    assert len(opened) > 12
    assert "/talk" in opened
    assert held(site) == before


def test_a_persons_page_writes_nothing_at_all(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.browser.get("/talk")
    before = changes(site)
    for path in ("/talk", "/talk/help", "/talk/back"):
        assert talk.browser.get(path).status_code == 200

    assert changes(site) == before


def changes(site: Site) -> int:
    """How many rows were written since the database was opened."""
    count: int = site.database.connection.conn.total_changes
    return count


def test_no_redirect_leads_where_a_request_says(site: Site) -> None:
    """[O-07] There is no address to go on to in any form or query, and none is taken."""
    wanted = ["//evil.example", "\\evil.example", "https:evil.example", "https://evil.example", "/\\evil.example"]
    browser: Browser = site.browser()
    site.account("wendy")
    for address in wanted:
        query = dict.fromkeys(("next", "to", "url", "return", "back", "redirect"), address)
        form = {"name": "wendy", "password": "four invented words here", "csrf_token": browser.csrf(), **query}
        reply = browser.client.post("/sign-in", data=form, query_string=query, base_url=HTTPS, headers=OWN)
        opened = browser.client.get("/", query_string=query, base_url=HTTPS)

        assert reply.headers["Location"] == "/"
        assert opened.headers.get("Location", "/") == "/"
        assert "evil" not in browser.client.get("/leave", query_string=query, base_url=HTTPS).text
