"""Sealing an enquiry to the few who are named: the page, changing the names, and lifting the seal."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Role, people
from msp_dialogue.accounts.permission import Action
from msp_dialogue.record import invitations, seals
from msp_dialogue.record.invitations import Invitation
from msp_dialogue.record.streams import By
from msp_dialogue.web.access import start_of
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.seal import SealPage, can_be_named, choices_of, invited_to, mark, not_of
from msp_dialogue.web.permits import may, permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.enquiry import one
from msp_dialogue.web.routes.invitations import end_invitation
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("seal", __name__)

LONGEST_REASON = 1000


@blueprint.get("/enquiries/<enquiry_id>/seal")
def page(enquiry_id: str) -> ResponseReturnValue:
    """Who works with it, and what a seal does."""
    owned = thing_of(enquiry_id)
    permit(Action.SEAL, owned)
    chosen = owned.named if owned.sealed else frozenset({account().id, owned.lead or account().id})
    kept = not_of(_invited(enquiry_id), owned.named) if owned.sealed else frozenset()
    return render_template("seal.html", page=_page(enquiry_id, chosen, new_id(), kept=kept))


@blueprint.post("/enquiries/<enquiry_id>/seal")
def seal(enquiry_id: str) -> ResponseReturnValue:
    """Seal it, or change who is named; an advocate whom nobody of them invited goes on only if that is chosen."""
    owned = thing_of(enquiry_id)
    permit(Action.SEAL, owned)
    typed = Typed()
    token, chosen = typed.form.get("token") or new_id(), frozenset(typed.form.getlist("named"))
    kept = frozenset(typed.form.getlist("keep"))
    with service().database.reading() as connection:
        offered = {each.id: each for each in can_be_named(people.all(connection), owned.team)}
    if not any(Role.WORKER in offered[each].roles for each in chosen if each in offered):
        typed.wrong("named", _("Choose at least one worker, or nobody could work with it."))
    elif not chosen <= offered.keys() | owned.named:
        typed.wrong("named", _("Somebody you chose cannot be named any more. Choose again."))
    elif typed.form.get("known", "") != mark(owned.named):
        typed.wrong("named", _("The names were changed in another window. Check them, then save yours."))
    if typed.errors:
        shown = _page(enquiry_id, chosen, token, tuple(typed.errors), kept=kept)
        return render_template("seal.html", page=shown), UNPROCESSABLE
    at, by = service().now(), account().id
    with service().database.transaction() as connection:
        if chosen != owned.named:
            seals.seal(connection, enquiry_id, chosen, By(by, at, token))
        for each in not_of(invitations.good_in(connection, enquiry_id, at=at), chosen) - kept:
            end_invitation(connection, enquiry_id, each, By(by, at, f"{token}-{each}"))
    return _on(enquiry_id)


@blueprint.post("/enquiries/<enquiry_id>/seal/lift")
def lift(enquiry_id: str) -> ResponseReturnValue:
    """Open it to its team again, with a reason."""
    owned = thing_of(enquiry_id)
    permit(Action.SEAL, owned)
    typed = Typed()
    token = typed.form.get("token") or new_id()
    reason = typed.words(
        "reason", missing=_("Write why everybody in the team may see it again."), longest=LONGEST_REASON
    )
    errors = typed.checked("reason") if owned.sealed else ()
    if errors:
        kept = not_of(_invited(enquiry_id), owned.named)
        shown = _page(enquiry_id, owned.named, new_id(), errors, typed.kept, kept=kept)
        return render_template("seal.html", page=shown), UNPROCESSABLE
    if owned.sealed:
        with service().database.transaction() as connection:
            seals.unseal(connection, enquiry_id, reason.strip(), By(account().id, service().now(), token))
    return _on(enquiry_id)


def _on(enquiry_id: str) -> ResponseReturnValue:
    """To the enquiry, or for whoever is not named to where their work begins."""
    theirs = may(Action.SEE_ENQUIRY, thing_of(enquiry_id))
    to = url_for("enquiry.page", enquiry_id=enquiry_id) if theirs else url_for(start_of(account()))
    return redirect(to, code=303)


def _invited(enquiry_id: str) -> Mapping[str, tuple[Invitation, ...]]:
    with service().database.reading() as connection:
        return invitations.good_in(connection, enquiry_id, at=service().now())


def _page(
    enquiry_id: str,
    chosen: frozenset[str],
    token: str,
    errors: Errors = (),
    form: Mapping[str, str] = MappingProxyType({"reason": ""}),
    *,
    kept: frozenset[str] = frozenset(),
) -> SealPage:
    owned = thing_of(enquiry_id)
    with service().database.reading() as connection:
        everyone = people.all(connection)
    offered = can_be_named(everyone, owned.team)
    gone = tuple(each for each in everyone if each.id in owned.named and each not in offered)
    own, others = choices_of((*offered, *gone), owned.team)
    return SealPage(
        enquiry=enquiry_id,
        reference=one(enquiry_id).reference,
        sealed=owned.sealed,
        opens=may(Action.SEE_ENQUIRY, owned),
        team=owned.team,
        own=own,
        others=others,
        invited=invited_to(_invited(enquiry_id), {each.id: each.name for each in everyone}, kept),
        chosen=chosen,
        known=mark(owned.named),
        token=token,
        form=form,
        errors=errors,
    )
