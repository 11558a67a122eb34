"""Keys of the table that do at once what a command would spell out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, enter, press, runs_screen, settled, write_files

pytestmark = pytest.mark.usefixtures("files")
FLAT = "software,gpus,throughput\na,4,10\nb,4,20\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path)
    (tmp_path / "flat.csv").write_text(FLAT)
    monkeypatch.chdir(tmp_path)


# Efficiency


async def test_one_key_sorts_by_efficiency_from_any_column() -> None:
    app = app_on("solver.csv", "--sort", "software")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)

        def earned() -> list[float]:
            rows = screen.frame[screen.order].filter(~screen.frame[screen.order]["is_baseline"])
            return rows["efficiency"].drop_nulls().to_list()

        await press(pilot, "l", "l", "E")
        best_first = earned()
        assert len(best_first) > 3
        assert best_first == sorted(best_first, reverse=True)
        assert screen.table.cursor_position == 0
        await press(pilot, "E")
        assert earned() == best_first[::-1]


async def test_the_palette_offers_it_for_effi() -> None:
    app = app_on("solver.csv", "--sort", "software")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "ctrl+p", *"effi")
        assert "sort by efficiency, best first" in lines[2]
        await press(pilot, "enter")
        assert runs_screen(pilot).table.cursor_position == 0
        await enter(pilot, ":", "sort -efficiency")
        by_name = runs_screen(pilot).order.to_list()
        await enter(pilot, ":", "sort software")
        await press(pilot, "ctrl+p", *"effi", "enter")
        assert runs_screen(pilot).order.to_list() == by_name


async def test_where_there_is_no_efficiency_it_says_so() -> None:
    app = app_on("flat.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = runs_screen(pilot).order.to_list()
        assert "no efficiency" in (await press(pilot, "E"))[-1]
        assert runs_screen(pilot).order.to_list() == before
