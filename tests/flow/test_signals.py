"""Which answers can mean danger is said in the flow; what could never tell anybody anything is refused."""

from collections.abc import Callable

import pytest

from msp_dialogue.flow.load import load_flow
from msp_dialogue.flow.model import Flow
from msp_dialogue.record.library import FLOW_FILES, OWN_FLOWS

END = "next: [{to: end}]"
OPTIONS = "options: [{id: a, says: A}, {id: b, says: B}, {id: c, says: C}]"


def asked(kind: str, signals: str, options: str = "") -> str:
    return f"- {{id: first, kind: {kind}, ask: What, {options} signals: {signals}, {END}}}  # here\n"


@pytest.mark.parametrize(
    ("kind", "signals", "options", "expected"),
    [
        ("one_of", "a", f"{OPTIONS},", ("a",)),
        ("some_of", "[c, a, c]", f"{OPTIONS},", ("a", "c")),
        ("scale", "[b]", f"{OPTIONS},", ("b",)),
        ("yes_or_no", "yes", "", ("yes",)),
    ],
)
def test_a_question_names_the_choices_that_signal(
    flow: Callable[..., Flow], kind: str, signals: str, options: str, expected: tuple[str, ...]
) -> None:
    assert flow(asked(kind, signals, options)).questions["first"].signals == expected


def test_without_being_named_nothing_signals(flow: Callable[..., Flow]) -> None:
    assert flow(f"- {{id: first, kind: yes_or_no, ask: What, {END}}}\n").questions["first"].signals == ()


@pytest.mark.parametrize("kind", ["information", "words", "date", "number", "people", "outcomes", "read_back"])
def test_a_question_without_options_of_its_own_cannot_signal(refused: Callable[..., None], kind: str) -> None:
    refused(
        asked(kind, "right"),
        "`first` has no options of its own, so none of its answers signals.",
        "Take `signals` out.",
    )


def test_what_is_no_option_cannot_signal(refused: Callable[..., None]) -> None:
    refused(asked("one_of", "d", f"{OPTIONS},"), "`first` signals `d`, which is no option.", "Use one of: a, b, c.")


def test_a_way_of_not_answering_cannot_signal(refused: Callable[..., None]) -> None:
    refused(asked("yes_or_no", "skipped"), "`first` signals `skipped`, which is no option.", "Use one of: yes, no.")


def test_an_alarm_that_always_goes_off_is_refused(refused: Callable[..., None]) -> None:
    what = "Every answer to `first` signals, so that none of them tells anything."

    refused(asked("yes_or_no", "[yes, no]"), what, "Name only what can mean danger.")


def test_our_own_flows_signal_what_can_mean_danger_and_no_more() -> None:
    """A long list would be read by nobody: whoever adds to it changes this list too."""
    signals = {
        (flow.id, question.id): question.signals
        for flow in (load_flow(OWN_FLOWS / name) for name in FLOW_FILES)
        for question in flow.questions.values()
        if question.signals
    }

    assert signals == {
        ("outcomes", "contact_ways"): ("no_safe_way",),
        ("outcomes", "how_now"): ("bad",),
        ("outcomes", "others_at_risk"): ("yes",),
        ("outcomes", "freely_said"): ("pressed",),
        ("review", "others_at_risk"): ("yes",),
        ("review", "freely_said"): ("pressed",),
        ("closure", "safer"): ("no",),
        ("closure", "not_asked_reason"): ("not_safe",),
    }
