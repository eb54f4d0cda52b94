"""Mutants that no test can fail on: the end of the module's path, a part of the change as it is printed, and the reason."""

from __future__ import annotations

EQUIVALENT: tuple[tuple[str, str, str], ...] = ()
