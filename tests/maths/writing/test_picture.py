"""Pictures look like a textbook's and never fail."""

from __future__ import annotations

import pytest
from hypothesis import given

from derivquiz.maths.expression import Expression
from derivquiz.maths.reading import parse
from derivquiz.maths.writing.picture import TALLEST, WIDEST, draw, on_one_line
from tests.maths.expressions import answers
from tests.pace import units

PICTURES = {
    "-2*(x-3)*e^(-(x-3)^2)": """
             −(x − 3)²
−2(x − 3) · e
""",
    "-1/2*x": """
   1
− ─── · x
   2
""",
    "2x cos(x^2)": "2x·cos(x²)",
    "1*e^(-x) + 3e^(-x)": "1·e⁻ˣ + 3e⁻ˣ",
    "1/(2sqrt(x))": """
  1
─────
 2√x
""",
    "sqrt(2x+1)": """
 ______
√2x + 1
""",
    "sqrt((x+1)/(x-1))": """
   _______
  ╱ x + 1
 ╱ ───────
√   x − 1
""",
    "e^(2x+1)": """
 2x + 1
e
""",
    "e^(-x^2/2)/sqrt(2pi)": """
  −x²/2
 e
────────
   __
  √2π
""",
    "(x+1)(x-1)": "(x + 1)(x − 1)",
    "3x^2 - 4x^-3 + 2*3*x": "3x² − 4x⁻³ + 2·3x",
    "((x+1)/(x-1))^2": """
⎛ x + 1 ⎞²
⎜───────⎟
⎝ x − 1 ⎠
""",
    "ln(x^2) + ln(x)^2": "ln(x²) + ln²(x)",
    "sigmoid(2x+1)(1-sigmoid(2x+1))": "σ(2x + 1)(1 − σ(2x + 1))",
    "-x/2": """
   x
− ───
   2
""",
    "-(x+1)/(x^2+1)^2": """
     x + 1
− ───────────
   (x² + 1)²
""",
    "sin^2 x cos^3 x": "sin²(x)·cos³(x)",
    "x^(1/2) + x^(2/3)": """
 1/2    2/3
x    + x
""",
    "(e^(2x)+1)^3": """
⎛ 2x    ⎞³
⎝e   + 1⎠
""",
    "1 if x>0 else 0": """
⎧ 1   if x > 0
⎨
⎩ 0   otherwise
""",
    "{x^2/2 if x>1, 0 if -1<x<1, -x otherwise}": """
⎧  x²
⎪ ────   if x > 1
⎨  2
⎪ 0      if −1 < x < 1
⎩ −x     otherwise
""",
    "{1 if x>0, 0 if x<0}": """
⎧ 1   if x > 0
⎨
⎩ 0   if x < 0
""",
    "(1, x/2)": """
⎛    x ⎞
⎜1, ───⎟
⎝    2 ⎠
""",
    "[[1,x/2],[x^2,3]]": """
⎡     x ⎤
⎢1   ───⎥
⎢     2 ⎥
⎢       ⎥
⎣x²   3 ⎦
""",
    "|x/2| |x|": """
│ x │
│───│ · |x|
│ 2 │
""",
    "log_3(x)+log_(x+1)(x)": """
log₃(x) + log     (x)
             x + 1
""",
    "2^x ln 2": "2ˣ·ln(2)",
    "e^x sin x + xe^x": "eˣ·sin(x) + xeˣ",
    "w1 x + theta w1^2": "w₁x + θw₁²",
    "(2/3)*(1/x)": """
 2     1
─── · ───
 3     x
""",
    "(x^2)^3": "(x²)³",
    "x^x^x": """
 xˣ
x
""",
    "cbrt(x+1)^2": """
⎛ _____⎞²
⎝∛x + 1⎠
""",
    "(-x)^2": "(−x)²",
    "x*(-3)": "x(−3)",
    "2 sigmoid'(x) tanh(x)": "2σ′(x)·tanh(x)",
    "x(x+1)/(2y)": """
 x(x + 1)
──────────
    2y
""",
    "1/(1+1/(1+1/x))": """
       1
───────────────
         1
 1 + ─────────
           1
      1 + ───
           x
""",
    "24x(3x^2+1)^3": "24x(3x² + 1)³",
    "max(x, 0)": "max(x, 0)",
    "5*2^x*x^n": "5·2ˣxⁿ",
    "xe^(x/2)y": """
  x/2
xe    · y
""",
    "1 + [x>0]*x": """
    ⎛⎧ 1   if x > 0 ⎞
1 + ⎜⎨              ⎟ · x
    ⎝⎩ 0   otherwise⎠
""",
}


@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_is_what_a_textbook_prints(text: str) -> None:
    assert draw(parse(text, "x", "y", "w1", "theta", "n")) == PICTURES[text].strip("\n")


@given(answers())
def test_every_tree_has_a_picture_of_bounded_size_without_trailing_blanks(node: Expression) -> None:
    lines = draw(node).split("\n")
    assert any(lines)
    assert all(each == each.rstrip() for each in lines)
    assert max(map(len, lines)) <= WIDEST
    assert len(lines) <= TALLEST


def test_fractions_within_exponents_are_drawn_once_each() -> None:
    tower = parse("x^(1/(" * 18 + "x" + "))" * 18, "x")
    assert units(lambda: draw(tower)) < 100


def test_a_picture_too_wide_for_any_screen_becomes_plain_lines() -> None:
    lines = draw(parse("+".join(["123456789*x"] * 20), "x")).split("\n")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [("36x^2/(3x^2+8)", "36x²/(3x² + 8)"), ("(x/2)*(3/x)", "(x/2)·(3/x)"), ("1/(2x)", "1/(2x)"), ("sqrt(x + 1)/2", "")],
)
def test_on_one_line_a_fraction_has_a_slash_and_keeps_its_brackets(text: str, expected: str) -> None:
    assert on_one_line(parse(text, "x")) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("5x*x + x", "5x·x + x"), ("x*y*z", "xyz"), ("sigmoid(x)^6", "σ(x)⁶"), ("sin(x)^3", "sin³(x)")]
)
def test_a_square_is_no_double_letter_and_a_power_of_sigma_no_repetition_of_it(text: str, expected: str) -> None:
    assert draw(parse(text, "x", "y", "z")) == expected
