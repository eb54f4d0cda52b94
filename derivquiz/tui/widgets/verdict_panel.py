"""VerdictPanel: the mark of an answer and the reason for it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one

from derivquiz.reports import Marked
from derivquiz.tui.key_names import worded
from derivquiz.tui.text import QUIET, one_line
from derivquiz.tui.widgets.passage import Passage, paragraph
from derivquiz.wire import Certainty, Outcome, Verdict, Witness

HEADLINES = {
    Outcome.CORRECT: "✓ Right",
    Outcome.WRONG: "✗ Not right",
    Outcome.DOMAIN: "! Not everywhere",
    Outcome.UNREADABLE: "? Can't be read",
    Outcome.UNDECIDED: "? Undecided",
}
SURE = {
    Certainty.PROVED: "proved equal",
    Certainty.SIGNATURE: "equal in every check with random numbers",
    Certainty.AGREES: "equal to many digits at every point tried",
}
RETRY = "Try again; it no longer counts. {drill.reveal=f2} shows the answer."
UNREAD = "Mend it and press {answer.mark=enter} again."
GO_ON = "{answer.next=enter} goes on. {drill.steps=f2} shows the steps."
SHOWN = "{answer.next=enter} goes on."
STUCK = "{answer.retry=enter} tries again, {drill.leave=escape} leaves."
FAILED = "-failed"
COLOURS = {
    f"-{Outcome.CORRECT.value}": "$text-success",
    f"-{Outcome.WRONG.value}": "$text-error",
    f"-{Outcome.DOMAIN.value}": "$text-warning",
    FAILED: "$text-warning",
    f"-{Outcome.UNREADABLE.value}": "$text-secondary",
    f"-{Outcome.UNDECIDED.value}": "$text-secondary",
}
"""The colour of each headline."""
LOOKS = {"aside": QUIET, "todo": QUIET}


class VerdictPanel(Vertical):
    """Says in words what became of an answer: the sign and the colour repeat what the words say."""

    _passage = query_one(Passage)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said: dict[str, str] = {}
        """The headline, the reason, the witness, what else there is to say and what can be done, as far as there are any."""

    def compose(self) -> ComposeResult:
        """All that is said."""
        yield Passage()

    def on_mount(self) -> None:
        """There is no verdict yet."""
        self.clear()

    def clear(self) -> None:
        """Take the verdict away."""
        self.display = False
        self._tell({})

    def show(self, marked: Marked, gained: int, *, chosen: bool = False) -> None:
        """Show a mark; `gained` are the points it brought, and of an answer that was `chosen` there was nothing to prove."""
        verdict = marked.verdict
        self._say(
            f"-{verdict.outcome.value}",
            headline=headline(marked, gained),
            reason=reason(verdict),
            witness=witness(verdict.witness, verdict.message),
            aside=_aside(marked, chosen=chosen),
            todo=worded(self, _todo(marked)),
        )

    def typed(self) -> None:
        """Something else is typed: that it couldn't be read is past."""
        if self.has_class(f"-{Outcome.UNREADABLE.value}"):
            self.clear()

    def solved(self, due: str) -> None:
        """The solution is shown: say what can be done now, and, where nothing was answered, when it comes back."""
        self.typed()
        if self.display:
            self._tell(self.said | {"todo": worded(self, SHOWN)})
            return
        said = f"– Answer shown; it comes back {one_line(due)}" if due else "– Answer shown"
        self._say("", headline=said, todo=worded(self, SHOWN))

    def fail(self, sentence: str, times: int) -> None:
        """Say why there is no problem; `times` is how often in a row it failed."""
        again = f"   tried {times} times" if times > 1 else ""
        self._say(FAILED, headline=f"! There is no problem to show{again}", reason=sentence, todo=worded(self, STUCK))

    def _say(self, kind: str, **parts: str) -> None:
        """Say something of a kind, which is the class that has its colour."""
        self.set_classes([kind] if kind else [])
        self._tell(parts)
        self.display = True

    def _tell(self, parts: dict[str, str]) -> None:
        self.said = parts
        looks = LOOKS | {"headline": f"bold {COLOURS.get(''.join(self.classes), '')}"}
        self._passage.tell(paragraph(text, looks.get(name, "")) for name, text in parts.items())


def headline(marked: Marked, gained: int) -> str:
    """The verdict in a few words, with the points or that it doesn't count."""
    verdict = marked.verdict
    text = HEADLINES[verdict.outcome]
    if verdict.outcome is Outcome.CORRECT:
        but, _ = _reservation(verdict.message)
        text = f"✓ {but}" if but else text if verdict.form else f"{text}, but not in the form asked for"
        return f"{text}   +{gained}" if gained > 0 else text
    if verdict.outcome is Outcome.UNREADABLE and not verdict.reading.error:
        return "? Not marked: it doesn't count"  # it was read, but something about it is missing
    if verdict.outcome in {Outcome.UNREADABLE, Outcome.UNDECIDED}:
        return f"{text}: it doesn't count"
    return text


def _todo(marked: Marked) -> str:
    if marked.verdict.outcome is Outcome.UNREADABLE:
        return UNREAD
    return GO_ON if marked.finished else RETRY


def reason(verdict: Verdict) -> str:
    """The reason, as far as neither the headline nor the reading says it."""
    if verdict.outcome is Outcome.CORRECT:
        but, rest = _reservation(verdict.message)
        return rest if but else verdict.message
    return "" if verdict.reading.error else verdict.message


def _reservation(message: str) -> tuple[str, str]:
    """A message that begins with "Right", as what the headline says of it and what is left; two empty texts for any other."""
    if not message.startswith("Right"):
        return "", ""
    but, _, rest = message.strip().rstrip(".").partition(": ")
    return one_line(but), f"{rest[0].upper()}{rest[1:]}." if rest else ""


def witness(found: Witness | None, message: str) -> str:
    """The witness in a sentence, unless the reason has named both its values."""
    if found is None:
        return ""
    said = message.replace("−", "-")
    if found.yours in said and found.correct in said:
        return ""
    place = ", ".join(f"{name} = {value}" for name, value in found.at)
    return one_line(f"At {place} yours is {found.yours}, the right value is {found.correct}.")


def _aside(marked: Marked, *, chosen: bool) -> str:
    verdict = marked.verdict
    facts = []
    if verdict.certainty is not None and verdict.outcome is Outcome.CORRECT and not chosen:
        facts.append(SURE[verdict.certainty])
    if verdict.outcome is Outcome.CORRECT and not marked.counted:
        facts.append("the first answer was the one that counted")
    if marked.due:
        facts.append(f"comes back {one_line(marked.due)}")
    notes = [one_line(f"· {note}") for note in verdict.notes]
    said = "  ·  ".join(facts)
    return "\n".join([*notes, f"{said[0].upper()}{said[1:]}."] if said else notes)
