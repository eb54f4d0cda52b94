"""LessonView: what is told before a template is asked for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.passage import Part, Passage, expression, heading, paragraph
from derivquiz.wire import Lesson

PLAIN = "Differentiate f."
"""A question that says no more than its picture does."""


class LessonView(Passage):
    """The rule in a sentence, and an example worked out, where there is one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False

    def clear(self) -> None:
        """Take the lesson away."""
        self.display = False
        self.tell(())

    def show(self, lesson: Lesson) -> None:
        """Show a lesson."""
        self.tell(_parts(lesson))
        self.display = True


def _parts(lesson: Lesson) -> Iterator[Part]:
    yield heading(f"New: {one_line(lesson.title)}", gap=False)
    yield paragraph(lesson.rule)
    if not (lesson.picture or lesson.steps):
        return
    yield heading("An example")
    if lesson.prompt != PLAIN:
        yield paragraph(lesson.prompt, gap=True)
    if lesson.picture:
        yield expression(lesson.picture)
    for step in lesson.steps:
        yield paragraph(one_line(step.rule), gap=True)
        yield expression(step.picture or step.line, step.line)
