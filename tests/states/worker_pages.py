"""Every page that anybody with an account reaches: with nothing in it, with enquiries in it, and with wrong forms."""

from werkzeug.routing import Rule

from msp_dialogue.accounts import Role
from msp_dialogue.record.library import FlowLibrary
from msp_dialogue.web.access import NEVER_ASKED
from tests.states.scene import Visitor, nothing_kept, session_of
from tests.states.state import Met
from tests.web.cast import everybody
from tests.web.filling import LEAVES, Form, forms
from tests.web.site import Site
from tests.web.telling import stories
from tests.web.test_matrix import MISSING, path_of

ACTORS = ("lead", "manager", "analyst", "msp", "admin", "advocate", "named", "person", "locked", "half", "nobody")
"""One of each kind of people who come; of those who see the same pages only one."""
OWN = "wendy"


def meet_empty_pages(met: Met, site: Site) -> None:
    """The lists, before there is anything: everything that needs no enquiry, seen by somebody who may do it all."""
    site.account("first", *(set(Role) - {Role.ADVOCATE}))
    visitor = session_of(site, "first")
    for rule in _pages(site):
        if not rule.arguments:
            met.note(f"{rule.rule}, with nothing in the service yet", visitor.ask(rule.rule))


def meet_full_pages(met: Met, site: Site, library: FlowLibrary) -> None:
    """Each page as each kind of colleague sees it, and each of its forms sent with nothing in it."""
    cast = everybody(site, library)
    tried: set[str] = set()
    for actor in ACTORS:
        visitor = Visitor(site, cast.token(actor))
        for rule in _pages(site):
            thing = "sealed" if actor == "named" else "open"
            path = path_of(rule, cast.things[thing], cast)
            page = visitor.ask(path)
            if page.status_code != 200 or not met.note(f"{rule.rule}, as {actor}", page):
                continue
            for form in forms(page):
                key = f"{form.action} {sorted(form.values)}"
                if form.action not in LEAVES and key not in tried and form.action != "/talk":
                    tried.add(key)
                    _send_empty(met, site, visitor, rule, actor, form)
    lead = Visitor(site, cast.token("lead"))
    for rule in _pages(site):
        if rule.endpoint == "enquiry.page":
            met.note("a page that is not there, as a worker", lead.ask(path_of(rule, MISSING, cast)))
    met.note("a page that is not allowed, as a worker", lead.ask("/accounts"))
    with nothing_kept(site):
        met.note("the records cannot be reached, as a worker", lead.ask("/account/end-sessions", {}))
    met.note("leaving quickly", lead.ask("/leave"))


def meet_enquiries(met: Met, site: Site) -> None:
    """The pages of every enquiry that a story told of."""
    visitor = session_of(site, OWN)
    with site.database.reading() as connection:
        rows = connection.execute("select id, reference from enquiry order by reference").fetchall()
    assert len(rows) == len(stories())
    for enquiry, reference in rows:
        for rule in _pages(site):
            if rule.arguments == {"enquiry_id"} and rule.endpoint.split(".")[1] == "page":
                page = visitor.ask(rule.build({"enquiry_id": enquiry}, append_unknown=False)[1])  # type: ignore[index]
                if page.status_code == 200:
                    met.note(f"{rule.rule}, of {reference}", page)


def _send_empty(met: Met, site: Site, visitor: Visitor, rule: Rule, actor: str, form: Form) -> None:
    chosen = set(form.chosen)
    empty = {name: value for name, value in form.values.items() if name not in chosen}
    empty |= dict.fromkeys((*form.typed, *form.secret), "")
    with nothing_kept(site):
        reply = visitor.ask(form.action, empty)
    if reply.status_code == 422:
        endpoint = site.app.url_map.bind("").match(form.action, "POST")[0]
        met.note(f"{rule.rule}, as {actor}, {endpoint} left empty", reply)


def _pages(site: Site) -> list[Rule]:
    rules = site.app.url_map.iter_rules()
    return [rule for rule in rules if "GET" in (rule.methods or set()) and rule.endpoint not in NEVER_ASKED]
