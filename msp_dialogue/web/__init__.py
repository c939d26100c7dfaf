"""The web application: pages at the edge; everything they decide with is imported, and nothing imports them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from msp_dialogue import chart, logs
from msp_dialogue.accounts import demonstration
from msp_dialogue.database import Database, read_key, settle
from msp_dialogue.languages.languages import read_languages
from msp_dialogue.record.library import FlowLibrary, read_flows
from msp_dialogue.settings import Settings
from msp_dialogue.web import (
    access,
    addresses,
    changing_hands,
    compressed,
    errors,
    govuk,
    headers,
    language,
    notices,
    pictures,
    released,
    reliance,
    seen,
    session,
    single_sign_on,
    static,
    theme,
    turns,
)
from msp_dialogue.web.context import context
from msp_dialogue.web.pages.look import classes as look_classes
from msp_dialogue.web.routes import BLUEPRINTS
from msp_dialogue.web.routes.leave import blueprint as leave
from msp_dialogue.web.service import EXTENSION, Service, derived_secret

ROOT = Path(__file__).parent.parent.parent

LARGEST_FORM = 512 * 1024
"""Bytes of one submission: the longest answer of 20,000 characters needs 240 kB when every one is an emoji."""

FORMS: Mapping[str, object] = {
    "MAX_CONTENT_LENGTH": LARGEST_FORM,
    "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
    "MAX_FORM_PARTS": 200,
    "WTF_CSRF_TIME_LIMIT": None,  # a slow answer must not be lost; the token ends with the session
    "WTF_CSRF_SSL_STRICT": False,  # we send no referrer, and ask Sec-Fetch-Site instead
}


class Application(Flask):
    """The pages. None of their functions is a coroutine, and Flask need not look at each, thirty times a step."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is."""
        return func


def create_app(settings: Settings | None = None, service: Service | None = None) -> Flask:
    """The application for these settings, by default those of the environment; `service` replaces what they open.

    The database and its key must be there already. Raises DatabaseProblem, FlowProblems, PictureProblem,
    SettingProblem or ThemeProblem.
    """
    import os

    settings = settings or (service.settings if service else Settings.from_environ(os.environ))
    settle(settings.database, settings.key_file)
    key = read_key(settings.key_file, data=settings.data)
    service = service or _open(settings, key)
    app = Application(__name__, static_folder=str(static.FOLDER), template_folder=str(ROOT / "templates"))
    app.url_map.converters["int"] = addresses.Number
    app.secret_key = derived_secret(key, "session and form signing")
    app.config.update(FORMS)
    if settings.proxy_hops:  # else nobody is believed who says for whom they ask [L-02]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=0, x_host=0)  # type: ignore[method-assign]
    app.extensions[EXTENSION] = service
    single_sign_on.install(app, settings)
    theme.install(app, settings)
    pictures.install(app, settings)
    app.session_interface = session.CookieSessions(tls=settings.tls)
    _prepare_templates(app)
    language.install(app)
    turns.install(app)
    # Once: a template that imports them looks through all that every template may use, each time.
    app.jinja_env.globals["parts"] = app.jinja_env.get_template("layout/parts.html").module
    app.before_request(logs.begin_request)
    app.before_request(access.guard)
    app.before_request(errors.refuse_while_busy)
    protection = CSRFProtect(app)
    app.before_request(changing_hands.rest_when_it_must)
    seen.install(app)
    reliance.install(app)
    notices.install(app)
    released.install(app)
    compressed.install(app)
    headers.install(app, tls=settings.tls)
    errors.install(app)
    app.context_processor(context)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    protection.exempt(leave)
    return app


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(
        govuk.components(),
        static=static.static,
        look_classes=look_classes,
        for_staff=language.for_staff,
        line_of=chart.line,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _open(settings: Settings, key: bytes) -> Service:
    flows = read_flows(settings.flows)
    library = FlowLibrary(flows)
    languages = read_languages(flows, settings.flows, only=settings.languages, drafts=settings.draft_languages)
    database = Database.open(settings.database, key)
    with database.transaction() as connection:
        demonstration.refuse_another(connection, demo=settings.demo)
        library.keep(connection, datetime.now(UTC))
    return Service(settings, database, library, languages=languages)
