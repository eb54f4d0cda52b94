"""What is typed to a command: lines on its standard input, and NAME=VALUE."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import TextIO

import click


def standard_input() -> TextIO | None:
    """Standard input, which is UTF-8 whatever the locale says where no person types it; None where it is closed."""
    found = sys.stdin
    if isinstance(found, io.TextIOWrapper):
        found.reconfigure(encoding=None if found.isatty() else "utf-8-sig", errors="replace")
    return found


def point(pairs: Iterable[str]) -> dict[str, str]:
    """The values of --at by their names; a usage error where one is not NAME=VALUE."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, _, value = map(str.strip, pair.partition("="))
        if not name or not value:
            raise click.UsageError(f"--at takes NAME=VALUE, as in --at x=1, not {pair!r}")
        found[name] = value
    return found
