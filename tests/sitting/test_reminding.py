from __future__ import annotations

import subprocess
import sys

from derivquiz.memory.misconceptions import Named
from derivquiz.memory.order import Entry
from derivquiz.sitting.reminding import reminders

ENTRIES = [
    Entry("chain/deep", "chain", "chain-root", ("chain/first",)),
    Entry("chain/first", "chain", "chain"),
    Entry("rules/power", "rules", "power"),
]
ALL = [entry.card for entry in ENTRIES]


def slip(slug: str = "inner-derivative-missing", card: str = "rules/power", hlc: int = 5) -> Named:
    return Named(slug, card, 20_000, hlc)


def test_the_simplest_learnt_card_of_the_rule_that_failed_comes_back() -> None:
    assert reminders(ENTRIES, ALL, [slip()], {}) == ("chain/first",)
    assert reminders(ENTRIES, ["chain/deep"], [slip()], {}) == ("chain/deep",)
    assert reminders(ENTRIES, [], [slip()], {}) == ()
    assert reminders(ENTRIES, ALL, [slip("no-such-slip")], {}) == ()


def test_it_comes_once_until_it_is_right_and_not_for_a_slip_in_itself() -> None:
    assert reminders(ENTRIES, ALL, [slip(), slip("chain-added", "chain/deep", hlc=7)], {}) == ("chain/first",)
    assert reminders(ENTRIES, ALL, [slip(hlc=5)], {"chain/first": 4}) == ("chain/first",)
    assert reminders(ENTRIES, ALL, [slip(hlc=5)], {"chain/first": 6}) == ()
    assert reminders(ENTRIES, ALL, [slip(card="chain/first")], {}) == ()


def test_it_loads_nothing_heavy() -> None:
    heavy = "{'fsrs_rs_python', 'statistics', 'asyncio', 'click', 'tomllib'}"
    code = f"import sys, derivquiz.sitting.reminding; print(*sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
