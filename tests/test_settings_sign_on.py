"""The settings for signing in with the council's own provider: all of them or none, https, and the secret in a file."""

from pathlib import Path

import pytest

from msp_dialogue.settings import SettingProblem, Settings, SignOn, is_safe_address

PUBLIC = {"MSP_PUBLIC_ADDRESS": "https://dialogue.council.example", "MSP_TLS": "true"}
PROVIDER = {
    "MSP_OIDC_ISSUER": "https://sign-in.council.example/tenant/v2.0",
    "MSP_OIDC_CLIENT_ID": "msp-dialogue",
    "MSP_OIDC_CLIENT_SECRET_FILE": "/srv/msp/client-secret",
    "MSP_OIDC_NAME": "your council account",
}


def refused(environ: dict[str, str]) -> str:
    with pytest.raises(SettingProblem) as problem:
        Settings.from_environ(environ)
    return str(problem.value)


def test_without_these_settings_there_is_no_provider() -> None:
    assert Settings.from_environ({}).sign_on is None


def test_all_of_them_name_a_provider_that_is_not_trusted_with_the_second_factor() -> None:
    assert Settings.from_environ({**PUBLIC, **PROVIDER}).sign_on == SignOn(
        issuer="https://sign-in.council.example/tenant/v2.0",
        client_id="msp-dialogue",
        client_secret_file=Path("/srv/msp/client-secret").absolute(),
        name="your council account",
        second_factor=False,
    )


@pytest.mark.parametrize("left_out", PROVIDER)
def test_none_of_them_may_be_left_out(left_out: str) -> None:
    rest = {name: value for name, value in PROVIDER.items() if name != left_out}

    assert "go together" in refused({**PUBLIC, **rest})


def test_a_second_factor_of_nobody_is_refused() -> None:
    assert "go together" in refused({**PUBLIC, "MSP_OIDC_SECOND_FACTOR": "provider"})


@pytest.mark.parametrize("word", ["true", "Provider", "here", "yes"])
def test_the_second_factor_is_the_providers_only_by_its_one_word(word: str) -> None:
    assert "MSP_OIDC_SECOND_FACTOR" in refused({**PUBLIC, **PROVIDER, "MSP_OIDC_SECOND_FACTOR": word})


def test_the_service_must_know_its_own_address_since_what_a_browser_says_of_it_is_not_believed() -> None:
    assert "MSP_PUBLIC_ADDRESS" in refused({**PROVIDER, "MSP_TLS": "true"})


@pytest.mark.parametrize(
    "address",
    [
        "dialogue.council.example",
        "http://dialogue.council.example",
        "https://dialogue.council.example/",
        "https://dialogue.council.example/path",
        "https://dialogue.council.example?q",
        "https://someone@dialogue.council.example",
        "https://dialogue.council.example:port",
        "https://",
        "javascript:alert(1)",
    ],
)
def test_an_address_of_the_service_is_https_and_a_host_and_nothing_else(address: str) -> None:
    assert "MSP_PUBLIC_ADDRESS" in refused({"MSP_TLS": "true", "MSP_PUBLIC_ADDRESS": address})


def test_an_address_by_https_without_https_is_a_contradiction() -> None:
    assert "contradict" in refused({"MSP_PUBLIC_ADDRESS": "https://dialogue.council.example"})
    assert "contradict" in refused({"MSP_TLS": "true", "MSP_PUBLIC_ADDRESS": "http://localhost:8000"})


@pytest.mark.parametrize("issuer", ["http://sign-in.council.example", "sign-in.council.example", "ftp://127.0.0.1"])
def test_a_provider_in_clear_is_refused(issuer: str) -> None:
    assert "MSP_OIDC_ISSUER" in refused({**PUBLIC, **PROVIDER, "MSP_OIDC_ISSUER": issuer})


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"])
def test_on_this_machine_https_is_not_needed(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"])
def test_a_provider_elsewhere_has_no_business_on_this_machine(address: str) -> None:
    """Otherwise what it says of itself could have us ask whatever else listens here."""
    assert not is_safe_address(address, here=False)


def test_the_clients_secret_does_not_lie_with_the_data() -> None:
    """[K-02]"""
    secret = {"MSP_DATA": "/srv/msp/data", "MSP_OIDC_CLIENT_SECRET_FILE": "/srv/msp/data/client-secret"}

    assert "outside the data folder" in refused({**PUBLIC, **PROVIDER, **secret})


@pytest.mark.parametrize("second_factor", [{}, {"MSP_OIDC_SECOND_FACTOR": "provider"}])
def test_the_provider_comes_back_from_the_environment_as_it_was(second_factor: dict[str, str]) -> None:
    settings = Settings.from_environ({**PUBLIC, **PROVIDER, **second_factor})

    assert Settings.from_environ(settings.to_environ()) == settings
