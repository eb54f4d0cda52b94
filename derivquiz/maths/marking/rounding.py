"""What rounding on the way can reach: the results of a person who writes intermediate values to a few places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from flint import arb, ctx

from derivquiz.errors import EvaluationError, ImpreciseError
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
    rational,
    rebuild,
    walk,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.powers import ball, general_power, power, primed
from derivquiz.maths.series import constant, divide

BITS = 128
MOST_WAYS = 64
"""Of more values than this only the smallest and the largest are followed."""
SHORT = 3
"""A number of no more decimal places, such as 1/8, is written out and never rounded."""
TIE = Fraction(1, 1 << 60)
"""A scaled value as near as this to the middle between two decimals is on it."""


def reachable(worked: Expression, places: int) -> tuple[Fraction, ...]:
    """The results that working a number out can give, where each value on the way is kept or rounded.

    `worked` is the result as one works it out, a number tree such as 2·σ(3)·(1 − σ(3)). The value of a function, a power, a
    product or a quotient is kept exact, or written with so many places or with one more; a value that occurs twice is the same
    in both places. σ(u) is worked as 1/(1 + e^-u), φ(u) as e^(-u²/2)/√(2π). Whole-number factors multiply last or first.
    Sums round nothing. Raises an EvaluationError where nothing can be worked out.
    """
    before = ctx.prec
    ctx.prec = BITS
    try:
        found = _Work(worked, places).of(worked)
        return tuple(dict.fromkeys(_middle(way.value) for way in found))
    except (ArithmeticError, ValueError) as error:
        raise ImpreciseError(str(error)) from error
    finally:
        ctx.prec = before


def roundings(value: Fraction, places: int) -> tuple[Fraction, ...]:
    """A value to so many places; from the middle between two decimals both away from 0 and to the even one."""
    scaled = value * 10**places
    lower = scaled.__floor__()
    past = scaled - lower - Fraction(1, 2)
    if abs(past) > TIE:
        return (Fraction(lower + (past > 0), 10**places),)
    away, even = lower + (value > 0), lower + lower % 2
    return tuple(dict.fromkeys(Fraction(whole, 10**places) for whole in (away, even)))


def with_sigmoid(node: Expression) -> Expression:
    """A tree in which 1/(1 + e^-u) is σ(u), which is how its slope is worked out."""
    parts = children(node)
    node = rebuild(node, tuple(map(with_sigmoid, parts))) if parts else node
    match node:
        case Quotient(Number(1, 0), Sum((Number(1, 0), Power(Constant("e"), top)) | (Power(Constant("e"), top), Number(1, 0)))):
            return Apply("sigmoid", (top.operand if isinstance(top, Negate) else Negate(top),))
    return node


@dataclass(frozen=True, slots=True)
class _Way:
    """A value that may have been written down, and which value each repeated part was given to get there."""

    value: arb
    chosen: Mapping[Expression, Fraction] = field(default_factory=dict)


class _Work:
    """The values of the parts of one tree."""

    def __init__(self, worked: Expression, places: int) -> None:
        self.places = places
        counted = Counter(node for node in walk(worked) if isinstance(node, Apply | Power | Quotient))
        self.repeated = {node for node, count in counted.items() if count > 1}
        self.known: dict[Expression, list[_Way]] = {}

    def of(self, node: Expression) -> list[_Way]:
        if node not in self.known:
            found = self._worked(node)
            if node in self.repeated:
                found = [_Way(way.value, {**way.chosen, node: _middle(way.value)}) for way in found]
            if not found:
                raise ImpreciseError("the rounded values give no result")
            self.known[node] = found
        return self.known[node]

    def _worked(self, node: Expression) -> list[_Way]:
        number = rational(node)
        if number is not None:
            literal = node.operand if isinstance(node, Negate) else node
            short = isinstance(literal, Number) or 10**SHORT % number.denominator == 0
            return [_Way(ball(number))] if short else self._written([_Way(ball(number))])
        match node:
            case Constant(which):
                return self._written([_Way(arb.pi() if which == "pi" else arb.const_e())])
            case Negate(operand):
                return [_Way(-way.value, way.chosen) for way in self.of(operand)]
            case Sum(terms):
                total = self.of(terms[0])
                for term in terms[1:]:
                    total = _joined(lambda a, b: a + b, total, self.of(term))
                return total
            case Product(factors):
                return self._product(factors)
            case Quotient(numerator, denominator):
                return self._through(lambda a, b: constant(divide(a, b)), self.of(numerator), self.of(denominator))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Apply():
                return self._apply(node)
        raise ImpreciseError("not worked by hand")

    def _product(self, factors: tuple[Expression, ...]) -> list[_Way]:
        scale = Fraction(1)
        others: list[list[_Way]] = []
        for factor in factors:
            number = rational(factor)
            if number is None:
                others.append(self.of(factor))
            else:
                scale *= number
        if not others:
            raise ImpreciseError("a product out of all proportion")
        by_scale = _Way(ball(scale))
        last = _joined(lambda a, b: a * b, self._multiplied(others), [by_scale])
        if scale.denominator > 1:
            return self._written(last)
        first = _joined(lambda a, b: a * b, others[0], [by_scale])
        return _bounded([*last, *self._multiplied([first, *others[1:]])])

    def _multiplied(self, factors: list[list[_Way]]) -> list[_Way]:
        product = factors[0]
        for factor in factors[1:]:
            product = self._through(lambda a, b: a * b, product, factor)
        return product

    def _power(self, base: Expression, exponent: Expression) -> list[_Way]:
        if base == Constant("e"):
            return self._through(lambda top: top.exp(), self.of(exponent))
        fixed = rational(exponent)
        if fixed is not None:
            return self._through(lambda below: constant(power(below, fixed)), self.of(base))
        return self._through(lambda below, top: constant(general_power(below, top)), self.of(base), self.of(exponent))

    def _apply(self, node: Apply) -> list[_Way]:
        row = FUNCTIONS[node.function]
        given = [self.of(argument) for argument in node.arguments]
        if node.function == "sigmoid" and not node.primes:
            return self._through(lambda raised: 1 / (1 + raised), self._through(lambda u: (-u).exp(), *given))
        if node.function == "phi" and not node.primes:
            return self._through(
                lambda raised: raised / (2 * arb.pi()).sqrt(), self._through(lambda u: (-u * u / 2).exp(), *given)
            )
        fixed = [ball(value) for value in row.left_out(len(node.arguments))]

        def at(*arguments: arb) -> arb:
            if node.primes:
                return constant(primed(row.on_series, node.primes, *arguments, *fixed))
            return constant(row.on_series(*arguments, *fixed))

        return self._through(at, *given)

    def _through(self, step: Callable[..., arb], *given: list[_Way]) -> list[_Way]:
        return self._written(_joined(step, *given))

    def _written(self, ways: list[_Way]) -> list[_Way]:
        """Values as they may be written down: kept, or with so many places, or with one more."""
        found = list(ways)
        for way in ways:
            middle = _middle(way.value)
            for places in (self.places, self.places + 1):
                found += [_Way(ball(value), way.chosen) for value in roundings(middle, places)]
        return _bounded(found)


def _joined(step: Callable[..., arb], *given: list[_Way]) -> list[_Way]:
    """Each value of the first with each of the others that gives repeated parts the same values."""
    together: list[tuple[tuple[arb, ...], dict[Expression, Fraction]]] = [((), {})]
    for ways in given:
        together = [
            ((*values, way.value), {**chosen, **way.chosen})
            for values, chosen in together
            for way in ways
            if all(chosen.get(part, value) == value for part, value in way.chosen.items())
        ]
        if len(together) > MOST_WAYS**2:
            raise ImpreciseError("too many ways of rounding")
    found = []
    for values, chosen in together:
        try:
            value = step(*values)
        except EvaluationError:
            continue
        if value.is_finite():
            found.append(_Way(value, chosen))
    return _bounded(found)


def _bounded(ways: list[_Way]) -> list[_Way]:
    """Without repetitions, and of too many the extremes."""
    distinct = {(_middle(way.value), frozenset(way.chosen.items())): way for way in ways}
    if len(distinct) <= MOST_WAYS:
        return list(distinct.values())
    ordered = [distinct[key] for key in sorted(distinct, key=lambda key: key[0])]
    return ordered[: MOST_WAYS // 2] + ordered[-MOST_WAYS // 2 :]


def _middle(value: arb) -> Fraction:
    """The middle of a thin ball; raises ImpreciseError for one of no use as a number of a few places."""
    if not value.is_finite() or not abs(value) < arb(2) ** 400:
        raise ImpreciseError("a rounded value out of all proportion")
    mantissa, exponent = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
