"""What is said of a wrong answer: the wrong rule that gives it, where in the function, and a question that leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivquiz.maths.deriving.derivation import differentiate
from derivquiz.maths.deriving.pieces import pieces
from derivquiz.maths.deriving.tidy import number
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.diagnosing.diagnosis import diagnose, find, is_right, slugs
from derivquiz.maths.diagnosing.found import Found
from derivquiz.maths.diagnosing.malrule_table import MALRULES, TIES
from derivquiz.maths.diagnosing.trial import Point
from derivquiz.maths.expression import Expression, Number, Vector, names
from derivquiz.maths.writing import picture

MOST_NAMED = 2
"""More ties than this are not all told."""
ANOTHER_PIECE = "another-piece"
_DECIMALS = (Number(0, 3),)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The slugs of the wrong rules that give an answer, most likely first, and what is said of them; both empty for none."""

    slugs: tuple[str, ...] = ()
    message: str = ""


def explain(function: Expression, wrt: tuple[str, ...], answer: Expression, *, at: Point | None = None) -> Explanation:
    """The wrong rules that give an answer, in words; for a vector those that its wrong components share, else those of each.

    `wrt` and `at` are those of `diagnose`.
    """
    if isinstance(answer, Vector):
        return _of_each(function, wrt, answer, at)
    found = find(function, wrt, answer, at=at)
    written = at is None and bool(names(differentiate(function, *wrt))) if found else True
    if written and any(is_right(function, wrt, part, None) for one in found for part in one.parts):
        written = False
    return Explanation(slugs(found), told(found, at, written=written))


def message(slugs: Sequence[str]) -> str:
    """A hedged sentence about the rules that give an answer, and the question of the likeliest; "" for none."""
    return told([Found(slug) for slug in slugs])


def told(found: Sequence[Found], at: Point | None = None, *, written: bool = True) -> str:
    """A hedged sentence about wrong rules, each with its place where it has one, and the question of the likeliest.

    Where the answer is a number the places are not `written` out: their own numbers could be the answer.
    """
    chosen = _worth_telling([one for one in found if all(slug in MALRULES for slug in one.slugs)])
    if not chosen:
        return ""
    words = [_said(one, at) for one in chosen]
    places = [_placed(one, written=written) for one in chosen]
    if chosen[0].also is not None:
        both = ", and ".join(_with_place(one, at, written=written) for one in (chosen[0], chosen[0].also))
        return f"This is what you get if two things go wrong at once: {both}. {words[0][1]}"
    if len(set(places)) == 1:
        clauses = ", or if ".join(dict.fromkeys(clause for clause, _ in words))
        start = f"{places[0][0].upper()}{places[0][1:]}: this" if places[0] else "This"
    else:
        clauses = ", or if ".join(
            f"{place}, {clause}" if place else clause for place, (clause, _) in zip(places, words, strict=True)
        )
        start = "This"
    return f"{start} is what you get if {clauses}. {words[0][1]}"


def _placed(one: Found, *, written: bool) -> str:
    """Where a rule went wrong, in words; "" where it went wrong in no part."""
    return one.site.place.said(written=written) if one.site is not None and one.site.place is not None else ""


def _with_place(one: Found, at: Point | None, *, written: bool) -> str:
    """The clause of a rule, with its place where it has one."""
    place, clause = _placed(one, written=written), _said(one, at)[0]
    return f"{place}, {clause}" if place else clause


def _worth_telling(found: Sequence[Found]) -> list[Found]:
    """The likeliest, and others that are not bound to give the same answer as one before them."""
    if found and found[0].also is not None:
        return [found[0]]
    chosen: list[Found] = []
    for one in found:
        if not any({one.slug, before.slug} <= tie or one.slug == before.slug for before in chosen for tie in TIES):
            chosen.append(one)
    return chosen[:MOST_NAMED]


def _said(one: Found, at: Point | None) -> tuple[str, str]:
    """The clause and the question of a rule; of a wrong piece, which one it was."""
    rule = MALRULES[one.slug]
    conditions = pieces(one.site.node)[one.way].conditions if one.slug == ANOTHER_PIECE and one.site is not None else ()
    if not conditions:
        return rule.clause, rule.question
    where = " and ".join(f"{inline(each.left)} {each.relation} {inline(each.right)}" for each in conditions)
    if at is None:
        return f"the piece where {where} is taken for the whole function", "How steep is it where that doesn't hold?"
    point = ", ".join(f"{picture.shown_name(name)} = {inline(number(value, _DECIMALS))}" for name, value in at.items())
    return f"the slope is taken from where {where}", f"Which side is {point} on?"


def _of_each(function: Expression, wrt: tuple[str, ...], answer: Vector, at: Point | None) -> Explanation:
    shared = diagnose(function, wrt, answer, at=at)
    if len(answer.items) != len(wrt):
        return Explanation()
    each = [(name, explain(function, (name,), item, at=at)) for name, item in zip(wrt, answer.items, strict=True)]
    known = [(name, one) for name, one in each if one.slugs]
    if shared and (len(known) != 1 or shared != known[0][1].slugs):
        return Explanation(shared, message(shared))
    if shared:
        return known[0][1]
    if at is not None and len(known) > 1:
        return Explanation()  # numbers agree with many a rule, and hardly anyone follows another one in each component
    said = " ".join(f"∂f/∂{picture.shown_name(name)}: {one.message[0].lower()}{one.message[1:]}" for name, one in known)
    return Explanation(tuple(dict.fromkeys(slug for _, one in known for slug in one.slugs)), said)
