"""The README's pictures: the app itself on the sample data, without a terminal.

``make pictures``, or ``python docs/pictures.py [FOLDER]``, draws them all; what is drawn depends on
nothing but the code, the sample data and the versions in constraints.txt.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
# Textual takes both from the environment of whoever runs this.
for name in ("NO_COLOR", "TEXTUAL_THEME"):
    os.environ.pop(name, None)

import polars as pl  # noqa: E402
from rich.segment import Segment  # noqa: E402
from textual.pilot import Pilot  # noqa: E402

from tui.app.app import RuncmpApp  # noqa: E402
from tui.app.first_table import Opened, begin_first_table  # noqa: E402
from tui.app.screens.runs_screen import RunsScreen  # noqa: E402
from tui.app.widgets.run_table import RunTable  # noqa: E402
from tui.drawing.svg import RecordedScreen, draw, draw_recording  # noqa: E402
from tui.options.arguments import parse  # noqa: E402
from tui.options.settings import AppSettings  # noqa: E402
from tui.terminal.environment import Terminal  # noqa: E402

LOADING: Final = 60
"""Seconds that loading the sample data may take."""
SMALL: Final = (80, 24)
LARGE: Final = (120, 40)
BOTH: Final = (SMALL, LARGE)
TERMINAL: Final = Terminal(interactive=True, why_not="", color=True, unicode=True)


@dataclass(frozen=True)
class Scene:
    """What is opened, on which row the cursor stands, and which row it is compared with.

    ``keys`` are pressed at last. ``text`` is what the file that it opens holds, where that is not
    among the sample data.
    """

    name: str
    sizes: tuple[tuple[int, int], ...]
    arguments: tuple[str, ...]
    cursor: dict[str, Any] | None
    base: dict[str, Any] | None = None
    keys: tuple[str, ...] = ()
    text: str = ""


def nights() -> str:
    """Return the times of three benchmarks in 60 nights; two have changed in the newest three."""
    benchmarks = (("cp2k", 4, 310, 0.1), ("stream", 1, 41, 0.0), ("hpl", 8, 1260, -0.06))
    lines = [
        f"2026-{night // 28 + 1:02}-{night % 28 + 1:02},{name},{nodes},"
        f"{seconds * (1 + change * (night >= 57)) * (1 + night * 37 % 11 / 500):.2f}"
        for night in range(60)
        for name, nodes, seconds, change in benchmarks
    ]
    return "\n".join(["date,benchmark,nodes,seconds", *lines]) + "\n"


LOG: Final = {"benchmark": "ResNet50", "devices": 4, "label": "distml_jax_ray.md"}
TABLE: Final = {"benchmark": "bigMNIST", "devices": 2}
SERIES: Final = ("sample_data/oneflow_bert_base_fp32.md",), {"batch": 32, "devices": 16}
SCENES: Final = (
    Scene(
        "runs",
        BOTH,
        ("sample_data", "--sort=-efficiency"),
        {"benchmark": "oneflow_bert_base_fp32", "batch": 24, "devices": 16},
    ),
    Scene("progress", BOTH, ("sample_data",), {**LOG, "nodes": 2}, {**LOG, "nodes": 1}),
    Scene(
        "repeats",
        BOTH,
        ("sample_data", "--metric=runtime", "--by=-epochs"),
        {**TABLE, "nodes": 2},
        {**TABLE, "nodes": 1},
    ),
    Scene(
        "comparison",
        BOTH,
        *SERIES,
        keys=(":", *"diff batch=64,96", "enter", "down", "down"),
    ),
    Scene("scaling", (SMALL,), *SERIES, keys=("p",)),
    Scene("scaling", (LARGE,), *SERIES, keys=("p", "f")),
    Scene("sweep", BOTH, *SERIES, keys=(":", *"over batch", "enter", "p")),
    Scene(
        "audit",
        BOTH,
        ("sample_data", "--metric=runtime"),
        {"benchmark": "bigMNIST", "nodes": 1, "devices": 2},
        keys=("a", *"/lines 26 to 33", "enter", "escape"),
    ),
    Scene("source", BOTH, *SERIES, keys=("o",)),
    Scene("frequencies", BOTH, ("sample_data",), None, keys=("F",)),
    Scene("statistics", BOTH, ("sample_data", "--metric=runtime"), None, keys=("I",)),
    Scene("pivot", BOTH, *SERIES, keys=("right", "right", "P")),
    Scene("history", BOTH, ("nightly.csv",), None, keys=("5",), text=nights()),
    Scene("help", BOTH, *SERIES, keys=("?",)),
)


class Step(NamedTuple):
    """Keys of the recording, what is told of them, and the seconds in which to look at it."""

    keys: tuple[str, ...]
    told: str
    seconds: float


STEPS: Final = (
    Step((), "", 1.5),
    Step(("E",), "E  the best scaling first", 1.8),
    Step(("down",), "↓", 0.4),
    Step(("down",), "↓", 0.4),
    Step((",",), ",  rows like this cell", 1.8),
    Step(("U",), "U  undo", 0.9),
    Step(("p",), "p  plot", 2.2),
    Step(("right",), "→  the next point", 0.6),
    Step(("right",), "→", 0.6),
    Step(("f",), "f  fit the laws of scaling", 2.4),
    Step(("q", ":"), ":", 0.5),
    Step(tuple("diff "), ":diff", 0.4),
    Step(tuple("batch=64,96"), ":diff batch=64,96", 0.9),
    Step(("enter",), "two versions compared, with a verdict for each row", 3.0),
    Step(("down",), "↓", 0.5),
    Step(("down",), "↓", 0.9),
    Step(("q", "o"), "o  the lines that a number comes from", 1.7),
)
"""Some twenty seconds in which the three jobs are done."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw every scene in its sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "pictures")
    folder = parser.parse_args(arguments).folder.resolve()
    folder.mkdir(exist_ok=True)
    os.chdir(ROOT)
    for scene in SCENES:
        for columns, rows in scene.sizes:
            picture = asyncio.run(drawn(scene, columns, rows))
            (folder / f"{scene.name}-{columns}x{rows}.svg").write_text(picture, encoding="utf-8")
    recording = asyncio.run(recorded(*SMALL))
    (folder / "recording-{}x{}.svg".format(*SMALL)).write_text(recording, encoding="utf-8")


async def recorded(columns: int, rows: int) -> str:
    """Return the SVG of ``STEPS`` on a terminal of ``columns`` by ``rows`` cells, as they go on."""
    paths = ("sample_data/oneflow_bert_base_fp32.md",)
    app, _, command = opened(paths)
    frames: list[RecordedScreen] = []
    async with app.run_test(size=(columns, rows)) as pilot:
        await still(pilot)
        for step in STEPS:
            for key in step.keys:
                await pilot.press(key)
                await still(pilot)
            frames.append(RecordedScreen(screen_of(app), step.told or command, step.seconds))
    return draw_recording(frames, columns, command)


def opened(arguments: Sequence[str]) -> tuple[RuncmpApp, pl.DataFrame, str]:
    """Return the app on what the arguments name, its table, and the command as one types it."""
    settings = parse(arguments)
    assert isinstance(settings, AppSettings)
    first = begin_first_table(settings)
    outcome = first.outcome.result(LOADING)
    assert isinstance(outcome, Opened), outcome
    command = " ".join(["runcmp", *arguments]).replace("--sort=", "--sort ")
    return RuncmpApp(first, TERMINAL, settings), outcome.runs.table, command


def screen_of(app: RuncmpApp) -> list[list[Segment]]:
    """Return what is on the screen: export_screenshot can leave neither fonts nor frame out."""
    return [list(line) for line in app.screen._compositor.render_strips()]


async def drawn(scene: Scene, columns: int, rows: int) -> str:
    """Return the SVG of ``scene`` on a terminal of ``columns`` by ``rows`` cells."""
    with tempfile.TemporaryDirectory() as folder:
        if scene.text:
            Path(folder, scene.arguments[0]).write_text(scene.text)
            os.chdir(folder)
        app, table, command = opened(scene.arguments)
        os.chdir(ROOT)
    async with app.run_test(size=(columns, rows)) as pilot:
        await still(pilot)
        if scene.base is not None:
            await go_to(pilot, the_row(table, scene.base))
            await pilot.press("space")
        if scene.cursor is not None:
            await go_to(pilot, the_row(table, scene.cursor))
        if scene.base is not None:
            await pilot.press("d")
            await still(pilot)
        for key in scene.keys:
            await pilot.press(key)
            await still(pilot)
        lines = screen_of(app)
    return draw(lines, columns, command)


def the_row(table: pl.DataFrame, wanted: dict[str, Any]) -> int:
    """Return the one row with these values. Raises ``ValueError`` where it is not one."""
    same = pl.all_horizontal(pl.col(name) == value for name, value in wanted.items())
    rows: Sequence[int] = table.select(same.fill_null(False).arg_true()).to_series().to_list()
    if len(rows) != 1:
        raise ValueError(f"{len(rows)} rows have {wanted}")
    return rows[0]


async def still(pilot: Pilot[None]) -> None:
    """Wait until nothing goes on, the audit included, and nothing is behind the cursor."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    while isinstance(screen := pilot.app.screen, RunsScreen) and screen.is_behind:
        await asyncio.sleep(0.005)


async def go_to(pilot: Pilot[None], row: int) -> None:
    """Put the cursor on a row of the table."""
    await pilot.pause()
    pilot.app.screen.query_one(RunTable).go_to(row)
    await still(pilot)


if __name__ == "__main__":
    main()
