from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.memory.worlds import Clock, store

KILLS = 6


def test_no_acknowledged_answer_is_lost_to_a_kill_at_any_moment(tmp_path: Path) -> None:
    source = random.Random(20)
    acknowledged: set[str] = set()
    for number in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.memory.appending", str(tmp_path), "1000000"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        if number % 4:  # in the midst of writing
            for _ in range(source.randint(1, 40)):
                acknowledged.add(process.stdout.readline().strip())
        else:  # while starting, or soon after
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=source.uniform(0.05, 0.4))
        process.send_signal(signal.SIGKILL)
        acknowledged.update(line for line in process.stdout.read().split("\n")[:-1])
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
    with store(tmp_path, Clock(time.time())) as ours:
        assert ours.notice == ""
        assert len(acknowledged) > KILLS
        assert acknowledged <= {event.id.hex() for event in ours.events()}
        before = ours.caches()
        ours.rebuild()
        assert ours.caches() == before
