"""The LaTeX of everyday formulas, as it is pasted, to the plain input language, each character with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derivquiz.errors import ReadingError
from derivquiz.maths.functions import NAMES
from derivquiz.maths.reading.characters import CLOSE_BAR, OPEN_BAR, Source
from derivquiz.maths.reading.vocabulary import GREEK

_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")
_FONTS = frozenset(("operatorname", "mathrm", "mathit", "mathbf", "mathsf", "mathbb", "mathop", "boldsymbol", "bm")) | frozenset(
    ("text", "textrm", "textit", "textbf", "mbox", "boxed", "ensuremath")
)
_BIG = re.compile(r"[bB]igg?[lrm]?$")
_MATRICES = ("pmatrix", "bmatrix", "Bmatrix", "matrix", "smallmatrix", "array")
_PRIMES = re.compile(r"\^\s*(?:\{\s*((?:\\prime|')(?:\s*(?:\\prime|'))*)\s*\}|(\\prime))")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\*?|(.))", re.S)
_PLAIN = {
    **dict.fromkeys(("cdot", "times", "ast", "bullet"), "*"),
    **dict.fromkeys((",", ";", ":", "!", " ", ">", "quad", "qquad", "thinspace", "space"), " "),
    **dict.fromkeys(
        ("(", ")", "[", "]", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "mathstrut", "strut"), ""
    ),
    **dict.fromkeys(("le", "leq", "leqslant"), "<="),
    **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    **dict.fromkeys(("ne", "neq"), "!="),
    **dict.fromkeys(("land", "wedge"), " and "),
    **dict.fromkeys(("lor", "vee"), " or "),
    **dict.fromkeys(("lvert", "lVert"), OPEN_BAR),
    **dict.fromkeys(("rvert", "rVert"), CLOSE_BAR),
    **dict.fromkeys(("vert", "mid", "|"), "|"),
    **{sign: sign for sign in "{}%_&"},
    "lt": "<",
    "gt": ">",
    "langle": "<",
    "rangle": ">",
    "div": "/",
    "pi": " π",
    "prime": "'",
    "partial": "∂",
    "nabla": "∇",
    "infty": "∞",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "varphi": " φ",
    "varepsilon": " ε",
    "vartheta": " θ",
    "degree": "°",
}
_WORDS = frozenset(NAMES) | {"lg"}


def without_latex(source: Source) -> Source:
    """The same text with LaTeX commands replaced; raises ReadingError at one that is not everyday."""
    reader = _Reader(source)
    reader.run("")
    return Source.of(reader.pieces, source.columns[-1])


@dataclass(slots=True)
class _Reader:
    source: Source
    at: int = 0
    pieces: list[tuple[str, int]] = field(default_factory=list)

    def put(self, text: str, column: int) -> None:
        if text:
            self.pieces.append((text, column))

    def run(self, closing: str) -> None:
        """Everything up to the brace that closes, or up to the end of an environment."""
        text = self.source.text
        while self.at < len(text):
            if closing and text.startswith(closing, self.at):
                self.at += len(closing)
                return
            self.step()
        if closing:
            raise ReadingError(f"{closing} is missing", self.source.columns[-1])

    def step(self) -> None:
        """One command, one exponent or one character."""
        text = self.source.text
        character, column = text[self.at], self.source.columns[self.at]
        if character == "\\":
            self.command()
        elif match := _PRIMES.match(text, self.at):
            self.put("'" * (match[0].count("prime") + match[0].count("'")), column)
            self.at = match.end()
        elif character == "^" and text[self.at + 1 : self.at + 2].isalnum():
            # an exponent without braces is one character
            self.put(f"^({text[self.at + 1]})", column)
            self.at += 2
        elif character == "{":
            self.at += 1
            self.put("{", column)
            before = len(self.pieces)
            self.run("}")
            if len(self.pieces) == before:
                self.pieces.pop()
            else:
                self.put("}", self.source.columns[self.at - 1])
        else:
            self.put("" if character == "$" else " " if character == "~" else character, column)
            self.at += 1

    def command(self) -> None:
        """One command with what belongs to it."""
        match = _COMMAND.match(self.source.text, self.at)
        column = self.source.columns[self.at]
        if match is None:
            raise ReadingError("“\\” at the end", column)
        self.at = match.end()
        name = match[1] or match[2]
        if name in _FRACTIONS:
            self.put("((", column)
            self.argument()
            self.put(")/(", column)
            self.argument()
            self.put("))", column)
        elif name == "sqrt":
            self.root(column)
        elif name in ("left", "right"):
            self.delimiter(column, OPEN_BAR if name == "left" else CLOSE_BAR)
        elif name in _FONTS:
            self.put(" ", column)
            self.argument()
        elif name in ("begin", "end"):
            self.environment(name, column)
        elif name in _WORDS:
            self.put(" " + name, column)
        elif name in _PLAIN:
            self.put(_PLAIN[name], column)
        elif name in GREEK:
            self.put(" " + GREEK[name], column)
        elif not _BIG.match(name):
            raise ReadingError(f"the LaTeX \\{name} is not read here", column, "write it in the plain input language")

    def argument(self) -> None:
        """What stands in the braces that follow, or the one character or command."""
        text = self.source.text
        while text[self.at : self.at + 1].isspace():
            self.at += 1
        if self.at >= len(text):
            raise ReadingError("something is missing at the end", self.source.columns[-1])
        if text[self.at] == "{":
            self.at += 1
            self.run("}")
        else:
            self.step()

    def root(self, column: int) -> None:
        """A root, with its degree if it has one."""
        degree: list[tuple[str, int]] = []
        if self.source.text[self.at : self.at + 1] == "[":
            self.at += 1
            kept, self.pieces = self.pieces, []
            self.run("]")
            degree, self.pieces = self.pieces, kept
        shown = "".join(piece for piece, _ in degree).strip()
        if shown in ("", "2", "3"):
            self.put(" cbrt(" if shown == "3" else " sqrt(", column)
            self.argument()
            self.put(")", column)
            return
        self.put("((", column)
        self.argument()
        self.put(")^(1/(", column)
        self.pieces += degree
        self.put(")))", column)

    def delimiter(self, column: int, bar: str) -> None:
        r"""A bar or a point behind \left or \right; what else stands there is read as it is."""
        text = self.source.text
        while text[self.at : self.at + 1] == " ":
            self.at += 1
        sign = text[self.at : self.at + 1]
        if sign in ("|", "."):
            self.put(bar if sign == "|" else "", column)
            self.at += 1
        elif text.startswith("\\vert", self.at):
            self.put(bar, column)
            self.at += 5

    def environment(self, name: str, column: int) -> None:
        """Cases and matrices."""
        match = re.compile(r"\{(\w+)\*?\}(?:\{[lcr|]*\})?").match(self.source.text, self.at)
        kind = match[1] if match else ""
        if match is None or name == "end" or kind not in (*_MATRICES, "cases"):
            raise ReadingError(f"the LaTeX \\{name}{{{kind}}} is not read here", column, "write it in the plain input language")
        self.at = match.end()
        cases = kind == "cases"
        ending = f"\\end{{{kind}}}"
        text = self.source.text
        self.put("{" if cases else "[[", column)
        while not text.startswith(ending, self.at):
            if self.at >= len(text):
                raise ReadingError(f"{ending} is missing", column)
            if text[self.at] == "&":
                self._drop_comma()
                self.put(" if " if cases else ",", self.source.columns[self.at])
                self.at += 1
            elif text.startswith("\\\\", self.at):
                here = self.source.columns[self.at]
                self.at += 2
                self._drop_comma()
                if not text[self.at :].lstrip().startswith(ending):
                    self.put(", " if cases else "],[", here)
            else:
                self.step()
        self.at += len(ending)
        self.put("}" if cases else "]]", column)

    def _drop_comma(self) -> None:
        """Take back the comma that some set before the & and at the end of a case; the bracket of it all stands before that."""
        i = len(self.pieces) - 1
        while self.pieces[i][0].isspace():
            i -= 1
        if self.pieces[i][0] == ",":
            del self.pieces[i]
