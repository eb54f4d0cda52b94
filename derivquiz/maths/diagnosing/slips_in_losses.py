"""Wrong rules of losses, as operators on the nodes of their formulas: a mean of squares of differences, through activations."""

from __future__ import annotations

from derivquiz.maths.deriving.derivation import ONE, as_power, free_of, less_one, rule_at, times
from derivquiz.maths.diagnosing.slips import Node, Operator
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Power, Product, Quotient, Sum, rational, walk
from derivquiz.maths.functions import FUNCTIONS

ACTIVATIONS = frozenset({"sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "gelu_tanh"}) & set(
    FUNCTIONS
)

ORDINARY = frozenset("stuvxyz")
"""First letters of variables that no loss is differentiated by: the rules of losses are not tried on them."""


def _is_square(e: Expression) -> bool:
    return isinstance(e, Power) and rational(e.exponent) == 2


def _of_losses(operator: Operator) -> Operator:
    """The operator, followed only for the variables of losses."""
    return lambda node: None if node.variable[:1] in ORDINARY else operator(node)


@_of_losses
def mean_missing(node: Node) -> Expression | None:
    """(…)/n → (…)′, for a whole number n below squares or logarithms, as a mean loss has it."""
    rule = rule_at(node.e, node.variable)
    if rule.name != "constant-multiple":
        return None
    match node.e:
        case Quotient(top, bottom):
            n = rational(bottom)
        case Product((Quotient(one, bottom), *rest)) if rest and rational(one) == 1:
            n, top = rational(bottom), times(*rest)
        case _:
            return None
    if n is None or n.denominator != 1 or n < 2:
        return None
    if not any(_is_square(part) or (isinstance(part, Apply) and part.function == "ln") for part in walk(top)):
        return None
    return node.slope(top)


@_of_losses
def square_factor_missing(node: Node) -> Expression | None:
    """u² → u·u′, for a u that is no bare variable."""
    if not _is_square(node.e) or free_of(node.e, node.variable) or not isinstance(node.e, Power):
        return None
    base = node.e.base
    return None if base == Name(node.variable) else times(base, node.slope(base))


@_of_losses
def residual_reversed(node: Node) -> Expression | None:
    """(y − ŷ)² → 2(y − ŷ)·ŷ′, the sign of the residual lost; for the square of a difference alone."""
    if free_of(node.e, node.variable):
        return None
    found = as_power(node.e, node.variable)
    if found is None or rational(found[1]) != 2:
        return None
    base, n = found
    if not (isinstance(base, Sum) and any(isinstance(term, Negate) or free_of(term, node.variable) for term in base.terms)):
        return None
    return Negate(times(n, Power(base, less_one(n)), node.slope(base)))


@_of_losses
def input_missing(node: Node) -> Expression | None:
    """w·x → 1, for the weight w that moves and an input x that doesn't."""
    rule = rule_at(node.e, node.variable)
    if rule.name != "constant-multiple" or rule.parts[0] != Name(node.variable):
        return None
    return ONE


def activation_slope_missing(node: Node) -> Expression | None:
    """σ(z) → z′."""
    match node.e:
        case Apply(function, (u, *_), 0) if function in ACTIVATIONS and not free_of(u, node.variable):
            return node.slope(u)
    return None
