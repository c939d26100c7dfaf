"""A worker invites an advocate from outside to one conversation, and takes that back; the service sends nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Refused, advocates, links, people, sessions
from msp_dialogue.accounts.permission import Action, Thing, allowed
from msp_dialogue.database import Connection
from msp_dialogue.record import dialogues, invitations, read
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.enquiries import NoSuchThing
from msp_dialogue.record.invitations import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS, OthersAnswered
from msp_dialogue.record.streams import AlreadyStored, By, Moved
from msp_dialogue.web.pages.forms import Errors
from msp_dialogue.web.pages.invitation import SOMEONE_NEW, LinkPage, invitation_page
from msp_dialogue.web.permits import permit, thing_of
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.service import new_id, service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("invitations", __name__)


@blueprint.get("/conversations/<dialogue_id>/invitation")
def page(dialogue_id: str) -> ResponseReturnValue:
    """The form to invite somebody, or how far an invitation is."""
    held = _held(dialogue_id)
    return _form(held, {"who": "", "name": "", "organisation": "", "days": str(USUAL_DAYS)}, new_id())


@blueprint.post("/conversations/<dialogue_id>/invitation")
def invite(dialogue_id: str) -> ResponseReturnValue:
    """Invite somebody; for an account nobody signed in to yet its link is shown, this once, if it may be."""
    held, typed = _held(dialogue_id), Typed()
    by = By(account().id, service().now(), typed.form.get("token") or new_id())
    with service().database.reading() as connection:
        if invitations.is_stored(connection, held.enquiry, by.token):
            return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    asked = _Asked.of(typed, _known())
    errors = typed.checked("name")
    if errors:
        return _form(held, typed.kept, by.token, errors)
    try:
        with service().database.transaction() as connection:
            invited = asked.account or advocates.create(connection, asked.name, at=by.at, by=by.actor).id
            invitations.invite(connection, held, invited, asked.organisation, asked.days, by)
            token = _new_link(connection, invited)
    except Refused as refused:
        return _form(held, typed.kept, by.token, (("name", _(refused.problem)),))
    except OthersAnswered:
        return _form(held, typed.kept, by.token, (("who", _("Somebody else answered here already.")),))
    except NoSuchThing:
        return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    return _link(dialogue_id, invited, token)


@blueprint.post("/conversations/<dialogue_id>/invitation/link")
def link(dialogue_id: str) -> ResponseReturnValue:
    """Another link for whoever is invited and has not signed in yet; the one before it works no more."""
    held, at = _held(dialogue_id), service().now()
    with service().database.transaction() as connection:
        good = sorted(invitations.good_for(connection, dialogue_id, at=at))
        token = _new_link(connection, good[0]) if good else None
    return _link(held.dialogue.id, good[0] if good else "", token)


@blueprint.post("/conversations/<dialogue_id>/invitation/withdraw")
def withdraw(dialogue_id: str) -> ResponseReturnValue:
    """End the invitation, and whatever was opened with it, at once."""
    held = _held(dialogue_id)
    by = By(account().id, service().now(), Typed().form.get("token") or new_id())
    with service().database.transaction() as connection:
        end_invitation(connection, held.enquiry, dialogue_id, by)
    return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)


@blueprint.post("/conversations/<dialogue_id>/invitation/here")
def take_back(dialogue_id: str) -> ResponseReturnValue:
    """Hold the conversation here after all; it goes on once it was asked again who is here and whether it is safe."""
    held = _held(dialogue_id)
    token = Typed().form.get("token") or new_id()
    by = By(account().id, service().now(), token)
    if held.set_aside or not invitations.is_their_turn(held.dialogue):
        return redirect(url_for("enquiry.page", enquiry_id=held.enquiry), code=303)
    with service().database.transaction() as connection:
        end_invitation(connection, held.enquiry, dialogue_id, by)
    try:
        dialogues.step(service().database, service().library, held, invitations.taken_back, by)
    except (AlreadyStored, Moved):  # it went on in the meantime: look again
        return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    return redirect(url_for("conversation.resume_page", dialogue_id=dialogue_id), code=303)


def end_invitation(connection: Connection, enquiry: str, dialogue: str, by: By) -> None:
    """End the good invitation to a conversation, and whatever was opened with it."""
    for invited in invitations.withdraw(connection, enquiry, dialogue, by):
        sessions.end_all_of(connection, invited, at=by.at, by=by.actor)


@dataclass(frozen=True)
class _Asked:
    """Whom to invite: an account known already, or a name; from where; for how many days."""

    account: str | None
    name: str
    organisation: str
    days: int

    @classmethod
    def of(cls, typed: Typed, known: Mapping[str, str]) -> "_Asked":
        """What was typed; a team that knows nobody yet is not asked whether it is somebody new."""
        who = SOMEONE_NEW
        if known:
            who = typed.one_of("who", {*known, SOMEONE_NEW}, missing=_("Choose whom to invite."))
        new = who == SOMEONE_NEW
        return cls(
            account=None if new else who,
            name=typed.line("name", missing=_("Enter the advocate’s name.") if new else None),
            organisation=typed.line("organisation") if new else known.get(who, ""),
            days=cls._days(typed),
        )

    @staticmethod
    def _days(typed: Typed) -> int:
        text = typed.line("days", missing=_("Enter for how many days."))
        days = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
        if text and not FEWEST_DAYS <= days <= MOST_DAYS:
            typed.wrong("days", _("Enter a whole number of days from 1 to 30."))
        return days


def _held(dialogue_id: str) -> Held:
    """The conversation, if whoever is signed in may invite to it, and if there is or was anything to invite to."""
    try:
        with service().database.reading() as connection:
            held = dialogues.load(connection, service().library, dialogue_id)
            invited = invitations.of_dialogue(connection, dialogue_id)
    except NoSuchThing:
        abort(404)
    permit(Action.INVITE_ADVOCATE, thing_of(held.enquiry))
    if not invited and not invitations.is_their_turn(held.dialogue):
        abort(404)
    return held


def _new_link(connection: Connection, invited: str) -> str | None:
    """A link for who is invited; none for who has a password, or who answers where whoever asks may not invite.

    With the link anybody could choose the password, and reach all that they are invited to.
    """
    if not _may_let_in(connection, invited):
        return None
    return advocates.link(connection, invited, at=service().now(), by=account().id)


def _may_let_in(connection: Connection, invited: str) -> bool:
    """Whether whoever is signed in may, as things stand now, invite to all that this account is invited to."""
    at, asks = service().now(), people.by_id(connection, account().id)
    owned = [read.ownership(connection, each, at=at) for each in invitations.enquiries_of(connection, invited, at=at)]
    return all(each and allowed(asks, Action.INVITE_ADVOCATE, Thing(**each._asdict())) for each in owned)


def _known() -> Mapping[str, str]:
    """The advocates that whoever asks may know and who can still sign in, each with the organisation told last."""
    with service().database.reading() as connection:
        known = invitations.known_to(connection, account().id, account().team)
        able = {each.id for each in people.all(connection) if not each.disabled}
    return {each: organisation for each, organisation in known.items() if each in able}


def _form(held: Held, form: Mapping[str, str], token: str, errors: Errors = ()) -> ResponseReturnValue:
    with service().database.reading() as connection:
        invited = invitations.of_dialogue(connection, held.dialogue.id)
        accounts = {each.account for each in invited}
        new = frozenset(
            each for each in accounts if not people.has_password(connection, each) and _may_let_in(connection, each)
        )
        names = {each.id: each.name for each in people.all(connection)}
    shown = invitation_page(
        held,
        invited,
        names,
        _known(),
        at=service().now(),
        may_have_link=new,
        token=token,
        form=form,
        errors=errors,
    )
    return render_template("invitation.html", page=shown), UNPROCESSABLE if errors else 200


def _link(dialogue_id: str, invited: str, token: str | None) -> ResponseReturnValue:
    """The link on a page of its own; without one, the page of the invitation says how they sign in."""
    if token is None:
        return redirect(url_for("invitations.page", dialogue_id=dialogue_id), code=303)
    with service().database.reading() as connection:
        found = people.by_id(connection, invited) or abort(404)
    shown = LinkPage(
        dialogue=dialogue_id,
        who=found.name,
        sign_in_name=found.sign_in_name,
        address=url_for("password_link.page", token=token, _external=True),
        days=links.VALID_FOR[links.Purpose.INVITATION].days,
    )
    return render_template("invitation_link.html", page=shown)
