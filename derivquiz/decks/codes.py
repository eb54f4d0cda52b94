"""Share codes: the name of one drawn problem, short enough to be read out: chain/power-of-quadratic#7."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derivquiz.decks import fields
from derivquiz.errors import ShareCodeError
from derivquiz.wire import Problem

_CODE = re.compile(rf"({fields.ID.pattern}/{fields.ID.pattern})#(-?[0-9]{{1,19}})(?:@([1-9]))?")


@dataclass(frozen=True, slots=True)
class Code:
    """A template's key, a seed and a level of difficulty, from 0; the same template draws the same problem of it anywhere."""

    card: str
    seed: int
    level: int | None = None

    def __str__(self) -> str:
        return f"{self.card}#{self.seed}" + (f"@{self.level + 1}" if self.level is not None else "")

    @classmethod
    def of(cls, problem: Problem) -> Code:
        """The code of a problem that was drawn."""
        return cls(problem.card, problem.seed, problem.level)

    @classmethod
    def parse(cls, text: str) -> Code:
        """The code that a text is; raises ShareCodeError."""
        found = _CODE.fullmatch(text.strip())
        if found is None:
            raise ShareCodeError(f"{fields.shown(text)!r} is no share code; one looks like chain/power-of-quadratic#7")
        return cls(found[1], int(found[2]), int(found[3]) - 1 if found[3] else None)
