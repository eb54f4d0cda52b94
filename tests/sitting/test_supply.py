from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from derivquiz.errors import WorkerDiedError
from derivquiz.memory.rating import Rating
from derivquiz.memory.store import Store
from derivquiz.sitting.supply import Drawn, Supply
from tests.memory.worlds import store
from tests.sittings import Direct, beside, deck


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Store]:
    with store(tmp_path) as opened:
        yield opened


def supply(ours: Store, maths: Direct, *rules: str) -> Supply:
    return Supply(decks=[deck(ours.path.parent, *rules)], maths=maths, store=ours, random=Random(1))


async def drawn(of: Supply) -> Drawn:
    found = await of.next()
    assert found is not None
    return found


async def test_a_card_whose_draw_was_lost_before_is_drawn_once_more_at_every_loss(ours: Store) -> None:
    maths = Direct()
    given = supply(ours, maths, "power", "sum", "root")
    for _ in range(3):
        maths.failing["draw"] = WorkerDiedError("gone")
        with pytest.raises(WorkerDiedError):
            await given.next()
        found = await drawn(given)
        assert found.pick.card == "mine/t0"
        await given.answered(found.pick, Rating.AGAIN)
        await given.taken_back(found.pick, None)


async def test_what_was_drawn_ahead_is_asked_though_the_card_before_it_is_dropped(ours: Store) -> None:
    given = supply(ours, Direct(), "power", "sum", "root")
    first = await drawn(given)
    given.go_ahead()
    await beside()
    await given.dropped(first.pick.card)
    assert [(await drawn(given)).pick.card for _ in range(2)] == ["mine/t1", "mine/t2"]


async def test_a_dropped_card_is_not_asked_though_it_was_drawn_ahead(ours: Store) -> None:
    given = supply(ours, Direct(), "power", "sum", "root")
    await drawn(given)
    given.go_ahead()
    await beside()
    await given.dropped("mine/t1")
    assert (await drawn(given)).pick.card == "mine/t2"
