"""When an app in a test has nothing left to do: told by its event loop, not by the clock."""

from __future__ import annotations

import asyncio
from typing import Any, Final, cast

import textual.app
import textual.pilot
from textual.pilot import Pilot

QUIET: Final = 4
"""Turns of the loop in a row in which nothing else was ready to run."""
RESIZING: Final = 1 / 60
"""Seconds after which Textual no longer waits for the terminal to be resized further."""


def tell_idleness_by_the_loop() -> None:
    """Have all pilots wait until nothing is ready to run.

    Textual's own sleep 20 ms, five times for a key, and look whether the process was busy; and
    they have each widget of the screen take a message, and be drawn after it: most of what the
    tests of the app took.
    """
    resize = Pilot.resize_terminal

    async def resized(pilot: Pilot[Any], width: int, height: int) -> None:
        await resize(pilot, width, height)
        await asyncio.sleep(RESIZING)
        await pilot.pause()

    async def waited(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
        await until_idle(max_sleep=timeout)
        if error := pilot.app._exception:
            raise error
        return True

    for module in (textual.app, textual.pilot):
        module.__dict__["wait_for_idle"] = until_idle
    Pilot.resize_terminal = resized  # type: ignore[assignment, method-assign]
    Pilot._wait_for_screen = waited  # type: ignore[assignment, method-assign]


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait for ``min_sleep`` seconds, and until nothing is ready to run, at most ``max_sleep``."""
    loop = asyncio.get_running_loop()
    ready = cast(Any, loop)._ready
    end = loop.time() + max_sleep
    await asyncio.sleep(min_sleep)
    quiet = 0
    while quiet < QUIET and loop.time() < end:
        await asyncio.sleep(0)
        quiet = 0 if ready else quiet + 1
