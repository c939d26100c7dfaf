"""What comes out on paper: who printed it and when, and nothing of how somebody can be reached [H-14]."""

import io
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PASSWORD
from tests.browser.desk import Running
from tests.browser.test_conversations import SAFELY
from tests.browser.walking import Reply, Walk

pytestmark = pytest.mark.browser

CANARY = "Canarywharf"
WISH = "I want to feel safe in my own kitchen"
SAID: dict[str, Reply] = {
    "Do you want to take part?": "Yes, I want to take part",
    "What do you want to happen?": WISH,
    "Shall we go on now, or another day?": "Go on now",
    "What are safe ways to get in touch with you?": ["A phone call"],
    "Which number, address or person is safe to use?": f"{CANARY} number",
    "What must we never use to reach you?": f"{CANARY} never",
}


@pytest.fixture
def page(chromium: Browser, service: Running) -> Iterator[Page]:
    """A page of a fresh browser."""
    context = chromium.new_context(base_url=service.address)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def paper(page: Page) -> str:
    """The words on the printed page, with everything on it that can be opened open."""
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf()))
    return " ".join(" ".join(each.extract_text() for each in pdf.pages).split())


def test_no_way_of_contact_is_on_paper_and_who_printed_it_is(page: Page, service: Running) -> None:
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-1", "Test Rose")
    enquiry = page.url
    walk.hold("Start the first conversation", SAFELY | SAID)
    page.goto(f"{enquiry}/contact/said")
    page.locator("[name=never]").fill(f"{CANARY} house phone")
    page.get_by_role("button", name="Save safe contact").click()
    page.goto(f"{enquiry}/contact/reached")
    page.locator("[name=way]").first.check()
    page.locator("[name=with_whom]").fill(CANARY)
    page.get_by_role("button", name="Save", exact=True).click()
    shown = page.content()
    on_paper = paper(page)

    assert shown.count(CANARY) >= 4
    for printed in ("SYN-1", WISH, "printed by Wendy Worker on", "left out on paper", "Who is answering?"):
        assert printed in on_paper
    assert CANARY not in on_paper
    for path in ("contact", "contact/change", "contact/reached", "copy"):
        page.goto(f"{enquiry}/{path}")
        assert CANARY not in paper(page), path


def test_on_the_paper_of_a_copy_is_the_copy_alone_and_its_file_has_a_neutral_name(page: Page, service: Running) -> None:
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-1", "Test Rose")
    enquiry = page.url
    walk.hold("Start the first conversation", SAFELY | SAID)
    page.goto(f"{enquiry}/copy")
    page.get_by_label("Yes, it is safe").check()
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_role("button", name="Very large print, 24 point", exact=True).click()
    on_paper = paper(page)

    assert on_paper.startswith("What you told us For Test Rose")
    assert WISH in on_paper
    for not_theirs in (CANARY, "SYN-1", "printed by", "Sign out", "How to talk", "Ctrl and P", "MSP Dialogue"):
        assert not_theirs not in on_paper
    page.get_by_role("link", name="Other forms of the copy").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word", exact=True).click()
    assert download.value.suggested_filename == "what-you-told-us.docx"
    page.goto(enquiry)
    assert page.get_by_text("Very large print, 24 point; Word").is_visible()
