"""Every small change to a module that its tests should notice, one at a time; runs no test and writes no file.

Changed are: comparisons, `and`, `or`, `not`, conditions, sums, numbers, names in quotes, SQL, members of our
enumerations, what a function gives back or raises or calls for its effect, and each entry of a table. What is left
alone decides nothing: sentences for people, docstrings, annotations, decorators and the values of enumerations.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Members = Mapping[str, Sequence[str]]
"""The names of an enumeration's members, by its own name."""

_OTHERWISE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SQL = re.compile(r"(select|insert|update|delete) ")
_IN_SQL = ((" and ", " or "), (" <= ", " < "), (" > ", " >= "), (" = ", " <> "))


@dataclass(frozen=True)
class Change:
    """The module with one change, and what that is in one line, which is the same as long as the code is."""

    what: str
    source: str


class _Place(NamedTuple):
    start: int
    end: int
    instead: str


def changes(name: str, source: str, members: Members) -> Iterator[Change]:
    """Every change to the module called `name`."""
    met: Counter[str] = Counter()
    for where, place in _Reader(source, members).places():
        content = source.encode()
        changed = (content[: place.start] + place.instead.encode() + content[place.end :]).decode()
        what = f"{name}{where}: {_lines(source, place.start, place.end)}"
        what += f" -> {_lines(changed, place.start, place.start + len(place.instead.encode()))}"
        met[what] += 1
        yield Change(what if met[what] == 1 else f"{what} ({met[what]})", changed)


def _lines(source: str, start: int, end: int) -> str:
    """The whole lines around these bytes, in one."""
    content = source.encode()
    first = content.rfind(b"\n", 0, start) + 1
    last = content.find(b"\n", max(end, first))
    return " ".join(content[first : last if last >= 0 else None].decode().split())


class _Reader:
    """Finds the places in one module."""

    def __init__(self, source: str, members: Members) -> None:
        self.tree = ast.parse(source)
        self.content = source.encode()
        self.members = members
        self.starts = [0]
        for line in self.content.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.functions = {
            node.name
            for node in self.tree.body
            if isinstance(node, ast.FunctionDef) and ast.unparse(node.body[-1]) != "return True"
        }

    def places(self) -> Iterator[tuple[str, _Place]]:
        """Each place, and the name of the function, the class or the table it is in."""
        for node in self.tree.body:
            yield from self._below(node, "")

    def _below(self, node: ast.AST, where: str) -> Iterator[tuple[str, _Place]]:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            where = f"{where}.{node.name}"
        elif not where and isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            where = f".{ast.unparse(target)}"
        if _decides_nothing(node):
            return
        for place in (*self._logic(node), *self._values(node), *self._statements(node), *self._tables(node)):
            yield where, place
        for child in _children(node):
            yield from self._below(child, where)

    def _logic(self, node: ast.AST) -> Iterator[_Place]:
        if isinstance(node, ast.Compare):
            for nth, operator in enumerate(node.ops):
                for other in _OTHERWISE[type(operator)]:
                    yield self._instead(node, ast.Compare(node.left, _with(node.ops, nth, other()), node.comparators))
        elif isinstance(node, ast.BoolOp):
            other_way = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield self._instead(node, ast.BoolOp(other_way, node.values))
            for nth in range(len(node.values)):
                rest = node.values[:nth] + node.values[nth + 1 :]
                yield self._instead(node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield self._instead(node, node.operand)
        elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
            yield self._instead(node.test, ast.Constant(True))
            yield self._instead(node.test, ast.Constant(False))
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield self._instead(test, ast.Constant(True))

    def _values(self, node: ast.AST) -> Iterator[_Place]:
        if isinstance(node, ast.Constant):
            for other in _other_values(node.value):
                yield self._instead(node, ast.Constant(other))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            operator = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            yield self._instead(node, ast.BinOp(node.left, operator, node.right))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.members:
            names = self.members[node.value.id]
            after = names[(names.index(node.attr) + 1) % len(names)]
            yield self._instead(node, ast.Attribute(node.value, after))

    def _statements(self, node: ast.AST) -> Iterator[_Place]:
        if isinstance(node, (ast.Expr, ast.Raise)):
            yield self._instead(node, ast.Pass())
        elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) not in {"None", "False"}:
            yield self._instead(node, ast.Return(ast.Constant(None)))

    def _tables(self, node: ast.AST) -> Iterator[_Place]:
        if isinstance(node, ast.Set) or (isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load)):
            for each in node.elts:
                yield self._without(each, each)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                yield self._without(key or value, value)
        elif isinstance(node, ast.Call):
            for each in node.args:
                if isinstance(each, ast.Name) and each.id in self.functions:
                    yield self._instead(each, ast.parse("lambda *_: True", mode="eval").body)

    def _instead(self, node: ast.expr | ast.stmt, other: ast.AST) -> _Place:
        written = ast.unparse(ast.fix_missing_locations(other))
        start, end = self._span(node)
        return _Place(start, end, f"({written})" if isinstance(other, (ast.BoolOp, ast.Lambda)) else written)

    def _without(self, first: ast.expr, last: ast.expr) -> _Place:
        """An entry of a table gone, with the comma behind it, or before it if it is the last."""
        start, end = self._span(first)[0], self._span(last)[1]
        comma = re.match(rb"\s*,", self.content[end:])
        if comma:
            return _Place(start, end + comma.end(), "")
        before = re.search(rb",\s*$", self.content[:start])
        return _Place(before.start() if before else start, end, "")

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset


def _with(operators: Sequence[ast.cmpop], nth: int, other: ast.cmpop) -> list[ast.cmpop]:
    return [other if position == nth else each for position, each in enumerate(operators)]


def _other_values(value: object) -> Iterator[str | int]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str) and _SQL.match(value):
        for sign, other in _IN_SQL:
            for found in re.finditer(re.escape(sign), value):
                yield value[: found.start()] + other + value[found.end() :]
    elif isinstance(value, str) and " " not in value:
        yield f"x{value}"


def _decides_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(ast.unparse(base) in {"StrEnum", "Enum"} for base in node.bases)
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr, ast.arg))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    left_alone = [getattr(node, name, None) for name in ("annotation", "returns")]
    left_alone += getattr(node, "decorator_list", [])
    return (child for child in ast.iter_child_nodes(node) if child not in left_alone)
