"""Problems to answer: draws of every shipped template, and posed ones of the shapes that no shipped template has."""

from __future__ import annotations

from derivquiz import requested
from derivquiz.decks import drawing
from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.wire import Problem, Request

POSED = (
    Request(function="sin(x^2)"),
    Request(function="x*abs(x) + relu(x - 1)"),
    Request(function="sigmoid(w*x + b)", variables=("w", "x", "b"), wrt=("w",)),
    Request(function="ln(x1^2 + x_2)", variables=("x1", "x_2"), wrt=("x1", "x_2")),
    Request(function="x^5*e^x", order=3),
    Request(function="theta^2*cos(theta)", variables=("theta",), wrt=("theta",)),
    Request(function="sqrt(x)", at=(("x", "pi/4"),)),
    Request(function="x^x", at=(("x", "2"),), places=4),
    Request(expected="xsinx", at=(("x", "0.7"),), places=6),
    Request(expected="2x cos(x^2)"),
    Request(expected="1 if x > 0 else 0"),
)
"""Problems as `derivquiz grade` poses them: several names, high orders, points of all sorts, cases."""

LISTS = (("(2*x, 3*y)", ("x", "y")), ("[[a, b], [c, d]]", ("a", "b", "c", "d")))
"""Vectors and matrices that are stated, with their names."""


def drawn(seeds: range) -> list[Problem]:
    """Every template of the shipped decks at every seed."""
    library = Library.open([shipped()])
    if library.errors:
        raise library.errors[0]
    templates = [(deck.id, template) for deck in library.decks for template in deck.templates]
    return [drawing.draw(deck, template, seed) for seed in seeds for deck, template in templates]


def posed() -> list[Problem]:
    """The problems of POSED and LISTS."""
    return [*(requested.pose(request) for request in POSED), *(_stated(function, names) for function, names in LISTS)]


def _stated(function: str, names: tuple[str, ...]) -> Problem:
    return Problem("", "", 0, "formula", "", "", "", "", function, names, order=0)
