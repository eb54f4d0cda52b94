"""The keys of a template whose answer is no derivative of its function: answers that the deck states, and worked solutions."""

from __future__ import annotations

import re
from collections.abc import Collection

from derivquiz.decks import lines, terms
from derivquiz.decks.deck import Asked
from derivquiz.decks.fields import FieldError, Fields, check_id, clean, kind_of

MOST_LINES = 12
MOST_ANSWERS = 12
MOST_NODES = 12
MOST_CELLS = 40
_MARK = re.compile(r"\[\[(.*?)\]\]")
COMPOSITE = re.compile(r"([fghuv])\((?:([fghuv])\(([a-z])\)\)|[a-z]\)[*/]?(?!\1)[fghuv]\([a-z]\))")
"""One function of another, their product or their quotient."""
_PART = re.compile(r"[^\s,;=:]{1,12}")


def read_asked(fields: Fields, kind: str, known: Collection[str]) -> Asked:
    """What a template's table says of its answer and of its worked solution; raises FieldError."""
    answers = _answers(fields, kind)
    if answers:
        fields.need("prompt", "an answer that the deck states needs words of its own")
    if "significant" in fields and "places" in fields:
        raise FieldError(fields.at("significant"), "stands beside `places`", "one of them says how exact the answer is to be")
    if "blank" in fields and "blanks" in fields:
        raise FieldError(fields.at("blank"), "stands beside `blanks`", "`blank` leaves one, `blanks` leaves several")
    return Asked(
        answers=answers,
        significant=fields.integer("significant", 1, 12, None),
        slips=_slips(fields),
        words=fields.texts("words", 40, count=10, single=False),
        lines=_lines(fields, kind, known),
        bugs=tuple(check_id(slug, fields.at("bugs")) for slug in fields.texts("bugs", 60, count=40)),
        window=_window(fields),
        composites=_composites(fields),
        nodes=_nodes(fields, known),
        ask=fields.texts("ask", 20, count=MOST_CELLS),
        show=fields.texts("show", 20, count=MOST_CELLS),
        rate=_number(fields, "rate"),
        steps=_number(fields, "steps"),
        blank=_number(fields, "blank"),
        blanks=_number(fields, "blanks"),
    )


def _answers(fields: Fields, kind: str) -> tuple[tuple[str, str], ...]:
    if "answer" not in fields:
        return ()
    path = fields.at("answer")
    if kind != "parts":
        return (("", terms.expression(fields.table["answer"], path)),)
    found = terms.table(fields, "answer", '{ max = "a/4", where = "-b/c" }', MOST_ANSWERS)
    if len(found) < 2:
        raise FieldError(path, "has fewer than two parts", 'for one number write kind = "value"')
    for name in found:
        if not _PART.fullmatch(name):
            raise FieldError((*path, name), f"{name!r} can't be typed before an =", "a short name without spaces")
    return tuple((name, terms.expression(value, (*path, name))) for name, value in found.items())


def _slips(fields: Fields) -> tuple[tuple[str, str], ...]:
    found = terms.table(fields, "slips", '{ mean-missing = "n a" }', MOST_ANSWERS)
    path = fields.at("slips")
    return tuple((check_id(slug, (*path, slug)), terms.expression(value, (*path, slug))) for slug, value in found.items())


def _composites(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("composite", 20, count=10)
    for text in found:
        if not COMPOSITE.fullmatch(text.replace(" ", "")):
            raise FieldError(
                fields.at("composite"), f"{text!r} is not made of two functions", '"g(h(x))", "g(x)*h(x)" or "g(x)/h(x)"'
            )
    return found


def _window(fields: Fields) -> tuple[str, ...]:
    path = fields.at("window")
    found = fields.table.get("window", [])
    if "window" in fields and (not isinstance(found, list) or len(found) != 2):
        raise FieldError(path, f"is {kind_of(found)}", "two numbers belong here: [-3, 3]")
    return tuple(terms.expression(value, path) for value in found)


def _nodes(fields: Fields, known: Collection[str]) -> tuple[tuple[str, str], ...]:
    found = terms.pairs(fields, "nodes", '{ u = "w x + b", L = "(u - y)^2" }', MOST_NODES)
    for name, _ in found:
        if name in known:
            raise FieldError((*fields.at("nodes"), name), "is taken", "a node is neither an input nor a parameter")
    return found


def _number(fields: Fields, key: str) -> str:
    return terms.expression(fields.table[key], fields.at(key)) if key in fields else ""


def _lines(fields: Fields, kind: str, known: Collection[str]) -> tuple[str, ...]:
    path: lines.Path = fields.at("lines")
    value = fields.table.get("lines", [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise FieldError(path, f"is {kind_of(value)}", 'an array of texts belongs here: ["words: expression", "…"]')
    if len(value) > MOST_LINES:
        raise FieldError(path, f"holds {len(value)} lines", f"at most {MOST_LINES} are allowed")
    found = tuple(clean(item, path, terms.LONGEST_EXPRESSION) for item in value)
    for item in found:
        words, colon, rest = item.partition(":")
        if colon:
            terms.placed(fields, "lines", (words,), known)
        rest = _MARK.sub("", rest if colon else item)
        if "[[" in rest or "]]" in rest:
            raise FieldError(path, "holds a [[ or a ]] alone", "what may be blank stands between [[ and ]]")
        if kind != "gap" and _MARK.search(item):
            raise FieldError(path, "holds [[…]]", 'blanks belong to kind = "gap"')
    if kind == "gap" and "lines" in fields and len(found) < 2:
        raise FieldError(path, "holds fewer than two lines", "a worked solution has a start and an end")
    return found
