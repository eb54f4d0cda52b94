"""Where an expression is 0 along a line: exactly for rational functions and what unwinds to them, else by interval Newton.

A zero is given as a rational close by: what lies between two zeros is looked at, never the zero itself. A zero where no sign
changes counts too, since √(u²) turns there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd, lcm

from flint import acb, fmpq, fmpq_poly

from derivquiz.errors import EvaluationError
from derivquiz.maths.balls import value
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
    names,
    rational,
    rebuild,
    walk,
)
from derivquiz.maths.marking.deciders import ZERO, signs
from derivquiz.maths.marking.scanning import Scan
from derivquiz.maths.marking.undoing import BITS, OutOfProportionError, fraction, inside

PERIODIC = frozenset({"sin", "cos", "tan", "sec", "csc", "cot"})
MOST_DEGREE = 48
MOST_DEPTH = 12
MOST_PLACES = 5000
"""A literal with more decimal places is never worked out: one of 10^9 would fill the memory."""
WORK_OF_A_STEP = 24
"""What looking at one expression costs of the budget; functions in functions, forty deep, would be looked at for seconds."""
ODD = frozenset(
    {"sinh", "tanh", "asinh", "atanh", "atan", "asin", "erf", "cbrt", "sqrt", "abs", "sign", "relu", "leaky_relu", "elu"}
)
"""Functions whose zeros, or the edge of them, are those of the argument."""


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
        if self.budget[0] <= 0:
            self.settled = False
            return
        self.budget[0] -= WORK_OF_A_STEP
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
            case Apply("max" | "min", arguments, 0):
                for argument in arguments:
                    yield from self.zeros(argument, depth)
            case _ if signs(e) & ZERO:
                yield from self._of_sum(e, depth)

    def linear_root(self, e: Expression) -> Fraction | None:
        """The one zero of an expression that is linear along the line; None for others."""
        if self.name not in names(e):
            return None
        try:
            top, bottom = self._quotient(e, Name(self.name))
        except (OutOfProportionError, EvaluationError, ArithmeticError, ValueError):
            return None
        return _real_roots(top)[0] if (top.degree(), bottom.degree()) == (1, 0) else None

    def _of_sum(self, e: Expression, depth: int) -> Iterator[Fraction]:
        leaves = set(_leaves(e, self.name))
        if len(leaves) > 1:
            e, leaves = self._in_one_exponential(e, leaves)
        if len(leaves) == 1 and depth < MOST_DEPTH:
            (leaf,) = leaves
            try:
                roots = self._roots(e, leaf)
            except (OutOfProportionError, EvaluationError, ArithmeticError, ValueError):
                pass
            else:
                for root in roots:
                    if isinstance(leaf, Name):
                        yield root
                    else:
                        yield from self._undo(leaf, root, depth + 1)
                return
        yield from self._scan(e)

    def _in_one_exponential(self, e: Expression, leaves: set[Expression]) -> tuple[Expression, set[Expression]]:
        """e^(2x) − 3e^(x + 1) in terms of e^x alone, where all leaves are such; unchanged otherwise."""
        slopes: dict[Expression, tuple[Fraction, Fraction]] = {}
        for leaf in leaves:
            exponent = _exponent(leaf)
            if exponent is None:
                return e, leaves
            try:
                top, bottom = self._quotient(exponent, Name(self.name))
            except (OutOfProportionError, EvaluationError, ArithmeticError, ValueError):
                return e, leaves
            if top.degree() != 1 or bottom.degree() != 0:
                return e, leaves
            at_zero, slope = (Fraction(int(c.p), int(c.q)) for c in (top[0] / bottom[0], top[1] / bottom[0]))
            slopes[leaf] = at_zero, slope
        unit = Fraction(
            gcd(*(slope.numerator for _, slope in slopes.values())), lcm(*(slope.denominator for _, slope in slopes.values()))
        )
        base = Power(Constant("e"), Product((exact(unit), Name(self.name))))
        changed = {
            leaf: Product((Power(Constant("e"), exact(at_zero)), Power(base, exact(slope / unit))))
            for leaf, (at_zero, slope) in slopes.items()
        }
        return _replaced(e, changed), {base}

    def _undo(self, leaf: Expression, at: Fraction, depth: int) -> Iterator[Fraction]:
        """Where a function takes a value."""
        if isinstance(leaf, Apply) and leaf.function in {"max", "min"}:
            for argument in leaf.arguments:
                yield from self.zeros(Sum((argument, Negate(exact(at)))), depth)
            return
        try:
            found = inside(leaf, at)
        except (ArithmeticError, ValueError, OutOfProportionError):
            return
        if found is None:
            yield from self._scan(Sum((leaf, Negate(exact(at)))))
            return
        argument, targets = found
        for target in targets:
            yield from self.zeros(Sum((argument, Negate(exact(target)))), depth)
        if isinstance(leaf, Apply) and leaf.function in PERIODIC:
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
            if any(isinstance(part, Number) and part.places > MOST_PLACES for part in walk(e)):
                raise OutOfProportionError
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
                    raise OutOfProportionError
                times = abs(int(fixed))
                return _bounded(top**times, bottom**times) if fixed > 0 else _bounded(bottom**times, top**times)
            case _:
                raise OutOfProportionError

    def _constant(self, e: Expression) -> fmpq:
        known = rational(e)
        if known is None:
            known = fraction(value(e, self.place, bits=BITS))
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


def _exponent(leaf: Expression) -> Expression | None:
    match leaf:
        case Power(Constant("e"), exponent) | Apply("exp", (exponent,), 0):
            return exponent
        case _:
            return None


def _replaced(node: Expression, changed: Mapping[Expression, Expression]) -> Expression:
    if node in changed:
        return changed[node]
    parts = children(node)
    return rebuild(node, tuple(_replaced(part, changed) for part in parts)) if parts else node


def _bounded(top: fmpq_poly, bottom: fmpq_poly) -> tuple[fmpq_poly, fmpq_poly]:
    if max(top.degree(), bottom.degree()) > MOST_DEGREE:
        raise OutOfProportionError
    return top, bottom


def _real_roots(polynomial: fmpq_poly) -> list[Fraction]:
    degree = polynomial.degree()
    if degree < 1:
        return []
    whole = polynomial.numer()
    if degree == 1:
        return [Fraction(-int(whole[0]), int(whole[1]))]
    found: list[tuple[acb, int]] = whole.complex_roots()  # type: ignore[assignment]  # flint's stub leaves the multiplicity out
    return [fraction(root.real) for root, _ in found if root.imag.is_zero()]
