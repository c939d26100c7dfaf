"""Conditions as they are written in a flow file: the closed list of their forms, not what they are true of."""

from collections.abc import Callable, Mapping

import yaml

from msp_dialogue.flow.condition import All, Answered, AnyOf, AtLeast, Chosen, Condition, Given, Not, Spoken
from msp_dialogue.flow.voice import Voice
from msp_dialogue.flow.yaml_reader import Reader

CONDITION_KEYS = {
    "question": False, "is": False, "includes": False, "answered": False, "items": False, "at_least": False,
    "voice": False, "given": False, "all": False, "any": False, "not": False,
}  # fmt: skip


class ConditionReader(Reader):
    """The reader that knows when a route may be taken."""

    def condition(self, node: yaml.Node) -> Condition:
        """The condition at a node; after noting a problem, one that must not be used."""
        found = self.fields(node, "A condition", CONDITION_KEYS)
        build = _FORMS.get(frozenset(found))
        if build is not None:
            return build(self, found)
        if isinstance(node, yaml.MappingNode) and len(found) == len(node.value):
            forms = "; ".join(" + ".join(sorted(keys, key=list(CONDITION_KEYS).index)) for keys in _FORMS)
            self.note(node, "This condition is not in the language.", f"Use one of: {forms}.")
        return Given("")

    def conditions(self, node: yaml.Node) -> tuple[Condition, ...]:
        """The conditions in a list."""
        return tuple(self.condition(item) for item in self.items(node, "`all` or `any`"))


_FORMS: Mapping[frozenset[str], Callable[[ConditionReader, Mapping[str, yaml.Node]], Condition]] = {
    frozenset({"question", "is"}): lambda reader, at: Chosen(reader.text(at["question"]), reader.texts(at["is"])),
    frozenset({"question", "includes"}): lambda reader, at: Chosen(
        reader.text(at["question"]), reader.texts(at["includes"]), several=True
    ),
    frozenset({"question", "answered"}): lambda reader, at: Answered(
        reader.text(at["question"]), reader.flag(at["answered"])
    ),
    frozenset({"items", "at_least"}): lambda reader, at: AtLeast(
        reader.text(at["items"]), reader.number(at["at_least"]) or 0
    ),
    frozenset({"voice"}): lambda reader, at: Spoken(reader.choice(at["voice"], Voice)),
    frozenset({"given"}): lambda reader, at: Given(reader.text(at["given"])),
    frozenset({"all"}): lambda reader, at: All(reader.conditions(at["all"])),
    frozenset({"any"}): lambda reader, at: AnyOf(reader.conditions(at["any"])),
    frozenset({"not"}): lambda reader, at: Not(reader.condition(at["not"])),
}
