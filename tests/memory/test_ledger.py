from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from derivquiz.memory.events import ANSWERS, COLUMNS, Event, Kind, as_row
from derivquiz.memory.ledger import Ledger
from derivquiz.memory.replay import Standing
from derivquiz.memory.scheduler import Scheduler
from tests.memory.worlds import ledger
from tests.pace import units

CARDS = ("a/one", "a/two", "b/one")


def numbered(number: int) -> bytes:
    return number.to_bytes(16, "big")


payloads = st.sampled_from(
    ["", "{", "[]", "null", '{"on": false}', '{"on": true}', '{"until": 20005}', '{"until": "x"}']
    + [json.dumps({"to": card}) for card in (*CARDS, "c/new", "", 7)]
    + [json.dumps({"weights": weights}) for weights in ([], [0.5], ["x"] * 21, [1.0] * 21, [0.3] * 21)]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Any events at all, ids and logical times tied or crossed, targets that exist or not, voids of voids and of themselves."""
    size = draw(st.integers(0, 14))
    ids = st.integers(0, 16).map(numbered)
    drawn = []
    for number in range(size):
        kind = draw(st.sampled_from([*ANSWERS, *ANSWERS, *Kind]))
        drawn.append(
            Event(
                id=numbered(number),
                device=draw(st.sampled_from("xy")),
                hlc=draw(st.integers(1, 12)),
                at_ms=1,
                day=20_000 + draw(st.integers(-3, 12)),
                kind=kind,
                card=draw(st.sampled_from(CARDS)),
                rating=draw(st.sampled_from([1, 2, 3, 3, 4, None, 9])),
                took_ms=draw(st.sampled_from([None, 900, 20_000])),
                hints=draw(st.sampled_from([None, 0, 2])),
                target=draw(ids) if kind in {Kind.VOID, Kind.REGRADE} else None,
                payload=draw(payloads),
            )
        )
    return drawn


def stamped(events: list[Event]) -> list[Event]:
    """The same events as one store would have written them: later and later, naming only what was there before."""
    return [replace(event, hlc=100 + place, id=numbered(place)) for place, event in enumerate(events)]


def filled(*batches: list[Event]) -> Ledger:
    made = ledger()
    for batch in batches:
        made.add(batch)
    return made


def turns(*of: tuple[Kind, str, int]) -> list[Event]:
    """Failed reviews and revisions of cards on days, one after the other."""
    return [Event(kind=kind, card=card, rating=1, day=day) for kind, card, day in of]


@given(histories())
@example(turns((Kind.REVIEW, "a/one", 20_000), (Kind.REVISE, "a/one", 20_000), (Kind.REVISE, "a/one", 20_001)))
@example(turns((Kind.REVIEW, "a/one", 20_000), (Kind.REVISE, "a/one", 20_000), (Kind.PRACTICE, "a/one", 20_001)))
def test_a_replay_gives_the_incremental_caches_bit_for_bit(events: list[Event]) -> None:
    ours = ledger()
    for event in stamped(events):
        if event.target is None or event.target < event.id:
            ours.write([event])
    before = ours.caches()
    ours.rebuild()
    assert ours.caches() == before


@given(histories())
def test_a_replay_gives_the_caches_of_merged_events_bit_for_bit(events: list[Event]) -> None:
    ours = filled(*([event] for event in events))
    before = ours.caches()
    ours.rebuild()
    assert ours.caches() == before


@given(histories(), st.randoms(use_true_random=False), st.integers(0, 14))
def test_the_order_of_arrival_does_not_matter(events: list[Event], source: random.Random, cut: int) -> None:
    shuffled = source.sample(events, len(events))
    ours = filled(events)
    assert filled(*([event] for event in shuffled)).caches() == ours.caches()
    assert filled(shuffled[:cut], shuffled[cut:]).caches() == ours.caches()


@settings(max_examples=15)
@given(histories())
def test_taking_over_events_twice_changes_nothing(events: list[Event]) -> None:
    ours = filled(events)
    before = ours.caches()
    assert ours.add(events) == 0
    assert ours.caches() == before


def review(number: int, card: str = "a/one", rating: int = 3, day: int = 20_000, kind: Kind = Kind.REVIEW) -> Event:
    return Event(id=numbered(number), hlc=number, day=day, kind=kind, card=card, rating=rating, hints=0, took_ms=1000)


def void(number: int, target: int) -> Event:
    return Event(id=numbered(number), hlc=number, day=20_000, kind=Kind.VOID, target=numbered(target))


def without_history(card: str, ours: Ledger) -> bool:
    return card not in ours.standings()


def test_a_void_review_leaves_everything_as_if_it_had_never_been() -> None:
    kept = [review(1), review(2, day=20_003)]
    assert without("voided", filled(kept, [review(3, rating=1, day=20_010)], [void(4, 3)])) == without("voided", filled(kept))


def without(table: str, ours: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in ours.caches().items() if name != table}


def test_a_void_of_a_void_brings_its_target_back() -> None:
    ours = filled([review(1)], [void(2, 1)], [void(3, 2)])
    assert without("voided", ours) == without("voided", filled([review(1)]))


def test_a_void_that_comes_before_its_target_holds_it() -> None:
    assert without_history("a/one", filled([void(4, 3)], [review(3)]))


@pytest.mark.parametrize("kind", [Kind.PRACTICE, Kind.RELEARN])
@pytest.mark.parametrize("rating", [1, 3])
def test_practice_and_relearning_change_no_memory(kind: Kind, rating: int) -> None:
    ours = filled([review(1, rating=1)])
    memory = ours.standings()["a/one"].memory
    ours.add([review(2, rating=rating, kind=kind)])
    assert ours.standings()["a/one"].memory == memory
    assert ours.days()[20_000].answers == 2


def test_a_failure_stands_until_it_is_made_good() -> None:
    ours = filled([review(1, rating=1)])
    assert ours.standings()["a/one"].failed_day == 20_000
    ours.add([review(2, rating=1, kind=Kind.RELEARN)])
    assert ours.standings()["a/one"].failed_day == 20_000
    ours.add([review(3, kind=Kind.RELEARN)])
    assert ours.standings()["a/one"].failed_day is None


def test_straight_passes_are_counted_over_reviews_alone() -> None:
    ours = filled([review(1), review(2, kind=Kind.PRACTICE), review(3)])
    assert ours.standings()["a/one"].passes == 2
    ours.add([review(4, rating=1)])
    assert ours.standings()["a/one"].passes == 0


def test_a_pass_with_a_hint_unlocks_nothing() -> None:
    assert not filled([replace(review(1), hints=1)]).standings()["a/one"].clean
    assert filled([review(1)]).standings()["a/one"].clean


def test_suspending_and_burying() -> None:
    ours = filled([Event(id=numbered(1), hlc=1, day=20_000, kind=Kind.SUSPEND, card="a/one")])
    assert not ours.standings()["a/one"].asked_on(20_900)
    ours.add([Event(id=numbered(2), hlc=2, day=20_000, kind=Kind.SUSPEND, card="a/one", payload='{"on": false}')])
    assert ours.standings()["a/one"].asked_on(20_000)
    ours.add([Event(id=numbered(3), hlc=3, day=20_000, kind=Kind.BURY, card="a/one")])
    standing = ours.standings()["a/one"]
    assert not standing.asked_on(20_000)
    assert standing.asked_on(20_001)


def rename(number: int, old: str, new: str) -> Event:
    return Event(id=numbered(number), hlc=number, day=20_000, kind=Kind.RENAME, card=old, payload=json.dumps({"to": new}))


def test_very_many_events_bring_their_weights_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivquiz.memory.ledger.CHUNK", 2)
    weights = [weight * 1.05 for weight in Scheduler().weights]
    fit = Event(id=numbered(3), hlc=3, day=20_000, kind=Kind.PARAMETERS, payload=json.dumps({"weights": weights}))
    events = [review(1), review(2, day=20_003), fit]
    ours = filled(events)
    assert ours.scheduler.weights == tuple(weights)
    assert ours.caches() == filled(*([event] for event in events)).caches()


def test_a_renamed_card_takes_its_history_along_and_what_is_still_written_under_its_old_name() -> None:
    ours = filled([review(1)], [rename(2, "a/one", "a/new")], [review(3, day=20_004)])
    assert without_history("a/one", ours)
    memory = ours.standings()["a/new"].memory
    assert memory is not None
    assert (memory.reps, memory.last_day) == (2, 20_004)


def test_renames_follow_each_other_and_a_name_may_come_back() -> None:
    ours = filled([review(1)], [rename(2, "a/one", "a/two")], [rename(3, "a/two", "a/three")])
    assert list(ours.standings()) == ["a/three"]
    ours.add([rename(4, "a/three", "a/one")])
    assert list(ours.standings()) == ["a/one"]
    ours.add([void(5, 4)])
    assert list(ours.standings()) == ["a/three"]


def test_a_card_revised_twice_is_due_from_the_first_time_until_it_is_reviewed() -> None:
    ours = filled(stamped(turns((Kind.REVIEW, "a/one", 20_000), (Kind.REVISE, "a/one", 20_000), (Kind.REVISE, "a/one", 20_001))))
    memory = ours.standings()["a/one"].memory
    assert memory is not None
    assert memory.due_day == 20_000
    ours.add([review(200, rating=4, day=20_002)])
    memory = ours.standings()["a/one"].memory
    assert memory is not None
    assert memory.due_day > 20_002


def test_a_regrade_repairs_the_schedule() -> None:
    regrade = Event(id=numbered(9), hlc=9, day=20_030, kind=Kind.REGRADE, card="a/one", rating=3, target=numbered(1))
    wrongly = [review(1, rating=1), review(2, day=20_004)]
    rightly = [review(1, rating=3), review(2, day=20_004)]
    assert filled(wrongly, [regrade]).caches() == filled(rightly).caches()
    assert filled(wrongly, [regrade], [void(10, 9)]).standings() == filled(wrongly).standings()


def test_what_another_algorithm_computed_is_stale() -> None:
    ours = filled([review(1)])
    assert not ours.stale()
    other = Ledger(ours._connection, Scheduler(0.95))
    assert other.stale()
    other.rebuild()
    assert not other.stale()
    assert ours.stale()


def test_a_replay_takes_microseconds_a_review() -> None:
    source = random.Random(7)
    ours = ledger()
    columns = list(as_row(review(0)))
    place = {name: COLUMNS.index(name) for name in ("id", "hlc", "day", "card", "rating")}

    def row(number: int) -> list[object]:
        columns[place["id"]] = numbered(number)
        columns[place["hlc"]] = number
        columns[place["day"]] = 18_000 + number // 60
        columns[place["card"]] = f"deck/{source.randrange(97)}"
        columns[place["rating"]] = source.choice([1, 2, 3, 3, 3, 4])
        return columns

    ours._connection.execute("BEGIN")
    ours._connection.executemany(
        f"INSERT INTO event VALUES ({', '.join('?' * len(COLUMNS))})",
        (row(number) for number in range(10_000)),
    )
    assert units(ours.rebuild) < 80
    assert sum(totals.reviews for totals in ours.days().values()) == 10_000


def test_a_card_never_met_has_the_standing_of_a_new_one() -> None:
    assert Standing().asked_on(0)
    assert Standing().memory is None
