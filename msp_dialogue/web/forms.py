"""Submitted forms, with what cannot be stored taken out: NUL and halves of characters; all else stays as typed."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MultiDict

FORM = "application/x-www-form-urlencoded"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
OF_THE_PAGE = frozenset({"csrf_token", "step", "do", "change", "non_answer", "from"})
HIDDEN = frozenset({"token", "known", "page", "signed"})
CHOSEN = (
    *("choice", "kind", "lead", "by", "format", "safe", "asked", "roles", "signals"),
    *("way", "avoid-", "never-", "no-", "keep", "period"),
)
"""What the names of fields begin with in which somebody chooses."""
_SECRET = re.compile("password|code|secret")
_NOT_TYPED = OF_THE_PAGE | HIDDEN

MOST_APART = 300
"""So many words are given back each in a box of its own; a box for each of more would cost more than the form did."""
MOST_FIELDS = 2000
"""Fields of one submission, far more than any page of ours has: to read 512 kB of them would take half a second."""


def cleaned(text: str) -> str:
    """The text without what cannot be stored, and with one kind of line end."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def submitted() -> tuple[MultiDict[str, str], bool]:
    """The form of this request, and whether something had to be taken out of it."""
    pairs, removed = _fields()
    removed = removed or any(_UNSTORABLE.search(value) for _, value in pairs)
    return MultiDict([(name, cleaned(value)) for name, value in pairs]), removed


def _fields() -> tuple[list[tuple[str, str]], bool]:
    """The fields as they were sent; bytes that are no characters are left out, where Werkzeug would keep their code."""
    if request.mimetype != FORM:
        return [], False
    sent = request.get_data(as_text=False).decode("ascii", "ignore")
    try:
        return parse_qsl(sent, keep_blank_values=True, errors="strict"), False
    except UnicodeDecodeError:
        return parse_qsl(sent, keep_blank_values=True, errors="ignore"), True


def has_too_many_fields() -> bool:
    """Whether this request's form is larger than any of ours, as seen without reading it."""
    return request.mimetype == FORM and request.get_data(as_text=False).count(b"&") >= MOST_FIELDS


def written(form: MultiDict[str, str]) -> Mapping[str, list[str]]:
    """What the person entered, by field, without the page's own fields; empty when nothing was."""
    fields = {name: form.getlist(name) for name in form if name not in OF_THE_PAGE}
    return {name: values for name, values in fields.items() if any(value.strip() for value in values)}


def typed_words(form: MultiDict[str, str]) -> tuple[str, ...]:
    """Everything that was typed into any form, to be copied from a page that cannot show the form itself [C-02].

    Never a password or a code. A field that is not known here counts as typed: rather too much than a word lost. More
    than `MOST_APART` come as one text, a line for each.
    """
    words = tuple(value for name in form if _is_typed(name) for value in form.getlist(name) if value.strip())
    return words if len(words) <= MOST_APART else ("\n".join(words),)


def _is_typed(name: str) -> bool:
    return not (name in _NOT_TYPED or name.startswith(CHOSEN) or _SECRET.search(name))
