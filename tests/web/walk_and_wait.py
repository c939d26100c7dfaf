"""A walk through the service that leaves words everywhere they can be left, then waits to be killed.

Run as `python -m tests.web.walk_and_wait FOLDER WORD`: everything said holds WORD.
"""

import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from msp_dialogue.accounts import passwords
from msp_dialogue.cli import _first_start
from msp_dialogue.copies import offered
from msp_dialogue.database import Database, read_key
from msp_dialogue.flow.step import Step
from msp_dialogue.record import drafts
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import SecondFactor, Settings
from msp_dialogue.web import create_app
from msp_dialogue.web.service import Service
from tests.web.copying import made, printed
from tests.web.site import PASSWORD, Clock, Site
from tests.web.talking import Talk

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EXPORT = {"from-day": "1", "from-month": "1", "from-year": "2026", "to-day": "31", "to-month": "3", "to-year": "2026"}


def walk(folder: Path, word: str) -> None:
    """Open an enquiry, say things, leave one half said, print and export in every format."""
    settings = Settings(data=folder / "data", key_file=folder / "key", tls=True, second_factor=SecondFactor.OPTIONAL)
    _first_start.prepare(settings, at=NOW)
    database = Database.open(settings.database, read_key(settings.key_file, data=settings.data))
    library = FlowLibrary(read_flows())
    with database.transaction() as connection:
        library.keep(connection, NOW)
    app = create_app(service=Service(settings, database, library, Clock(NOW)))
    site = Site(app, database, Clock(NOW), passwords.hash_new(PASSWORD, sign_in_name="nobody"))
    enquiry = site.enquiry(f"E-{word}", call_name=f"Rose {word}")
    talk = Talk.begin(site.worker(), enquiry).up_to_want()
    talk.say({"words": f"I want my {word} back"})
    talk.send({"do": "stop", "words": f"and then {word}"})
    wendy = site.worker()
    for page in (wendy.get(f"/enquiries/{enquiry}"), printed(wendy, enquiry, "easy-page")):
        assert word in page.text, page.request.path
    for copied in offered("en"):
        assert made(wendy, enquiry, copied).status_code in {200, 303}
    for form in ("csv", "xlsx", "ods", "json"):
        reply = wendy.post("/export", {**EXPORT, "by": "opened", "format": form})
        assert reply.status_code == 200
        reply.get_data()
    with database.transaction() as connection:
        for _ in range(400):  # more than is kept in memory, so that half of a transaction stands in the log
            drafts.keep(connection, secrets.token_hex(8), Step("want"), {"words": [word * 1000]})
        print("walked", flush=True)  # noqa: T201 - to the test that started this
        sys.stdin.readline()


if __name__ == "__main__":
    walk(Path(sys.argv[1]), sys.argv[2])
