"""The power rule on roots and fractions of the variable: written as powers first, so that the exponents can be seen to move."""

from __future__ import annotations

from fractions import Fraction

from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.expression import Apply, Expression, Name, Negate, Power, Product, Quotient, Sum, exact, names, rational

Line = tuple[str, Expression]
_RULE = "Power rule: the exponent comes in front and goes down by one"
_RULES = "Power rule, term by term: each exponent comes in front and goes down by one"


def with_powers(e: Expression, variable: str) -> tuple[Line, ...]:
    """The lines from a root or a fraction of the variable, or a sum with one, to powers and their derivatives; else none."""
    terms = e.terms if isinstance(e, Sum) else (e,)
    found = [_monomial(term, variable) for term in terms]
    known = [one for one in found if one is not None]
    if len(known) < len(terms) or all(n.denominator == 1 and n >= 0 for _, n in known):
        return ()
    written = _total(known, variable)
    slope = _total([(c * n, n - 1) for c, n in known if n], variable)
    first = ("Write it as a power" if len(terms) == 1 else "Write each term as a power", written)
    rule = (_RULE if len(terms) == 1 else _RULES, slope)
    return (rule,) if written == e else (first, rule)


def _total(terms: list[tuple[Fraction, Fraction]], variable: str) -> Expression:
    parts = tuple(Product((exact(c), Power(Name(variable), exact(n)))) for c, n in terms)
    return present(parts[0] if len(parts) == 1 else Sum(parts))


def _monomial(e: Expression, variable: str) -> tuple[Fraction, Fraction] | None:
    """The c and the n of c·xⁿ; None for anything else, and where two parts move: that is another rule's business."""
    if not names(e):
        c = rational(e)
        return None if c is None else (c, Fraction(0))
    match e:
        case Name(name) if name == variable:
            return Fraction(1), Fraction(1)
        case Negate(operand):
            inner = _monomial(operand, variable)
            return None if inner is None else (-inner[0], inner[1])
        case Product(factors):
            found = [_monomial(factor, variable) for factor in factors]
            known = [one for one in found if one is not None]
            if len(known) < len(factors) or sum(n != 0 for _, n in known) != 1:
                return None
            c = Fraction(1)
            for one, _ in known:
                c *= one
            return c, sum((n for _, n in known), Fraction(0))
        case Quotient(top, bottom):
            above, below = _monomial(top, variable), _monomial(bottom, variable)
            if above is None or below is None or not below[0] or (above[1] and below[1]):
                return None
            return above[0] / below[0], above[1] - below[1]
        case Power(Name(name), exponent) if name == variable:
            n = rational(exponent)
            return None if n is None else (Fraction(1), n)
        case Apply("sqrt", (Name(name),), 0) if name == variable:
            return Fraction(1), Fraction(1, 2)
        case _:
            return None
