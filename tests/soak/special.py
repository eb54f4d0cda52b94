"""Wrong answers that no rule at a node makes: values for slopes, second derivatives, partials, gradients, Jacobians, losses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import sympy

from derivquiz.wire import Request

Formula = object
x, y, w = sympy.symbols("x y w", real=True)


@dataclass(frozen=True)
class Case:
    """An answer to be diagnosed."""

    group: str
    """one, all, two, special, near (a right answer with one number changed), or one of these at a point."""
    slugs: tuple[str, ...]
    request: Request
    answer: str


def line(value: object) -> str:
    """A formula of SymPy in the input language."""
    return str(value).replace("**", "^").replace("log(", "ln(").replace("E", "e")


def any_of(random: Random, least: int = 2, most: int = 9) -> int:
    return random.choice([-1, 1]) * random.randint(least, most)


def cubic(random: Random) -> sympy.Expr:
    return any_of(random) * x**3 + any_of(random) * x**2 + any_of(random) * x + any_of(random, 1)


def value_for_slope(random: Random) -> Case:
    f, a = cubic(random), random.choice([-2, 2, 3])
    return Case("special", ("value-for-slope",), Request(function=line(f), at=(("x", str(a)),)), line(f.subs(x, a)))


def point_left(random: Random) -> Case:
    f = cubic(random)
    return Case("special", ("point-not-substituted",), Request(function=line(f), at=(("x", "2"),)), line(sympy.diff(f, x)))


def put_in_first(random: Random) -> Case:
    return Case("special", ("substituted-first",), Request(function=line(cubic(random)), at=(("x", "3"),)), "0")


def in_degrees(random: Random) -> Case:
    a, k = random.choice([1, 2, 0.5]), random.randint(2, 9)
    wrong = -k * sympy.sin(sympy.Float(a, 30) * sympy.pi / 180)
    return Case("special", ("degrees",), Request(function=f"{k}*cos(x)", at=(("x", str(a)),), places=3), f"{float(wrong):.3f}")


def once(random: Random) -> Case:
    f, a = cubic(random), random.choice([-3, 2, 3])
    first = sympy.diff(f, x)
    slug, wrong = random.choice([("first-for-second-derivative", first), ("first-derivative-squared", first**2)])
    at = (("x", str(a)),) if random.random() < 0.5 else ()
    return Case("special", (slug,), Request(function=line(f), order=2, at=at), line(wrong.subs(x, a) if at else wrong))


def second_slip(random: Random) -> Case:
    a, b, n, m = any_of(random), any_of(random), random.randint(4, 6), 3
    f = a * x**n + b * x**m
    if random.random() < 0.5:
        wrong = sympy.diff(a * n * x**n + b * m * x**m, x)
    else:
        wrong = a * n * (n - 1) * x ** (n - 1) + b * m * (m - 1) * x ** (m - 1)
    return Case("special", ("power-exponent-kept",), Request(function=line(f), order=2), line(wrong))


def partial(random: Random) -> Case:
    a, b, c = any_of(random), any_of(random), any_of(random)
    f = a * x**2 * y + b * x * y**2 + c * y**3
    slug, wrong = random.choice(
        [
            ("partials-summed", sympy.diff(f, x) + sympy.diff(f, y)),
            ("frozen-factor-dropped", 2 * a * x + b),
            ("frozen-terms-zeroed", sympy.Integer(0)),
        ]
    )
    return Case("special", (slug,), Request(function=line(f), variables=("x", "y"), wrt=("x",)), line(wrong))


def gradient(random: Random) -> Case:
    a, b, c = random.sample(range(2, 10), 3)
    f = a * x**2 + b * x * y - c * y**2
    first, second = sympy.diff(f, x), sympy.diff(f, y)
    if random.random() < 0.5:
        slug, parts = "components-swapped", (second, first)
    else:
        slug, parts = "frozen-terms-zeroed", (2 * a * x, -2 * c * y)
    request = Request(function=line(f), variables=("x", "y"), wrt=("x", "y"))
    if random.random() < 0.5:
        request = Request(function=line(f), variables=("x", "y"), wrt=("x", "y"), at=(("x", "2"), ("y", "-3")))
        parts = tuple(part.subs({x: 2, y: -3}) for part in parts)
    return Case("special", (slug,), request, f"({line(parts[0])}, {line(parts[1])})")


def jacobian(random: Random) -> Case:
    a, b = random.sample(range(2, 10), 2)
    request = Request(function=f"[{a}*x*y, x + {b}*y^2]", variables=("x", "y"), wrt=("x", "y"))
    return Case("special", ("jacobian-transposed",), request, f"[[{a}y, 1], [{a}x, {2 * b}y]]")


def softmax(random: Random) -> Case:
    request = Request(function="softmax(z1, z2)", variables=("z1", "z2"), wrt=("z1", "z2"))
    p, q = "e^z1/(e^z1 + e^z2)", "e^z2/(e^z1 + e^z2)"
    slug, beside = random.choice([("softmax-off-diagonal-zero", "0"), ("softmax-off-diagonal-sign", f"{p}*{q}")])
    return Case("special", (slug,), request, f"[[{p}*{q}, {beside}], [{beside}, {p}*{q}]]")


def loss(random: Random) -> Case:
    (a, b), (c, d) = (random.sample(range(2, 10), 2) for _ in range(2))
    r, s = a * w - b, c * w - d
    slug, f, wrong = random.choice(
        [
            ("mean-missing", f"(({r})^2 + ({s})^2)/2", 2 * a * r + 2 * c * s),
            ("square-factor-missing", f"({r})^2", a * r),
            ("residual-reversed", f"({b} - {a}*w)^2", 2 * a * (b - a * w)),
            ("input-missing", f"({r})^2", 2 * r),
        ]
    )
    return Case("special", (slug,), Request(function=f.replace("**", "^"), variables=("w",), wrt=("w",)), line(wrong))


def unactivated(random: Random) -> Case:
    a, b = random.sample(range(2, 10), 2)
    request = Request(function=f"(sigmoid({a}*w) - {b})^2", variables=("w",), wrt=("w",))
    return Case("special", ("activation-slope-missing",), request, f"{2 * a}*(sigmoid({a}w) - {b})")


def one_path(random: Random) -> Case:
    a = random.randint(2, 9)
    request = Request(function=f"x*x + {a}*x", variables=("x",), wrt=("x",))
    return Case("special", ("one-path-only",), request, random.choice([f"x + {a}", "2x"]))


def leaky(random: Random) -> Case:
    a = random.choice(["0.1", "0.2", "0.05"])
    slug, at, answer = random.choice([("leaky-side-flat", "-2", "0"), ("another-piece", "-3", "1"), ("another-piece", "2", a)])
    return Case("special", (slug,), Request(function=f"leaky_relu(x, {a})", variables=("x",), at=(("x", at),)), answer)


def activation_value(random: Random) -> Case:
    z = random.choice([0.5, 1.5, 2.0, -1.5])
    s, t = 1 / (1 + sympy.exp(-z)), sympy.tanh(z)
    slug, function, wrong = random.choice(
        [
            ("input-for-output", "sigmoid(x)", z * (1 - z)),
            ("sigmoid-as-tanh", "sigmoid(x)", 1 - s**2),
            ("tanh-not-squared", "tanh(x)", 1 - t),
            ("tanh-as-sigmoid", "tanh(x)", t * (1 - t)),
        ]
    )
    return Case(
        "special", (slug,), Request(function=function, variables=("x",), at=(("x", str(z)),), places=3), f"{float(wrong):.3f}"
    )


MAKERS: tuple[Callable[[Random], Case], ...] = (
    *(value_for_slope, point_left, put_in_first, in_degrees, once, second_slip, partial, gradient, jacobian, softmax, loss),
    *(unactivated, one_path, leaky, activation_value),
)


def case(random: Random) -> Case:
    """One of them."""
    return random.choice(MAKERS)(random)
