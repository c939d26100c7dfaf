"""The administrator's page: who has an account, adding one, and letting one sign in no more."""

from contextlib import suppress

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, Refused, Role, changes, identities, links, people
from msp_dialogue.record.read import PAGE
from msp_dialogue.web.notices import Notice, done
from msp_dialogue.web.pages import named
from msp_dialogue.web.pages.accounts import AccountLinkPage, roles_offered
from msp_dialogue.web.pages.forms import AccountLine, AccountsPage
from msp_dialogue.web.pages.lists import pages_of
from msp_dialogue.web.pages.sure import SurePage
from msp_dialogue.web.routes.enquiries import UNPROCESSABLE
from msp_dialogue.web.routes.first_account import AccountTyped, at_field
from msp_dialogue.web.service import service
from msp_dialogue.web.session import account
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/accounts")
@blueprint.get("/accounts/page/<int:number>")
def page(number: int = 1) -> ResponseReturnValue:
    """The accounts, and the form for one more."""
    return render_template("accounts.html", page=_page(Typed(), number))


@blueprint.post("/accounts")
def add() -> ResponseReturnValue:
    """Add an account without a password, and show the link by which its owner chooses one [A-13]."""
    typed = Typed()
    asked = AccountTyped.of(typed)
    roles = typed.some_of("roles", [role for role, _says in roles_offered()], missing=_("Choose at least one role."))
    if not typed.errors:
        at, by = service().now(), account().id
        try:
            with service().database.transaction() as connection:
                added = people.create(
                    connection,
                    name=asked.name,
                    sign_in_name=asked.sign_in_name,
                    roles=[Role(role) for role in roles],
                    team=asked.team,
                    at=at,
                    by=by,
                )
                token = links.issue(connection, added.id, at=at, by=by)
            return show_link(added, token, invited=True)
        except Refused as refused:
            typed.errors.append(at_field(refused))
    return render_template("accounts.html", page=_page(typed, 1)), UNPROCESSABLE


@blueprint.get("/accounts/<account_id>/disable")
def disable_page(account_id: str) -> ResponseReturnValue:
    """Ask once more, and say what follows."""
    if account_id == account().id:
        abort(403)
    with service().database.reading() as connection:
        found = people.by_id(connection, account_id) or abort(404)
    shown = SurePage(
        title=_("Disable this account?"),
        whose=f"{found.name}, {found.sign_in_name}",
        text=(
            _("They are signed out everywhere at once. What they do just now is saved no more."),
            _("What they recorded stays. You can let them sign in again later."),
        ),
        button=_("Disable the account"),
        to=url_for("accounts.disable", account_id=account_id),
        back=url_for("accounts.page"),
        back_name=_("Accounts"),
    )
    return render_template("sure.html", page=shown)


@blueprint.post("/accounts/<account_id>/disable")
def disable(account_id: str) -> ResponseReturnValue:
    """Let an account sign in no more, and end its sessions; nobody can do that to themselves."""
    if account_id == account().id:
        abort(403)
    return _change(account_id, disabled=True)


@blueprint.post("/accounts/<account_id>/enable")
def enable(account_id: str) -> ResponseReturnValue:
    """Let a disabled account sign in again."""
    return _change(account_id, disabled=False)


def _change(account_id: str, *, disabled: bool) -> ResponseReturnValue:
    step = changes.disable if disabled else changes.enable
    with service().database.transaction() as connection:
        found = people.by_id(connection, account_id)
        if found is None:
            abort(404)
        if found.disabled is not disabled:
            with suppress(Refused):  # of two who close each other's at once, the last administrator stays
                step(connection, account_id, at=service().now(), by=account().id)
        now = people.by_id(connection, account_id)
    if now is None or now.disabled is not disabled:
        return redirect(url_for("accounts.page"), code=303)
    return done(Notice.ACCOUNT_DISABLED if disabled else Notice.ACCOUNT_ENABLED, "accounts.page")


def _page(typed: Typed, number: int) -> AccountsPage:
    with service().database.reading() as connection:
        everyone = people.all(connection)
        bound = identities.bound(connection)
    pages = pages_of(len(everyone))
    if not 1 <= number <= pages:
        abort(404)
    return AccountsPage(
        lines=tuple(_line(each, bound) for each in everyone[(number - 1) * PAGE : number * PAGE]),
        number=number,
        pages=pages,
        roles=roles_offered(),
        teams=tuple(sorted({each.team for each in everyone if each.team})),
        form=typed.kept,
        chosen=frozenset(typed.form.getlist("roles")),
        errors=tuple(typed.errors),
    )


def show_link(whose: Account, token: str, *, invited: bool) -> str:
    """The page with a link to pass on, this once: only its hash is kept."""
    address = url_for("password_link.page", token=token, _external=True)
    return render_template("account_link.html", page=AccountLinkPage(whose.name, address, invited))


def _line(each: Account, bound: frozenset[str]) -> AccountLine:
    return AccountLine(
        id=each.id,
        name=each.name,
        sign_in_name=each.sign_in_name,
        team=each.team,
        roles=named.roles(each.roles),
        disabled=each.disabled,
        own=each.id == account().id,
        bound=each.id in bound,
    )
