"""What does not prove who somebody is opens nothing: bad tokens, bad answers, answers to another question [A-11]."""

import hmac
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from joserfc.jwk import RSAKey

from msp_dialogue.accounts.sign_in import FROM_AN_ADDRESS
from msp_dialogue.web.provider import LONGEST_ANSWER
from tests.web.provider import CLIENT, TestProvider, running
from tests.web.signing_on import CARRIED, HOST, NAME, Opened, Way, bind, carried, rows, sign_on, who
from tests.web.site import HTTPS, PASSWORD, Site, heading

Spoil = Callable[[TestProvider], None]


@pytest.fixture
def provider(signing_key: RSAKey) -> Iterator[TestProvider]:
    """A provider whose clock is that of the service."""
    with running(signing_key) as opened:
        yield opened


@pytest.fixture
def site(open_site: Opened, provider: TestProvider, tmp_path: Path) -> Site:
    """The application with that provider, and Wendy's account bound to somebody there."""
    opened = open_site(public_address=HTTPS, sign_on=sign_on(provider, tmp_path))
    provider.now = opened.clock
    bind(opened, "wendy", provider)
    return opened


@pytest.fixture
def way(site: Site, provider: TestProvider) -> Way:
    """A browser that nobody is signed in to."""
    return Way(provider, site.browser())


def claims(**changed: object) -> Spoil:
    return lambda provider: provider.claims.update(changed)


def seconds(name: str, away: int) -> Spoil:
    return lambda provider: provider.claims.update({name: int(provider.now().timestamp()) + away})


def unsigned(provider: TestProvider) -> None:
    provider.header, provider.signature = {"alg": "none"}, lambda signed: b""


def signed_with_the_public_key_as_if_it_were_a_secret(provider: TestProvider) -> None:
    public = provider.key.as_pem(private=False)
    provider.header = {"alg": "HS256"}
    provider.signature = lambda signed: hmac.digest(public, signed, "sha256")


def signed_by_another(provider: TestProvider) -> None:
    provider.signing = RSAKey.generate_key(2048)


def of_an_unknown_key(provider: TestProvider) -> None:
    provider.header = {"kid": "never heard of"}


def of_no_named_key(provider: TestProvider) -> None:
    """Without a name the only key is tried, and it is not this one."""
    provider.header, provider.signing = {"kid": ""}, RSAKey.generate_key(2048)


BAD_TOKENS: dict[str, Spoil] = {
    "issuer of another provider": claims(iss="https://other.example"),
    "issuer with a slash more": lambda provider: provider.claims.update(iss=f"{provider.issuer}/"),
    "no issuer": claims(iss=None),
    "for another client": claims(aud="another"),
    "for us and another whom we do not know": claims(aud=[CLIENT, "another"], azp=CLIENT),
    "for us and another, given to the other": claims(aud=[CLIENT, "another"], azp="another"),
    "given to another": claims(azp="another"),
    "for nobody": claims(aud=None),
    "expired": seconds("exp", -31),
    "without an end": claims(exp=None),
    "with an end that is no number": claims(exp="tomorrow"),
    "from the future": seconds("iat", 31),
    "without a beginning": claims(iat=None),
    "nonce of another question": claims(nonce="another"),
    "no nonce": claims(nonce=None),
    "unsigned": unsigned,
    "signed with the public key as a secret": signed_with_the_public_key_as_if_it_were_a_secret,
    "signed by another": signed_by_another,
    "unknown key": of_an_unknown_key,
    "no named key": of_no_named_key,
    "about nobody": claims(sub=None),
    "about an empty word": claims(sub=""),
    "about a number": claims(sub=7),
    "about more than 255 characters": claims(sub="s" * 256),
    "about letters that a provider does not use": claims(sub="é"),
    "a sign-in of more than a minute ago": seconds("auth_time", -61),
    "a sign-in of nobody knows when": claims(auth_time=None),
    "a sign-in yet to come": seconds("auth_time", 31),
    "a sign-in that is no number": claims(auth_time=True),
}


@pytest.mark.parametrize("spoil", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_a_bad_token_opens_nothing(site: Site, way: Way, spoil: Spoil) -> None:
    """[A-11, A-12]"""
    spoil(way.provider)
    reply = way.there_and_back()

    assert (reply.status_code, heading(reply)) == (403, f"Signing in with {NAME} did not work")
    assert (who(way.browser), rows(site, "session")) == ("", 0)
    assert carried(way.browser) is None


@pytest.mark.parametrize(
    "change",
    [seconds("exp", -29), seconds("iat", 29), seconds("auth_time", -60), claims(aud=[CLIENT]), claims(azp=CLIENT)],
    ids=["just expired", "clock ahead", "a minute ago", "a list of us alone", "given to us"],
)
def test_what_is_right_but_for_half_a_minute_is_taken(way: Way, change: Spoil) -> None:
    """Without this the refusals above might be of something else."""
    change(way.provider)

    assert way.there_and_back().status_code == 303


def test_who_types_the_password_of_their_account_slowly_may_still_bind_it(site: Site, provider: TestProvider) -> None:
    """They were at the provider when they came back, and that is what counts."""
    walter = Way(provider, site.worker("walter"))
    provider.subject = "subject-2"
    walter.come_back(walter.allowed(walter.leave()))
    site.clock.at += timedelta(minutes=4)
    provider.claims["auth_time"] = int(site.clock.at.timestamp()) - 250

    assert walter.go_on({"password": PASSWORD}).status_code == 303


def test_a_sign_in_that_was_left_before_its_last_step_is_soon_too_old(site: Site, way: Way) -> None:
    """[A-12]"""
    way.come_back(way.allowed(way.leave()))
    before = int(site.clock.at.timestamp())
    site.clock.at += timedelta(seconds=61)
    way.provider.claims["auth_time"] = before

    assert way.go_on().status_code == 403


def test_a_code_works_once(site: Site, way: Way) -> None:
    place = way.allowed(way.leave())
    way.come_back(place)
    kept = carried(way.browser)
    assert kept
    first = way.go_on()
    way.browser.post("/sign-out")
    way.browser.client.set_cookie(CARRIED, kept, domain=HOST, secure=True)

    assert first.status_code == 303
    assert way.go_on().status_code == 400  # it belongs to the session that was before
    assert who(way.browser) == ""


def test_a_code_that_was_used_already_is_refused_by_the_provider(site: Site, way: Way) -> None:
    place = way.allowed(way.leave())
    way.provider.grants.clear()
    way.come_back(place)

    assert way.go_on().status_code == 403


def test_a_code_of_somebody_elses_way_fits_no_other_verifier(site: Site, way: Way, provider: TestProvider) -> None:
    other = Way(provider, site.browser())
    others = dict(parse_qsl(urlsplit(other.allowed(other.leave())).query))
    own = dict(parse_qsl(urlsplit(way.allowed(way.leave())).query))
    way.come_back(f"/single-sign-on/back?{urlencode({**own, 'code': others['code']})}")

    assert way.go_on().status_code == 403
    assert rows(site, "session") == 0


def spoiled(place: str, **changed: str | None) -> str:
    query = {**dict(parse_qsl(urlsplit(place).query)), **changed}
    return f"/single-sign-on/back?{urlencode({name: value for name, value in query.items() if value is not None})}"


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "another"},
        {"state": None},
        {"state": ""},
        {"code": None},
        {"code": "x" * 2049},
        {"iss": "https://other.example"},
    ],
    ids=["another state", "no state", "an empty state", "no code", "an endless code", "another provider's answer"],
)
def test_an_answer_to_another_question_is_refused_at_once(way: Way, changed: dict[str, str | None]) -> None:
    assert way.come_back(spoiled(way.allowed(way.leave()), **changed)).status_code == 400
    assert carried(way.browser) is None
    reply = way.go_on()

    assert (reply.status_code, heading(reply)) == (400, "Start again")
    assert way.provider.fetched.count("/token") == 0


def test_a_state_is_taken_once(way: Way) -> None:
    place = way.allowed(way.leave())

    assert way.come_back(place).status_code == 200
    assert way.come_back(place).status_code == 400


def test_an_answer_without_a_question_is_refused(way: Way) -> None:
    assert way.come_back("/single-sign-on/back?state=s&code=c").status_code == 400
    assert way.go_on().status_code == 400


@pytest.mark.parametrize("value", ["", "x", "e30.c2lnbmVk", "x" * 4000, "\xff"])
def test_a_cookie_that_is_not_ours_is_no_question(way: Way, value: str) -> None:
    way.browser.client.set_cookie(CARRIED, value, domain=HOST, secure=True)

    assert way.come_back("/single-sign-on/back?state=s&code=c").status_code == 400


def test_a_provider_that_says_no_is_heard(way: Way) -> None:
    way.provider.refuses = "access_denied"
    reply = way.come_back(way.allowed(way.leave()))

    assert reply.status_code == 400
    assert way.provider.fetched.count("/token") == 0


def test_a_provider_that_promises_its_name_in_the_answer_must_give_it(way: Way) -> None:
    """RFC 9207"""
    way.provider.names_itself = True
    with_it = way.there_and_back()
    way.browser.post("/sign-out")
    without = way.come_back(spoiled(way.allowed(way.leave()), iss=None))

    assert (with_it.status_code, without.status_code) == (303, 400)


@pytest.mark.parametrize("minutes", [10, -1], ids=["ten minutes later", "a clock set back"])
def test_the_way_there_and_back_lasts_ten_minutes(site: Site, way: Way, minutes: int) -> None:
    place = way.allowed(way.leave())
    site.clock.at += timedelta(minutes=minutes)

    assert way.come_back(place).status_code == 400


def test_who_began_to_bind_binds_no_account_of_whoever_signs_in_here_next(site: Site, provider: TestProvider) -> None:
    """The device changes hands while somebody is at the provider."""
    provider.subject = "subject-2"
    walter = Way(provider, site.worker("walter"))
    place = walter.allowed(walter.leave())
    walter.browser.post("/sign-out")
    walter.browser.sign_in("wendy")
    walter.come_back(place)

    assert walter.go_on({"password": PASSWORD}).status_code == 400
    assert rows(site, "identity") == 1


def test_who_began_to_sign_in_does_not_bind_the_account_that_was_signed_in_meanwhile(site: Site, way: Way) -> None:
    way.provider.subject = "subject-2"
    place = way.allowed(way.leave())
    way.browser.sign_in("wendy")
    way.come_back(place)

    assert way.go_on({"password": PASSWORD}).status_code == 400


def test_the_last_step_is_protected_like_every_form(way: Way) -> None:
    way.come_back(way.allowed(way.leave()))

    assert way.browser.post("/single-sign-on/on", csrf="forged").status_code in {400, 401}
    assert who(way.browser) == ""


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"jwks_uri": "/keys"},
        {"endless": "x" * LONGEST_ANSWER},
    ],
    ids=["another name", "a token in clear", "a script", "no keys", "keys nowhere", "no end"],
)
def test_a_provider_that_describes_itself_wrongly_is_not_used(way: Way, described: dict[str, object]) -> None:
    way.provider.described = described

    assert way.browser.get("/single-sign-on").status_code == 503


def test_whoever_tries_too_often_waits_and_the_provider_is_left_in_peace(way: Way) -> None:
    """[L-01]"""
    way.provider.claims["aud"] = "another"
    for _ in range(FROM_AN_ADDRESS):
        assert way.there_and_back().status_code == 403
    asked = way.provider.fetched.count("/token")

    assert way.there_and_back().status_code == 429
    assert way.provider.fetched.count("/token") == asked


def test_a_provider_that_takes_too_long_is_not_waited_for(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("msp_dialogue.web.provider.LONGEST_WAIT", -1)

    assert way.browser.get("/single-sign-on").status_code == 503


def test_a_provider_that_sends_us_elsewhere_is_not_followed(way: Way) -> None:
    way.provider.moved = "/keys"

    assert way.browser.get("/single-sign-on").status_code == 503
    assert way.provider.fetched == ["/.well-known/openid-configuration"]
