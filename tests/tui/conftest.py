"""What makes hundreds of starts of the screens cheap, and none of them depend on how busy the machine is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from textual import app, pilot
from textual._context import active_app
from textual.css.stylesheet import Stylesheet

LONGEST = 30.0
"""How long a screen may work on what a key set off before a test goes on all the same, in seconds."""


@pytest.fixture(scope="session", autouse=True)
def a_style_sheet_is_read_once() -> Iterator[None]:
    """Every app reads some thirty sheets of Textual's widgets and its own anew, which is a fifth of its start."""
    read = Stylesheet._parse_rules
    known: dict[object, Any] = {}

    def once(sheet: Stylesheet, *arguments: Any, **named: Any) -> Any:
        key = (arguments, frozenset(named.items()), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *arguments, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def a_pause_ends_when_nothing_is_left_to_do() -> Iterator[None]:
    """Textual waits for a fiftieth of a second of little work: too long on an idle machine, and too short on a busy one."""

    async def idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
        loop, shown = asyncio.get_running_loop(), active_app.get()
        end = time.monotonic() + LONGEST
        painted = False
        while time.monotonic() < end:
            # a palette that closes holds the picture for a twentieth of a second, an app that ends for good
            held = shown._batch_count > 0 and not shown._exit
            await asyncio.sleep(0.001 if held else 0)
            if held or loop._ready:  # type: ignore[attr-defined]  # what asyncio runs next
                painted = False
            elif painted:
                return
            else:  # what the screen puts off, for a hundredth of a second or two
                shown._check_resize()
                shown.screen._on_timer_update()
                painted = True

    with pytest.MonkeyPatch.context() as patch:
        for module in (app, pilot):
            patch.setattr(module, "wait_for_idle", idle)
        yield
