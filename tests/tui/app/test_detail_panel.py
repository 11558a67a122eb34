from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot import app_on, runs_screen, settled, write_files
from tui.app.widgets.detail_panel import DetailPanel


async def test_the_panel_follows_behind_the_cursor_once_for_several_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    rows: list[object] = []
    show = DetailPanel.show

    def counted(panel: DetailPanel, row: dict[str, object] | None, runs: object) -> None:
        rows.append(row)
        show(panel, row, runs)  # type: ignore[arg-type]

    monkeypatch.setattr(DetailPanel, "show", counted)
    app = app_on("solver.csv")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        before = len(rows)
        for _ in range(3):
            screen.table.down()
            screen.on_run_table_cursor_moved()
        assert len(rows) == before
        await settled(pilot)
        assert rows[before:] == [screen.row]
