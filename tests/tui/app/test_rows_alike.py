"""What the table of the sample data shows at each width tells its rows apart, or says so."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.paths import SAMPLES
from tests.pilot import app_on, runs_screen, settled, shown
from tui.app.widgets.table_lines import GUTTER
from tui.views.column_fit import arrange, fit
from tui.views.table_view import TableView
from tui.views.telling_columns import TellingColumns


@pytest.mark.parametrize(
    ("size", "most"), [((60, 20), 104), ((80, 24), 24), ((100, 30), 0), ((120, 40), 0)]
)
async def test_rows_look_alike_only_where_that_is_said(size: tuple[int, int], most: int) -> None:
    async with app_on(str(SAMPLES)).run_test(size=size) as pilot:
        await settled(pilot)
        screen = runs_screen(pilot)
        table, view = screen.table, TableView(screen.frame, tuple(screen.columns()))
        room = size[0] - GUTTER - 1
        arranged = arrange(view.columns, room, 1, TellingColumns(view))
        placed = fit(arranged.columns, room, 1, 0, arranged.fitting).placed
        assert [each.column.name for each in placed] == table.columns_in_sight
        cells = [
            [
                each.column.shorten(str(cell), each.width, "…")
                for cell in each.column.cells(screen.frame)
            ]
            for each in placed
        ]
        telling = [column for column, each in zip(cells, placed, strict=True) if each.column.tells]
        looks = Counter(zip(*telling, strict=True))
        alike = sum(count for count in looks.values() if count > 1)
        heading = shown(pilot)[0]

    assert alike <= most
    assert table.alike == alike
    assert (f"{alike} rows alike" in heading) == bool(alike) or size[0] < 80
    if size == (80, 24):
        # These are the same measurements in two documents, and show the same values.
        whole = Counter(zip(*cells, strict=True))
        assert sum(count for count in whole.values() if count > 1) == alike
