"""Texts that somebody, or a program, might send to the answer line; each by a way of its own, all from one Random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from derivquiz.maths.functions import NAMES
from derivquiz.maths.reading.vocabulary import GREEK

WORDS = (*NAMES, *GREEK, *GREEK.values(), "e", "pi", "π", "x", "y", "z", "w", "f", "s", "a", "b", "theta", "x1", "x_2", "w1")
SIGNS = "+-*/^()[]{}|,;:=<>!'′″`~@#$%&\\\"?_. ·×∙⋅÷−–—⁄√∛∜½¼¾⅓°∞∂∇∑∫≤≥≠→⟨⟩⌊⌋²³⁻¹ⁿ₁₂"
MARKS = (*SIGNS, "**", "//", "<=", ">=", "!=", "==")
NUMBERS = (
    *("0", "1", "2", "10", "0.5", ".5", "5.", "1e5", "1e-3", "1e400", "1e999999999", "2×10^-3", "50%", "9" * 60),
    *("0.3333", "1.2.3", "007"),
)
PHRASES = (
    *("if", "else", "for", "where", "otherwise", "and", "or", "undefined", "dne", "does not exist", "none", "nan"),
    *("inf", "oo", "f'(x) =", "dy/dx =", "y' =", "d/dx", "f(x)", "f'(x)", "log_3(x)", "log_", "sin^2 x", "sin^-1 x"),
    *("sin⁻¹(x)", "+ C", "lim", "^T", "1 if x>0 else 0", "{1 if x>0, 0 if x<0}", "[x>0]", "H(x)", "max(0, x)"),
    *("σ(1-σ)", "1 - tanh^2", "[[1,2],[3,4]]", "(1, 2)", "a, b; c, d"),
)
LATEX = (
    *(r"\frac{1}{2}", r"\frac12", r"\dfrac{x}{y}", r"\sqrt{x}", r"\sqrt[3]{x}", r"\sqrt", r"\sin", r"\ln x"),
    *(r"\sigma(x)", r"\cdot", r"\times", r"\left(", r"\right)", r"\left|", r"\right.", r"\begin{pmatrix}"),
    *(r"\end{pmatrix}", r"\begin{cases}", r"\end{cases}", r"\\", "&", r"\text{if }", r"\mathrm{e}"),
    *(r"\operatorname{ReLU}", r"\operatorname", r"\frac", r"\frac{", "^{", "_{1}", "}", "$", "$$", r"\(", r"\]"),
    *(r"\,", r"\!", r"\pi", r"e^{-x}", r"\input{/etc/passwd}", r"\write18{id}", r"\def\a{\a\a}\a", r"\newcommand"),
    *(r"\%", r"\{", r"\}", "\\", r"\partial", r"\infty", r"\varphi"),
)
CODE = (
    *("__import__('os').system('touch /tmp/derivquiz-was-here')", "open('/tmp/derivquiz-was-here','w')"),
    *("eval('1+1')", "exec('x=1')", "().__class__.__bases__[0].__subclasses__()", "lambda x: x"),
    *("[c for c in ().__class__.__mro__]", "globals()", "x.__class__", "{x.__init__}", "%s%s%n", "{0.__class__}"),
    *("${jndi:ldap://x}", "$(id)", "`id`", "; rm -rf ~", "' OR 1=1 --", "<script>alert(1)</script>", "import os"),
    *("9**9**9**9", "Integer(1)", "Symbol('q')", "S('x')", "sympify", "Function('f')", "Lambda(x, x)", "print(1)"),
    *("breakpoint()", "input()", "exit()", "1;2", "x:=1"),
)
CONTROL = (
    *("\x00", "\x07", "\x08", "\x1b", "\x1b[31m", "\x1b[2J", "\x1b]0;t\x07", "\x1b]52;c;eA==\x07", "\x9b31m", "\x7f"),
    *("\r", "\n", "\t", "\v", "\f", "\x85", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u202d", "\u2066"),
    *("\u2069", "\u061c", "\u2028", "\u2029", "\u00a0", "\u3000", "\u00ad", "\ufe0f", "\ud800", "\udfff"),
    *("\U000e0001", "\U0010ffff", "\ufffe", "а", "х", "е", "с", "Α", "Χ", "ⅹ", "𝑥", "𝐬𝐢𝐧", "ｘ", "２", "٣", "३", "²²"),
    *("x̂", "x̸", "é", "ﬁ", "ß", "İ"),
)
BRACKETS = tuple(
    tuple(pair.split("…"))
    for pair in (
        "(…)",
        "[…]",
        "{…}",
        "|…|",
        "⟨…⟩",
        "<…>",
        "√(…)",
        "sin(…)",
        r"\frac{1}{…}",
        "e^(…)",
        "-…",
        "f(…)",
        "[[…]]",
        r"\left(…\right)",
    )
)
TOWERS = (*("x", "2", "9", "e", "10", "x²", "(x+1)", "-x", "1/2", "0", "(-1)", "pi", "0.1", "1e9", "sin x", "99999999"),)
PLANES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x2000, 0x22FF),
    (0x1D400, 0x1D7FF),
    (0, 0x1F),
    (0, 0x10FFFF),
)


def _join(random: Random, parts: Sequence[str]) -> str:
    return random.choice(("", " ", "")).join(parts)


def _pick(random: Random, most: int, *sources: Sequence[str]) -> list[str]:
    return [random.choice(random.choice(sources)) for _ in range(random.randint(1, most))]


def unicode(random: Random, answers: Sequence[str]) -> str:
    """Any characters at all, of one plane or of all."""
    low, high = random.choice(PLANES)
    return "".join(chr(random.randint(low, high)) for _ in range(random.randint(0, random.choice((8, 40, 520)))))


def soup(random: Random, answers: Sequence[str]) -> str:
    """Words and signs of the input language in no order."""
    return _join(random, _pick(random, random.choice((4, 12, 60)), WORDS, MARKS, NUMBERS, PHRASES, MARKS))


def nearly(random: Random, answers: Sequence[str]) -> str:
    """Soup that takes turns between operands and operators, so that much of it can be read."""
    parts: list[str] = []
    for _ in range(random.randint(1, random.choice((4, 15, 40)))):
        parts += (
            random.choice(random.choice((WORDS, NUMBERS[:7]))),
            random.choice(("+", "-", "*", "/", "^", " ", "(", ")", "^-", ",", "**")),
        )
    text = _join(random, parts[:-1])
    return text + ")" * (text.count("(") - text.count(")"))


def mutated(random: Random, answers: Sequence[str]) -> str:
    """A right answer with a few characters put in, left out, doubled, swapped or moved."""
    text = list(random.choice(answers))
    for _ in range(random.randint(1, random.choice((1, 3, 10)))):
        i = random.randint(0, len(text))
        match random.randrange(6):
            case 0:
                text[i:i] = random.choice(random.choice((MARKS, NUMBERS, WORDS, CONTROL)))
            case 1:
                del text[i : i + random.randint(1, 3)]
            case 2:
                text[i:i] = text[max(0, i - random.randint(1, 30)) : i]
            case 3 if len(text) > 1:
                j = random.randrange(len(text))
                k = random.randrange(len(text))
                text[j], text[k] = text[k], text[j]
            case 4:
                text[i:i] = random.choice(answers)
            case _:
                text = text[i:] + text[:i] if random.random() < 0.2 else text
    return "".join(text)


def spliced(random: Random, answers: Sequence[str]) -> str:
    """Right answers joined by signs and wrapped in functions."""
    text = random.choice(answers)
    for _ in range(random.randint(1, 4)):
        match random.randrange(4):
            case 0:
                text = f"({text}){random.choice(('+', '-', '*', '/', '^', ' ', ','))}({random.choice(answers)})"
            case 1:
                text = f"{random.choice(WORDS)}({text})"
            case 2:
                text = f"({text})^{random.choice(TOWERS)}"
            case _:
                text = f"{random.choice(PHRASES)} {text}"
    return text


def latex(random: Random, answers: Sequence[str]) -> str:
    """Pieces of LaTeX, with closed groups and without."""
    return _join(random, _pick(random, random.choice((3, 10, 40)), LATEX, LATEX, WORDS, MARKS, NUMBERS))


def bomb(random: Random, answers: Sequence[str]) -> str:
    """Brackets in brackets, closed or not, of one sort or of many."""
    depth = random.choice((3, 20, 59, 60, 61, 100, 249, 500, 2000))
    pairs = [random.choice(BRACKETS) for _ in range(random.choice((1, 1, 3)))]
    chosen = [pairs[i % len(pairs)] for i in range(depth)]
    closing = chosen[::-1][: random.choice((depth, depth, depth - 1, 0))]
    return "".join(left for left, _ in chosen) + random.choice(("x", "", "1", "x+1")) + "".join(right for _, right in closing)


def tower(random: Random, answers: Sequence[str]) -> str:
    """Powers of powers, factorial growth, long sums and products, digits without end."""
    height = random.choice((2, 3, 5, 10, 40, 150))
    parts = [random.choice(TOWERS) for _ in range(height)]
    match random.randrange(6):
        case 0 | 1:
            return random.choice(("^", "**", "^-", "^(")).join(parts)
        case 2:
            return "(" * (height - 1) + ")^".join(parts)
        case 3:
            return random.choice(("+", "-", "*", "/", "-+", " ")).join(parts)
        case 4:
            return random.choice("0123456789") * random.randint(1, 520) + random.choice(("", "x", "^9", "!", ".5", "e9", "%"))
        case _:
            wrapped = "x"
            for _ in range(height):
                wrapped = (
                    f"{random.choice(('exp', 'ln', 'tan', 'gelu', 'x^', '1/', 'Phi', 'asin', 'sqrt', '10^', 'f'))}({wrapped})"
                )
            return wrapped


def hostile(random: Random, answers: Sequence[str]) -> str:
    """Code, escapes and controls, alone or inside an answer."""
    text = _join(random, _pick(random, 4, CODE, CONTROL, WORDS))
    if random.random() < 0.5:
        answer = random.choice(answers)
        i = random.randint(0, len(answer))
        text = answer[:i] + text + answer[i:]
    return text


WAYS: tuple[Callable[[Random, Sequence[str]], str], ...] = (
    unicode, soup, soup, nearly, nearly, mutated, mutated, mutated, spliced, latex, bomb, tower, hostile)  # fmt: skip
"""The ways, some more often than others."""


def text(random: Random, answers: Sequence[str]) -> tuple[str, str]:
    """A way and a text made by it; about one in six is longer than what is read."""
    way = random.choice(WAYS)
    made = way(random, answers)
    return way.__name__, made if random.random() < 1 / 6 else made[:500]
