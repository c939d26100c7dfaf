"""Whatever people type is shown as the text it is, on every page and in every export [O-06, I-03]."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from msp_dialogue.accounts import Role
from tests.web.filling import TAKES_AWAY, every_form, pages
from tests.web.site import Browser, Site
from tests.web.talking import Talk
from tests.web.test_person_sees import whole

CANARY = "\"'><svg/onload=alert(1)>{{7*7}}{%print 7*7%}${7*7}"
RAW = "<svg/onload"
PERIOD = {"from-day": "1", "from-month": "1", "from-year": "2026", "to-day": "31", "to-month": "3", "to-year": "2026"}


@pytest.fixture
def everybody(site: Site) -> Browser:
    """Somebody with every role that a colleague can have."""
    site.account("everybody", *(set(Role) - {Role.ADVOCATE}))
    return site.browser().sign_in("everybody")


def test_a_canary_in_every_field_is_text_on_every_page(site: Site, everybody: Browser) -> None:
    enquiry = site.enquiry("E-1", call_name=CANARY)
    whole(Talk.begin(everybody, enquiry), says=CANARY)
    everybody.sign_in("everybody")
    for form in every_form(everybody, enquiry):
        if form.action.endswith(TAKES_AWAY):
            continue
        reply = everybody.post(form.action, form.filled(form.typing(CANARY)))
        assert RAW.encode() not in reply.get_data(), form.action
    shown = [page for page in pages(everybody, enquiry) if "svg/onload" in page.text]

    assert len(shown) >= 5
    for page in shown:
        assert RAW not in page.text, page.request.path
        assert "{{7*7}}" in page.text, page.request.path
        assert re.search(r">49<|\b49\{|\}49", page.text) is None, page.request.path


def test_a_canary_is_text_in_every_export(site: Site) -> None:
    """[X-01] No formula, no link, nothing that opens a program; the words come back as they were."""
    canary = f"=cmd|' /C calc'!A0 {CANARY}"
    wendy = site.worker()
    talk = Talk.begin(wendy, site.enquiry()).up_to_want()
    talk.say({"words": canary})
    wendy = site.worker()
    table = wendy.post("/export", {**PERIOD, "by": "opened", "format": "csv"}).get_data()
    book = wendy.post("/export", {**PERIOD, "by": "opened", "format": "xlsx"}).get_data()

    with zipfile.ZipFile(io.BytesIO(table)) as files:
        text = "".join(files.read(name).decode("utf-8-sig") for name in files.namelist() if name.endswith(".csv"))
    cells = [cell for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for cell in row]
    assert "'=cmd" in text
    assert re.search(r'(^|[,"\n])=cmd', text) is None
    assert canary in [cell.value for cell in cells]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
