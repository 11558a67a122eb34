"""The app in a test: opened on small files, what it shows as text."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from tests.computed_once import compute_once
from tui.app.app import RuncmpApp
from tui.app.first_table import Refused, begin_first_table
from tui.app.screens.runs_screen import RunsScreen
from tui.options.arguments import parse
from tui.options.settings import AppSettings
from tui.terminal.environment import Terminal

compute_once()

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "RUNCMP_SNAPSHOTS"
"""Set to ``write``, the snapshots are taken anew instead of compared with."""

SOLVER = """\
benchmark,software,nodes,gpus,throughput
solver,lib 1.0,1,1,100
solver,lib 1.0,1,1,104
solver,lib 1.0,1,2,190
solver,lib 1.0,1,2,196
solver,lib 1.0,1,4,372
solver,lib 1.0,2,8,640
solver,lib 2.0,1,1,120
solver,lib 2.0,1,2,238
solver,lib 2.0,1,2,226
solver,lib 2.0,1,4,400
solver,lib 2.0,2,8,ERROR
"""

TRAINING = """\
# Setup: MNIST
## ResNet18-1xV100-128batch_size
### node1, baseline: 80.0
- Step200: 71.50 data/sec
- Step400: 78.25 data/sec
- Step600: 80.10 data/sec
- Epoch 0 in 784.84 sec, test time 19.13 sec, test accuracy: 0.7416
- Epoch 1 in 726.17 sec, test time 11.94 sec, test accuracy: 0.8876

## ResNet18-2xV100-128batch_size
### node1-157.3-1.97x, baseline: 80.0
- Step200: 140.50 data/sec
- Step400: 152.25 data/sec
- Step600: 157.30 data/sec
- Epoch 0 in 400.84 sec, test time 10.13 sec, test accuracy: 0.7216
- Epoch 1 in 366.17 sec, test time 6.94 sec, test accuracy: 0.8676
"""


def write_files(folder: Path) -> None:
    """Write the files that the tests open."""
    (folder / "solver.csv").write_text(SOLVER)
    (folder / "training.md").write_text(TRAINING)


def app_on(*arguments: str, unicode: bool = True) -> RuncmpApp:
    """Return the app for a command line, its files read."""
    settings = parse(arguments)
    assert isinstance(settings, AppSettings)
    first = begin_first_table(settings)
    outcome = first.outcome.result(60)
    assert not isinstance(outcome, Refused), outcome
    return RuncmpApp(first, Terminal(True, "", True, unicode), settings)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the app has nothing more to draw."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        while any(
            isinstance(each, RunsScreen) and each.is_behind for each in pilot.app.screen_stack
        ):
            await asyncio.sleep(0.005)
    # The app goes on after a failure, which is none that a test may miss.
    if isinstance(pilot.app, RuncmpApp) and pilot.app.failures:
        raise pilot.app.failures[0]


async def press(pilot: Pilot[None], *keys: str) -> list[str]:
    """Press keys one after the other; return the screen."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    return shown(pilot)


async def enter(pilot: Pilot[None], key: str, text: str) -> list[str]:
    """Press ``key``, and enter ``text`` where it asks; return the screen."""
    await press(pilot, key, "ctrl+u")
    for character in text:
        await pilot.press(character)
    return await press(pilot, "enter")


def shown(pilot: Pilot[None]) -> list[str]:
    """Return the lines of the screen without trailing blanks."""
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


def titles(pilot: Pilot[None], table: str = "#table") -> int:
    """Return the number of the line that the headings of the table are in."""
    return pilot.app.screen.query_one(table).region.y


def told(pilot: Pilot[None]) -> str:
    """Return what the screen says in the place of the keys, as one line."""
    height = pilot.app.screen.query_one("#status").size.height
    return " ".join(line.strip() for line in shown(pilot)[-height:])


def runs_screen(pilot: Pilot[None]) -> RunsScreen:
    """Return the Runs screen, which has to be on top."""
    assert isinstance(pilot.app.screen, RunsScreen)
    return pilot.app.screen


def matches_snapshot(name: str, lines: Sequence[str]) -> bool:
    """Whether ``lines`` are those of the snapshot ``name``, which is written where that is asked.

    Raises FileNotFoundError, with the way out, where there is none.
    """
    file = SNAPSHOTS / f"{name}.txt"
    text = "\n".join(lines) + "\n"
    if os.environ.get(WRITE) == "write":
        file.write_text(text)
    if not file.exists():
        raise FileNotFoundError(f"{file} is not there; {WRITE}=write makes it")
    return text == file.read_text()
