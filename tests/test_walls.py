"""The walls of the house: who may import whom, what is never called, and what is loaded when."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "derivquiz"
FILES = sorted(PACKAGE.rglob("*.py"))

LONGEST = 300
LONG = {
    "maths/functions.py": "a table, one row a function; the design keeps it in one place",
}

OURS = "derivquiz"
NO_MATHS = (
    "decks.deck",
    "decks.codes",
    "decks.toml",
    "decks.faults",
    "decks.library",
    "decks.fields",
    "decks.lines",
    "decks.requirements",
    "decks.schema",
    "decks.templates",
)
"""What of the decks the screen's process may read."""
ROOMS: dict[str, set[str]] = {
    "": set(),
    "__main__": {"cli", "opening", "prompt"},
    "opening": {"folders", "game", "terminal", "tui"},
    "terminal": set(),
    "folders": set(),
    "saving": set(),
    "prompt": {"folders", "memory", "saving", "decks.library", "sitting.reminding", "settings"},
    "choices": set(),
    "settings": {"", "choices", "errors", "folders", "saving", "words", "decks.fields", "decks.lines"},
    "errors": set(),
    "wire": set(),
    "plots": set(),
    "words": set(),
    "inquiry": {"wire"},
    "reports": {"wire"},
    "sitting.modes": set(),
    "mastery": set(),
    "maths": {"errors", "wire", "plots", "words", "maths"},
    "decks.deck": set(),
    "decks.toml": {"errors", "decks.deck", "decks.fields", "decks.lines", "decks.templates", "decks.terms"},
    "decks.library": {"errors", "decks.deck", "decks.toml", "decks.fields"},
    "decks.fields": {"errors", "decks.lines"},
    "decks.lines": {"errors"},
    "decks.ranges": {"errors"},
    "decks.parameters": {"errors", "decks.deck", "decks.fields", "decks.lines", "decks.ranges"},
    "decks.terms": {"errors", "decks.deck", "decks.fields", "decks.lines", "decks.parameters", "decks.ranges"},
    "decks.stated": {"errors", "decks.deck", "decks.fields", "decks.lines", "decks.terms"},
    "decks.templates": {
        "errors",
        "decks.deck",
        "decks.fields",
        "decks.lines",
        "decks.parameters",
        "decks.stated",
        "decks.terms",
    },
    "decks": {"errors", "wire", "plots", "words", "maths", "decks"},
    "memory": {"errors", "saving", "words", "memory"},
    "requested": {"errors", "wire", "maths"},
    "explaining": {"errors", "wire", "inquiry", "words", "maths", "requested"},
    "engine": {"errors", "wire", "plots", "inquiry", "maths", "decks", "requested", "explaining"},
    "worker": {"errors", "wire", "plots", "inquiry", "serving", "decks.deck"},
    "serving": set(),
    "sitting": set(),
    "sitting.remedies": set(),
    "sitting.reminding": {"", "memory", "sitting.remedies"},
    "sitting.tally": {"wire", "reports"},
    "sitting.outlook": {"memory", "reports", "sitting.tally", "words"},
    "sitting.planning": {"", "memory", "sitting.modes", "sitting.remedies", "sitting.reminding", "words"},
    "sitting.supply": {
        *("", "errors", "wire", "settings", "memory", "decks.codes", "decks.deck", "worker"),
        *("sitting.modes", "sitting.planning", "sitting.remedies"),
    },
    "sitting.asked": {"wire", "memory", "sitting.supply"},
    "sitting.teaching": {"errors", "wire", "sitting.modes", "decks.deck", "worker", "sitting.asked"},
    "sitting.recording": {"", "wire", "reports", "sitting.modes", "memory", "sitting.asked"},
    "sitting.session": {
        "",
        "errors",
        "wire",
        "plots",
        "reports",
        "settings",
        "memory",
        "decks.codes",
        "decks.deck",
        "worker",
        "sitting",
    },
    "regrading": {"", "errors", "wire", "memory", "worker"},
    "shelf": {
        *("", "errors", "wire", "reports", "memory", "settings", "decks.codes", "decks.deck", "decks.library"),
        *("sitting.planning", "sitting.supply", "words", "worker"),
    },
    "progress": {"memory", "reports", "decks.deck", "sitting.planning", "sitting.supply"},
    "game": {
        *("", "errors", "folders", "wire", "reports", "sitting.modes", "memory", "decks.codes", "decks.library"),
        *("sitting.planning", "progress", "sitting.session", "settings", "shelf", "sitting.supply", "worker"),
    },
    "decks.schema": {"decks.deck", "decks.fields", "decks.parameters", "decks.ranges", "decks.templates", "decks.toml"}
    | {"decks.stated", "decks.terms"},
    "decks.codes": {"errors", "wire", "decks.fields"},
    "decks.requirements": {"decks.deck", "decks.fields"},
    "decks.faults": {"errors", "decks.deck", "decks.fields", "decks.templates", "decks.toml"},
    "commands": {
        "errors",
        "folders",
        "prompt",
        "wire",
        "regrading",
        "words",
        "inquiry",
        "reports",
        "worker",
        "game",
        "sitting.session",
        "settings",
        "shelf",
        "choices",
        "memory",
        "commands",
        "decks.codes",
        "decks.deck",
        "decks.library",
    },
    "commands.deck": {"errors", "saving", "words", "wire", "reports", "worker", "game", "commands", *NO_MATHS},
    "tui": {
        "terminal",
        "errors",
        "mastery",
        "words",
        "wire",
        "plots",
        "reports",
        "sitting.modes",
        "sitting.session",
        "game",
        "decks.deck",
        "tui",
    }
    | {"settings", "choices"},
    "cli": {"", "mastery", "opening", "terminal", "game", "commands", "decks.codes", "tui"},
}
"""Part of the package -> the parts it may import; the longest name that fits a module is the one that counts."""

OUTSIDE = {
    "sympy": ("maths",),
    "flint": ("maths",),
    "textual": ("tui", "opening"),
    "rich": ("tui",),
    "sqlite3": ("memory",),
    "fsrs_rs_python": ("memory",),
    "fsrs": (),
    "pebble": ("worker",),
    "numpy": ("maths", "decks.kinds", "engine"),
    "click": ("cli", "commands"),
    "platformdirs": ("folders",),
}
"""What only these parts may import."""

FORBIDDEN = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "S", "__import__", "system", "popen"}


UNREASONED = re.compile(r"# (noqa|type: ignore|pragma)(: ?[A-Z0-9, ]+|\[[a-z, -]+\])?\s*$")


def module_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = frozenset(map(module_of, FILES))


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def within(module: str, part: str) -> bool:
    return module == part or (bool(part) and module.startswith(f"{part}."))


def room(module: str) -> str:
    return max((part for part in ROOMS if within(module, part)), key=len)


@cache
def imports(file: Path) -> frozenset[str]:
    """The full name of every module that a file imports, inside functions too."""
    return frozenset(_imports(file))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            source = node.module or ""
            for alias in node.names:
                inner = f"{source}.{alias.name}".removeprefix(f"{OURS}.")
                yield f"{OURS}.{inner}" if source.split(".")[0] == OURS and inner in MODULES else source


def ours(file: Path) -> set[str]:
    found = {name for name in imports(file) if name.split(".")[0] == OURS}
    return {name.removeprefix(OURS).removeprefix(".") for name in found}


@pytest.mark.parametrize("part", ROOMS)
def test_a_part_imports_only_what_it_may(part: str) -> None:
    files = [file for file in FILES if room(module_of(file)) == part]
    assert files, "a room of no file: the table is out of date"
    wrong = {
        f"{module_of(file)} imports {name}"
        for file in files
        for name in ours(file)
        if not any(within(name, allowed) for allowed in ROOMS[part])
    }
    assert not wrong


def test_every_file_stands_in_a_room() -> None:
    assert all(any(within(module_of(file), part) for part in ROOMS) for file in FILES)


@pytest.mark.parametrize("library", OUTSIDE)
def test_a_library_is_imported_in_its_room_only(library: str) -> None:
    wrong = {
        module_of(file)
        for file in FILES
        if library in {name.split(".")[0] for name in imports(file)}
        and not any(within(module_of(file), part) for part in OUTSIDE[library])
    }
    assert not wrong


def test_screens_import_neither_each_other_nor_the_app() -> None:
    for file in (PACKAGE / "tui" / "screens").glob("*.py"):
        assert not {name for name in ours(file) if within(name, "tui.screens") or name == "tui.app"}, file
    for file in (PACKAGE / "tui" / "widgets").glob("*.py"):
        assert not {name for name in ours(file) if within(name, "tui.screens") or name == "tui.app"}, file


def test_no_text_is_ever_run_as_code() -> None:
    wrong = []
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            owner = getattr(getattr(node.func, "value", None), "id", "")
            if called in FORBIDDEN and (owner, called) != ("re", "compile"):
                wrong.append(f"{file}:{node.lineno} {called}")
    assert not wrong


def test_a_long_module_has_a_reason() -> None:
    long = {
        file.relative_to(PACKAGE).as_posix() for file in FILES if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert long == set(LONG)


def test_what_a_checker_is_told_to_overlook_has_a_reason() -> None:
    for file in sorted({*FILES, *Path(__file__).parent.rglob("*.py")}):
        before = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if bare := UNREASONED.search(line):
                assert before.lstrip().startswith("# "), f"{file.name}:{number}: say why, behind {bare[0]}"
            before = line


def run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


LOADING = """
import importlib, sys
audited = []
def hook(event, arguments):
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc")) and isinstance(arguments[1], str):
        audited.append(f"open {arguments[0]}")
    elif event in {"socket.connect", "subprocess.Popen", "sqlite3.connect", "os.mkdir"}:
        audited.append(event)
names = sys.argv[1:]
for library in ("click", "pebble", "sympy", "flint", "textual.app", "textual.widgets", "fsrs_rs_python", "sqlite3", "rich.cells"):
    importlib.import_module(library)
import random, time
def refuse(*_):
    raise SystemExit("a clock or a random source was asked at import")
sys.addaudithook(hook)
time.time = time.monotonic = time.perf_counter = random.getrandbits = random.random = refuse
random.SystemRandom.getrandbits = refuse
for name in names:
    importlib.import_module(name)
print(*audited, sep="\\n", end="")
"""


def test_importing_does_no_work() -> None:
    names = [f"{OURS}.{module_of(file)}".rstrip(".") for file in FILES if module_of(file) != "__main__"]
    assert run(LOADING, *names) == ""


FIRST_FRAME = """
import asyncio, json, os, sys
os.environ["TEXTUAL_ANIMATIONS"] = "none"
from pathlib import Path
from random import Random
from derivquiz.game import Game
from derivquiz.tui.app import DerivquizApp
from derivquiz.tui.screens.drill import DrillScreen
from derivquiz.tui.screens.summary import SummaryScreen
from derivquiz.tui.widgets.answer_line import AnswerLine

def heavy():
    roots = {"sympy", "numpy", "flint", "mpmath"}
    return sorted(m for m in list(sys.modules) if m.split(".")[0] in roots or m.startswith("derivquiz.maths"))

async def main():
    found = {}
    app = DerivquizApp(Game(data=Path(sys.argv[1]), random=Random(7)), settle=0)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "derivquiz" in "".join(strip.text for strip in app.screen._compositor.render_strips())
        found["first frame"] = heavy()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        while not (isinstance(app.screen, DrillScreen) and app.screen._play and app.screen._play.problem):
            await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        while app.screen.has_class("-teaching"):
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.press("1", "enter")
        while not app.screen._play.score.answered:
            await pilot.pause()
        await pilot.press("escape")
        while not isinstance(app.screen, SummaryScreen):
            await pilot.pause()
        found["summary"] = heavy()
    print(json.dumps(found))

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_process_of_the_screen_never_loads_the_maths(tmp_path: Path) -> None:
    assert run(FIRST_FRAME, str(tmp_path)) == '{"first frame": [], "summary": []}\n'
