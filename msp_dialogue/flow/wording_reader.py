"""The words of a flow file, by language and voice; whether every word that is needed is there, `wording` says."""

from collections.abc import Mapping
from types import MappingProxyType

import yaml

from msp_dialogue.flow.model import OptionWording, QuestionWording, Voiced
from msp_dialogue.flow.yaml_reader import Reader

WORDING_KEYS = {"ask": True, "easy": False, "text": False, "easy_text": False, "why": False, "help": False}
OPTION_WORDING_KEYS = {"says": True, "easy": False, "good": False, "worry": False}
VOICE_KEYS = {"adult": False, "representative": False}


class WordingReader(Reader):
    """The reader that knows what a question and its options say."""

    def question_wording(
        self, found: Mapping[str, yaml.Node], options: dict[str, OptionWording], language: str
    ) -> QuestionWording:
        """A question's words."""
        return QuestionWording(
            ask=self.voiced(found.get("ask")) or Voiced("", ""),
            easy=self.voiced(found.get("easy")),
            text=self.paragraphs(found.get("text")),
            easy_text=self.paragraphs(found.get("easy_text")),
            why=self.voiced(found.get("why")),
            help=self.voiced(found.get("help")),
            options=MappingProxyType(options),
            language=language,
        )

    def option_wording(self, found: Mapping[str, yaml.Node]) -> OptionWording:
        """An option's words."""
        return OptionWording(
            says=self.voiced(found.get("says")) or Voiced("", ""),
            easy=self.voiced(found.get("easy")),
            good=self.voiced(found.get("good")),
            worry=self.voiced(found.get("worry")),
        )

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
