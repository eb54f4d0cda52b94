"""Computational graphs: forward values, and adjoints by the chain rule from the output back, with each local derivative.

The adjoint of a node is the derivative of the output by it: the sum, over the nodes that use it, of their adjoint times the
derivative of their own formula by it. All numbers are exact: fractions where they are rational, else the expression itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from derivquiz.errors import ConventionError, UndefinedError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.lines import Line, checked
from derivquiz.maths.deriving.tidy import simplify
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Name, Number, Product, Sum, names, substitute, walk
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Step

BITS = 128


@dataclass(frozen=True, slots=True)
class Use:
    """One edge, seen from the node that is used: which node uses it, and the derivative of that node's formula by it."""

    by: str
    formula: Expression
    value: Expression
    """The formula at the forward values."""
    adjoint: Expression
    """The adjoint of the node that uses it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A node of the table: its formula (None for an input), its forward value, its adjoint and the uses that make it up."""

    name: str
    formula: Expression | None
    value: Expression
    adjoint: Expression
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Named nodes in an order in which each uses only those before it; the last is the output.

    Raises ValueError where a name stands for two nodes, or a formula uses a name that does not stand before it.
    """

    inputs: tuple[tuple[str, Expression], ...]
    """What is put in, as (name, number) pairs."""
    nodes: tuple[tuple[str, Expression], ...]
    """(name, formula over earlier names) pairs."""
    _formulas: dict[str, Expression] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = [name for name, _ in self.inputs]
        for name, formula in self.nodes:
            missing = names(formula) - set(known)
            if missing:
                raise ValueError(f"{name} uses {min(missing)}, which does not stand before it")
            known.append(name)
        if len(set(known)) < len(known):
            raise ValueError("a name stands for two nodes")
        if not self.nodes:
            raise ValueError("a graph without a node")
        object.__setattr__(self, "_formulas", dict(self.nodes))

    @property
    def output(self) -> str:
        """The name of the last node."""
        return self.nodes[-1][0]

    def forward(self) -> dict[str, Expression]:
        """The value of every input and node; raises an EvaluationError where one has none."""
        values = {name: simplify(value) for name, value in self.inputs}
        for name, formula in self.nodes:
            values[name] = simplify(substitute(formula, values))
            _assert_value(values[name])
        return values

    def rows(self) -> tuple[Row, ...]:
        """Every input and node with its value and its adjoint, in the order of the graph; raises an EvaluationError."""
        values = self.forward()
        adjoints: dict[str, Expression] = {self.output: Number(1)}
        uses: dict[str, tuple[Use, ...]] = {self.output: ()}
        for name in reversed(list(values)):
            if name == self.output:
                continue
            uses[name] = tuple(self._uses(name, values, adjoints))
            terms = tuple(Product((use.adjoint, use.value)) for use in uses[name])
            adjoints[name] = simplify(Sum(terms) if len(terms) > 1 else terms[0]) if terms else Number(0)
        return tuple(Row(name, self._formulas.get(name), values[name], adjoints[name], uses[name]) for name in values)

    def adjoints(self) -> dict[str, Expression]:
        """The derivative of the output by every input and node, at the values put in; raises an EvaluationError."""
        return {row.name: row.adjoint for row in self.rows()}

    def composed(self, name: str) -> Expression:
        """The output as a formula in one node and what stands before it."""
        order = [each for each, _ in self.nodes]
        after = order[order.index(name) + 1 :] if name in order else order
        formula: Expression = Name(self.output)
        for each in reversed(after):
            formula = substitute(formula, {each: self._formulas[each]})
        return formula

    def _uses(self, name: str, values: dict[str, Expression], adjoints: dict[str, Expression]) -> Iterator[Use]:
        for by, formula in self.nodes:
            if name in names(formula):
                local = differentiate(formula, name)
                value = simplify(substitute(local, values))
                _assert_value(value)
                yield Use(by, local, value, adjoints[by])


def worked(graph: Graph) -> tuple[Step, ...]:
    """The forward values and then the adjoints from the output back, a line each and checked; raises an EvaluationError."""
    return checked(_lines(graph))


def _lines(graph: Graph) -> Iterator[Line]:
    rows = {row.name: row for row in graph.rows()}
    values = {name: row.value for name, row in rows.items()}
    for row in rows.values():
        if row.formula is not None:
            said = f"Forward: {shown_name(row.name)} = {inline(row.formula)}"
            yield Line(said, row.value, substitute(row.formula, values))
    out = shown_name(graph.output)
    yield Line(f"Backward: ∂{out}/∂{out} is 1", Number(1))
    for row in reversed(rows.values()):
        if row.name == graph.output:
            continue
        whole = f"∂{out}/∂{shown_name(row.name)}"
        if not row.uses:
            yield Line(f"Backward: {whole} is 0, since nothing uses {shown_name(row.name)}", row.adjoint)
            continue
        claim = _claim(graph, row.name, values)
        if [use.by for use in row.uses] == [graph.output]:
            yield Line(f"Backward: {whole} = {inline(row.uses[0].formula)}", row.adjoint, claim)
            continue
        paths = " + ".join(f"∂{out}/∂{shown_name(use.by)} · ∂{shown_name(use.by)}/∂{shown_name(row.name)}" for use in row.uses)
        local = ", ".join(f"∂{shown_name(use.by)}/∂{shown_name(row.name)} = {inline(use.formula)}" for use in row.uses)
        paired = [f"{_bracketed(use.adjoint)}·{_bracketed(use.value)}" for use in row.uses]
        yield Line(f"Backward: {whole} = {paths}, with {local}: {' + '.join(paired)}", row.adjoint, claim)


def _claim(graph: Graph, name: str, values: dict[str, Expression]) -> Expression:
    """The adjoint by the rules from the output as one formula: a second way to the same number."""
    whole = differentiate(graph.composed(name), name)
    return substitute(whole, values)


def _assert_value(value: Expression) -> None:
    """Raises an EvaluationError for what is no number, and for the slope at a corner."""
    if any(isinstance(part, Apply) and part.function in ("step", "sign") for part in walk(value)):
        raise ConventionError("a corner: the slope there is a matter of convention")
    if names(value):
        raise UndefinedError(f"{min(names(value))} has no value")
    balls.value(value, {}, bits=BITS)


def _bracketed(value: Expression) -> str:
    text = inline(value)
    return text if text.replace(".", "").isalnum() else f"({text})"
