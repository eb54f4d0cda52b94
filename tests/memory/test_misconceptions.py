"""Which misconceptions a history names, and how it went since: by answers that count, as they are marked now."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from derivquiz.memory import misconceptions
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.store import Store
from tests.memory.test_store import REVIEW
from tests.memory.worlds import DAY, Clock, store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ours(tmp_path: Path, clock: Clock) -> Store:
    return store(tmp_path, clock)


def wrong(*slugs: str, card: str = "a/one") -> Event:
    return replace(REVIEW, card=card, rating=1, misconceptions=json.dumps(slugs))


def right(card: str = "a/one", kind: Kind = Kind.REVIEW) -> Event:
    return replace(REVIEW, card=card, kind=kind)


def names(ours: Store, day: int | None = None) -> list[tuple[str, str]]:
    return [(one.slug, one.card) for one in ours.ask(partial(misconceptions.named, day=day))]


def test_a_misconception_is_named_where_it_is_the_only_one(ours: Store, clock: Clock) -> None:
    ours.append(wrong("sign-lost"), wrong("sign-lost", "chain-added"), wrong(), right(), replace(wrong(), misconceptions="{"))
    clock.now += DAY
    ours.append(wrong("chain-added", card="a/two"))
    assert names(ours) == [("sign-lost", "a/one"), ("chain-added", "a/two")]
    assert names(ours, ours.today()) == [("chain-added", "a/two")]


def test_it_is_owned_until_three_right_answers_to_its_card(ours: Store, clock: Clock) -> None:
    ours.append(wrong("sign-lost", card="a/two"), right("a/two"))
    clock.now += DAY
    ours.append(wrong("sign-lost"), right("a/two"), right(), wrong("chain-added", card="b/one"))
    lately, before = ours.ask(misconceptions.ever_named)
    assert (lately.slug, lately.times, lately.since, lately.right_since) == ("chain-added", 1, 0, 0)
    assert (before.slug, before.card, before.times) == ("sign-lost", "a/one", 2)
    assert (before.first_day, before.last_day) == (ours.today() - 1, ours.today())
    assert (before.since, before.right_since, before.owned) == (3, 1, True)
    ours.append(right(kind=Kind.PRACTICE), right(kind=Kind.RELEARN))
    assert [one.owned for one in ours.ask(misconceptions.ever_named)] == [True, False]


def test_what_does_not_count_names_nothing_and_makes_nothing_good(ours: Store) -> None:
    (first, _) = ours.append(wrong("sign-lost"), wrong("chain-added"))
    (good,) = ours.append(right())
    assert ours.ask(partial(misconceptions.passed_on, day=ours.today())) == {"a/one": good.hlc}
    ours.undo(good)
    assert ours.ask(partial(misconceptions.passed_on, day=ours.today())) == {}
    assert [one.right_since for one in ours.ask(misconceptions.ever_named)] == [0, 0]
    ours.undo(first)
    assert names(ours) == [("chain-added", "a/one")]


def test_a_regrade_names_what_it_says_until_it_is_undone(ours: Store) -> None:
    (slip, good) = ours.append(wrong("sign-lost"), right())
    told = [
        Event(kind=Kind.REGRADE, card="a/one", rating=1, target=key, misconceptions=json.dumps(slugs))
        for key, slugs in ((slip.id, ["chain-added"]), (good.id, ["sign-lost"]))
    ]
    (one, other) = ours.append(*told)
    assert names(ours) == [("chain-added", "a/one"), ("sign-lost", "a/one")]
    ours.undo(one)
    ours.undo(other)
    assert names(ours) == [("sign-lost", "a/one")]


def test_the_history_of_a_renamed_card_names_it_anew(ours: Store) -> None:
    ours.append(wrong("sign-lost"), right())
    ours.adopt({"a/one": "c/new"})
    assert names(ours) == [("sign-lost", "c/new")]
    (one,) = ours.ask(misconceptions.ever_named)
    assert one.right_since == 1
    assert list(ours.ask(partial(misconceptions.passed_on, day=ours.today()))) == ["c/new"]
