"""The manager's page: their team's sessions and ending them, what was opened, what needs attention [S-06]."""

from datetime import timedelta

from msp_dialogue.accounts import Role
from tests.web.site import Site
from tests.web.test_sealed import led, manager, sealed


def test_a_manager_ends_every_session_of_a_colleague_at_once(site: Site) -> None:
    wendy, again, mona = site.worker(), site.worker(), manager(site)
    page = mona.get("/team").text
    reply = mona.post(f"/team/{site.accounts['wendy'].id}/end-sessions")

    assert page.count("Signed in 2 March 2026 at 09:30") == 3
    assert reply.headers["Location"] == "/team"
    assert wendy.get("/").headers["Location"] == again.get("/").headers["Location"] == "/sign-in"
    assert mona.get("/team").text.count("Signed in 2 March 2026 at 09:30") == 1


def test_another_teams_sessions_and_an_administrators_are_not_theirs_to_end(site: Site) -> None:
    sofia, mona = site.worker("sofia", team="South"), manager(site)
    site.account("ada", Role.ADMINISTRATOR, Role.WORKER)
    ada = site.browser().sign_in("ada")

    for name in ("sofia", "ada"):
        assert mona.post(f"/team/{site.accounts[name].id}/end-sessions").status_code == 404
        assert f"/team/{site.accounts[name].id}/end" not in mona.get("/team").text
    assert sofia.get("/").status_code == ada.get("/").status_code == 200


def test_it_counts_what_needs_attention_and_nothing_that_is_sealed_to_others(site: Site) -> None:
    mona = manager(site)
    site.clock.at += timedelta(seconds=1)
    led(site, site.enquiry("E-1"))
    site.enquiry("E-2")
    sealed(site, "wendy", reference="E-3")
    site.enquiry("S-1", team="South")
    page = " ".join(mona.get("/team").text.split())

    assert 'without a lead worker</dt><dd class="govuk-summary-list__value">1</dd>' in page
    assert 'without a first conversation</dt><dd class="govuk-summary-list__value">2</dd>' in page


def test_it_names_the_sealed_enquiries_of_the_team_and_nothing_that_is_in_them(site: Site) -> None:
    mona = manager(site)
    enquiry = sealed(site, "walter", reference="E-7")
    page = mona.get("/team").text

    assert "E-7" in page
    assert "Rose" not in page
    assert f"/enquiries/{enquiry}/seal" in page
    assert mona.get(f"/enquiries/{enquiry}/looked").status_code == 200


def test_a_manager_reads_what_their_team_works_with_and_is_offered_nothing_they_may_not_do(site: Site) -> None:
    mona, enquiry = manager(site), site.enquiry()
    home, page = mona.get("/").text, mona.get(f"/enquiries/{enquiry}").text

    assert "E-1" in home
    assert "Mine" not in home
    assert "Open an enquiry" not in home
    for words in ("Start the first conversation", "Conclude the enquiry</a>", "Give them a copy", "Change the details"):
        assert words not in page, words
    assert "Who looked" in page
    assert "Seal this enquiry" in page


def test_work_begins_where_the_role_has_its_work_and_several_roles_work_together(site: Site) -> None:
    roles = {
        "wanda": ((Role.WORKER,), "/"),
        "mona": ((Role.MANAGER,), "/"),
        "anna": ((Role.ANALYST,), "/figures"),
        "ada": ((Role.ADMINISTRATOR,), "/accounts"),
        "bea": ((Role.BOARD,), "/figures"),
        "lena": ((Role.MSP_LEAD,), "/figures"),
        "both": ((Role.ANALYST, Role.ADMINISTRATOR), "/figures"),
        "many": ((Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR), "/"),
    }
    for name, (held, start) in roles.items():
        site.account(name, *held)
        browser = site.browser().sign_in(name)
        assert browser.get("/sign-in").headers["Location"] == start, name
        assert browser.get("/").headers.get("Location", "/") == start, name
        assert browser.get(start).status_code == 200

    many = site.browser().sign_in("many")
    assert all(many.get(path).status_code == 200 for path in ("/", "/team", "/export", "/accounts", "/break-glass"))


def test_an_analyst_is_told_that_nothing_was_released_yet(site: Site) -> None:
    site.account("anna", Role.ANALYST)
    page = site.browser().sign_in("anna").get("/figures").text

    assert "Nothing has been released yet" in page
    assert "/enquiries" not in page
