"""The screen while files are being read: how far that has come, and the key that ends it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

import parsers.loaded
from parsers.across_inputs.reading_progress import ReadingProgress
from parsers.input_reading import InputReading
from parsers.inputs.inputs import Input
from parsers.registry import read_input
from tests.pilot import settled, shown
from tui.app.app import RuncmpApp
from tui.app.first_table import FirstTable, Outcome, first_table
from tui.app.screens import opening
from tui.options.arguments import parse
from tui.options.settings import AppSettings
from tui.terminal.environment import Terminal


async def test_what_was_read_is_shown_when_somebody_ends_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(4):
        (tmp_path / f"{place}.csv").write_text("gpus,seconds\n1,10\n2,6\n")
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    monkeypatch.setattr(opening, "OFTEN", 0.01)
    settings = parse([str(tmp_path)])
    assert isinstance(settings, AppSettings)
    made: Future[Outcome] = Future()
    progress = ReadingProgress(4, 1, 2, "1.csv")
    app = RuncmpApp(FirstTable(made, progress), Terminal(True, "", True, True), settings)

    async with app.run_test(size=(120, 24)) as pilot:

        async def until(text: str, line: int) -> None:
            while text not in shown(pilot)[line]:
                await pilot.pause(0.01)

        await until("│ 1 of 4 files   2 runs   1.csv   esc shows these   q quits", -1)
        progress.read, progress.runs = 2, 4
        await until("│ 2 of 4 files   4 runs", -1)
        await pilot.press("escape")
        assert progress.is_stopped
        await until("stopping after 1.csv ...", -1)

        def stopping(item: Input) -> InputReading:
            if item.path.endswith("1.csv"):
                progress.stop()
            return read_input(item)

        monkeypatch.setattr(parsers.loaded, "read_input", stopping)
        progress.is_stopped, progress.read = False, 0
        made.set_result(first_table(settings, progress))
        await until("2 of 4 files", 0)
        await settled(pilot)
        # The rest can be read later.
        await pilot.press("r")
        await settled(pilot)
        assert "of 4 files" not in shown(pilot)[0]
