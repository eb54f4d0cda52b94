"""Expressions at a point: an interval that is certain to hold the value, or the derivative, there.

What is certain. `value` returns a ball (Arb's midpoint and radius, rounded outwards at every operation) that holds the real value
of the expression at the exact rational point. UndefinedError says that there certainly is no real value. Everything else says
nothing: ConventionError (a jump, a kink), ImpreciseError (a sign or a finite ball would need more bits), TooLargeError.

`derivative` works on the expression as displayed, by power series in the direction of differentiation: no formula of a derivative
is involved, so that none has to be trusted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import factorial, prod

from flint import arb, arb_series, ctx

from derivquiz.errors import ConventionError, EvaluationError, ImpreciseError, TooLargeError, UndefinedError
from derivquiz.maths.expression import (
    Apply,
    Cases,
    Comparison,
    Constant,
    Expression,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    rational,
    walk,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.powers import LONGEST, ball, general_power, power, primed
from derivquiz.maths.series import Series, branch, constant, divide, is_plain, positive

Point = Mapping[str, Fraction]
Environment = Mapping[str, Series]
Evaluator = Callable[[Environment], Series]

LARGEST_DENOMINATOR = 1000
LARGEST_EXPONENT = 1 << 14
"""Balls beyond 2 to this are not made fractions."""
LARGEST_PLACES = 5000
"""Literals with more decimal places, or exponents of ten, than this are refused."""


def value(e: Expression, point: Point, *, bits: int) -> arb:
    """The ball of an expression at a point; raises an EvaluationError where there is none."""
    run = evaluator(e)
    return at_precision(bits, lambda: constant(run({name: ball(at) for name, at in point.items()})))


def derivative(e: Expression, point: Point, wrt: tuple[str, ...], *, bits: int) -> arb:
    """The ball of a partial derivative at a point: ("x", "x") is the second, ("x", "y") the mixed one.

    Raises an EvaluationError where there is none. Mixed ones come from directional derivatives by polarisation:
    ∂ₓ∂ᵧf = ½·[t²] (f(p + t(1, 1)) − f(p + t(1, −1))), and so on.
    """
    order = len(wrt)
    if order == 0:
        return value(e, point, bits=bits)
    if order >= LONGEST:
        raise TooLargeError("a derivative of so high an order")
    run = evaluator(e)

    def directed() -> arb:
        balls: dict[str, Series] = {name: ball(at) for name, at in point.items()}
        if len(set(wrt)) == 1:
            return _coefficient(run, balls, {wrt[0]: 1}, order) * factorial(order)
        total = arb(0)
        for signs in product((1, -1), repeat=order - 1):
            direction: dict[str, int] = {}
            for name, sign in zip(wrt, (1, *signs), strict=True):
                direction[name] = direction.get(name, 0) + sign
            total += _coefficient(run, balls, direction, order) * prod(signs)
        return total / (1 << (order - 1))

    return at_precision(bits, directed)


def _coefficient(run: Evaluator, balls: Mapping[str, Series], direction: Mapping[str, int], order: int) -> arb:
    moved = {name: arb_series([constant(balls[name]), step], order + 1) for name, step in direction.items()}
    result = run({**balls, **moved})
    return arb(0) if isinstance(result, arb) else result[order]


def at_precision(bits: int, work: Callable[[], arb]) -> arb:
    """What some work on balls comes to at a precision; raises an EvaluationError where that is no finite ball."""
    before = ctx.prec
    ctx.prec = bits
    try:
        result = work()
    except (ArithmeticError, ValueError, NotImplementedError) as error:
        raise ImpreciseError(str(error)) from error
    except RecursionError as error:
        raise TooLargeError("nested too deeply") from error
    finally:
        ctx.prec = before
    if not result.is_finite():
        raise ImpreciseError("no finite ball at this precision")
    return result


_KEPT: OrderedDict[int, tuple[Expression, Evaluator]] = OrderedDict()
_MOST_KEPT = 256


def evaluator(e: Expression) -> Evaluator:
    """A tree as a function of the balls, or series, of its names; raises TooLargeError for a literal out of all proportion.

    The last few are kept by the identity of the tree: comparing or hashing trees would cost more than a point does.
    """
    kept = _KEPT.get(id(e))
    if kept is not None:
        return kept[1]
    for part in walk(e):
        if isinstance(part, Number) and part.places > LARGEST_PLACES:
            raise TooLargeError("a number out of all proportion")
    run = _compile(e)
    _KEPT[id(e)] = (e, run)
    if len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return run


def _compile(node: Expression) -> Evaluator:
    match node:
        case Number():
            return _number(node.value)
        case Name(name):
            return lambda balls: balls[name]
        case Constant(which):
            return (lambda _: arb.pi()) if which == "pi" else (lambda _: arb.const_e())
        case Negate(operand):
            inner = _compile(operand)
            return lambda balls: -inner(balls)
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            return _product([_compile(factor) for factor in factors])
        case Quotient(numerator, denominator):
            top, bottom = _compile(numerator), _compile(denominator)
            return lambda balls: divide(top(balls), bottom(balls))
        case Power(base, exponent):
            return _power(base, exponent)
        case Apply():
            return _apply(node)
        case Cases():
            return _cases(node)
        case _:
            return _nothing


def _nothing(_: Environment) -> Series:
    raise UndefinedError("no number")


def _number(exact: Fraction) -> Evaluator:
    if exact.denominator == 1:
        whole = arb(exact.numerator)
        return lambda _: whole
    rounded: dict[int, arb] = {}

    def number(_: Environment) -> Series:
        held = rounded.get(ctx.prec)
        if held is None:
            held = rounded[ctx.prec] = ball(exact)
        return held

    return number


def _sum(terms: tuple[Expression, ...]) -> Evaluator:
    first = _compile(terms[0])
    rest = [(isinstance(term, Negate), _compile(term.operand if isinstance(term, Negate) else term)) for term in terms[1:]]

    def total(balls: Environment) -> Series:
        result = first(balls)
        for negative, term in rest:
            result = result - term(balls) if negative else result + term(balls)
        return result

    return total


def _product(factors: list[Evaluator]) -> Evaluator:
    first, *rest = factors

    def total(balls: Environment) -> Series:
        result = first(balls)
        for factor in rest:
            result = result * factor(balls)
        return result

    return total


def _power(base: Expression, exponent: Expression) -> Evaluator:
    up = _compile(exponent)
    if base == Constant("e"):
        return lambda balls: up(balls).exp()
    under = _compile(base)
    fixed = rational(exponent)
    if fixed is not None:
        return lambda balls: power(under(balls), fixed)
    if names(exponent):
        return lambda balls: general_power(under(balls), up(balls))

    def constant_exponent(balls: Environment) -> Series:
        # √4 or ln(e²) as an exponent may be a whole number that is not written as one
        bottom, top = under(balls), constant(up(balls))
        if positive(bottom) is True:
            return general_power(bottom, top)
        whole = top.unique_fmpz()
        if whole is not None and top.is_exact():
            return power(bottom, Fraction(int(whole)))
        if whole is not None or _may_be_fraction(top):
            raise ImpreciseError("whether the exponent is a whole number, or a fraction, is not settled")
        return general_power(bottom, top)

    return constant_exponent


def _may_be_fraction(exponent: arb) -> bool:
    """Whether a ball holds a fraction that could be meant: x^(√4/3) has a value at -1."""
    mantissa, power_of_two = exponent.mid().man_exp()
    if abs(int(power_of_two)) > LARGEST_EXPONENT:
        return True
    near = (Fraction(int(mantissa)) * Fraction(2) ** int(power_of_two)).limit_denominator(LARGEST_DENOMINATOR)
    return bool(exponent.overlaps(ball(near)))


def _apply(node: Apply) -> Evaluator:
    row = FUNCTIONS[node.function]
    function = row.on_series
    arguments = [*map(_compile, node.arguments), *map(_number, row.left_out(len(node.arguments)))]
    if node.primes:
        primes = node.primes
        return lambda balls: primed(function, primes, *(argument(balls) for argument in arguments))
    if len(arguments) == 1:
        (only,) = arguments
        return lambda balls: function(only(balls))
    return lambda balls: function(*(argument(balls) for argument in arguments))


def _cases(node: Cases) -> Evaluator:
    cases = [(_compile(case.value), [_comparison(c) for c in case.conditions]) for case in node.cases]
    last = _nothing if node.otherwise is None else _compile(node.otherwise)

    def choose(balls: Environment) -> Series:
        possible: list[Evaluator] = []
        for worth, conditions in cases:
            held = [condition(balls) for condition in conditions]
            if False in held:
                continue
            possible.append(worth)
            if None not in held:
                break
        else:
            possible.append(last)
        if len(possible) == 1:
            return possible[0](balls)
        return _meeting(possible, balls)

    return choose


def _meeting(possible: list[Evaluator], balls: Environment) -> Series:
    """The value on the very boundary between cases, where they agree on it."""
    try:
        values = [worth(balls) for worth in possible]
    except EvaluationError as error:
        raise ConventionError("the boundary between two cases") from error
    first = constant(values[0])
    for other in values[1:]:
        if not (is_plain(values[0]) and is_plain(other) and first.overlaps(constant(other))):
            raise ConventionError("the boundary between two cases")
        first = first.union(constant(other))
    return first


def _comparison(comparison: Comparison) -> Callable[[Environment], bool | None]:
    """Whether a comparison holds, or None on its very boundary."""
    left, right, relation = _compile(comparison.left), _compile(comparison.right), comparison.relation

    def holds(balls: Environment) -> bool | None:
        greater = branch(left(balls) - right(balls))
        if greater is None or relation in {"=", "!="}:
            return None if greater is None else relation == "!="
        return greater is relation.startswith(">")

    return holds
