"""What the long run changes in a module: one thing at a time, what decides, and nothing else."""

import ast

import pytest

from tests.long.mutator import changes

MEMBERS = {"Kind": ["FULL", "HALF", "LOCKED"]}


def changed(source: str) -> set[str]:
    """The source with each change; every one can still be read as Python."""
    found = [change.source for change in changes("m", source, MEMBERS)]
    for each in found:
        ast.parse(each)
    assert len(set(found)) == len(found)
    return set(found)


@pytest.mark.parametrize(
    ("source", "instead"),
    [
        ("a = b < c", {"a = b <= c", "a = b >= c"}),
        ("a = b is c", {"a = b is not c"}),
        ("a = b <= c < d", {"a = b < c < d", "a = b > c < d", "a = b <= c <= d", "a = b <= c >= d"}),
        ("a = b and c", {"a = (b or c)", "a = b", "a = c"}),
        ("a = not b", {"a = b"}),
        ("a = b if c else d", {"a = b if True else d", "a = b if False else d"}),
        ("a = [b for b in c if b]", {"a = [b for b in c if True]"}),
        ("a = b + c", {"a = b - c"}),
        ("a = 5", {"a = 6"}),
        ("a = True", {"a = False"}),
        ("a = 'name'", {"a = 'xname'"}),
        ("a = 'A sentence for people.'", set()),
        ("a = Kind.FULL", {"a = Kind.HALF"}),
        ("a = Kind.LOCKED", {"a = Kind.FULL"}),
        ("a = {b, c}", {"a = { c}", "a = {b}"}),
        ("a = {b: c, d: e,}", {"a = { d: e,}", "a = {b: c, }"}),
        ("a, b = c", set()),
        ("a: list[Kind] = b", set()),
        ("from a import b", set()),
        ("@dataclass(frozen=True)\nclass A:\n    pass", set()),
    ],
)
def test_each_decision_is_changed_in_each_way(source: str, instead: set[str]) -> None:
    assert changed(source) == instead


def test_sql_is_changed_in_what_it_compares_and_joins() -> None:
    assert changed("a = 'select b from c where d = ? and e <= ?'") == {
        "a = 'select b from c where d <> ? and e <= ?'",
        "a = 'select b from c where d = ? or e <= ?'",
        "a = 'select b from c where d = ? and e < ?'",
    }


def test_what_a_function_does_and_gives_back_goes_and_what_it_says_of_itself_stays() -> None:
    source = 'def f(a: Kind) -> bool:\n    """Says so."""\n    g(a)\n    if a:\n        raise b\n    return c\n'

    assert changed(source) == {
        source.replace("g(a)", "pass"),
        source.replace("if a", "if True"),
        source.replace("if a", "if False"),
        source.replace("raise b", "pass"),
        source.replace("return c", "return None"),
    }


def test_a_rule_that_asks_a_function_of_its_module_is_made_to_hold_for_everything() -> None:
    source = "def f(a):\n    pass\nb = Rule(f, c)\n"

    assert changed(source) == {source.replace("Rule(f", "Rule((lambda *_: True)")}
    assert not [each for each in changed("def f(a):\n    return True\nb = Rule(f, c)\n") if "lambda" in each]


def test_a_change_is_told_by_the_name_of_what_it_is_in_and_by_its_lines() -> None:
    source = "class A:\n    def f(self):\n        return (\n            b <\n            c)\n"

    assert [change.what for change in changes("m", source, MEMBERS)] == [
        "m.A.f: return ( b < c) -> return None",
        "m.A.f: b < c) -> b <= c)",
        "m.A.f: b < c) -> b >= c)",
    ]


def test_the_values_of_an_enumeration_decide_nothing() -> None:
    assert changed("class A(StrEnum):\n    B = 'b'\n") == set()
