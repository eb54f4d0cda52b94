from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.events import Kind
from derivquiz.memory.history import History
from derivquiz.memory.queue import Entry, Pick, Queue, Why
from derivquiz.memory.rating import Rating
from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Memory, Scheduler
from tests.memory.test_figures import TODAY, learnt

SCHEDULER = Scheduler()


def queue(
    entries: list[Entry], standings: dict[str, Standing] | None = None, *, focus: str = "", new_a_day: int = 10, seed: int = 1
) -> Queue:
    history = History(standings or {})
    return Queue(entries, history, SCHEDULER, today=TODAY, random=random.Random(seed), focus=focus, new_a_day=new_a_day)


def played(ours: Queue, count: int, failing: set[int] | None = None) -> list[Pick]:
    """The picks of so many problems, all right but for the places given."""
    picks: list[Pick] = []
    while len(picks) < count and (pick := ours.next()) is not None:
        ours.answered(pick, Rating.AGAIN if len(picks) in (failing or ()) else Rating.GOOD)
        picks.append(pick)
    return picks


def plain(count: int, deck: str = "a", rules: str = "xyz") -> list[Entry]:
    return [Entry(f"{deck}/{number}", deck, rules[number % len(rules)]) for number in range(count)]


def test_due_comes_first_by_lowest_recall_then_new_then_the_day_is_done() -> None:
    entries = plain(5)
    standings = {
        "a/4": learnt(TODAY),
        "a/2": Standing(memory=Memory(1, 5, TODAY - 30, TODAY, 3, 1), seen_day=TODAY - 30),
        "a/3": learnt(TODAY + 1),
    }
    ours = queue(entries, standings)
    assert ours.remaining == 4
    assert played(ours, 9) == [
        Pick("a/2", Why.DUE),
        Pick("a/4", Why.DUE),
        Pick("a/0", Why.NEW),
        Pick("a/1", Why.NEW),
    ]
    assert ours.remaining == 0
    assert ours.next() is None


def test_the_first_new_card_of_a_day_comes_after_three_due_ones_and_the_others_after_all() -> None:
    standings = {f"a/{number}": learnt(TODAY) for number in range(6)}
    asked = [pick.why for pick in played(queue(plain(9), standings), 9)]
    assert asked == [Why.DUE] * 3 + [Why.NEW] + [Why.DUE] * 3 + [Why.NEW] * 2
    standings["a/6"] = replace(learnt(TODAY + 3), first_day=TODAY)
    asked = [pick.why for pick in played(queue(plain(9), standings), 8)]
    assert asked == [Why.DUE] * 6 + [Why.NEW] * 2


def test_no_new_card_comes_early_while_more_than_a_days_work_is_overdue() -> None:
    standings = {f"a/{number}": learnt(TODAY - 1) for number in range(21)}
    assert {pick.why for pick in played(queue(plain(30), standings), 30)} == {Why.DUE}


def test_whoever_goes_on_practises_what_was_met_or_meets_more() -> None:
    ours = queue(plain(5), new_a_day=2)
    assert [pick.card for pick in played(ours, 9)] == ["a/0", "a/1"]
    ours.introduce(1)
    assert played(ours, 9) == [Pick("a/2", Why.NEW)]
    ours.practise()
    picks = played(ours, 30)
    assert len(picks) == 30
    assert {pick.why for pick in picks} == {Why.PRACTICE}
    assert {pick.card for pick in picks} == {"a/0", "a/1", "a/2"}


def test_a_new_card_that_was_failed_in_practice_is_counted_once_comes_back_and_is_then_introduced() -> None:
    ours = queue(plain(1), {"a/0": Standing(seen_day=TODAY, failed_day=TODAY)})
    assert ours.remaining == 1
    assert played(ours, 9) == [Pick("a/0", Why.RELEARN), Pick("a/0", Why.NEW)]


def test_practice_with_nothing_met_is_done() -> None:
    ours = queue(plain(3), new_a_day=0)
    ours.practise()
    assert ours.next() is None


def test_new_ones_wait_for_a_pass_without_a_hint_of_all_they_require() -> None:
    entries = [
        Entry("a/chain", "a", "chain", ("a/power", "a/product")),
        Entry("a/power", "a", "power"),
        Entry("a/product", "a", "product"),
    ]
    ours = queue(entries)
    assert played(ours, 3) == [Pick("a/power", Why.NEW), Pick("a/product", Why.NEW), Pick("a/chain", Why.NEW)]
    ours = queue(entries, {"a/power": learnt(TODAY + 3, clean=False), "a/product": learnt(TODAY + 3, clean=True)})
    assert ours.next() is None
    ours = queue(entries)
    for rating, hints in [(Rating.GOOD, 0), (Rating.HARD, 1)]:
        pick = ours.next()
        assert pick is not None
        ours.answered(pick, rating, hints)
    assert ours.next() is None
    assert queue(entries, {card: learnt(TODAY + 3, suspended=True) for card in ("a/power", "a/product")}).next()


def test_a_focused_deck_is_asked_from_the_first_day_without_locks_in_order_and_without_end() -> None:
    entries = [
        Entry("b/two", "b", "y", ("b/one",)),
        Entry("b/one", "b", "x", ("a/0",)),
        Entry("b/three", "b", "z", ("b/two", "a/1")),
        *plain(4),
    ]
    ours = queue(entries, focus="b")
    picks = played(ours, 40, failing={0, 1})
    assert len(picks) == 40
    assert {pick.card for pick in picks} == {"b/one", "b/two", "b/three"}
    assert [pick.card for pick in picks if pick.why is Why.NEW] == ["b/one", "b/two", "b/three"]


def test_a_focused_deck_goes_on_beyond_the_new_ones_of_the_day_with_practice_of_all_its_cards() -> None:
    picks = played(queue(plain(12), focus="a", new_a_day=3), 60)
    assert [pick.why for pick in picks[:4]] == [Why.NEW, Why.NEW, Why.NEW, Why.PRACTICE]
    assert len({pick.card for pick in picks}) == 12


@pytest.mark.parametrize("seed", range(5))
def test_a_failure_comes_back_three_to_eight_problems_later_until_right(seed: int) -> None:
    ours = queue(plain(30), focus="a", new_a_day=30, seed=seed)
    picks = played(ours, 40, failing={2})
    places = [place for place, pick in enumerate(picks) if pick.card == picks[2].card and pick.why is not Why.PRACTICE]
    assert len(places) == 2
    assert 3 <= places[1] - 2 <= 8
    assert picks[places[1]].why is Why.RELEARN
    ours = queue(plain(30), focus="a", new_a_day=30, seed=seed)
    again = played(ours, 40, failing={2, places[1]})
    returns = [place for place, pick in enumerate(again) if pick.why is Why.RELEARN]
    assert len(returns) == 2
    assert 3 <= returns[1] - returns[0] <= 8


def test_a_failure_comes_back_sooner_where_nothing_else_is_left() -> None:
    assert played(queue(plain(1)), 9, failing={0, 1}) == [
        Pick("a/0", Why.NEW),
        Pick("a/0", Why.RELEARN),
        Pick("a/0", Why.RELEARN),
    ]
    picks = played(queue(plain(2), focus="a"), 4, failing={0})
    assert [pick.card for pick in picks[:3]] == ["a/0", "a/1", "a/0"]
    assert picks[2].why is Why.RELEARN


def test_what_failed_today_comes_back_after_a_restart_and_what_failed_yesterday_when_it_is_due() -> None:
    standings = {"a/0": learnt(TODAY + 1, failed_day=TODAY), "a/1": learnt(TODAY + 1, failed_day=TODAY - 1)}
    assert played(queue(plain(2), standings), 5) == [Pick("a/0", Why.RELEARN)]


def test_what_is_set_aside_is_never_asked() -> None:
    standings = {
        "a/0": learnt(TODAY, suspended=True),
        "a/1": learnt(TODAY, buried_day=TODAY),
        "a/2": learnt(TODAY + 1, failed_day=TODAY, suspended=True),
        "a/3": Standing(suspended=True),
    }
    assert queue(plain(4), standings).next() is None
    assert queue(plain(4), standings, focus="a").next() is None


def test_a_card_that_no_deck_has_is_never_asked() -> None:
    assert queue([], {"gone/one": learnt(TODAY)}).next() is None
    assert queue([], focus="gone").next() is None


def test_a_deck_of_one_card_goes_on_even_where_the_next_is_drawn_ahead() -> None:
    ours = queue(plain(1), focus="a")
    first, ahead = ours.next(), ours.next()
    assert first == Pick("a/0", Why.NEW)
    assert ahead == Pick("a/0", Why.PRACTICE)


def test_an_unrated_card_is_left_as_it_was() -> None:
    ours = queue(plain(2), focus="a")
    pick = ours.next()
    assert pick is not None
    ours.released(pick)
    assert len(played(ours, 20)) == 20


def test_the_answer_of_a_pick_is_stored_as_its_kind() -> None:
    assert [why.kind for why in Why] == [Kind.REVIEW, Kind.REVIEW, Kind.RELEARN, Kind.PRACTICE, Kind.REVIEW]


def test_the_same_seed_gives_the_same_session() -> None:
    runs = [played(queue(plain(6), focus="a", seed=seed), 60, failing={3, 9}) for seed in (5, 5, 6)]
    assert runs[0] == runs[1] != runs[2]


def test_practice_asks_the_weaker_more_often_and_all_of_them() -> None:
    standings = {f"a/{number}": learnt(TODAY + 3, clean=True) for number in range(6)}
    standings["a/0"] = Standing(memory=Memory(0.5, 9, TODAY - 1, TODAY + 1, 5, 3), seen_day=TODAY)
    for number in range(1, 6):
        standings[f"a/{number}"].memory = Memory(200, 3, TODAY - 1, TODAY + 90, 9, 0)
    asked = [pick.card for pick in played(queue(plain(6, rules="uvwxyz"), standings, focus="a"), 300)]
    counts = {card: asked.count(card) for card in standings}
    assert counts["a/0"] == max(counts.values())
    assert min(counts.values()) > 20
    assert all(one != two for one, two in pairwise(asked))


keys = st.integers(0, 7).map(lambda number: f"{'ab'[number % 2]}/{number}")
standing = st.builds(
    lambda due, failed, suspended, clean: learnt(TODAY + due, failed_day=failed, suspended=suspended, clean=clean),
    st.integers(-3, 3),
    st.sampled_from([None, TODAY, TODAY - 1]),
    st.booleans(),
    st.booleans(),
)


@given(
    requires=st.lists(st.lists(st.one_of(keys, st.just("no/such")), max_size=3), min_size=8, max_size=8),
    rules=st.lists(st.sampled_from("xyz"), min_size=8, max_size=8),
    standings=st.dictionaries(keys, standing),
    focus=st.sampled_from(["", "a", "b"]),
    answers=st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(0, 3), st.booleans()), max_size=40),
    seed=st.integers(0, 99),
)
def test_any_session_of_any_decks_goes_on_as_promised(
    *,
    requires: list[list[str]],
    rules: list[str],
    standings: dict[str, Standing],
    focus: str,
    answers: list[tuple[Rating, int, bool]],
    seed: int,
) -> None:
    entries = [
        Entry(f"{'ab'[number % 2]}/{number}", "ab"[number % 2], rules[number], tuple(requires[number])) for number in range(8)
    ]
    ours = queue(entries, standings, focus=focus, seed=seed)
    askable = {
        entry.card for entry in entries if focus in {"", entry.deck} and not standings.get(entry.card, Standing()).suspended
    }
    waiting: list[tuple[Pick, Rating, int]] = []
    first_reviews = set()
    failed: set[str] = set()
    for rating, hints, ahead in answers:
        pick = ours.next()
        if pick is None and waiting:
            for one, its, shown in waiting:
                ours.answered(one, its, shown)
            waiting = []
            pick = ours.next()
        if pick is None:
            assert not focus or not askable
            assert not failed
            break
        assert pick.card in askable
        if pick.why in {Why.DUE, Why.NEW}:
            assert pick.card not in first_reviews
            first_reviews.add(pick.card)
        waiting.append((pick, rating, hints))
        if rating is Rating.AGAIN:
            failed.add(pick.card)
        else:
            failed.discard(pick.card)
        if not ahead or len(waiting) > 1:
            for one, its, shown in waiting:
                ours.answered(one, its, shown)
            waiting = []


@given(rules=st.lists(st.sampled_from("xy"), min_size=2, max_size=12), seed=st.integers(0, 99))
def test_two_in_a_row_share_a_rule_only_where_there_is_no_choice(rules: list[str], seed: int) -> None:
    entries = [Entry(f"a/{number}", "a", rule) for number, rule in enumerate(rules)]
    rule_of = {entry.card: entry.rule for entry in entries}
    ours = queue(entries, focus="a", new_a_day=len(rules), seed=seed)
    picks = played(ours, len(rules) + 20)
    left = list(rules)
    for place, (one, two) in enumerate(pairwise(picks)):
        if place < len(rules):
            left.remove(rule_of[one.card])
        choice = set(left) if place < len(rules) - 1 else set(rules)
        if choice - {rule_of[one.card]}:
            assert rule_of[one.card] != rule_of[two.card]
