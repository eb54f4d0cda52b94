"""What a derivative is called."""

from __future__ import annotations

import pytest

from derivquiz.maths.writing import derivatives


@pytest.mark.parametrize(
    ("by", "partial", "name"),
    [
        ((), False, "f"),
        (("x",), False, "f′"),
        (("x",) * 3, False, "f‴"),
        (("x",) * 4, False, "f⁽⁴⁾"),
        (("x1",), True, "∂f/∂x₁"),
        (("theta", "theta"), True, "∂²f/∂θ²"),
        (("x", "y"), True, "∂²f/∂x∂y"),
    ],
)
def test_a_derivative_is_called_by_its_letters(by: tuple[str, ...], partial: bool, name: str) -> None:
    assert derivatives.called("f", by, partial=partial) == name
