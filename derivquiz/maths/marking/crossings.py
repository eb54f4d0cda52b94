"""Where an expression is 0 along a line: exactly for rational functions and what unwinds to them, else by interval Newton.

A zero is given as a rational close by: what lies between two zeros is looked at, never the zero itself. A zero where no sign
changes counts too, since √(u²) turns there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from flint import acb, arb, ctx, fmpq, fmpq_poly

from derivquiz.errors import EvaluationError
from derivquiz.maths.balls import value
from derivquiz.maths.expression import (
    Apply,
    Constant,
    Expression,
    Name,
    Negate,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    exact,
    names,
    rational,
)
from derivquiz.maths.marking.deciders import ZERO, signs
from derivquiz.maths.marking.scanning import Scan

BITS = 192
MOST_DEGREE = 48
MOST_DEPTH = 12
MOST_BITS = 1 << 14
"""A constant beyond 2 to this is left to scanning."""
PERIODS = 6
"""So many periods of a sine are looked at on either side."""
ODD = frozenset(
    {"sinh", "tanh", "asinh", "atanh", "atan", "asin", "erf", "cbrt", "sqrt", "abs", "sign", "relu", "leaky_relu", "elu"}
)
"""Functions whose zeros, or the edge of them, are those of the argument."""
UNDONE: dict[str, Callable[[arb], arb]] = {
    "exp": arb.log,
    "ln": arb.exp,
    "sqrt": lambda r: r * r,
    "cbrt": lambda r: r**3,
    "sinh": arb.asinh,
    "tanh": arb.atanh,
    "sigmoid": lambda r: (r / (1 - r)).log(),
    "softplus": lambda r: r.expm1().log(),
    "asinh": arb.sinh,
    "atanh": arb.tanh,
    "atan": arb.tan,
    "asin": arb.sin,
    "acos": arb.cos,
    "abs": lambda r: r,
    "relu": lambda r: r,
    "cosh": arb.acosh,
    "acosh": arb.cosh,
}
EVEN = frozenset({"abs", "cosh"})


class _NotRationalError(Exception):
    """No rational function of one thing, or none of a reasonable size."""


class Line:
    """The line through a place along one name."""

    def __init__(self, place: dict[str, Fraction], name: str, budget: list[int]) -> None:
        self.turning: list[Fraction] = []
        """Where polynomials turn that were asked for so far: a line there may meet what this one misses."""
        self.place = place
        self.name = name
        self.budget = budget
        self.settled = True
        """Whether all zeros asked for so far were found for certain."""

    def zeros(self, e: Expression, depth: int = 0) -> Iterator[Fraction]:
        """The zeros and poles of an expression along the line, in no order."""
        if self.name not in names(e):
            return
        match e:
            case Name():
                yield Fraction(0)
            case Negate(operand):
                yield from self.zeros(operand, depth)
            case Product(factors):
                for factor in factors:
                    yield from self.zeros(factor, depth)
            case Quotient(top, bottom):
                yield from self.zeros(top, depth)
                yield from self.zeros(bottom, depth)
            case Power(base, _):
                yield from self.zeros(base, depth)
            case Apply(name, (argument, *_), 0) if name in ODD:
                yield from self.zeros(argument, depth)
            case _ if signs(e) & ZERO:
                yield from self._of_sum(e, depth)

    def _of_sum(self, e: Expression, depth: int) -> Iterator[Fraction]:
        leaves = set(_leaves(e, self.name))
        if len(leaves) == 1 and depth < MOST_DEPTH:
            (leaf,) = leaves
            try:
                roots = self._roots(e, leaf)
            except (_NotRationalError, EvaluationError, ArithmeticError, ValueError):
                pass
            else:
                for root in roots:
                    if isinstance(leaf, Name):
                        yield root
                    else:
                        yield from self._undo(leaf, root, depth + 1)
                return
        yield from self._scan(e)

    def _undo(self, leaf: Expression, at: Fraction, depth: int) -> Iterator[Fraction]:
        """Where a function takes a value."""
        try:
            inside = _inside(leaf, at)
        except (ArithmeticError, ValueError, _NotRationalError):
            return
        if inside is None:
            yield from self._scan(Sum((leaf, Negate(exact(at)))))
            return
        argument, targets = inside
        for target in targets:
            yield from self.zeros(Sum((argument, Negate(exact(target)))), depth)
        if isinstance(leaf, Apply) and leaf.function in {"sin", "cos", "tan"}:
            self.settled = False

    def _roots(self, e: Expression, leaf: Expression) -> list[Fraction]:
        top, bottom = self._quotient(e, leaf)
        if isinstance(leaf, Name) and len(self.place) > 1:
            self.turning += _real_roots(top.derivative())
        return [root for polynomial in (top, bottom) for root in _real_roots(polynomial)]

    def _quotient(self, e: Expression, leaf: Expression) -> tuple[fmpq_poly, fmpq_poly]:
        """A tree as a quotient of polynomials in one of its parts."""
        if e == leaf:
            return fmpq_poly([0, 1]), fmpq_poly([1])
        if self.name not in names(e):
            return fmpq_poly([self._constant(e)]), fmpq_poly([1])
        match e:
            case Negate(operand):
                top, bottom = self._quotient(operand, leaf)
                return -top, bottom
            case Sum(terms):
                top, bottom = fmpq_poly([0]), fmpq_poly([1])
                for term in terms:
                    above, below = self._quotient(term, leaf)
                    top, bottom = (top + above, bottom) if below == bottom else (top * below + above * bottom, bottom * below)
                    _bounded(top, bottom)
                return top, bottom
            case Product(factors):
                top, bottom = fmpq_poly([1]), fmpq_poly([1])
                for factor in factors:
                    above, below = self._quotient(factor, leaf)
                    top, bottom = _bounded(top * above, bottom * below)
                return top, bottom
            case Quotient(numerator, denominator):
                (a, b), (c, d) = self._quotient(numerator, leaf), self._quotient(denominator, leaf)
                return _bounded(a * d, b * c)
            case Power(base, exponent):
                fixed = rational(exponent)
                top, bottom = self._quotient(base, leaf)
                if fixed is None or abs(fixed) * max(top.degree(), bottom.degree()) > MOST_DEGREE:
                    raise _NotRationalError
                times = abs(int(fixed))
                return _bounded(top**times, bottom**times) if fixed > 0 else _bounded(bottom**times, top**times)
            case _:
                raise _NotRationalError

    def _constant(self, e: Expression) -> fmpq:
        known = rational(e)
        if known is None:
            known = _fraction(value(e, self.place, bits=BITS))
        return fmpq(known.numerator, known.denominator)

    def _scan(self, e: Expression) -> Iterator[Fraction]:
        share = [max(self.budget[0] // 2, 0)]
        self.budget[0] -= share[0]
        scan = Scan(e, self.place, self.name, share)
        yield from scan.zeros()
        self.budget[0] += share[0]
        self.settled = self.settled and scan.settled


def _leaves(e: Expression, name: str) -> Iterator[Expression]:
    """The parts that a tree is a rational function of, as far as they vary along the line."""
    if name not in names(e):
        return
    match e:
        case Negate() | Sum() | Product() | Quotient():
            for part in children(e):
                yield from _leaves(part, name)
        case Power(base, exponent) if (fixed := rational(exponent)) is not None and fixed.denominator == 1:
            yield from _leaves(base, name)
        case _:
            yield e


def _inside(leaf: Expression, at: Fraction) -> tuple[Expression, list[Fraction]] | None:
    """The argument of a function and the values of it at which the function takes one; None where that isn't worked out."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        ball = arb(fmpq(at.numerator, at.denominator))
        match leaf:
            case Power(Constant("e"), exponent):
                return exponent, [_fraction(ball.log())] if at > 0 else []
            case Power(base, exponent) if not names(base) and (under := rational(base)) is not None and under > 0:
                below = arb(fmpq(under.numerator, under.denominator)).log()
                return exponent, [_fraction(ball.log() / below)] if at > 0 else []
            case Power(base, exponent) if fixed := rational(exponent):
                if at == 0:
                    return base, [Fraction(0)]
                size = _fraction((abs(ball).log() / arb(fmpq(fixed.numerator, fixed.denominator))).exp())
                return base, [size, -size]
            case Apply("sin" | "cos" | "tan" as name, (angle,), 0):
                return angle, _angles(name, ball)
            case Apply(name, (argument,), 0) if name in UNDONE:
                found = _fraction(UNDONE[name](ball))
                return argument, [found, -found] if name in EVEN else [found]
        return None
    finally:
        ctx.prec = before


def _angles(name: str, ball: arb) -> list[Fraction]:
    turn = arb.pi()
    if name == "tan":
        return [_fraction(ball.atan() + k * turn) for k in range(-PERIODS, PERIODS)]
    if abs(ball) > 1:
        return []
    # at ±1 a rounding must not lead out of [-1, 1]
    first = ball.max(arb(-1)).min(arb(1))
    first = first.asin() if name == "sin" else first.acos()
    other = turn - first if name == "sin" else -first
    return [_fraction(each + 2 * k * turn) for each in (first, other) for k in range(-PERIODS // 2, PERIODS // 2)]


def _bounded(top: fmpq_poly, bottom: fmpq_poly) -> tuple[fmpq_poly, fmpq_poly]:
    if max(top.degree(), bottom.degree()) > MOST_DEGREE:
        raise _NotRationalError
    return top, bottom


def _real_roots(polynomial: fmpq_poly) -> list[Fraction]:
    degree = polynomial.degree()
    if degree < 1:
        return []
    whole = polynomial.numer()
    if degree == 1:
        return [Fraction(-int(whole[0]), int(whole[1]))]
    found: list[tuple[acb, int]] = whole.complex_roots()  # type: ignore[assignment]  # flint's stub leaves the multiplicity out
    return [_fraction(root.real) for root, _ in found if root.imag.is_zero()]


def _fraction(ball: arb) -> Fraction:
    """The middle of a ball; raises _NotRationalError where it is out of all proportion."""
    if not ball.is_finite():
        raise _NotRationalError
    mantissa, exponent = ball.mid().man_exp()
    if int(mantissa) and abs(int(exponent)) > MOST_BITS:
        raise _NotRationalError
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
