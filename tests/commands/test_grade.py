from __future__ import annotations

import pytest

from derivquiz.commands.grade import LONGEST_ERROR, request, shortened
from derivquiz.errors import RequestError
from derivquiz.wire import Request


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, Request()),
        ({"function": "x^2", "anything": "else"}, Request(function="x^2")),
        ({"function": "x y", "variable": "y"}, Request(function="x y", wrt=("y",))),
        ({"variable": "y", "variables": ["x", "y"]}, Request(variables=("x", "y"), wrt=("y",))),
        ({"variable": "y", "variables": ["x"]}, Request(variables=("y", "x"), wrt=("y",))),
        ({"variable": "y", "wrt": ["x"]}, Request(wrt=("x",))),
        ({"order": 0}, Request(order=0)),
        ({"at": {"x": 2, "y": 0.5, "z": "1/3"}}, Request(at=(("x", "2"), ("y", "0.5"), ("z", "1/3")))),
        ({"at": None, "places": None, "expected": None}, Request()),
        ({"places": 0}, Request(places=0)),
        ({"places": 50}, Request(places=50)),
    ],
)
def test_an_object_says_what_is_asked(fields: dict[str, object], asked: Request) -> None:
    assert request(fields) == asked


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"places": -1}, "places"),
        ({"places": 51}, "places"),
        ({"places": 2.0}, "places"),
        ({"places": True}, "places"),
        ({"order": True}, "order"),
        ({"order": "1"}, "order"),
        ({"order": None}, "order"),
        ({"at": [1]}, "at"),
        ({"at": {"x": True}}, "at"),
        ({"at": {"x": None}}, "at"),
        ({"function": 7}, "function"),
        ({"expected": ["x"]}, "expected"),
        ({"variables": "x"}, "variables"),
        ({"variables": ["x", 1]}, "variables"),
        ({"wrt": {"x": 1}}, "wrt"),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_key(fields: dict[str, object], key: str) -> None:
    with pytest.raises(RequestError, match=f'"{key}" must be'):
        request(fields)


def test_only_a_very_long_sentence_loses_its_middle() -> None:
    assert shortened("x" * LONGEST_ERROR) == "x" * LONGEST_ERROR
    long = "".join(chr(97 + n % 26) for n in range(LONGEST_ERROR + 1))
    assert shortened(long) == f"{long[: LONGEST_ERROR // 2]} … {long[-LONGEST_ERROR // 2 :]}"
