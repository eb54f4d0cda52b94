"""The worked solution of an instance: each line names its rule in the field's words and holds what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from derivquiz.maths.deriving.corner_steps import Place, beside_a_point
from derivquiz.maths.deriving.definitions import unfolded
from derivquiz.maths.deriving.derivation import E, Rule, differentiate, free_of, rule_at
from derivquiz.maths.deriving.evaluating import substituted
from derivquiz.maths.deriving.lines import Line, checked
from derivquiz.maths.deriving.monomial_steps import with_powers
from derivquiz.maths.deriving.naming import in_one_line, is_chain, is_simple, letters_at, named
from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.deriving.words import inline
from derivquiz.maths.expression import Apply, Expression, Power, Product, Quotient, exact, names, rational, substitute
from derivquiz.maths.writing import picture
from derivquiz.wire import Grain, Step

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


At = Mapping[str, Fraction | Expression]
"""A point; its coordinates are shown as they are written."""


def worked(  # what is asked, in the order it is said
    e: Expression,
    wrt: tuple[str, ...],
    at: At | None = None,
    places: int | None = None,
    *,
    agreed: Expression | None = None,
    grain: Grain = Grain.FUSED,
) -> tuple[Step, ...]:
    """The way from a function to its derivative by each variable in turn, then to its value at a point, rounded once.

    `agreed` is the slope that the prompt agrees on at a corner. Every line was checked with balls before it is shown.
    """
    return checked(_worked(e, wrt, _point(at), places, agreed, grain))


def _worked(  # noqa: PLR0917  # the parts of one step, in its order
    e: Expression, wrt: tuple[str, ...], point: dict[str, Expression], places: int | None, agreed: Expression | None, grain: Grain
) -> Iterator[Line]:
    if len(point) == 1 and set(wrt) == set(point):
        ((variable, where),) = point.items()
        exactly = rational(where)
        if exactly is not None:
            lines, rest = beside_a_point(e, wrt, Place(variable, where, exactly), agreed)
            yield from (Line(rule, tree) for rule, tree in lines)
            if rest is None:
                return
            e = rest
    current = e
    for i, variable in enumerate(wrt):
        again = f"{_ORDINALS[min(i, len(_ORDINALS) - 1)]} derivative: " if len(wrt) > 1 else ""
        first, *others = _explained(current, variable, others=bool(names(current) - {variable}), grain=grain)
        yield replace(first, rule=again + first.rule)
        yield from others
        current = differentiate(current, variable)
    if point:
        yield from substituted(current, substitute(current, point), point, places)


def evaluated(e: Expression, at: At | None = None, places: int | None = None) -> tuple[Step, ...]:
    """The way from a function to its own value at a point, by the definitions of what stands in it."""
    point = _point(at)
    meant, used = unfolded(e)
    lines: list[Line] = []
    if used:
        said = " and ".join(f"{inline(name)} = {inline(meaning)}" for name, meaning in used)
        lines.append(Line(f"By definition {said}", meant, e))
    put = present(substitute(meant, point))
    return checked((*lines, *substituted(meant, put, point, places)))


def _point(at: At | None) -> dict[str, Expression]:
    return {name: value if isinstance(value, Expression) else exact(value) for name, value in (at or {}).items()}


def _explained(e: Expression, variable: str, *, others: bool, grain: Grain) -> Iterator[Line]:
    lines = list(_at_grain(e, variable, grain))
    frozen = sorted(names(e) - {variable})
    if others and frozen and variable in names(e):
        *most, last = map(picture.shown_name, frozen)
        held = f"{', '.join(most)}{' and ' if most else ''}{last} held fixed. "
        lines[0] = replace(lines[0], rule=held + lines[0].rule)
    yield lines[0]
    if grain is Grain.EVERY:
        yield from lines[1:]
    else:
        yield from (line for before, line in pairwise(lines) if line.tree != before.tree)
    answer = differentiate(e, variable)
    if answer != lines[-1].tree:
        yield Line("Tidied up", answer, e, (variable,))


def _at_grain(e: Expression, variable: str, grain: Grain) -> Iterator[Line]:
    match grain:
        case Grain.EVERY:
            yield from _every(e, variable, set(), whole=True)
        case Grain.EXPERT:
            rule = rule_at(e, variable)
            slopes = tuple(differentiate(part, variable) for part in rule.parts)
            simple = is_simple(e, variable) and rule.name != "rewrite"
            words = in_one_line(e, variable, rule) if simple else named(e, rule, slopes, variable)
            if rule.name == "general-power":
                words = f"Write it as a power of e, to the {inline(_exponent(rule))}. {words}"
            yield Line(words, differentiate(e, variable), e, (variable,))
        case _:
            yield from _fused(e, variable)


def _fused(e: Expression, variable: str, depth: int = 0) -> Iterator[Line]:
    """The lines for a node: those of the parts that need their own, then its own rule."""
    powers = with_powers(e, variable)
    if powers:
        yield from _through_powers(e, powers, variable)
        return
    rule = rule_at(e, variable)
    slopes = tuple(differentiate(part, variable) for part in rule.parts)
    if is_simple(e, variable) and rule.name != "rewrite":
        yield Line(in_one_line(e, variable, rule), differentiate(e, variable), e, (variable,))
        return
    after = present(rule.combine(*slopes))
    if rule.name == "rewrite":
        form = rule.parts[0]
        yield Line("Write it as", form, e)
        yield from _fused(form, variable, depth)
        return
    if rule.name == "power" and isinstance(e, Quotient):
        bound = dict(rule.bindings)
        yield Line("Write it as a power", Power(bound["u"], bound["n"]), e)
    if rule.name == "general-power":
        yield from _as_power_of_e(e, rule, after, variable, depth)
        return
    labels = letters_at(e, depth) if rule.name in ("product", "quotient") else ("",) * len(rule.parts)
    deeper = depth + (rule.name not in ("sum", "negation", "constant-multiple"))
    for label, part in zip(labels, rule.parts, strict=True):
        if not is_simple(part, variable):
            start = f"{label} = {inline(part)}. " if label else f"Inner {inline(part)}. " if is_chain(rule, variable) else ""
            for line in _fused(part, variable, deeper):
                own = line.of == part
                yield replace(line, rule=start + line.rule) if own else line
                start = "" if own else start
    yield Line(named(e, rule, slopes, variable, depth), after, e, (variable,))


def _as_power_of_e(e: Expression, rule: Rule, after: Expression, variable: str, depth: int) -> Iterator[Line]:
    """The lines of a power whose base and exponent both move."""
    exponent = _exponent(rule)
    yield Line("The variable is in the base and in the exponent: write it as a power of e", Power(E, exponent), e)
    start = f"Exponent {inline(exponent)}. "
    for line in _fused(exponent, variable, depth + 1):
        yield replace(line, rule=start + line.rule) if line.of == exponent else line
        start = "" if line.of == exponent else start
    yield Line(named(e, rule, (), variable, depth), after, e, (variable,))


def _exponent(rule: Rule) -> Expression:
    """The v·ln u of a power u to v, which is e to it."""
    u, v = rule.parts
    return Product((v, Apply("ln", (u,))))


def _through_powers(e: Expression, lines: tuple[tuple[str, Expression], ...], variable: str) -> Iterator[Line]:
    for rule, tree in lines[:-1]:
        yield Line(rule, tree, e)
    rule, tree = lines[-1]
    yield Line(rule, tree, e, (variable,))


def _every(e: Expression, variable: str, seen: set[Expression], *, whole: bool = False) -> Iterator[Line]:
    """A line for every node of the derivation, the parts of a node before itself, each once."""
    if e in seen:
        return
    seen.add(e)
    rule = rule_at(e, variable)
    start = "" if whole and (not rule.parts or (is_simple(e, variable) and len(rule.parts) == 1)) else f"{inline(e)}: "
    if rule.name == "rewrite":
        yield Line(f"{inline(e)}: write it as", rule.parts[0], e)
        yield from _every(rule.parts[0], variable, seen, whole=whole)
        return
    if rule.name == "power" and not isinstance(e, Power):
        bound = dict(rule.bindings)
        yield Line(f"{inline(e)}: write it as a power", Power(bound["u"], bound["n"]), e)
    if rule.name == "general-power":
        exponent = _exponent(rule)
        yield Line(f"{inline(e)}: write it as a power of e", Power(E, exponent), e)
        yield from _every(exponent, variable, seen)
    else:
        for part in rule.parts:
            yield from _every(part, variable, seen)
    slopes = tuple(differentiate(part, variable) for part in rule.parts)
    words = _single(e, rule.name, variable) or named(e, rule, slopes, variable)
    words = f"{start}{words[0].lower()}{words[1:]}" if start else words
    yield Line(words, present(rule.combine(*slopes)), e, (variable,))


def _single(e: Expression, rule: str, variable: str) -> str:
    """The words for a node that has no parts to name; "" for any other."""
    if free_of(e, variable):
        return "Constant rule: it does not change"
    return "Identity rule: the variable itself has the slope 1" if rule == "identity" else ""
