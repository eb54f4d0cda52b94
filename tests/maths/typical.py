"""Strategies for functions of the kind that problems pose: small numbers, every function of the table, x and y."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from derivquiz.errors import EvaluationError
from derivquiz.maths import balls
from derivquiz.maths.expression import Apply, Constant, Expression, Name, Negate, Number, Power, Product, Quotient, Sum, exact
from derivquiz.maths.functions import FUNCTIONS

X, Y = Name("x"), Name("y")
POINTS = [{"x": Fraction(x), "y": Fraction(y)} for x, y in [("7/5", "3/7"), ("3/8", "5/3"), ("-6/5", "-4/9"), ("23/8", "2/11")]]

_numbers = st.integers(0, 6).map(Number) | st.sampled_from([Number(5, 1), Number(25, 2)])
leaves = st.one_of(st.just(X), st.just(X), st.just(Y), _numbers, st.sampled_from([Constant("e"), Constant("pi")]))
exponents = st.sampled_from([Fraction(n, d) for n in range(-3, 6) for d in (1, 1, 2, 3)]).map(exact)


@st.composite
def _applied(draw: st.DrawFn, inner: st.SearchStrategy[Expression]) -> Apply:
    row = FUNCTIONS[draw(st.sampled_from(sorted(name for name, row in FUNCTIONS.items() if row.least <= 2)))]
    first = draw(inner)
    if row.name == "log_base":
        return Apply("log_base", (Number(draw(st.integers(2, 5))), first))
    if row.least == 2:
        return Apply(row.name, (first, draw(inner)))
    return Apply(row.name, (first, Number(3, 1)) if row.most == 2 else (first,))


def _deeper(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Sum, several),
        st.builds(Product, several),
        st.builds(Negate, inner),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, exponents),
        st.builds(Power, st.sampled_from([Constant("e"), Number(2)]), inner),
        _applied(inner),
    )


def functions(max_leaves: int = 7) -> st.SearchStrategy[Expression]:
    """Trees over x, y and small numbers."""
    return st.recursive(leaves, _deeper, max_leaves=max_leaves)


def same_where_both_are(one: Expression, other: Expression) -> bool:
    """Whether two expressions have the same value at every point where each has one."""
    for point in POINTS:
        try:
            first, second = balls.value(one, point, bits=256), balls.value(other, point, bits=256)
        except EvaluationError:
            continue
        if not first.overlaps(second):
            return False
    return True
