"""Two slips in one rule: of a quotient, or of a composition."""

from __future__ import annotations

from collections.abc import Callable

from derivquiz.maths.diagnosing import slips
from derivquiz.maths.diagnosing import slips_in_functions as f
from derivquiz.maths.diagnosing import slips_in_products as products
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.expression import Expression, Name, Power, Product, Quotient

_OF_POWERS = (
    ("power-exponent-kept", slips.exponent_kept),
    ("power-coefficient-missing", slips.coefficient_missing),
    ("power-exponent-raised", slips.exponent_raised),
    ("power-reduced-too-early", slips.reduced_too_early),
    ("negative-exponent-sign-lost", slips.negative_sign_lost),
    ("cosine-sign", f.cosine_sign),
    ("tanh-not-squared", f.tanh_not_squared),
    ("tanh-as-sigmoid", f.tanh_as_sigmoid),
    ("sigmoid-as-tanh", f.sigmoid_as_tanh),
    ("input-for-output", f.input_for_output),
    ("log-of-base-missing", f.log_of_base_missing),
)


def _at_variable(operator: Operator) -> Operator:
    """An outer rule gone wrong, and taken at the variable instead of the inside."""

    def followed(node: Node) -> Expression | None:
        found = f.layers(node.e, node.variable)
        if found is None:
            return None
        here = found.outer(Name(node.variable))
        slope = node.slope(found.inner)
        return operator(Node(here, node.variable, lambda _: slope))

    return followed


def _quotient(
    top: Callable[[Expression, Expression], Expression], bottom: Callable[[Expression, Expression], Expression]
) -> Operator:
    def over(u: Expression, v: Expression, du: Expression, dv: Expression) -> Expression:
        return Quotient(top(Product((du, v)), Product((u, dv))), bottom(u, v))

    return products.of_quotient(over)


_TOPS = (
    ("quotient-added", slips.plus),
    ("quotient-order-reversed", lambda one, other: slips.minus(other, one)),
)
_BOTTOMS = (
    ("quotient-denominator-not-squared", lambda _u, v: v),
    ("quotient-numerator-squared", lambda u, _v: Power(u, slips.TWO)),
)

BOTH: tuple[tuple[tuple[str, str], Operator], ...] = (
    *(((one, other), _quotient(top, bottom)) for one, top in _TOPS for other, bottom in _BOTTOMS),
    *(((slug, "outer-at-variable"), _at_variable(operator)) for slug, operator in _OF_POWERS),
)
"""Pairs of slugs with what a learner writes who follows both at a node."""
