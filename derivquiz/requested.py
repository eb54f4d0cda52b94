"""What is asked outside any deck, by a line of `derivquiz grade`, as a problem; and the names in a text that declares none."""

from __future__ import annotations

import re

from derivquiz.errors import ReadingError, RequestError
from derivquiz.maths import reading, softmax, writing
from derivquiz.maths.expression import Expression, Matrix, Vector, names
from derivquiz.maths.functions import NAMES
from derivquiz.maths.reading import Vocabulary
from derivquiz.maths.reading.vocabulary import GREEK
from derivquiz.maths.writing import picture
from derivquiz.wire import Problem, Request

WORDS = frozenset(NAMES) | {
    softmax.WORD,
    "e",
    "pi",
    "π",
    "lg",
    "log",
    "frac",
    "cdot",
    "left",
    "right",
    "operatorname",
    "if",
    "else",
    "mathrm",
}
"""Words that stand for themselves where the names are not declared."""
SPELLED = frozenset(name for name in GREEK if len(name) > 3)
"""Words that are one name each; mu, nu, xi and their like are products where they were not declared."""
RUN = re.compile(r"[A-Za-zα-ωΑ-Ω]+(?:_?\d+)?")
SUBSCRIPT = re.compile(r"_\{(\d+)\}")
SUBSCRIPTS = str.maketrans({chr(0x2080 + digit): f"_{digit}" for digit in range(10)})
HIGHEST_ORDER = 6


def pose(request: Request) -> Problem:
    """The problem that a request states; raises RequestError where it lacks something or can't be read."""
    source = request.function or request.expected
    if not source:
        raise RequestError('there is nothing to mark against: give "function" or "expected"')
    if not 0 <= request.order <= HIGHEST_ORDER:
        raise RequestError(f'"order" is a whole number from 0 to {HIGHEST_ORDER}')
    variables = request.variables or letters(source) or ("x",)
    tree = _read_list(source, variables)
    point = tuple((name, writing.line(_read(value, ()))) for name, value in request.at)
    order = request.order if request.function else 0
    wrt = () if not request.function else request.wrt or (variables if isinstance(tree, Vector) else _main(variables))
    for name in (*wrt, *(name for name, _ in point)):
        if name not in variables:
            raise RequestError(f"{name} is not among the names of the problem ({', '.join(variables) or 'it has none'})")
    if point and (missing := [name for name in variables if name not in dict(point)]):
        raise RequestError(f'"at" gives no value for {", ".join(missing)}')
    if request.places is not None and not point and names(tree):
        raise RequestError('"places" needs "at": a formula has no decimal places')
    kind = _kind(request, tree, wrt)
    return Problem(
        deck="",
        template="",
        seed=0,
        kind=kind,
        title="",
        rule="",
        prompt="",
        picture=picture.draw(tree),
        function=writing.line(tree),
        variables=variables,
        wrt=wrt,
        order=order,
        at=point,
        places=request.places,
    )


def _kind(request: Request, tree: Expression, wrt: tuple[str, ...]) -> str:
    """The kind of question that a request asks."""
    order = request.order if request.function else 0
    if isinstance(tree, Vector | Matrix):
        if request.places is not None:
            raise RequestError('"places" is for a single number')
        if not order:
            return "formula"
        if isinstance(tree, Matrix):
            raise RequestError("a matrix of functions is not differentiated here; a vector is: [x*y, x + y]")
        if len(wrt) < 2:
            return "vector"
        if order != 1:
            raise RequestError('"order" is 1 for a vector by several names: the Jacobian')
        return "jacobian"
    if len(wrt) > 1 and order:
        if order > 2:
            raise RequestError('"order" by several names is 1 (the gradient) or 2 (the Hessian)')
        return "gradient" if order == 1 else "hessian"
    return "value" if request.at or request.places is not None else "formula"


def letters(text: str) -> tuple[str, ...]:
    """The names of a text whose names are not declared: each letter, and each Greek one spelled out, in the fewest pieces."""
    found: dict[str, None] = {}
    for match in RUN.finditer(SUBSCRIPT.sub(r"_\1", text).translate(SUBSCRIPTS)):
        run = match.group()
        stem = run.rstrip("0123456789_")
        if (stem != run and len(stem) == 1) or (stem in GREEK and match.string[: match.start()].endswith("\\")):
            found[run] = None
            continue
        for piece in _split(stem):
            if piece not in WORDS:
                found[piece] = None
    return tuple(sorted(found))


def _split(run: str) -> list[str]:
    best: list[list[str]] = [[]]
    for end in range(1, len(run) + 1):
        ways = [[*best[end - 1], run[end - 1]]]
        ways += [
            [*best[start], run[start:end]] for start in range(max(0, end - 12), end - 1) if run[start:end] in WORDS | SPELLED
        ]
        best.append(min(ways, key=len))
    return best[-1]


def _main(variables: tuple[str, ...]) -> tuple[str, ...]:
    return ("x",) if "x" in variables or not variables else variables[:1]


def _read_list(text: str, variables: tuple[str, ...]) -> Expression:
    """An expression, or a vector or a matrix where the text is one."""
    try:
        return _read(text, variables)
    except RequestError:
        try:
            return reading.read(text, Vocabulary(variables, shape="matrix")).expression
        except ReadingError:
            pass
        raise


def _read(text: str, variables: tuple[str, ...]) -> Expression:
    try:
        return reading.read(text, Vocabulary(variables)).expression
    except ReadingError as error:
        raise RequestError(f"{text!r} can't be read: {error}") from error
