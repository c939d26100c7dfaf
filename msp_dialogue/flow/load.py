"""A flow file becomes a `Flow`, or a list of everything that can be seen to be wrong with it; no route is walked."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import yaml

from msp_dialogue.flow.condition_reader import ConditionReader
from msp_dialogue.flow.language_file import LanguageReader, language_files
from msp_dialogue.flow.model import (
    Flow,
    FlowWording,
    Kind,
    Option,
    OptionWording,
    Part,
    Question,
    QuestionWording,
    Route,
    Section,
    Stage,
    Translation,
)
from msp_dialogue.flow.shape import shape_problems
from msp_dialogue.flow.texts import QUESTIONS, SECTIONS, own_texts, translated_texts, units
from msp_dialogue.flow.voice import Voice
from msp_dialogue.flow.wording import wording_problems
from msp_dialogue.flow.wording_reader import OPTION_WORDING_KEYS, WORDING_KEYS, WordingReader
from msp_dialogue.flow.yaml_reader import FlowProblems, Problem, Reader

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,59}")
OPTIONS_FILE = re.compile(r"[a-z0-9_]{1,60}\.yaml")

FLOW_KEYS = {"flow": True, "stage": True, "title": True, "sections": True, "language": False, "given": False}
SECTION_KEYS = {"id": True, "part": True, "title": True, "questions": True, "for_each": False}
QUESTION_KEYS = {
    "id": True, "kind": True, **WORDING_KEYS, "required": False, "picture": False, "long": False, "least": False,
    "most": False, "options": False, "options_from": False, "from": False, "apart": False, "records": False,
    "theme": False, "signals": False, "next": False,
}  # fmt: skip
OPTION_KEYS = {"id": True, **OPTION_WORDING_KEYS, "voice": False, "alone": False, "picture": False}
ROUTE_KEYS = {"to": True, "when": False}


_Root = yaml.Node | None

NEXT_DOCUMENT = "\n---\n"
"""Between a stored flow and its language files; inside one no line can be this, since all else is indented."""


def load_flow(path: Path, folder: Path | None = None) -> Flow:
    """The flow in a file, with the language files beside it; those in `folder` come before them.

    Raises FlowProblems with everything that can be seen to be wrong with them.
    """
    loader = _FlowLoader(path.name, path.parent)
    root = loader.read(path)
    languages = []
    for language, file in language_files(path, folder).items():
        reader = LanguageReader(file.name)
        languages.append((reader, language, reader.read(file)))
    return _sound(loader, root, languages)


def parse_flow(source: str, *, file: str, folder: Path, languages: Sequence[str] = ()) -> Flow:
    """The flow in a text, with the texts of its language files.

    Option files are looked for in the folder and written into the flow's own source.
    """
    loader = _FlowLoader(file, folder)
    root = loader.compose(source)
    readers = [LanguageReader(f"{file}, language {number}") for number, _ in enumerate(languages, 1)]
    return _sound(
        loader, root, [(reader, None, reader.compose(text)) for reader, text in zip(readers, languages, strict=True)]
    )


def parse_stored(source: str, *, file: str, folder: Path) -> Flow:
    """The flow that had this source: its own text, then its language files."""
    own, *languages = source.split(NEXT_DOCUMENT)
    return parse_flow(own, file=file, folder=folder, languages=languages)


def is_options_file(path: Path) -> bool:
    """Whether a file holds options for the flows beside it, and no flow."""
    root = Reader(path.name).read(path)
    keys = [key.value for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    return "options" in keys and "flow" not in keys


def _sound(
    loader: "_FlowLoader", root: yaml.Node | None, languages: Sequence[tuple[LanguageReader, str | None, _Root]]
) -> Flow:
    flow = loader.flow(root) if root is not None else None
    problems = list(loader.problems)
    for reader, language, node in languages:
        if flow is not None and node is not None:
            flow = _with(flow, reader.translation(node, flow=flow.id, language=language), node)
        problems += reader.problems
    if flow is None or problems:
        beside = _beside(flow, loader) if flow is not None and loader.problems else ()
        raise FlowProblems(tuple(sorted((*problems, *beside), key=lambda problem: (problem.file, problem.line))))
    return flow


def _with(flow: Flow, translation: Translation, node: yaml.Node) -> Flow:
    """The flow with a language more; a question that is not translated whole stays in the flow's own words."""
    own = flow.words(flow.language)
    needed, there = units(own_texts(flow)), units(translated_texts(translation))
    whole = {unit for unit, texts in needed.items() if texts.keys() <= there.get(unit, {}).keys()}
    sections = {key: title for key, title in translation.sections.items() if f"{SECTIONS}.{key}" in whole}
    questions = {key: words for key, words in translation.questions.items() if f"{QUESTIONS}.{key}" in whole}
    wording = FlowWording(
        language=translation.language,
        title=own.title,
        sections=MappingProxyType({**own.sections, **sections}),
        questions=MappingProxyType({**own.questions, **questions}),
        translated=frozenset(sections),
    )
    return replace(
        flow,
        wording=MappingProxyType({**flow.wording, translation.language: wording}),
        translations=MappingProxyType({**flow.translations, translation.language: translation}),
        source=flow.source.removesuffix("\n") + NEXT_DOCUMENT + yaml.serialize(node, allow_unicode=True),
    )


def _beside(flow: Flow, loader: "_FlowLoader") -> Iterator[Problem]:
    """What is wrong with the questions that could be read, so that an author is told all at once and nothing twice."""
    written = [question.id for section in flow.sections for question in section.questions]
    if not written or len(written) != len(flow.questions) or not all(section.questions for section in flow.sections):
        return
    starts = sorted(question.place.line for question in flow.questions.values() if question.place)
    unread = {bisect(starts, problem.line) for problem in loader.problems if problem.file == loader.file}
    for problem in (*shape_problems(flow), *wording_problems(flow, ())):
        if bisect(starts, problem.line) not in unread:
            yield problem


class _FlowLoader(ConditionReader, WordingReader):
    """The reader that knows what a flow is made of."""

    def __init__(self, file: str, folder: Path) -> None:
        super().__init__(file)
        self.folder = folder
        self.words: dict[str, QuestionWording] = {}

    def flow(self, root: yaml.Node) -> Flow:
        found = self.fields(root, "A flow", FLOW_KEYS)
        language = self.text(found.get("language")) or "en"
        title = self.text(found.get("title"))
        titles: dict[str, str] = {}
        sections = tuple(
            self.section(node, language, titles) for node in self.items(found.get("sections"), "`sections`")
        )
        return Flow(
            id=self.identifier(found.get("flow")),
            stage=self.choice(found.get("stage"), Stage),
            sections=sections,
            given=self.texts(found["given"]) if "given" in found else (),
            wording=MappingProxyType({language: FlowWording(language, title, titles, MappingProxyType(self.words))}),
            source=yaml.serialize(root, allow_unicode=True),
            place=self.place(root),
        )

    def identifier(self, node: yaml.Node | None) -> str:
        value = self.text(node)
        if value and not IDENTIFIER.fullmatch(value):
            self.note(
                node,
                f"`{value[:80]}` cannot be an id.",
                "Use small letters, digits and _, start with a letter, and take at most 60.",
            )
        return value

    def section(self, node: yaml.Node, language: str, titles: dict[str, str]) -> Section:
        found = self.fields(node, "A section", SECTION_KEYS)
        section_id = self.identifier(found.get("id"))
        if section_id and section_id in titles:
            self.note(node, f"There are two sections `{section_id}`.", "Give one of them another id.")
        titles[section_id] = self.text(found.get("title"))
        return Section(
            id=section_id,
            part=self.choice(found.get("part"), Part),
            questions=tuple(
                self.question(item, language) for item in self.items(found.get("questions"), "`questions`")
            ),
            for_each=self.text(found.get("for_each")) or None,
            place=self.place(node),
        )

    def question(self, node: yaml.Node, language: str) -> Question:
        self.write_in_options(node)
        found = self.fields(node, "A question", QUESTION_KEYS)
        question_id = self.identifier(found.get("id"))
        if question_id and question_id in self.words:
            self.note(node, f"There are two questions `{question_id}`.", "Give one of them another id.")
        options, option_words = self.options(found)
        self.words[question_id] = self.question_wording(found, option_words, language)
        return Question(
            id=question_id,
            kind=self.choice(found.get("kind"), Kind),
            required=self.flag(found.get("required")),
            options=options,
            choices_from=self.text(found.get("from")) or None,
            records=self.text(found.get("records")) or None,
            theme=self.text(found.get("theme")) or None,
            long=self.flag(found.get("long")),
            least=self.number(found.get("least")),
            most=self.number(found.get("most")),
            signals=tuple(sorted(set(self.texts(found["signals"])))) if "signals" in found else (),
            picture=self.text(found.get("picture")) or None,
            routes=tuple(self.route(item) for item in self.items(found.get("next"), "`next`")),
            place=self.place(node),
        )

    def options(self, found: Mapping[str, yaml.Node]) -> tuple[tuple[Option, ...], dict[str, OptionWording]]:
        """The options of a question in order, those set apart last, and their words."""
        nodes = [(node, False) for node in self.items(found.get("options"), "`options`")]
        nodes += [(node, True) for node in self.items(found.get("apart"), "`apart`")]
        options: list[Option] = []
        words: dict[str, OptionWording] = {}
        for node, apart in nodes:
            keys = self.fields(node, "An option", OPTION_KEYS)
            option_id = self.identifier(keys.get("id"))
            if option_id and option_id in words:
                self.note(node, f"The option `{option_id}` is there twice.", "Give one of them another id.")
            words[option_id] = self.option_wording(keys)
            options.append(
                Option(
                    id=option_id,
                    voice=self.choice(keys["voice"], Voice) if "voice" in keys else None,
                    alone=self.flag(keys.get("alone")),
                    apart=apart,
                    picture=self.text(keys.get("picture")) or None,
                )
            )
        return tuple(options), words

    def write_in_options(self, node: yaml.Node) -> None:
        """Put the options of the file that `options_from` names in its place, so that a stored flow needs one text."""
        if not isinstance(node, yaml.MappingNode):
            return
        pairs = []
        for key, value in node.value:
            if key.value != "options_from":
                pairs.append((key, value))
            elif (options := self.options_file(value)) is not None:
                pairs.append((yaml.ScalarNode(key.tag, "options", key.start_mark, key.end_mark), options))
        node.value = pairs

    def options_file(self, node: yaml.Node) -> yaml.Node | None:
        """The list of options in a file beside the flow."""
        name = self.text(node)
        if not OPTIONS_FILE.fullmatch(name) or not (self.folder / name).is_file():
            self.note(
                node,
                f"There is no options file `{name[:80]}` in the flow's folder.",
                "Name a .yaml file beside the flow.",
            )
            return None
        other = Reader(name)
        root = other.read(self.folder / name)
        found = other.fields(root, "An options file", {"options": True}) if root is not None else {}
        self.problems += other.problems
        return found.get("options")

    def route(self, node: yaml.Node) -> Route:
        found = self.fields(node, "A route", ROUTE_KEYS)
        when = self.condition(found["when"]) if "when" in found else None
        return Route(to=self.text(found.get("to")), when=when, place=self.place(node))
