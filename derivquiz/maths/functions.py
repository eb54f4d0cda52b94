"""FUNCTIONS: one row a function: its names, its derivative, its ball, how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from types import ModuleType
from typing import Any

from flint import arb

from derivquiz.maths import powers, series


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the table.

    `slope` is the derivative by the first argument u, in the input language (the other arguments are v); empty where it is built
    case by case (max, min). `on_series` maps the series of the arguments to the series of the value, raising an EvaluationError.
    `symbolic` builds the SymPy expression from the sympy module and SymPy arguments.
    """

    name: str
    on_series: Callable[..., series.Series]
    symbolic: Callable[..., Any]
    slope: str
    shown: str
    """How it is written on the screen: σ, ln, Φ."""
    latex: str
    words: str
    """What it is called in a sentence: "the sine"."""
    aliases: tuple[str, ...] = field(default=())
    """Further names that may be typed; `name` itself may always be."""
    least: int = 1
    most: int = 1
    """How many arguments it takes."""
    defaults: tuple[str, ...] = ()
    """Values in the input language of the arguments that may be left out, from the second on."""
    power: bool = False
    """Whether sin² x is written and read."""
    inverse: str = ""
    """The function that name^-1 means: "asin" for sin."""

    def left_out(self, given: int) -> tuple[Fraction, ...]:
        """The values of the arguments that are not given, so many of them being given."""
        return tuple(Fraction(text) for text in self.defaults[given - self.least :])


def _plain(name: str) -> Callable[[series.Series], series.Series]:
    def method(u: series.Series) -> series.Series:
        return getattr(u, name)()  # type: ignore[no-any-return]  # flint's methods, by name

    return method


def _sympy(name: str) -> Callable[..., Any]:
    def symbolic(sympy: ModuleType, *arguments: Any) -> Any:
        return getattr(sympy, name)(*arguments)

    return symbolic


_ROWS = (
    Function("exp", _plain("exp"), _sympy("exp"), "exp(u)", "exp", r"\exp", "the exponential"),
    Function("ln", series.ln, _sympy("log"), "1/u", "ln", r"\ln", "the logarithm", ("log",), power=True),
    Function(
        "log_base",
        series.log_base,
        lambda s, b, u: s.log(u) / s.log(b),
        "",
        "log",
        r"\log",
        "the logarithm of another base",
        least=2,
        most=2,
    ),
    Function("sqrt", series.sqrt, _sympy("sqrt"), "1/(2*sqrt(u))", "√", r"\sqrt", "the square root"),
    Function("cbrt", powers.cbrt, lambda s, u: s.real_root(u, 3), "1/(3*cbrt(u)^2)", "∛", r"\sqrt[3]", "the cube root"),
    Function("sin", _plain("sin"), _sympy("sin"), "cos(u)", "sin", r"\sin", "the sine", power=True, inverse="asin"),
    Function("cos", _plain("cos"), _sympy("cos"), "-sin(u)", "cos", r"\cos", "the cosine", power=True, inverse="acos"),
    Function(
        "tan",
        lambda u: series.divide(u.sin(), u.cos()),
        _sympy("tan"),
        "sec(u)^2",
        "tan",
        r"\tan",
        "the tangent",
        ("tg",),
        power=True,
        inverse="atan",
    ),
    Function(
        "sec",
        lambda u: series.divide(arb(1), u.cos()),
        _sympy("sec"),
        "sec(u)*tan(u)",
        "sec",
        r"\sec",
        "the secant",
        power=True,
        inverse="asec",
    ),
    Function(
        "csc",
        lambda u: series.divide(arb(1), u.sin()),
        _sympy("csc"),
        "-csc(u)*cot(u)",
        "csc",
        r"\csc",
        "the cosecant",
        ("cosec",),
        power=True,
        inverse="acsc",
    ),
    Function(
        "cot",
        lambda u: series.divide(u.cos(), u.sin()),
        _sympy("cot"),
        "-csc(u)^2",
        "cot",
        r"\cot",
        "the cotangent",
        ("ctg",),
        power=True,
        inverse="acot",
    ),
    Function("asin", series.asin, _sympy("asin"), "1/sqrt(1 - u^2)", "arcsin", r"\arcsin", "the arcsine", ("arcsin",)),
    Function("acos", series.acos, _sympy("acos"), "-1/sqrt(1 - u^2)", "arccos", r"\arccos", "the arccosine", ("arccos",)),
    Function(
        "atan",
        _plain("atan"),
        _sympy("atan"),
        "1/(1 + u^2)",
        "arctan",
        r"\arctan",
        "the arctangent",
        ("arctan", "arctg"),
    ),
    Function(
        "asec",
        lambda u: series.acos(series.divide(arb(1), u)),
        _sympy("asec"),
        "1/(abs(u)*sqrt(u^2 - 1))",
        "arcsec",
        r"\operatorname{arcsec}",
        "the arcsecant",
        ("arcsec",),
    ),
    Function(
        "acsc",
        lambda u: series.asin(series.divide(arb(1), u)),
        _sympy("acsc"),
        "-1/(abs(u)*sqrt(u^2 - 1))",
        "arccsc",
        r"\operatorname{arccsc}",
        "the arccosecant",
        ("arccsc",),
    ),
    Function(
        "acot",
        # the branch in (0, π), continuous on the whole line, as textbooks on calculus have it
        lambda u: arb.pi() / 2 - u.atan(),
        lambda s, u: s.pi / 2 - s.atan(u),
        "-1/(1 + u^2)",
        "arccot",
        r"\operatorname{arccot}",
        "the arccotangent",
        ("arccot",),
    ),
    Function("sinh", series.sinh, _sympy("sinh"), "cosh(u)", "sinh", r"\sinh", "sinh", power=True, inverse="asinh"),
    Function("cosh", series.cosh, _sympy("cosh"), "sinh(u)", "cosh", r"\cosh", "cosh", power=True, inverse="acosh"),
    Function(
        "tanh",
        series.tanh,
        _sympy("tanh"),
        "1 - tanh(u)^2",
        "tanh",
        r"\tanh",
        "the hyperbolic tangent",
        power=True,
        inverse="atanh",
    ),
    Function(
        "sech",
        lambda u: 1 / series.cosh(u),
        _sympy("sech"),
        "-sech(u)*tanh(u)",
        "sech",
        r"\operatorname{sech}",
        "the hyperbolic secant",
        power=True,
    ),
    Function(
        "csch",
        lambda u: series.divide(arb(1), series.sinh(u)),
        _sympy("csch"),
        "-csch(u)*coth(u)",
        "csch",
        r"\operatorname{csch}",
        "the hyperbolic cosecant",
        power=True,
    ),
    Function(
        "coth",
        lambda u: series.divide(series.cosh(u), series.sinh(u)),
        _sympy("coth"),
        "-csch(u)^2",
        "coth",
        r"\coth",
        "the hyperbolic cotangent",
        power=True,
    ),
    Function(
        "asinh",
        series.asinh,
        _sympy("asinh"),
        "1/sqrt(u^2 + 1)",
        "arsinh",
        r"\operatorname{arsinh}",
        "the inverse hyperbolic sine",
        ("arsinh", "arcsinh"),
    ),
    Function(
        "acosh",
        series.acosh,
        _sympy("acosh"),
        "1/sqrt(u^2 - 1)",
        "arcosh",
        r"\operatorname{arcosh}",
        "the inverse hyperbolic cosine",
        ("arcosh", "arccosh"),
    ),
    Function(
        "atanh",
        series.atanh,
        _sympy("atanh"),
        "1/(1 - u^2)",
        "artanh",
        r"\operatorname{artanh}",
        "the inverse hyperbolic tangent",
        ("artanh", "arctanh"),
    ),
    Function("abs", series.absolute, _sympy("Abs"), "sign(u)", "abs", r"\operatorname{abs}", "the absolute value", ("Abs",)),
    Function("sign", series.sign, _sympy("sign"), "0", "sign", r"\operatorname{sign}", "the sign", ("sgn",)),
    Function(
        "step",
        series.step,
        lambda s, u: s.Heaviside(u, 1),
        "0",
        "H",
        r"\operatorname{H}",
        "the unit step",
        ("H", "heaviside", "Heaviside"),
    ),
    Function("max", series.maximum, _sympy("Max"), "", "max", r"\max", "the maximum", least=2, most=8),
    Function("min", series.minimum, _sympy("Min"), "", "min", r"\min", "the minimum", least=2, most=8),
    Function(
        "sigmoid",
        series.sigmoid,
        lambda s, u: 1 / (1 + s.exp(-u)),
        "sigmoid(u)*(1 - sigmoid(u))",
        "σ",
        r"\sigma",
        "the sigmoid",
        ("sigma", "σ", "logistic"),
        power=True,
    ),
    Function(
        "relu",
        series.relu,
        lambda s, u: s.Piecewise((u, u >= 0), (0, True)),
        "step(u)",
        "ReLU",
        r"\operatorname{ReLU}",
        "ReLU",
        ("ReLU", "Relu"),
    ),
    Function(
        "leaky_relu",
        series.leaky_relu,
        lambda s, u, a: s.Piecewise((u, u >= 0), (a * u, True)),
        "v + (1 - v)*step(u)",
        "LeakyReLU",
        r"\operatorname{LeakyReLU}",
        "leaky ReLU",
        ("LeakyReLU", "leakyrelu", "lrelu"),
        most=2,
        defaults=("0.01",),
    ),
    Function(
        "elu",
        series.elu,
        lambda s, u, a: s.Piecewise((u, u >= 0), (a * (s.exp(u) - 1), True)),
        "step(u) + v*exp(u)*step(-u)",
        "ELU",
        r"\operatorname{ELU}",
        "ELU",
        ("ELU",),
        most=2,
        defaults=("1",),
    ),
    Function(
        "softplus",
        series.softplus,
        lambda s, u: s.log(1 + s.exp(u)),
        "sigmoid(u)",
        "softplus",
        r"\operatorname{softplus}",
        "softplus",
        ("Softplus",),
    ),
    Function(
        "silu",
        lambda u: u * series.sigmoid(u),
        lambda s, u: u / (1 + s.exp(-u)),
        "sigmoid(u) + u*sigmoid(u)*(1 - sigmoid(u))",
        "SiLU",
        r"\operatorname{SiLU}",
        "SiLU",
        ("SiLU", "swish"),
    ),
    Function(
        "gelu",
        lambda u: u * series.normal_cdf(u),
        lambda s, u: u * (1 + s.erf(u / s.sqrt(2))) / 2,
        "Phi(u) + u*phi(u)",
        "GELU",
        r"\operatorname{GELU}",
        "GELU",
        ("GELU",),
    ),
    Function(
        "gelu_tanh",
        series.gelu_tanh,
        lambda s, u: u * (1 + s.tanh(s.sqrt(2 / s.pi) * (u + s.Rational(44715, 1000000) * u**3))) / 2,
        "(1 + tanh(sqrt(2/pi)*(u + 0.044715*u^3)))/2"
        " + u/2*(1 - tanh(sqrt(2/pi)*(u + 0.044715*u^3))^2)*sqrt(2/pi)*(1 + 0.134145*u^2)",
        "GELUtanh",
        r"\operatorname{GELUtanh}",
        "GELU in its tanh form",
        ("GELUtanh",),
    ),
    Function(
        "Phi",
        series.normal_cdf,
        lambda s, u: (1 + s.erf(u / s.sqrt(2))) / 2,
        "phi(u)",
        "Φ",
        r"\Phi",
        "the normal distribution function",
        ("Φ",),
        power=True,
    ),
    Function(
        "phi",
        series.normal_density,
        lambda s, u: s.exp(-(u**2) / 2) / s.sqrt(2 * s.pi),
        "-u*phi(u)",
        "φ",
        r"\varphi",
        "the normal density",
        ("φ", "ϕ", "varphi"),
        power=True,
    ),
    Function("erf", _plain("erf"), _sympy("erf"), "2/sqrt(pi)*exp(-u^2)", "erf", r"\operatorname{erf}", "the error function"),
    Function(
        "erfc",
        _plain("erfc"),
        _sympy("erfc"),
        "-2/sqrt(pi)*exp(-u^2)",
        "erfc",
        r"\operatorname{erfc}",
        "the complementary error function",
    ),
)

FUNCTIONS: dict[str, Function] = {row.name: row for row in _ROWS}
"""Every function by its canonical name, the one that `Apply` holds."""

NAMES: dict[str, str] = {alias: row.name for row in _ROWS for alias in (row.name, *row.aliases) if row.name != "log_base"}
"""Every name that may be typed, to the canonical one."""
