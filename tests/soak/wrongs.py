"""Wrong differentiation rules in SymPy, on a tree of our own: an independent second opinion on what each slug means.

Shares nothing with `derivquiz.maths.diagnosing` but the slugs: rules are written from their definitions, on tuples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy

Formula = Any
"""An expression of SymPy, which has no types."""
X = sympy.Symbol("x", real=True)
SIGMOID, GELU, PHI = sympy.Function("sigmoid"), sympy.Function("gelu"), sympy.Function("Phi")
DENSITY = sympy.Function("phi")


@dataclass(frozen=True)
class Tree:
    """A function: what stands at the root, with its numbers, over its parts."""

    kind: str
    """x, number, power, scale, sum, product, quotient, exponential, logarithm, or a function's name."""
    parts: tuple[Tree, ...] = ()
    number: Formula = None
    """The number, the exponent, the coefficient or the base."""

    @property
    def whole(self) -> Formula:
        """The function in SymPy."""
        inside = [part.whole for part in self.parts]
        match self.kind:
            case "x":
                return X
            case "number":
                return self.number
            case "sum":
                return sympy.Add(*inside)
            case _:
                return OUTER[self.kind](self, *inside)

    def text(self) -> str:
        """The function as a deck would write it."""
        inside = [part.text() for part in self.parts]
        n = "" if self.number is None else str(self.number).replace("**", "^")
        match self.kind:
            case "x":
                return "x"
            case "number":
                return n
            case "power" if "/" in n or n.startswith("-"):
                return f"{_base(self.parts[0], inside[0])}^({n})"
            case "power":
                return f"{_base(self.parts[0], inside[0])}^{n}"
            case "scale":
                return f"{n}*{f'({inside[0]})' if self.parts[0].kind == 'sum' else inside[0]}"
            case "sum":
                return " + ".join(inside).replace("+ -", "- ")
            case "product":
                return "*".join(
                    f"({one})" if part.kind in ("sum", "scale") else one for part, one in zip(self.parts, inside, strict=True)
                )
            case "quotient":
                return f"({inside[0]})/({inside[1]})"
            case "exponential":
                return f"{'e' if self.number == sympy.E else n}^({inside[0]})"
            case "logarithm":
                return f"log_{n}({inside[0]})"
            case _:
                return f"{self.kind}({inside[0]})"


def _base(part: Tree, text: str) -> str:
    return text if part.kind == "x" else f"({text})"


OUTER: Mapping[str, Callable[..., Formula]] = {
    "power": lambda t, u: u**t.number,
    "scale": lambda t, u: t.number * u,
    "product": lambda _t, u, v: u * v,
    "quotient": lambda _t, u, v: u / v,
    "exponential": lambda t, u: t.number**u,
    "logarithm": lambda t, u: sympy.log(u) / sympy.log(t.number),
    "sin": lambda _t, u: sympy.sin(u),
    "cos": lambda _t, u: sympy.cos(u),
    "tan": lambda _t, u: sympy.tan(u),
    "ln": lambda _t, u: sympy.log(u),
    "sqrt": lambda _t, u: sympy.sqrt(u),
    "asin": lambda _t, u: sympy.asin(u),
    "sigmoid": lambda _t, u: SIGMOID(u),
    "tanh": lambda _t, u: sympy.tanh(u),
    "gelu": lambda _t, u: GELU(u),
}
SLOPE: Mapping[str, Callable[..., Formula]] = {
    "power": lambda t, u: t.number * u ** (t.number - 1),
    "exponential": lambda t, u: t.number**u * sympy.log(t.number),
    "logarithm": lambda t, u: 1 / (u * sympy.log(t.number)),
    "sin": lambda _t, u: sympy.cos(u),
    "cos": lambda _t, u: -sympy.sin(u),
    "tan": lambda _t, u: 1 / sympy.cos(u) ** 2,
    "ln": lambda _t, u: 1 / u,
    "sqrt": lambda _t, u: 1 / (2 * sympy.sqrt(u)),
    "asin": lambda _t, u: 1 / sympy.sqrt(1 - u**2),
    "sigmoid": lambda _t, u: SIGMOID(u) * (1 - SIGMOID(u)),
    "tanh": lambda _t, u: 1 - sympy.tanh(u) ** 2,
    "gelu": lambda _t, u: PHI(u) + u * DENSITY(u),
}

FUNCTIONS = ("sin", "cos", "tan", "ln", "sigmoid", "tanh", "gelu", "asin")

Slips = Mapping[tuple[int, ...], str]
"""Which wrong rule is followed at which node, by its path from the root."""


def slope(t: Tree, slips: Slips, path: tuple[int, ...] = ()) -> Formula | None:
    """The derivative with wrong rules at some nodes; None where a rule doesn't fit its node."""
    inner = []
    for i, part in enumerate(t.parts):
        found = slope(part, slips, (*path, i))
        if found is None:
            return None
        inner.append(found)
    slug = slips.get(path)
    if slug is not None:
        return WRONG[slug](t, *inner)
    match t.kind:
        case "x":
            return sympy.Integer(1)
        case "number":
            return sympy.Integer(0)
        case "scale":
            return t.number * inner[0]
        case "sum":
            return sympy.Add(*inner)
        case "product":
            u, v = t.parts
            return inner[0] * v.whole + u.whole * inner[1]
        case "quotient":
            u, v = t.parts
            return (inner[0] * v.whole - u.whole * inner[1]) / v.whole**2
        case _:
            return SLOPE[t.kind](t, t.parts[0].whole) * inner[0]


def nodes(t: Tree, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree]]:
    """Every node with its path."""
    yield path, t
    for i, part in enumerate(t.parts):
        yield from nodes(part, (*path, i))


def _power(t: Tree) -> tuple[Formula, Formula] | None:
    if t.kind == "power":
        return t.parts[0].whole, t.number
    return (t.parts[0].whole, sympy.Rational(1, 2)) if t.kind == "sqrt" else None


def _of_power(build: Callable[[Formula, Formula, Formula], Formula | None]) -> Callable[..., Formula | None]:
    def rule(t: Tree, *inner: Formula) -> Formula | None:
        found = _power(t)
        return None if found is None else build(*found, inner[0])

    return rule


def _of(kind: str, build: Callable[..., Formula | None]) -> Callable[..., Formula | None]:
    def rule(t: Tree, *inner: Formula) -> Formula | None:
        return build(t, *(part.whole for part in t.parts), *inner) if t.kind == kind else None

    return rule


def _of_chain(build: Callable[..., Formula]) -> Callable[..., Formula | None]:
    def rule(t: Tree, *inner: Formula) -> Formula | None:
        if t.kind not in SLOPE or t.parts[0].kind == "x":
            return None
        return build(lambda u: OUTER[t.kind](t, u), lambda u: SLOPE[t.kind](t, u), t.parts[0].whole, inner[0])

    return rule


def _of_product(build: Callable[..., Formula]) -> Callable[..., Formula | None]:
    return _of("product", lambda _t, u, v, du, dv: build(u, v, du, dv))


def _of_quotient(build: Callable[..., Formula]) -> Callable[..., Formula | None]:
    return _of("quotient", lambda _t, u, v, du, dv: build(u, v, du, dv))


def _coefficient_added(t: Tree, *_inner: Formula) -> Formula | None:
    if t.kind != "scale" or t.parts[0].kind not in ("power", "x"):
        return None
    inside = t.parts[0]
    if inside.kind == "x":
        return t.number + 1
    if inside.parts[0].kind != "x":
        return None
    return (t.number + inside.number) * X ** (inside.number - 1)


def _integrated(t: Tree, *_inner: Formula) -> Formula | None:
    for _, node in nodes(t):
        of_x = node.kind in ("power", "sin", "cos") and node.parts[0] == Tree("x")
        if not of_x and node.kind not in ("x", "number", "scale", "sum"):
            return None
    return sympy.integrate(t.whole, X)


def _added(t: Tree, *inner: Formula) -> Formula | None:
    if t.kind != "sum":
        return None
    turned = [
        -one if i and part.kind in ("scale", "number") and part.number < 0 else one
        for i, (part, one) in enumerate(zip(t.parts, inner, strict=True))
    ]
    return None if turned == list(inner) else sympy.Add(*turned)


def _skipped(t: Tree, *_inner: Formula) -> Formula | None:
    if t.kind not in SLOPE or t.parts[0].kind not in SLOPE or t.parts[0].parts[0].kind == "x":
        return None
    lowest = slope(t.parts[0].parts[0], {})
    return None if lowest is None else SLOPE[t.kind](t, t.parts[0].whole) * lowest


def _log_kept(t: Tree, *inner: Formula) -> Formula | None:
    if t.kind != "ln" or t.parts[0].kind != "scale":
        return None
    return t.parts[0].number * slope(t.parts[0].parts[0], {}) / t.parts[0].parts[0].whole


def _cosine_sign(t: Tree, *inner: Formula) -> Formula | None:
    if t.kind == "sin":
        return -sympy.cos(t.parts[0].whole) * inner[0]
    return sympy.sin(t.parts[0].whole) * inner[0] if t.kind == "cos" else None


def _input_for_output(t: Tree, *inner: Formula) -> Formula | None:
    if t.kind == "sigmoid":
        return t.parts[0].whole * (1 - t.parts[0].whole) * inner[0]
    return (1 - t.parts[0].whole ** 2) * inner[0] if t.kind == "tanh" else None


def _reciprocal(t: Tree, *_inner: Formula) -> Formula | None:
    return 1 / sympy.diff(t.parts[0].whole ** (-t.number), X) if t.kind == "power" and t.number < 0 else None


def _constant_power(t: Tree, *_inner: Formula) -> Formula | None:
    if t.kind != "number" or not t.number.is_Pow or not t.number.exp.is_Integer:
        return None
    return t.number.exp * t.number.base ** (t.number.exp - 1)


WRONG: dict[str, Callable[..., Formula | None]] = {
    "power-exponent-kept": _of_power(lambda u, n, du: n * u**n * du),
    "power-coefficient-missing": _of_power(lambda u, n, du: u ** (n - 1) * du),
    "power-exponent-raised": _of_power(lambda u, n, du: n * u ** (n + 1) * du),
    "power-reduced-too-early": _of_power(lambda u, n, du: (n - 1) * u ** (n - 1) * du),
    "coefficient-added-to-exponent": _coefficient_added,
    "integrated": _integrated,
    "reciprocal-of-derivative": _reciprocal,
    "root-of-derivative": _of("sqrt", lambda _t, _u, du: sympy.sqrt(du)),
    "negative-exponent-sign-lost": _of_power(lambda u, n, du: -n * u ** (n - 1) * du if n < 0 else None),
    "constant-kept": lambda t, *_inner: t.number if t.kind == "number" else None,
    "coefficient-dropped": _of("scale", lambda _t, _u, du: du),
    "constant-differentiated": _constant_power,
    "difference-added": _added,
    "product-of-derivatives": _of_product(lambda _u, _v, du, dv: du * dv),
    "product-factors-with-own-derivatives": _of_product(lambda u, v, du, dv: u * du + v * dv),
    "product-subtracted": _of_product(lambda u, v, du, dv: du * v - u * dv),
    "product-one-term": _of_product(lambda _u, v, du, _dv: du * v),
    "product-other-term": _of_product(lambda u, _v, _du, dv: u * dv),
    "product-sum-of-derivatives": _of_product(lambda _u, _v, du, dv: du + dv),
    "quotient-of-derivatives": _of_quotient(lambda _u, _v, du, dv: du / dv),
    "quotient-added": _of_quotient(lambda u, v, du, dv: (du * v + u * dv) / v**2),
    "quotient-order-reversed": _of_quotient(lambda u, v, du, dv: (u * dv - du * v) / v**2),
    "quotient-denominator-not-squared": _of_quotient(lambda u, v, du, dv: (du * v - u * dv) / v),
    "quotient-numerator-squared": _of_quotient(lambda u, v, du, dv: (du * v - u * dv) / u**2),
    "quotient-terms-mixed": _of_quotient(lambda u, v, du, dv: (du * dv - u * v) / v**2),
    "quotient-denominator-frozen": _of_quotient(lambda _u, v, du, _dv: du / v),
    "inner-derivative-missing": _of_chain(lambda _g, dg, h, _dh: dg(h)),
    "outer-at-inner-derivative": _of_chain(lambda _g, dg, _h, dh: dg(dh)),
    "outer-not-differentiated": _of_chain(lambda g, _dg, h, dh: g(h) * dh),
    "outer-at-variable": _of_chain(lambda _g, dg, _h, dh: dg(X) * dh),
    "chain-added": _of_chain(lambda _g, dg, h, dh: dg(h) + dh),
    "inner-derivative-squared": _of_chain(lambda _g, dg, h, dh: dg(h) * dh**2),
    "middle-layer-skipped": _skipped,
    "power-rule-on-exponential": _of("exponential", lambda t, u, _du: u * t.number ** (u - 1)),
    "log-of-base-missing": _of("exponential", lambda t, u, du: t.number**u * du if t.number != sympy.E else None),
    "exponent-reduced": _of("exponential", lambda t, u, du: t.number ** (u - 1) * du),
    "exponential-times-log-of-variable": _of("exponential", lambda t, u, du: t.number**u * sympy.log(u) * du),
    "log-constant-kept": _log_kept,
    "log-base-ignored": _of("logarithm", lambda _t, u, du: du / u),
    "log-base-inverted": _of("logarithm", lambda t, u, du: sympy.log(t.number) * du / u),
    "cosine-sign": _cosine_sign,
    "tangent-as-secant": _of("tan", lambda _t, u, du: du / sympy.cos(u)),
    "inverse-as-reciprocal": _of("asin", lambda _t, u, du: -sympy.cos(u) / sympy.sin(u) ** 2 * du),
    "input-for-output": _input_for_output,
    "sigmoid-as-tanh": _of("sigmoid", lambda _t, u, du: (1 - SIGMOID(u) ** 2) * du),
    "tanh-not-squared": _of("tanh", lambda _t, u, du: (1 - sympy.tanh(u)) * du),
    "tanh-as-sigmoid": _of("tanh", lambda _t, u, du: sympy.tanh(u) * (1 - sympy.tanh(u)) * du),
    "function-for-derivative": lambda t, *_inner: t.whole if t.kind in FUNCTIONS else None,
    "gelu-product-term-missing": _of("gelu", lambda _t, u, du: PHI(u) * du),
}
"""Wrong rules by slug: what a learner writes for the derivative of a node, from the derivatives of its parts."""
