"""Whether every word of a flow is there: for each voice, language and option, with placeholders that can be filled."""

from collections.abc import Collection, Iterator

from msp_dialogue.flow.ask import KNOWN_PLACEHOLDERS, PLACEHOLDER
from msp_dialogue.flow.model import Flow, FlowWording, Part, Place, Question, QuestionWording, Voiced
from msp_dialogue.flow.yaml_reader import Problem

VOICES = ("adult", "representative")

Fault = tuple[Place | None, str, str]


def wording_problems(flow: Flow, languages: Collection[str]) -> tuple[Problem, ...]:
    """Everything missing or unfillable, each once; the languages the flow itself has are checked too."""
    return tuple(
        Problem(place.file if place else flow.id, place.line if place else 1, what, fix)
        for place, what, fix in dict.fromkeys(_faults(flow, languages))
    )


def _faults(flow: Flow, languages: Collection[str]) -> Iterator[Fault]:
    own = next(iter(flow.wording.values()))
    for place, title in ((flow.place, own.title), *((each.place, own.sections[each.id]) for each in flow.sections)):
        if set("{}") & set(title):
            yield place, f"The title “{title}” has a bracket.", "Titles name nothing: say it without."
    for language in dict.fromkeys((*languages, *flow.wording)):
        words = flow.wording.get(language)
        if words is None:
            fix = "Add it under `translations` of each question."
            yield flow.place, f"There is no wording in `{language}`.", fix
            continue
        for question in flow.questions.values():
            for what, fix in _of_question(flow, question, words):
                yield question.place, f"{what} ({language})" if language != "en" else what, fix


def _of_question(flow: Flow, question: Question, words: FlowWording) -> Iterator[tuple[str, str]]:
    wording = words.questions.get(question.id)
    if wording is None:
        yield f"`{question.id}` has no words.", "Add at least `ask`."
        return
    for key, voiced in voiced_texts(wording):
        for voice in VOICES:
            text = getattr(voiced, voice)
            if text is None:
                yield f"`{question.id}` has no `{key}` for the voice {voice}.", f"Add `{voice}:` under `{key}`."
                continue
            for line in text if isinstance(text, tuple) else (text,):
                yield from _placeholders(question.id, line, _may_name(flow, question, key))
    if flow.section_of[question.id].part is Part.PERSON and wording.easy is None:
        yield f"`{question.id}` has no easy wording.", "Add `easy:` with a short, plain form of the question."
    for option in question.options:
        if option.id not in wording.options:
            yield f"`{question.id}` has no words for the option `{option.id}`.", "Add `says` for it."


def voiced_texts(wording: QuestionWording) -> Iterator[tuple[str, Voiced[str] | Voiced[tuple[str, ...]]]]:
    """Every text that a question has in a language, under its key."""
    for key in ("ask", "easy", "text", "easy_text", "why", "help"):
        voiced = getattr(wording, key)
        if voiced is not None:
            yield key, voiced
    for option_id, option in wording.options.items():
        for key in ("says", "easy", "good", "worry"):
            voiced = getattr(option, key)
            if voiced is not None:
                yield f"{option_id}.{key}", voiced


def _may_name(flow: Flow, question: Question, key: str) -> frozenset[str]:
    """The placeholders a text may have; what an item of a repeated part is called is taken as it stands: none."""
    if key.endswith(".says") and question.id in {section.for_each for section in flow.sections}:
        return frozenset()
    return KNOWN_PLACEHOLDERS if flow.section_of[question.id].for_each else KNOWN_PLACEHOLDERS - {"outcome"}


def _placeholders(question_id: str, text: str, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in PLACEHOLDER.findall(text):
        if name not in allowed:
            known = ", ".join(f"{{{each}}}" for each in sorted(allowed))
            yield f"`{question_id}` names `{{{name}}}`.", f"Text may name {known or 'nothing here'}."
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        yield f"`{question_id}` has a bracket {{ or }} that names nothing.", "Take it out or close it."
