"""The MSP lead looks at figures as they would be released, releases them, and takes them back."""

import re
from datetime import date, timedelta

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.measure import Span, quarter_of
from msp_dialogue.record import quotes, seals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from msp_dialogue.release import released
from msp_dialogue.release.releases import Releases
from msp_dialogue.web.service import service_of
from tests.measure.council import Council
from tests.web.site import Browser, Site, field_of
from tests.web.test_quotes import chosen
from tests.web.test_sealed import seal_form

LOOK = "/release/figures?period=2025-26-q2"


@pytest.fixture
def lead(site: Site) -> Browser:
    """Somebody who leads on MSP, signed in, in a council that concluded some enquiries."""
    council = Council(site.database)
    for _ in range(24):
        council.enquiry(opened="2025-05-01", concluded="2025-08-15", born="1990-01-01")
    site.account("martha", Role.MSP_LEAD)
    return site.browser().sign_in("martha")


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def spans_released(site: Site) -> list[str]:
    return [each.span.id for each in released(service_of(site.app).settings.release_folder)]


def release(lead: Browser) -> None:
    form = {"period": "2025-26-q2", "mark": field_of(lead.get(LOOK), "mark")}
    assert lead.post("/release/figures", form).status_code == 303


def test_the_list_says_of_each_period_whether_it_is_released_can_be_or_is_not_over(site: Site, lead: Browser) -> None:
    release(lead)

    page = text_of(lead.get("/release").text)
    assert "July to September 2025 Released Released on 2 March 2026 at 09:30 by Martha" in page
    assert "October to December 2025 Can be released" in page
    assert "January to March 2026 Not over Until 31 March 2026" in page
    assert "April 2025 to March 2026 Not over" in page


def test_what_is_looked_at_is_what_is_released_and_then_seen_by_the_board(site: Site, lead: Browser) -> None:
    before = text_of(lead.get(LOOK).text)
    assert "Nobody but you sees it yet" in before
    assert spans_released(site) == []
    release(lead)

    assert spans_released(site) == ["2025-26-Q2"]
    assert "The figures were released" in text_of(lead.get(LOOK).text)
    site.account("bea", Role.BOARD)
    assert "July to September 2025" in site.browser().sign_in("bea").get("/figures").text


def test_what_was_not_looked_at_is_not_released(site: Site, lead: Browser) -> None:
    reply = lead.post("/release/figures", {"period": "2025-26-q2", "mark": "another"})

    assert reply.status_code == 409
    assert "The figures have changed since you looked at them" in text_of(reply.text)
    assert spans_released(site) == []


def test_a_period_that_is_not_over_is_shown_with_the_reason_and_no_figures(lead: Browser) -> None:
    page = lead.get("/release/figures?period=2025-26-q4")

    assert "is not over: it can be released from the day after 2026-03-31 on" in text_of(page.text)
    assert 'name="mark"' not in page.text


def test_withdrawing_asks_why_and_keeps_it(site: Site, lead: Browser) -> None:
    release(lead)
    form = {"period": "2025-26-q2", "id": field_of(lead.get(LOOK), "id"), "reason": ""}
    refused = lead.post("/release/withdraw", form)
    assert refused.status_code == 422
    assert "Write why it is withdrawn" in text_of(refused.text)
    assert spans_released(site) == ["2025-26-Q2"]

    assert lead.post("/release/withdraw", form | {"reason": "Counted twice."}).status_code == 303
    page = text_of(lead.get(LOOK).text)
    assert "The release was withdrawn" in page
    assert "Withdrawn on 2 March 2026 at 09:30 by Martha: Counted twice." in page
    assert spans_released(site) == []


def quoted(site: Site, library: FlowLibrary) -> tuple[Releases, Span, Browser, str]:
    """The quarter of an enquiry whose words were chosen, released; with the MSP lead's browser, and the quote's id."""
    played, mira, quote = chosen(site, library)
    with site.database.reading() as connection:
        (on,) = connection.execute("select concluded from enquiry where id = ?", [played.enquiry]).fetchone()
    span = quarter_of(date.fromisoformat(on))
    releases = Releases(site.database, service_of(site.app).settings.release_folder, "A council")
    releases.release(span, at=site.clock() + timedelta(days=400), by="mira", id="r1")
    return releases, span, mira, quote


def test_a_quote_leaves_the_released_file_with_the_change_that_ends_it(site: Site, library: FlowLibrary) -> None:
    releases, _span, mira, quote = quoted(site, library)
    assert [each.id for each in released(releases.folder)[0].quotes] == [quote]
    mira.post(f"/quotes/{quote}/put-back")

    assert released(releases.folder)[0].quotes == ()


def test_the_decision_keeps_no_words_of_a_quote(site: Site, library: FlowLibrary) -> None:
    releases, span, _mira, _quote = quoted(site, library)

    decision = releases.standing(span)
    assert decision
    (shown,) = releases.as_released(decision).quotes
    assert shown.words not in decision.content
    assert shown.words in releases.path(span).read_text(encoding="utf-8")


def test_what_was_sealed_does_not_come_back_into_a_file_when_the_seal_is_lifted(
    site: Site, library: FlowLibrary
) -> None:
    releases, _span, _mira, quote = quoted(site, library)
    wendy, named = site.browser().sign_in("wendy"), site.account("wendy").id
    with site.database.reading() as connection:
        enquiry = quotes.enquiry_of(connection, quote)
    path = f"/enquiries/{enquiry}/seal"
    wendy.post(path, seal_form(wendy.get(path), named))
    sealed = released(releases.folder)[0].quotes
    with site.database.transaction() as connection:
        seals.unseal(connection, enquiry, "over", By(named, site.clock(), "lifted"))
    releases.settle()

    assert sealed == released(releases.folder)[0].quotes == ()
    with site.database.reading() as connection:
        assert quotes.ready(connection) == ()


def test_a_folder_that_cannot_be_written_is_put_right_with_the_next_change(
    site: Site, library: FlowLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases, _span, mira, quote = quoted(site, library)
    with monkeypatch.context() as broken:
        broken.setattr("msp_dialogue.release.folder._write", _full)
        assert mira.post(f"/quotes/{quote}/refuse").status_code == 303
    left = released(releases.folder)[0].quotes
    site.browser().sign_in("wendy")

    assert [each.id for each in left] == [quote]
    assert released(releases.folder)[0].quotes == ()


def _full(*_anything: object) -> None:
    raise OSError("No space left on device")
