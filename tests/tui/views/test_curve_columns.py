from __future__ import annotations

import polars as pl
from rich.text import Text

from tests.asked import queries
from tui.formatting.glyphs import BRAILLE
from tui.views.runs.curve_columns import curve_column

TABLE = pl.DataFrame(
    {
        "series": [0, 0, 0, 1, 1],
        "count": [1, 2, 2, 4, None],
        "efficiency": [1.0, 0.9, 0.6, 0.5, None],
        "baseline_row": [0, 0, 0, 0, None],
        "baseline_devices": [1, 1, 1, 1, None],
    }
)


def test_a_curve_has_the_mean_of_each_count_and_the_baseline_of_another_series() -> None:
    column = curve_column(TABLE, BRAILLE)

    shown = [str(cell) for cell in column.cells(TABLE)]

    levels = BRAILLE.levels
    middle, half = levels[len(levels) // 2], levels[0]
    assert shown == [f"{levels[-1]}{middle}"] * 3 + [f"{levels[-1]}{half}"] * 2


def test_the_own_point_is_set_apart() -> None:
    first, second, *_ = curve_column(TABLE, BRAILLE).cells(TABLE)
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert first.spans != second.spans


def test_curves_that_are_known_are_not_asked_for_again() -> None:
    column = curve_column(TABLE, BRAILLE)
    assert queries(lambda: column.cells(TABLE)) <= 2
    assert queries(lambda: column.cells(TABLE.head(2))) == 0
