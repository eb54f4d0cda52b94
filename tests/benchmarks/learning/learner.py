"""A simulated learner: what they can do, what they get wrong and why, and what an answer changes in them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from derivquiz.memory.rating import READING, Attempt, Rating, rate
from derivquiz.memory.scheduler import BOUNDS, Memory, Scheduler
from derivquiz.sitting import remedies
from tests.benchmarks.learning.skills import Skill

HELD = 0.3
"""Of each family of wrong rules, which fail the same rule, a learner follows one with this probability."""
WEAKEST, STRONGEST = 0.3, 0.9
"""How often a wrong rule is followed where it applies, before anything was learnt."""
NAMED, SHOWN, OVERCOME = 0.6, 0.85, 0.97
"""What is left of that after it was named alone, after an answer was worked out without naming it, after a right answer."""
GONE = 0.15
"""Below this a misconception no longer counts as active."""
CARELESS = 0.03
AGAIN_TODAY = 0.85
"""The probability to be right where the answer was worked out minutes ago."""
TAUGHT, UNTAUGHT = (0.3, 0.55), (0.05, 0.3)
"""The probability to know what was never met, after its lesson and without it, and what knowing the prerequisites adds."""
SCHOOL = 0.6
"""How far skills without prerequisites are prepared by what was learnt before."""
UNMET = 0.1
"""How far a prerequisite that was never met is known."""
PACE_MS, LENGTH = 420.0, 14
STRAIGHT = 200
"""The personal median is that of so many latest successes, as in the store."""


@dataclass(frozen=True, slots=True)
class Nature:
    """What a learner brings: it is the same under every schedule."""

    name: str
    forgetting: Scheduler
    """FSRS-6 with weights of their own."""
    ease: Mapping[str, float]
    """What the first stability of each card is multiplied by."""
    slips: Mapping[str, float]
    """The wrong rules that they follow, with the probability where one applies."""
    careless: float = CARELESS
    again_today: float = AGAIN_TODAY


def born(name: str, skills: Sequence[Skill]) -> Nature:
    """A learner drawn by name: each of the 21 weights the default times a log-normal number, so that no scheduler knows them."""
    random = Random(name)
    talent = random.gauss(0, 0.4)
    weights = []
    for i, (default, (least, most)) in enumerate(zip(Scheduler().weights, BOUNDS, strict=True)):
        drawn = default * math.exp(random.gauss(0, 0.25) + (talent if i < len(Rating) else 0.0))
        weights.append(min(max(drawn, least), most))
    families: dict[tuple[str, ...], list[str]] = {}
    for slug in sorted({slug for skill in skills for problem in skill.problems for slug in problem}):
        families.setdefault(remedies.words(slug), []).append(slug)
    slips = {random.choice(family): random.uniform(WEAKEST, STRONGEST) for family in families.values() if random.random() < HELD}
    ease = {skill.entry.card: math.exp(random.gauss(0, 0.5)) for skill in skills}
    return Nature(name, Scheduler(weights=weights), ease, slips)


@dataclass(frozen=True, slots=True)
class Answer:
    """A first answer to a problem, rated and diagnosed as the game does it."""

    rating: Rating
    named: tuple[str, ...] = ()


@dataclass(slots=True)
class Learner:
    """One learner under one schedule."""

    nature: Nature
    skills: Mapping[str, Skill]
    memories: dict[str, Memory] = field(default_factory=dict)
    slips: dict[str, float] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    """The day of the latest failure of a card that was not made good."""
    streaks: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slips = dict(self.nature.slips)

    def recall(self, card: str, day: int) -> float:
        """The true retrievability of a card; 0 where it was never met."""
        memory = self.memories.get(card)
        return 0.0 if memory is None else self.nature.forgetting.recall(memory, day)

    def readiness(self, card: str, day: int) -> float:
        """How far a card's prerequisites are known."""
        before = self.skills[card].before
        if not before:
            return SCHOOL
        return sum(max(self.recall(one, day), UNMET) for one in sorted(before)) / len(before)

    def knows(self, card: str, day: int, *, taught: bool = True) -> float:
        """The probability to know how it goes, wrong rules and carelessness aside; at first sight after a lesson or without."""
        if card not in self.memories:
            least, more = TAUGHT if taught else UNTAUGHT
            return least + more * self.readiness(card, day)
        return self.nature.again_today if self.failed.get(card) == day else self.recall(card, day)

    def right(self, card: str, day: int) -> float:
        """The probability of a right answer to a fresh problem of a card, without a lesson."""
        problems = self.skills[card].problems
        spared = sum(math.prod(1 - self.slips.get(slug, 0.0) for slug in problem) for problem in problems) / len(problems)
        return self.knows(card, day, taught=False) * spared * (1 - self.nature.careless)

    @property
    def active(self) -> int:
        """How many misconceptions are left."""
        return sum(strength >= GONE for strength in self.slips.values())

    def answer(self, card: str, day: int) -> Answer:
        """Answer a problem and learn from it.

        What is drawn for the nth answer to a card is the same under every schedule: they are compared on the same luck.
        """
        count = self.counts[card] = self.counts.get(card, 0) + 1
        random = Random(f"{self.nature.name} {card} {count}")
        problems = self.skills[card].problems
        problem = problems[int(random.random() * len(problems))]
        known, careful = random.random() < self.knows(card, day), random.random() >= self.nature.careless
        hurry = random.gauss(0, 0.4)
        held = {slug: random.random() for slug in problem if slug in self.nature.slips}
        followed = next((slug for slug, drawn in held.items() if drawn < self.slips[slug]), None)
        named = () if followed is None else problem[followed]
        right = known and careful and followed is None
        rating = self._rated(card, day, right=right, hurry=hurry)
        for slug in held:
            if named == (slug,):
                self.slips[slug] *= NAMED
            elif rating == Rating.AGAIN:
                self.slips[slug] *= SHOWN
            else:
                self.slips[slug] *= OVERCOME
        self._remember(card, day, rating if right else Rating.HARD if known else Rating.AGAIN)
        if right:
            self.failed.pop(card, None)
            self.streaks[card] = self.streaks.get(card, 0) + 1
        else:
            self.failed[card], self.streaks[card] = day, 0
        return Answer(rating, named)

    def _rated(self, card: str, day: int, *, right: bool, hurry: float) -> Rating:
        slowness = 1 + (1 - self.knows(card, day))
        took = PACE_MS * math.exp(hurry) * slowness * (READING + LENGTH)
        first = card not in self.memories
        attempt = Attempt("correct" if right else "wrong", 0, True, False, round(took), LENGTH, self.streaks.get(card, 0), first)
        rating = rate(attempt, self.times[-STRAIGHT:])
        if right:
            self.times.append(took / (READING + LENGTH))
        return rating

    def _remember(self, card: str, day: int, rating: Rating) -> None:
        """Let the true memory follow what was recalled: who knew how it goes and slipped has not forgotten it."""
        before = self.memories.get(card)
        memory = self.nature.forgetting.next(card, before, rating, day)
        if before is None:
            transfer = 0.5 + self.readiness(card, day)
            memory = replace(memory, stability=memory.stability * self.nature.ease[card] * transfer)
        self.memories[card] = memory
