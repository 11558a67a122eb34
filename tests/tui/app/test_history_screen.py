"""The History screen: series in time, the changes of the cursor's one, without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, enter, matches_snapshot, press, settled
from tests.tui.commands.test_history_command import nightly
from tui.app.screens.audit_screen import AuditScreen
from tui.app.screens.history_screen import HistoryScreen
from tui.app.screens.runs_screen import RunsScreen
from tui.app.screens.source_screen import SourceScreen


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nightly(tmp_path / "nightly.csv", last=1.08)
    (tmp_path / "undated.csv").write_text("gpus,throughput\n1,100\n2,190\n")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_looks(size: tuple[int, int]) -> None:
    app = app_on("nightly.csv")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = await press(pilot, "5")
    assert matches_snapshot(f"history-{size[0]}x{size[1]}", lines)


async def test_the_cursor_leads_to_changes_source_and_back() -> None:
    app = app_on("nightly.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = "\n".join(await press(pilot, "5"))
        assert "compiler gcc 12 → gcc 13" in lines
        lines = "\n".join(await press(pilot, "down"))
        assert "compiler gcc 12" not in lines and "no change points" in lines
        await press(pilot, "enter")
        assert isinstance(app.screen, SourceScreen)
        await press(pilot, "q", "4")
        assert isinstance(app.screen, AuditScreen)
        await press(pilot, "5")
        assert isinstance(app.screen, HistoryScreen)
        await press(pilot, "q")
        assert isinstance(app.screen, RunsScreen)


async def test_ascii_shows_nothing_else() -> None:
    app = app_on("nightly.csv", unicode=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = "\n".join(await press(pilot, "5"))
        assert "compiler gcc 12 -> gcc 13" in lines
        assert lines.isascii()


async def test_rows_are_filtered_and_written(tmp_path: Path) -> None:
    app = app_on("nightly.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "5")
        await enter(pilot, "&", "verdict = 'regressed'")
        await enter(pilot, "e", "worse.csv")
        await press(pilot)
    rows = (tmp_path / "worse.csv").read_text().splitlines()
    assert len(rows) == 2
    assert rows[1].startswith("cp2k,")


async def test_without_dates_it_says_so_and_stays() -> None:
    app = app_on("undated.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        lines = await press(pilot, "5")
        assert isinstance(app.screen, RunsScreen)
        assert "no dates" in "\n".join(lines)
