"""GOV.UK Frontend's files: only what was published, without what a council may not use, and never a must."""

from pathlib import Path

import pytest

import frontend

STYLE = (
    '@font-face{font-family:GDS Transport;src:url(/assets/fonts/bold.woff2) format("woff2")}'
    ".govuk-body{font-family:GDS Transport,arial,sans-serif;color:#0b0c0c}"
    '.logo:before{content:"";background-image:url(/assets/images/govuk-crest.svg);background-repeat:no-repeat}'
    ".logo:after{-webkit-mask-image:url(/assets/images/govuk-crest.svg);mask-image:url(/assets/images/govuk-crest.svg)}"
    "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)


def test_no_font_and_no_crest_is_asked_for() -> None:
    style = frontend.freed(STYLE)

    assert "url(" not in style
    assert "GDS" not in style
    assert "sourceMappingURL" not in style


def test_everything_else_of_the_style_stays() -> None:
    style = frontend.freed(STYLE)

    assert ".govuk-body{font-family:Helvetica,Arial,sans-serif;color:#0b0c0c}" in style
    assert '.logo:before{content:"";background-repeat:no-repeat}' in style
    assert ".logo:after{}" in style


def test_another_archive_than_the_published_one_is_not_genuine() -> None:
    assert not frontend.is_genuine(b"something else")


def test_without_npm_the_service_goes_on_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(frontend, "FOLDER", tmp_path / "govuk")

    told = frontend.fetch()

    assert told is not None
    assert "npm was not found" in told
    assert "\n" not in told
    assert not frontend.FOLDER.exists()


def test_what_was_fetched_before_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(frontend, "FOLDER", tmp_path)
    (tmp_path / frontend.FETCHED).write_text(frontend._form(), encoding="utf-8")

    assert frontend.fetch() is None
