"""What every application of a run has in common is made once: each test still has an application of its own."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class CompiledTemplates(BytecodeCache):
    """Our templates, compiled; one that was changed is another."""

    def __init__(self) -> None:
        """Hold none yet."""
        self.held: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if it is held."""
        held = self.held.get((bucket.key, bucket.checksum))
        if held:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold a template's code."""
        self.held[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class KnownRule(Rule):
    """A rule whose code, which depends on nothing but what it is made of, is compiled once."""

    held: dict[object, Builder] = {}  # noqa: RUF012 - of all rules

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        made_of = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if made_of not in self.held:
            self.held[made_of] = super()._compile_builder(append_unknown)
        return self.held[made_of]


TEMPLATES = CompiledTemplates()


def make_once() -> None:
    """Have all applications of this process share what is compiled."""
    Flask.url_rule_class = KnownRule
    options: dict[str, Any] = {"bytecode_cache": TEMPLATES}
    Flask.jinja_options = {**Flask.jinja_options, **options}
