from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.memory.order import Entry
from derivquiz.memory.rating import Rating
from derivquiz.memory.scheduler import Memory, Scheduler
from tests.benchmarks.learner import NAMES, results, table
from tests.benchmarks.learning.course import Result, lowest_tenth, taken
from tests.benchmarks.learning.learner import Answer, Learner, Nature, born
from tests.benchmarks.learning.schedules import AtRandom, Fsrs, Item, Ours, Schedule, Sm2
from tests.benchmarks.learning.skills import Skill, skills

CHAIN = ("inner-derivative-missing",)


def line(count: int, slips: dict[str, tuple[str, ...]] | None = None) -> list[Skill]:
    """Skills of which each rests on the one before."""
    return [
        Skill(
            Entry(f"a/{number}", "a", "xyz"[number % 3], (f"a/{number - 1}",) if number else ()),
            frozenset({f"a/{number - 1}"} if number else ()),
            (slips or {},),
        )
        for number in range(count)
    ]


def named(known: list[Skill]) -> dict[str, Skill]:
    return {skill.entry.card: skill for skill in known}


def entries(known: list[Skill]) -> list[Entry]:
    return [skill.entry for skill in known]


def perfect(known: list[Skill]) -> Learner:
    """A learner who slips at nothing and knows what was asked once."""
    nature = replace(born("one", known), slips={}, careless=0.0, again_today=1.0)
    learner = Learner(nature, named(known))
    learner.memories = {card: Memory(1e6, 5.0, 0, 0, 1, 0) for card in learner.skills}
    return learner


def schedules(known: list[Skill]) -> list[Schedule]:
    cards = entries(known)
    return [Ours(cards, "one"), Fsrs(cards), Sm2(cards), AtRandom(cards, "one"), Ours(cards, "one", goes_on=True)]


def test_a_learner_without_forgetting_or_slips_answers_all_right_under_every_schedule() -> None:
    known = line(6)
    for schedule in schedules(known):
        learner = perfect(known)
        for day in range(10):
            schedule.begin(day)
            for _ in range(5):
                if (card := schedule.next()) is not None:
                    answer = learner.answer(card, day)
                    schedule.answered(card, answer)
                    assert answer.rating > Rating.AGAIN
        assert not learner.failed


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    known = line(5, {CHAIN[0]: CHAIN})
    one, two, three = (table(results(known, learners=2, days=8, answers=4, seed=seed), 8) for seed in (1, 1, 2))
    assert one == two != three
    assert all(name in one.splitlines()[0] for name in NAMES)


def test_all_schedules_teach_the_same_learner_and_none_asks_more_than_the_cap() -> None:
    known = line(8, {CHAIN[0]: CHAIN})
    assert born("7", known).slips == born("7", known).slips
    assert born("7", known).forgetting.weights == born("7", known).forgetting.weights != Scheduler().weights
    found = results(known, learners=1, days=12, answers=5)
    assert all(max(row[0].counts) <= 5 for row in found.values())
    assert found["random, as many"][0].counts == found["derivquiz"][0].counts
    assert set(found["random, to cap"][0].counts) == {5}


def test_sm_2_waits_a_day_then_six_then_the_interval_times_the_easiness() -> None:
    items = [Item()]
    for _ in range(5):
        items.append(items[-1].next(4))
    assert [item.interval for item in items[1:]] == [1, 6, 15, 38, 95]
    assert {item.easiness for item in items} == {2.5}


def test_sm_2_changes_the_easiness_by_the_quality_and_never_below_its_least() -> None:
    item = Item(2, 6, 2.5)
    assert item.next(5).easiness == pytest.approx(2.6)
    assert item.next(3).easiness == pytest.approx(2.36)
    assert item.next(2) == Item(0, 1, 2.5)
    for _ in range(20):
        item = item.next(3)
    assert item.easiness == pytest.approx(1.3)


@given(st.lists(st.integers(0, 5), max_size=12))
def test_intervals_of_sm_2_grow_while_answers_are_right(qualities: list[int]) -> None:
    item = Item()
    for quality in qualities:
        after = item.next(quality)
        assert after.interval >= 1
        assert after.interval > item.interval or quality < 3 or item.repetitions == 0
        item = after


def test_by_date_asks_the_longest_due_first_then_new_ones_in_the_order_of_the_files_and_the_missed_again() -> None:
    schedule = Sm2(entries(line(4)), new_a_day=2)
    good, bad = Answer(Rating.GOOD), Answer(Rating.AGAIN)
    schedule.begin(0)
    asked = []
    for answer in (good, bad, bad, good):
        card = schedule.next()
        assert card is not None
        asked.append(card)
        schedule.answered(card, answer)
    assert asked == ["a/0", "a/1", "a/1", "a/1"]
    assert schedule.next() is None
    schedule.begin(1)
    assert [schedule.next() for _ in range(4)] == ["a/0", "a/1", "a/2", "a/3"]


def test_naming_a_misconception_alone_weakens_it_more_than_working_out_the_answer() -> None:
    def after(told: tuple[str, ...]) -> float:
        known = line(1, {CHAIN[0]: told})
        learner = Learner(replace(born("one", known), slips={CHAIN[0]: 1.0}, careless=0.0), named(known))
        answer = learner.answer("a/0", 0)
        assert answer == Answer(Rating.AGAIN, told)
        return learner.slips[CHAIN[0]]

    assert after(CHAIN) < after((*CHAIN, "coefficient-dropped")) < 1


def test_prerequisites_that_are_known_help_at_a_first_encounter_and_make_it_last() -> None:
    def met(ready: float) -> tuple[float, float]:
        known = line(2)
        learner = Learner(replace(born("one", known), careless=0.0), named(known))
        learner.memories["a/0"] = Memory(ready, 5.0, 0, 0, 1, 0)
        chance = learner.knows("a/1", 30)
        learner._remember("a/1", 30, Rating.GOOD)
        return chance, learner.memories["a/1"].stability

    (low, short), (high, long) = met(0.5), met(500.0)
    assert low < high
    assert short < long


def test_who_knew_how_it_goes_and_slipped_has_not_forgotten_it() -> None:
    known = line(1, {CHAIN[0]: CHAIN})
    slipping = Nature("one", Scheduler(), {"a/0": 1.0}, {CHAIN[0]: 1.0}, careless=0.0)
    learners = [Learner(replace(slipping, slips=slips), named(known)) for slips in ({CHAIN[0]: 1.0}, {})]
    for learner in learners:
        learner.memories["a/0"] = Memory(9_000.0, 5.0, 0, 0, 1, 0)
        learner.answer("a/0", 40)
    slipped, right = (learner.memories["a/0"] for learner in learners)
    assert slipped.lapses == right.lapses == 0
    assert slipped.stability < right.stability


def test_nothing_is_recalled_that_was_never_met_and_less_is_known_of_it_without_its_lesson() -> None:
    known = line(1)
    learner = Learner(born("one", known), named(known))
    assert learner.recall("a/0", 5) == 0
    assert learner.right("a/0", 5) < learner.knows("a/0", 5)


def test_a_result_is_taken_over_every_card_met_or_not() -> None:
    known = line(20)
    result = taken(Learner(born("one", known), named(known)), Fsrs(entries(known), new_a_day=1), days=3, answers=5)
    assert result.seen_all is None
    assert len(result.recalls) == len(result.rights) == 20
    assert result.recalls[0] == 0 < result.rights[0]
    assert lowest_tenth((0.1, *[0.5] * 19)) == pytest.approx(0.3)
    assert Result((3, 5), 1, (), (), 0.0, 0).a_day == 4


def test_the_shipped_decks_are_what_is_learnt_and_their_problems_show_the_wrong_rules() -> None:
    decks = Library.open([shipped()]).decks
    deck = next(deck for deck in decks if deck.id == "chain")
    known = skills([replace(deck, templates=deck.templates[:2])], 1)
    assert [skill.entry.card for skill in known] == ["chain/power-of-quadratic", "chain/root-of-quadratic"]
    (problem,) = known[0].problems
    assert problem["inner-derivative-missing"] == CHAIN
    assert known[1].before == {"chain/power-of-quadratic"}
