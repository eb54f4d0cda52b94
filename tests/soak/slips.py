"""Answers that are nearly right: one slip in one place, differences that are tiny, or that vanish wherever one may look."""

from __future__ import annotations

from fractions import Fraction
from random import Random

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
    children,
    exact,
    rational,
    walk,
)
from tests.soak.rewrites import call, minus, plus, replaced, times

_EITHER = (
    *("sin", "cos", "sinh", "cosh", "tanh", "sigmoid", "tan", "cot", "sec", "csc", "asin", "acos", "erf", "Phi", "exp", "ln"),
    *("sqrt", "cbrt", "relu", "abs", "step", "sign", "silu", "gelu"),
)
SWAPS = {
    **dict(zip(_EITHER[::2], _EITHER[1::2], strict=True)),
    **dict(zip(_EITHER[1::2], _EITHER[::2], strict=True)),
    **{"Phi": "phi", "phi": "Phi", "softplus": "sigmoid", "gelu_tanh": "gelu", "atan": "tan", "sech": "tanh"},
}
"""Which function is taken for which."""


def slipped(random: Random, tree: Expression) -> tuple[str, Expression]:
    """The name of a slip and the tree with it: mostly wrong, though not by necessity."""
    for _ in range(60):
        nodes = list(walk(tree))
        at = random.randrange(len(nodes))
        name, new = _slip(random, nodes[at])
        if new is not None and new != nodes[at]:
            return name, replaced(tree, at, new)
    return "sign of all", Negate(tree)


def _slip(random: Random, node: Expression) -> tuple[str, Expression | None]:
    match node:
        case Number():
            k = random.choice((1, -1, 2, 10))
            value = node.value + k
            return "coefficient", exact(value) if value >= 0 else None
        case Power(base, exponent) if (n := rational(exponent)) is not None and random.random() < 0.7:
            return "exponent", Power(base, exact(n + random.choice((1, -1))))
        case Power(base, exponent):
            return random.choice((("exponent dropped", base), ("exponent times base", Product((exponent, base)))))
        case Negate(operand):
            return "sign", operand
        case Sum(terms):
            at = random.randrange(len(terms))
            if random.random() < 0.5:
                return "sign of a term", Sum((*terms[:at], Negate(terms[at]), *terms[at + 1 :]))
            left = terms[:at] + terms[at + 1 :]
            return "term dropped", Sum(left) if len(left) > 1 else left[0]
        case Product(factors):
            at = random.randrange(len(factors))
            left = factors[:at] + factors[at + 1 :]
            if random.random() < 0.2:
                return "factor twice", Product((*factors, factors[at]))
            return "factor dropped", Product(left) if len(left) > 1 else left[0]
        case Quotient(top, bottom):
            return random.choice(
                (("upside down", Quotient(bottom, top)), ("denominator dropped", top), ("times", Product((top, bottom))))
            )
        case Apply(function, arguments, primes):
            way = random.randrange(4)
            if way == 0 and len(arguments) == 1:
                return "function dropped", arguments[0]
            if way == 1 and len(arguments) == 1:
                return "argument negated", Apply(function, (Negate(arguments[0]),), primes)
            swap = SWAPS.get(function)
            return "function swapped", Apply(swap, arguments[:1], primes) if swap else None
        case Name() | Constant():
            return random.choice(
                (("squared", Power(node, Number(2))), ("doubled", Product((Number(2), node))), ("gone", Number(1)))
            )
        case _:
            parts = children(node)
            return "first part alone", parts[0] if parts else None


def tiny(random: Random) -> Expression:
    """A positive number down to 10^-600."""
    k = random.choice((3, 8, 16, 30, 39, 77, 100, 154, 155, 200, 308, 400, 500, 599, 600, random.randint(1, 600)))
    ten = Number(10)
    return random.choice(
        (Power(ten, Negate(Number(k))), Quotient(Number(1), Power(ten, Number(k))), Power(Number(1, 1), Number(k)))
    )


def near_miss(random: Random, tree: Expression, x: Expression) -> tuple[str, Expression]:
    """A constant, a multiple or an exponent that is off by a tiny number."""
    off = tiny(random)
    match random.randrange(5):
        case 0 | 1:
            return "near miss: constant added", plus(tree, off) if random.random() < 0.5 else minus(tree, off)
        case 2 | 3:
            return "near miss: factor", times(tree, plus(Number(1), off))
        case _:
            nodes = [i for i, node in enumerate(walk(tree)) if isinstance(node, Number | Name)]
            at = random.choice(nodes or [0])
            return "near miss: inside", replaced(tree, at, plus(list(walk(tree))[at], off))


def on_grids(random: Random, tree: Expression, x: Expression) -> tuple[str, Expression]:
    """Something added that is zero on every whole number, half, tenth, or at all points of a small range."""
    size = random.choice((Number(1, 3), Number(1), tiny(random), Number(5)))
    roots = [Fraction(k, d) for d in (1, 2) for k in range(-6 * d, 6 * d + 1)]
    chosen = sorted(random.sample(roots, random.randint(8, 16)))
    polynomial = Product(tuple(minus(x, exact(r)) if r > 0 else plus(x, exact(-r)) if r < 0 else x for r in chosen))
    wave = call("sin", times(random.choice((Number(1), Number(2), Number(10), Number(60), Number(2520))), Constant("pi"), x))
    turned = call("sin", Product((Constant("pi"), x)))
    added = random.choice((wave, turned, polynomial, minus(Number(1), call("cos", times(Number(2), Constant("pi"), x)))))
    if random.random() < 0.3:
        added = Power(added, Number(random.choice((2, 3, 40))))
    return "zero on a grid", plus(tree, times(size, added))


def far_off(random: Random, tree: Expression, x: Expression) -> tuple[str, Expression]:
    """Something added that is zero, or next to it, on a half line, or far from it alone."""
    c = exact(random.choice((2, 5, 7, 20, 50, Fraction(25, 2), 123)))
    beyond = random.choice((minus(x, c), minus(Negate(x), c)))
    added = random.choice(
        (
            call("relu", beyond),
            call("step", beyond),
            call("max", Number(0), beyond),
            plus(call("abs", beyond), beyond),
            Power(Constant("e"), Negate(exact(random.choice((50, 300, 1000))))),
            times(x, Power(Constant("e"), Negate(exact(random.choice((50, 300, 1000)))))),
            Power(Constant("e"), Negate(times(exact(random.randint(1, 9)), Power(minus(x, c), Number(2))))),
        )
    )
    return "small or far off", plus(tree, added)
