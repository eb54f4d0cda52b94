"""Answers that hide a difference, or seem to: one pair from one source of random numbers, with what it is known to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from mpmath import mp

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.expression import Expression, Name, Negate, exact, substitute
from derivquiz.maths.reading import parse
from tests.soak import hidden_forms as forms
from tests.soak import oracle
from tests.soak.oracle import Point
from tests.soak.truth import Truth


@dataclass(frozen=True, slots=True)
class Hidden:
    """A problem and an answer, what it is, and points where that is to be seen."""

    kind: str
    function: Expression
    answer: Expression
    truth: Truth
    points: tuple[Point, ...]


def fill(text: str, **values: Expression) -> Expression:
    """A form of the tables with trees for its names."""
    return substitute(parse(text, "x", "y", *values), values)


class Making:
    """One pair, from one source of random numbers."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.two = random.random() < 0.15
        self.function = parse(random.choice(forms.OF_TWO if self.two else forms.FUNCTIONS), "x", "y")

    def pair(self) -> Hidden:
        """A pair of some kind."""
        ways = (
            self._added,
            self._added,
            self._factor,
            self._narrow,
            self._between,
            self._far,
            self._wave,
            self._side,
            self._corner,
        )
        rights = (self._never, self._rewritten, self._rewritten, self._nothing, self._sided)
        losses = (self._lost, self._lost)
        return self.random.choice(
            self.random.choice((ways, ways, rights, losses)) if not self.two else (*ways[:6], self._corner, *rights[:4])
        )()

    # what is wrong somewhere

    def _added(self) -> Hidden:
        g, points = self._rising()
        return self._wrong("ramp beyond a place", self._plus(self._ramp(g)), points)

    def _factor(self) -> Hidden:
        g, points = self._rising()
        form = self.random.choice(("d*(1 + n)", "d - d*n", "d + n", "d*(1 - 2*n)", "d/(1 + n)", "d*(-1)^(2*n)*e^n"))
        return self._wrong("step beyond a place", lambda d: fill(form, d=d, n=self._step(g)), points)

    def _narrow(self) -> Hidden:
        g, points = self._tight()
        shape = self._ramp(g) if self.random.random() < 0.5 else self._step(g)
        return self._wrong("narrow stretch", self._plus(shape), points)

    def _between(self) -> Hidden:
        """Two breaks next to each other, or around a whole cell."""
        name, c, at = self._place()
        w = self._width()
        form = self.random.choice(
            (
                *(
                    "relu(x - c)*relu(c + w - x)",
                    "abs(x - c) - 2*abs(x - c - w/2) + abs(x - c - w)",
                    "step(x - c) - step(x - c - w)",
                ),
                *("step(x - c)*step(c + w - x)", "relu((x - c)*(c + w - x))", "abs((x - c)*(x - c - w)) - (x - c)*(x - c - w)"),
                *(
                    "sign(x - c) + sign(c + w - x)",
                    "(1 if c < x < c + w else 0)",
                    "sqrt(((x - c)*(x - c - w))^2) - (x - c)*(x - c - w)",
                ),
                *("min(relu(x - c), relu(c + w - x))", "relu(w/2 - abs(x - c - w/2))", "step(relu(x - c)*relu(c + w - x))"),
            )
        )
        shape = fill(form, x=Name(name), c=c, w=exact(w))
        return self._wrong("between two breaks", self._plus(shape), self._points(name, at, (w / 3, w / 2, 2 * w / 3)))

    def _far(self) -> Hidden:
        g = fill(self.random.choice(forms.FAR), j=exact(self.random.randint(2, 9)))
        points = [{"x": Fraction(sign * 7 * 10**e, 3), "y": Fraction(1, 7)} for e in range(1, 26) for sign in (1, -1)]
        return self._wrong("far away", self._plus(self._ramp(g) if self.random.random() < 0.7 else self._step(g)), points)

    def _wave(self) -> Hidden:
        s = self.random.choice((20, 33, 50, 99, 400, 10**4, 10**7))
        n = fill(self.random.choice(forms.WAVES), s=exact(s))
        points = [{"x": sign * Fraction(s * k, 10), "y": Fraction(1, 7)} for k in (11, 19, 27, 39, 58, 77) for sign in (1, -1)]
        return self._wrong("inverse of a wave", self._plus(n), points)

    def _side(self) -> Hidden:
        function, right, left, g, points = self._sides()
        on_right = {True: right, False: left}[right != "0" and self.random.random() < 0.7]
        h = differentiate(g, "x")
        answer = fill(on_right, g=g, h=h)
        return Hidden("one side kept", fill(function, g=g), answer, Truth.WRONG, points)

    def _corner(self) -> Hidden:
        """A region that is bounded in two names."""
        self.two = True
        self.function = parse(self.random.choice(forms.OF_TWO), "x", "y")
        (_, a, at), (_, b, to) = self._place(), self._place()
        w = exact(self._width())
        form, steps = self.random.choice(
            (
                ("relu(x - a)*relu(y - b)", (1, 5)),
                ("step(x - a)*step(y - b)", (1, 5)),
                ("relu(min(x - a, y - b))", (1, 5)),
                ("relu(w^2 - (x - a)^2 - (y - b)^2)", (0,)),
                ("step(w - abs(x - a) - abs(y - b))", (0,)),
                ("relu(x + y - a - b)", (1, 5)),
                ("relu(x - y - a + b)*(1 + y^2)", (1, 5)),
                ("sqrt((x - y - a + b)^2) - (x - y - a + b)", (-1, -5)),
                ("1 if x > a and y > b else 0", (1, 5)),
            )
        )
        points = tuple(
            {"x": at + step, "y": to + Fraction(abs(step), 3) * (1 if "min" in form or "*" in form or "and" in form else -1)}
            for step in steps
        )
        return self._wrong("region of two names", self._plus(fill(form, a=a, b=b, w=w)), points)

    # what is right everywhere

    def _never(self) -> Hidden:
        g = fill(self.random.choice(forms.NEVER), u=self._inner())
        return self._right("ramp of what is never positive", self._plus(self._ramp(g)))

    def _rewritten(self) -> Hidden:
        g = self.random.choice((self._rising, self._tight))()[0]
        one, other = (fill(form, g=g) for form in self.random.sample(self.random.choice((forms.RAMPS, forms.STEPS)), 2))
        return self._right("two forms of one thing", lambda d: fill("d + n*(p - q)", d=d, n=self._size(), p=one, q=other))

    def _nothing(self) -> Hidden:
        return self._right("nothing with breaks in it", self._plus(fill(self.random.choice(forms.NOTHINGS), u=self._inner())))

    def _sided(self) -> Hidden:
        function, right, left, g, _ = self._sides()
        h = differentiate(g, "x")
        a, b = (fill(side, g=g, h=h) for side in (right, left))
        form = self.random.choice(("p*n + q*m", "p if g > 0 else q", "(p + q)/2 + (p - q)/2*(n - m)"))
        answer = fill(
            form,
            p=a,
            q=b,
            g=g,
            n=fill(self.random.choice(forms.STEPS[:8]), g=g),
            m=fill(self.random.choice(forms.STEPS[:8]), g=Negate(g)),
        )
        self.function = fill(function, g=g)
        return Hidden("both sides", self.function, answer, Truth.RIGHT, self._everywhere())

    # what is lost somewhere

    def _lost(self) -> Hidden:
        g, points = self.random.choice((self._rising, self._tight))()
        form = self.random.choice(forms.LOST)
        return Hidden("lost on the stretch", self.function, fill(form, d=self._derivative(), v=Negate(g)), Truth.NARROWER, points)

    # parts

    def _place(self) -> tuple[str, Expression, Fraction]:
        name = "y" if self.two and self.random.random() < 0.5 else "x"
        k, j = exact(self.random.choice((-1, 1)) * self.random.randint(1, 99)), exact(self.random.randint(1, 9))
        c = fill(self.random.choice(forms.CENTRES), k=k, j=j)
        with mp.workdps(80):
            near = oracle.jet(c, {}, "").value
            return name, c, Fraction(int(mp.nint(near * mp.mpf(10) ** 60)), 10**60)

    def _points(self, name: str, at: Fraction, steps: Iterable[Fraction]) -> tuple[Point, ...]:
        other = "y" if name == "x" else "x"
        return tuple({name: at + step, other: Fraction(1, 7)} for step in steps)

    def _rising(self) -> tuple[Expression, tuple[Point, ...]]:
        name, c, at = self._place()
        steps = [Fraction(1, 3), Fraction(3), Fraction(1, 10**4), Fraction(40), abs(at) * 2 + 1]
        if self.random.random() < 0.5:
            return fill(self.random.choice(forms.RISING), x=Name(name), c=c), self._points(name, at, steps)
        return fill(self.random.choice(forms.RISING), x=Negate(Name(name)), c=c), self._points(
            name, -at, [-step for step in steps]
        )

    def _tight(self) -> tuple[Expression, tuple[Point, ...]]:
        name, c, at = self._place()
        w = self._width()
        return fill(self.random.choice(forms.NARROW), x=Name(name), c=c, w=exact(w)), self._points(name, at, (w / 3, -w / 3))

    def _width(self) -> Fraction:
        return self.random.choice((Fraction(1), Fraction(1, 3), *(Fraction(1, 10**e) for e in (1, 2, 3, 4, 6, 9))))

    def _sides(self) -> tuple[str, str, str, Expression, tuple[Point, ...]]:
        g, points = self._rising()
        function, right, left = self.random.choice(forms.SIDES)
        return function, right, left, g, points

    def _inner(self) -> Expression:
        return fill(self.random.choice(forms.INNER[: -2 if not self.two else None]), c=exact(self.random.randint(1, 60)))

    def _ramp(self, g: Expression) -> Expression:
        return fill(self.random.choice(forms.RAMPS), g=g)

    def _step(self, g: Expression) -> Expression:
        return fill(self.random.choice(forms.STEPS), g=g)

    def _size(self) -> Expression:
        return parse(self.random.choice(("1", "1", "1", "10^9", "10^(-9)", "7/3", "x", "x^2 + 1", "-1", "1/(x^2 + 1)^20")), "x")

    def _plus(self, n: Expression) -> Callable[[Expression], Expression]:
        form = self.random.choice(("d + n*m", "d - n*m", "m*n + d", "d*(1 + m*n)"))
        return lambda d: fill(form, d=d, n=n, m=self._size())

    def _derivative(self) -> Expression:
        return differentiate(self.function, "x")

    def _wrong(self, kind: str, change: Callable[[Expression], Expression], points: Iterable[Point]) -> Hidden:
        return Hidden(kind, self.function, change(self._derivative()), Truth.WRONG, tuple(points))

    def _right(self, kind: str, change: Callable[[Expression], Expression]) -> Hidden:
        return Hidden(kind, self.function, change(self._derivative()), Truth.RIGHT, self._everywhere())

    def _everywhere(self) -> tuple[Point, ...]:
        sizes = (Fraction(10) ** e for e in range(-4, 8))
        return tuple(
            {name: sign * size * Fraction(self.random.randint(1, 10**6), 10**6 + 3) for name in ("x", "y")}
            for size in sizes
            for sign in (1, -1, 3)
        )
