"""The Pivot screen: one column across, its marks, its kinds of cells, and what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, matches_snapshot, press, settled
from tui.app.screens.pivot_screen import PivotScreen
from tui.app.screens.runs_screen import RunsScreen

NODES = """\
code,gpus,batch,throughput
a,1,32,100
a,2,32,190
a,4,32,350
a,1,64,110
a,2,64,ERROR
a,4,64,400
b,1,32,90
b,4,32,300
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "nodes.csv").write_text(NODES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks(size: tuple[int, int]) -> None:
    app = app_on("nodes.csv")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = await press(pilot, "l", "P", "m")

    assert matches_snapshot(f"pivot-{size[0]}x{size[1]}", lines)


async def test_cells_are_values_efficiencies_speedups_and_ratios_in_turn() -> None:
    app = app_on("nodes.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        titles = [(await press(pilot, *keys))[0] for keys in (("l", "P"), "m", "m", "m", "m")]
        assert isinstance(app.screen, PivotScreen)
        kinds = [title.split()[1] for title in titles]
        assert kinds == ["value", "efficiency", "speedup", "ratio", "value"]
        await press(pilot, "q")
        assert isinstance(app.screen, RunsScreen)


async def test_a_sort_by_efficiency_leaves_the_counts_of_the_rows_in_order() -> None:
    app = app_on("nodes.csv", "--where", "batch = 32")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "E", "P")
        assert isinstance(app.screen, PivotScreen)
        assert app.screen.frame["devices"].to_list() == [1, 2, 4]


async def test_the_rows_in_sight_are_pivoted_and_sorted_by_any_column() -> None:
    app = app_on("nodes.csv", "--where", "batch = 32")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "\n".join(await press(pilot, "l", "P"))
        assert "failed" not in text and "2 rows" in text
        for key, order in (("[", ["90", "100"]), ("]", ["100", "90"])):
            lines = await press(pilot, "l", key)
            assert [line.split()[-3] for line in lines[2:4]] == order
            await press(pilot, "h")


async def test_what_tells_nothing_apart_has_no_pivot() -> None:
    app = app_on("nodes.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "l", "l", "l", "P")
        assert isinstance(app.screen, RunsScreen)
        assert "value does not tell configurations apart" in lines[-1]


async def test_a_command_names_the_column_as_its_source_does() -> None:
    app = app_on("nodes.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, *":pivot gpus", "enter")
        assert lines[0].split()[1:4] == ["value", "by", "devices"]
        await press(pilot, "q")
        lines = await press(pilot, *":pivot nonsense", "enter")
        assert isinstance(app.screen, RunsScreen)
        assert "nonsense" in lines[-1]


@pytest.mark.parametrize("file", ["out.md", "out.csv", "out.tex"])
async def test_it_is_written_as_show_writes_it(files: Path, file: str) -> None:
    app = app_on("nodes.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "l", "P", *f":export {file}", "enter")
    text = (files / file).read_text()
    assert "350" in text
    assert "failed" in text
