"""The words of a flow file, by language and voice; whether every word that is needed is there, `wording` says."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

import yaml

from msp_dialogue.flow.model import OptionWording, QuestionWording, Voiced
from msp_dialogue.flow.yaml_reader import Reader

WORDING_KEYS = {"ask": True, "easy": False, "text": False, "easy_text": False, "why": False, "help": False}
OPTION_WORDING_KEYS = {"says": True, "easy": False, "good": False, "worry": False}
VOICE_KEYS = {"adult": False, "representative": False}


class WordingReader(Reader):
    """The reader that knows what a question and its options say."""

    def __init__(self, file: str) -> None:
        """Start with no words."""
        super().__init__(file)
        self.words: dict[str, dict[str, QuestionWording]] = {}

    def question_wording(self, found: Mapping[str, yaml.Node], options: dict[str, OptionWording]) -> QuestionWording:
        """A question's words."""
        return QuestionWording(
            ask=self.voiced(found.get("ask")) or Voiced("", ""),
            easy=self.voiced(found.get("easy")),
            text=self.paragraphs(found.get("text")),
            easy_text=self.paragraphs(found.get("easy_text")),
            why=self.voiced(found.get("why")),
            help=self.voiced(found.get("help")),
            options=MappingProxyType(options),
        )

    def option_wording(self, found: Mapping[str, yaml.Node]) -> OptionWording:
        """An option's words."""
        return OptionWording(
            says=self.voiced(found.get("says")) or Voiced("", ""),
            easy=self.voiced(found.get("easy")),
            good=self.voiced(found.get("good")),
            worry=self.voiced(found.get("worry")),
        )

    def translations(self, node: yaml.Node | None, question_id: str, options: Collection[str]) -> None:
        """A question's words in other languages, under `translations: {language: ...}`."""
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "`translations` should name languages.", "Write `translations: {cy: {ask: ...}}`.")
            return
        for key, value in node.value:
            language = self.text(key)
            words = self.words.setdefault(language, {})
            if question_id in words:
                self.note(key, f"`{question_id}` has its words in `{language}` twice.", "Keep one of them.")
            found = self.fields(value, "A translation", {**WORDING_KEYS, "options": False})
            translated = {}
            if "options" in found:
                known = dict.fromkeys(options, False)
                for option, node_of_option in self.fields(found["options"], "The translation", known).items():
                    keys = self.fields(node_of_option, "An option", OPTION_WORDING_KEYS)
                    translated[option] = self.option_wording(keys)
            words.setdefault(question_id, self.question_wording(found, translated))

    def voiced(self, node: yaml.Node | None) -> Voiced[str] | None:
        """Words for both voices, or the same words for each."""
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            adult, representative = self._by_voice(node)
            return Voiced(self.text(adult) if adult else None, self.text(representative) if representative else None)
        text = self.text(node)
        return Voiced(text, text)

    def paragraphs(self, node: yaml.Node | None) -> Voiced[tuple[str, ...]] | None:
        """Short paragraphs, for both voices or the same for each."""
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            adult, representative = self._by_voice(node)
            return Voiced(self.texts(adult) if adult else None, self.texts(representative) if representative else None)
        texts = self.texts(node)
        return Voiced(texts, texts)

    def _by_voice(self, node: yaml.Node) -> tuple[yaml.Node | None, yaml.Node | None]:
        found = self.fields(node, "Wording", VOICE_KEYS)
        return found.get("adult"), found.get("representative")
