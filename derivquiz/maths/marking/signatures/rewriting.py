"""Trees as forms, node by node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from derivquiz.errors import DerivquizError
from derivquiz.maths.expression import (
    Apply,
    Case,
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
    children,
    exact,
    rational,
    substitute,
    walk,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.marking.signatures.definitions import Definitions
from derivquiz.maths.marking.signatures.factors import Splitter
from derivquiz.maths.marking.signatures.forms import NOWHERE, Form, Forms
from derivquiz.maths.marking.signatures.laws import Laws
from derivquiz.maths.marking.signatures.numbers import UnsupportedError

MOST_MARKS = 3
MOST_PLACES = 300


class Rewriter:
    """Builds the forms of one comparison."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.laws = Laws(forms)
        self._definitions = Definitions(self.laws)
        self._kept: dict[Expression, Form] = {}
        self.simplest: Callable[[Form], Form] | None = None
        """What each part is taken for, if that is asked."""

    def is_stale(self) -> bool:
        """Whether something was built before a sign or a root that it hangs on was known."""
        return self.laws.signs.late or self.laws.splitter.is_stale()

    def forget(self) -> None:
        """Build anew what is asked from now on, with the signs and the roots that are known by now."""
        self._kept.clear()
        self.laws.signs.late = False
        self.laws.splitter = Splitter(self.forms)

    def form(self, tree: Expression) -> Form:
        """The form of a tree; raises UnsupportedError where there is none."""
        if self.laws.conditional:
            return self._form(tree)
        found = self._kept.get(tree)
        if found is None:
            found = self._form(tree)
            if self.simplest is not None:
                found = self.simplest(found)
            self._kept[tree] = found
        return found

    def recognize(self, trees: Sequence[Expression], simplest: Callable[[Form], Form]) -> None:
        """From now on take each part for what is simplest, the parts of some trees in order of their size."""
        self.simplest = simplest
        self.forget()
        parts = {part: sum(1 for _ in walk(part)) for tree in trees for part in _parts(tree)}
        for part in sorted(parts, key=parts.__getitem__):
            self.form(part)

    def _form(self, tree: Expression) -> Form:
        forms = self.forms
        match tree:
            case Number():
                if tree.places > MOST_PLACES:
                    raise UnsupportedError("a number out of all proportion")
                return forms.number(tree.value)
            case Name(name):
                return forms.name(name)
            case Constant(which):
                return forms.pi if which == "pi" else self.laws.exp(forms.one)
            case Negate(operand):
                return forms.scale(-1, self.form(operand))
            case Sum(terms):
                return forms.plus(*map(self.form, terms))
            case Product(factors):
                return forms.times(*map(self.form, factors))
            case Quotient(numerator, denominator):
                return forms.over(self.form(numerator), self.form(denominator))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Apply():
                return self._apply(tree)
            case Cases(cases, otherwise):
                return self._cases(cases, otherwise)
            case _:
                raise UnsupportedError(type(tree).__name__)

    def _power(self, base: Expression, exponent: Expression) -> Form:
        fixed = rational(exponent)
        if fixed is not None:
            return self.laws.power(self.form(base), fixed)
        top = self.form(exponent)
        number = constant(top)
        if number is not None:
            return self.laws.power(self.form(base), number)
        if base == Constant("e"):
            return self.laws.exp(top)
        under = self.form(base)
        if under.may_rest():
            raise UnsupportedError("a power of what may be 0 on a stretch, where it has no logarithm")
        return self.laws.exp(self.forms.times(top, self.laws.ln(under)))

    def _apply(self, node: Apply) -> Form:
        if node.primes:
            return self.form(_marked(node))
        function = self._definitions.table.get(node.function)
        if function is None:
            raise UnsupportedError(node.function)
        left_out = FUNCTIONS[node.function].left_out(len(node.arguments))
        return function(*map(self.form, node.arguments), *map(self.forms.number, left_out))

    def _cases(self, cases: tuple[Case, ...], otherwise: Expression | None) -> Form:
        forms = self.forms
        self.laws.conditional += 1
        try:
            total, left = forms.zero, forms.one
            for case in cases:
                holds = forms.times(*map(self._holds, case.conditions))
                total = forms.plus(total, self._chosen(forms.times(left, holds), case.value))
                left = forms.times(left, forms.minus(forms.one, holds))
            return forms.plus(total, self._chosen(left, otherwise))
        finally:
            self.laws.conditional -= 1

    def _chosen(self, holds: Form, value: Expression | None) -> Form:
        """A value times 1 where it holds and 0 where it doesn't, which is 0 there whatever the value."""
        forms = self.forms
        if holds is forms.zero:
            return holds
        whole = forms.name(NOWHERE) if value is None else self.form(value)
        return forms.times(forms.chosen(holds, self.laws.conditional), whole)

    def _holds(self, comparison: Comparison) -> Form:
        """1 where a comparison holds and 0 where it doesn't; a greatest of several is compared as the one that it is."""
        forms = self.forms
        total = forms.zero
        for left, share in self._definitions.choices(self.form(comparison.left)).items():
            for right, part in self._definitions.choices(self.form(comparison.right)).items():
                difference = forms.minus(left, right)
                if difference is forms.zero:
                    raise UnsupportedError("a comparison of a thing with itself")
                total = forms.plus(total, forms.times(share, part, self.laws.holds(comparison.relation, difference)))
        return total


def _parts(tree: Expression) -> Iterator[Expression]:
    """All nodes of a tree but those in cases, which need not have a value."""
    yield tree
    if not isinstance(tree, Cases):
        for part in children(tree):
            yield from _parts(part)


def constant(form: Form) -> Fraction | None:
    """The rational number that a form is, or None."""
    if form.kind == "product" and not form.parts:
        return Fraction(1)
    if form.kind != "sum":
        return None
    if not form.parts:
        return Fraction(0)
    plain = len(form.parts) == 1 and form.parts[0].kind == "product" and not form.parts[0].parts
    return form.numbers[0] if plain else None


def _marked(node: Apply) -> Expression:
    """σ′(x) with the derivative of σ written out."""
    left_out = FUNCTIONS[node.function].left_out(len(node.arguments))
    others = [*node.arguments[1:], *map(exact, left_out)]
    if node.primes > MOST_MARKS or any(rational(other) is None for other in others):
        raise UnsupportedError("marks that are not written out")
    return substitute(_slope(node.function, tuple(others), node.primes), {"u": node.arguments[0]})


@lru_cache(maxsize=256)
def _slope(function: str, others: tuple[Expression, ...], primes: int) -> Expression:
    from derivquiz.maths.deriving.derivation import differentiate  # most marks never ask for it

    try:
        return differentiate(Apply(function, (Name("u"), *others)), *("u",) * primes)
    except DerivquizError as error:
        raise UnsupportedError(str(error)) from error
