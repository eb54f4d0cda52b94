"""Difference quotients: the limit of a polynomial's, line by line, and forward, central and second differences in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from math import comb

from derivquiz.errors import RequestError
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.evaluating import rounded
from derivquiz.maths.deriving.lines import Line, checked
from derivquiz.maths.deriving.tidy import number, present, simplify
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import (
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
    substitute,
)
from derivquiz.wire import Step

HIGHEST = 12
Polynomial = dict[int, Fraction]
"""Coefficients by their power."""
Term = tuple[Fraction, int, int]
"""A coefficient, a power of the variable, a power of h."""


class Scheme(StrEnum):
    """Which difference quotient: one-sided, over both sides, or the one of the second derivative."""

    FORWARD = "forward"
    CENTRAL = "central"
    SECOND = "second"


_SAID = {
    Scheme.FORWARD: "Forward difference, (f(x + h) − f(x))/h",
    Scheme.CENTRAL: "Central difference, (f(x + h) − f(x − h))/(2h)",
    Scheme.SECOND: "Second difference, (f(x + h) − 2f(x) + f(x − h))/h²",
}


def limit(e: Expression, variable: str) -> tuple[Step, ...]:
    """The derivative of a polynomial from its difference quotient as h goes to 0; raises RequestError for anything else."""
    found = polynomial(e, variable)
    if found is None:
        raise RequestError("the limit is worked out for polynomials in one letter, with numbers as coefficients")
    return checked(_limit(e, found, variable))


def quotient(e: Expression, variable: str, at: Expression, h: Expression, scheme: Scheme) -> Expression:
    """The difference quotient of a function at a point, as it stands before anything is worked out."""

    def f(where: Expression) -> Expression:
        return substitute(e, {variable: where})

    after, before = (simplify(Sum((at, step))) for step in (h, Negate(h)))
    match scheme:
        case Scheme.FORWARD:
            return Quotient(Sum((f(after), Negate(f(at)))), h)
        case Scheme.CENTRAL:
            return Quotient(Sum((f(after), Negate(f(before)))), Product((Number(2), h)))
        case Scheme.SECOND:
            return Quotient(Sum((f(after), Negate(Product((Number(2), f(at)))), f(before))), Power(h, Number(2)))


def difference(  # noqa: PLR0917  # the numbers of a difference, in the order they are said
    e: Expression, variable: str, at: Expression, h: Expression, scheme: Scheme, places: int | None = None
) -> Expression:
    """What a difference quotient comes to, exactly, or rounded once to so many places."""
    value = simplify(quotient(e, variable, at, h, scheme))
    return value if places is None else rounded(value, places) or value


def worked(  # noqa: PLR0917  # the numbers of a difference, in the order they are said
    e: Expression, variable: str, at: Expression, steps: Sequence[Expression], scheme: Scheme, places: int | None = None
) -> tuple[Step, ...]:
    """The difference quotient with the first step in numbers, line by line; with each further step its value and its error."""
    return checked(_worked(e, variable, at, steps, scheme, places))


def _worked(  # noqa: PLR0917  # the parts of one step, in its order
    e: Expression, variable: str, at: Expression, steps: Sequence[Expression], scheme: Scheme, places: int | None
) -> Iterator[Line]:
    h = steps[0]
    put = quotient(e, variable, at, h, scheme)
    yield Line(f"{_SAID[scheme]}, with x = {inline(at)} and h = {inline(h)}", put)
    valued = _valued(e, variable, put)
    if valued != put:
        yield Line("The values of f", valued, put)
    value = simplify(put)
    if value != valued and (rational(value) is not None or places is None):
        yield Line("Worked out", value, put)
    if places is not None and (decimal := rounded(value, places)) is not None and decimal != value:
        yield Line(f"Rounded once, at the end, to {places} place{'s' if places != 1 else ''}", decimal)
    order = 2 if scheme is Scheme.SECOND else 1
    truth = simplify(substitute(differentiate(e, *(variable,) * order), {variable: at}))
    for other in steps if len(steps) > 1 else ():
        found = difference(e, variable, at, other, scheme, places)
        yield Line(f"With h = {inline(other)}{_off(found, truth, order, (at, other))}", found)


def _off(found: Expression, truth: Expression, order: int, like: tuple[Expression, ...]) -> str:
    """How far a difference quotient is from the derivative, where both are rational."""
    one, other = rational(found), rational(truth)
    if one is None or other is None:
        return ""
    name = f"the {'second ' * (order == 2)}derivative there is {inline(truth)}"
    return f", exactly: {name}" if one == other else f", off by {inline(number(abs(one - other), (*like, found)))}: {name}"


def _valued(e: Expression, variable: str, put: Expression) -> Expression:
    """A difference quotient with the values of f in it worked out, where they are rational."""
    if not isinstance(put, Quotient) or not isinstance(put.numerator, Sum) or variable not in names(e):
        return put
    return Quotient(Sum(tuple(_worth(term) for term in put.numerator.terms)), put.denominator)


def _worth(term: Expression) -> Expression:
    match term:
        case Negate(operand):
            return Negate(_worth(operand))
        case Product((Number() as two, inside)):
            return Product((two, _worth(inside)))
        case _:
            return simplify(term)


def _limit(e: Expression, found: Polynomial, variable: str) -> Iterator[Line]:
    h = Name("h" if variable != "h" else "k")
    moved = substitute(e, {variable: Sum((Name(variable), h))})
    whole = Quotient(Sum((moved, Negate(e))), h)
    yield Line(f"The difference quotient, (f({variable} + {h.name}) − f({variable}))/{h.name}", whole)
    terms = [(c * comb(n, j), n - j, j) for n, c in sorted(found.items(), reverse=True) for j in range(n + 1) if c]
    own = [(-c, n, 0) for n, c in sorted(found.items(), reverse=True) if c]
    expanded = Quotient(_sum([*terms, *own], variable, h), h)
    yield Line(f"Multiply out f({variable} + {h.name})", expanded, whole)
    left = _joined([term for term in terms if term[2]])
    yield Line(f"What has no {h.name} cancels", Quotient(_sum(left, variable, h), h), whole)
    divided = [(c, n, j - 1) for c, n, j in left]
    yield Line(f"Divide every term by {h.name}", _sum(divided, variable, h), whole)
    last = _sum([term for term in divided if not term[2]], variable, h)
    yield Line(f"Let {h.name} go to 0", last, e, (variable,))
    answer = differentiate(e, variable)
    if answer != last:
        yield Line("Tidied up", answer, e, (variable,))


def _joined(terms: Sequence[Term]) -> list[Term]:
    held: dict[tuple[int, int], Fraction] = {}
    for c, n, j in terms:
        held[n, j] = held.get((n, j), Fraction(0)) + c
    return [(c, n, j) for (n, j), c in sorted(held.items(), key=lambda item: (item[0][1], -item[0][0])) if c]


def _sum(terms: Sequence[Term], variable: str, h: Name) -> Expression:
    """Terms as they stand: none is joined with another."""
    trees = tuple(present(Product((exact(c), Power(Name(variable), Number(n)), Power(h, Number(j))))) for c, n, j in terms)
    return trees[0] if len(trees) == 1 else Sum(trees) if trees else Number(0)


def polynomial(e: Expression, variable: str) -> Polynomial | None:
    """The coefficients of a polynomial in one letter; None for anything else, and above the twelfth power."""
    known = rational(e)
    if known is not None:
        return {0: known}
    match e:
        case Name(name) if name == variable:
            return {1: Fraction(1)}
        case Negate(operand):
            return _times(polynomial(operand, variable), {0: Fraction(-1)})
        case Sum(terms):
            total: Polynomial | None = {}
            for term in terms:
                total = _plus(total, polynomial(term, variable))
            return total
        case Product(factors):
            product: Polynomial | None = {0: Fraction(1)}
            for factor in factors:
                product = _times(product, polynomial(factor, variable))
            return product
        case Quotient(top, bottom) if below := rational(bottom):
            return _times(polynomial(top, variable), {0: 1 / below})
        case Power(base, exponent) if (n := rational(exponent)) is not None and n.denominator == 1 and 0 <= n <= HIGHEST:
            power: Polynomial | None = {0: Fraction(1)}
            for _ in range(int(n)):
                power = _times(power, polynomial(base, variable))
            return power
        case _:
            return None


def _plus(one: Polynomial | None, other: Polynomial | None) -> Polynomial | None:
    if one is None or other is None:
        return None
    return {n: one.get(n, Fraction(0)) + other.get(n, Fraction(0)) for n in {**one, **other}}


def _times(one: Polynomial | None, other: Polynomial | None) -> Polynomial | None:
    if one is None or other is None or max(one, default=0) + max(other, default=0) > HIGHEST:
        return None
    total: Polynomial = {}
    for n, c in one.items():
        for m, d in other.items():
            total[n + m] = total.get(n + m, Fraction(0)) + c * d
    return total
