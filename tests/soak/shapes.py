"""Functions of the curriculum's shapes, with numbers drawn at random: what misconceptions are tried on."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import sympy

from tests.soak.wrongs import Tree

LINE = Tree("x")
INTEGER, RATIONAL = sympy.Integer, sympy.Rational


def number(value: object) -> Tree:
    return Tree("number", (), value)


def power(u: Tree, n: object) -> Tree:
    return Tree("power", (u,), sympy.sympify(n))


def scale(c: object, u: Tree) -> Tree:
    return Tree("scale", (u,), sympy.sympify(c))


def total(*terms: Tree) -> Tree:
    return Tree("sum", terms)


def of(name: str, u: Tree, base: object = None) -> Tree:
    return Tree(name, (u,), base)


def coefficient(random: Random) -> int:
    return random.choice([n for n in range(-9, 10) if abs(n) > 1])


def positive(random: Random) -> int:
    return random.randint(2, 9)


def line(random: Random) -> Tree:
    return total(scale(coefficient(random), LINE), number(INTEGER(random.choice([-7, -4, -3, -1, 1, 2, 5, 8]))))


def quadratic(random: Random) -> Tree:
    return total(scale(positive(random), power(LINE, 2)), number(INTEGER(random.choice([-8, -5, -3, 3, 4, 7]))))


def inside(random: Random) -> Tree:
    match random.randrange(5):
        case 0:
            return line(random)
        case 1:
            return quadratic(random)
        case 2:
            return scale(positive(random), LINE)
        case 3:
            return power(LINE, random.randint(2, 4))
        case _:
            return scale(coefficient(random), power(LINE, 2))


def polynomial(random: Random) -> Tree:
    exponents = sorted(random.sample(range(2, 7), random.randint(1, 3)), reverse=True)
    terms = [scale(coefficient(random), power(LINE, n)) for n in exponents]
    if random.random() < 0.6:
        terms.append(scale(coefficient(random), LINE))
    if random.random() < 0.6 or len(terms) < 2:
        terms.append(number(random.choice([INTEGER(coefficient(random)), sympy.pi**2, sympy.pi**3])))
    return total(*terms)


def elementary(random: Random) -> Tree:
    name = random.choice(["sin", "cos", "ln", "tan", "exponential"])
    return of(name, LINE, sympy.E if name == "exponential" else None)


def neuron(random: Random) -> Tree:
    return of(random.choice(["sigmoid", "tanh"]), line(random))


SHAPES: dict[str, Callable[[Random], Tree]] = {
    "power": lambda r: power(LINE, r.randint(3, 9)),
    "multiple of a power": lambda r: scale(coefficient(r), power(LINE, r.randint(3, 6))),
    "root": lambda r: scale(coefficient(r), of("sqrt", LINE)),
    "fractional power": lambda r: scale(coefficient(r), power(LINE, RATIONAL(r.choice([1, 2, 4, 5]), 3))),
    "negative power": lambda r: scale(coefficient(r), power(LINE, -r.randint(2, 5))),
    "polynomial": polynomial,
    "power times sum": lambda r: Tree("product", (power(LINE, r.randint(2, 6)), line(r))),
    "product of brackets": lambda r: Tree("product", (line(r), quadratic(r))),
    "power times elementary": lambda r: Tree("product", (power(LINE, r.randint(2, 6)), elementary(r))),
    "scaled product": lambda r: scale(coefficient(r), Tree("product", (power(LINE, r.randint(2, 6)), elementary(r)))),
    "quotient": lambda r: Tree("quotient", (r.choice([line, quadratic])(r), line(r))),
    "exponential": lambda r: scale(
        coefficient(r), of("exponential", LINE, r.choice([sympy.E, INTEGER(2), INTEGER(3), INTEGER(7)]))
    ),
    "logarithm": lambda r: scale(coefficient(r), of("logarithm", LINE, INTEGER(r.choice([2, 3, 7])))),
    "trigonometric": lambda r: total(scale(coefficient(r), of("sin", LINE)), scale(coefficient(r), of("cos", LINE))),
    "tangent": lambda r: scale(coefficient(r), of("tan", LINE)),
    "arcsine": lambda r: scale(coefficient(r), of("asin", LINE)),
    "ln of a multiple": lambda r: of("ln", scale(positive(r), r.choice([LINE, power(LINE, 2)]))),
    "power of inside": lambda r: power(r.choice([line, quadratic])(r), r.randint(3, 6)),
    "root of inside": lambda r: of("sqrt", quadratic(r)),
    "exponential of inside": lambda r: of("exponential", inside(r), r.choice([sympy.E, sympy.E, INTEGER(2), INTEGER(5)])),
    "ln of inside": lambda r: of("ln", quadratic(r)),
    "sine of inside": lambda r: of(r.choice(["sin", "cos"]), inside(r)),
    "three layers": lambda r: power(of(r.choice(["sin", "cos", "tanh"]), inside(r)), r.randint(2, 4)),
    "exponential of sine": lambda r: of("exponential", of(r.choice(["sin", "cos"]), scale(positive(r), LINE)), sympy.E),
    "product with chain": lambda r: Tree(
        "product", (power(LINE, r.randint(2, 5)), of(r.choice(["sin", "cos"]), scale(positive(r), LINE)))
    ),
    "exponential with chain": lambda r: Tree(
        "product", (power(LINE, r.randint(2, 5)), of("exponential", scale(coefficient(r), LINE), sympy.E))
    ),
    "neuron": neuron,
    "activation": lambda r: scale(coefficient(r), of(r.choice(["sigmoid", "tanh", "gelu"]), LINE)),
    "neuron squared": lambda r: power(neuron(r), 2),
}
"""Makers of functions by what they make."""
