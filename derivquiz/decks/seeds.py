"""Chance that is the same on every machine: a generator for a draw, seeded by what names it."""

from __future__ import annotations

import hashlib
from random import Random


def seeded(*names: object) -> Random:
    """The generator that these names give; the digest makes neighbouring seeds as unlike as any two."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return Random(int.from_bytes(digest, "big"))  # noqa: S311  # drawing is no secret
