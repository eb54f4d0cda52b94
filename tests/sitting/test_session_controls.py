"""What a learner may do beside answering: hints, lessons, taking an answer back, disputing it, setting a card aside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.decks.deck import Template
from derivquiz.errors import DerivquizError, WorkerDiedError, WorkerTimeoutError
from derivquiz.memory.events import Kind
from derivquiz.memory.history import History
from derivquiz.memory.store import Store
from derivquiz.settings import Settings
from derivquiz.sitting.session import Session
from derivquiz.wire import Lesson, Outcome, Part, Problem, Reading, Verdict
from tests.memory.worlds import DAY, Clock, store
from tests.sittings import RUNGS, Direct, asked, beside, deck, right, session

WRONG = "123456"


@pytest.mark.parametrize(("rungs", "rating"), [(0, "good"), (1, "hard"), (2, "hard"), (3, "again"), (4, "again")])
async def test_a_hint_makes_a_right_answer_hard_and_the_third_rung_a_miss(tmp_path: Path, rungs: int, rating: str) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        shown = [await sitting.hint() for _ in range(rungs)]
        assert [hint.text.split(" of ")[0] for hint in shown if hint] == list(RUNGS[:rungs])
        assert sitting.hints == tuple(shown)
        assert (await right(sitting)).rating == rating
        (event,) = ours.events()
        assert (event.hints, json.loads(event.payload)["hints"]) == (rungs, rungs)
        assert ours.history().standing("mine/t0").clean == (rungs == 0)


async def test_the_ladder_ends_and_what_it_shows_after_an_answer_does_not_count(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        await sitting.submit(WRONG)
        shown = [await sitting.hint() for _ in range(len(RUNGS) + 2)]
        assert [hint is None for hint in shown] == [False] * len(RUNGS) + [True] * 2
        assert ours.events()[0].hints == 0


async def test_hints_that_cannot_be_had_cost_nothing(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=maths)
        await asked(sitting)
        maths.failing["hints"] = WorkerDiedError("gone")
        with pytest.raises(WorkerDiedError):
            await sitting.hint()
        assert (await right(sitting)).rating == "good"


async def test_a_lesson_comes_once_before_the_first_problem_of_a_template_and_takes_no_time(tmp_path: Path) -> None:
    clock = Clock()
    maths = Direct()
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "sum")]
        sitting = session(decks, ours, clock=clock, maths=maths)
        await asked(sitting)
        clock.now += 40
        lesson = await sitting.lesson()
        assert lesson is not None
        assert (lesson.title, await sitting.lesson()) == ("The template t0", None)
        clock.now += 5
        await right(sitting)
        assert ours.events()[0].took_ms == 5000
        await asked(sitting)
        await right(sitting)
        later = session(decks, ours, focus="mine")
        await asked(later)
        assert await later.lesson() is None


@pytest.mark.parametrize(("lost", "example"), [(1, True), (2, False)])
async def test_a_lesson_over_which_the_checker_is_lost_is_asked_for_again_and_says_where_it_has_no_example(
    tmp_path: Path, lost: int, example: bool
) -> None:
    class Losing(Direct):
        async def lesson(self, deck: str, template: Template, asked: Problem | None = None) -> Lesson:
            self.losses += 1
            if self.losses <= lost:
                raise WorkerTimeoutError("slow")
            return await super().lesson(deck, template, asked)

        losses = 0

    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=Losing())
        await asked(sitting)
        lesson = await sitting.lesson()
        assert lesson is not None
        assert lesson.title == "The template t0"
        assert bool(lesson.picture) == example
        assert ("No example" in lesson.rule) != example
        assert "replaced" in sitting.take_notice()


def state(ours: Store, sitting: Session) -> tuple[object, ...]:
    """What an answer changes that a person could see."""
    history = ours.history()
    standings = {card: standing for card, standing in history.standings.items() if standing != type(standing)()}
    return History(standings), ours.days(), sitting.score, sitting._tally


async def test_a_typo_is_taken_back_and_a_fresh_problem_of_the_same_template_comes(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours)
        before = state(ours, sitting)
        first = await asked(sitting)
        await sitting.submit(WRONG)
        assert await sitting.undo()
        assert state(ours, sitting) == before
        assert not await sitting.undo()
        again = await asked(sitting)
        assert again.template == first.template
        assert again.function != first.function
        assert sitting.why == "new"
        assert (await right(sitting)).rating == "good"
        assert [event.kind for event in ours.events()] == [Kind.REVIEW, Kind.VOID, Kind.REVIEW]


async def test_on_the_next_problem_the_last_answer_can_still_be_taken_back_and_the_problem_waits(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours, limit=3)
        first = await asked(sitting)
        await sitting.submit(WRONG)
        second = await asked(sitting)
        await beside()
        assert await sitting.undo()
        assert (await asked(sitting)).template == first.template
        await right(sitting)
        assert await asked(sitting) == second
        await right(sitting)
        third = await asked(sitting)
        assert third.template not in {first.template, second.template}
        await right(sitting)
        assert await sitting.next() is None
        assert sitting.score.answered == 3


async def test_with_nothing_answered_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        assert not await sitting.undo()
        await asked(sitting)
        assert not await sitting.undo()
        assert ours.events() == ()


async def test_giving_up_and_an_undecided_answer_can_be_taken_back_too(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, maths=maths)
        problem = await asked(sitting)
        await sitting.reveal()
        assert await sitting.undo()
        assert (await asked(sitting)).template == problem.template
        maths.failing["mark"] = WorkerDiedError("gone")
        assert (await sitting.submit("x")).verdict.outcome is Outcome.UNDECIDED
        assert await sitting.undo()
        assert (await asked(sitting)).template == problem.template
        assert ours.days() == {}


@settings(max_examples=8)
@given(st.lists(st.booleans(), min_size=1, max_size=5), st.booleans(), st.integers(0, 5))
async def test_an_answer_taken_back_leaves_all_as_if_it_had_never_been(
    tmp_path_factory: pytest.TempPathFactory, answers: list[bool], last: bool, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    with store(folder) as ours:
        sitting = session([deck(folder, "power", "sum", "root")], ours, seed=seed, focus="mine")
        for is_right in answers:
            await asked(sitting)
            await (right(sitting) if is_right else sitting.submit(WRONG))
        problem = await asked(sitting)
        order = await sitting._supply._order()
        await beside()
        before = state(ours, sitting), order.remaining, order.has_met(problem.card), sitting.first_sight, sitting.why
        await (right(sitting) if last else sitting.submit(WRONG))
        assert await sitting.undo()
        again = await asked(sitting)
        await beside()
        assert again.card == problem.card
        assert (state(ours, sitting), order.remaining, order.has_met(problem.card), sitting.first_sight, sitting.why) == before
        caches = ours.caches()
        ours.rebuild()
        assert ours.caches() == caches


async def test_a_dispute_keeps_the_problem_the_text_and_the_mark(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        problem = await asked(sitting)
        with pytest.raises(DerivquizError, match="nothing has been marked"):
            await sitting.dispute()
        marked = await sitting.submit(WRONG)
        await sitting.dispute("I meant that")
        answer, dispute = ours.events()
        assert (dispute.kind, dispute.card, dispute.answer, dispute.verdict) == (Kind.DISPUTE, problem.card, WRONG, "wrong")
        assert json.loads(dispute.payload) == {"note": "I meant that", "message": marked.verdict.message}
        assert dispute.target == answer.id
        assert ours.reviews() == 1


async def test_a_suspended_card_is_asked_no_more_and_a_buried_one_tomorrow(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "power", "sum", "root")]
        sitting = session(decks, ours, focus="mine")
        suspended = await asked(sitting)
        await sitting.suspend()
        buried = await asked(sitting)
        await sitting.bury()
        for _ in range(6):
            assert (await asked(sitting)).template not in {suspended.template, buried.template}
            await right(sitting)
        clock.now += DAY
        tomorrow = session(decks, ours, focus="mine", limit=9)
        seen = set()
        while problem := await tomorrow.next():
            seen.add(problem.template)
            await right(tomorrow)
        assert seen == {"t0", "t1", "t2"} - {suspended.template}
        assert {event.kind for event in ours.events()[:2]} == {Kind.SUSPEND, Kind.BURY}


async def test_a_card_set_aside_after_its_answer_does_not_come_back_that_day(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours, focus="mine")
        missed = await asked(sitting)
        await sitting.submit(WRONG)
        await sitting.bury()
        for _ in range(12):
            assert (await asked(sitting)).template != missed.template
            await right(sitting)


async def test_the_day_ends_and_goes_on_with_new_ones_or_practice(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, *(f"rule-{index}" for index in range(14)))], ours, settings=Settings(new_a_day=2))
        for _ in range(2):
            await asked(sitting)
            await right(sitting)
        assert await sitting.next() is None
        assert (await sitting.summary()).more_new == 12
        await sitting.go_on(3)
        for _ in range(3):
            await asked(sitting)
            assert sitting.why == "new"
            await right(sitting)
        assert await sitting.next() is None
        await sitting.go_on()
        await asked(sitting)
        assert sitting.why == "practice"


async def test_a_hint_leaves_out_what_the_latest_answer_had_right_and_the_rungs_that_were_shown_stay(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=maths)
        await asked(sitting)
        first = await sitting.hint()
        assert not maths.right
        sitting._current().verdict = Verdict(
            Outcome.WRONG, Reading("1, 2"), cells=(("∂f/∂x", Part.RIGHT), ("∂f/∂y", Part.WRONG), ("∂f/∂z", Part.MISSING))
        )
        second = await sitting.hint()
        assert maths.right == ("∂f/∂x",)
        assert sitting.hints == (first, second)


async def test_a_card_set_aside_without_an_answer_is_none_of_the_problems_asked_for(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root", "chain")], ours, limit=2)
        await asked(sitting)
        await sitting.suspend()
        for _ in range(2):
            await asked(sitting)
            await right(sitting)
        assert await sitting.next() is None
        assert sitting.score.answered == 2
