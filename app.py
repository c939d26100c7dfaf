"""The WSGI application, for a server and for `flask --app app COMMAND`; its settings come from the environment."""

import os

from flask import Flask

from msp_dialogue.cli import commands, in_words
from msp_dialogue.web import create_app


def _application() -> Flask:
    try:
        application = create_app()
    except Exception as problem:
        called_by_flask = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
        if not called_by_flask or in_words(problem) is None:
            raise
        # Commands must work before there is a database, and tell in their own line what is wrong with a flow.
        application = Flask(__name__, static_folder=None)
    application.cli = commands
    return application


app = _application()
