"""Would the tests notice? `python -m tests.soak.mutants derivquiz/memory/scheduler.py` changes a module in one small place after
the other, runs the tests that are to hold it, and counts the changes ("mutants") that at least one test fails on.

Each mutant lives in a child process of its own that imports the changed module in the place of the right one. No file is touched.
One that needs ten times the processor time of the right module counts as noticed. What stands in `EQUIVALENT` says the same as
the original, or differs in a way that nobody is promised; it counts as survived, and its reason is printed.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase

from tests.soak.equivalents import EQUIVALENT
from tests.soak.mutating import Mutation, mutations

ROOT = Path(__file__).parent.parent.parent
TESTS: dict[str, tuple[str, ...]] = {
    "derivquiz/maths/marking/equality.py": ("tests/maths/marking/test_equality.py", "tests/maths/marking/test_hidden_breaks.py"),
    "derivquiz/maths/reading": ("tests/maths/reading",),
    "derivquiz/memory/scheduler.py": ("tests/memory/test_scheduler.py",),
}
"""A module, or a folder of modules, and the tests that hold it."""
SHARED = ("sympy", "mpmath", "flint", "numpy", "fsrs", "fsrs_rs_python", "hypothesis.strategies", "platformdirs")
"""Imported once, before any child is made."""
NEEDED = 0.9
SLOWER = 10
"""So many times the processor time of the right module counts as noticed."""
SPARE_SECONDS = 10
SAID_EVERY = 20
MEMORY = 4 << 30
PROFILE = "mutants"
QUIET = "ignore::pytest.PytestAssertRewriteWarning"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", type=Path, default=[Path(name) for name in TESTS])
    parser.add_argument("--sample", type=int, help="so many mutants of each module, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--line", type=int, help="only the mutants of this line")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    for name in SHARED:
        importlib.import_module(name)
    hypothesis.settings.register_profile(
        PROFILE,
        max_examples=50,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    files = [file for module in chosen.modules for file in (sorted(module.glob("*.py")) if module.is_dir() else [module])]
    rows = [Trial(file).run(chosen.sample, chosen.seed, chosen.jobs, chosen.line) for file in files]
    print(f"\n{'module':<44}{'mutants':>9}{'noticed':>9}{'share':>8}{'argued':>8}{'left':>6}")
    for file, row in zip(files, rows, strict=True):
        if row.total():
            share = row["noticed"] / row.total()
            print(f"{file!s:<44}{row.total():>9}{row['noticed']:>9}{share:>8.1%}{row['argued']:>8}{row['left']:>6}")
    noticed, total = sum(row["noticed"] for row in rows), sum(row.total() for row in rows)
    print(f"{'all':<44}{total:>9}{noticed:>9}{noticed / max(total, 1):>8.1%}")
    return int(noticed < NEEDED * total)


class Trial:
    """The mutants of one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.source = file.read_text(encoding="utf-8")
        self.name = ".".join(file.with_suffix("").parts)
        self.tests = next(tests for held, tests in TESTS.items() if str(file).startswith(held))

    def run(self, sample: int | None, seed: int, jobs: int, line: int | None) -> Counter[str]:
        """Try the mutants, or a sample of them, and count what became of them."""
        tree = ast.parse(self.source)
        found = [one for one in mutations(tree) if line in {None, one.line}]
        if sample is not None and sample < len(found):
            found = sorted(random.Random(seed).sample(found, sample), key=lambda one: one.line)
        counts: Counter[str] = Counter()
        if not found:
            return counts
        began = time.process_time(), os.times().children_user
        if self.alive(self.compiled(tree), 600):
            seconds = os.times().children_user - began[1]
        else:
            raise SystemExit(f"{self.file}: its tests fail as it stands")
        print(f"{self.file}: {len(found)} mutants, {seconds:.1f} s for the tests of each that lives", flush=True)
        running: dict[int, Mutation] = {}
        for mutation in found:
            with mutation.applied():
                code = self.compiled(tree)
            if len(running) >= jobs:
                self.count(running, counts)
            running[self.started(code, SLOWER * seconds + SPARE_SECONDS)] = mutation
        while running:
            self.count(running, counts)
        return counts

    def compiled(self, tree: ast.Module) -> CodeType | None:
        """The code of a tree; None for one that is no Python, such as a break outside of a loop."""
        try:
            return compile(ast.parse(ast.unparse(tree)), str(self.file), "exec")
        except SyntaxError:
            return None

    def count(self, running: dict[int, Mutation], counts: Counter[str]) -> None:
        """Wait for one of the children, and say what became of its mutant where no test failed."""
        child, status = os.wait()
        mutation = running.pop(child)
        if status:
            counts["noticed"] += 1
            if counts["noticed"] % SAID_EVERY == 0:
                print(f"  {counts['noticed']} of {counts.total()} noticed so far", flush=True)
            return
        change = f"{mutation.before}  →  {mutation.after}"
        reason = next((why for module, part, why in EQUIVALENT if str(self.file).endswith(module) and part in change), "")
        counts["argued" if reason else "left"] += 1
        print(f"  {self.file}:{mutation.line}: {change}{f'   ({reason})' if reason else ''}", flush=True)

    def alive(self, code: CodeType | None, seconds: float) -> bool:
        """Whether all tests pass on this code."""
        return os.waitpid(self.started(code, seconds), 0)[1] == 0

    def started(self, code: CodeType | None, seconds: float) -> int:
        """A child that runs the tests on this code, and ends with 0 where they pass."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                os._exit(self.tested(code, seconds))
            os._exit(1)
        return child

    def tested(self, code: CodeType | None, seconds: float) -> int:
        """Run the tests in this process, which ends with it."""
        if code is None:
            return 1
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        watch = threading.Timer(20 * seconds, os.kill, (os.getpid(), signal.SIGKILL))
        watch.daemon = True
        watch.start()
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        sys.meta_path.insert(0, InPlaceOf(self.name, code))
        with tempfile.TemporaryDirectory() as folder:
            options = ("-x", "-q", "-o", "addopts=", "-W", QUIET, "--basetemp", f"{folder}/tests", "--hypothesis-seed=0")
            plugins = ("-p", "no:cacheprovider", "-p", "no:xdist")
            return int(pytest.main([*options, *plugins, f"--hypothesis-profile={PROFILE}", *self.tests]))


class InPlaceOf(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module this code instead of its file's."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in {self.name, self.name.removesuffix(".__init__")}:
            return None
        return importlib.util.spec_from_file_location(fullname, self.code.co_filename, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102


if __name__ == "__main__":
    sys.exit(main())
