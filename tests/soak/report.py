"""What a soak run prints and leaves behind: progress, times, a table, and one line of JSON for each finding."""

from __future__ import annotations

import json
import time
from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SLOW = 1.0
"""Seconds that one call may take."""


class Report:
    """Counts, times and findings of one run."""

    def __init__(self, name: str, findings: Path, *, every: float = 10.0, minutes: float | None = None) -> None:
        self.name = name
        self.file = findings
        self.file.unlink(missing_ok=True)
        self.counts: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.times: dict[str, array[float]] = {}
        self.began = time.perf_counter()
        self._every = every
        self._until = None if minutes is None else self.began + 60 * minutes
        self._said = self.began

    def took(self, call: str, seconds: float) -> None:
        """Keep the time of one call."""
        self.times.setdefault(call, array("d")).append(seconds)

    def finding(self, kind: str, facts: Mapping[str, Any]) -> None:
        """Write down what went wrong, with all that it takes to see it again."""
        self.findings[kind] += 1
        line = json.dumps({"finding": kind, **facts}, ensure_ascii=True, default=str)
        with self.file.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
        if self.findings[kind] <= 20:
            print(f"  FINDING {line[:600]}", flush=True)

    def progress(self, done: int, of: int) -> None:
        """Say now and then how far it is."""
        now = time.perf_counter()
        if now - self._said >= self._every:
            self._said = now
            print(f"{self.name}: {done:,} of {of:,}, {now - self.began:,.0f} s, {self.findings.total()} findings", flush=True)

    @property
    def is_over(self) -> bool:
        """Whether the time that the run was given is up."""
        return self._until is not None and time.perf_counter() >= self._until

    def table(self) -> int:
        """Print the end of the run; the exit code is 1 where there was a finding."""
        print(f"\n{self.name}: {time.perf_counter() - self.began:,.1f} s of wall time")
        for key, count in sorted(self.counts.items()):
            print(f"  {key:<52}{count:>12,}")
        print(f"\n  {'call':<24}{'calls':>12}{'p50 ms':>12}{'p99 ms':>12}{'max ms':>12}")
        for call, kept in sorted(self.times.items()):
            times = sorted(kept)
            picked = (times[len(times) // 2], times[int(len(times) * 0.99)], times[-1])
            print(f"  {call:<24}{len(times):>12,}" + "".join(f"{1000 * seconds:>12.3f}" for seconds in picked))
        print(f"\n  findings: {self.findings.total()}" + (f", in {self.file}" if self.findings else ""))
        for kind, count in sorted(self.findings.items()):
            print(f"    {kind:<50}{count:>12,}")
        return 1 if self.findings else 0
