"""What the table of the sample data shows at each width tells its rows apart, or says so."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.paths import SAMPLES
from tests.pilot import app_on, runs_screen, settled, shown


@pytest.mark.parametrize(
    ("size", "most"), [((60, 20), 104), ((80, 24), 24), ((100, 30), 0), ((120, 40), 0)]
)
async def test_rows_look_alike_only_where_that_is_said(size: tuple[int, int], most: int) -> None:
    async with app_on(str(SAMPLES)).run_test(size=size) as pilot:
        await settled(pilot)
        table = runs_screen(pilot).table
        frame, placed = table._table.frame, table._view.fit.placed
        cells = [
            [each.column.shorten(str(cell), each.width, "…") for cell in each.column.cells(frame)]
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
