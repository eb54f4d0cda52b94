"""The mathematics of a problem: its function as a tree, what is asked of it as quantities, and the names an answer may use."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from derivquiz.maths import reading
from derivquiz.maths.deriving import derivation, tidy
from derivquiz.maths.expression import Apply, Expression, Matrix, Name, Sum, Vector, rational, rebuild, substitute, walk
from derivquiz.maths.expression import children as parts_of
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.marking.equality import At, Derivative, Quantity, Value
from derivquiz.maths.reading import Shape, Vocabulary
from derivquiz.wire import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """A problem with its texts read."""

    function: Expression
    """What is differentiated; where the problem states its answer, that answer, of which the value is asked."""
    variables: tuple[str, ...]
    wrt: tuple[str, ...]
    order: int
    at: tuple[tuple[str, Expression], ...]
    given: tuple[tuple[str, Expression], ...]
    stated: bool = False
    """Whether the problem states its answer."""

    def vocabulary(self, shape: Shape = "scalar") -> Vocabulary:
        """What may be typed: the variables, the given names, f itself, and bare functions at the problem's own argument."""
        unnamed = self.stated or isinstance(self.function, Vector | Matrix) or "f" in self.variables
        return Vocabulary(
            variables=self.variables,
            given=self.given,
            argument=None if self.stated else _argument(self.function, self.variables),
            function="" if unnamed else "f",
            definition=None if unnamed else self.function,
            shape=shape,
        )

    def quantity(self, component: str = "") -> Quantity:
        """What is asked, without the point: the function itself, or its derivative by its one variable or by `component`."""
        name = component or (self.wrt[0] if self.wrt else "")
        if not self.order or not name:
            return Value(self.function)
        wrt = (name,) * self.order if component or len(self.wrt) == 1 else self.wrt
        return Derivative(self.function, wrt)

    def asked(self, component: str = "") -> Quantity:
        """What is asked, at the point where there is one."""
        return At(*self.located(component)) if self.at else self.quantity(component)

    def located(self, component: str = "") -> tuple[Quantity, dict[str, Fraction]]:
        """What is asked, and the point where it is asked, which is empty where there is none."""
        point = self.point()
        if point is not None:
            return self.quantity(component), point
        return self._moved().quantity(component), {name: Fraction(0) for name, _ in self.at}

    def point(self) -> dict[str, Fraction] | None:
        """The point as exact fractions; None where a coordinate is no rational number, such as pi/4."""
        found = {name: rational(value) for name, value in self.at}
        exact = {name: value for name, value in found.items() if value is not None}
        return exact if len(exact) == len(found) else None

    def formula(self, component: str = "") -> Expression:
        """The derivative by the rules, tidied, with given names put back in; the function itself at order 0."""
        quantity = self.quantity(component)
        tree = derivation.differentiate(self.function, *quantity.wrt) if isinstance(quantity, Derivative) else self.function
        for name, meaning in self.given:
            tree = _replace(tree, meaning, Name(name))
        return tree

    def value(self, component: str = "") -> Expression:
        """The derivative at the point, as a person would write it exactly: 12, 5/7, 3*e^4."""
        return tidy.simplify(substitute(self.meant(self.formula(component)), dict(self.at)))

    def meant(self, answer: Expression) -> Expression:
        """An answer with what the given names stand for."""
        return substitute(answer, dict(self.given))

    def _moved(self) -> Question:
        """The same question with the point at 0, for a point that is no rational number."""
        shift = {name: Sum((Name(name), value)) for name, value in self.at}
        zero = tuple((name, reading.parse("0")) for name, _ in self.at)
        return Question(substitute(self.function, shift), self.variables, self.wrt, self.order, zero, self.given)


@lru_cache(maxsize=256)
def question(problem: Problem) -> Question:
    """The question of a problem; raises ReadingError where a line of the problem is not in the input language."""
    names = problem.variables
    stated = problem.answers[0][1] if problem.answers and not problem.answers[0][0] else problem.function
    return Question(
        function=reading.parse(stated or "0", *names),
        variables=names,
        wrt=problem.wrt,
        order=problem.order,
        at=tuple((name, reading.parse(value)) for name, value in problem.at),
        given=tuple(pair for name, value in problem.given for pair in _given(name, reading.parse(value, *names))),
        stated=bool(problem.answers or not problem.function),
    )


def _given(name: str, meaning: Expression) -> tuple[tuple[str, Expression], ...]:
    """A given name with what it stands for; of a vector p its components p1, p2, …"""
    if not isinstance(meaning, Vector):
        return ((name, meaning),)
    return tuple((f"{name}{i}", item) for i, item in enumerate(meaning.items, 1))


def _argument(function: Expression, variables: tuple[str, ...]) -> Expression | None:
    """What a bare σ or tanh is taken at: the one argument that the functions of the problem have, else its one variable."""
    single = (node.arguments[0] for node in walk(function) if isinstance(node, Apply) and FUNCTIONS[node.function].most == 1)
    found = set(single)
    if len(found) == 1:
        return found.pop()
    return Name(variables[0]) if not found and len(variables) == 1 else None


def _replace(tree: Expression, old: Expression, new: Expression) -> Expression:
    if tree == old:
        return new
    parts = parts_of(tree)
    return rebuild(tree, tuple(_replace(part, old, new) for part in parts)) if parts else tree
