"""Rewrites that keep the value of a tree, at one node of it, without SymPy; some lose a part of the domain, and stand apart."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    exact,
    rational,
    rebuild,
    walk,
)
from tests.soak.identities import INSIDE, LOSSES, NOTHINGS, ONES, POSITIVE, filled, otherwise

Rule = Callable[[Random, Expression, Expression], Expression | None]
"""A rewrite of one node, with a variable to make new terms of; None where it does not fit."""

E = Constant("e")
ONE, TWO = Number(1), Number(2)


def plus(*terms: Expression) -> Expression:
    return Sum(terms)


def minus(one: Expression, other: Expression) -> Expression:
    return Sum((one, Negate(other)))


def times(*factors: Expression) -> Expression:
    return Product(factors)


def call(name: str, *arguments: Expression) -> Expression:
    return Apply(name, arguments)


def square(u: Expression) -> Expression:
    return Power(u, TWO)


def replaced(tree: Expression, target: int, new: Expression) -> Expression:
    """The tree with its node of that number, from the root down, exchanged."""
    count = -1

    def visit(node: Expression) -> Expression:
        nonlocal count
        count += 1
        if count == target:
            count += sum(1 for _ in walk(node)) - 1
            return new
        parts = children(node)
        return rebuild(node, tuple(visit(part) for part in parts)) if parts else node

    return visit(tree)


def commute(random: Random, node: Expression, x: Expression) -> Expression | None:
    if not isinstance(node, Sum | Product):
        return None
    parts = list(children(node))
    random.shuffle(parts)
    return rebuild(node, tuple(parts))


def associate(random: Random, node: Expression, x: Expression) -> Expression | None:
    parts = children(node)
    if not isinstance(node, Sum | Product) or len(parts) < 3:
        return None
    at = random.randrange(len(parts) - 1)
    return rebuild(node, (*parts[:at], rebuild(node, parts[at : at + 2]), *parts[at + 2 :]))


def distribute(random: Random, node: Expression, x: Expression) -> Expression | None:
    if not isinstance(node, Product):
        return None
    sums = [i for i, factor in enumerate(node.factors) if isinstance(factor, Sum)]
    if not sums:
        return None
    at = random.choice(sums)
    rest = node.factors[:at] + node.factors[at + 1 :]
    chosen = node.factors[at]
    return Sum(tuple(Product((*rest, term)) for term in children(chosen)))


def split_fraction(random: Random, node: Expression, x: Expression) -> Expression | None:
    if not isinstance(node, Quotient):
        return None
    top, bottom = node.numerator, node.denominator
    if isinstance(top, Sum):
        return Sum(tuple(Quotient(term, bottom) for term in top.terms))
    if isinstance(bottom, Product):
        return Quotient(
            Quotient(top, bottom.factors[0]), Product(bottom.factors[1:]) if len(bottom.factors) > 2 else bottom.factors[1]
        )
    return random.choice(
        (times(top, Quotient(ONE, bottom)), times(top, Power(bottom, Negate(ONE))), Quotient(Negate(top), Negate(bottom)))
    )


def multiply_by_one(random: Random, node: Expression, x: Expression) -> Expression | None:
    u = filled(random, POSITIVE, x=x)
    one = filled(random, ONES, x=x, u=u)
    return random.choice(
        (Quotient(times(node, u), u), times(Quotient(ONE, u), times(node, u)), times(node, one), Quotient(node, one))
    )


def add_nothing(random: Random, node: Expression, x: Expression) -> Expression | None:
    u = filled(random, POSITIVE, x=x)
    nothing = filled(random, NOTHINGS, x=x, u=u)
    return random.choice((Sum((node, u, Negate(u))), plus(node, nothing), Negate(Negate(node)), Negate(minus(u, plus(u, node)))))


def numbers(random: Random, node: Expression, x: Expression) -> Expression | None:
    value = rational(node)
    if value is None or abs(value) > 10**6 or value.denominator > 10**4:
        return None
    k = random.randint(2, 9)
    ways: list[Expression] = [
        Quotient(exact(value * k), exact(k)),
        plus(exact(value - k), exact(k)),
        times(exact(k), exact(value / k)),
        call("sqrt", exact(value**2)) if value >= 0 else Negate(call("sqrt", exact(value**2))),
        Quotient(exact(value.numerator), exact(value.denominator)),
    ]
    scaled = value * 10**6
    if scaled.denominator == 1 and value >= 0:
        ways += [Number(int(scaled), 6)] * 3
    return random.choice(ways)


def powers(random: Random, node: Expression, x: Expression) -> Expression | None:
    match node:
        case Power(base, exponent) if (n := rational(exponent)) is not None and n.denominator == 1 and 2 <= n <= 60:
            k = random.randint(1, int(n) - 1)
            split = times(Power(base, exact(k)), Power(base, exact(n - k)))
            ways = [split, times(base, Power(base, exact(n - 1)))]
            if n <= 4:
                ways.append(Product((base,) * int(n)))
            if n % 2 == 0:
                ways += [square(Power(base, exact(n / 2))), Power(Negate(base), exponent)]
            else:
                ways.append(Negate(Power(Negate(base), exponent)))
            if n == 2 and isinstance(base, Sum) and len(base.terms) == 2:
                a, b = base.terms
                ways += [Sum((square(a), times(TWO, a, b), square(b)))] * 3
            return random.choice(ways)
        case Power(base, exponent) if (n := rational(exponent)) is not None and n < 0:
            return Quotient(ONE, Power(base, exact(-n)))
        case Power(base, exponent) if base == E:
            if isinstance(exponent, Sum):
                return Product(tuple(Power(E, term) for term in exponent.terms))
            return random.choice(
                (call("exp", exponent), Quotient(ONE, Power(E, Negate(exponent))), square(Power(E, Quotient(exponent, TWO))))
            )
        case Power(base, exponent) if (n := rational(exponent)) == Fraction(1, 2):
            return call("sqrt", base)
        case Power(base, exponent) if (n := rational(base)) is not None and n > 0:
            return Power(E, times(exponent, call("ln", base)))
        case _:
            return None


def signs(random: Random, node: Expression, x: Expression) -> Expression | None:
    match node:
        case Sum((a, Negate(b))):
            return Negate(minus(b, a))
        case Sum(terms):
            return Negate(Sum(tuple(term.operand if isinstance(term, Negate) else Negate(term) for term in terms)))
        case Product((first, *rest)):
            return Negate(Product((Negate(first), *rest)))
        case Quotient(a, b):
            return Negate(Quotient(a, Negate(b)))
        case Negate(u):
            return random.choice((times(Negate(ONE), u), Quotient(u, Negate(ONE)), minus(Number(0), u)))
        case _:
            return None


def functions(random: Random, node: Expression, x: Expression) -> Expression | None:
    return otherwise(random, node)


def lose_domain(random: Random, node: Expression, x: Expression) -> Expression | None:
    """The same value where it has one, which is often not everywhere."""
    match node:
        case Apply("ln", (Power(base, exponent),)) if random.random() < 0.8:
            return times(exponent, call("ln", base))
        case Apply("ln", (Product((a, *rest)),)) if random.random() < 0.8:
            return plus(call("ln", a), *(call("ln", b) for b in rest))
        case Apply("sqrt", (Product((a, *rest)),)) if random.random() < 0.8:
            return times(call("sqrt", a), *(call("sqrt", b) for b in rest))
        case Power(base, Number(mantissa=2)) if random.random() < 0.4:
            return call("exp", times(TWO, call("ln", base)))
        case _:
            return filled(random, LOSSES, u=node, v=filled(random, INSIDE, x=x))


RULES: tuple[Rule, ...] = (
    *(commute, associate, distribute, split_fraction, multiply_by_one, add_nothing, numbers, powers, signs),
    *(functions, functions, functions, powers, distribute, split_fraction),
)
"""The rewrites that keep the domain too, or enlarge it, or lose single points; some more often than others."""


def rewritten(random: Random, tree: Expression, x: Expression, rules: tuple[Rule, ...] = RULES, times: int = 1) -> Expression:
    """The tree with so many rewrites in it, each at a random node."""
    left = times
    for _ in range(40):
        if not left:
            break
        nodes = list(walk(tree))
        at = random.randrange(len(nodes))
        new = random.choice(rules)(random, nodes[at], x)
        if new is not None and new != nodes[at]:
            tree = replaced(tree, at, new)
            left -= 1
    return tree
