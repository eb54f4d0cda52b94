"""The derivation tree of an expression: which rule at which node, what stood before, what came after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from derivquiz.maths import softmax
from derivquiz.maths.deriving.tidy import simplify
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
    Relation,
    Sum,
    Vector,
    children,
    exact,
    rational,
    rebuild,
    substitute,
    walk,
)
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.reading import parse

ZERO, ONE = Number(0), Number(1)
E = Constant("e")

Bindings = tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A node: a rule that takes `before` to its derivative `after`, as the rule gives it and untidied, through its children.

    The rules: constant, identity, negation, sum, constant-multiple, product, quotient, power (whole, broken, negative and roots),
    exponential, function (one of the table), general-power, softmax, cases, and rewrite, where another form is differentiated.
    """

    rule: str
    before: Expression
    after: Expression
    variable: str
    bindings: Bindings
    children: tuple[Derivation, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that fits a node: the parts that it wants differentiated, and how their derivatives are put together."""

    name: str
    parts: tuple[Expression, ...]
    combine: Callable[..., Expression]
    bindings: Bindings = ()


@lru_cache(maxsize=4096)
def derive(e: Expression, variable: str) -> Derivation:
    """The derivation of an expression by one variable."""
    rule = rule_at(e, variable)
    below = tuple(derive(part, variable) for part in rule.parts)
    after = rule.combine(*(child.after for child in below))
    return Derivation(rule.name, e, after, variable, rule.bindings, below)


@lru_cache(maxsize=1024)
def differentiate(e: Expression, *wrt: str) -> Expression:
    """The derivative by each variable in turn, as a person would write the answer."""
    if isinstance(e, Vector | Matrix):
        return rebuild(e, tuple(differentiate(part, *wrt) for part in children(e)))
    written = any(isinstance(part, Apply) and part.function == "exp" for part in walk(e))
    result = e
    for variable in wrt:
        raw = derive(result, variable).after
        result = simplify(raw if written else _powers_of_e(raw))
    return result


def _powers_of_e(node: Expression) -> Expression:
    """The tree with e^u for exp(u), for a problem that doesn't write exp itself."""
    parts = tuple(_powers_of_e(part) for part in children(node))
    if isinstance(node, Apply) and node.function == "exp" and not node.primes:
        return Power(E, parts[0])
    return rebuild(node, parts) if parts else node


def free_of(e: Expression, variable: str) -> bool:
    """Whether a variable does not occur in an expression."""
    if isinstance(e, Name):
        return e.name != variable
    return all(free_of(part, variable) for part in children(e))


def as_power(e: Expression, variable: str) -> tuple[Expression, Expression] | None:
    """The base and the constant exponent of a power, a root, or one over either; None for anything else."""
    match e:
        case Power(base, exponent) if free_of(exponent, variable):
            return base, exponent
        case Apply("sqrt", (u,), 0):
            return u, Quotient(ONE, Number(2))
        case Quotient(numerator, denominator) if rational(numerator) == 1:
            inner = as_power(denominator, variable)
            return (denominator, Negate(ONE)) if inner is None else (inner[0], negated(inner[1]))
        case _:
            return None


def negated(exponent: Expression) -> Expression:
    """The exponent with its sign changed; a fraction is worked out."""
    known = rational(exponent)
    return Negate(exponent) if known is None else exact(-known)


def less_one(exponent: Expression) -> Expression:
    """The exponent after the power rule; a fraction is worked out."""
    known = rational(exponent)
    return Sum((exponent, Negate(ONE))) if known is None else exact(known - 1)


def slope_of(function: str, u: Expression, *others: Expression) -> Expression:
    """The derivative of a function of the table by its first argument, at arguments; only for rows that have a `slope`."""
    row = FUNCTIONS[function]
    given = list(others) + [parse(text) for text in row.defaults[len(others) :]]
    return substitute(parse(row.slope, "u", "v"), {"u": u, **dict(zip("v", given, strict=False))})


def without_primes(e: Apply) -> Expression:
    """A marked function such as σ′(u) as what the marks stand for."""
    by_table = Apply(e.function, (Name("u"), *e.arguments[1:]))
    derived = differentiate(by_table, *("u",) * e.primes)
    return substitute(derived, {"u": e.arguments[0]})


def times(*factors: Expression) -> Expression:
    """A product, or its only factor; factors 1 are left out."""
    kept = tuple(factor for factor in factors if factor != ONE)
    return kept[0] if len(kept) == 1 else Product(kept) if kept else ONE


@lru_cache(maxsize=4096)
def rule_at(e: Expression, variable: str) -> Rule:
    """The rule that differentiates a node, by what it looks like."""
    if free_of(e, variable):
        return Rule("constant", (), lambda: ZERO)
    match e:
        case Name():
            return Rule("identity", (), lambda: ONE)
        case Negate(operand):
            return Rule("negation", (operand,), Negate)
        case Sum(terms):
            return Rule("sum", terms, lambda *slopes: Sum(slopes))
        case Product(factors):
            return _product(factors, variable)
        case Quotient(numerator, denominator):
            return _quotient(e, numerator, denominator, variable)
        case Power(base, exponent):
            return _power(e, base, exponent, variable)
        case Apply():
            return _apply(e, variable)
        case Cases(cases, otherwise):
            values = tuple(case.value for case in cases) + (() if otherwise is None else (otherwise,))
            return Rule("cases", values, lambda *slopes: _cases(e, slopes))
        case _:
            raise TypeError(f"no derivative of a {type(e).__name__}")


def _cases(e: Cases, slopes: tuple[Expression, ...]) -> Expression:
    cases = tuple(Case(slope, case.conditions) for slope, case in zip(slopes, e.cases, strict=False))
    return Cases(cases, slopes[-1] if e.otherwise is not None else None)


def split_product(factors: tuple[Expression, ...], variable: str) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
    """The constant factors and the others."""
    fixed = tuple(factor for factor in factors if free_of(factor, variable))
    return fixed, tuple(factor for factor in factors if not free_of(factor, variable))


def _product(factors: tuple[Expression, ...], variable: str) -> Rule:
    fixed, moving = split_product(factors, variable)
    if fixed:
        c, u = times(*fixed), times(*moving)
        return Rule("constant-multiple", (u,), lambda slope: Product((*fixed, slope)), (("c", c), ("u", u)))
    u, v = moving[0], times(*moving[1:])
    return Rule("product", (u, v), lambda du, dv: Sum((Product((du, v)), Product((u, dv)))), (("u", u), ("v", v)))


def _quotient(e: Expression, top: Expression, bottom: Expression, variable: str) -> Rule:
    if free_of(bottom, variable):
        return Rule(
            "constant-multiple", (top,), lambda slope: Quotient(slope, bottom), (("c", Quotient(ONE, bottom)), ("u", top))
        )
    if free_of(top, variable):
        as_one = as_power(e, variable)
        if as_one is not None:
            return power_rule(*as_one)
        u = Quotient(ONE, bottom)
        return Rule("constant-multiple", (u,), lambda slope: Product((top, slope)), (("c", top), ("u", u)))

    def combine(du: Expression, dv: Expression) -> Expression:
        return Quotient(Sum((Product((du, bottom)), Negate(Product((top, dv))))), Power(bottom, Number(2)))

    return Rule("quotient", (top, bottom), combine, (("u", top), ("v", bottom)))


def power_rule(u: Expression, n: Expression) -> Rule:
    """uⁿ → n·uⁿ⁻¹·u′."""
    return Rule("power", (u,), lambda du: times(n, Power(u, less_one(n)), du), (("u", u), ("n", n)))


def _power(e: Expression, base: Expression, exponent: Expression, variable: str) -> Rule:
    if free_of(exponent, variable):
        return power_rule(base, exponent)
    if free_of(base, variable):
        bindings = (("a", base), ("u", exponent))
        if base == E:
            return Rule("exponential", (exponent,), lambda du: times(e, du), bindings)
        return Rule("exponential", (exponent,), lambda du: times(e, Apply("ln", (base,)), du), bindings)

    def combine(du: Expression, dv: Expression) -> Expression:
        return Product((e, Sum((Product((dv, Apply("ln", (base,)))), Quotient(Product((exponent, du)), base)))))

    return Rule("general-power", (base, exponent), combine, (("u", base), ("v", exponent)))


def _apply(e: Apply, variable: str) -> Rule:
    if e.primes:
        return _rewrite(without_primes(e))
    match e:
        case Apply("sqrt", (u,)):
            half = Quotient(ONE, Number(2))
            return Rule("power", (u,), lambda du: Quotient(du, Product((Number(2), e))), (("u", u), ("n", half)))
        case Apply("log_base", (base, u)) if free_of(base, variable):
            below = Apply("ln", (base,))
            return Rule("function", (u,), lambda du: Quotient(du, Product((u, below))), (("u", u), ("a", base)))
        case Apply("log_base", (base, u)):
            return _rewrite(Quotient(Apply("ln", (u,)), Apply("ln", (base,))))
        case Apply("max" | "min", arguments):
            return Rule("cases", arguments, lambda *slopes: _extreme(e, slopes))
        case Apply(part, arguments) if part in softmax.PARTS:
            return Rule("softmax", arguments, lambda *slopes: _softmax(e, slopes), (("p", e),))
        case Apply("leaky_relu", (u, v)) if not free_of(v, variable):
            return _rewrite(Cases((Case(u, (Comparison(u, ">", ZERO),)),), Product((v, u))))
        case Apply("elu", (u, v)) if not free_of(v, variable):
            lower = Product((v, Sum((Apply("exp", (u,)), Negate(ONE)))))
            return _rewrite(Cases((Case(u, (Comparison(u, ">", ZERO),)),), lower))
        case _:
            function, (u, *others) = e.function, e.arguments
            return Rule("function", (u,), lambda du: times(slope_of(function, u, *others), du), (("u", u),))


def _softmax(e: Apply, slopes: tuple[Expression, ...]) -> Expression:
    """∂pᵢ = pᵢ·(∂zᵢ − Σⱼ pⱼ·∂zⱼ)."""
    parts = softmax.vector(e.arguments).items
    own = slopes[softmax.PARTS[e.function]]
    moved = [Negate(times(part, slope)) for part, slope in zip(parts, slopes, strict=True) if slope != ZERO]
    terms = ([] if own == ZERO else [own]) + moved
    if not terms:
        return Number(0)
    return times(e, terms[0] if len(terms) == 1 else Sum(tuple(terms)))


def _extreme(e: Apply, slopes: tuple[Expression, ...]) -> Expression:
    relation: Relation = ">" if e.function == "max" else "<"
    cases = []
    for i, (one, slope) in enumerate(zip(e.arguments, slopes, strict=True)):
        others = (*e.arguments[:i], *e.arguments[i + 1 :])
        cases.append(Case(slope, tuple(Comparison(one, relation, other) for other in others)))
    return Cases(tuple(cases))


def _rewrite(form: Expression) -> Rule:
    return Rule("rewrite", (form,), lambda slope: slope, (("form", form),))
