"""The interface's words in the language of the page; Flask-Babel without its missing types."""

from flask_babel import gettext


def _(message: str, **values: object) -> str:
    """The message in the language of this request, with its values filled in."""
    return str(gettext(message, **values))
