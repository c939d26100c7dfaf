"""Whether every word of a flow is there: for each voice, language and option, with placeholders that can be filled."""

from collections.abc import Collection, Iterator

from msp_dialogue.flow.ask import KNOWN_PLACEHOLDERS, PLACEHOLDER
from msp_dialogue.flow.model import (
    Check,
    Flow,
    FlowWording,
    Part,
    Place,
    Question,
    QuestionWording,
    Translation,
    Voiced,
)
from msp_dialogue.flow.texts import VOICES, Slot, fingerprint, own_texts, translated_texts, units
from msp_dialogue.flow.yaml_reader import Problem

Fault = tuple[Place | None, str, str]


def wording_problems(flow: Flow, languages: Collection[str]) -> tuple[Problem, ...]:
    """Everything missing or unfillable, each once; of a translation only what is there, unless it must be complete."""
    return tuple(
        Problem(place.file if place else flow.id, place.line if place else 1, what, fix)
        for place, what, fix in dict.fromkeys(_faults(flow, languages))
    )


def translation_warnings(flow: Flow) -> tuple[Problem, ...]:
    """What keeps each translation from being offered, and which of its words were made from other words than today's.

    The flow can be used all the same: a question that is not translated whole is asked in the flow's own words.
    """
    return tuple(
        Problem(each.place.file, each.place.line, what, fix, warning=True)
        for each in flow.translations.values()
        for what, fix in _gaps(flow, each)
    )


def missing(flow: Flow, language: str) -> tuple[Slot, ...]:
    """The texts of the person's part that have no words in a language, in the order of the flow."""
    if language == flow.language:
        return ()
    translation = flow.translations.get(language)
    there = translated_texts(translation) if translation else {}
    return tuple(slot for slot in own_texts(flow) if not there.get(slot))


def stale(flow: Flow, translation: Translation) -> tuple[str, ...]:
    """The units whose own words have changed since they were translated."""
    made_from = {unit: fingerprint(texts) for unit, texts in units(own_texts(flow)).items()}
    return tuple(
        unit for unit, check in translation.checks.items() if unit in made_from and check.of != made_from[unit]
    )


def unchecked(flow: Flow, translation: Translation) -> tuple[str, ...]:
    """The units that nobody has checked."""
    return tuple(unit for unit in units(own_texts(flow)) if not translation.checks.get(unit, Check()).by)


def _faults(flow: Flow, languages: Collection[str]) -> Iterator[Fault]:
    own = flow.words(flow.language)
    for place, title in ((flow.place, own.title), *((each.place, own.sections[each.id]) for each in flow.sections)):
        if set("{}") & set(title):
            yield place, f"The title “{title}” has a bracket.", "Titles name nothing: say it without."
    for question in flow.questions.values():
        for what, fix in _of_question(flow, question, own):
            yield question.place, f"{what} ({flow.language})" if flow.language != "en" else what, fix
    for language in languages:
        for unit in dict.fromkeys(slot.unit for slot in missing(flow, language)):
            yield flow.place, f"`{unit}` has no words in `{language}`.", "Add them with `translations import`."
    for translation in flow.translations.values():
        yield from _unfillable(flow, translation)


def _unfillable(flow: Flow, translation: Translation) -> Iterator[Fault]:
    """Words that could not be put on a page, and a language that says the same as the flow itself."""
    if translation.language == flow.language:
        yield translation.place, f"The flow itself is in `{flow.language}`.", "Take this language file away."
    own = own_texts(flow)
    for slot, text in translated_texts(translation).items():
        if slot in own:
            for what in unlike(own[slot], text):
                yield translation.place, f"`{slot.unit}`, `{slot.name}`: {what}", "Name what the original names."


def unlike(original: str, text: str) -> Iterator[str]:
    """Why a translation cannot stand for the original: it names other things, or has a bracket that names nothing."""
    named, wanted = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(original))
    for name in sorted(wanted - named):
        yield f"{{{name}}} is missing."
    for name in sorted(named - wanted):
        yield f"{{{name}}} is not in the original."
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        yield "There is a bracket { or } that names nothing."


def _gaps(flow: Flow, translation: Translation) -> Iterator[tuple[str, str]]:
    language = translation.language
    bring = f"`translations export {language}` brings them to a sheet."
    lost = dict.fromkeys(slot.unit for slot in missing(flow, language))
    if lost:
        yield f"Not complete, so `{language}` is not offered: no words for {_some(lost)}.", bring
    changed = stale(flow, translation)
    if changed:
        yield f"The original has changed since these were translated: {_some(changed)}.", bring
    needed = units(own_texts(flow))
    gone = [unit for unit in translation.checks if unit not in needed]
    if gone:
        yield f"These are not in the person's part (any more): {_some(gone)}.", "The next import leaves them out."


def _some(units: Collection[str]) -> str:
    """The first of several, and how many there are."""
    first = ", ".join(f"`{unit}`" for unit in list(units)[:3])
    return f"{first} and {len(units) - 3} more" if len(units) > 3 else first


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
