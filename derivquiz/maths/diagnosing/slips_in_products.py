"""Wrong rules of products and quotients, as operators on the nodes of a derivation."""

from __future__ import annotations

from collections.abc import Callable

from derivquiz.maths.deriving.derivation import ZERO, as_power, free_of, rule_at, split_product, times
from derivquiz.maths.diagnosing.slips import TWO, Node, Operator, minus, plus
from derivquiz.maths.expression import Expression, Name, Power, Product, Quotient


def _of_product(build: Callable[[Expression, Expression, Expression, Expression], Expression]) -> Operator:
    """An operator on u·v, from u, v, u′ and v′."""

    def operator(node: Node) -> Expression | None:
        rule = rule_at(node.e, node.variable)
        if rule.name != "product":
            return None
        u, v = rule.parts
        return build(u, v, node.slope(u), node.slope(v))

    return operator


def _grouped(build: Callable[[Expression, Expression, Expression, Expression], Expression]) -> tuple[Operator, ...]:
    """The operator on u·v, and with the factors grouped otherwise: constants beside the first, the last by itself."""

    def with_constants(node: Node) -> Expression | None:
        if not isinstance(node.e, Product):
            return None
        fixed, moving = split_product(node.e.factors, node.variable)
        if not fixed or len(moving) < 2:
            return None
        u, v = Product((*fixed, moving[0])), times(*moving[1:])
        return build(u, v, Product((*fixed, node.slope(moving[0]))), node.slope(v))

    def last_alone(node: Node) -> Expression | None:
        if not isinstance(node.e, Product):
            return None
        fixed, moving = split_product(node.e.factors, node.variable)
        if len(moving) < 3:
            return None
        u, v = times(*fixed, *moving[:-1]), moving[-1]
        return build(u, v, node.slope(u), node.slope(v))

    return (_of_product(build), with_constants, last_alone)


product_of_derivatives = _grouped(lambda _u, _v, du, dv: Product((du, dv)))
factors_with_own_derivatives = _grouped(lambda u, v, du, dv: plus(Product((u, du)), Product((v, dv))))
product_subtracted = _grouped(lambda u, v, du, dv: minus(Product((du, v)), Product((u, dv))))
product_one_term = _grouped(lambda _u, v, du, _dv: Product((du, v)))
product_other_term = _grouped(lambda u, _v, _du, dv: Product((u, dv)))
product_sum_of_derivatives = _grouped(lambda _u, _v, du, dv: plus(du, dv))


def of_quotient(build: Callable[[Expression, Expression, Expression, Expression], Expression]) -> Operator:
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


quotient_of_derivatives = of_quotient(lambda _u, _v, du, dv: ZERO if du == ZERO else Quotient(du, dv))
quotient_added = of_quotient(lambda u, v, du, dv: Quotient(plus(Product((du, v)), Product((u, dv))), _squared(v)))
quotient_order_reversed = of_quotient(lambda u, v, du, dv: Quotient(minus(Product((u, dv)), Product((du, v))), _squared(v)))
quotient_not_squared = of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, v)), Product((u, dv))), v))
quotient_numerator_squared = of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, v)), Product((u, dv))), _squared(u)))
quotient_terms_mixed = of_quotient(lambda u, v, du, dv: Quotient(minus(Product((du, dv)), Product((u, v))), _squared(v)))
quotient_denominator_frozen = of_quotient(lambda _u, v, du, _dv: Quotient(du, v))
