"""Sessions without a process or a screen: the real engine called directly, a real store, and clocks set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from random import Random

from derivquiz.decks import toml
from derivquiz.decks.deck import Deck, Template
from derivquiz.decks.library import Library
from derivquiz.engine import Engine
from derivquiz.errors import DerivquizError, DrawError
from derivquiz.folders import shipped
from derivquiz.memory.store import Store
from derivquiz.plots import Curve
from derivquiz.reports import Marked
from derivquiz.settings import DEFAULTS, Settings
from derivquiz.sitting.modes import Mode
from derivquiz.sitting.session import Session
from derivquiz.wire import Grain, Hint, Lesson, Problem, Reading, Solution, Verdict
from tests.memory.worlds import Clock

HEAD = 'format = 1\nid = "mine"\ntitle = "Mine"\n'
TEMPLATE = """
[[template]]
id = "{id}"
title = "The template {id}"
kind = "formula"
rule = "{rule}"
function = "a x^n"
parameters = {{ a = "2..9", n = "3..9" }}
"""
RUNGS = ("the rule", "the parts", "one part", "the line before last")


class Direct:
    """The maths of a session, in this process. `failing` holds an error to raise at the next call of a method."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.failing: dict[str, DerivquizError] = {}
        self.undrawable: set[str] = set()
        self.drawn: list[Problem] = []
        self.right: tuple[str, ...] = ()

    def _called(self, method: str) -> None:
        if method in self.failing:
            raise self.failing.pop(method)

    async def draw(self, deck: str, template: Template, seed: int, level: int | None = None) -> Problem:
        self._called("draw")
        if template.id in self.undrawable:
            raise DrawError(f"{template.id} gives nothing")
        self.drawn.append(self.engine.draw(deck, template, seed, level))
        return self.drawn[-1]

    async def read(self, problem: Problem, text: str) -> Reading:
        self._called("read")
        return self.engine.read(problem, text)

    async def mark(self, problem: Problem, text: str) -> Verdict:
        self._called("mark")
        return self.engine.mark(problem, text, proof=False)

    async def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
        self._called("solve")
        return self.engine.solve(problem, grain)

    async def hints(self, problem: Problem, right: tuple[str, ...] = ()) -> tuple[Hint, ...]:
        self._called("hints")
        self.right = right
        return tuple(Hint(f"{rung} of {problem.function}") for rung in RUNGS)

    async def lesson(self, deck: str, template: Template, asked: Problem | None = None) -> Lesson:
        self._called("lesson")
        return Lesson(template.title, f"the rule of {template.id}", "x^2", (), "2x")

    async def curve(self, problem: Problem, text: str) -> Curve | None:
        self._called("curve")
        return self.engine.curve(problem, text)


def shipped_deck(name: str) -> Deck:
    return Library.open([shipped()]).find(name)


def deck(folder: Path, *rules: str) -> Deck:
    """A deck of one template a rule, called t0, t1, …"""
    file = folder / "mine.toml"
    file.write_text(HEAD + "".join(TEMPLATE.format(id=f"t{index}", rule=rule) for index, rule in enumerate(rules)))
    return toml.load(file)


def chained(folder: Path, count: int, *, rule: str = "rule") -> Deck:
    """A deck in which each template requires the one before."""
    folder.mkdir(exist_ok=True)
    parts = [
        TEMPLATE.format(id=f"t{index}", rule=f"{rule}-{index}") + (f'requires = ["t{index - 1}"]\n' if index else "")
        for index in range(count)
    ]
    (folder / "mine.toml").write_text(HEAD + "".join(parts))
    return toml.load(folder / "mine.toml")


def session(
    decks: Sequence[Deck],
    store: Store,
    *,
    maths: Direct | None = None,
    clock: Clock | None = None,
    seed: int = 1,
    focus: str = "",
    limit: int | None = None,
    mode: Mode = Mode.REVIEW,
    mix: bool = False,
    settings: Settings = DEFAULTS,
) -> Session:
    return Session(
        decks=decks,
        maths=maths or Direct(),
        store=store,
        clock=clock or Clock(),
        random=Random(seed),
        focus=focus,
        limit=limit,
        mode=mode,
        mix=mix,
        settings=settings,
    )


async def asked(sitting: Session) -> Problem:
    """The next problem, which must exist."""
    problem = await sitting.next()
    assert problem is not None
    return problem


async def right(sitting: Session) -> Marked:
    """The mark of the right answer to the problem on the screen."""
    assert sitting.problem is not None
    marked = await sitting.submit(Engine().solve(sitting.problem).answer)
    assert marked.finished
    return marked


async def beside() -> None:
    """Wait until all is done that runs beside the learner, in threads too."""
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)
