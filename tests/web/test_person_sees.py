"""What a person may see at a handed-over screen: this sitting's own questions and answers, nothing else [H-05, H-17].

Every field that a worker can fill holds a canary; none may come out on any page, header or cookie of the person's part.
"""

import re

import pytest

from msp_dialogue.record.enquiries import AdultDetails, EnquiryDetails, EnquiryKind, open_enquiry
from msp_dialogue.record.streams import By
from tests.web.site import Site, heading
from tests.web.talking import Talk

CANARY = "Canarywharf"


@pytest.fixture
def enquiry(site: Site) -> str:
    """An enquiry with canaries in it, and a whole earlier conversation that holds more."""
    by = By(site.account("wendy").id, site.clock(), "token-1")
    adult = AdultDetails(f"A-{CANARY}", "Rose")
    details = EnquiryDetails(f"E-{CANARY}", EnquiryKind.SECTION_42, "North", "2026-02-02", None)
    opened = open_enquiry(site.database, "e" * 32, "a" * 32, adult, details, by)
    whole(Talk.begin(site.worker(), opened), says=f"{CANARY} earlier")
    return opened


def whole(talk: Talk, *, says: str) -> list[str]:
    """Hold a whole conversation; the worker notes canaries. Gives every page that the person saw, with its headers."""
    seen = []
    for _ in range(150):
        page = talk.page
        persons = "For the worker" not in page.text
        if persons:
            seen.append(page.text + str(page.headers))
        if 'name="step"' in page.text:
            wish = heading(page) == "What do you want to happen?"
            talk.send(anything(page.text, "Peace" if wish else says if persons else f"{CANARY} noted"))
        elif "/talk/back" in page.text:
            seen.append(talk.browser.get("/talk/back").text)
            seen.append(talk.browser.get("/enquiries/none").text)
            talk.browser.take_back()
        else:
            return seen[:-1]
    raise AssertionError("no end")


def anything(page: str, words: str) -> dict[str, str]:
    """An answer that the question takes: words, or the first choice, or a place in time."""
    if 'name="words"' in page:
        return {"do": "answer", "words": words}
    if 'name="name-1"' in page:
        return {"do": "answer", "name-1": words, "relation-1": words}
    names = set(re.findall(r'name="((?:words|name|relation|first|choice)[^"]*)"', page))
    if 'value="skipped"' in page and "choice" not in names:
        return {"non_answer": "skipped"}
    choice = re.search(r'name="choice"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="choice"', page)
    return {"do": "answer", **({"choice": choice[1] or choice[2]} if choice else {})}


def test_nothing_of_the_worker_and_nothing_from_before_is_on_any_page_of_the_person(site: Site, enquiry: str) -> None:
    """[H-05] At the beginning, and at the review, where the outcomes' wordings alone are shown again."""
    pages = whole(Talk.begin(site.worker("walter"), enquiry, "middle"), says="Quiet")

    assert len(pages) > 3
    assert any("Peace" in page for page in pages)
    assert [page for page in pages if CANARY in page] == []
