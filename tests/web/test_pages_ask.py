"""Every page asks, of the very enquiry it is about, for the action that the table of pages says it is for [Z-02].

Read from the code of the pages themselves, so that a page which forgets to ask is found before anybody opens it.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

from msp_dialogue.accounts.permission import Action
from msp_dialogue.web.access import ACCESS, NEEDS_NO_THING, PERSON_MAY, PUBLIC

AT_A_SCREEN = {each for each, action in ACCESS.items() if action is Action.ANSWER_QUESTIONS}
ASK = sorted(
    set(ACCESS) - {each for each, action in ACCESS.items() if action in {PUBLIC, *NEEDS_NO_THING}} - AT_A_SCREEN
)


def asked_by(view: Callable[..., object], met: frozenset[object] = frozenset()) -> Iterator[str]:
    """The action of each `permit(...)` in the function, and in those of the same layer that it calls."""
    function = inspect.unwrap(view)
    for call in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        called = getattr(sys.modules[function.__module__], call.func.id, None)
        if call.func.id == "permit":
            assert isinstance(call.args[0], ast.Attribute)
            yield call.args[0].attr
        elif inspect.isfunction(called) and called.__module__.startswith("msp_dialogue.web") and called not in met:
            yield from asked_by(called, met | {function})


def view_of(endpoint: str) -> Callable[..., object]:
    module, name = endpoint.split(".")
    view: Callable[..., object] = getattr(import_module(f"msp_dialogue.web.routes.{module}"), name)
    return view


@pytest.mark.parametrize("endpoint", ASK)
def test_a_page_about_an_enquiry_asks_for_its_own_action_and_no_other(endpoint: str) -> None:
    action = ACCESS[endpoint]

    assert action is not None
    assert set(asked_by(view_of(endpoint))) == {action.name}


@pytest.mark.parametrize("endpoint", sorted(set(ACCESS) - {"static"} - set(ASK) - AT_A_SCREEN))
def test_a_page_that_is_decided_about_beforehand_asks_for_nothing_else_of_what_it_is_about(endpoint: str) -> None:
    asked, action = set(asked_by(view_of(endpoint))), ACCESS[endpoint]

    assert asked <= ({action.name} if action else {"HOLD_CONVERSATION"})  # leaving asks whose words it may keep


def test_what_a_screen_reaches_is_there_to_answer_questions_and_the_rest_of_that_is_an_advocates_or_a_workers() -> None:
    assert {ACCESS[each] for each in PERSON_MAY} == {Action.ANSWER_QUESTIONS, PUBLIC}  # and to sign in to take it back
    assert {each.split(".")[0] for each in AT_A_SCREEN - PERSON_MAY} == {"advocate", "talk"}
