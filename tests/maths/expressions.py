"""Strategies that generate trees of every kind of node, for the laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from derivquiz.maths.expression import (
    Apply,
    Case,
    Cases,
    Comparison,
    Constant,
    Expression,
    Matrix,
    Name,
    Negate,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Undefined,
    Vector,
)
from derivquiz.maths.functions import FUNCTIONS

VARIABLES = ("x", "y", "w1", "x_2", "theta")

numbers = st.builds(Number, st.integers(0, 10**6), st.integers(0, 8)) | st.builds(Number, st.integers(0, 12))
names = st.sampled_from(VARIABLES).map(Name)
constants = st.sampled_from([Constant("e"), Constant("pi")])
leaves = numbers | names | constants


@st.composite
def applications(draw: st.DrawFn, inner: st.SearchStrategy[Expression]) -> Apply:
    """Any function of the table, with as many arguments as it takes, marked where it can be."""
    row = FUNCTIONS[draw(st.sampled_from(sorted(FUNCTIONS)))]
    arguments = draw(st.lists(inner, min_size=row.least, max_size=max(row.least, min(row.most, 3))))
    return Apply(row.name, tuple(arguments), draw(st.sampled_from([0, 0, 0, 1, 2])) if row.slope else 0)


@st.composite
def cases(draw: st.DrawFn, inner: st.SearchStrategy[Expression]) -> Cases:
    """One case or more, each with a condition or more."""
    relations = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
    comparisons = st.builds(Comparison, inner, relations, inner)
    rows = st.builds(Case, inner, st.lists(comparisons, min_size=1, max_size=2).map(tuple))
    return Cases(tuple(draw(st.lists(rows, min_size=1, max_size=3))), draw(st.none() | inner))


def _deeper(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return (
        st.builds(Negate, inner)
        | st.builds(Sum, several)
        | st.builds(Product, several)
        | st.builds(Quotient, inner, inner)
        | st.builds(Power, inner, inner)
        | applications(inner)
    )


def expressions(max_leaves: int = 12) -> st.SearchStrategy[Expression]:
    """Trees of every kind of node that stands for one number."""
    scalars = st.recursive(leaves, _deeper, max_leaves=max_leaves)
    return scalars | st.recursive(scalars, lambda inner: _deeper(inner) | cases(inner), max_leaves=4)


def smooth_expressions(max_leaves: int = 12) -> st.SearchStrategy[Expression]:
    """Trees without cases."""
    return st.recursive(leaves, _deeper, max_leaves=max_leaves)


@st.composite
def _matrices(draw: st.DrawFn) -> Matrix:
    width = draw(st.integers(1, 3))
    row = st.lists(expressions(4), min_size=width, max_size=width).map(tuple)
    return Matrix(tuple(draw(st.lists(row, min_size=1, max_size=3))))


def answers() -> st.SearchStrategy[Expression]:
    """Expressions, vectors, matrices and "undefined"."""
    items = expressions(4) | st.just(Undefined())
    vectors = st.builds(Vector, st.lists(items, min_size=1, max_size=4).map(tuple))
    return expressions() | vectors | _matrices() | st.just(Undefined())
