"""What a worker is shown of each sitting: who was there, whether it went on, and whose turn it is."""

import pytest

from msp_dialogue.record.library import FlowLibrary
from tests.web.inviting import Waiting, advocate, waiting
from tests.web.site import Site, heading
from tests.web.talking import Talk

SAFE = {"present": "my colleague", "safe": "yes"}


@pytest.fixture
def held(site: Site, library: FlowLibrary) -> Waiting:
    """A first conversation with Rose that waits for an advocate."""
    return waiting(site, library, site.enquiry())


def stopped(site: Site) -> Talk:
    """A conversation that a worker types, stopped for now."""
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want(sitting="worker_typed")
    talk.send({"do": "stop"})
    return talk


def resume(site: Site, talk: Talk, present: str, safe: str) -> None:
    (dialogue,) = site.database.connection.execute("select id from dialogue").fetchone()
    form = {"token": present, "present": present, "safe": safe}
    assert talk.browser.post(f"/conversations/{dialogue}/resume", form).status_code == 303


def test_who_was_in_the_room_each_time_stands_with_the_conversation(site: Site) -> None:
    talk = stopped(site)
    resume(site, talk, "Rose and her <b>son</b>", "no")
    resume(site, talk, "Rose alone", "yes")

    page = talk.browser.get(f"/enquiries/{talk.enquiry}").text
    refused = page.index("Did not go on, since it was not safe or not known to be, 2 March 2026 at 09:30, Wendy.")
    went_on = page.index("Went on, 2 March 2026 at 09:30, Wendy. Who was there: Rose alone")

    assert refused < went_on
    assert "Who was there: Rose and her &lt;b&gt;son&lt;/b&gt;" in page


def test_who_is_with_an_advocate_is_shown_too(site: Site, held: Waiting) -> None:
    held.invite("ada")
    advocate(site).post(held.before, SAFE)

    page = site.worker().get(f"/enquiries/{held.held.enquiry}").text

    assert "Ada. Who was there: my colleague" in page


def test_the_worker_sees_whether_the_advocate_answers_or_has_finished(site: Site, held: Waiting) -> None:
    held.invite("ada")
    wendy, enquiry = site.worker(), f"/enquiries/{held.held.enquiry}"
    before = wendy.get(enquiry).text
    held.talk.actor = site.account("ada").id
    held.talk.go_on(held.held, {"want": "Peace"}, until="outcome_theme")
    after, invitation = wendy.get(enquiry).text, wendy.get(held.invitation)

    assert before.count("The advocate answers") == 2
    assert after.count("The advocate has finished") == 2
    assert "The advocate answers" not in after
    assert heading(invitation) == "The advocate has finished"
    assert f'href="/conversations/{held.id}/resume"' in invitation.text


def test_a_stopped_screen_that_is_taken_back_leads_to_the_enquiry(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.send({"do": "stop"})

    assert talk.browser.take_back().headers["Location"] == f"/enquiries/{talk.enquiry}"


def test_a_screen_that_goes_on_is_taken_back_to_its_question(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()

    assert talk.browser.take_back().headers["Location"] == "/talk"


def test_a_stopped_screen_leads_nobody_to_an_enquiry_that_is_not_theirs(site: Site) -> None:
    site.account("sofia", team="South")
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.send({"do": "stop"})

    assert talk.browser.take_back("sofia").headers["Location"] == "/talk"


def test_where_somebody_is_needed_the_worker_is_led_there(site: Site) -> None:
    talk = Talk.begin(site.worker(), site.enquiry()).up_to_want()
    talk.send({"do": "more_later"})
    talk.browser.take_back()
    again = Talk.begin(site.worker(), talk.enquiry, "middle")

    assert f'<a href="/enquiries/{talk.enquiry}">Look at the enquiry before you go on' in again.page.text
