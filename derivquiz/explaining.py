"""The worked steps of anything typed, outside any deck: what `derivquiz explain` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivquiz import requested
from derivquiz.errors import ReadingError, RequestError
from derivquiz.inquiry import Explanation, Inquiry, Section
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving import differences, steps
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Expression, Matrix, Undefined, Vector, names, rational, walk
from derivquiz.maths.reading import Parsed, Vocabulary
from derivquiz.maths.writing import derivatives, picture
from derivquiz.maths.writing.picture import shown_name
from derivquiz.wire import Step
from derivquiz.words import subscript

_CALLED = re.compile(r"[A-Za-z]{3,}(?=\()")


def explain(inquiry: Inquiry) -> Explanation:
    """The derivatives that an inquiry asks for, step by step.

    Raises ReadingError where the function can't be read, with the column, and RequestError where the rest of it doesn't fit.
    """
    variables = tuple(sorted({*_letters(inquiry.function), *inquiry.wrt, *(name for name, _ in inquiry.at)}))
    parsed = _read(inquiry.function, variables or ("x",))
    function = parsed.expression
    if any(isinstance(part, Undefined) for part in walk(function)):
        raise RequestError("“undefined” is no function")
    if isinstance(function, Matrix):
        raise RequestError("a matrix is not differentiated here; a vector is: (x*y, x + y)")
    variables = tuple(sorted(names(function) | {*inquiry.wrt, *(name for name, _ in inquiry.at)}))
    wrt = inquiry.wrt or (("x",) if "x" in variables or not variables else variables[:1])
    at = tuple((name, _value(name, value)) for name, value in inquiry.at)
    missing = [name for name in variables if name not in dict(at)]
    if at and missing:
        raise RequestError(f"a point gives every letter a value: --at {missing[0]}=… is missing")
    if inquiry.places is not None and not at:
        raise RequestError("decimal places need a point: --at x=2")
    sections: tuple[Section, ...]
    if inquiry.difference:
        sections = (_difference(function, variables or ("x",), wrt, inquiry, dict(at)),)
    else:
        sections = tuple(_sections(function, variables, wrt, inquiry, dict(at)))
    return Explanation(
        function=writing.line(function),
        picture=picture.draw(function, f"f({', '.join(map(shown_name, variables or ('x',)))}) = "),
        latex=writing.latex(function),
        variables=variables,
        wrt=wrt,
        sections=sections,
        notes=parsed.notes,
    )


def _letters(text: str) -> set[str]:
    """The letters of a text; those of an unknown word before a bracket, such as sinn(x), are a slip and none of them."""
    unknown = [
        word for word in _CALLED.findall(text) if not any(word.endswith(known) for known in requested.WORDS if len(known) > 1)
    ]
    for word in unknown:
        text = text.replace(f"{word}(", "(")
    return set(requested.letters(text))


def _read(text: str, variables: tuple[str, ...]) -> Parsed:
    try:
        return reading.read(text, Vocabulary(variables))
    except ReadingError as error:
        try:
            return reading.read(text, Vocabulary(variables, shape="vector"))
        except ReadingError:
            raise error from None


def _value(name: str, text: str) -> Expression:
    try:
        return reading.read(text, Vocabulary(())).expression
    except ReadingError as error:
        raise RequestError(f"the value of {name}, {text!r}, can't be read: {error}") from error


def _sections(
    function: Expression, variables: tuple[str, ...], wrt: tuple[str, ...], inquiry: Inquiry, at: dict[str, Expression]
) -> Iterator[Section]:
    """One section for each derivative: of each component of a vector, by each of several letters."""
    parts = function.items if isinstance(function, Vector) else (function,)
    for i, part in enumerate(parts, 1):
        name = f"f{subscript(i)}" if isinstance(function, Vector) else "f"
        for by in _orders(wrt, inquiry.order):
            worked = steps.worked(part, by, at or None, inquiry.places, grain=inquiry.grain)
            where = f"({', '.join(inline(at[letter]) for letter in variables)})" if at else ""
            yield Section(_called(name, by, variables) + where, worked, tuple(_latex(step, variables) for step in worked))


def _difference(
    function: Expression, variables: tuple[str, ...], wrt: tuple[str, ...], inquiry: Inquiry, at: dict[str, Expression]
) -> Section:
    """The one section of a difference quotient: its limit, or what it comes to."""
    if isinstance(function, Vector) or len(variables) != 1 or len(wrt) != 1:
        raise RequestError("a difference quotient is of one function in one letter")
    if inquiry.difference == "limit":
        worked = differences.limit(function, wrt[0])
        name = _called("f", wrt, variables)
    else:
        if not at:
            raise RequestError("a difference quotient in numbers needs a point: --at x=2")
        scheme = differences.Scheme(inquiry.difference)
        each = tuple(_value("h", text) for text in inquiry.steps or ("0.1",))
        if any(rational(h) == 0 for h in each):
            raise RequestError("h is not 0: the quotient has no value there")
        worked = differences.worked(function, wrt[0], at[wrt[0]], each, scheme, inquiry.places)
        name = f"{scheme.value} difference at {inline(at[wrt[0]])} with h = {inline(each[-1])}"
    return Section(name, worked, tuple(_latex(step, (*variables, "h", "k")) for step in worked))


def _orders(wrt: tuple[str, ...], order: int) -> Iterator[tuple[str, ...]]:
    """What is differentiated by in turn: one letter so many times, or each of several once, or each pair of them."""
    if len(wrt) == 1:
        yield wrt * order
    elif order == 1:
        yield from ((name,) for name in wrt)
    elif order == 2:
        yield from ((one, other) for one in wrt for other in wrt)
    else:
        raise RequestError("by several letters the order is 1 (the gradient) or 2 (the Hessian)")


def _called(name: str, by: tuple[str, ...], variables: tuple[str, ...]) -> str:
    return derivatives.called(name, by, partial=len(variables) > 1 or len(set(by)) > 1)


def _latex(step: Step, variables: tuple[str, ...]) -> str:
    return writing.latex(reading.parse(step.line, *variables))
