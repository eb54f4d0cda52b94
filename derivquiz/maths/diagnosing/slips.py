"""Wrong rules of powers and sums: each is an operator that stands in for the right rule at a node."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from derivquiz.maths.deriving.derivation import (
    ONE,
    E,
    as_power,
    differentiate,
    free_of,
    less_one,
    negated,
    rule_at,
    times,
)
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    exact,
    names,
    rational,
)

TWO = Number(2)


class Node(NamedTuple):
    """A node of the derivation, the variable, and the derivative of what stands below, which may itself have gone wrong."""

    e: Expression
    variable: str
    slope: Callable[[Expression], Expression]


Operator = Callable[[Node], Expression | None]
"""What a learner who follows the wrong rule writes for the derivative of a node; None where the rule says nothing of it."""


def plus(*terms: Expression) -> Expression:
    """A sum of terms."""
    return Sum(terms)


def minus(one: Expression, other: Expression) -> Expression:
    """A difference."""
    return Sum((one, Negate(other)))


def _of_power(build: Callable[[Expression, Expression, Expression], Expression]) -> Operator:
    """An operator on uⁿ, from the base, the exponent and u′."""

    def operator(node: Node) -> Expression | None:
        if free_of(node.e, node.variable):
            return None
        found = as_power(node.e, node.variable)
        if found is None:
            return None
        return build(found[0], found[1], node.slope(found[0]))

    return operator


def _shifted(n: Expression, by: int) -> Expression:
    known = rational(n)
    return Sum((n, exact(by))) if known is None else exact(known + by)


exponent_kept = _of_power(lambda u, n, du: times(n, Power(u, n), du))
coefficient_missing = _of_power(lambda u, n, du: times(Power(u, less_one(n)), du))
exponent_raised = _of_power(lambda u, n, du: times(n, Power(u, _shifted(n, 1)), du))
reduced_too_early = _of_power(lambda u, n, du: times(less_one(n), Power(u, less_one(n)), du))


def negative_sign_lost(node: Node) -> Expression | None:
    """u⁻ⁿ → n·u⁻ⁿ⁻¹·u′."""
    found = as_power(node.e, node.variable)
    n = None if found is None else rational(found[1])
    if found is None or n is None or n >= 0 or free_of(node.e, node.variable):
        return None
    return times(exact(-n), Power(found[0], exact(n - 1)), node.slope(found[0]))


def coefficient_added(node: Node) -> Expression | None:
    """c·xⁿ → (c + n)·xⁿ⁻¹."""
    found = _multiple(node)
    if found is None:
        return None
    c, u = found
    power = (u, ONE) if u == Name(node.variable) else as_power(u, node.variable)
    if power is None or rational(c) is None:
        return None
    base, n = power
    return times(Sum((c, n)), Power(base, less_one(n)), node.slope(base))


def _multiple(node: Node) -> tuple[Expression, Expression] | None:
    """The constant and the rest of a constant multiple."""
    rule = rule_at(node.e, node.variable)
    if rule.name == "constant-multiple":
        bound = dict(rule.bindings)
        return bound["c"], bound["u"]
    if rule.name == "negation":
        inner = _multiple(Node(rule.parts[0], node.variable, node.slope))
        return None if inner is None else (negated(inner[0]), inner[1])
    return None


def coefficient_dropped(node: Node) -> Expression | None:
    """c·u → u′, for a number c; a letter that is dropped is another rule's business."""
    rule = rule_at(node.e, node.variable)
    if rule.name != "constant-multiple" or names(dict(rule.bindings)["c"]):
        return None
    return node.slope(rule.parts[0])


def negative_coefficient_dropped(node: Node) -> Expression | None:
    """−c·u → u′, for a number c: the sign goes with it."""
    found = _multiple(node) if isinstance(node.e, Negate) else None
    return None if found is None or names(found[0]) else node.slope(found[1])


def integrated(node: Node) -> Expression | None:
    """The integral of a constant, or of a power or a function of the table at a straight line."""
    x = Name(node.variable)
    if free_of(node.e, node.variable):
        return Product((node.e, x))
    found = (node.e, ONE) if node.e == x else as_power(node.e, node.variable)
    if found is not None:
        u, n = found[0], rational(found[1])
        if n is None:
            return None
        whole = Apply("ln", (u,)) if n == -1 else Quotient(Power(u, exact(n + 1)), exact(n + 1))
        return _by_line(node, u, whole)
    match node.e:
        case Power(Constant("e"), u) | Apply("exp", (u,), 0):
            return None if u == x else _by_line(node, u, node.e)
        case Power(base, u) if free_of(base, node.variable):
            return _by_line(node, u, Quotient(node.e, Apply("ln", (base,))))
        case Apply("sin", (u,), 0):
            return _by_line(node, u, Negate(Apply("cos", (u,))))
        case Apply("cos", (u,), 0):
            return _by_line(node, u, Apply("sin", (u,)))
        case Apply("ln", (u,), 0):
            return _by_line(node, u, minus(Product((u, node.e)), u))
        case _:
            return None


def _by_line(node: Node, u: Expression, integral: Expression) -> Expression | None:
    """An integral divided by the slope of what stands inside; None where that is no straight line."""
    if u == Name(node.variable):
        return integral
    slope = differentiate(u, node.variable)
    return Quotient(integral, slope) if free_of(slope, node.variable) else None


def reciprocal_of_derivative(node: Node) -> Expression | None:
    """c/u → c/u′."""
    match node.e:
        case Quotient(top, bottom) if free_of(top, node.variable) and not free_of(bottom, node.variable):
            return Quotient(top, node.slope(bottom))
        case Power(base, exponent) if not free_of(base, node.variable):
            n = rational(exponent)
            if n is not None and n < 0:
                return Quotient(ONE, node.slope(Power(base, exact(-n)) if n != -1 else base))
    return None


def root_of_derivative(node: Node) -> Expression | None:
    """√u → √u′."""
    found = as_power(node.e, node.variable)
    if found is None or rational(found[1]) != Fraction(1, 2) or free_of(node.e, node.variable):
        return None
    return Apply("sqrt", (node.slope(found[0]),))


def constant_kept(node: Node) -> Expression | None:
    """C → c."""
    return node.e if free_of(node.e, node.variable) else None


def part_kept(node: Node) -> Expression | None:
    """U → u, for a part that moves; a function of the table that stays is another rule's business."""
    return None if free_of(node.e, node.variable) or isinstance(node.e, Apply) else node.e


def constant_differentiated(node: Node) -> Expression | None:
    """A constant power cⁿ → n·cⁿ⁻¹, and a constant letter → 1."""
    if not free_of(node.e, node.variable):
        return None
    match node.e:
        case Constant():
            return ONE
        case Power(base, n):
            return times(n, Power(base, less_one(n)))
        case Apply("sqrt", (base,), 0):
            return Quotient(ONE, Product((TWO, node.e)))
        case _:
            return None


def difference_added(node: Node) -> Expression | None:
    """U − v → u′ + v′, where v is no constant."""
    if not isinstance(node.e, Sum) or not any(_is_taken(term, node.variable) for term in node.e.terms[1:]):
        return None
    first, *rest = node.e.terms
    return Sum((node.slope(first), *(node.slope(term.operand if isinstance(term, Negate) else term) for term in rest)))


def _is_taken(term: Expression, variable: str) -> bool:
    return isinstance(term, Negate) and not free_of(term, variable)


def _one_difference_added(which: int) -> Operator:
    """Of several terms that are taken away, one is added."""

    def operator(node: Node) -> Expression | None:
        if not isinstance(node.e, Sum):
            return None
        taken = [i for i, term in enumerate(node.e.terms) if i and _is_taken(term, node.variable)]
        if len(taken) < 2 or which >= len(taken):
            return None
        turned = [term.operand if i == taken[which] and isinstance(term, Negate) else term for i, term in enumerate(node.e.terms)]
        return Sum(tuple(map(node.slope, turned)))

    return operator


one_difference_added = tuple(map(_one_difference_added, range(3)))


def is_e(base: Expression) -> bool:
    """Whether the base of an exponential is e."""
    return base == E
