"""The texts of a template with the drawn values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from derivquiz.decks.deck import Template
from derivquiz.decks.kinds import words
from derivquiz.decks.kinds.digits import decimal
from derivquiz.errors import DrawError, EvaluationError, ReadingError
from derivquiz.maths import reading, writing
from derivquiz.maths.deriving import tidy
from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.expression import Expression, Name, substitute
from derivquiz.maths.marking.equality import Value
from derivquiz.maths.marking.values import approximate
from derivquiz.maths.reading import Vocabulary
from derivquiz.words import superscript

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_EXPONENT = re.compile(r"\^\{([^{}]*)\}")


def parse(template: Template, text: str, known: tuple[str, ...]) -> Expression:
    """A text of a template as a tree; raises DrawError."""
    try:
        return reading.parse(text, *known)
    except ReadingError as error:
        raise DrawError(f"{template.id}: {text!r} can't be read: {error}") from None


def names_of(template: Template) -> tuple[str, ...]:
    """The variables, the parameters and the names of `let`, in this order."""
    return (*template.variables, *(parameter.name for parameter in template.parameters), *(name for name, _ in template.let))


@dataclass(frozen=True, slots=True)
class Filled:
    """A template's texts with the drawn values put in."""

    template: Template
    letters: Mapping[str, str]
    terms: Mapping[str, Expression]

    def stated(self, text: str, function: str = "", more: tuple[str, ...] = ()) -> Expression:
        """An expression of the template in which f, f′ and f″ stand for its function; `more` names may occur and stay."""
        try:
            return self._put_in(reading.parse_in(text, self.vocabulary(text, function, more)))
        except ReadingError as error:
            raise DrawError(f"{self.template.id}: {text!r} can't be read: {error}") from None

    def vocabulary(self, text: str, function: str = "", more: tuple[str, ...] = ()) -> Vocabulary:
        """What such an expression may hold; raises DrawError where the function can't be read."""
        known = (*names_of(self.template), *more)
        definition = parse(self.template, function, names_of(self.template)) if function else None
        name = self.template.variables[0]
        single = definition is not None and len(self.template.variables) == 1 and "f'" in text.replace("′", "'")
        slopes = (differentiate(definition, name), differentiate(definition, name, name)) if definition and single else ()
        return Vocabulary(known, function="f" if definition else "", definition=definition, derivatives=slopes)

    def expression(self, text: str) -> Expression:
        """An expression of the template, tidied for show."""
        return self._put_in(parse(self.template, text, names_of(self.template)))

    def _put_in(self, tree: Expression) -> Expression:
        renamed = {name: Name(letter) for name, letter in self.letters.items() if letter != name}
        return tidy.present(substitute(tree, {**self.terms, **renamed}))

    def text(self, text: str) -> str:
        """A text of the template with its placeholders filled, as values stand in an expression."""
        return PLACEHOLDER.sub(lambda match: self._value(match[1]) or self.letters.get(match[1]) or match[0], text)

    def sentence(self, text: str, point: str) -> str:
        """A prompt with its placeholders filled, as values stand in a sentence, an exponent raised; {at} is the point."""
        known = {**self.letters, "at": point}
        text = _EXPONENT.sub(lambda match: self._raised(match[1]) or match[0], text)
        return PLACEHOLDER.sub(lambda match: words.minus(self._value(match[1])) or known.get(match[1], match[0]), text)

    def _raised(self, placeholder: str) -> str:
        """A whole number as an exponent is printed, 10⁻³ for 10^{m}; "" for any other value."""
        value = self._value(placeholder)
        return superscript(value) if value.removeprefix("-").isdigit() else ""

    def _value(self, placeholder: str) -> str:
        """The value that "a" stands for, or "a:4" to 4 decimal places; "" where there is none."""
        name, _, places = placeholder.partition(":")
        if name not in self.terms:
            return ""
        if not places:
            return writing.line(self.terms[name])
        try:
            return writing.line(decimal(approximate(Value(self.terms[name])), int(places)))
        except EvaluationError:
            raise DrawError(f"{self.template.id}: {{{placeholder}}} has no value") from None
