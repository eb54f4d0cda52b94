"""A gradient: the vector of partial derivatives, as formulas or at a point, marked component by component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from derivquiz.decks.kinds import entries, placing, replies, separating, words
from derivquiz.decks.kinds.kind import Layout
from derivquiz.decks.kinds.question import Question, question
from derivquiz.maths import writing
from derivquiz.maths.deriving import steps
from derivquiz.maths.diagnosing import malrules
from derivquiz.maths.expression import Expression, Matrix, Vector, names
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Different, Narrower, Quantity, Result, Same, Undecided
from derivquiz.maths.reading import Parsed, Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Certainty, Grain, Outcome, Problem, Reading, Solution, Step, Verdict

_MOST_PERMUTED = 3


class Gradient:
    """Asks for all partial derivatives."""

    def ask(self, problem: Problem) -> str:
        """Give the gradient (∂f/∂x, ∂f/∂y) at (1, 2)."""
        return f"Give the gradient ({', '.join(labels(problem))}){words.place(problem)}."

    def vocabulary(self, problem: Problem) -> Vocabulary:
        """A vector."""
        return question(problem).vocabulary("vector")

    def read(self, problem: Problem, text: str) -> Reading:
        """What a text means as a vector."""
        return _read(problem, text)[1]

    def mark(self, problem: Problem, text: str, *, proof: bool) -> Verdict:
        """Right where every component is; a right part of a wrong answer is said."""
        asked = question(problem)
        parsed, found = _read(problem, text)
        if parsed is None:
            return replies.unreadable(found)
        others = tuple(map(_in_one_row, parsed.alternatives))
        parsed = replace(parsed, expression=_in_one_row(parsed.expression), alternatives=others)
        refused = replies.restated(problem, asked, parsed, found) or _misshapen(problem, parsed.expression, found)
        if refused is not None or not isinstance(parsed.expression, Vector):
            return refused or replies.unreadable(found, "a vector is asked")
        if problem.at and names(asked.meant(parsed.expression)):
            return _unfinished(problem, asked, parsed.expression, found)
        quantities = [asked.asked(name) for name in problem.wrt]
        results = _compare(asked, quantities, parsed.expression, proof=proof)
        free = _ambiguous(asked, quantities, parsed, found, results)
        if free is not None:
            return free
        same = [result for result in results if isinstance(result, Same)]
        if len(same) == len(results):
            return replies.correct(found, entries.weakest(same))
        if not any(isinstance(result, Different) for result in results):
            for result in results:
                if isinstance(result, Undecided):
                    return replies.undecided(found, result)
                if isinstance(result, Narrower):
                    return replies.domain(problem, found, result, show=not problem.at)
        return _wrong(problem, asked, parsed.expression, found, results)

    def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        """Every partial derivative by the rules, at the point where there is one."""
        asked = question(problem)
        items = tuple(asked.value(name) if problem.at else asked.formula(name) for name in problem.wrt)
        answer = Vector(items)
        worked: list[Step] = []
        for name, label in zip(problem.wrt, labels(problem), strict=True):
            for step in steps.worked(asked.function, (name,), at=dict(asked.at), grain=grain):
                worked.append(Step(f"{label}: {step.rule}", step.line, step.picture))
        return Solution(writing.line(answer), picture.draw(answer), tuple(worked))

    def layout(self, problem: Problem) -> Layout:
        """A row for each component: the variables say how many there are."""
        return tuple((label, "[[]]") for label in labels(problem))


def labels(problem: Problem) -> tuple[str, ...]:
    """The names of the components: ∂f/∂x, ∂f/∂y."""
    return tuple(f"∂f/∂{picture.shown_name(name)}" for name in problem.wrt)


def _read(problem: Problem, text: str) -> tuple[Parsed | None, Reading]:
    """A text as a vector, also one whose components have their names before them: "df/dx = 2x, df/dy = 1"."""
    names = [f"df/d{name}" for name in problem.wrt]
    vocabulary = question(problem).vocabulary("vector")
    if len(names) == 1 or not placing.is_named(names, text):
        parsed, found = replies.read(text, vocabulary)
        if parsed is None and len(names) > 1 and text.strip() and not {",", ";"} & set(text):
            return None, replace(found, hint=f"write ({', '.join('…' * len(names))}), with commas between the components")
        return parsed, found
    example = ", ".join(f"{label} = …" for label in labels(problem))
    try:
        items = placing.placed(names, labels(problem), example, text)
    except placing.UnplacedError as error:
        return None, Reading(text, error=error.message, column=error.column, hint=error.hint)
    missing = [label for label, item in zip(labels(problem), items, strict=True) if item is None]
    if missing:
        said = f"{entries.listed(missing)} {'are' if len(missing) > 1 else 'is'} missing"
        return None, Reading(text, error=said, hint=f"type {example}")
    parsed, found = replies.read(f"({', '.join(item[0].strip() for item in items if item)})", vocabulary)
    return parsed, replace(found, text=text, column=None)


def _compare(asked: Question, quantities: Sequence[Quantity], answer: Vector, *, proof: bool) -> list[Result]:
    pairs = zip(quantities, answer.items, strict=True)
    return [equality.compare(quantity, asked.meant(item), proof=proof) for quantity, item in pairs]


def _all_same(asked: Question, quantities: Sequence[Quantity], answer: Expression) -> bool:
    if not isinstance(answer, Vector) or len(answer.items) != len(quantities):
        return False
    return all(isinstance(result, Same) for result in _compare(asked, quantities, answer, proof=False))


def _in_one_row(answer: Expression) -> Expression:
    """A matrix of one row is the vector of its entries: as LaTeX and NumPy write a gradient lying down."""
    return Vector(answer.rows[0]) if isinstance(answer, Matrix) and len(answer.rows) == 1 else answer


def _misshapen(problem: Problem, answer: Expression, found: Reading) -> Verdict | None:
    count = len(problem.wrt)
    each = f"one for each of {', '.join(map(picture.shown_name, problem.wrt))}"
    if not isinstance(answer, Vector | Matrix):
        example = ", ".join("…" * count)
        return replies.unreadable(found, f"the gradient has {count} components, {each}", f"write ({example})")
    if isinstance(answer, Matrix):
        return replies.wrong(problem, found, "the gradient is a vector, and yours is a matrix")
    if len(answer.items) != count:
        return replies.wrong(problem, found, f"the gradient has {count} components, {each}; yours has {len(answer.items)}")
    return None


def _ambiguous(
    asked: Question, quantities: Sequence[Quantity], parsed: Parsed, found: Reading, results: Sequence[Result]
) -> Verdict | None:
    if not parsed.alternatives:
        return None
    right = all(isinstance(result, Same) for result in results)
    others = [_all_same(asked, quantities, tree) for tree in parsed.alternatives]
    if all(other == right for other in others):
        return None
    same, not_same = Same(Certainty.AGREES), Different(None)
    return replies.ambiguous(found, [same if one else not_same for one in (right, *others)])


def _unfinished(problem: Problem, asked: Question, answer: Vector, found: Reading) -> Verdict:
    """A free verdict for an answer with a variable left in it."""
    if _all_same(asked, [asked.quantity(name) for name in problem.wrt], answer):
        return replies.unfinished(problem, found, "that is the gradient as a formula")
    return replies.unreadable(
        found, f"numbers are asked, and {replies.left_in(asked, answer)} is left in yours", replies.put_in(problem)
    )


def _wrong(problem: Problem, asked: Question, answer: Vector, found: Reading, results: Sequence[Result]) -> Verdict:
    quantities = [asked.asked(name) for name in problem.wrt]
    states = entries.states(zip(labels(problem), results, strict=True))
    if len(answer.items) <= _MOST_PERMUTED and any(
        _all_same(asked, quantities, Vector(order)) for order in list(permutations(answer.items))[1:]
    ):
        message = f"the right components, in another order: asked is ({', '.join(labels(problem))})"
        return replace(replies.wrong(problem, found, message, misconceptions=(entries.SWAPPED,)), cells=states)
    parts = list(zip(problem.wrt, labels(problem), results, strict=True))
    right = [label for _, label, result in parts if isinstance(result, Same)]
    others = [label for _, label, result in parts if not isinstance(result, Same)]
    said = entries.told(right, others)
    lacking = _lacking(problem, asked, found)
    why = malrules.Explanation()
    if not lacking:
        why = malrules.explain(asked.function, problem.wrt, asked.meant(answer), at=asked.point() or None)
    close = [_close(problem, asked, name, item) for name, item in zip(problem.wrt, answer.items, strict=True)]
    near = [f"{label}: {text}" for (_, label, result), text in zip(parts, close, strict=True) if text and label in others]
    reasons = [said, *near, *(f"{label}: {text}" for label, text in lacking if label in others), why.message]
    tried = (
        (label, replies.witness(asked, result, item, name))
        for (name, label, result), item in zip(parts, answer.items, strict=True)
    )
    seen = next(((label, one) for label, one in tried if one is not None), None)
    if seen is not None:
        reasons.append(f"{seen[0]}: {words.witness(problem, seen[1])}")
    message = " ".join(words.sentence(reason) for reason in reasons if reason)
    return Verdict(Outcome.WRONG, found, Certainty.PROVED, message, seen[1] if seen else None, why.slugs, cells=states)


def _lacking(problem: Problem, asked: Question, found: Reading) -> list[tuple[str, str]]:
    """The components that lack nothing but brackets, with what is said of each; none where they can't be told apart."""
    rows = separating.rows_of(found.text, blanks=False)
    if len(rows) != 1 or len(rows[0]) != len(problem.wrt):
        return []
    rights = [asked.value(name) if problem.at else asked.meant(asked.formula(name)) for name in problem.wrt]
    parts = zip(labels(problem), rows[0], rights, strict=True)
    said = ((label, replies.unbracketed(text, asked.vocabulary(), right, dict(asked.given))) for label, text, right in parts)
    return [(label, text) for label, text in said if text]


def _close(problem: Problem, asked: Question, name: str, item: Expression) -> str:
    """What to write for decimals that are right but for rounding."""
    if problem.at:
        return "close, but rounded: the exact value is asked" if replies.is_rounded(asked.asked(name), item) else ""
    instead = replies.exactly(asked.quantity(name), asked, item)
    return f"close: write {instead}, since a formula is exact" if instead else ""


KIND = Gradient()
