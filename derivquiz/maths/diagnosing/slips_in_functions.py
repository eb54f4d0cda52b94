"""Wrong rules of the chain, of exponentials, logarithms and trigonometry, of activations, and of frozen letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from derivquiz.maths import softmax
from derivquiz.maths.deriving.derivation import ONE, ZERO, E, as_power, differentiate, free_of, less_one, rule_at, slope_of, times
from derivquiz.maths.deriving.pieces import pieces
from derivquiz.maths.diagnosing.slips import Node, Operator, is_e
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Number, Power, Product, Quotient, Sum, names, substitute
from derivquiz.maths.reading import parse

At = Callable[[Expression], Expression]


class Layers(NamedTuple):
    """An outer function g at an inner one: g and g′ at anything, and what stands inside."""

    outer: At
    outer_slope: At
    inner: Expression


def layers(e: Expression, variable: str) -> Layers | None:
    """The outer and the inner function of a composition; None where the inside is the variable itself."""
    if free_of(e, variable):
        return None
    found: Layers | None = None
    power = as_power(e, variable)
    match e:
        case _ if power is not None:
            n = power[1]
            found = Layers(lambda t: Power(t, n), lambda t: times(n, Power(t, less_one(n))), power[0])
        case Power(base, exponent) if free_of(base, variable):
            raised: At = lambda t: Power(base, t)  # noqa: E731  # the type of a slip stands beside it
            log = Apply("ln", (base,))
            found = Layers(raised, raised if is_e(base) else lambda t: Product((Power(base, t), log)), exponent)
        case Apply("log_base", (base, u), 0) if free_of(base, variable):
            below = Apply("ln", (base,))
            found = Layers(lambda t: Apply("log_base", (base, t)), lambda t: Quotient(ONE, Product((t, below))), u)
        case Apply(function, (u, *others), 0) if rule_at(e, variable).name == "function":
            found = Layers(lambda t: Apply(function, (t, *others)), lambda t: slope_of(function, t, *others), u)
    return None if found is None or found.inner == Name(variable) else found


def _of_chain(build: Callable[[Layers, Expression, Name], Expression | None]) -> Operator:
    """An operator on g(h), from its layers, h′ and the variable."""

    def operator(node: Node) -> Expression | None:
        found = layers(node.e, node.variable)
        return None if found is None else build(found, node.slope(found.inner), Name(node.variable))

    return operator


def _moves_alike(g: Layers, x: Name) -> bool:
    """Whether the inside moves as fast as the variable: its slope is 1, and can't be seen to be missing."""
    return isinstance(g.inner, Sum) and differentiate(g.inner, x.name) == ONE


inner_missing = _of_chain(lambda g, _dh, x: None if _moves_alike(g, x) else g.outer_slope(g.inner))
outer_missing = _of_chain(lambda _g, dh, _x: dh)
outer_at_inner_derivative = _of_chain(lambda g, dh, _x: g.outer_slope(dh))


@_of_chain
def outer_not_differentiated(g: Layers, dh: Expression, _x: Name) -> Expression | None:
    """G(h) → g(h)·h′, for a g that is not its own derivative."""
    outer = g.outer(g.inner)
    return None if outer == g.outer_slope(g.inner) else Product((outer, dh))


outer_at_variable = _of_chain(lambda g, dh, x: Product((g.outer_slope(x), dh)))
chain_added = _of_chain(lambda g, dh, _x: Sum((g.outer_slope(g.inner), dh)))
inner_squared = _of_chain(
    lambda g, dh, x: None if _moves_alike(g, x) else Product((g.outer_slope(g.inner), Power(dh, Number(2))))
)


@_of_chain
def inner_constant_lost(g: Layers, dh: Expression, x: Name) -> Expression | None:
    """g(h + c) → g′(h)·h′."""
    terms = g.inner.terms if isinstance(g.inner, Sum) else ()
    kept = tuple(term for term in terms if not free_of(term, x.name))
    if len(kept) == len(terms):
        return None
    return Product((g.outer_slope(kept[0] if len(kept) == 1 else Sum(kept)), dh))


def middle_layer_skipped(node: Node) -> Expression | None:
    """f(g(h)) → f′(g(h))·h′."""
    found = layers(node.e, node.variable)
    middle = None if found is None else layers(found.inner, node.variable)
    if found is None or middle is None:
        return None
    return Product((found.outer_slope(found.inner), node.slope(middle.inner)))


def _of_exponential(build: Callable[[Expression, Expression, Expression], Expression | None]) -> Operator:
    """An operator on aᵘ, from a, u and u′."""

    def operator(node: Node) -> Expression | None:
        match node.e:
            case Power(base, u) if free_of(base, node.variable) and not free_of(u, node.variable):
                return build(base, u, node.slope(u))
            case Apply("exp", (u,), 0) if not free_of(u, node.variable):
                return build(E, u, node.slope(u))
            case _:
                return None

    return operator


def _less(u: Expression) -> Expression:
    return Sum((u, Negate(ONE)))


power_rule_on_exponential = _of_exponential(lambda a, u, _du: Product((u, Power(a, _less(u)))))
power_rule_on_exponential_chained = _of_exponential(lambda a, u, du: Product((u, Power(a, _less(u)), du)))
log_of_base_missing = _of_exponential(lambda a, u, du: None if is_e(a) else times(Power(a, u), du))
exponent_reduced = _of_exponential(lambda a, u, du: times(du, Power(a, _less(u))))
times_log_of_variable = _of_exponential(lambda a, u, du: times(Power(a, u), Apply("ln", (u,)), du))


def log_constant_kept(node: Node) -> Expression | None:
    """ln(k·u) → k·u′/u."""
    match node.e:
        case Apply("ln", (inside,), 0):
            rule = rule_at(inside, node.variable)
            if rule.name == "constant-multiple":
                bound = dict(rule.bindings)
                return Quotient(Product((bound["c"], node.slope(bound["u"]))), bound["u"])
    return None


def log_base_ignored(node: Node) -> Expression | None:
    """log_a u → u′/u."""
    match node.e:
        case Apply("log_base", (_, u), 0):
            return Quotient(node.slope(u), u)
    return None


def log_base_inverted(node: Node) -> Expression | None:
    """log_a u → ln a·u′/u."""
    match node.e:
        case Apply("log_base", (base, u), 0):
            return Quotient(Product((Apply("ln", (base,)), node.slope(u))), u)
    return None


def _table(rows: dict[str, str]) -> Operator:
    """An operator on the functions named, by what is taken for their derivative at u; u′ is multiplied on."""

    def operator(node: Node) -> Expression | None:
        match node.e:
            case Apply(function, (u, *_), 0) if function in rows and not free_of(u, node.variable):
                return times(substitute(parse(rows[function], "u"), {"u": u}), node.slope(u))
        return None

    return operator


cosine_sign = _table({"cos": "sin(u)", "sin": "-cos(u)"})
tangent_as_secant = _table({"tan": "sec(u)"})
inverse_as_reciprocal = _table(
    {
        "asin": "-cos(u)/sin(u)^2",
        "acos": "sin(u)/cos(u)^2",
        "atan": "-1/sin(u)^2",
        "asinh": "-cosh(u)/sinh(u)^2",
        "acosh": "-sinh(u)/cosh(u)^2",
        "atanh": "-1/sinh(u)^2",
    }
)
input_for_output = _table({"sigmoid": "u*(1 - u)", "tanh": "1 - u^2"})
sigmoid_as_tanh = _table({"sigmoid": "1 - sigmoid(u)^2"})
tanh_not_squared = _table({"tanh": "1 - tanh(u)"})
tanh_as_sigmoid = _table({"tanh": "tanh(u)*(1 - tanh(u))"})
leaky_side_flat = _table({"leaky_relu": "step(u)", "elu": "step(u)"})
gelu_term_missing = _table({"gelu": "Phi(u)"})


def function_kept(node: Node) -> Expression | None:
    """F(u) → f(u)."""
    return node.e if isinstance(node.e, Apply) and not free_of(node.e, node.variable) else None


def _softmax(build: Callable[[Expression, Expression, Expression], Expression]) -> Operator:
    """An operator on a part p of softmax, from p, the slope of its own logit, and Σ pⱼ·zⱼ′ over the others."""

    def operator(node: Node) -> Expression | None:
        if not isinstance(node.e, Apply) or node.e.function not in softmax.PARTS or free_of(node.e, node.variable):
            return None
        own = softmax.PARTS[node.e.function]
        parts = softmax.vector(node.e.arguments).items
        others = [times(part, node.slope(node.e.arguments[j])) for j, part in enumerate(parts) if j != own]
        return build(node.e, node.slope(node.e.arguments[own]), others[0] if len(others) == 1 else Sum(tuple(others)))

    return operator


off_diagonal_zero = _softmax(lambda p, own, _others: times(p, Sum((ONE, Negate(p))), own))
off_diagonal_sign = _softmax(lambda p, own, others: times(p, Sum((times(Sum((ONE, Negate(p))), own), others))))


def _frozen(node: Node) -> tuple[Expression, Expression] | None:
    """A constant multiple whose constant holds other letters: what is left of the constant without them, and the rest."""
    rule = rule_at(node.e, node.variable)
    if rule.name != "constant-multiple":
        return None
    c = dict(rule.bindings)["c"]
    if not names(c):
        return None
    factors = c.factors if isinstance(c, Product) else (c,)
    return times(*(factor for factor in factors if not names(factor))), rule.parts[0]


def frozen_factor_dropped(node: Node) -> Expression | None:
    """A frozen letter that multiplies is dropped, its number kept."""
    found = _frozen(node)
    return None if found is None else times(found[0], node.slope(found[1]))


def frozen_terms_zeroed(node: Node) -> Expression | None:
    """A term with a frozen letter → 0."""
    return None if _frozen(node) is None else ZERO


def _of_pieces(which: int) -> Operator:
    """An operator that takes one piece of a function for all of it."""

    def operator(node: Node) -> Expression | None:
        found = () if free_of(node.e, node.variable) else pieces(node.e)
        return node.slope(found[which].value) if which < len(found) else None

    return operator


MOST_PIECES = 3
another_piece = tuple(map(_of_pieces, range(MOST_PIECES)))
