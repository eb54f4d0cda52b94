from __future__ import annotations

import pytest

from derivquiz.maths.marking.signatures.forms import Forms
from derivquiz.maths.marking.signatures.numbers import UnsupportedError
from derivquiz.maths.marking.signatures.rewriting import Rewriter
from tests.maths.marking.signatures.corpus import known, tree
from tests.maths.marking.signatures.floats import is_near, worth
from tests.maths.marking.test_signatures import IDENTITIES, NEAR

TEXTS = [
    # powers of every kind, of what is negative and of what may be
    "x^(2/3) + x^(3/5) - x^(-1/3)",
    "(-x)^(2/3) + (1 - x)^(4/5) - (2 - x)^(-2/7)",
    "(x y)^(1/4) (x z)^(3/2)",
    "sqrt(x^2 y) + sqrt(x^3)",
    "(-8)^(1/3) x + 12^(3/2) + 2^(-7/2)",
    "(x^2 - 1)^(1/3)/(x^2 + 2x + 1)^(2/3)",
    "sqrt(50x^2/9)",
    "(x - 1/2)^pi + 3^(x/y)",
    "(-2x)^3 (-x/3)^-2",
    "abs(x)^(1/2) abs(x)^3 abs(x)^-2",
    "7000000000000000000000000000003^(1/2) x",
    # logarithms and exponentials
    "e^(2ln(x) + ln(abs(y))/3)",
    "e^((x + 1)(ln(2) + ln(x)))",
    "e^(-ln(x^2)/2)",
    "ln(12x^2 e^x/abs(y))",
    "ln(abs(x^2 - y^2))",
    "ln(e^(2x) - 1)",
    "log_3(27x) + log_x(2)",
    # signs and pieces
    "abs(0) + 0^(2/3) + sqrt(0) + atan(0) + asin(0) - cos(0) + sin(0)",
    "sign(-3x^3 y^2/z)",
    "abs(abs(x) - 1) + abs(-abs(y)) + sign(abs(z) + 1)",
    "sign(relu(x)^2) + sign(relu(x)^3 y)",
    "sign(x^2 - 4) sign(1/x)",
    "abs(-2x y^3 e^x)",
    "step(-x) + step(x - 1/3)",
    "max(x, y, z) - min(x, 1/2, y, -1)",
    "1 if x < y else 2 if x <= z else 3 if x != 1 else 4",
    "x if x > 0 and y > 0 else y if x >= y else 1/x",
    "(1 if x > 1/2 else 0) (3 if x < 1/2 else 2)",
    "(y if y > 0 else 2y) if x > 0 else (z if y > 0 else 3z)",
    # inverse functions and angles
    "asin(x/4) + acos(-x/4) - asin(1) + asin(-1/2)",
    "atan(1) + atan(-2x) + acot(-x)",
    "asec(4/x) + acsc(4/x)",
    "sin(-2x) cos(-3x)/tan(-x)",
    "atanh(x/5) + acosh(4 + x) - asinh(-x)",
    "coth(x) + csch(x) - sech(-x)",
    # activations with all that they may be given
    "elu(x, 2.5) + elu(x) + leaky_relu(x) - leaky_relu(x, 0.3)",
    "gelu_tanh(x) + silu(-x) + softplus(2x)",
    "softmax2(x, y, z) - softmax3(1, 2, x)",
    "sigmoid''(x) + tanh'(2x) + elu'(x, 2) + phi'(x) - gelu'(x)",
    "erf(-x) + erfc(2x) + Phi(x/2) phi(-x)",
]
ALONE = list(dict.fromkeys(text for row in (*IDENTITIES, *NEAR) for text in row))


FORMLESS = {"0^-1 x", "relu(x)^pi + abs(x)", "relu(x)^pi + x"}


@pytest.mark.parametrize("texts", [TEXTS, ALONE[::2], ALONE[1::2]])
def test_a_form_is_worth_what_its_tree_is(texts: list[str]) -> None:
    for text in texts:
        try:
            form = Rewriter(Forms()).form(tree(text))
        except UnsupportedError:
            assert text in FORMLESS
            continue
        found = [(worth(form, point), value) for point, value in known(text)]
        assert all(one is None or is_near(one, other) for one, other in found), text
        assert found or text in ALONE, text
