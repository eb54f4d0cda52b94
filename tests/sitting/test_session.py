"""The rules of the game."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from derivquiz.decks import toml
from derivquiz.errors import DerivquizError, DrawError, StoreError, WorkerDiedError, WorkerTimeoutError
from derivquiz.memory.events import Kind
from derivquiz.memory.queue import LATEST, SOONEST
from derivquiz.memory.rating import Attempt, Rating
from derivquiz.memory.store import Store
from derivquiz.reports import Score
from derivquiz.settings import Settings
from derivquiz.sitting.asked import LONGEST_PAUSE
from derivquiz.sitting.session import Session
from derivquiz.wire import Grain, Outcome, Problem, Solution, Verdict
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, memories, store
from tests.sittings import HEAD, TEMPLATE, Direct, asked, beside, deck, right, session, shipped_deck

WRONG = "123456"


async def test_the_first_readable_answer_fixes_the_rating_and_is_kept_before_the_mark_is_told(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        marked = await right(sitting)
        (event,) = ours.events()
        assert (event.kind, event.card, event.rating, event.verdict) == (Kind.REVIEW, "mine/t0", Rating.GOOD, "correct")
        assert (marked.counted, marked.finished, marked.rating) == (True, True, "good")
        assert marked.due.startswith(("in ", "tomorrow"))


async def test_an_unreadable_answer_is_free(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        marked = await sitting.submit("3x^")
        assert marked.verdict.outcome is Outcome.UNREADABLE
        assert (marked.counted, marked.finished, marked.score) == (False, False, Score())
        assert ours.events() == ()
        assert (await right(sitting)).rating == "good"
        assert ours.events()[0].attempts == 1


async def test_another_try_is_marked_and_not_counted(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        first = await sitting.submit(WRONG)
        assert (first.verdict.outcome, first.counted, first.finished, first.rating) == (Outcome.WRONG, True, False, "again")
        assert first.due == "in a few problems"
        second = await sitting.submit("x")
        assert (second.counted, second.finished, second.rating) == (False, False, "")
        third = await right(sitting)
        assert (third.counted, third.verdict.outcome) == (False, Outcome.CORRECT)
        assert [event.rating for event in ours.events()] == [Rating.AGAIN]
        assert third.score == Score(answered=1)


async def test_giving_up_is_again_once(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        problem = await asked(sitting)
        solution = await sitting.reveal()
        assert solution == Direct().engine.solve(problem)
        assert await sitting.reveal() == solution
        (event,) = ours.events()
        assert (event.rating, event.verdict, event.answer) == (Rating.AGAIN, "gave-up", "")
        assert sitting.score == Score(answered=1)
        assert not (await right(sitting)).counted


async def test_looking_at_the_answer_afterwards_changes_nothing(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        await right(sitting)
        before = ours.history()
        await sitting.reveal()
        assert (ours.history(), sitting.score.right) == (before, 1)


@pytest.mark.parametrize(
    ("error", "said"), [(WorkerTimeoutError("stopped"), "took too long"), (WorkerDiedError("gone"), "stopped working")]
)
async def test_a_lost_checker_leaves_the_card_alone_and_says_so_once(tmp_path: Path, error: DerivquizError, said: str) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=maths)
        await asked(sitting)
        maths.failing["mark"] = error
        marked = await sitting.submit("x^x^x")
        assert (marked.verdict.outcome, marked.counted, marked.finished) == (Outcome.UNDECIDED, False, True)
        assert said in sitting.take_notice()
        assert sitting.take_notice() == ""
        (event,) = ours.events()
        assert (event.rating, event.verdict, event.answer) == (None, "undecided", "x^x^x")
        assert memories(ours) == {}
        assert sitting.score == Score()


async def test_what_happened_to_the_history_is_said_in_the_session_and_once(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        ours.append(REVIEW)
    clock.now -= 3 * 3600
    with store(tmp_path, clock) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        assert "3 hours behind" in sitting.take_notice()
        assert sitting.take_notice() == ours.take_notice() == ""


async def test_a_checker_lost_while_typing_is_said_in_the_reading(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=maths)
        await asked(sitting)
        maths.failing["read"] = WorkerTimeoutError("stopped")
        reading = await sitting.read("2x")
        assert (reading.text, bool(reading.error), reading.line) == ("2x", True, "")
        assert sitting.take_notice()
        assert (await sitting.read("2x")).line == "2*x"


async def test_a_solution_that_could_not_be_had_ahead_is_asked_for_again(tmp_path: Path) -> None:
    maths = Direct()
    maths.failing["solve"] = WorkerDiedError("gone")
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=maths)
        problem = await asked(sitting)
        assert await sitting.reveal() == maths.engine.solve(problem)


async def test_an_answer_that_could_not_be_stored_may_be_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise StoreError("the disk is full")

    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        await asked(sitting)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "append", refused)
            for attempt in (sitting.submit(WRONG), sitting.reveal()):
                with pytest.raises(StoreError, match="full"):
                    await attempt
        assert sitting.score == Score()
        assert (await right(sitting)).counted
        assert len(ours.events()) == 1


async def test_points_grow_with_the_combo_and_a_miss_ends_it(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, focus="mine")
        for _ in range(3):
            await asked(sitting)
            await right(sitting)
        assert sitting.score == Score(answered=3, right=3, combo=3, best_combo=3, points=10 + 11 + 12)
        await asked(sitting)
        await sitting.submit(WRONG)
        await right(sitting)
        assert sitting.score == Score(answered=4, right=3, combo=0, best_combo=3, points=33)
        for _ in range(12):
            await asked(sitting)
            await right(sitting)
        assert sitting.score.points == 33 + sum(range(10, 20)) + 2 * 20


async def test_a_session_ends_at_its_limit_and_draws_no_problem_more(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, maths=maths, focus="mine", limit=3)
        for _ in range(3):
            await asked(sitting)
            await right(sitting)
        await beside()
        assert await sitting.next() is None
        assert sitting.problem is None
        assert len({problem.seed for problem in maths.drawn}) == len(maths.drawn)
        assert len(ours.events()) == 3


async def test_a_focus_asks_that_deck_alone_without_end(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([shipped_deck("rules"), shipped_deck("chain")], ours, focus="chain")
        for _ in range(30):
            assert (await asked(sitting)).deck == "chain"
            await right(sitting)


async def test_two_problems_in_a_row_have_different_rules_where_there_is_a_choice(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "power", "sum", "sum", "root")], ours, focus="mine")
        rules = []
        for number in range(30):
            rules.append((await asked(sitting)).rule)
            await (sitting.reveal() if number % 7 == 3 else right(sitting))
        assert all(one != other for one, other in pairwise(rules))


async def test_a_miss_comes_back_the_same_day_as_a_fresh_instance(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, *(f"rule-{index}" for index in range(10)))], ours, seed=3)
        missed = await asked(sitting)
        await sitting.submit(WRONG)
        later = 1
        while (problem := await asked(sitting)).template != missed.template:
            await right(sitting)
            later += 1
        assert SOONEST <= later <= LATEST
        assert (problem.seed, problem.function) != (missed.seed, missed.function)
        assert sitting.why == "relearn"
        assert not sitting.first_sight
        await right(sitting)
        assert ours.events()[-1].kind is Kind.RELEARN


async def test_a_day_holds_ten_new_ones_then_ends_and_practice_goes_on(tmp_path: Path) -> None:
    rules = [f"rule-{index}" for index in range(13)]
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, *rules)]
        sitting = session(decks, ours)
        seen = []
        while problem := await sitting.next():
            assert sitting.first_sight
            seen.append(problem.template)
            await right(sitting)
        assert seen == [f"t{index}" for index in range(10)]
        practice = session(decks, ours, limit=25)
        while await practice.next():
            assert (practice.why, practice.first_sight) == ("practice", False)
            await right(practice)
        assert practice.score.answered == 25
        assert {event.kind for event in ours.events()[10:]} == {Kind.PRACTICE}
        clock.now += DAY
        tomorrow = session(decks, ours)
        assert (await asked(tomorrow)).template in {"t10", *seen}


async def answers_of(folder: Path, seed: int, *, hasty: bool) -> list[Problem]:
    problems = []
    with store(folder) as ours:
        sitting = session([shipped_deck("chain")], ours, seed=seed, focus="chain", limit=15)
        while problem := await sitting.next():
            if not hasty:
                await beside()
            problems.append(problem)
            await (sitting.reveal() if len(problems) % 4 == 0 else right(sitting))
    return problems


async def test_a_seed_gives_the_same_session_again_however_fast_it_is_answered(tmp_path: Path) -> None:
    once, again, other = [
        await answers_of(tmp_path / str(number), seed, hasty=hasty)
        for number, (seed, hasty) in enumerate([(7, True), (7, False), (8, True)])
    ]
    assert once == again != other


async def test_an_answer_is_kept_with_all_that_was_shown(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours)
        problem = await asked(sitting)
        await sitting.submit(WRONG)
        (event,) = ours.events()
        assert Problem.from_json(event.displayed) == problem
        assert json.loads(event.parameters) == dict(problem.parameters)
        assert (event.answer, event.template_hash, event.verdict) == (WRONG, problem.template_hash, "wrong")
        assert isinstance(json.loads(event.misconceptions), list)
        facts = Attempt.from_json(event.payload)
        assert (facts.outcome, facts.first_sight, facts.streak) == ("wrong", True, 0)


async def test_time_away_from_the_keyboard_is_no_thinking(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, clock=clock)
        await asked(sitting)
        clock.now += 5
        await sitting.read("2")
        clock.now += 3600
        await sitting.read("2x")
        clock.now -= 100  # a clock that was set
        await sitting.read("2x^")
        clock.now += 4
        await sitting.submit(WRONG)
        clock.now += 1000
        await right(sitting)
        assert ours.events()[0].took_ms == 1000 * (5 + LONGEST_PAUSE + 4)


async def test_the_next_problem_is_drawn_and_solved_while_this_one_is_open(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, maths=maths)
        await asked(sitting)
        await beside()
        assert [problem.template for problem in maths.drawn] == ["t0", "t1"]
        maths.failing["draw"] = maths.failing["solve"] = WorkerDiedError("it is not asked any more")
        await right(sitting)
        assert (await asked(sitting)) == maths.drawn[1]


async def test_a_template_that_gives_no_problem_is_left_out_with_a_notice(tmp_path: Path) -> None:
    maths = Direct()
    maths.undrawable = {"t1"}
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours, maths=maths, focus="mine")
        seen = []
        notices = []
        for _ in range(12):
            seen.append((await asked(sitting)).template)
            await right(sitting)
            notices.append(sitting.take_notice())
        assert set(seen) == {"t0", "t2"}
        (notice,) = filter(None, notices)
        assert notice.startswith("mine/t1 is left out (")
        assert notice.endswith("): t1 gives nothing")


async def test_a_deck_that_gives_no_problem_at_all_ends_in_its_reason(tmp_path: Path) -> None:
    maths = Direct()
    maths.undrawable = {"t0", "t1"}
    with store(tmp_path) as ours:
        for focus in ("mine", ""):
            sitting = session([deck(tmp_path, "power", "sum")], ours, maths=maths, focus=focus)
            if focus:
                for _ in range(3):
                    with pytest.raises(DrawError, match="gives nothing"):
                        await sitting.next()
            else:
                assert await sitting.next() is None
            assert "left out" in sitting.take_notice()


async def test_a_card_whose_draw_was_lost_is_drawn_once_more(tmp_path: Path) -> None:
    maths = Direct()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, maths=maths)
        maths.failing["draw"] = WorkerTimeoutError("stopped")
        with pytest.raises(WorkerTimeoutError):
            await sitting.next()
        assert (await asked(sitting)).template == "t0"
        assert sitting.take_notice()
        maths.failing["draw"] = WorkerTimeoutError("stopped")  # the one that is drawn ahead
        await beside()
        await right(sitting)
        assert (await asked(sitting)).template == "t1"


async def test_a_template_does_not_ask_the_very_same_twice_running(tmp_path: Path) -> None:
    few = (deck(tmp_path, "power").file.read_text()).replace('"2..9"', '"4..5"').replace('"3..9"', '"3"')
    (tmp_path / "mine.toml").write_text(few)
    with store(tmp_path) as ours:
        sitting = session([toml.load(tmp_path / "mine.toml")], ours, focus="mine")
        functions = []
        for _ in range(12):
            functions.append((await asked(sitting)).function)
            await right(sitting)
        assert sum(one == other for one, other in pairwise(functions)) <= 3


async def test_the_summary_says_what_was_asked_and_when_it_comes_back(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum")], ours, clock=clock)
        await asked(sitting)
        clock.now += 61
        await right(sitting)
        await asked(sitting)
        await sitting.submit(WRONG)
        summary = await sitting.summary()
        assert [(row.card, row.title, row.marks) for row in summary.rows] == [
            ("mine/t0", "The template t0", (True,)),
            ("mine/t1", "The template t1", (False,)),
        ]
        assert summary.rows[1].due == "later today"
        assert (summary.score, summary.seconds, summary.due_now) == (sitting.score, 61, 1)
        assert summary.message == "Left today: 1 due."


async def test_before_the_first_problem_there_is_nothing_to_answer(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting: Session = session([deck(tmp_path, "power")], ours)
        assert (sitting.problem, sitting.why, sitting.first_sight) == (None, "", False)
        with pytest.raises(DerivquizError, match="no problem"):
            await sitting.submit("x")
        assert (await sitting.summary()).rows == ()


async def test_what_was_left_open_is_asked_again_in_the_next_session(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "sum")]
        first = session(decks, ours)
        problem = await asked(first)
        await first.summary()
        assert (await asked(session(decks, ours))).template == problem.template
        assert ours.events() == ()


async def test_right_in_another_form_than_asked_is_hard(tmp_path: Path) -> None:
    class Formless(Direct):
        async def mark(self, problem: Problem, text: str) -> Verdict:
            return replace(await super().mark(problem, text), form=False)

    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=Formless())
        await asked(sitting)
        assert (await right(sitting)).rating == "hard"


async def test_a_chosen_level_holds_whatever_was_passed(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    template = TEMPLATE.format(id="t0", rule="power") + 'levels = [{ a = "2..3" }, { a = "4..5" }]\n'
    file.write_text(HEAD + template, encoding="utf-8")
    with store(tmp_path) as ours:
        for level, drawn in ((1, 0), (2, 1), (3, None)):
            sitting = session([toml.load(file)], ours, settings=Settings(level=level))
            assert (await asked(sitting)).level == drawn


async def test_steps_are_as_fine_as_was_chosen(tmp_path: Path) -> None:
    class Grained(Direct):
        async def solve(self, problem: Problem, grain: Grain = Grain.FUSED) -> Solution:
            return Solution(grain, "")

    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, maths=Grained(), settings=Settings(grain="expert"))
        await asked(sitting)
        assert (await sitting.reveal()).answer == "expert"
        assert (await sitting.worked()).answer == "expert"
        assert (await sitting.worked(Grain.EVERY)).answer == "every"


async def test_a_template_grows_harder_with_straight_passes_and_easy_again_after_a_failure(tmp_path: Path) -> None:
    easy = TEMPLATE.format(id="t0", rule="power") + 'levels = [{ a = "2..3" }, { a = "4..5" }]\n'
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + easy, encoding="utf-8")
    wall = Clock()
    with store(tmp_path, wall) as ours:
        levels = []
        for _ in range(6):
            sitting = session([toml.load(file)], ours)
            levels.append((await asked(sitting)).level)
            await right(sitting)
            wall.now += 9000 * DAY
        assert levels == [0, 0, 1, 1, None, None]
        sitting = session([toml.load(file)], ours)
        await asked(sitting)
        await sitting.reveal()
        wall.now += 9000 * DAY
        assert (await asked(session([toml.load(file)], ours))).level == 0


async def test_what_is_missed_comes_back_later_today_where_no_problem_follows(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours, limit=2)
        for due in ("in a few problems", "later today"):
            await asked(sitting)
            assert (await sitting.submit("123456")).due == due
        assert await sitting.next() is None
