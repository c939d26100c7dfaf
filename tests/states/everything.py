"""All the states there are, met once for a run; and what is left out of them, each with its reason."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import SecondFactor
from tests.states import doors, moments, talk_pages, worker_pages
from tests.states.scene import site_in
from tests.states.state import Met
from tests.web.site import Site

NOT_MET: Mapping[str, str] = {
    "dashboard.file": "a file",
    "single_sign_on.on_page": "only a council's own provider leads there: tests/browser/test_single_sign_on.py",
    "theme.sheet": "a style sheet",
    "theme.logo": "a picture",
    "pictures.file": "a picture",
    "figures.table": "a file",
    "figures.whole_file": "a file",
    "figures.report_file": "a file",
    "listen.sound": "a sound",
    "listen.marks": "moments within a sound",
    "single_sign_on.back": "it only forwards",
    "single_sign_on.start": "it only forwards",
}
"""Endpoints that can be opened and have no state here."""
NOT_ASKED: Mapping[str, str] = {"number": "no flow of ours asks for a number"}
"""Kinds of question that have no state here."""


def everything(folder: Path) -> Met:
    """Every state of every page."""
    met, library = Met(), FlowLibrary(read_flows())
    with site_in(folder / "codes", library, second_factor=SecondFactor.REQUIRED) as site:
        met.router = site.app.url_map.bind("")
        doors.meet_second_factor(met, site)
    scenes: tuple[Callable[[Site], None], ...] = (
        lambda site: doors.meet_first_account(met, site),
        lambda site: worker_pages.meet_empty_pages(met, site),
        lambda site: doors.meet_signing_in(met, site),
        lambda site: doors.meet_administering(met, site, library),
        lambda site: worker_pages.meet_full_pages(met, site, library),
        lambda site: moments.meet_moments(met, site, library),
        lambda site: talk_pages.meet_questions(met, site, library),
    )
    for number, scene in enumerate(scenes):
        with site_in(folder / str(number), library) as site:
            site.app.config["WTF_CSRF_ENABLED"] = False
            scene(site)
    return met
