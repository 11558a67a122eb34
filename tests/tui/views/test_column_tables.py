"""The table of statistics on narrow screens, and how its numbers are written."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.column_statistics import statistics
from tui.formatting.glyphs import BRAILLE
from tui.views.column_fit import arrange
from tui.views.column_tables import statistics_columns

ROWS = pl.DataFrame(
    {
        "nodes": [1, 2, 4, 1, 2, 4],
        "metric": ["throughput"] * 3 + ["runtime"] * 3,
        "unit": ["samples/s"] * 3 + ["s"] * 3,
        "value": [100.0, 190.0, 350.0, 9.0, 5.0, 3.0],
        "spread": [0.001, 0.01, 0.1, None, None, None],
    }
)
FOUND = statistics(ROWS, ["nodes", "value", "spread"])
COLUMNS = statistics_columns(FOUND, BRAILLE)


@pytest.mark.parametrize(("width", "least"), [(52, 5), (72, 7), (117, 8)])
def test_numbers_are_in_sight_at_every_width(width: int, least: int) -> None:
    arranged = arrange(COLUMNS, width, 1)
    shown = [column.title for column in arranged.columns[: arranged.fitting]]

    assert {"column", "distinct", "min", "median", "max"} <= set(shown)
    assert len(shown) >= least


def test_each_row_is_named_in_one_column_and_shares_are_percent() -> None:
    cells = {column.title: [str(each) for each in column.cells(FOUND)] for column in COLUMNS}
    assert cells["column"] == [
        "nodes",
        "value throughput (samples/s)",
        "value runtime (s)",
        "spread",
    ]
    assert (cells["median"], cells["max"][3]) == (["2", "190", "5", "1 %"], "10 %")
