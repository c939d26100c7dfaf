"""What the code must never do with what people type: run it, or let it into a page as more than text [I-02, I-03]."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from msp_dialogue.settings import ROOT

SOURCES = sorted([ROOT / "app.py", *(ROOT / "msp_dialogue").rglob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

FORBIDDEN = frozenset({"eval", "exec", "from_string", "render_template_string", "Markup", "__import__", "compile"})
"""They run a text, or make a template or markup of it."""

RUN_SQL = frozenset({"execute", "executemany", "executescript", "query"})


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call by the last part of its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def is_of_re(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"


def runs_text(tree: ast.AST) -> list[str]:
    return [name for name, call in called(tree) if name in FORBIDDEN and not is_of_re(call)]


def builds_sql(tree: ast.AST) -> list[int]:
    """Lines where a statement is put together with `%`, `+` or `format`; what an f-string takes is ruff's S608."""
    made = [
        call.lineno
        for name, call in called(tree)
        if name in RUN_SQL and call.args and isinstance(call.args[0], (ast.BinOp, ast.Call))
        if not isinstance(call.args[0], ast.Call) or getattr(call.args[0].func, "attr", "") == "format"
    ]
    return sorted(made)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_code_runs_a_text_or_makes_a_template_of_it(path: Path) -> None:
    assert runs_text(read(path)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_statement_takes_its_values_as_parameters(path: Path) -> None:
    assert path.name == "guards.py" or builds_sql(read(path)) == []  # no statement takes a table's name


def raw_in(source: str) -> list[str]:
    """What lets a text into a page unescaped: `safe`, no autoescape, or an `html` parameter that was not built here."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    built = {block.target.name for block in tree.find_all(nodes.AssignBlock) if isinstance(block.target, nodes.Name)}
    found = [f"|{each.name}" for each in tree.find_all(nodes.Filter) if each.name in {"safe", "xmlattr"}]
    found += ["autoescape" for _each in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier))]
    for pair in tree.find_all(nodes.Pair):
        key, value = pair.key, pair.value
        if isinstance(key, nodes.Const) and str(key.value).lower().endswith("html"):
            said = isinstance(value, nodes.Call) and isinstance(value.node, nodes.Name) and value.node.name == "_"
            ours = isinstance(value, nodes.Name) and value.name in built
            ours = ours or (isinstance(value, nodes.Call) and not said)
            found += [] if ours else [str(key.value)]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_lets_a_text_in_unescaped(path: Path) -> None:
    assert raw_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.words | safe }}",
        "{% autoescape false %}{{ page.words }}{% endautoescape %}",
        '{{ govukInsetText({"html": page.words}) }}',
        '{{ govukInsetText({"html": _("For %(name)s", name=page.words)}) }}',
        '{{ govukRadios({"items": [{"hint": {"html": words}}]}) }}',
    ],
)
def test_the_test_of_templates_sees_what_it_is_for(source: str) -> None:
    assert raw_in(source) != []


@pytest.mark.parametrize("source", ["eval(x)", "a.from_string(x)", "from markupsafe import Markup as M\nMarkup(x)"])
def test_the_test_of_code_sees_what_it_is_for(source: str) -> None:
    assert runs_text(ast.parse(source)) != []
    assert builds_sql(ast.parse("c.execute('select ' + x)\nc.execute('%s' % x)\nc.query('{}'.format(x))")) == [1, 2, 3]
