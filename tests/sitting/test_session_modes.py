"""The kinds of session: practice, sprint, exam, mistakes, placement, and a deck with what is due elsewhere mixed in."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from derivquiz.engine import Engine
from derivquiz.memory import figures
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.placement import A_DECK
from derivquiz.memory.rating import Rating
from derivquiz.memory.store import Store
from derivquiz.progress import statistics
from derivquiz.sitting.modes import EXAM_PROBLEMS, SPRINT_SECONDS, Mode
from derivquiz.sitting.planning import reminders
from derivquiz.sitting.supply import entries
from derivquiz.wire import Outcome, Problem, Verdict
from tests.memory.worlds import DAY, Clock, memories, store
from tests.sittings import Direct, asked, chained, deck, right, session

WRONG = "123456"


def learn(ours: Store, *cards: str, rating: int = 3) -> None:
    ours.append(*(Event(kind=Kind.REVIEW, card=card, rating=rating, hints=0) for card in cards))


async def test_practice_leaves_the_schedule_alone_unless_a_due_card_was_answered(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "power", "sum", "root")]
        learn(ours, "mine/t0")
        clock.now += 30 * DAY
        learn(ours, "mine/t1")
        sitting = session(decks, ours, mode=Mode.PRACTICE)
        before = memories(ours)
        for _ in range(10):
            assert (await asked(sitting)).template in {"t0", "t1"}
            await right(sitting)
        kinds = {(event.card, event.kind) for event in ours.events()[2:]}
        assert kinds == {("mine/t0", Kind.REVIEW), ("mine/t0", Kind.PRACTICE), ("mine/t1", Kind.PRACTICE)}
        assert sum(event.kind is Kind.REVIEW for event in ours.events()) == 3
        assert memories(ours)["mine/t1"] == before["mine/t1"]


async def test_a_sprint_ends_by_the_clock_and_keeps_the_best(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "sum", "root")]
        for count, best in [(4, 0), (2, 46)]:
            sitting = session(decks, ours, clock=clock, mode=Mode.SPRINT, focus="mine")
            clock.now += 100
            assert sitting.seconds_left == SPRINT_SECONDS
            for _ in range(count):
                await asked(sitting)
                assert await sitting.lesson() is None
                await right(sitting)
            clock.now += SPRINT_SECONDS + 1
            assert (sitting.seconds_left, await sitting.next()) == (0, None)
            summary = await sitting.summary()
            assert (summary.best, summary.score.right) == (best, count)
            assert await sitting.summary() == replace(summary, best=0)
        assert [json.loads(event.payload)["points"] for event in ours.events() if event.kind is Kind.RUN] == [46, 21]


async def test_a_sprint_that_is_left_early_is_no_record(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power")], ours, clock=Clock(), mode=Mode.SPRINT, focus="mine")
        await asked(sitting)
        await right(sitting)
        await sitting.summary()
        assert {event.kind for event in ours.events()} == {Kind.PRACTICE}


async def test_an_exam_is_silent_answered_once_and_reported_in_full(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "sum", "root")]
        assert session(decks, ours, mode=Mode.EXAM).limit == EXAM_PROBLEMS
        sitting = session(decks, ours, mode=Mode.EXAM, focus="mine", limit=3)
        assert sitting.silent
        problems = []
        for number in range(3):
            problems.append(await asked(sitting))
            assert (await sitting.lesson(), await sitting.hint()) == (None, None)
            if number == 1:
                await sitting.reveal()
            else:
                marked = await sitting.submit(WRONG)
                assert (marked.finished, marked.counted) == (True, True)
            assert not await sitting.undo()
        assert await sitting.next() is None
        report = (await sitting.summary()).answered
        assert [answer.problem for answer in report] == problems
        assert [answer.text for answer in report] == [WRONG, "", WRONG]
        assert [answer.verdict and answer.verdict.outcome for answer in report] == [Outcome.WRONG, None, Outcome.WRONG]
        assert [answer.solution and answer.solution.answer for answer in report] == [
            Engine().solve(problem).answer for problem in problems
        ]
        assert len({problem.template for problem in problems}) == 3
        assert [event.kind for event in ours.events()][-1] is Kind.RUN


async def test_mixing_asks_the_deck_and_some_of_what_is_due_elsewhere(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        other = replace(chained(tmp_path / "other", 10), id="other")
        decks = [deck(tmp_path, "power", "sum", "root"), other]
        learn(ours, *(f"other/t{index}" for index in range(10)))
        clock.now += 90 * DAY
        for mix in (False, True):
            sitting = session(decks, ours, focus="mine", mix=mix, limit=24)
            elsewhere = []
            while problem := await sitting.next():
                if problem.deck == "other":
                    elsewhere.append(sitting.why)
                await right(sitting)
            assert (3 <= len(elsewhere) <= 10) if mix else not elsewhere
            assert set(elsewhere) <= {"due"}


async def test_a_placement_finds_the_border_in_few_problems_and_opens_what_comes_next(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        known = 9
        decks = [chained(tmp_path, 16)]
        sitting = session(decks, ours, mode=Mode.PLACEMENT)
        count = 0
        while problem := await sitting.next():
            assert sitting.why == "placement"
            await (right(sitting) if int(problem.template[1:]) < known else sitting.submit(WRONG))
            count += 1
        assert count <= A_DECK
        history = ours.history()
        placed = {index for index in range(16) if history.standing(f"mine/t{index}").clean}
        assert placed == set(range(len(placed)))
        assert known - 2 <= len(placed) <= known
        assert all(history.standing(f"mine/t{index}").memory is not None for index in placed)
        assert {event.rating for event in ours.events() if event.kind in {Kind.KNOWN, Kind.REVIEW}} == {Rating.EASY}
        assert not any(event.rating for event in ours.events() if event.kind is Kind.PRACTICE)
        assert figures.introduced(history, ours.today()) == 0
        afterwards = session(decks, ours)
        assert (await asked(afterwards)).template == f"t{len(placed)}"
        assert await afterwards.lesson() is not None or not afterwards.first_sight
        caches = ours.caches()
        ours.rebuild()
        assert ours.caches() == caches


async def test_a_placement_says_how_much_it_asks_at_most_and_that_what_is_given_up_comes_back_as_a_new_one(
    tmp_path: Path,
) -> None:
    with store(tmp_path) as ours:
        sitting = session([chained(tmp_path, 16)], ours, mode=Mode.PLACEMENT)
        await asked(sitting)
        assert sitting.take_notice() == f"At most {A_DECK} problems, fewer where they tell enough."
        assert sitting.due == ""
        await sitting.reveal()
        assert sitting.due == "as a new one"
        assert {row.due for row in (await sitting.summary()).rows} == {"as a new one"}


async def test_a_placement_answer_taken_back_takes_what_it_implied_along(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([chained(tmp_path, 16)], ours, mode=Mode.PLACEMENT)
        problem = await asked(sitting)
        await right(sitting)
        assert len(memories(ours)) == int(problem.template[1:]) + 1
        assert await sitting.undo()
        assert memories(ours) == {}
        assert (await asked(sitting)).template == problem.template


async def test_a_placement_answer_with_a_hint_proves_nothing_of_what_it_rests_on(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([chained(tmp_path, 16)], ours, mode=Mode.PLACEMENT)
        problem = await asked(sitting)
        assert problem.template != "t0"
        assert await sitting.hint() is not None
        await right(sitting)
        assert list(memories(ours)) == [problem.card]


class Diagnosing(Direct):
    """Says of every wrong answer that it is one misconception."""

    def __init__(self, *slugs: str) -> None:
        super().__init__()
        self.slugs = slugs

    async def mark(self, problem: Problem, text: str) -> Verdict:
        verdict = await super().mark(problem, text)
        return verdict if verdict.outcome is Outcome.CORRECT else replace(verdict, misconceptions=self.slugs)


async def test_a_misconception_brings_the_simplest_card_of_the_failed_rule_back_today(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "chain-root", "sum")]
        learn(ours, "mine/t0", "mine/t1", "mine/t2")
        memory = memories(ours)["mine/t1"]
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        assert (await asked(sitting)).template == "t3"
        await sitting.submit(WRONG)
        assert memories(ours)["mine/t1"] == memory
        assert reminders(entries(decks), ours.history(), ours, ours.today()) == ("mine/t1",)
        assert (await asked(sitting)).template == "t1"
        assert sitting.why == "due"
        await right(sitting)
        assert reminders(entries(decks), ours.history(), ours, ours.today()) == ()


async def test_a_card_left_without_an_answer_can_be_brought_back(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        clock.now += 30 * DAY
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        assert [(await asked(sitting)).template for _ in range(3)] == ["t0", "t1", "t2"]
        await sitting.submit(WRONG)
        assert (await asked(sitting)).template == "t1"


async def test_what_was_named_today_is_still_due_in_the_next_session(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        await asked(sitting)
        await sitting.submit(WRONG)
        summary = await sitting.summary()
        assert (summary.due_now, summary.message) == (2, "Left today: 2 due.")
        assert statistics(decks, ours).due == 2
        later = session(decks, ours)
        assert (await asked(later)).template == "t1"


async def test_a_tie_between_wrong_rules_counts_for_none(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing", "coefficient-dropped"))
        await asked(sitting)
        await sitting.submit(WRONG)
        assert reminders(entries(decks), ours.history(), ours, ours.today()) == ()
        assert (await asked(sitting)).template == "t2"


async def test_taking_an_answer_back_takes_the_reminder_on_the_screen_back(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        assert (await asked(sitting)).template == "t2"
        await sitting.submit(WRONG)
        assert (await asked(sitting)).template == "t1"
        assert await sitting.undo()
        assert (await asked(sitting)).template == "t2"
        await right(sitting)
        assert await sitting.next() is None


async def test_taking_the_answer_back_takes_the_reminder_back(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        assert (await asked(sitting)).template == "t2"
        await sitting.submit(WRONG)
        assert await sitting.undo()
        assert (await asked(sitting)).template == "t2"
        await right(sitting)
        assert await sitting.next() is None


async def test_mistakes_asks_each_slip_where_it_was_made_and_beside_the_rule_that_failed(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        decks = [deck(tmp_path, "power", "chain-power", "sum")]
        learn(ours, "mine/t0", "mine/t1")
        nothing = session(decks, ours, mode=Mode.MISTAKES)
        assert await nothing.next() is None
        assert "misconception" in nothing.take_notice()
        sitting = session(decks, ours, maths=Diagnosing("inner-derivative-missing"))
        await asked(sitting)
        await sitting.submit(WRONG)
        pairs = session(decks, ours, mode=Mode.MISTAKES)
        seen = []
        while problem := await pairs.next():
            seen.append(problem.template)
            await right(pairs)
        assert seen == ["t2", "t1"]


async def test_what_keeps_being_missed_is_shown_worked_out_after_what_it_rests_on(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        decks = [chained(tmp_path, 3)]
        learn(ours, "mine/t0", "mine/t1", "mine/t2")
        for _ in range(figures.LEECH_MISSES):
            clock.now += DAY
            learn(ours, "mine/t2", rating=1)
        clock.now += DAY
        learn(ours, "mine/t1", "mine/t0")
        sitting = session(decks, ours)
        assert (await asked(sitting)).template == "t1"
        assert sitting.why == "practice"
        await right(sitting)
        assert (await asked(sitting)).template == "t2"
        assert "missed" in sitting.take_notice()
        assert await sitting.lesson() is not None


async def test_a_new_revision_makes_a_card_due_once(tmp_path: Path) -> None:
    clock = Clock()
    with store(tmp_path, clock) as ours:
        learn(ours, "mine/t0", rating=4)
        stability = memories(ours)["mine/t0"].stability
        ours.revise({"mine/t0": 2, "mine/t1": 2})
        memory = memories(ours)["mine/t0"]
        assert (memory.due_day, memory.stability) == (ours.today(), stability)
        ours.revise({"mine/t0": 2})
        assert [event.kind for event in ours.events()] == [Kind.REVIEW, Kind.REVISE]
        learn(ours, "mine/t0")
        assert memories(ours)["mine/t0"].due_day > ours.today()


async def test_two_problems_in_a_row_of_a_mix_have_different_rules(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, "power", "sum", "root")], ours, mode=Mode.PRACTICE, focus="mine")
        rules = []
        for _ in range(12):
            rules.append((await asked(sitting)).rule)
            await right(sitting)
        assert all(one != other for one, other in pairwise(rules))


async def test_a_placement_leaves_a_deck_of_which_nothing_is_known_after_two_misses(tmp_path: Path) -> None:
    with store(tmp_path) as ours:
        sitting = session([deck(tmp_path, *(f"rule-{index}" for index in range(9)))], ours, mode=Mode.PLACEMENT)
        count = 0
        while await sitting.next():
            await sitting.submit(WRONG)
            count += 1
        assert count == 3  # the third was drawn while the second was open
        assert memories(ours) == {}
