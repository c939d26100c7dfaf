"""The main job, from the first account to the workbook, in a real browser, with and without JavaScript."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PASSWORD
from tests.browser.desk import Running
from tests.browser.walking import Reply, Walk

pytestmark = pytest.mark.browser

WANT, ELSE = "I want to feel safe in my own kitchen", "I want my sister to visit again"
SAFELY: dict[str, Reply] = {
    "Who is answering?": "The adult",
    "Who is in the room, or on the call?": {"name-1": "Test Rose", "relation-1": "the adult"},
    "Is the adult being seen alone?": "Yes, alone with you (and an interpreter or signer, if there is one)",
    "Is it safe to talk now?": "Yes, it is safe",
    "How is the conversation being held?": "Face to face",
    "Who will use the screen?": "The person answering uses the screen",
}
FOR_ROSE: dict[str, Reply] = SAFELY | {
    "Who is answering?": "A representative or advocate",
    "What kind of representative is answering?": "Independent Mental Capacity Advocate (IMCA)",
    "Is the representative, or might they be, the alleged source of harm?": "No",
    "Is the adult being seen alone?": "The adult is not part of this conversation",
}
WISHES: dict[str, Reply] = {
    "Do you want to take part?": "Yes, I want to take part",
    "What do you want to happen?": WANT,
    "Is there anything else you want to happen?": {"words-1": ELSE},
    "This is what you told us. Is it right?": (),
    "Shall we go on now, or another day?": "Another day",
    "What is the council's answer to this outcome?": "It can be worked towards, as worded",
}
STILL: dict[str, Reply] = {
    "Do you want to take part today?": "Yes, I want to take part",
    "Do you still want this?": "I still want this",
}
RATED: dict[str, Reply] = {
    "Is a closing conversation being held with the person or a representative?": "Yes, now",
    "Who is asking?": "The lead of the enquiry, at closure",
    "Do you want to take part today?": "Yes, I want to take part",
    "How much of this happened?": "All of it",
    "What do you want to say about it?": "I sleep at night",
    "May we use these words, without a name, to help others learn?": "Yes",
    "How safe do you feel now?": "Safer than before",
    "What happened to the risk?": "Risk removed",
}


def test_the_three_conversations_with_the_adult_end_up_in_the_workbook(
    page: Page, service: Running, tmp_path: Path
) -> None:
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-1", "Test Rose")

    first = walk.hold("Start the first conversation", SAFELY | WISHES)
    walk.hold("Start the review", SAFELY | STILL)
    walk.hold("Start the closing conversation", SAFELY | RATED)
    today = datetime.now(UTC)  # wishes count when they were said before the day of conclusion is over [R3]
    walk.conclude({"day": str(today.day), "month": str(today.month), "year": str(today.year)})
    workbook = openpyxl.load_workbook(BytesIO(walk.download_workbook(tmp_path)))

    outcomes = rows(workbook, "Outcomes")
    assert [(row["words"], row["achieved"], row["voice"]) for row in outcomes] == [
        (WANT, "fully", "adult"),
        (ELSE, "fully", "adult"),
    ]
    (enquiry,) = rows(workbook, "Enquiries")
    assert (enquiry["asked"], enquiry["achieved"]) == ("expressed", "fully")
    core = first[first.index("How shall we talk?") : first.index("This is what you told us. Is it right?") + 1]
    assert len(core) <= 20


def test_an_advocate_answers_for_the_person_and_is_never_taken_for_them(
    page: Page, service: Running, tmp_path: Path
) -> None:
    walk = Walk.create_account(page, service.first_account, PASSWORD)
    walk.open_enquiry("SYN-2", "Test Rose")

    walk.hold(
        "Start the first conversation",
        FOR_ROSE
        | {
            "Do you want to answer for Test Rose?": "Yes, I will answer",
            "What does Test Rose want to happen?": "To stay with her cat",
        },
    )
    walk.hold(
        "Start the review",
        FOR_ROSE
        | {
            "Do you want to answer for Test Rose today?": "Yes, I will answer",
            "Does Test Rose still want this?": "Something different is wanted now",
            "What does Test Rose want now?": "To stay with both her cats",
        },
    )
    walk.hold(
        "Start the closing conversation",
        RATED
        | FOR_ROSE
        | {
            "Do you want to answer for Test Rose today?": "Yes, I will answer",
            "How much of this happened for Test Rose?": "Some of it",
        },
    )
    workbook = openpyxl.load_workbook(BytesIO(walk.download_workbook(tmp_path)))

    (outcome,) = rows(workbook, "Outcomes")
    assert (outcome["words"], outcome["voice"], outcome["achieved"]) == (
        "To stay with both her cats",
        "representative",
        "partially",
    )
    assert [row["words"] for row in rows(workbook, "Wordings")] == [
        "To stay with her cat",
        "To stay with both her cats",
    ]
    assert {row["voice"] for row in rows(workbook, "Ratings")} == {"representative"}


def rows(workbook: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet's table by the names of its columns."""
    (table,) = workbook[sheet].tables.values()
    names, *values = ([cell.value for cell in row] for row in workbook[sheet][table.ref])
    return [dict(zip(map(str, names), row, strict=True)) for row in values]
