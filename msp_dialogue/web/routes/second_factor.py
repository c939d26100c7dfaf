"""The second step of signing in: the device's code, or setting a device up the first time."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from msp_dialogue.accounts import Account, factor, sessions, sign_in
from msp_dialogue.accounts.sessions import Kind, Session
from msp_dialogue.database import Connection
from msp_dialogue.web.pages.second_factor import CodePage, RecoveryCodesPage, SetUpPage, groups_of, picture_of
from msp_dialogue.web.routes.sign_in import TOO_MANY, UNPROCESSABLE
from msp_dialogue.web.service import service
from msp_dialogue.web.session import give, living
from msp_dialogue.web.typed import Typed
from msp_dialogue.web.words import _

blueprint = Blueprint("second_factor", __name__)


@blueprint.get("/second-factor")
def page() -> ResponseReturnValue:
    """The box for the code; whoever has no device yet goes on to set one up."""
    found = _here()
    if found.kind is Kind.FULL:
        return redirect(url_for("own_account.page"), code=303)
    with service().database.reading() as connection:
        known = factor.is_set_up(connection, found.account.id)
    if not known:
        return redirect(url_for("second_factor.set_up"), code=303)
    return render_template("second_factor.html", page=CodePage(Typed().kept))


@blueprint.post("/second-factor")
def enter() -> ResponseReturnValue:
    """Take a code of the device or a recovery code, and start the whole session with a new id [S-04]."""
    found, typed, at = _here(), Typed(), service().now()
    if found.kind is Kind.FULL:
        return redirect(url_for("own_account.page"), code=303)
    field = "recovery_code" if typed.form.get("recovery_code", "").strip() else "code"

    def complete(connection: Connection, account: Account) -> None:
        give(sessions.complete(connection, found, at=at))

    verdict = sign_in.check_code(service().database, found.account, typed.form.get(field, ""), at=at, then=complete)
    if verdict.account:
        return redirect(url_for("home.page"), code=303)
    typed.wrong(field, _too_many() if verdict.wait else _wrong(field))
    shown = CodePage(typed.kept, tuple(typed.errors))
    return render_template("second_factor.html", page=shown), TOO_MANY if verdict.wait else UNPROCESSABLE


@blueprint.get("/second-factor/set-up")
def set_up() -> ResponseReturnValue:
    """The secret for a new device, while it is offered."""
    found = _here()
    with service().database.reading() as connection:
        if found.kind is Kind.HALF and factor.is_set_up(connection, found.account.id):
            return redirect(url_for("second_factor.page"), code=303)
        offered = factor.offered(connection, found.account.id, at=service().now())
    return _set_up(found, offered, Typed())


@blueprint.post("/second-factor/set-up")
def accept() -> ResponseReturnValue:
    """Put the new device to use, end every other session [S-05], and show the recovery codes once [A-08]."""
    found, typed, at = _here(), Typed(), service().now()
    with service().database.transaction() as connection:
        if found.kind is Kind.HALF and factor.is_set_up(connection, found.account.id):
            return redirect(url_for("second_factor.page"), code=303)  # a password alone replaces no device
        offered = factor.offered(connection, found.account.id, at=at)
        codes = factor.accept(connection, found.account.id, typed.form.get("code", ""), at=at)
        if codes:
            sessions.end_others(connection, found, at=at)
            step = sessions.complete if found.kind is Kind.HALF else sessions.replace
            give(step(connection, found, at=at))
    if codes:
        return render_template("recovery_codes.html", page=RecoveryCodesPage(codes))
    typed.wrong("code", _("This is not the code of the new device. Enter the 6 figures that it shows now."))
    return _set_up(found, offered, typed)


def _set_up(found: Session, offered: str | None, typed: Typed) -> ResponseReturnValue:
    shown = SetUpPage((), None, typed.kept)
    if offered:
        address = factor.address(offered, account=found.account.sign_in_name, service=_("MSP Dialogue"))
        shown = SetUpPage(groups_of(offered), picture_of(address), typed.kept, tuple(typed.errors))
    return render_template("second_factor_set_up.html", page=shown), UNPROCESSABLE if shown.errors else 200


def _here() -> Session:
    """The session of somebody who is signed in, whole or half; only for pages that need one."""
    found = living()
    if found is None:
        raise LookupError("nobody is signed in")
    return found


def _wrong(field: str) -> str:
    if field == "recovery_code":
        return _("This recovery code is not right, or was used already.")
    return _("This code is not right, or was used already. Wait for the next one, then enter it.")


def _too_many() -> str:
    return _("That was tried too often. Wait a minute, then try again.")
