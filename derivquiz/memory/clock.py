"""The learner's clock: moments, study days, and what is said where it goes back."""

from __future__ import annotations

from collections.abc import Callable

from derivquiz.memory.events import DAY_START, study_day
from derivquiz.words import count

_HOUR_MS = 3_600_000
JUMP_MS = _HOUR_MS
"""A clock that goes back by more than this is said."""


class Clock:
    """A clock of unix seconds with the minutes east of UTC at each moment; a study day begins at the hour `day_start`."""

    def __init__(self, seconds: Callable[[], float], timezone: Callable[[float], int], day_start: int = DAY_START) -> None:
        self._seconds = seconds
        self._timezone = timezone
        self.day_start = day_start
        self._said = False

    def moment(self) -> tuple[int, int]:
        """Now in milliseconds, and the minutes east of UTC."""
        now = self._seconds()
        return int(now * 1000), self._timezone(now)

    def today(self) -> int:
        """The study day of this moment."""
        return study_day(*self.moment(), self.day_start)

    def jump(self, last_at_ms: int | None) -> str:
        """A sentence where the clock stands more than an hour before the last answer, once until it has caught up.

        Nothing else comes of it: logical time goes on, and no interval is negative.
        """
        behind = 0 if last_at_ms is None else last_at_ms - self.moment()[0]
        if behind <= JUMP_MS:
            self._said = False
            return ""
        if self._said:
            return ""
        self._said = True
        hours = behind // _HOUR_MS
        how_far = count(hours // 24, "day") if hours >= 48 else count(hours, "hour")
        return f"This computer's clock is {how_far} behind your last answer; nothing is lost, but please see that it is right."
