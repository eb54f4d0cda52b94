"""Several programs on one store at once: `python -m tests.soak.crowd`; prints errors, lost answers and what each answer took."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from derivquiz.errors import StoreError
from derivquiz.memory import backups
from tests.memory.worlds import Clock, store


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--answers", type=int, default=500, help="of each process")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        command = [sys.executable, "-m", "tests.memory.appending", folder, str(chosen.answers)]
        began = time.monotonic()
        running = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(chosen.processes)
        ]
        made = put_off = 0
        with store(data, Clock(time.time()), seed=random.randrange(10**6)) as beside:
            while any(process.poll() is None for process in running):
                beside.history()
                if beside.count():
                    try:
                        beside.back_up()  # in the midst of it
                        made += 1
                    except StoreError:  # the writers left no gap in the time that it waits
                        put_off += 1
                time.sleep(0.2)
        ends = [process.communicate() for process in running]
        seconds = time.monotonic() - began
        acknowledged = {line for out, _ in ends for line in out.split()}
        with store(data, Clock(time.time())) as ours:
            there = {key.hex() for key in ours.ids()}
            before = ours.caches()
            ours.rebuild()
            rows = {
                "processes": chosen.processes,
                "answers acknowledged": len(acknowledged),
                "backups made meanwhile": made,
                "backups put off": put_off,
                "answers a second": round(len(acknowledged) / seconds),
                "errors": sum(bool(error) or process.returncode != 0 for process, (_, error) in zip(running, ends, strict=True)),
                "lost": len(acknowledged - there),
                "caches unlike a replay": int(ours.caches() != before),
                "unsound backups": sum(backups.check(backup.path)[0] < 1 for backup in backups.listed(ours.path)),
            }
        for error in {error.strip().splitlines()[-1] for _, error in ends if error.strip()}:
            print(error)
    print(f"{'what':<32}{'number':>10}")
    for name, number in rows.items():
        print(f"{name:<32}{number:>10,}")
    return int(any(rows[name] for name in ("errors", "lost", "caches unlike a replay", "unsound backups")))


if __name__ == "__main__":
    sys.exit(main())
