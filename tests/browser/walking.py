"""A worker and a person at one screen: opens pages, reads headings, presses buttons, as people do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.sync_api import Locator, Page, expect

Reply = str | Sequence[str] | Mapping[str, str]
"""What is done at a question: words or an option's label, several labels, or values by field name."""

AT_REST = ("We have stopped for now", "That is all for now. Thank you.")
LONGEST_WALK = 120


@dataclass
class Walk:
    """One browser, in one enquiry."""

    page: Page
    password: str
    codes: list[str]
    """Recovery codes: a device shows another only every half minute, and tests do not wait; none without a device."""
    name: str = "wendy"
    """What the worker signs in with."""

    @classmethod
    def create_account(cls, page: Page, link: str, password: str) -> "Walk":
        """Make the first account by its link, which also signs in, and set its device up."""
        page.goto(link)
        page.get_by_label("Your name").fill("Wendy Worker")
        page.get_by_label("Sign-in name").fill("wendy")
        page.get_by_label("Team").fill("North")
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Create the account and sign in").click()
        device = pyotp.TOTP(page.locator("#secret").inner_text().replace(" ", ""))
        page.get_by_label("Code").fill(device.now())
        page.get_by_role("button", name="Use this device").click()
        expect(page.locator("h1")).to_have_text("Keep your recovery codes")
        codes = page.locator(".app-codes li").all_inner_texts()
        page.get_by_role("button", name="I have kept them, go on").click()
        return cls(page, password, codes)

    def open_enquiry(self, reference: str, call_name: str) -> None:
        """Open an enquiry from the list."""
        self.page.goto("/enquiries/new")
        self.page.get_by_label("Enquiry reference").fill(reference)
        self.page.get_by_label("Section 42").check()
        for name, value in {"day": "5", "month": "1", "year": "2026"}.items():
            self.page.locator(f"[name=opened-{name}]").fill(value)
        self.page.get_by_label("Adult’s reference").fill(f"A-{reference}")
        self.page.get_by_label("What they like to be called (optional)").fill(call_name)
        self.page.get_by_role("button", name="Open the enquiry").click()
        expect(self.page.locator("h1")).to_contain_text(reference)

    def heading(self) -> str:
        """The page's one heading."""
        return self.page.locator("h1").inner_text().strip()

    def hold(self, button: str, replies: Mapping[str, Reply]) -> list[str]:
        """Hold a whole conversation: what is not in `replies` is skipped; gives the questions in the order asked."""
        self.page.get_by_role("button", name=button).click()
        asked: list[str] = []
        for _ in range(LONGEST_WALK):
            heading = self.heading()
            if self.page.get_by_role("link", name="For staff: sign in").count():
                self.take_back()
                continue
            if "/enquiries/" in self.page.url:  # where a screen leads that was taken back once all is over
                return asked
            if heading in AT_REST:
                self.page.get_by_role("button", name="goes on from here").click()
                return asked
            asked.append(heading)
            self.answer(heading, replies.get(heading))
        raise AssertionError(f"no end after {asked}")

    def take_back(self) -> None:
        """Sign in at the resting screen: it is the worker's again."""
        self.page.get_by_role("link", name="For staff: sign in").click()
        self.take_back_here()

    def take_back_here(self) -> None:
        """Sign in at the page for it."""
        self.page.get_by_label("Sign-in name").fill(self.name)
        self.page.get_by_label("Password", exact=True).fill(self.password)
        if self.codes:
            self.page.get_by_label("Code from your device").fill(self.codes.pop())
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("link", name="For staff: sign in")).to_have_count(0)

    def until(self, button: str, question: str, replies: Mapping[str, Reply]) -> None:
        """Begin a conversation and go as far as a question."""
        self.page.get_by_role("button", name=button).click()
        self.up_to(question, replies)

    def up_to(self, question: str, replies: Mapping[str, Reply]) -> None:
        """Go on as far as a question."""
        for _ in range(LONGEST_WALK):
            if self.heading() == question:
                return
            self.answer(self.heading(), replies.get(self.heading()))
        raise AssertionError(f"{question} is not come to")

    def answer(self, heading: str, reply: Reply | None) -> None:
        """Answer the question on the page and wait for the next."""
        step = self.page.locator("input[name=step]").input_value()
        if reply is None:
            skip = self.page.get_by_role("button", name="Skip", exact=True)
            (skip if skip.count() else self.onward()).click()
        else:
            self.fill(reply)
            self.onward().click()
        expect(self.page.locator(f'input[name=step][value="{step}"]')).to_have_count(0)
        problems = self.page.locator(".error-summary")
        assert problems.count() == 0, f"{heading}: {problems.inner_text()}"

    def onward(self) -> Locator:
        """The one big button."""
        return self.page.locator("#answers button.continue")

    def fill(self, reply: Reply) -> None:
        """Choose or type."""
        if isinstance(reply, Mapping):
            for name, value in reply.items():
                self.page.locator(f"[name={name}]").first.fill(value)
        elif isinstance(reply, str) and self.page.locator("[name=words]").count():
            self.page.locator("[name=words]").fill(reply)
        else:
            for label in [reply] if isinstance(reply, str) else reply:
                self.page.get_by_label(label, exact=True).first.check()

    def conclude(self, day: Mapping[str, str]) -> None:
        """Conclude the enquiry from its page."""
        self.page.get_by_role("button", name="Conclude the enquiry").click()
        for name, value in day.items():
            self.page.locator(f"[name=on-{name}]").fill(value)
        self.page.get_by_role("button", name="Conclude the enquiry").click()
        expect(self.page.locator("body")).to_contain_text("Take the conclusion back")

    def download_workbook(self, folder: Path) -> bytes:
        """Download the Excel workbook for 2026, by the day enquiries were opened."""
        self.page.goto("/export")
        self.page.get_by_label("Period", exact=True).select_option("own")
        for name, value in {"day": "1", "month": "1", "year": "2026"}.items():
            self.page.locator(f"[name=from-{name}]").fill(value)
        for name, value in {"day": "31", "month": "12", "year": "2026"}.items():
            self.page.locator(f"[name=to-{name}]").fill(value)
        self.page.get_by_label("Opened in the period").check()
        self.page.get_by_label("Excel workbook").check()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download").click()
        download.value.save_as(folder / "workbook.xlsx")
        return (folder / "workbook.xlsx").read_bytes()
