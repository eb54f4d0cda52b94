"""Wrong rules of powers, sums, products and quotients: each is an operator that stands in for the right rule at a node."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from derivquiz.maths.deriving.derivation import ONE, ZERO, E, as_power, free_of, less_one, negated, rule_at, times
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


def integrated(node: Node) -> Expression | None:
    """The integral of a power, of a constant, or of a function of the table at the variable."""
    x = Name(node.variable)
    if free_of(node.e, node.variable):
        return Product((node.e, x))
    found = (node.e, ONE) if node.e == x else as_power(node.e, node.variable)
    if found is not None and found[0] == x:
        n = rational(found[1])
        if n is None:
            return None
        return Apply("ln", (x,)) if n == -1 else Quotient(Power(x, exact(n + 1)), exact(n + 1))
    match node.e:
        case Power(Constant("e"), exponent) | Apply("exp", (exponent,), 0) if exponent == x:
            return node.e
        case Power(base, exponent) if exponent == x:
            return Quotient(node.e, Apply("ln", (base,)))
        case Apply("sin", (u,), 0) if u == x:
            return Negate(Apply("cos", (x,)))
        case Apply("cos", (u,), 0) if u == x:
            return Apply("sin", (x,))
        case Apply("ln", (u,), 0) if u == x:
            return minus(Product((x, node.e)), x)
        case _:
            return None


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
    """U − v → u′ + v′."""
    if not isinstance(node.e, Sum) or not any(isinstance(term, Negate) for term in node.e.terms[1:]):
        return None
    first, *rest = node.e.terms
    return Sum((node.slope(first), *(node.slope(term.operand if isinstance(term, Negate) else term) for term in rest)))


def _of_product(build: Callable[[Expression, Expression, Expression, Expression], Expression]) -> Operator:
    """An operator on u·v, from u, v, u′ and v′."""

    def operator(node: Node) -> Expression | None:
        rule = rule_at(node.e, node.variable)
        if rule.name != "product":
            return None
        u, v = rule.parts
        return build(u, v, node.slope(u), node.slope(v))

    return operator


product_of_derivatives = _of_product(lambda _u, _v, du, dv: Product((du, dv)))
factors_with_own_derivatives = _of_product(lambda u, v, du, dv: plus(Product((u, du)), Product((v, dv))))
product_subtracted = _of_product(lambda u, v, du, dv: minus(Product((du, v)), Product((u, dv))))
product_one_term = _of_product(lambda _u, v, du, _dv: Product((du, v)))
product_other_term = _of_product(lambda u, _v, _du, dv: Product((u, dv)))
product_sum_of_derivatives = _of_product(lambda _u, _v, du, dv: plus(du, dv))


def _of_quotient(build: Callable[[Expression, Expression, Expression, Expression], Expression]) -> Operator:
    """An operator on u/v, from u, v, u′ and v′; not for c/xⁿ, which nobody takes for a quotient."""

    def operator(node: Node) -> Expression | None:
        if not isinstance(node.e, Quotient) or free_of(node.e.denominator, node.variable):
            return None
        u, v = node.e.numerator, node.e.denominator
        if free_of(u, node.variable):
            base = as_power(v, node.variable)
            if Name(node.variable) in (v, base[0] if base else v):
                return None
        return build(u, v, node.slope(u), node.slope(v))

    return operator


def _squared(e: Expression) -> Expression:
    return Power(e, TWO)


quotient_of_derivatives = _of_quotient(lambda _u, _v, du, dv: ZERO if du == ZERO else Quotient(du, dv))
quotient_added = _of_quotient(lambda u, v, du, dv: Quotient(plus(Product((du, v)), Product((u, dv))), _squared(v)))
quotient_order_reversed = _of_quotient(lambda u, v, du, dv: Quotient(minus(Product((u, dv)), Product((du, v))), _squared(v)))
quotient_not_squared = _of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, v)), Product((u, dv))), v))
quotient_numerator_squared = _of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, v)), Product((u, dv))), _squared(u)))
quotient_terms_mixed = _of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, dv)), Product((u, v))), _squared(v)))
quotient_denominator_frozen = _of_quotient(lambda _u, v, du, _dv: Quotient(du, v))


def is_e(base: Expression) -> bool:
    """Whether the base of an exponential is e."""
    return base == E
