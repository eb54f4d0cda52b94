"""Readings and verdicts, made from what the maths says of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivquiz.decks.kinds import words
from derivquiz.decks.kinds.question import Question
from derivquiz.errors import EvaluationError, ReadingError
from derivquiz.maths import reading, writing
from derivquiz.maths.diagnosing import brackets, malrules, stated
from derivquiz.maths.expression import Apply, Expression, Number, children, exact, names, rebuild, walk
from derivquiz.maths.functions import FUNCTIONS
from derivquiz.maths.marking import equality, showing
from derivquiz.maths.marking.equality import Different, Narrower, Quantity, Result, Same, Undecided
from derivquiz.maths.marking.rounding import with_sigmoid
from derivquiz.maths.marking.values import approximate
from derivquiz.maths.reading import Parsed, Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Certainty, Outcome, Problem, Reading, Verdict, Witness

HIGHEST_DIAGNOSED = 2
"""The wrong rules are followed through so many derivatives; beyond, they would take longer than an answer may."""
MOST_NODES = 150
"""Nodes of further readings of an ambiguous notation that are compared; people type far less."""
LARGEST_DENOMINATOR = 99
_ENDED = re.compile(r"(.*(?:[^\s.\d]|\.\d+))\.\s*", re.DOTALL)
"""A text with a full stop that is no decimal point."""
NOT_SUBSTITUTED = "point-not-substituted"


def read(text: str, vocabulary: Vocabulary) -> tuple[Parsed | None, Reading]:
    """What a text was read as, and the same thing to show; a full stop behind it, as behind a sentence, is left out."""
    ended = _ENDED.fullmatch(text)
    try:
        parsed = reading.read(ended[1] if ended else text, vocabulary)
    except ReadingError as error:
        return None, Reading(text, error=error.message, column=error.column, hint=error.hint)
    return parsed, Reading(text, writing.line(parsed.expression), picture.draw(parsed.expression), parsed.notes)


def unreadable(found: Reading, message: str = "", hint: str = "", misconceptions: tuple[str, ...] = ()) -> Verdict:
    """A free verdict: the text can't be marked as it stands."""
    message, hint = (f"{message[0].upper()}{message[1:]}", hint) if message else (found.error, found.hint)
    return Verdict(Outcome.UNREADABLE, found, message=f"{message}; {hint}" if hint else message, misconceptions=misconceptions)


def unfinished(problem: Problem, found: Reading, what: str) -> Verdict:
    """A free verdict for the right formula where the point is still to be put in."""
    return unreadable(found, f"{what}, and one step remains", put_in(problem), (NOT_SUBSTITUTED,))


def ambiguous(found: Reading, results: Sequence[Result]) -> Verdict | None:
    """A free verdict where the readings of an ambiguous notation get different verdicts, one of them right."""
    right = {isinstance(result, Same) for result in results}
    if len(right) == 1:
        return None
    ways = "; ".join(found.notes)
    return unreadable(found, f"this can be read in two ways, and it matters here: it was read as {words.minus(found.line)}", ways)


def restated(problem: Problem, asked: Question, parsed: Parsed, found: Reading) -> Verdict | None:
    """A free verdict for an answer that leaves the work to be done: σ′ for a derivative, σ(2) for a value to some places.

    What the problem itself shows with a mark may be answered with one.
    """
    if not problem.wrt:
        return None
    if problem.order:
        marks = _marked(parsed.expression)
        if not marks or _marked(asked.function):
            return None
        shown = f"{FUNCTIONS[marks[0].function].shown}{'′' * marks[0].primes}"
        if problem.at:
            return unreadable(found, "that is the question again: work it out")
        return unreadable(found, f"{shown} is the question again", f"write {shown} out")
    if problem.at and (parsed.called or _is_bare(problem, asked, parsed.expression)):
        return unreadable(found, "that is the question again: work it out")
    return None


def _marked(tree: Expression) -> list[Apply]:
    return [node for node in walk(tree) if isinstance(node, Apply) and node.primes]


def _is_bare(problem: Problem, asked: Question, answer: Expression) -> bool:
    """Whether an answer is the function that is asked for, at the point."""
    whole = with_sigmoid(asked.function)
    if (
        problem.places is None
        or not isinstance(answer, Apply)
        or not isinstance(whole, Apply)
        or answer.function != whole.function
    ):
        return False
    return isinstance(equality.compare(asked.asked(), answer, proof=False), Same)


def left_in(asked: Question, answer: Expression) -> str:
    """The names that an answer still holds, in a sentence."""
    return " and ".join(sorted(names(asked.meant(answer))))


def put_in(problem: Problem) -> str:
    """What is left to do with a formula: "put in x = 2"."""
    return f"put in {words.where(problem.at)[3:]}" if problem.at else ""


def compare(asked: Question, quantity: Quantity, parsed: Parsed, *, proof: bool) -> list[Result]:
    """The results for a reading and for the other readings of an ambiguous notation, as far as they are not too much work."""
    results = [equality.compare(quantity, asked.meant(parsed.expression), proof=proof)]
    looked_at = 0
    for tree in map(asked.meant, parsed.alternatives):
        looked_at += sum(1 for _ in walk(tree))
        if looked_at > MOST_NODES:
            break
        results.append(equality.compare(quantity, tree, proof=False))
    return results


def correct(found: Reading, result: Same, message: str = "Right.", *, form: bool = True) -> Verdict:
    """A right answer."""
    return Verdict(Outcome.CORRECT, found, result.certainty, message, notes=result.notes, form=form)


def undecided(found: Reading, result: Undecided) -> Verdict:
    """No verdict, which is never counted as wrong."""
    message = f"this could not be decided, and counts as nothing: {result.reason}"
    return Verdict(Outcome.UNDECIDED, found, message=words.sentence(message))


def domain(problem: Problem, found: Reading, result: Narrower, *, show: bool = True) -> Verdict:
    """An answer that is right where it is defined, and undefined on a stretch where the truth isn't."""
    message = f"right where it is defined, but {words.witness(problem, result.witness)}" if show else "that is undefined here"
    return Verdict(Outcome.DOMAIN, found, Certainty.PROVED, words.sentence(message), witness=result.witness if show else None)


def wrong(
    problem: Problem, found: Reading, message: str, seen: Witness | None = None, misconceptions: tuple[str, ...] = ()
) -> Verdict:
    """A wrong answer: the reason in words, if there is one, then where it can be seen."""
    sentences = [words.sentence(message)] if message else []
    if seen is not None:
        sentences.append(words.sentence(words.witness(problem, seen)))
    return Verdict(Outcome.WRONG, found, Certainty.PROVED, " ".join(sentences), seen, misconceptions)


def diagnosed(problem: Problem, asked: Question, found: Reading, answer: Expression, seen: Witness | None) -> Verdict:
    """A wrong answer with the wrong rules that give it."""
    right = asked.value() if asked.at else asked.meant(asked.formula())
    if lacks := unbracketed(found.text, asked.vocabulary(), right, dict(asked.given)):
        return wrong(problem, found, lacks, seen)
    why = malrules.Explanation()
    known = stated.among(
        asked.formula(),
        asked.meant(answer),
        ((slug, reading.parse(text, *problem.variables)) for slug, text in problem.slips),
    )
    if known.slugs:
        return wrong(problem, found, known.message, seen, known.slugs)
    if 0 < problem.order <= HIGHEST_DIAGNOSED and problem.wrt:
        why = malrules.explain(asked.function, problem.wrt * problem.order, asked.meant(answer), at=asked.point() or None)
    return wrong(problem, found, why.message, seen, why.slugs)


def rebracketed(problem: Problem, verdict: Verdict, vocabulary: Vocabulary, right: Expression) -> Verdict:
    """The verdict, but for a wrong answer that lacks nothing but brackets: of that they are told, and no other reason."""
    if verdict.outcome is not Outcome.WRONG:
        return verdict
    lacks = unbracketed(verdict.reading.text, vocabulary, right)
    return wrong(problem, verdict.reading, lacks) if lacks else verdict


def unbracketed(text: str, vocabulary: Vocabulary, right: Expression, given: Mapping[str, Expression] | None = None) -> str:
    """What is said of a wrong text that would be right with brackets more; "" of any other."""
    written = brackets.missing(text, vocabulary, right, given)
    return f"brackets are missing: write {written} if you meant that" if written else ""


def witness(asked: Question, result: Result, answer: Expression, component: str = "") -> Witness | None:
    """The witness to show for a result that is Different; none where what is asked is a number: it would give it away."""
    if not isinstance(result, Different) or result.witness is None or asked.at or not names(asked.formula(component)):
        return None
    return showing.kinder(asked.quantity(component), asked.meant(answer), result.witness)


def exactly(quantity: Quantity, asked: Question, answer: Expression) -> str:
    """What to write for the decimals of an answer that would be right with fractions: "1/3 for 0.33"; else ""."""
    said: list[str] = []
    tree = _with_fractions(answer, said)
    if not said or not isinstance(equality.compare(quantity, asked.meant(tree), proof=False), Same):
        return ""
    return " and ".join(dict.fromkeys(said))


def is_rounded(quantity: Quantity, answer: Expression) -> bool:
    """Whether an answer in decimals is the exact value but for rounding."""
    typed = [node.places for node in walk(answer) if isinstance(node, Number) and node.places]
    if not typed:
        return False
    try:
        difference = approximate(quantity) - approximate(equality.Value(answer))
    except EvaluationError:
        return False
    return abs(difference) < Fraction(1, 10 ** min(typed))


def _with_fractions(node: Expression, said: list[str]) -> Expression:
    if isinstance(node, Number) and node.places:
        near = _simplest(node.value, Fraction(1, 10**node.places)) if node.places <= 12 else None
        if near is None or near == node.value:
            return node
        said.append(f"{near} for {writing.line(node)}")
        return exact(near)
    parts = children(node)
    return rebuild(node, tuple(_with_fractions(part, said) for part in parts)) if parts else node


def _simplest(value: Fraction, within: Fraction) -> Fraction | None:
    """The fraction of the smallest denominator nearer to a value than that."""
    for denominator in range(1, LARGEST_DENOMINATOR + 1):
        near = Fraction(round(value * denominator), denominator)
        if abs(near - value) < within:
            return near
    return None
