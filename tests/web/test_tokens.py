"""What a form says of its question cannot be made up, moved elsewhere, or taken from another signature."""

from collections.abc import Iterator

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer

from msp_dialogue.flow.step import Step
from msp_dialogue.web import tokens

SECRET = b"an invented secret"


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    made = Flask(__name__)
    made.secret_key = SECRET
    with made.app_context():
        yield made


@pytest.mark.parametrize("step", [Step("want", None), Step("came_true", "o1")])
def test_a_form_says_which_question_it_answers_and_when_it_was_shown(step: Step) -> None:
    assert tokens.read(tokens.show("d1", step, 7, "t1"), "d1") == tokens.Shown(step, 7, "t1")


def test_each_form_is_a_submission_of_its_own_unless_it_is_sent_again() -> None:
    first, second = (tokens.read(tokens.show("d1", Step("want", None), 0), "d1") for _ in range(2))

    assert first.token != second.token
    assert len(first.token) == 32


def test_it_belongs_to_its_conversation() -> None:
    with pytest.raises(tokens.BadToken):
        tokens.read(tokens.show("d1", Step("want", None), 0), "d2")


def test_it_counts_only_under_this_services_secret(app: Flask) -> None:
    value = tokens.show("d1", Step("want", None), 0)
    app.secret_key = b"another secret"

    with pytest.raises(tokens.BadToken):
        tokens.read(value, "d1")


@pytest.mark.parametrize("salt", [None, "single sign-on", "session and form signing"])
def test_what_the_same_secret_signed_for_something_else_is_no_form(salt: str | None) -> None:
    signer = URLSafeSerializer(SECRET, salt=salt) if salt else URLSafeSerializer(SECRET)

    with pytest.raises(tokens.BadToken):
        tokens.read(signer.dumps(["d1", "want", None, 0, "t1"]), "d1")


@pytest.mark.parametrize("said", ["", "x", [], ["d1"], ["d1", "want", None, 0, "t1", "more"], 7, None])
def test_what_is_signed_but_is_no_question_is_refused(said: object) -> None:
    value = URLSafeSerializer(SECRET, salt="shown question").dumps(said)

    with pytest.raises(tokens.BadToken):
        tokens.read(value, "d1")
