"""Every function of the table, each of its columns against mpmath, which shares no code with them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

import mpmath
import pytest

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.expression import Apply, Expression, Name, substitute
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.marking.symbolic import to_sympy
from derivquiz.maths.reading import parse
from derivquiz.maths.softmax import MOST, PARTS
from derivquiz.maths.writing import latex, line
from derivquiz.maths.writing.picture import draw

mp = mpmath.mp.clone()
mp.dps = 60
LETTERS = ("x", "y", "z", "a", "b", "c", "t", "w")
POINTS = 6


def real(name: str) -> Callable[[mpmath.mpf], mpmath.mpf]:
    """A function of mpmath, refusing what is not real."""

    def function(x: mpmath.mpf) -> mpmath.mpf:
        value = getattr(mp, name)(x)
        if mp.im(value) != 0:
            raise ValueError("not real")
        return mp.re(value)

    return function


def gelu_tanh(x: mpmath.mpf) -> mpmath.mpf:
    return x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3)))


def softmax(index: int) -> Callable[..., mpmath.mpf]:
    return lambda *z: mp.exp(z[index]) / sum(map(mp.exp, z))


ORACLE: dict[str, Callable[..., mpmath.mpf]] = {
    **{
        name: real(name)
        for name in ("exp", "ln", "sqrt", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "asec", "acsc")
    },
    **{name: real(name) for name in ("sinh", "cosh", "tanh", "sech", "csch", "coth", "asinh", "acosh", "atanh", "erf", "erfc")},
    "acot": lambda x: mp.pi / 2 - mp.atan(x),
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "log_base": lambda base, x: mp.log(x) / mp.log(base) if x > 0 else mp.log(mp.nan),
    "abs": abs,
    "sign": mp.sign,
    "step": lambda x: mp.mpf(x >= 0),
    "max": max,
    "min": min,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x, a=Fraction(1, 100): x if x > 0 else x * mp.mpf(a.numerator) / a.denominator,
    "elu": lambda x, a=Fraction(1): x if x > 0 else mp.expm1(x) * mp.mpf(a.numerator) / a.denominator,
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "gelu": lambda x: x * mp.ncdf(x),
    "gelu_tanh": gelu_tanh,
    "Phi": mp.ncdf,
    "phi": mp.npdf,
    **{name: softmax(index) for name, index in PARTS.items()},
}

ROWS: list[tuple[str, Callable[..., mpmath.mpf]]] = [
    *(
        (f"{name}({', '.join(LETTERS[: FUNCTIONS[name].least])})", function)
        for name, function in ORACLE.items()
        if name != "log_base"
    ),
    ("log10(x)", mp.log10),
    ("lg(x)", mp.log10),
    ("log2(x)", lambda x: mp.log(x, 2)),
    ("log_3(x)", lambda x: mp.log(x, 3)),
    ("log_(1/2)(x)", lambda x: -mp.log(x, 2)),
    ("LeakyReLU(x, 0.2)", lambda x: ORACLE["leaky_relu"](x, Fraction(1, 5))),
    ("ELU(x, 3)", lambda x: ORACLE["elu"](x, Fraction(3))),
    ("max(x, y, z)", max),
    ("min(x, y, z, a)", min),
    ("max(x, 0, 1/2)", lambda x: max(x, mp.mpf(1) / 2)),
    ("softmax2(x, y, z)", softmax(1)),
]


def points(function: Callable[..., mpmath.mpf], count: int) -> list[tuple[Fraction, ...]]:
    """Random points where a function is real."""
    random = Random(count)
    found = []
    for _ in range(300):
        place = tuple(Fraction(random.randint(-4000, 4000), 997) for _ in range(count))
        try:
            value = function(*map(number, place))
        except (ValueError, ZeroDivisionError):
            continue
        if mp.isfinite(value) and mp.im(value) == 0:
            found.append(place)
        if len(found) == POINTS:
            return found
    raise AssertionError("hardly defined anywhere")


def number(x: Fraction) -> mpmath.mpf:
    return mp.mpf(x.numerator) / x.denominator


def inside(ball: object, value: mpmath.mpf) -> bool:
    middle = mp.mpf(str(ball.mid().str(50, radius=False)))  # type: ignore[attr-defined]  # flint's stub leaves it out
    return bool(abs(middle - value) < mp.mpf(10) ** -15 * (1 + abs(value)))


def used(text: str) -> tuple[str, ...]:
    tree = parse(text, *LETTERS)
    return tuple(name for name in LETTERS if Name(name) in (tree.arguments if isinstance(tree, Apply) else ()))


def slope(function: Callable[..., mpmath.mpf], place: tuple[Fraction, ...], index: int) -> mpmath.mpf:
    """The central difference with a step of 10^-20 at 60 digits: right to 10^-19 or so."""
    step = mp.mpf(10) ** -20
    ends = [[number(x) + (sign * step if i == index else 0) for i, x in enumerate(place)] for sign in (1, -1)]
    return (function(*ends[0]) - function(*ends[1])) / (2 * step)


def test_every_function_has_an_oracle() -> None:
    assert set(ORACLE) == set(FUNCTIONS)


@pytest.mark.parametrize(("text", "function"), ROWS, ids=[text for text, _ in ROWS])
def test_value_and_slope_are_those_of_mpmath(text: str, function: Callable[..., mpmath.mpf]) -> None:
    names = used(text)
    tree = parse(text, *names)
    for place in points(function, len(names)):
        point = dict(zip(names, place, strict=True))
        assert inside(balls.value(tree, point, bits=256), function(*map(number, place)))
        for index, name in enumerate(names):
            right = slope(function, place, index)
            assert inside(balls.derivative(tree, point, (name,), bits=256), right)
            assert inside(balls.value(differentiate(tree, name), point, bits=256), right), name


@pytest.mark.parametrize(("text", "function"), ROWS, ids=[text for text, _ in ROWS])
def test_sympy_has_the_same_value(text: str, function: Callable[..., mpmath.mpf]) -> None:
    names = used(text)
    symbolic = to_sympy(parse(text, *names))
    for place in points(function, len(names))[:2]:
        values = {str(symbol): symbol for symbol in symbolic.free_symbols}
        at = {values[name]: number(x) for name, x in zip(names, place, strict=True) if name in values}
        assert abs(mp.mpf(str(symbolic.subs(at).evalf(30))) - function(*map(number, place))) < mp.mpf(10) ** -12


@pytest.mark.parametrize("name", sorted(name for name, row in FUNCTIONS.items() if row.slope))
def test_the_slope_in_the_table_is_the_slope_of_the_ball(name: str) -> None:
    row = FUNCTIONS[name]
    others = tuple(parse(text) for text in row.defaults)
    written = substitute(parse(row.slope, "u", "v"), {"u": Name("x"), **dict(zip("v", others, strict=False))})
    marked = parse(f"{name}'(x)", "x")
    for (place,) in points(ORACLE[name], 1):
        right = balls.derivative(parse(f"{name}(x)", "x"), {"x": place}, ("x",), bits=256)
        assert balls.value(written, {"x": place}, bits=256).overlaps(right)
        assert balls.value(marked, {"x": place}, bits=256).overlaps(right)


@pytest.mark.parametrize("text", [text for text, _ in ROWS])
def test_what_is_written_is_read_back_and_drawn(text: str) -> None:
    tree = parse(text, *LETTERS)
    assert isinstance(tree, Expression)
    assert parse(line(tree), *LETTERS) == tree
    assert parse(latex(tree), *LETTERS) == tree
    assert draw(tree)


@pytest.mark.parametrize("count", [2, 3, MOST])
def test_the_parts_of_softmax_add_up_to_1_and_their_slopes_to_0(count: int) -> None:
    names = LETTERS[:count]
    total = parse(" + ".join(f"softmax{i + 1}({', '.join(names)})" for i in range(count)), *names)
    point = {name: Fraction(i * 7 - 9, 5) for i, name in enumerate(names)}
    assert balls.value(total, point, bits=128).overlaps(balls.value(parse("1"), {}, bits=128))
    assert balls.derivative(total, point, (names[1],), bits=128).contains(0)


@pytest.mark.parametrize("text", ["softmax(x)", "2 softmax(x, y)", "softmax(x, y) + 1", "exp(softmax(x, y))", "softmax3(x, y)"])
def test_softmax_in_a_place_where_no_vector_can_stand_is_refused(text: str) -> None:
    with pytest.raises(Exception, match=r"softmax|softmax₃"):
        parse(text, "x", "y")


@pytest.mark.parametrize("name", ["relu", "abs", "leaky_relu", "max", "sign", "step"])
def test_a_kink_has_no_slope(name: str) -> None:
    text = "max(x, -x)" if name == "max" else f"{name}(x)"
    with pytest.raises(EvaluationError):
        balls.derivative(parse(text, "x"), {"x": Fraction(0)}, ("x",), bits=128)
