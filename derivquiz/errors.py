"""Every error that is raised on purpose, in one tree.

DerivquizError                 a sentence for the person at the terminal
├── ReadingError               a text is not in the input language (where, why, what would do)
├── DeckError                  a deck file can't be used (file, line, key, fix)
├── DrawError                  a template gave no acceptable problem in the draws allowed
├── UnknownDeckError           no deck of that id (names those that exist)
├── UnknownCardError           no template of that key
├── ShareCodeError             a text that is no share code
├── RequestError               what `derivquiz grade` or `explain` is asked can't be asked so
├── DataFolderError            the learner's folder can't be made or written
├── SettingsError              a setting can't be kept
├── StoreError                 the learner's history can't be used
│   ├── StoreTooNewError       it was written by a later version
│   └── StoreDamagedError      it is not a readable database
├── WorkerError                the maths process gave no answer
│   ├── WorkerTimeoutError     it was stopped at its time limit
│   └── WorkerDiedError        it crashed, or went over its memory limit
└── EvaluationError            an expression has no certain value at a point
    ├── UndefinedError         certainly no real value there
    ├── ConventionError        a jump or a kink: the value there is a matter of convention
    ├── ImpreciseError         not settled at this precision
    └── TooLargeError          computing it would take more than the limits allow
"""

from __future__ import annotations

from pathlib import Path


class DerivquizError(Exception):
    """Anything that went wrong in a way we foresaw; its text is one to show to a person."""


class ReadingError(DerivquizError):
    """A text that can't be read as an expression.

    `column` counts characters of the text from 0 and is None where no single place is at fault; `hint` says what would do.
    """

    def __init__(self, message: str, column: int | None = None, hint: str = "") -> None:
        super().__init__(message, column, hint)
        self.message = message
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class DeckError(DerivquizError):
    """A deck file that can't be used, with the place and what would be right. `line` and `column` count from 1."""

    def __init__(
        self,
        message: str,
        *,
        file: Path | None = None,
        line: int | None = None,
        column: int | None = None,
        key: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(message, file, line, column, key, hint)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.hint = hint

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = ": ".join(part for part in (place, self.key, self.message) if part)
        return f"{text}; {self.hint}" if self.hint else text


class DrawError(DerivquizError):
    """A template whose ranges and constraints gave no acceptable problem within the draws allowed."""


class UnknownDeckError(DerivquizError):
    """A deck id that no file has."""


class UnknownCardError(DerivquizError):
    """A card key that no template has."""


class ShareCodeError(DerivquizError):
    """A text that names no drawn problem."""


class RequestError(DerivquizError):
    """What is asked outside any deck, by `derivquiz grade` or `explain`, and isn't said, or not in a way that can be used."""


class DataFolderError(DerivquizError):
    """The learner's folder can't be made or written."""


class SettingsError(DerivquizError):
    """A setting that can't be kept, since the file of settings has something wrong in it."""


class StoreError(DerivquizError):
    """The learner's history can't be used."""


class StoreTooNewError(StoreError):
    """The history was written by a later version of derivquiz; nothing was changed."""


class StoreDamagedError(StoreError):
    """The history is not a readable database; nothing was deleted."""


class WorkerError(DerivquizError):
    """The maths process gave no answer; the next call gets one, of another process where this one is gone."""


class WorkerTimeoutError(WorkerError):
    """The maths process was stopped at its time limit."""


class WorkerDiedError(WorkerError):
    """The maths process crashed or went over its memory limit."""


class EvaluationError(DerivquizError):
    """An expression has no certain value at a point."""


class UndefinedError(EvaluationError):
    """The expression has certainly no real value at the point."""


class ConventionError(EvaluationError):
    """The point is a jump or a kink of the expression: its value there is a matter of convention."""


class ImpreciseError(EvaluationError):
    """Whether there is a value, or which, is not settled at this precision; more bits may settle it."""


class TooLargeError(EvaluationError):
    """The value is out of all proportion; computing it is refused."""
