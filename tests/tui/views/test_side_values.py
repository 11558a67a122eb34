"""The columns of a side: the spread beside the value, and the digits that it leaves."""

from __future__ import annotations

import pytest

from analysis.compare.compare import compare
from analysis.compare.sides import of_inputs
from tests.make import records
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.compare.side_values import common_scales, side_columns


def base_cells(*rows: list[float], glyphs: Glyphs = BRAILLE) -> list[str]:
    """Return the cells of the base side of rows with these repeats, the same on the new side."""
    frame = records(*({"devices": d, "value": v} for d, each in enumerate(rows, 1) for v in each))
    table = compare(of_inputs([frame, frame])[0]).table
    column = side_columns(table, "base", common_scales(table), glyphs)[0]
    return [f"{cell!s:>{column.width}}" for cell in column.cells(table)]


@pytest.mark.parametrize(
    ("repeats", "cell"),
    [
        ([120.31, 116.22, 124.04], "120 ± 3 %"),
        ([120.31, 119.02, 121.94], "120.3 ± 1 %"),
        ([120.31, 120.02, 120.64], "120.3 ± 0.3 %"),
        ([14526.0, 12180.0, 14703.0], "14526 ± 9 %"),
        ([5.0, 5.0, 5.0], "5 ± 0.0 %"),
        ([0.0, -1.0, 1.0], "0"),
    ],
)
def test_a_value_has_the_digits_that_its_repeats_agree_on(repeats: list[float], cell: str) -> None:
    assert [each.strip() for each in base_cells(repeats)] == [cell]


def test_points_and_signs_stand_in_line() -> None:
    assert base_cells([149.8, 149.7, 149.9], [4310.4, 4303.4, 4315.0], [200.2]) == [
        " 149.8 ± 0.1 %",
        "4310   ± 0.1 %",
        " 200.2        ",
    ]
    assert base_cells([149.8, 149.7, 149.9], glyphs=ASCII) == ["149.8 +- 0.1 %"]


def test_quantities_have_decimals_of_their_own() -> None:
    frame = records(
        {"devices": 1, "value": 120.5},
        {"devices": 1, "value": 0.9352, "metric": "accuracy", "unit": None},
    )
    table = compare(of_inputs([frame, frame])[0]).table
    column = side_columns(table, "base", common_scales(table), BRAILLE)[0]
    assert [str(cell).rstrip() for cell in column.cells(table)] == ["120.5 steps/s", "0.9352"]


def test_units_and_headings_stay_where_the_spread_goes() -> None:
    rows = [{"devices": d, "value": v, "unit": "img/s"} for d in (1, 2) for v in (149.8, 149.7)]
    table = compare(of_inputs([records(*rows)] * 2)[0]).table
    column = side_columns(table, "base", common_scales(table), BRAILLE)[0]
    least = column.min_width
    assert least is not None and column.in_steps
    shown = [column.shorten(text, least, "…") for text in ("base", "img/s")]
    assert shown == ["base", "img/s"]
    assert not any("±" in column.shorten(str(cell), least, "…") for cell in column.cells(table))
