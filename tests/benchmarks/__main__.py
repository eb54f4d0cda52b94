"""Every benchmark after the other, as the README names them, each in a process of its own.

python -m tests.benchmarks
"""

from __future__ import annotations

import os
import subprocess
import sys

NAMES = ("startup", "latency", "grading", "library", "memory", "learner")


def main() -> None:
    """Print what the machine is and then the table of each benchmark; the exit code is 1 where one failed."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version}, {os.cpu_count()} cores, {sys.platform}", flush=True)
    failed = False
    for name in NAMES:
        print(f"\n$ python -m tests.benchmarks.{name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
