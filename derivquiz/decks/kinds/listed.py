"""An answer that is a list of expressions, vector or matrix, against a list that was stated: marked entry by entry."""

from __future__ import annotations

from derivquiz.decks.kinds import replies
from derivquiz.decks.kinds.question import Question
from derivquiz.maths.expression import Expression, Matrix, Vector, children
from derivquiz.maths.marking import equality
from derivquiz.maths.marking.equality import Different, Narrower, Same, Undecided
from derivquiz.wire import Certainty, Problem, Verdict


def mark(problem: Problem, asked: Question, text: str, *, proof: bool) -> Verdict:
    """Right where the shape and every entry are; the first wrong entry is named."""
    parsed, found = replies.read(text, asked.vocabulary("matrix" if isinstance(asked.function, Matrix) else "vector"))
    if parsed is None:
        return replies.unreadable(found)
    answer = parsed.expression
    if shape(answer) != shape(asked.function):
        if not shape(answer):
            return replies.unreadable(found, f"a {_words(asked.function)} is asked")
        return replies.wrong(problem, found, f"a {_words(asked.function)} is asked, and yours is a {_words(answer)}")
    pairs = zip(children(asked.function), children(answer), strict=True)
    results = [equality.compare(equality.Value(truth), asked.meant(entry), proof=proof) for truth, entry in pairs]
    for number, result in enumerate(results, 1):
        if isinstance(result, Different):
            return replies.wrong(problem, found, f"entry {number} is not right", result.witness)
    for result in results:
        if isinstance(result, Undecided):
            return replies.undecided(found, result)
        if isinstance(result, Narrower):
            return replies.domain(problem, found, result)
    proved = all(isinstance(result, Same) and result.certainty is Certainty.PROVED for result in results)
    return replies.correct(found, Same(Certainty.PROVED if proved else Certainty.AGREES))


def shape(tree: Expression) -> tuple[int, ...]:
    """How many entries a vector has, how long each row of a matrix is; () for a single expression."""
    match tree:
        case Vector(items):
            return (len(items),)
        case Matrix(rows):
            return (0, *(len(row) for row in rows))
        case _:
            return ()


def _words(tree: Expression) -> str:
    match tree:
        case Matrix(rows):
            return f"{len(rows)}×{len(rows[0])} matrix"
        case _:
            return f"vector of {len(children(tree))}"
