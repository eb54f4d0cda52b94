"""The small changes that a test ought to notice: each turns a module's tree into one that says something else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
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
_OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_REMOVED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
_BODIES = frozenset({"body", "orelse", "finalbody"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """One place of a tree, and what stands there instead."""

    line: int
    before: str
    after: str
    _parent: ast.AST
    _field: str
    _index: int | None
    _old: ast.AST
    _new: ast.AST

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The tree with the change, which is taken back afterwards."""
        self._put(self._new)
        try:
            yield
        finally:
            self._put(self._old)

    def _put(self, node: ast.AST) -> None:
        if self._index is None:
            setattr(self._parent, self._field, node)
        else:
            getattr(self._parent, self._field)[self._index] = node


def mutations(tree: ast.Module) -> list[Mutation]:
    """Every mutation of a module: comparisons, arithmetic, logic, conditions, constants, results, and statements left out."""
    return list(_within(tree))


def _within(parent: ast.AST) -> Iterator[Mutation]:
    for name, value in ast.iter_fields(parent):
        if name in {"annotation", "returns", "decorator_list", "type_params"} or _is_unspoken(parent):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST):
                for new in _instead_of(node, parent, name):
                    ast.fix_missing_locations(ast.copy_location(new, node))
                    line = getattr(node, "lineno", getattr(parent, "lineno", 0))
                    yield Mutation(line, _shown(node), _shown(new), parent, name, index, node, new)
                yield from _within(node)


def _is_unspoken(node: ast.AST) -> bool:
    """Whether nothing happens there that a test could see: imports, what only a type checker reads, the names that are public."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
    return isinstance(node, ast.Import | ast.ImportFrom) or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))


def _instead_of(node: ast.AST, parent: ast.AST, name: str) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, sign in enumerate(node.ops):
                for other in _COMPARISONS[type(sign)]:
                    yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            yield ast.BinOp(node.left, _OPERATIONS[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as number):
            yield from (ast.Constant(number + 1), ast.Constant(number - 1))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.If() | ast.IfExp() | ast.While():
            changed = dict(ast.iter_fields(node)) | {"test": ast.UnaryOp(ast.Not(), node.test)}
            yield type(node)(**changed)
        case ast.comprehension():
            for place, condition in enumerate(node.ifs):
                rest = [*node.ifs[:place], ast.UnaryOp(ast.Not(), condition), *node.ifs[place + 1 :]]
                yield ast.comprehension(node.target, node.iter, rest, node.is_async)
        case _:
            pass
    if (
        isinstance(node, _REMOVED)
        and name in _BODIES
        and not isinstance(parent, ast.Module | ast.ClassDef)
        and not _is_said(node)
    ):
        yield ast.Pass()


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _shown(node: ast.AST) -> str:
    """A node as one line of source: of a statement that holds others its head."""
    return ast.unparse(node).splitlines()[0]
