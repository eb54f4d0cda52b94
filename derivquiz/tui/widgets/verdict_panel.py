"""VerdictPanel: the mark of an answer and the reason for it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from derivquiz.tui.shown import one_line
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Certainty, Marked, Outcome, Verdict, Witness

HEADLINES = {
    Outcome.CORRECT: "✓ Right",
    Outcome.WRONG: "✗ Not right",
    Outcome.DOMAIN: "! Not everywhere",
    Outcome.UNREADABLE: "? Can't be read",
    Outcome.UNDECIDED: "? Undecided",
}
SURE = {
    Certainty.PROVED: "proved equal",
    Certainty.SIGNATURE: "equal by a randomised identity test",
    Certainty.AGREES: "equal to many digits at every point tried",
}
SMALL = 44
"""Below this width the aside is left out: the verdict itself needs the room."""


class VerdictPanel(Vertical):
    """Says in words what became of an answer: the sign and the colour repeat what the words say."""

    def compose(self) -> ComposeResult:
        """The headline, the reason, the witness and what else there is to say."""
        yield Plain(id="headline")
        yield Plain(id="reason")
        yield Plain(id="witness")
        yield Plain(id="aside")

    def on_mount(self) -> None:
        """There is no verdict yet."""
        self.clear()

    def clear(self) -> None:
        """Take the verdict away."""
        self.display = False
        for outcome in Outcome:
            self.remove_class(f"-{outcome.value}")
        self.remove_class("-gave-up")

    def show(self, marked: Marked, gained: int, aside: str) -> None:
        """Show a mark; `gained` are the points it brought, `aside` what can be done now."""
        verdict = marked.verdict
        self.clear()
        self.add_class(f"-{verdict.outcome.value}")
        self._say(
            headline(marked, gained), verdict.message or verdict.reading.error, _witness(verdict.witness), _more(marked, aside)
        )

    def gave_up(self, aside: str) -> None:
        """Show that the answer was asked for instead of given."""
        self.clear()
        self.add_class("-gave-up")
        self._say("– Shown", "", "", aside)

    def _say(self, head: str, reason: str, witness: str, aside: str) -> None:
        for place, text in (("headline", head), ("reason", reason), ("witness", witness), ("aside", aside)):
            self.query_one(f"#{place}", Plain).say(text)
        self.display = True


def headline(marked: Marked, gained: int) -> str:
    """The verdict in a few words, with the points or that it doesn't count."""
    verdict = marked.verdict
    text = HEADLINES[verdict.outcome]
    if verdict.outcome is Outcome.CORRECT:
        text += ", but not in the form asked for" if not verdict.form else ""
        return f"{text}   +{gained}" if gained > 0 else text
    if verdict.outcome in {Outcome.UNREADABLE, Outcome.UNDECIDED}:
        return f"{text}: it doesn't count"
    return text


def _witness(witness: Witness | None) -> str:
    if witness is None:
        return ""
    place = ", ".join(f"{name} = {value}" for name, value in witness.at)
    return one_line(f"At {place} yours is {witness.yours}, the right value is {witness.correct}.")


def _more(marked: Marked, aside: str) -> str:
    verdict: Verdict = marked.verdict
    notes = [*verdict.notes]
    if verdict.certainty is not None and verdict.outcome is Outcome.CORRECT:
        notes.append(SURE[verdict.certainty])
    if marked.due:
        notes.append(f"comes back {marked.due}")
    said = [one_line(f"· {note}") for note in notes]
    return "\n".join([*said, aside] if aside else said)
