"""Answers in several named parts, "u = x^2, v = 3" or "x^2, 3": their reading, and their marking part by part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from derivquiz.decks.kinds import choice, digits, entries, placing, replies, words, worked
from derivquiz.decks.kinds.kind import Layout
from derivquiz.errors import EvaluationError
from derivquiz.maths import writing
from derivquiz.maths.balls import Point
from derivquiz.maths.deriving.tidy import present
from derivquiz.maths.diagnosing import malrules, stated
from derivquiz.maths.expression import Expression, names
from derivquiz.maths.marking import equality, showing
from derivquiz.maths.marking.equality import Different, Result, Same, Undecided, Value
from derivquiz.maths.reading import Parsed, Vocabulary
from derivquiz.maths.writing import picture
from derivquiz.wire import Certainty, Outcome, Part, Problem, Reading, Solution, Step, Verdict

FEW, WIDTH = 3, 68
"""So many parts are drawn below each other; more of them side by side, to so many columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of an answer: what it is called, and what is right there."""

    name: str
    """As it is typed: u, u', dL/dw; "" where only its place tells it."""
    truth: Expression
    word: str = ""
    """The right one of the sheet's words, where it is a word."""
    taken: tuple[Expression, ...] = ()
    """What stands beside it already, and is no answer though it is equal."""
    slips: tuple[tuple[str, Expression], ...] = ()
    function: Expression | None = None
    """What the truth is the derivative of, so that wrong rules can be told."""
    wrt: tuple[str, ...] = ()
    at: Point | None = None
    """Where the derivative is taken; None for a formula."""
    turned: Callable[[Expression], Expression] = lambda answer: answer
    """What an answer says of the derivative."""
    told: tuple[tuple[Expression, str], ...] = ()
    """Other wrong answers, with what is said of them."""
    otherwise: str = ""
    """What is said of any other wrong number."""

    @property
    def label(self) -> str:
        """Its name as printed."""
        return worked.shown(self.name)

    @property
    def is_typed(self) -> bool:
        """Whether its name is to be typed before its value."""
        return bool(self.name) and not self.name.startswith(worked.BOX)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The parts that are asked, and how exactly."""

    cells: tuple[Cell, ...]
    vocabulary: Vocabulary
    places: int | None = None
    significant: int | None = None
    words: tuple[str, ...] = ()

    def example(self) -> str:
        """How an answer is typed."""
        return ", ".join(f"{cell.label} = …" if cell.is_typed else "…" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Piece:
    """What was typed for a part."""

    text: str
    start: int
    found: Reading
    parsed: Parsed | None = None


def read(sheet: Sheet, text: str) -> Reading:
    """What a text means, part by part; never raises."""
    return _read(sheet, text)[1]


def values(sheet: Sheet, text: str) -> dict[str, Expression]:
    """What was typed for each part that has something, by its name; nothing of a text that can't be read."""
    pieces = _read(sheet, text)[0]
    return {
        cell.name: piece.parsed.expression
        for cell, piece in zip(sheet.cells, pieces or [None] * len(sheet.cells), strict=True)
        if piece is not None and piece.parsed is not None
    }


def _read(sheet: Sheet, text: str) -> tuple[tuple[Piece | None, ...], Reading]:
    try:
        placed = placing.placed([cell.name for cell in sheet.cells], [cell.label for cell in sheet.cells], sheet.example(), text)
    except placing.UnplacedError as error:
        return (), Reading(text, error=error.message, column=error.column, hint=error.hint)
    pieces: list[Piece | None] = []
    for cell, item in zip(sheet.cells, placed, strict=True):
        if item is None:
            pieces.append(None)
            continue
        piece = _piece(sheet, cell, *item)
        if piece.found.error:
            column = None if piece.found.column is None else piece.start + piece.found.column
            start = f"{cell.label}: " if cell.name and len(sheet.cells) > 1 else ""
            named = len(sheet.cells) > 1 and cell.is_typed and placing.is_led_by(cell.name, item[0])
            hint = f"write {cell.label} = …" if named else piece.found.hint
            return (), Reading(text, error=f"{start}{piece.found.error}", column=column, hint=hint)
        pieces.append(piece)
    notes = tuple(note for piece in pieces if piece for note in piece.found.notes)
    if len(sheet.cells) == 1 and pieces[0] is not None:
        return tuple(pieces), replace(pieces[0].found, text=text)
    said = [(cell, piece.found) for cell, piece in zip(sheet.cells, pieces, strict=True) if piece]
    line = ", ".join(f"{cell.name} = {found.line}" if cell.name else found.line for cell, found in said)
    drawn = together([beside(f"{cell.label} = " if cell.name else "", found.picture) for cell, found in said])
    return tuple(pieces), Reading(text, line, drawn, notes)


def _piece(sheet: Sheet, cell: Cell, text: str, start: int) -> Piece:
    if cell.word:
        chosen = choice.choose(sheet.words, text)
        if chosen is None:
            hint = f"one of {', '.join(sheet.words)}"
            return Piece(text, start, Reading(text, error=f"{text.strip()!r} is none of the words here", column=0, hint=hint))
        return Piece(text, start, Reading(text, chosen, chosen))
    parsed, found = replies.read(text, sheet.vocabulary)
    return Piece(text, start, found, parsed)


def mark(problem: Problem, sheet: Sheet, text: str, *, proof: bool) -> Verdict:
    """Right where every part is; of a wrong answer it is said which parts are right."""
    pieces, found = _read(sheet, text)
    if found.error:
        return replies.unreadable(found)
    results: list[tuple[Cell, Verdict | None]] = []
    for cell, piece in zip(sheet.cells, pieces, strict=True):
        verdict = None if piece is None else _mark(problem, sheet, cell, piece, proof=proof)
        if piece is not None and verdict is not None and verdict.outcome in (Outcome.UNREADABLE, Outcome.UNDECIDED):
            start = f"{cell.label}: " if cell.name and len(sheet.cells) > 1 else ""
            return replace(verdict, reading=replace(found, column=piece.start), message=f"{start}{verdict.message}")
        results.append((cell, verdict and replies.rebracketed(problem, verdict, sheet.vocabulary, cell.truth)))
    return _whole(found, results)


def _whole(found: Reading, results: Sequence[tuple[Cell, Verdict | None]]) -> Verdict:
    """The verdict on an answer from those on its parts."""
    states = tuple((cell.name, _state(verdict)) for cell, verdict in results)
    verdicts = [verdict for _, verdict in results if verdict is not None]
    if len(results) == 1 and verdicts:
        return replace(verdicts[0], reading=found, cells=states)
    slugs = tuple(dict.fromkeys(slug for verdict in verdicts for slug in verdict.misconceptions))
    if all(state is Part.RIGHT for _, state in states):
        same = [Same(verdict.certainty) for verdict in verdicts if verdict.certainty]
        said = list(dict.fromkeys(verdict.message for verdict in verdicts if verdict.message != "Right."))
        certainty = entries.weakest(same).certainty if same else Certainty.PROVED
        notes = tuple(note for verdict in verdicts for note in verdict.notes)
        return Verdict(Outcome.CORRECT, found, certainty, " ".join(said) or "Right.", None, slugs, notes=notes, cells=states)
    right = [cell.label for cell, verdict in results if _state(verdict) is Part.RIGHT]
    wrong = [cell.label for cell, verdict in results if _state(verdict) is Part.WRONG]
    missing = [cell.label for cell, verdict in results if verdict is None]
    are = "are" if len(right) > 1 else "is"
    reasons = [f"{entries.listed(right)} {are} right"] if right and not wrong else []
    if wrong:
        told = entries.told(right, wrong, "answers")
        reasons.append(told if right else told.capitalize())
    if missing:
        reasons.append(f"{entries.listed(missing)} {'are' if len(missing) > 1 else 'is'} still to do")
    causes: dict[str, list[Cell]] = {}
    for cell, verdict in results:
        if verdict is not None and verdict.outcome is not Outcome.CORRECT and verdict.message:
            causes.setdefault(verdict.message, []).append(cell)
    for cause, cells in causes.items():
        labels = entries.listed([cell.label for cell in cells if cell.name])
        reasons.append(f"{labels}: {cause[:1].lower()}{cause[1:]}" if labels else cause)
    message = " ".join(reason if reason[-1] in ".!?" else f"{reason}." for reason in reasons if reason)
    return Verdict(Outcome.WRONG, found, Certainty.PROVED, message, None, slugs, cells=states)


def layout(sheet: Sheet) -> Layout:
    """A row for each part with its name; () where there is one."""
    return tuple((cell.label, f"[[{cell.name}]]") for cell in sheet.cells) if len(sheet.cells) > 1 else ()


def _state(verdict: Verdict | None) -> Part:
    return Part.MISSING if verdict is None else Part.RIGHT if verdict.outcome is Outcome.CORRECT else Part.WRONG


def _mark(problem: Problem, sheet: Sheet, cell: Cell, piece: Piece, *, proof: bool) -> Verdict:
    found, parsed = piece.found, piece.parsed
    if parsed is None:
        if found.line == cell.word:
            return Verdict(Outcome.CORRECT, found, Certainty.PROVED, "Right.")
        return replies.wrong(problem, found, "")
    answer, quantity = parsed.expression, Value(cell.truth)
    if not names(cell.truth) and (left := names(answer)):
        return replies.unreadable(found, f"a number is asked, and {' and '.join(sorted(left))} is left in it")
    count = digits.places(quantity, sheet.places, sheet.significant)
    if count is not None:
        return digits.mark((quantity, {}), answer, found, count, sheet.significant) or _wrong(problem, cell, found, answer)
    results = [equality.compare(quantity, answer, proof=proof)]
    results += [equality.compare(quantity, tree, proof=False) for tree in parsed.alternatives]
    return replies.ambiguous(found, results) or _exactly(problem, cell, found, answer, results[0])


def _exactly(problem: Problem, cell: Cell, found: Reading, answer: Expression, result: Result) -> Verdict:
    match result:
        case Same() if any(present(answer) == other for other in cell.taken):
            return replies.unreadable(found, "that stands there already", "write what comes in between")
        case Same():
            return replies.correct(found, result)
        case Undecided():
            return replies.undecided(found, result)
        case Different() if not names(cell.truth) and replies.is_rounded(Value(cell.truth), answer):
            return replies.wrong(problem, found, "close, but rounded: the exact value is asked")
        case _:
            return _wrong(problem, cell, found, answer, result)


def _wrong(problem: Problem, cell: Cell, found: Reading, answer: Expression, result: Result | None = None) -> Verdict:
    said = next((text for value, text in cell.told if _is_value(value, answer)), "")
    why = stated.among(cell.truth, answer, cell.slips)
    slugs, message = why.slugs, why.message or said
    if not slugs and not said and cell.function is not None:
        why = malrules.explain(cell.function, cell.wrt, cell.turned(answer), at=cell.at)
        slugs, message = why.slugs, why.message
    if not message and isinstance(result, Different) and result.witness is not None and names(cell.truth):
        seen = showing.kinder(Value(cell.truth), answer, result.witness)
        return replies.wrong(problem, found, words.seen(seen, "what belongs there"), None, slugs)
    return replies.wrong(problem, found, message or cell.otherwise, None, slugs)


def _is_value(value: Expression, answer: Expression) -> bool:
    return isinstance(equality.compare(Value(value), answer, proof=False), Same)


def solution(sheet: Sheet, steps: tuple[Step, ...]) -> Solution:
    """The right parts as they may be typed, with the steps that lead to them."""
    said = [(cell, _answer(sheet, cell)) for cell in sheet.cells]
    named = len(said) > 1
    lines = [f"{cell.name} = {line}" if named and cell.is_typed else line for cell, (line, _) in said]
    drawn = [beside(f"{cell.label} = " if named and cell.name else "", text) for cell, (_, text) in said]
    return Solution(", ".join(lines), together(drawn), steps)


def _answer(sheet: Sheet, cell: Cell) -> tuple[str, str]:
    if cell.word:
        return cell.word, cell.word
    tree = cell.truth
    count = digits.places(Value(tree), sheet.places, sheet.significant)
    if count is None:
        return writing.line(tree), picture.draw(tree)
    text = digits.shown(Value(tree), count, sheet.significant)
    return text, words.minus(text)


def step(rule: str, tree: Expression) -> Step:
    """A step of a solution."""
    return Step(rule, writing.line(tree), picture.draw(tree))


def objection(sheet: Sheet, *, large: bool = True) -> str:
    """Why the parts of an answer are degenerate, or ""."""
    for cell in sheet.cells:
        if cell.word or names(cell.truth):
            continue
        try:
            found = digits.objection(Value(cell.truth), cell.truth, sheet.places, sheet.significant)
        except EvaluationError as error:
            return f"{cell.label} has no value ({error})"
        if found and large:
            return f"{cell.label}: {found}" if cell.name else found
    return ""


def together(pictures: Sequence[str]) -> str:
    """Pictures below each other; many that take one line each, several to a line."""
    if len(pictures) <= FEW or any("\n" in drawn for drawn in pictures):
        return "\n".join(pictures)
    rows = [""]
    for drawn in pictures:
        longer = f"{rows[-1]}    {drawn}" if rows[-1] else drawn
        rows = [*rows[:-1], longer] if len(longer) <= WIDTH else [*rows, drawn]
    return "\n".join(rows)


def beside(start: str, drawn: str) -> str:
    """A picture behind the start of a line."""
    rows = drawn.split("\n")
    middle = len(rows) // 2
    return "\n".join(f"{start if i == middle else ' ' * len(start)}{row}".rstrip() for i, row in enumerate(rows))
