"""Signing in with the council's provider: the code, with PKCE, state and nonce, for whoever was bound [A-11, A-12]."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc.jwk import RSAKey

from msp_dialogue.accounts import Role, changes
from msp_dialogue.settings import SecondFactor, SettingProblem
from tests.web.provider import CLIENT, SECRET, TestProvider, running
from tests.web.signing_on import CARRIED, NAME, SESSION, Opened, Way, bind, carried, rows, sign_on, who
from tests.web.site import HTTPS, PASSWORD, Browser, Site, heading
from tests.web.test_second_factor import code, device_of


@pytest.fixture
def provider(signing_key: RSAKey) -> Iterator[TestProvider]:
    """A provider whose clock is that of the service."""
    with running(signing_key) as opened:
        yield opened


@pytest.fixture
def site(open_site: Opened, provider: TestProvider, tmp_path: Path) -> Site:
    """The application with that provider, trusted to ask for a second factor."""
    opened = open_site(public_address=HTTPS, sign_on=sign_on(provider, tmp_path))
    provider.now = opened.clock
    return opened


def way(site: Site, provider: TestProvider, browser: Browser | None = None) -> Way:
    return Way(provider, browser or site.browser())


def cookie(reply_headers: list[str], name: str) -> str:
    return next(each for each in reply_headers if each.startswith(f"{name}="))


def test_a_colleague_binds_their_account_and_signs_in_with_it_from_then_on(site: Site, provider: TestProvider) -> None:
    way(site, provider, site.worker()).bind()
    fresh = way(site, provider)
    reply = fresh.there_and_back()

    assert (reply.status_code, reply.headers["Location"]) == (303, "/")
    assert who(fresh.browser) == "Wendy"


def test_what_is_asked_of_the_provider_is_a_code_with_pkce_and_a_new_sign_in_and_nothing_about_the_person(
    site: Site, provider: TestProvider
) -> None:
    place = way(site, provider).leave()
    asked = dict(parse_qsl(urlsplit(place).query))

    assert place.startswith(f"{provider.issuer}/authorize?")
    assert {name: asked[name] for name in asked if name not in {"state", "nonce", "code_challenge"}} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": f"{HTTPS}/single-sign-on/back",
        "scope": "openid",
        "code_challenge_method": "S256",
        "prompt": "login",
        "max_age": "60",
    }
    assert min(map(len, (asked["state"], asked["nonce"], asked["code_challenge"]))) >= 43


def test_each_sign_in_has_a_state_nonce_and_verifier_of_its_own(site: Site, provider: TestProvider) -> None:
    browser = site.browser()
    asked = [dict(parse_qsl(urlsplit(way(site, provider, browser).leave()).query)) for _ in range(2)]

    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_the_cookie_for_the_way_is_lax_lasts_ten_minutes_and_names_nobody(site: Site, provider: TestProvider) -> None:
    wendy = site.worker()
    reply = wendy.client.get("/single-sign-on", base_url=HTTPS)
    sent = cookie(reply.headers.getlist("Set-Cookie"), CARRIED)

    attributes = {each.strip() for each in sent.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"} <= attributes
    assert not any(each.startswith("Domain") for each in attributes)
    held = (site.account("wendy").id, "Wendy", "wendy", dict(parse_qsl(urlsplit(reply.location).query))["state"])
    assert not [each for each in held if each in sent]


def test_starting_changes_nothing_here(site: Site, provider: TestProvider) -> None:
    tables = ("audit", "session", "identity", "account", "attempt")
    before = {table: rows(site, table) for table in tables}
    way(site, provider).leave()

    assert {table: rows(site, table) for table in tables} == before


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_no_page_of_another_site_can_start_it(site: Site, provider: TestProvider, origin: str) -> None:
    reply = site.browser().client.get("/single-sign-on", base_url=HTTPS, headers={"Sec-Fetch-Site": origin})

    assert reply.status_code == 403
    assert carried(site.browser()) is None


def test_signing_in_gives_a_new_session_id_and_takes_the_cookie_of_the_way_back(
    site: Site, provider: TestProvider
) -> None:
    bind(site, "wendy", provider)
    browser = site.browser()
    browser.get("/sign-in")
    before = browser.client.get_cookie(SESSION, "dialogue.example")
    reply = way(site, provider, browser).there_and_back()

    after = browser.client.get_cookie(SESSION, "dialogue.example")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert "Max-Age=0" in cookie(reply.headers.getlist("Set-Cookie"), CARRIED)
    assert carried(browser) is None


def test_an_identity_that_is_bound_to_nobody_opens_nothing_and_creates_nothing(
    site: Site, provider: TestProvider
) -> None:
    site.account("wendy")
    stranger = way(site, provider)
    provider.claims = {"email": "wendy", "preferred_username": "wendy", "name": "Wendy"}
    reply = stranger.there_and_back()

    assert reply.status_code == 403
    assert heading(reply) == f"No account here is opened with {NAME} yet"
    assert (rows(site, "account"), rows(site, "identity"), rows(site, "session")) == (1, 0, 0)
    assert who(stranger.browser) == ""


def test_the_same_word_for_a_person_at_another_provider_is_somebody_else(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", TestProvider("https://other.example", provider.key, site.clock))

    assert way(site, provider).there_and_back().status_code == 403


def test_a_disabled_account_is_not_opened(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", provider)
    wendy = site.account("wendy").id
    with site.database.transaction() as connection:
        changes.disable(connection, wendy, at=site.clock(), by="test")

    assert way(site, provider).there_and_back().status_code == 403


def test_the_page_of_ones_own_account_offers_it_and_says_whether_it_is_set_up(
    site: Site, provider: TestProvider
) -> None:
    wendy = site.worker()
    before = wendy.get("/account").text
    way(site, provider, wendy).bind()
    after = wendy.get("/account").text

    assert f"Signing in with {NAME}" in before
    assert ("Not set up" in before, "Not set up" in after) == (True, False)
    assert 'href="/single-sign-on"' in before


@pytest.mark.parametrize(
    ("trusted", "rule", "known", "kind"),
    [
        (True, SecondFactor.REQUIRED, True, "full"),
        (False, SecondFactor.REQUIRED, True, "half"),
        (False, SecondFactor.REQUIRED, False, "half"),
        (False, SecondFactor.OPTIONAL, True, "half"),
        (False, SecondFactor.OPTIONAL, False, "full"),
    ],
)
def test_a_second_factor_is_asked_for_here_unless_the_provider_is_trusted_to_ask(
    open_site: Opened, provider: TestProvider, tmp_path: Path, trusted: bool, rule: SecondFactor, known: bool, kind: str
) -> None:
    """[A-06] Where it is not trusted, signing in there counts as a password does."""
    settings = sign_on(provider, tmp_path, second_factor=trusted)
    site = open_site(public_address=HTTPS, sign_on=settings, second_factor=rule)
    provider.now = site.clock
    bind(site, "wendy", provider)
    if known:
        device_of(site)
    way(site, provider).there_and_back()

    assert site.database.connection.execute("select kind from session").fetchall() == [(kind,)]


def test_binding_takes_the_accounts_own_password_too(site: Site, provider: TestProvider) -> None:
    """An open screen that somebody else finds does not give them the account for good."""
    wendy = way(site, provider, site.worker())
    reply = wendy.there_and_back({"password": "not the password"})

    assert reply.status_code == 422
    assert "The password is not right" in reply.text
    assert rows(site, "identity") == 0
    assert wendy.go_on({"password": PASSWORD}).status_code == 303


def test_binding_takes_a_code_where_the_account_has_a_device(site: Site, provider: TestProvider) -> None:
    """[A-12] The provider's sign-in is enough from then on, so a password that somebody saw must not bind theirs."""
    browser = site.worker()
    device = device_of(site)
    wendy = way(site, provider, browser)
    reply = wendy.there_and_back({"password": PASSWORD})

    assert reply.status_code == 422
    assert "Code from your device" in reply.text
    assert rows(site, "identity") == 0
    assert wendy.go_on({"password": PASSWORD, "code": code(site, device)}).status_code == 303
    assert rows(site, "identity") == 1


def test_binding_ends_every_other_session_of_the_account(site: Site, provider: TestProvider) -> None:
    elsewhere, here = site.worker(), site.worker()
    way(site, provider, here).bind()

    assert (who(elsewhere), who(here)) == ("", "Wendy")


def test_one_identity_opens_one_account_and_an_account_is_opened_by_one_identity(
    site: Site, provider: TestProvider
) -> None:
    way(site, provider, site.worker()).bind()
    taken = way(site, provider, site.worker("walter")).there_and_back({"password": PASSWORD})
    provider.subject = "subject-2"
    way(site, provider, site.worker()).bind()
    provider.subject = "subject-1"
    former = way(site, provider).there_and_back()

    assert (taken.status_code, former.status_code) == (403, 403)
    assert rows(site, "identity") == 1


def test_an_administrator_unbinds_and_that_ends_the_sessions(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", provider)
    wendy = way(site, provider)
    wendy.there_and_back()
    site.account("adam", Role.ADMINISTRATOR)
    adam = site.browser().sign_in("adam")
    shown = adam.get("/accounts").text
    adam.post(f"/accounts/{site.account('wendy').id}/unbind")

    assert "Password only" in shown
    assert "Password only" not in adam.get("/accounts").text
    assert who(wendy.browser) == ""
    assert way(site, provider).there_and_back().status_code == 403


def test_binding_unbinding_and_refusals_stand_in_the_trail_without_the_providers_word(
    site: Site, provider: TestProvider
) -> None:
    way(site, provider).there_and_back()
    way(site, provider, site.worker()).bind()
    with site.database.reading() as connection:
        told = connection.execute("select action, thing, detail from audit").fetchall()

    assert {"single_sign_on_refused", "identity_bound"} <= {action for action, _, _ in told}
    assert "subject-1" not in str(told)


def test_while_the_provider_is_down_the_page_says_so_and_the_password_still_opens(
    site: Site, provider: TestProvider
) -> None:
    provider.broken = True
    site.account("wendy")
    browser = site.browser()
    reply = browser.get("/single-sign-on")

    assert (reply.status_code, heading(reply)) == (503, f"You cannot sign in with {NAME} just now")
    assert who(browser.sign_in("wendy")) == "Wendy"


def test_a_provider_that_fails_after_the_sign_in_there_is_said_to_be_down(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", provider)
    browser = way(site, provider)
    browser.come_back(browser.allowed(browser.leave()))
    provider.broken = True

    assert browser.go_on().status_code == 503


def test_description_and_keys_are_fetched_once_and_again_after_an_hour(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", provider)
    for _ in range(3):
        way(site, provider).there_and_back()
    first = provider.fetched.count("/keys")
    site.clock.at += timedelta(hours=1)
    way(site, provider).leave()

    assert (first, provider.fetched.count("/keys")) == (1, 2)


def test_new_keys_of_the_provider_are_taken_at_once(site: Site, provider: TestProvider) -> None:
    bind(site, "wendy", provider)
    way(site, provider).leave()
    provider.key = RSAKey.generate_key(2048, auto_kid=True)

    assert way(site, provider).there_and_back().status_code == 303


def test_a_provider_that_takes_the_clients_secret_only_in_the_form_gets_it_there(
    site: Site, provider: TestProvider
) -> None:
    provider.methods = ("client_secret_post",)
    bind(site, "wendy", provider)

    assert way(site, provider).there_and_back().status_code == 303


def test_no_secret_or_word_for_a_person_reaches_the_log(
    site: Site, provider: TestProvider, caplog: pytest.LogCaptureFixture
) -> None:
    """[G-04]"""
    with caplog.at_level(logging.DEBUG, logger="msp_dialogue"):
        provider.claims = {"aud": "another"}
        way(site, provider).there_and_back()

    assert "aud" in caplog.text
    assert not [each for each in (SECRET, "subject-1", *provider.codes) if each in caplog.text]


def test_without_a_provider_nothing_is_offered_and_its_pages_are_not_there(open_site: Opened) -> None:
    browser = open_site().browser()

    assert "single-sign-on" not in browser.get("/sign-in").text
    for path in ("/single-sign-on", "/single-sign-on/back", "/single-sign-on/on"):
        assert browser.get(path).status_code == 404


def test_with_a_provider_the_sign_in_page_offers_it_by_its_name(site: Site) -> None:
    assert f'href="/single-sign-on">Sign in with {NAME}<' in site.browser().get("/sign-in").text


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644])
def test_a_clients_secret_that_others_may_read_stops_the_start(
    open_site: Opened, provider: TestProvider, tmp_path: Path, mode: int
) -> None:
    """[K-02]"""
    settings = sign_on(provider, tmp_path)
    settings.client_secret_file.chmod(mode)

    with pytest.raises(SettingProblem, match=r"MSP_OIDC_CLIENT_SECRET_FILE.*chmod 400"):
        open_site(public_address=HTTPS, sign_on=settings)


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff"], ids=["no file", "empty", "a line's end", "no text"])
def test_a_client_without_a_secret_stops_the_start(
    open_site: Opened, provider: TestProvider, tmp_path: Path, content: bytes | None
) -> None:
    settings = sign_on(provider, tmp_path)
    settings.client_secret_file.unlink()
    if content is not None:
        settings.client_secret_file.touch(0o600)
        settings.client_secret_file.write_bytes(content)

    with pytest.raises(SettingProblem, match="MSP_OIDC_CLIENT_SECRET_FILE"):
        open_site(public_address=HTTPS, sign_on=settings)
