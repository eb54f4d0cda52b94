"""The lines of a worked solution as a problem holds them: "words: name = expression", with what is blank in [[…]]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from derivquiz.maths import reading, writing
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Expression, Name, substitute
from derivquiz.maths.writing import picture
from derivquiz.wire import Problem, Step
from derivquiz.words import superscript

MARK = re.compile(r"\[\[(.*?)\]\]")
BOX = "□"
"""What stands for a blank; with a number where there are several without a name."""
WIDTH = 70
_POWER = re.compile(r"\^(\d+)(?![\d./])")
_EQUALS = re.compile(r"(?<![<>!=])=(?![=<])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the rule in words, the name of what it works out, and the expression with its marks."""

    words: str
    name: str
    text: str

    @classmethod
    def split(cls, text: str) -> Line:
        """A line as it is written; words and name may be left out."""
        words, colon, rest = text.partition(":")
        words, rest = (words.strip(), rest.strip()) if colon else ("", text)
        found = _EQUALS.search(rest)
        if found is None or "[[" in rest[: found.start()]:
            return cls(words, "", rest)
        return cls(words, rest[: found.start()].strip(), rest[found.end() :].strip())

    def joined(self) -> str:
        """The line as `split` reads it."""
        named = f"{self.name} = {self.text}" if self.name else self.text
        return f"{self.words}: {named}" if self.words else named

    @property
    def blanks(self) -> tuple[str, ...]:
        """The expressions of its blanks."""
        return tuple(MARK.findall(self.text))

    def filled(self, *variables: str) -> Expression:
        """The whole expression, with the blanks filled."""
        return reading.parse(MARK.sub(r"(\1)", self.text), *variables)

    def open(self, boxes: tuple[str, ...], *variables: str) -> Expression:
        """The expression with boxes for its blanks."""
        names = tuple(f"gap{i}" for i in range(len(boxes)))
        rest = iter(names)
        tree = reading.parse(MARK.sub(lambda _: f"({next(rest)})", self.text), *variables, *names)
        return substitute(tree, {name: Name(box) for name, box in zip(names, boxes, strict=True)})

    def step(self, *variables: str) -> Step:
        """The line as a step of a solution."""
        tree = self.filled(*variables)
        named = f"{shown(self.name)} = " if self.name else ""
        return Step(
            self.words or (f"{shown(self.name)} is" if self.name else "Then"), writing.line(tree), picture.draw(tree, named)
        )


def marked(whole: Expression, parts: Mapping[str, Expression]) -> str:
    """An expression as a line, with the parts that names in it stand for in marks."""
    return writing.line(substitute(whole, {name: Name(f"[[{writing.line(part)}]]") for name, part in parts.items()}))


def without_marks(text: str, keep: frozenset[int], start: int) -> str:
    """A line's text in which only the blanks of some numbers stay marked; `start` is the number of its first."""
    count = iter(range(start, start + len(MARK.findall(text))))
    whole = MARK.fullmatch(text)
    if whole:
        return text if start in keep else whole[1]
    return MARK.sub(lambda match: match[0] if next(count) in keep else f"({match[1]})", text)


def shown(name: str) -> str:
    """The name of a line or a cell as it is printed: u′, ∂L/∂w."""
    text = re.sub(r"\bd([A-Za-z]\w*)/d([A-Za-z]\w*)", lambda m: f"∂{picture.shown_name(m[1])}/∂{picture.shown_name(m[2])}", name)
    text = re.sub(rf"(?:[A-Za-z]+|{BOX})_?\d*", lambda m: picture.shown_name(m[0]), text)
    return text.replace("'", "′").replace("-", "−")


def rows(lines: tuple[tuple[str, str, Expression], ...]) -> str:
    """A worked solution for the screen, one row a line: its name and its expression, then the rule in words."""
    left, beside = columns(lines)
    width = max(map(len, left))
    found: list[str] = []
    for (words, _, _), text in zip(lines, left, strict=True):
        if words and not beside:
            found.append(f"{words}:")
        found.append(f"{text.ljust(width)}   {words}".rstrip() if words and beside else text)
    return "\n".join(found)


def columns(lines: tuple[tuple[str, str, Expression], ...]) -> tuple[list[str], bool]:
    """The names and expressions of lines, and whether there is room for the words beside them."""
    left = [f"{name} = {raised(tree)}" if name else f"= {raised(tree)}" for _, name, tree in lines]
    left[0] = left[0].replace("= ", "  ", 1) if left and not lines[0][1] else left[0]
    return left, max(map(len, left)) + 3 + max(len(words) for words, _, _ in lines) <= WIDTH


def raised(tree: Expression) -> str:
    """An expression on one line, its whole exponents raised."""
    return _POWER.sub(lambda match: superscript(match[1]), inline(tree))


def steps(problem: Problem) -> tuple[Step, ...]:
    """The worked solution that a problem states; () where it states none."""
    return tuple(Line.split(line).step(*problem.variables) for line in problem.lines)
