"""Would the tests notice? `python -m tests.soak.mutants derivquiz/memory/scheduler.py` changes a module in one small place after
the other, runs the tests that are to hold it, and counts the changes ("mutants") that at least one test fails on.

Each mutant lives in a child process of its own that imports the changed module in the place of the right one. No file is touched.
The tests that notice most for the time they take come first, and laws are tried with few examples that are the same each time.
One on which a test needs four times its processor time and three seconds more counts as noticed, "by time". What stands in
`EQUIVALENT` says the same as the original, or differs in a way that nobody is promised; it counts as survived, and its reason is
printed.
"""

from __future__ import annotations

import argparse
import ast
import gc
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
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase

from tests.soak.equivalents import EQUIVALENT
from tests.soak.mutating import Mutation, mutations

ROOT = Path(__file__).parent.parent.parent
TESTS: dict[str, tuple[str, ...]] = {
    "derivquiz/maths/marking/equality.py": (
        "tests/maths/marking/test_looking.py",
        "tests/maths/marking/test_equality.py",
        "tests/maths/marking/test_hidden_breaks.py",
    ),
    "derivquiz/maths/marking/rounding.py": ("tests/maths/marking/test_rounding.py", "tests/maths/marking/test_places.py"),
    "derivquiz/maths/marking/sampling.py": ("tests/maths/marking/test_sampling.py", "tests/maths/marking/test_looking.py"),
    "derivquiz/maths/marking/signatures": ("tests/maths/marking/signatures", "tests/maths/marking/test_signatures.py"),
    "derivquiz/maths/balls.py": ("tests/maths/test_balls.py",),
    "derivquiz/maths/reading": ("tests/maths/reading",),
    "derivquiz/memory/exchange.py": ("tests/memory/test_exchange.py",),
    "derivquiz/memory/scheduler.py": ("tests/memory/test_scheduler.py",),
    "derivquiz/memory/soundness.py": ("tests/memory/test_soundness.py", "tests/memory/test_damage.py"),
}
"""A module, or a folder of modules, and the tests that hold it."""
SHARED = ("sympy", "mpmath", "flint", "numpy", "fsrs", "fsrs_rs_python", "hypothesis.strategies")
"""Imported once, before any child is made."""
UNWANTED = ("cacheprovider", "xdist", "unraisableexception", "threadexception", "asyncio", "logging", "warnings", "faulthandler")
NEEDED = 0.9
SLOWER = 4
"""So many times the processor time that a test takes on the right module, and the spare seconds, count as noticed."""
SPARE_SECONDS = 3
FIRST_SECONDS = 600
EXAMPLES = 12
"""So many of each law."""
SAID_EVERY = 20
MEMORY = 4 << 30
PROFILE = "mutants"
SETTINGS = "_hypothesis_internal_use_settings"
"""Where hypothesis keeps what a law says of its own examples."""
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
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    files = [file for module in chosen.modules for file in (sorted(module.glob("*.py")) if module.is_dir() else [module])]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        sys.dont_write_bytecode, sys.pycache_prefix = False, f"{folder}/compiled"
        known: dict[tuple[str, ...], Record] = {}
        for file in files:
            tests = next(tests for held, tests in TESTS.items() if str(file).startswith(held))
            record = known.setdefault(tests, Record(tests, Path(folder) / f"record-{len(known)}"))
            trial = Trial(file, record, jobs=chosen.jobs)
            trial.run(chosen.sample, chosen.seed, chosen.line)
            print(f"{file}: {noticed(trial.counts)} of {trial.counts.total()} noticed", flush=True)
            rows.append(trial.counts)
    print(f"\n{'module':<44}{'mutants':>9}{'noticed':>9}{'share':>8}{'by time':>9}{'argued':>8}{'left':>6}")
    for file, row in zip(files, rows, strict=True):
        if row.total():
            print(line(str(file), row))
    whole = sum(rows, Counter[str]())
    print(line("all", whole))
    return int(noticed(whole) < NEEDED * whole.total())


def noticed(counts: Counter[str]) -> int:
    """How many mutants were noticed, by a test that failed or by the time they took."""
    return counts["failed"] + counts["stopped"]


def line(name: str, row: Counter[str]) -> str:
    """A row of the table."""
    share = noticed(row) / max(row.total(), 1)
    return f"{name:<44}{row.total():>9}{noticed(row):>9}{share:>8.1%}{row['stopped']:>9}{row['argued']:>8}{row['left']:>6}"


@dataclass
class Record:
    """What is known of the tests that hold a module."""

    tests: tuple[str, ...]
    outcomes: Path
    """All outcomes of the right module and all failures since, as the children write them."""
    seconds: float = 0
    """What all of them take on the right module; 0: not known yet."""


class Trial:
    """The mutants of one file, as a plugin of the pytest that runs its tests: each child collects and runs them on its mutant."""

    def __init__(self, file: Path, record: Record, jobs: int) -> None:
        self.file = file
        self.record = record
        self.jobs = jobs
        self.source = file.read_text(encoding="utf-8")
        self.name = ".".join(file.with_suffix("").parts)
        self.counts: Counter[str] = Counter()
        self.running: dict[int, Mutation] = {}
        self.seconds: dict[str, float] = {}
        """What each test takes on the right module."""

    def run(self, sample: int | None, seed: int, line: int | None) -> None:
        """Try the mutants, or a sample of them, and count what became of them."""
        self.tree = ast.parse(self.source)
        self.chosen = [one for one in mutations(self.tree) if line in {None, one.line}]
        if sample is not None and sample < len(self.chosen):
            self.chosen = sorted(random.Random(seed).sample(self.chosen, sample), key=lambda one: one.line)
        if not self.chosen:
            return
        parent = os.getpid()
        options = ("-x", "-qq", "-s", "-o", "addopts=", "-W", QUIET, f"--hypothesis-profile={PROFILE}")
        plugins = [word for name in UNWANTED for word in ("-p", f"no:{name}")]
        gc.collect()
        gc.freeze()
        status = pytest.main([*options, *plugins, *self.record.tests], plugins=[self])
        if os.getpid() != parent:
            os._exit(status)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool | None:
        """Make the children, all from a pytest that is ready to collect; the parent collects nothing."""
        if not self.record.seconds:
            self.record.outcomes.touch()
            began = os.times().children_user
            child = self.started(compile(self.source, str(self.file), "exec"), FIRST_SECONDS)
            if child == 0:
                return None
            if os.waitpid(child, 0)[1]:
                raise SystemExit(f"{self.file}: its tests fail as it stands")
            self.record.seconds = os.times().children_user - began
        print(f"{self.file}: {len(self.chosen)} mutants, {self.record.seconds:.1f} s for each that lives", flush=True)
        for mutation in self.chosen:
            with mutation.applied():
                code = self.compiled(self.tree)
            if code is None:
                self.counts["failed"] += 1
                continue
            if len(self.running) >= self.jobs:
                self.count()
            child = self.started(code, SLOWER * self.record.seconds + SPARE_SECONDS)
            if child == 0:
                return None
            self.running[child] = mutation
        while self.running:
            self.count()
        return True

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """First the tests that have noticed most mutants for the time they take; few examples of each law."""
        noticed: Counter[str] = Counter()
        for record in self.record.outcomes.read_text(encoding="utf-8").splitlines():
            outcome, spent, name = record.split(" ", 2)
            noticed[name] += outcome == "failed"
            self.seconds.setdefault(name, float(spent))
        items.sort(key=lambda item: (0.01 + self.seconds.get(item.nodeid, 0)) / (0.2 + noticed[item.nodeid]))
        for function in {getattr(item, "obj", None) for item in items}:
            if settings := getattr(function, SETTINGS, None):
                setattr(function, SETTINGS, hypothesis.settings(settings, max_examples=EXAMPLES, derandomize=True, database=None))

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """End the process where a mutant makes a test run on and on."""
        if item.nodeid in self.seconds:
            signal.setitimer(signal.ITIMER_PROF, SLOWER * self.seconds[item.nodeid] + SPARE_SECONDS)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write down what the order of the tests goes by; one failure says everything."""
        if report.failed or (not self.record.seconds and report.when == "call"):
            with self.record.outcomes.open("a", encoding="utf-8") as file:
                file.write(f"{report.outcome} {report.duration:.3f} {report.nodeid}\n")
        if report.failed:
            os._exit(1)

    def compiled(self, tree: ast.Module) -> CodeType | None:
        """The code of a tree; None for one that is no Python, such as a break outside of a loop."""
        try:
            return compile(ast.parse(ast.unparse(tree)), str(self.file), "exec")
        except SyntaxError:
            return None

    def count(self) -> None:
        """Wait for one of the children, and say what became of its mutant where no test failed."""
        child, status = os.wait()
        mutation = self.running.pop(child)
        if status:
            self.counts["stopped" if os.WIFSIGNALED(status) else "failed"] += 1
            if noticed(self.counts) % SAID_EVERY == 0:
                print(f"  {noticed(self.counts)} of {self.counts.total()} noticed so far", flush=True)
            return
        change = f"{mutation.before}  →  {mutation.after}"
        code = self.source.splitlines()[mutation.line - 1]
        known = (row for row in EQUIVALENT if row[0] in str(self.file) and row[1] in code and row[2] in {"", change})
        reason = next(known, ("",))[-1]
        self.counts["argued" if reason else "left"] += 1
        print(f"  {self.file}:{mutation.line}: {change}{f'   ({reason})' if reason else ''}", flush=True)

    def started(self, code: CodeType, seconds: float) -> int:
        """A child for this code, in which 0 is returned."""
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
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
        return child


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
        exec(self.code, module.__dict__)  # noqa: S102  # a mutated module of our own


if __name__ == "__main__":
    sys.exit(main())
