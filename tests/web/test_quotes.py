"""Words for a board: from the person's yes to the council's choice, and gone at once when the yes is."""

import pytest

from msp_dialogue.accounts import Role
from msp_dialogue.cli import _demonstration_quote
from msp_dialogue.record import enquiries, quotes, seals
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.record.streams import By
from msp_dialogue.story import Played
from tests.web.site import Browser, Site, field_of
from tests.web.talking import Talk
from tests.web.telling import told

STORY = "followed_up_by_someone_independent"
WORDS = "It is quiet. But I go in by the other door."
SHOWN = "[…] I go in by the [other] door."


def said(site: Site, library: FlowLibrary) -> tuple[Played, str]:
    """The story, and the address of the words in it that may be used."""
    played = told(site, library, STORY)
    with site.database.reading() as connection:
        (one,) = [each for each in quotes.of_enquiry(connection, played.enquiry) if each.words == WORDS]
    return played, f"/enquiries/{played.enquiry}/quotes/{one.dialogue}/{one.outcome}"


def send(browser: Browser, address: str, step: str, words: str, **others: str) -> str:
    """One step of making words ready; gives the page, or where it leads."""
    page = browser.get(address)
    form = {name: field_of(page, name) for name in ("token", "known")}
    reply = browser.post(address, form | {"step": step, "words": words, "theme": "be_safer"} | others)
    return reply.headers.get("Location", reply.text)


def ready(site: Site, library: FlowLibrary, words: str = SHOWN) -> tuple[Played, str]:
    """The story, with words made ready; gives it and their address."""
    played, address = said(site, library)
    site.worker()
    to = send(site.browser().sign_in("wendy"), address, "shown", words)

    assert to == f"/enquiries/{played.enquiry}/quotes", to
    return played, address


def msp_lead(site: Site) -> Browser:
    site.account("mira", Role.MSP_LEAD)
    return site.browser().sign_in("mira")


def quote_of(page: str) -> str:
    """The first quote that can be chosen or put back on a page."""
    return page.split('action="/quotes/')[1].split("/")[0]


def chosen(site: Site, library: FlowLibrary) -> tuple[Played, Browser, str]:
    """Words made ready and chosen for the board."""
    played, _address = ready(site, library)
    mira = msp_lead(site)
    quote = quote_of(mira.get("/quotes").text)
    mira.post(f"/quotes/{quote}/choose")

    assert still(site, quote)
    return played, mira, quote


def still(site: Site, quote: str) -> bool:
    with site.database.reading() as connection:
        return quote in quotes.still_permitted(connection, [quote])


def by(site: Site) -> By:
    return By(site.account("wendy").id, site.clock(), "once")


def test_a_worker_masks_and_shortens_and_sees_it_as_it_would_be_shown(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    _played, address = said(site, library)
    shown = send(wendy, address, "words", "I go in by the [other] door.")
    kept = send(wendy, address, "shown", "I go in by the [other] door.")

    assert WORDS in wendy.get(address).text
    assert f'<blockquote class="app-quote" dir="auto">{SHOWN}</blockquote>' in shown
    assert kept.endswith("/quotes")
    assert SHOWN in wendy.get(kept).text
    assert "Ready for the council to choose" in wendy.get(kept).text


@pytest.mark.parametrize(
    "written", ["It was quiet.", "I go in by the front door.", "[name] said: It is quiet. Thank you"]
)
def test_nothing_can_be_added_to_what_was_said(site: Site, library: FlowLibrary, written: str) -> None:
    wendy = site.worker()
    _played, address = said(site, library)

    assert "They did not say" in send(wendy, address, "shown", written)
    with site.database.reading() as connection:
        assert quotes.ready(connection) == ()


def test_the_msp_lead_sees_the_masked_words_and_nothing_that_leads_to_anybody(site: Site, library: FlowLibrary) -> None:
    played, _address = ready(site, library)
    page = msp_lead(site).get("/quotes").text

    assert SHOWN in page
    assert "Be and feel safer" in page
    assert "The adult" in page
    for hint in ("It is quiet", played.enquiry, "SYN-", "Test ", "Wendy", "North"):
        assert hint not in page.replace("Mira", ""), hint


def test_what_is_chosen_stands_in_the_next_release_until_it_is_put_back(site: Site, library: FlowLibrary) -> None:
    _played, mira, quote = chosen(site, library)
    assert "Chosen" in mira.get("/quotes").text

    mira.post(f"/quotes/{quote}/put-back")
    assert not still(site, quote)
    assert SHOWN in mira.get("/quotes").text

    mira.post(f"/quotes/{quote}/refuse")
    assert SHOWN not in mira.get("/quotes").text
    assert mira.post(f"/quotes/{quote}/choose").status_code == 404


def test_it_is_gone_at_once_when_the_person_takes_the_permission_back(site: Site, library: FlowLibrary) -> None:
    played, mira, quote = chosen(site, library)
    with site.database.reading() as connection:
        (one,) = [each for each in quotes.of_enquiry(connection, played.enquiry) if each.quote == quote]
    wendy = site.browser().sign_in("wendy")
    reply = wendy.post(f"/enquiries/{played.enquiry}/conversations/{one.dialogue}/quotes/{one.outcome}/take-back")

    assert "Their words may be used no more" in wendy.get(reply.headers["Location"]).text
    assert not still(site, quote)
    assert SHOWN not in mira.get("/quotes").text
    assert mira.post(f"/quotes/{quote}/choose").status_code == 404
    assert WORDS not in wendy.get(f"/enquiries/{played.enquiry}/quotes").text


def test_it_is_gone_at_once_when_the_conversation_is_set_aside(site: Site, library: FlowLibrary) -> None:
    played, mira, quote = chosen(site, library)
    with site.database.reading() as connection:
        (dialogue,) = connection.execute("select dialogue from quote where quote = ?", [quote]).fetchone()
    enquiries.set_aside(site.database, played.enquiry, dialogue, "why", by(site))

    assert not still(site, quote)
    assert SHOWN not in mira.get("/quotes").text


def test_it_is_gone_at_once_when_the_enquiry_is_sealed_and_never_offered_then(site: Site, library: FlowLibrary) -> None:
    played, mira, quote = chosen(site, library)
    with site.database.transaction() as connection:
        seals.seal(connection, played.enquiry, [site.account("wendy").id], by(site))
    page = site.browser().sign_in("wendy").get(f"/enquiries/{played.enquiry}/quotes").text

    assert not still(site, quote)
    assert SHOWN not in mira.get("/quotes").text
    assert "This enquiry is sealed" in page
    assert WORDS not in page


def test_a_worker_takes_it_back_and_can_make_it_ready_anew(site: Site, library: FlowLibrary) -> None:
    played, address = ready(site, library)
    wendy, mira = site.browser().sign_in("wendy"), msp_lead(site)
    send(wendy, address, "shown", "It is quiet.")
    page = mira.get("/quotes").text

    assert "It is quiet. […]" in page
    assert SHOWN not in page

    wendy.post(f"{address}/take-back")
    assert "It is quiet" not in mira.get("/quotes").text
    assert "May be used" in wendy.get(f"/enquiries/{played.enquiry}/quotes").text


def test_a_form_of_words_that_changed_since_is_refused(site: Site, library: FlowLibrary) -> None:
    wendy = site.worker()
    _played, address = said(site, library)

    assert "These words have changed" in send(wendy, address, "shown", "It is quiet.", known="another")


def test_both_pages_say_that_what_was_handed_out_cannot_be_called_back(site: Site, library: FlowLibrary) -> None:
    played, address = ready(site, library)
    wendy = site.browser().sign_in("wendy")

    for page in (wendy.get(address), wendy.get(f"/enquiries/{played.enquiry}/quotes"), msp_lead(site).get("/quotes")):
        assert "cannot be called back" in page.text


def test_a_demonstration_has_words_to_choose_and_words_to_make_ready(site: Site, library: FlowLibrary) -> None:
    told(site, library, STORY)
    waiting = told(site, library, "three_outcomes_one_of_each_rating").enquiry
    with site.database.transaction() as connection:
        _demonstration_quote.make_ready(connection, site.clock())
        (left,) = quotes.of_enquiry(connection, waiting)
    page = site.browser().sign_in("wendy").get(f"/enquiries/{waiting}/quotes/{left.dialogue}/{left.outcome}").text

    assert _demonstration_quote.SHOWN in msp_lead(site).get("/quotes").text
    assert "“Test Ash”" in page
    assert "“Friday”" in page


def test_a_demonstration_without_these_words_makes_nothing_ready(site: Site, library: FlowLibrary) -> None:
    told(site, library, STORY, chapters=1)
    with site.database.transaction() as connection:
        _demonstration_quote.make_ready(connection, site.clock())

        assert quotes.ready(connection) == ()


def test_an_answer_looks_through_the_quotes_of_its_own_enquiry_alone(site: Site, library: FlowLibrary) -> None:
    """They grow with the years, and every answer looks whether it ended a permission."""
    ready(site, library)
    talk = Talk.begin(site.browser().sign_in("wendy"), site.enquiry())
    asked: list[str] = []
    with site.database.reading() as connection:
        connection.conn.set_trace_callback(asked.append)
    talk.say({"choice": "adult"})
    looks = [each for each in asked if "from quote q" in each]

    assert len(looks) == 1
    assert f"q.enquiry = '{talk.enquiry}'" in looks[0]
