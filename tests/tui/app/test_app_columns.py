"""Columns of the table of runs: asked for, added, hidden, and what all rows have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.pilot import app_on, enter, press, runs_screen, settled, shown, titles, told, write_files
from tui.app.screens.picker_screen import PickingScreen
from tui.cli import main
from tui.terminal.environment import Terminal

SOLVER = ("solver.csv", "--sort", "devices,software")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)


async def test_the_app_shows_the_columns_asked_for() -> None:
    app = app_on("solver.csv", "--columns", "devices,karp_flatt,efficiency")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        names = [*dict.fromkeys(table.columns_in_sight)]
        assert names == ["devices", "karp_flatt", "efficiency"]
        lines = await enter(pilot, ":", "columns value,n")
        assert table.columns_in_sight == ["value", "n"]
        await enter(pilot, ":", "columns eficiency")
        assert "no column 'eficiency'; did you mean efficiency" in told(pilot)
        lines = await enter(pilot, ":", "columns")
        assert "speedup" in lines[1]


async def test_a_column_can_be_added_and_hidden_again() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        before = table.columns_in_sight
        await press(pilot, "+")
        assert isinstance(app.screen, PickingScreen)
        listed = "\n".join(shown(pilot))
        assert "serial fraction that the speedup implies" in listed
        assert "speedup / (devices" not in listed
        lines = await press(pilot, *"karp", "enter")
        assert "added karp_flatt" in lines[-1]
        assert table.cursor_column == "karp_flatt"
        await press(pilot, "-")
        assert table.columns_in_sight == before


async def test_the_picker_says_what_a_column_means_as_the_table_does() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        (cost,) = [line for line in await press(pilot, "+", *"cost") if "device-" in line]
        assert "device-hours of a time, device-time per unit of work of a rate" in cost
        lines = await press(pilot, *["backspace"] * 4, *"metric")
        assert any(line.split()[1:] == ["metric", "throughput"] for line in lines)


async def test_what_is_the_same_in_every_row_stands_above_once() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(140, 24)) as pilot:
        await settled(pilot)
        assert "· throughput · benchmark solver" in shown(pilot)[0]
        assert "software" not in shown(pilot)[0]
        await enter(pilot, "&", "nodes = 2")
        assert shown(pilot)[1].strip() == "throughput · benchmark solver · nodes 2 · devices 8"
    async with app_on(*SOLVER).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert shown(pilot)[1].strip() == "throughput · benchmark solver"


async def test_no_row_is_said_where_rows_would_be_and_stays_there() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await enter(pilot, "&", "nodes > 99")
        at = titles(pilot) + 2
        assert lines[at].strip() == "no rows match nodes > 99; Esc clears the filter"
        assert (await press(pilot, "down", "/", "escape"))[at] == lines[at]
        assert "no row" not in "\n".join(await press(pilot, "escape"))
        await press(pilot, "d", "enter")
        await enter(pilot, "&", "devices = 1")
        assert "no rows changed; c shows all" in "\n".join(await press(pilot, "c"))


def test_a_curve_needs_a_second_point(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.csv").write_text("benchmark,gpus,throughput\nsolver,1,100\n")
    assert main(["show", "one.csv"]) == 0
    assert "series" not in capsys.readouterr().out
    assert main(["show", "solver.csv"]) == 0
    assert "series" in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--runs"], ["--limit", "2"]])
def test_what_the_app_cannot_show_is_printed(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(interactive=True, why_not="", color=False, unicode=True)
    monkeypatch.setattr("tui.cli.terminal", lambda *_: terminal)
    assert main(["solver.csv", *options]) == 0
    assert "11 runs" in capsys.readouterr().out


async def test_two_enters_at_once_choose_once() -> None:
    app = app_on(*SOLVER)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "+")
        line = app.screen.query_one(Input)
        for _ in range(2):
            await line.action_submit()
        await settled(pilot)
        assert "added" in shown(pilot)[-1]
        runs_screen(pilot)
