"""The commands that correct a history: regrade, disputes, reset, suspended."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivquiz.cli import main
from derivquiz.commands.regrade import regrade
from derivquiz.game import Game
from derivquiz.memory.events import Event, Kind
from derivquiz.memory.rating import Rating
from derivquiz.sitting.modes import Mode
from derivquiz.wire import Outcome, Problem, Verdict
from tests.memory.worlds import memories, store
from tests.sittings import Direct, asked, chained, deck, right, session

WRONG = "123456"


def run(folder: Path, *arguments: str, typed: str = "") -> str:
    result = CliRunner().invoke(main, ["--data", str(folder), *arguments], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


class Lenient(Direct):
    """Takes every answer for right, or for wrong with a reason."""

    def __init__(self, outcome: Outcome = Outcome.CORRECT, *slugs: str) -> None:
        super().__init__()
        self.outcome = outcome
        self.slugs = slugs

    async def mark(self, problem: Problem, text: str) -> Verdict:
        return replace(await super().mark(problem, text), outcome=self.outcome, misconceptions=self.slugs)


async def played(folder: Path) -> None:
    """A wrong, a right and an abandoned answer of three templates, the first made good the same day."""
    with store(folder) as ours:
        sitting = session([deck(folder, "power", "sum", "root")], ours)
        await asked(sitting)
        await sitting.submit(WRONG)
        await asked(sitting)
        await right(sitting)
        await asked(sitting)
        await sitting.reveal()


async def test_regrade_shows_what_would_change_asks_and_repairs_the_schedule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await played(tmp_path)
    game = Game(data=tmp_path)
    ours = game.store()
    before = memories(ours)
    monkeypatch.setattr("click.confirm", lambda _: False)
    await regrade(game, Lenient(), "", sure=False)
    said = capsys.readouterr().out
    assert "2 answers judged again." in said
    assert "'123456': wrong → correct (again → good)" in said
    assert memories(ours) == before
    await regrade(game, Lenient(), "other", sure=True)
    assert "0 answers judged again." in capsys.readouterr().out
    await regrade(game, Lenient(), "", sure=True)
    after = memories(ours)
    assert after["mine/t0"].due_day > before["mine/t0"].due_day
    assert after["mine/t1"] == before["mine/t1"]
    assert ours.history().standing("mine/t0").failed_day is None
    (event,) = [event for event in ours.events() if event.kind is Kind.REGRADE]
    assert (event.rating, event.verdict) == (Rating.GOOD, "correct")
    caches = ours.caches()
    ours.rebuild()
    assert ours.caches() == caches
    capsys.readouterr()
    await regrade(game, Lenient(), "", sure=True)
    assert "Nothing would change." in capsys.readouterr().out
    await regrade(game, Lenient(Outcome.WRONG), "", sure=True)
    assert memories(ours)["mine/t1"].stability < before["mine/t1"].stability
    await game.close()


async def test_what_a_placement_took_as_known_goes_and_comes_with_the_mark_that_earned_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with store(tmp_path) as ours:
        sitting = session([chained(tmp_path, 6)], ours, mode=Mode.PLACEMENT)
        first = await asked(sitting)
        await right(sitting)
        before, unlocked = memories(ours), ours.history()
        assert len(before) > 1
        await asked(sitting)
        await sitting.submit(WRONG)
    game = Game(data=tmp_path)
    ours = game.store()
    ours.append(Event(kind=Kind.KNOWN, card="mine/elsewhere", rating=4))  # for another answer
    await regrade(game, Lenient(Outcome.WRONG), "", sure=True)
    assert f"took as known for these would change: {len(before) - 1} card" in capsys.readouterr().out
    assert set(memories(ours)) == {f"mine/{first.template}", "mine/elsewhere"}
    assert not any(ours.history().standing(card).clean for card in before)
    caches = ours.caches()
    ours.rebuild()
    assert ours.caches() == caches
    await regrade(game, Direct(), "", sure=True)
    after = memories(ours)
    assert {card: after[card] for card in before} == before
    assert all(ours.history().standing(card) == unlocked.standing(card) for card in before)
    await game.close()


async def test_what_is_explained_otherwise_keeps_its_rating(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await played(tmp_path)
    game = Game(data=tmp_path)
    ours = game.store()

    class Diagnosing(Direct):
        async def mark(self, problem: Problem, text: str) -> Verdict:
            verdict = await super().mark(problem, text)
            return verdict if verdict.outcome is Outcome.CORRECT else replace(verdict, misconceptions=("chain-added",))

    before = ours.caches()
    await regrade(game, Diagnosing(), "", sure=True)
    assert "1 wrong answer would be explained otherwise" in capsys.readouterr().out
    assert ours.caches() == before
    assert [one.slug for one in await game.misconceptions()] == ["chain-added"]
    await game.close()


async def test_what_cannot_be_judged_any_more_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await played(tmp_path)
    game = Game(data=tmp_path)
    game.store().append(Event(kind=Kind.REVIEW, card="mine/t9", rating=3, displayed="{", answer="x", verdict="correct"))
    await regrade(game, Lenient(Outcome.UNDECIDED), "", sure=True)
    said = capsys.readouterr().out
    assert "3 answers judged again, 3 of them could not be" in said
    assert "Nothing would change." in said
    await game.close()


async def disputed(folder: Path) -> Problem:
    with store(folder) as ours:
        sitting = session([deck(folder, "power")], ours)
        problem = await asked(sitting)
        await sitting.submit(WRONG)
        await sitting.dispute("it is\x1b[31m right")
        return problem


def test_disputes_print_the_problem_the_text_and_what_was_said(tmp_path: Path) -> None:
    assert run(tmp_path, "disputes") == "No verdict is disputed.\n"
    problem = asyncio.run(disputed(tmp_path))
    (fields,) = [json.loads(line) for line in run(tmp_path, "disputes", "--json").splitlines()]
    assert (fields["card"], fields["answer"], fields["verdict"]) == ("mine/t0", WRONG, "wrong")
    assert fields["problem"]["function"] == problem.function
    said = run(tmp_path, "disputes")
    assert f"function: {problem.function}" in said
    assert "it is [31m right" in said


def test_reset_starts_one_deck_over_after_asking(tmp_path: Path) -> None:
    assert "Nothing was answered" in run(tmp_path, "reset", "rules")
    with store(tmp_path) as ours:
        for card in ("rules/power", "rules/constant", "chain/power-of-quadratic"):
            ours.append(Event(kind=Kind.REVIEW, card=card, rating=3))
        ours.append(Event(kind=Kind.SUSPEND, card="rules/power"))
    assert "The rules: start over? 3 events" in run(tmp_path, "reset", "rules", typed="n\n")
    with store(tmp_path) as ours:
        assert len(memories(ours)) == 3
    run(tmp_path, "reset", "rules", "--yes")
    with store(tmp_path) as ours:
        assert list(ours.history().standings) == ["chain/power-of-quadratic"]
        assert len(ours.events()) == 7
    assert "Nothing was answered" in run(tmp_path, "reset", "rules")
    assert "no deck" in CliRunner().invoke(main, ["--data", str(tmp_path), "reset", "nowhere"]).output


def test_suspended_lists_what_is_set_aside_and_brings_it_back(tmp_path: Path) -> None:
    assert run(tmp_path, "suspended") == "No card is set aside.\n"
    store_now = Game(data=tmp_path).store()
    store_now.append(Event(kind=Kind.SUSPEND, card="rules/power"), Event(kind=Kind.BURY, card="rules/root"))
    store_now.close()
    assert run(tmp_path, "suspended") == "rules/power  suspended\nrules/root  until tomorrow\n"
    assert "asked again" in run(tmp_path, "suspended", "rules/power", "rules/root")
    assert run(tmp_path, "suspended") == "No card is set aside.\n"
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "suspended", "rules/power"])
    assert (result.exit_code, "is not set aside" in result.output) == (1, True)
