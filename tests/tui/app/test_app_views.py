"""The views by number, from wherever one is, and what was typed before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pilot import app_on, enter, press, settled, write_files
from tui.app.screens.audit_screen import AuditScreen
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.place_screen import PlaceScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.scaling_screen import ScalingScreen

SOLVER = ("solver.csv", "--sort", "devices,software")
VIEWS: dict[str, type[PlaceScreen[Any]]] = {
    "1": RunsScreen,
    "2": DiffScreen,
    "3": ScalingScreen,
    "4": AuditScreen,
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("way", [["p"], ["a"], ["d"], ["o"], ["?"], ["a", "enter"]])
async def test_each_view_is_a_digit_away_from_every_screen(way: list[str]) -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "space", "space")
        for digit, screen in VIEWS.items():
            await press(pilot, *way, digit)
            assert isinstance(app.screen, screen), (way, digit)
            # One screen over the runs at most: one step leads back.
            await press(pilot, "1")
            assert isinstance(app.screen, RunsScreen)
            assert len(app.screen_stack) == 1


async def test_a_prompt_remembers_what_was_entered() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for text in ("lib 1", "lib 2", "lib 1"):
            await enter(pilot, "/", text)
        await enter(pilot, ":", "sort -devices")
        typed = [(await press(pilot, "/", "x", "up"))[-1]]
        typed += [(await press(pilot, key))[-1] for key in ("up", "up", "down", "down", "down")]
        await press(pilot, "escape")
        assert [line.strip() for line in typed] == [
            *("/lib 1", "/lib 2", "/lib 2", "/lib 1", "/x", "/x")
        ]
        assert (await press(pilot, ":", "up"))[-1].strip() == ":sort -devices"


async def test_a_condition_that_was_replaced_comes_back() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await enter(pilot, "&", "nodes > 1")
        await enter(pilot, "&", "nodes = 1")
        lines = await press(pilot, "&", "up", "enter")
        assert "where nodes > 1" in lines[0]
