"""Answers that are right everywhere but on a stretch that is far, narrow, or hidden behind a root or an inverse function."""

from __future__ import annotations

import time

import pytest

from derivquiz.maths.expression import Negate, Number, Power, Sum
from derivquiz.maths.marking.equality import Derivative, Different, Narrower, Same, compare
from derivquiz.maths.reading import parse

WRONG_SOMEWHERE = [
    ("((x-12)^4)^(1/4)", "-1"),
    ("(x-12)^2", "-2sqrt((x-12)^2)"),
    ("ln((x-50)^2)/2", "-1/sqrt((x-50)^2)"),
    ("ln((x-50)^2)/2", "-e^(-ln(50-x))"),
    ("ln((x-15)^2)", "2/(x-15)*sqrt(15-x)/sqrt(15-x)"),
    ("asin(sin(x/40))", "1/40"),
    ("(x-3)(x-3.2)", "2x-6.2+sqrt(((x-3)(x-3.2))^2)-(x-3)(x-3.2)"),
    ("(x-7)^2", "2(x-7)sqrt((x-6.9)(x-6.95))^2/((x-6.9)(x-6.95))"),
    ("relu(x-e^5)", "0"),
    ("relu(x-pi*10)", "H(x-31.4)"),
    ("relu(x-sqrt(1000))", "1 if x>31.62 else 0"),
    ("x^2", "2x+relu(x-e^6)"),
    ("x^2", "2x if x<e^7 else 3x"),
    ("x^2", "2x+relu(x-4*10^6)"),
    ("x^2", "2x+abs((x-3.1)(x-3.101))-(x-3.1)(x-3.101)"),
    ("x^2", "2x+relu(ln(x)-100)"),
    ("x^2", "2x+relu(e^x-e^1000)"),
    ("x^2", "2x+relu(sin(x)-0.9999999)"),
    ("x^2", "2x+relu(sqrt(x)-sqrt(12345678))"),
    ("x^2", "2x+relu(x-10^30)"),
    ("x^2", "2x+relu(x^3-pi*10^9)"),
    ("x^2", "2x+sqrt(e^(2x)-2e^x*e^40+e^80)-e^40+e^x"),
    ("x^2", "2x+atan(1/(x-50))+atan(x-50)-pi/2"),
    ("x^2", "2x+(x-50)-abs(x-50)+0*x"),
    ("acos(cos(x/33))", "1/33"),
    ("atan(tan(x/21))+x-x", "1/21+abs(x-99)-abs(x-99.0001)+0.0001"),
    ("x^2", "2x+max(x,e^x/10^9)-x"),
    ("x^2", "2x+max(0,x+e^x-10^7)"),
    ("x^2", "2x+relu(x sin(x)-2000)"),
    ("x^2", "2x+sign(tanh(x-41)+tanh(41.01-x)-0.009)+1"),
    ("x^2", "2x+relu(1/(x-7)-10^5)"),
    ("x^2", "2x+relu(relu(x-100)-5)"),
    ("abs(x)", "x/sqrt(x^2)+relu(cosh(x-600)-5)-cosh(x-600)+5 if x > 500 else sign(x)"),
]
ISLANDS = [
    ("tanh(x)", "1-tanh(x)^2+relu(cos(x-60)+cos(sqrt(2)*(x-60))-2+10^(-12))"),
    ("x^2", "2x+10^9*step(cos(x-e^7)+cos(sqrt(2)*(x-e^7))-2+10^(-12))"),
    ("x^2", "2x+relu(sech(x-e^8)-0.99)"),
    ("x^2", "2x+step(Phi(x-900)-1/2)*step(900.001-x)"),
    ("x^2", "2x+relu(cot(x/300)^2-10^9)"),
    ("x^2", "2x+step(min(x-10^9+10^(-6),10^9+10^(-6)-x))"),
    ("x^2", "2x+(1 if min(x+e^9+10^(-9),10^(-9)-e^9-x)>0 else 0)/10^9"),
    ("x*e^x", "e^x+x e^x-(sign(10^(-27)-abs(x-62)^3)+1)e^(-x^2/9)"),
    ("softplus(x)", "sigmoid(x)+(step(x-65)-step(x-65-10^(-6)))*e^(-x^2/9)"),
    ("x^3", "3x^2*exp(ln(2-10^(-12)-cos(x-66)-cos(sqrt(2)*(x-66)))-ln(2-10^(-12)-cos(x-66)-cos(sqrt(2)*(x-66))))"),
    ("atan(x)", "1/(1+x^2)+0*(1-10^(-8)-sech(x+e^7))^(3/2)"),
]
WRONG_SOMEWHERE_IN_SEVERAL_NAMES = [
    ("softplus(3x+y)", "3sigmoid(3x+y)+relu(1/9-(x-sqrt(326))^2-(y+64)^2)"),
    ("x y", "y+10^(-9)*step(10^(-9)-abs(x-e^3)-abs(y-pi*41))"),
    ("x*relu(y-x)", "relu(y-x)-x*step(y-x)+x*relu(min(x-sqrt(2)*50,y-92))"),
    ("max(x,y)", "(1 if x>y else 0)-relu(1/100-(x-pi*30)^2-(y-e^5)^2)"),
    ("w relu(w-x)", "relu(w-x)+w H(w-x)+relu(x-1000)"),
    ("x^2", "2x sqrt((x-y-50)^2)/(x-y-50)"),
    ("sqrt((x-y+60)^2)", "1"),
    ("x^2", "2x+relu(x-100)relu(y-100)"),
    ("x^2*y", "2x y+relu(y-e^6)"),
    ("x^2", "2x+relu(x y-10^4)"),
    ("x^2", "2x+relu(x-100)relu(y-100)relu(w+300)relu(-w-200)"),
    ("x^2", "2x+relu(w-x-10^6)"),
    ("x*relu(w-400)", "0"),
    ("x^2", "2x+relu(1-(x-30)^2-(y-40)^2)"),
]
RIGHT = [
    ("sqrt((x-12)^2)", "(x-12)/abs(x-12)"),
    ("abs(x)", "sign(x)"),
    ("ln((x-50)^2)/2", "1/(x-50)"),
    ("asin(sin(x/40))", "cos(x/40)/sqrt(1-sin(x/40)^2)/40"),
    ("relu(x-e^5)", "H(x-e^5)"),
    ("x^2", "2x+relu(-x^2)"),
    ("max(x,x^2)", "1 if 0<x<1 else 2x"),
    ("sqrt(x)", "1/(2sqrt(x))"),
    ("ln(sin(x))", "cot(x)"),
    ("abs(sin(x))", "sign(sin(x))cos(x)"),
    ("sqrt(1+sin(x))", "cos(x)/(2sqrt(1+sin(x)))"),
    ("x abs(x)", "2abs(x)"),
    ("e^abs(x)", "sign(x)e^abs(x)"),
    ("relu(sin(x)-x/10)", "(cos(x)-1/10)*H(sin(x)-x/10)"),
    ("ln(e^x-1)", "e^x/(e^x-1)"),
    ("ln(cos(x)+x)", "(1-sin(x))/(cos(x)+x)"),
    ("x^x", "x^x(1+ln x)"),
]
LIMIT = 0.25
"""Seconds of the processor for one comparison, ten times what it takes."""


@pytest.mark.parametrize(("function", "answer"), WRONG_SOMEWHERE + ISLANDS)
def test_a_stretch_that_differs_is_found(function: str, answer: str) -> None:
    start = time.process_time()
    result = compare(Derivative(parse(function, "x"), ("x",)), parse(answer, "x"), proof=False)
    assert isinstance(result, Different | Narrower)
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize(("function", "answer"), WRONG_SOMEWHERE_IN_SEVERAL_NAMES)
def test_a_region_that_differs_is_found(function: str, answer: str) -> None:
    result = compare(Derivative(parse(function, *"xyw"), ("x",)), parse(answer, *"xyw"), proof=False)
    assert isinstance(result, Different | Narrower)


@pytest.mark.parametrize("centre", [*range(10, 200, 19), 10**9])
def test_a_sign_hidden_in_the_root_of_a_square_is_found_wherever_it_turns(centre: int) -> None:
    for function, answer in ((f"sqrt((x - {centre})^2)", "-1"), (f"sqrt((x + {centre})^2)", "1")):
        assert isinstance(compare(Derivative(parse(function, "x"), ("x",)), parse(answer, "x"), proof=False), Different)


@pytest.mark.parametrize(("function", "answer"), RIGHT)
def test_what_is_right_on_every_piece_stays_right(function: str, answer: str) -> None:
    assert isinstance(compare(Derivative(parse(function, "x"), ("x",)), parse(answer, "x"), proof=False), Same)


@pytest.mark.parametrize("beside", ["e^(10^(9x))", "e^(x^3)", "x^400"])
def test_a_tiny_difference_is_found_beside_what_is_vast_at_most_points(beside: str) -> None:
    reference = Derivative(parse(beside, "x"), ("x",))
    right = reference.symbolic()
    assert right is not None
    assert isinstance(compare(reference, right, proof=False), Same)
    assert isinstance(compare(reference, Sum((right, Power(Number(10), Negate(Number(308))))), proof=False), Different)


def test_the_loss_of_a_narrow_stretch_is_told_from_a_hole() -> None:
    lost = parse("2x*sqrt((x - 3)(x - 3 - 10^-9))/sqrt((x - 3)(x - 3 - 10^-9))", "x")
    assert isinstance(compare(Derivative(parse("x^2", "x"), ("x",)), lost, proof=False), Narrower)
