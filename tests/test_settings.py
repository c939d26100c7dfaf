"""The settings: safe when nothing is said, strict when something is, and never a secret."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from msp_dialogue.authority import Authority
from msp_dialogue.settings import ROOT, SecondFactor, SettingProblem, Settings

SOURCE, DOCUMENT = "msp_dialogue/settings.py", "docs/settings.md"
HERE = {"MSP_DATA": "/srv/msp/data", "MSP_KEY_FILE": "/srv/msp/key"}
CERTIFIED = {"MSP_CERTIFICATE": "/srv/tls.pem", "MSP_CERTIFICATE_KEY": "/srv/tls.key"}
FOLDERS = some.sampled_from(["/srv/a/data", "/srv/b c/data"]).map(lambda text: Path(text).absolute())


def refused(environ: Mapping[str, str]) -> str:
    with pytest.raises(SettingProblem) as problem:
        Settings.from_environ(environ)
    return str(problem.value)


def test_without_any_setting_only_this_machine_is_served_and_nothing_is_a_demonstration() -> None:
    settings = Settings.from_environ({})

    assert (settings.host, settings.port, settings.tls, settings.demo) == ("127.0.0.1", 8000, False, False)
    assert settings.data == ROOT / "var" / "data"
    assert settings.key_file == ROOT / "var" / "key"
    assert settings.flows is None


def test_a_second_factor_is_required_unless_a_council_says_otherwise_or_it_is_a_demonstration() -> None:
    assert Settings.from_environ({}).second_factor is SecondFactor.REQUIRED
    assert Settings.from_environ({"MSP_DEMO": "true"}).second_factor is SecondFactor.OPTIONAL
    for word in SecondFactor:
        for demo in ("true", "false"):
            said = {"MSP_SECOND_FACTOR": word, "MSP_DEMO": demo}
            assert Settings.from_environ(said).second_factor is word


@pytest.mark.parametrize("word", ["Required", "off", "false", "none"])
def test_a_second_factor_is_required_or_optional_and_nothing_else(word: str) -> None:
    assert refused({"MSP_SECOND_FACTOR": word}).startswith("MSP_SECOND_FACTOR must be required or optional")


def test_a_demonstration_has_its_own_folder_key_and_database_name() -> None:
    real, demo = Settings.from_environ({}), Settings.from_environ({"MSP_DEMO": "true"})

    assert demo.data == ROOT / "var" / "demo" / "data"
    assert demo.key_file == ROOT / "var" / "demo" / "key"
    assert demo.database.name != real.database.name


def test_a_demonstration_pointed_at_the_real_folder_still_finds_no_real_database() -> None:
    real, demo = Settings.from_environ(HERE), Settings.from_environ({**HERE, "MSP_DEMO": "true"})

    assert demo.data == real.data
    assert demo.database != real.database


@pytest.mark.parametrize("word", ["True", "TRUE", "1", "yes", "on", "0", "False", " true"])
@pytest.mark.parametrize("name", ["MSP_DEMO", "MSP_TLS"])
def test_a_yes_or_no_setting_takes_true_and_false_and_nothing_else(name: str, word: str) -> None:
    assert refused({name: word}).startswith(f"{name} must be true or false")


@pytest.mark.parametrize("name", ["MSP_DATA", "MSP_KEY_FILE", "MSP_FLOWS", "MSP_HOST", "MSP_PORT", "MSP_DEMO"])
def test_a_setting_set_to_nothing_is_refused(name: str) -> None:
    assert name in refused({name: " "})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000.0", "eight", "٨٠٠٠", "8e3"])
def test_a_port_is_a_number_that_can_be_listened_on(port: str) -> None:
    assert "from 1 to 65535" in refused({"MSP_PORT": port})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_this_machine_may_be_served_without_https(host: str) -> None:
    assert Settings.from_environ({"MSP_HOST": host}).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "msp.example", "localhost.example"])  # noqa: S104
def test_another_host_is_refused_without_https(host: str) -> None:
    assert "Without https" in refused({"MSP_HOST": host})


@pytest.mark.parametrize("https", [CERTIFIED, {"MSP_TLS": "true"}])
def test_another_host_may_be_served_with_a_certificate_or_behind_a_proxy(https: dict[str, str]) -> None:
    settings = Settings.from_environ({"MSP_HOST": "0.0.0.0", **https})  # noqa: S104

    assert settings.tls


@pytest.mark.parametrize("half", ["MSP_CERTIFICATE", "MSP_CERTIFICATE_KEY"])
def test_a_certificate_without_its_key_is_refused_and_a_key_without_its_certificate(half: str) -> None:
    assert "go together" in refused({half: "/srv/tls.pem"})


def test_a_certificate_contradicts_the_word_that_there_is_no_https() -> None:
    assert "MSP_TLS" in refused({**CERTIFIED, "MSP_TLS": "false"})


@pytest.mark.parametrize("key", ["/srv/msp/data/key", "/srv/msp/data/deep/key", "/srv/msp/other/../data/key"])
def test_a_key_inside_the_data_folder_is_refused(key: str) -> None:
    assert "outside the data folder" in refused({**HERE, "MSP_KEY_FILE": key})


def test_relative_paths_are_fixed_when_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environ({"MSP_DATA": "here", "MSP_KEY_FILE": "key"})

    assert settings.data == Path.cwd() / "here"


def test_no_setting_holds_a_secret() -> None:
    names = {field.name for field in fields(Settings)}

    assert {name for name in names if "key" in name or "secret" in name} == {"key_file", "certificate_key"}


@given(
    data=FOLDERS,
    flows=some.none() | FOLDERS,
    host=some.sampled_from(["127.0.0.1", "::1", "localhost"]),
    port=some.integers(1, 65535),
    tls=some.booleans(),
    demo=some.booleans(),
    second_factor=some.sampled_from(SecondFactor),
)
def test_settings_come_back_from_the_environment_as_they_were(
    data: Path, flows: Path | None, host: str, port: int, tls: bool, demo: bool, second_factor: SecondFactor
) -> None:
    key_file = data.parent / "key"
    settings = Settings(
        data=data,
        key_file=key_file,
        flows=flows,
        host=host,
        port=port,
        tls=tls,
        demo=demo,
        second_factor=second_factor,
    )

    assert Settings.from_environ(settings.to_environ()) == settings


def test_how_long_a_screen_may_be_left_alone_and_where_leaving_leads_are_settings() -> None:
    settings = Settings.from_environ({"MSP_REST_AFTER": "3", "MSP_EXIT_SITE": "https://weather.example/today"})

    assert settings.rest_after == timedelta(minutes=3)
    assert settings.exit_site == "https://weather.example/today"


@pytest.mark.parametrize("minutes", ["0", "11", "soon", "-1", "1.5"])
def test_a_screen_is_never_left_alone_for_more_than_ten_minutes(minutes: str) -> None:
    """[H-16] [S-03]"""
    with pytest.raises(SettingProblem, match="MSP_REST_AFTER"):
        Settings.from_environ({"MSP_REST_AFTER": minutes})


@pytest.mark.parametrize(
    "site", ["http://weather.example", "weather.example", "javascript:alert(1)", "https://a.b/?q=1"]
)
def test_leaving_leads_to_an_https_address_without_anything_in_it(site: str) -> None:
    with pytest.raises(SettingProblem, match="MSP_EXIT_SITE"):
        Settings.from_environ({"MSP_EXIT_SITE": site})


def test_no_language_is_left_out_and_no_draft_is_offered_unless_a_council_says_so() -> None:
    assert (Settings.from_environ({}).languages, Settings.from_environ({}).draft_languages) == (None, False)

    said = Settings.from_environ({"MSP_LANGUAGES": "en, cy,pt-BR", "MSP_DRAFT_LANGUAGES": "true"})
    assert (said.languages, said.draft_languages) == (("en", "cy", "pt-BR"), True)
    assert Settings.from_environ(said.to_environ()) == said


@pytest.mark.parametrize("codes", ["Welsh", "en,,cy", "en;cy", "../cy"])
def test_a_language_is_named_by_its_code(codes: str) -> None:
    assert refused({"MSP_LANGUAGES": codes}).startswith("MSP_LANGUAGES must be codes")


def test_what_the_national_return_calls_the_council_is_set_or_stays_empty() -> None:
    said = Settings.from_environ(
        {"MSP_ONS_CODE": "E10000099", "MSP_LA_CODE": "999", "MSP_COUNCIL_TYPE": "Shire County"}
    )

    assert said.authority == Authority(ons_code="E10000099", la_code="999", council_type="Shire County")
    assert said.authority.unset == ("REGION_CODE", "REGION_NAME", "LA_NAME")
    assert Settings.from_environ(said.to_environ()) == said
    assert Settings.from_environ({}).authority == Authority()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("MSP_ONS_CODE", "10000099"),
        ("MSP_ONS_CODE", "e10000099"),
        ("MSP_LA_CODE", "12"),
        ("MSP_LA_CODE", "E123"),
        ("MSP_REGION_CODE", "E10000099"),
    ],
)
def test_a_code_that_cannot_be_one_stops_the_start_and_shows_what_one_looks_like(name: str, code: str) -> None:
    said = refused({name: code})

    assert said.startswith(f"{name} must be ")
    assert "such as" in said
    assert said.endswith(f"not {code!r}.")


def test_every_setting_stands_in_the_document_and_no_other_does() -> None:
    named = {name: re.findall(r"MSP_[A-Z_]*[A-Z]\b(?!_)", (ROOT / name).read_text()) for name in (SOURCE, DOCUMENT)}

    assert set(named[DOCUMENT]) == set(named[SOURCE])
