"""Who reaches which page: every endpoint is decided about, and what is not yours looks like what is not there."""

import pytest
from werkzeug.routing import Rule

from msp_dialogue.accounts import Role
from msp_dialogue.accounts.permission import Action
from msp_dialogue.speech.voice import speaks
from msp_dialogue.web.access import ACCESS, NEEDS_NO_THING, PUBLIC
from tests.web.site import HTTPS, Site, body_of

NOTHING = "0" * 32


def path_of(rule: Rule, enquiry: str = NOTHING, *, number: str = "1") -> str:
    """A path of the rule, about an enquiry or about nothing."""
    values = {
        "enquiry_id": enquiry,
        "dialogue_id": NOTHING,
        "outcome_id": NOTHING,
        "account_id": NOTHING,
        "stage": "beginning",
    }
    values |= {"about": "conversation", "subject": NOTHING, "line_id": NOTHING}
    values |= {
        "token": "x" * 20,
        "form": "page",
        "number": number,
        "scope": "mine",
        "listing": "first",
        "gap": "not_rated",
        "quote": NOTHING,
    }
    values |= {"place": "help", "speed": "usual", "part": "all", "key": "house"}
    values |= {"measure": "outcomes_met", "table": "values"}
    path = rule.rule
    for name in rule.arguments:
        converter = next(part for part in path.split("<")[1:] if part.split(">")[0].split(":")[-1] == name).split(">")[
            0
        ]
        path = path.replace(f"<{converter}>", values[name])
    return path


def test_every_endpoint_is_decided_about_and_every_decision_is_about_an_endpoint(site: Site) -> None:
    """[A-01]"""
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}

    assert endpoints == set(ACCESS)


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in_or_told_so(site: Site) -> None:
    """[A-01]"""
    browser = site.browser()
    replies = {
        (rule.endpoint, method): browser.client.open(path_of(rule), method=method, base_url="https://dialogue.example")
        for rule in site.app.url_map.iter_rules()
        if ACCESS[rule.endpoint] is not PUBLIC
        for method in (rule.methods or set()) & {"GET", "POST"}
    }

    assert {key for key, reply in replies.items() if reply.status_code != (303 if key[1] == "GET" else 401)} == set()
    assert {reply.headers.get("Location", "/sign-in") for reply in replies.values()} == {"/sign-in"}


ADMINISTRATORS = {
    PUBLIC,
    Action.OWN_ACCOUNT,
    Action.MANAGE_ACCOUNTS,
    Action.SET_UP_SERVICE,
    Action.SEE_WORDING,
}


def test_an_administrator_who_is_no_worker_reaches_no_record_content(site: Site) -> None:
    enquiry = site.enquiry()
    site.account("adam", Role.ADMINISTRATOR)
    browser = site.browser().sign_in("adam")
    record = [
        rule
        for rule in site.app.url_map.iter_rules()
        if ACCESS[rule.endpoint] not in ADMINISTRATORS and "GET" in (rule.methods or set())
    ]
    statuses = {rule.endpoint: browser.get(path_of(rule, enquiry)).status_code for rule in record}

    refused = {rule.endpoint: 403 if ACCESS[rule.endpoint] in NEEDS_NO_THING else 404 for rule in record}
    to_nothing = dict.fromkeys(("talk.page", "look.page", "screen.back_page", "home.page"), 303)
    heard = 200 if speaks("en") else 503
    helps = {"help.person": 200, "listen.sound": heard, "listen.marks": heard}  # the numbers for help, also read aloud
    assert statuses == refused | to_nothing | helps


@pytest.mark.parametrize("number", ["999999999", "1" + "0" * 30, "9" * 5000])
def test_a_number_that_nothing_has_is_not_there_in_any_address(site: Site, number: str) -> None:
    """The database cannot be asked for one of any length: that was a failure of the service."""
    site.account("wendy", Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
    browser, enquiry = site.browser().sign_in("wendy"), site.enquiry()
    form = {"csrf_token": browser.csrf(), "words": "It was dealt with", "needed": "no"}
    rules = [rule for rule in site.app.url_map.iter_rules() if "<int:" in rule.rule]
    statuses = {
        (rule.endpoint, method): browser.client.open(
            path_of(rule, enquiry, number=number),
            method=method,
            data=form if method == "POST" else None,
            base_url=HTTPS,
        ).status_code
        for rule in rules
        for method in (rule.methods or set()) & {"GET", "POST"}
    }

    assert len(statuses) >= 6
    assert {asked for asked, status in statuses.items() if status != 404} <= CONFLICTS


CONFLICTS = {("signals.add", "POST")}
"""Says that nothing with this number is dealt with, so that what was written is not lost."""


def test_an_administrators_work_begins_with_the_accounts(site: Site) -> None:
    site.account("adam", Role.ADMINISTRATOR)

    assert site.browser().sign_in("adam").get("/").headers["Location"] == "/accounts"


def test_a_worker_does_not_reach_the_accounts(site: Site) -> None:
    assert site.worker().get("/accounts").status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_belongs_to_another_team_looks_exactly_like_what_is_not_there(site: Site, method: str) -> None:
    enquiry = site.enquiry(team="North")
    stranger = site.worker("sofia", team="South")
    rules = [
        rule
        for rule in site.app.url_map.iter_rules()
        if "enquiry_id" in rule.arguments and method in (rule.methods or set())
    ]
    csrf = stranger.csrf()

    def reply(rule: Rule, about: str) -> tuple[int, str]:
        path = path_of(rule, about)
        found = stranger.get(path) if method == "GET" else stranger.post(path, csrf=csrf)
        return found.status_code, body_of(found)

    assert rules
    for rule in rules:
        assert reply(rule, enquiry) == reply(rule, NOTHING), rule.endpoint
        assert reply(rule, enquiry)[0] == 404, rule.endpoint


def test_a_refusal_says_who_may_and_not_whether_the_thing_is_there(site: Site) -> None:
    """[Z-01]"""
    stranger, enquiry = site.worker("sofia", team="South"), site.enquiry(team="North")
    said = "one opened in an emergency for an hour"

    assert "A manager looks after their team." in stranger.get("/team").text
    for about in (enquiry, NOTHING):
        assert said in stranger.get(f"/enquiries/{about}").text
    assert said not in site.browser().get("/enquiries/nowhere/at/all").text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/accounts", "An administrator looks after accounts, and sees no record content."),
        ("/settings", "An administrator sets the service up for the council."),
    ],
)
def test_a_refusal_says_what_the_page_is_about(site: Site, path: str, why: str) -> None:
    """[Z-01] Also of the pages that the same role alone may see."""
    wendy = site.worker()
    rules = [rule for rule in site.app.url_map.iter_rules() if rule.rule.startswith(path)]

    assert rules
    for rule in rules:
        for method in (rule.methods or set()) & {"GET", "POST"}:
            reply = wendy.get(path_of(rule)) if method == "GET" else wendy.post(path_of(rule))
            assert why in reply.text, rule.rule


def test_what_is_noted_of_an_adult_is_not_changed_from_another_teams_enquiry(site: Site) -> None:
    north = site.enquiry("E-1", team="North", call_name="Rose")
    sofia = site.worker("sofia", team="South")
    day = {"opened-day": "2", "opened-month": "2", "opened-year": "2026"}
    form = {
        "token": "t1",
        "reference": "S-1",
        "kind": "section_42",
        "adult": "A-E-1",
        "call_name": "Mocked",
        "lead": "",
    }
    opened = sofia.post("/enquiries/new", form | day)
    south = opened.headers["Location"]

    change = {"token": "t2", "team": "South", "lead": "", "kind": "section_42", "call_name": "Mocked"}
    changed = sofia.post(f"{south}/change", change | day | {"died-day": "1"})

    assert opened.status_code == changed.status_code == 303
    assert "Mocked" not in site.worker().get(f"/enquiries/{north}").text
    assert "cannot be changed from here" in sofia.get(f"{south}/change").text
