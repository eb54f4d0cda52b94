"""Settings: what a learner may choose, in a small TOML file that says of each key what it does.

What is wrong in the file is said and the default used; the file itself is never changed for it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from derivquiz import choices
from derivquiz.choices import ADAPTIVE, CHOICES, KEYS, LONGEST
from derivquiz.errors import DataFolderError, SettingsError
from derivquiz.folders import SETTINGS
from derivquiz.saving import save
from derivquiz.words import printable

MOST_BYTES = 20_000
_HEAD = "# Settings of derivquiz. Change what you like; a line that is taken out means its default.\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a learner chose; each default is what holds without a file."""

    theme: str = "tokyo-night"
    retention: float = 0.9
    new_a_day: int = 10
    level: int | None = None
    """None: it follows the learner."""
    grain: str = "fused"
    animation: bool = True
    cells: bool = True
    welcome: bool = True
    day_start: int = 4
    keys: Mapping[str, str] = field(default_factory=dict)


DEFAULTS = Settings()


class Found(NamedTuple):
    """What a file says, and a sentence for everything that is wrong in it."""

    settings: Settings
    wrong: tuple[str, ...] = ()


def read(path: Path) -> Found:
    """The settings of a file; where there is none, the defaults."""
    try:
        if path.exists() and not path.is_file():
            return _unread(path, "is no file that can be read; make it one, or delete it")
        with path.open("rb") as file:
            import tomllib

            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            return _unread(path, f"is larger than {MOST_BYTES // 1000} kB; so long a file can't be settings")
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        document = tomllib.loads(text)
    except FileNotFoundError:
        return Found(DEFAULTS)
    except OSError as error:
        return _unread(path, f"can't be read: {error.strerror or error}; make it a file that you may read")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _unread(path, f"line {line}: this is not UTF-8 text; save it as UTF-8")
    except (ValueError, RecursionError) as error:
        return _unread(path, _syntax(text, error))
    wrong: list[str] = []
    values: dict[str, Any] = {}
    known = {choice.name: choice for choice in CHOICES}
    for name, value in document.items():
        if name == "keys":
            values[name] = _keymap(value, text, wrong)
        elif name not in known:
            wrong.append(_sentence(text, (name,), "is no setting", _instead(name, [*known, "keys"])))
        else:
            choice = known[name]
            try:
                values[name] = choice.take(value)
            except ValueError:
                default = written(getattr(DEFAULTS, name))
                would = f"{choice.would_do} would do, and {default} is used"
                wrong.append(_sentence(text, (name,), f"is {_seen(value)}", would))
    return Found(Settings(**values), tuple(wrong))


def write(path: Path, settings: Settings) -> None:
    """Put a whole file in place at once, a sentence before each key; raises DataFolderError where that can't be."""
    path = path.resolve()
    try:
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        save(path, [as_toml(settings).encode("utf-8")])
    except OSError as error:
        raise DataFolderError(f"the settings can't be written to {path}: {error.strerror or error}") from error


def as_toml(settings: Settings) -> str:
    """The text of a file with these settings."""
    parts = [_HEAD]
    parts += [f"# {choice.sentence}\n{choice.name} = {written(getattr(settings, choice.name))}\n" for choice in CHOICES]
    keys = "".join(f"{written(name)} = {written(key)}\n" for name, key in settings.keys.items())
    return "\n".join([*parts, f"# {KEYS}\n[keys]\n{keys}"])


def written(value: object) -> str:
    """A value as the file has it."""
    if value is None:
        return written(ADAPTIVE)
    return json.dumps(value, ensure_ascii=False)


class SettingsFile:
    """The settings of a data folder, read when they are first asked for; any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._found: Found | None = None
        self._unsaved: dict[str, object] = {}

    @property
    def now(self) -> Settings:
        """What holds at present."""
        return self._read().settings

    @property
    def wrong(self) -> tuple[str, ...]:
        """A sentence for everything that was wrong in the file."""
        return self._read().wrong

    def change(self, settings: Settings) -> None:
        """Let other settings hold from now on; `save` puts what is other into the file."""
        before = self._read()
        names = [one.name for one in fields(Settings)]
        with self._lock:
            self._unsaved |= {
                name: getattr(settings, name) for name in names if getattr(settings, name) != getattr(before.settings, name)
            }
            self._found = Found(settings, before.wrong)

    def save(self) -> None:
        """Write what was changed, over whatever the file says by now.

        Raises SettingsError where something in the file is wrong, which is not overwritten, and DataFolderError.
        """
        with self._lock:
            there = read(self.path)
            if there.wrong:
                raise SettingsError(f"Not kept for the next time, since the file wants correcting first. {there.wrong[0]}")
            unsaved: dict[str, Any] = self._unsaved
            write(self.path, replace(there.settings, **unsaved))
            self._unsaved = {}

    def _read(self) -> Found:
        if self._found is None:
            self._found = read(self.path)
        return self._found


def _keymap(value: object, text: str, wrong: list[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    would = 'a key in quotes would do: "home.sprint" = "f10"'
    if not isinstance(value, dict):
        wrong.append(_sentence(text, ("keys",), f"is {_seen(value)}", "a table would do: [keys], then a line for each"))
        return keys
    left: list[tuple[tuple[str, ...], object]] = [((str(name),), key) for name, key in value.items()]
    while left:
        parts, key = left.pop(0)
        if isinstance(key, dict):  # home.sprint = "f10", without quotes, is a table in a table
            left = [((*parts, str(name)), inner) for name, inner in key.items()] + left
            continue
        try:
            keys[choices.name(".".join(parts))] = choices.key(key)
        except ValueError:
            wrong.append(_sentence(text, ("keys", *parts), f"is {_seen(key)}", would))
    return keys


def _unread(path: Path, what: str) -> Found:
    place = ", " if what.startswith("line ") else " "
    return Found(DEFAULTS, (f"{path.name}{place}{what}. Until then every setting has its default.",))


def _sentence(text: str, where: tuple[str, ...], what: str, instead: str) -> str:
    from derivquiz.decks import lines

    place = lines.find(text, where)
    line = f", line {place.line}" if place else ""
    return f"{SETTINGS}{line}: {_seen('.'.join(where)).strip(chr(34))} {what}; {instead}."


def _seen(value: object) -> str:
    """A value as it may be shown: on one line, not too long, and with nothing in it that a terminal would act on."""
    try:
        shown = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        shown = f"of the kind {type(value).__name__}"
    shown = printable(shown)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _instead(name: str, known: list[str]) -> str:
    from derivquiz.decks.fields import nearest

    near = nearest(name, known)
    return f"did you mean {near}" if near else f"the settings are {', '.join(known)}"


def _syntax(text: str, error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deeply; settings need no nesting"
    from re import search

    message = str(error)
    found = search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    message = message[: found.start()] if found else message
    message = printable(message)[: 2 * LONGEST]
    return f"line {line}: this is not TOML ({message[:1].lower()}{message[1:]}); write one key = value a line, texts in quotes"
