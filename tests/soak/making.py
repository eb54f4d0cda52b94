"""Functions to differentiate, made at random."""

from __future__ import annotations

from random import Random

from derivquiz.maths.expression import Apply, Constant, Expression, Name, Negate, Number, Power, Product, Quotient, Sum, exact

COMMON = ("sin", "cos", "exp", "ln", "sqrt", "sigmoid", "tanh", "relu")
RARE = (
    *(
        "tan",
        "sec",
        "csc",
        "cot",
        "asin",
        "acos",
        "atan",
        "acot",
        "sinh",
        "cosh",
        "sech",
        "csch",
        "coth",
        "asinh",
        "acosh",
        "atanh",
    ),
    *("cbrt", "abs", "softplus", "silu", "gelu", "gelu_tanh", "Phi", "phi", "erf", "erfc", "elu", "leaky_relu"),
)
WITHIN_ONE = ("asin", "acos", "atanh")


def function(random: Random, names: tuple[str, ...], depth: int) -> Expression:
    """A function of some names, so many operations deep at most."""
    x = Name(random.choice(names))
    if depth == 0:
        return _leaf(random, x)
    one, other = function(random, names, depth - 1), function(random, names, random.randrange(depth))
    match random.randrange(10):
        case 0 | 1:
            return Sum((one, random.choice((other, Negate(other)))))
        case 2 | 3:
            return Product((one, other))
        case 4:
            return Quotient(one, other)
        case 5:
            powers = (
                Number(2),
                Number(3),
                Number(5),
                Number(12),
                Negate(Number(1)),
                Negate(Number(3)),
                Quotient(Number(1), Number(2)),
            )
            return Power(one, random.choice((*powers, Quotient(Number(3), Number(2)), Quotient(Number(1), Number(3)))))
        case 6:
            return Power(random.choice((Constant("e"), Constant("e"), Number(2), Number(10))), _leaf(random, x))
        case _:
            name = random.choice(random.choice((COMMON, COMMON, RARE)))
            inner = _leaf(random, x) if random.random() < 0.6 else one
            return Apply(name, (Quotient(inner, Number(random.randint(5, 20))) if name in WITHIN_ONE else inner,))


def _leaf(random: Random, x: Name) -> Expression:
    a, b = (exact(random.choice((1, 2, 3, 4, 5, 7, 9, -1, -2, -3, -8))) for _ in range(2))
    match random.randrange(8):
        case 0 | 1:
            return x
        case 2:
            return Product((a, x))
        case 3:
            return Sum((Product((a, x)), b))
        case 4:
            return Sum((Power(x, Number(2)), exact(random.randint(1, 9))))
        case 5:
            return Power(x, Number(random.randint(2, 9)))
        case 6:
            return Product((a, Power(x, Number(random.randint(2, 4)))))
        case _:
            return Sum((Product((Number(random.randint(1, 99), 1), x)), b))
