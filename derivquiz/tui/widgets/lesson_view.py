"""LessonView: what is told before a template is asked for the first time."""

from __future__ import annotations

from textual.containers import Vertical

from derivquiz.tui.text import one_line
from derivquiz.tui.widgets.maths_view import MathsView
from derivquiz.tui.widgets.plain import Plain
from derivquiz.wire import Lesson

PLAIN = "Differentiate f."
"""A question that says no more than its picture does."""


class LessonView(Vertical):
    """The rule in a sentence, and an example worked out, where there is one."""

    def on_mount(self) -> None:
        """There is none yet."""
        self.display = False

    async def clear(self) -> None:
        """Take the lesson away."""
        self.display = False
        await self.remove_children()

    async def show(self, lesson: Lesson) -> None:
        """Show a lesson."""
        await self.remove_children()
        await self.mount(Plain(f"New: {one_line(lesson.title)}", classes="section"), Plain(lesson.rule, classes="lesson-rule"))
        if lesson.picture or lesson.steps:
            await self.mount(
                Plain("An example", classes="section"),
                *([Plain(lesson.prompt, classes="rule")] if lesson.prompt not in {"", PLAIN} else []),
                *([MathsView(lesson.picture, classes="step")] if lesson.picture else []),
                *(
                    widget
                    for step in lesson.steps
                    for widget in (Plain(one_line(step.rule), classes="rule"), MathsView(step.picture or step.line, step.line))
                ),
            )
        self.display = True
