"""Tidying: trees to monomials and back, products joined, like terms collected, common factors cancelled.

Every step holds for real numbers wherever both sides are defined; isolated holes (x/x) are closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import gcd

from derivquiz.maths.deriving.constants import worked_out
from derivquiz.maths.deriving.like_terms import added, common_powers, content, in_book_order, joined_terms, scaled
from derivquiz.maths.deriving.monomials import (
    EXP,
    HALF,
    ONE,
    ZERO,
    Exponent,
    Factor,
    Monomial,
    in_order,
    number_power,
    tree,
    written,
)
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
    rebuild,
)

LARGEST_EXPANSION = 64
"""Products of sums are multiplied out up to this many terms."""


@lru_cache(maxsize=8192)
def monomial(e: Expression) -> Monomial:
    """A tree as a tidied monomial; a sum that stays one is a factor of it."""
    match e:
        case Number():
            return Monomial(e.value)
        case Name() | Constant():
            return Monomial(Fraction(1), ((e, Fraction(1)),))
        case Negate(operand):
            return negative(monomial(operand))
        case Sum(terms):
            return collected([monomial(term) for term in terms])
        case Product(factors):
            return cancelled(multiplied(monomial(factor) for factor in factors))
        case Quotient(numerator, denominator):
            return cancelled(multiplied((monomial(numerator), raised(monomial(denominator), Fraction(-1)))))
        case Power(base, power):
            return cancelled(raised(monomial(base), exponent(power)))
        case Apply("sqrt", (u,), 0):
            return raised(monomial(u), HALF)
        case Apply("exp", (u,), 0):
            return raised(Monomial(Fraction(1), ((EXP, Fraction(1)),)), exponent(u))
        case _:
            parts = tuple(written(monomial(part)) for part in children(e))
            tidied = rebuild(e, parts) if parts else e
            known = worked_out(tidied)
            return Monomial(Fraction(1), ((tidied, Fraction(1)),)) if known is None else Monomial(known)


def negative(m: Monomial) -> Monomial:
    """The monomial with its sign changed."""
    return Monomial(-m.coefficient, m.factors)


def exponent(e: Expression) -> Exponent:
    """A tidied exponent, as a fraction where it is one."""
    found = monomial(e)
    return written(found) if found.factors else found.coefficient


def multiplied(monomials: Iterable[Monomial]) -> Monomial:
    """The product; equal bases are joined."""
    coefficient = Fraction(1)
    held: dict[Expression, Factor] = {}
    waiting = list(monomials)[::-1]
    while waiting:
        m = waiting.pop()
        coefficient *= m.coefficient
        for base, power in m.factors:
            key = in_order(base)
            before = held.pop(key, None)
            joined = power if before is None else _add(before[1], power)
            kept = base if before is None else before[0]
            if joined == 0:
                continue
            if _comes_apart(kept, joined):
                apart = raised(monomial(kept), joined)
                if apart.factors != ((kept, joined),):
                    waiting.append(apart)
                    continue
            held[key] = (kept, joined)
    return Monomial(coefficient, tuple(held.values())) if coefficient else ZERO


def _comes_apart(base: Expression, power: Exponent) -> bool:
    """Whether a base that had to be kept whole need not be with a new exponent."""
    if not isinstance(power, Fraction):
        return False
    if isinstance(base, Number):
        return base.mantissa != 0 and not 0 < power < 1
    return power.denominator == 1 and isinstance(base, Power | Product | Quotient | Negate)


def raised(m: Monomial, power: Exponent) -> Monomial:
    """A power of a monomial, taken apart as far as that holds for real numbers of either sign."""
    c, factors = m.coefficient, m.factors
    if isinstance(power, Fraction):
        if not factors:
            number = number_power(c, power)
            return Monomial(Fraction(1), ((exact(c), power),)) if number is None else number
        if power == 0:
            return ONE
        number = number_power(c, power) if power.denominator == 1 else None
        if number is not None:
            return multiplied([number, Monomial(Fraction(1), tuple((base, _times(inner, power)) for base, inner in factors))])
    elif not factors and c == 1:
        return ONE
    elif not factors and c > 0 and c.denominator == 1:
        return Monomial(Fraction(1), ((Number(c.numerator), power),))
    if c == 1 and len(factors) == 1:
        base, inner = factors[0]
        if inner == 1:
            return Monomial(Fraction(1), ((base, power),))
        if base in (EXP, Constant("e")) or (isinstance(base, Number) and base.mantissa):
            return Monomial(Fraction(1), ((base, _times(inner, power)),))
    return Monomial(Fraction(1), ((written(m), power),))


def _add(one: Exponent, other: Exponent) -> Exponent:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one + other
    return exponent(Sum((tree(one), tree(other))))


def _times(one: Exponent, other: Exponent) -> Exponent:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one * other
    return exponent(Product((tree(one), tree(other))))


def terms_of(e: Sum) -> list[Monomial]:
    """The terms of a tidied sum."""
    return [monomial(term) for term in e.terms]


def collected(terms: Sequence[Monomial]) -> Monomial:
    """A sum: brackets opened, like terms joined, what all brackets share in front, products multiplied out where that pays."""
    flat: list[Monomial] = []
    for term in terms:
        inner = term.plain_sum
        flat += _spread(term) if inner is None else [scaled(part, term.coefficient) for part in terms_of(inner)]
    flat = [term for term in flat if term.coefficient]
    joined = joined_terms(flat)
    if len(joined) < 2:
        return joined[0] if joined else ZERO
    factored = _factored(joined)
    if factored is not None:
        return factored
    opened = [part for term in joined for part in _opened(term)]
    again = joined_terms(opened)
    if len(again) < len(opened):
        return added(in_book_order(again))
    return added(in_book_order(joined) if len(joined) < len(flat) else joined)


def _spread(term: Monomial) -> list[Monomial]:
    """Letters times a bracket of functions, multiplied out: x(cos²x − sin²x); anything else as it is."""
    brackets = [base for base, power in term.factors if isinstance(base, Sum) and power == 1]
    if len(brackets) != 1 or any(not isinstance(base, Name) for base, _ in term.factors if base != brackets[0]):
        return [term]
    inner = terms_of(brackets[0])
    if not all(any(not isinstance(base, Name) for base, _ in part.factors) for part in inner):
        return [term]
    return _opened(term)


def _divided(terms: Sequence[Monomial], by: Monomial) -> list[Monomial]:
    inverse = raised(by, Fraction(-1))
    return [multiplied((term, inverse)) for term in terms]


def _factored(terms: list[Monomial]) -> Monomial | None:
    """The sum with what is common in front, where a bracket is common: 3(x+1)² + 2x(x+1) is (x+1)(5x + 3)."""
    common = common_powers(terms)
    if not any(isinstance(base, Sum) for base in common):
        return None
    bases = {in_order(base): base for base, _ in terms[0].factors}
    factors = tuple((bases[key], power) for key, power in common.items() if power.denominator == 1 or isinstance(key, Sum))
    before = Monomial(content(terms), factors)
    rest = collected(_divided(terms, before))
    inner = rest.plain_sum
    if inner is not None:
        outside = _outside(terms_of(inner))
        rest = multiplied((outside, added(_divided(terms_of(inner), outside))))
    return cancelled(multiplied((before, rest)))


def _outside(terms: Sequence[Monomial]) -> Monomial:
    """What the terms of a sum share: a number and whole positive powers."""
    bases = {in_order(base): base for base, _ in terms[0].factors}
    shared = common_powers(terms)
    factors = tuple((bases[key], power) for key, power in shared.items() if power.denominator == 1 and power > 0)
    return Monomial(content(terms), factors)


def _opened(term: Monomial) -> list[Monomial]:
    """A product multiplied out, where its brackets all stand alone and it is not out of proportion; else as it is."""
    sums = [(base, power) for base, power in term.factors if isinstance(base, Sum)]
    size = 1
    for base, power in sums:
        size *= len(base.terms) if power == 1 else LARGEST_EXPANSION + 1
    if not sums or size > LARGEST_EXPANSION:
        return [term]
    products = [Monomial(term.coefficient, tuple(f for f in term.factors if not isinstance(f[0], Sum)))]
    for base, _ in sums:
        products = [multiplied((one, other)) for one in products for other in terms_of(base)]
    return products


def cancelled(m: Monomial) -> Monomial:
    """The product without what brackets above the line share with what stands below it, and the other way round."""
    for base, power in m.factors:
        if not isinstance(base, Sum) or power not in (1, -1):
            continue
        others = Monomial(m.coefficient, tuple(factor for factor in m.factors if factor[0] != base))
        terms = terms_of(base)
        shared = _outside(terms)
        taken = _meeting(shared, others, above=power == 1)
        if taken == ONE:
            taken = _exponential(terms, others)
        if taken == ONE:
            continue
        rest = raised(added(_divided(terms, taken)), power)
        return cancelled(multiplied((others, raised(taken, power), rest)))
    alone = m.plain_sum
    if alone is not None and m.coefficient != 1 and _outside(terms_of(alone)).factors:
        return added([scaled(term, m.coefficient) for term in terms_of(alone)])
    return m


def _exponential(terms: Sequence[Monomial], others: Monomial) -> Monomial:
    """The power of e that all terms of a bracket share, where another one stands beside the bracket; else 1."""
    for base, power in others.factors:
        if base not in (EXP, Constant("e")) or isinstance(power, Fraction):
            continue
        found = [dict(term.factors).get(base) for term in terms]
        first = found[0]
        if first is not None and not isinstance(first, Fraction) and all(one == first for one in found):
            return Monomial(Fraction(1), ((base, first),))
    return ONE


def _meeting(shared: Monomial, others: Monomial, *, above: bool) -> Monomial:
    """The part of what a bracket's terms share that cancels against the other factors."""
    facing = others.coefficient.denominator if above else others.coefficient.numerator
    number = gcd(shared.coefficient.numerator, facing)
    if not above and others.coefficient.denominator == 1 and shared.coefficient.denominator > 1:
        number = 1
    held = {in_order(base): power for base, power in others.factors if isinstance(power, Fraction)}
    factors: list[Factor] = []
    for base, power in shared.factors:
        other = held.get(in_order(base), Fraction(0))
        facing_power = -other if above else other
        if isinstance(power, Fraction) and facing_power >= 1:
            factors.append((base, min(power, Fraction(int(facing_power)))))
    return Monomial(Fraction(number), tuple(factors))
