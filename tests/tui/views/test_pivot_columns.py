"""Which columns of a pivot are in sight on a narrow screen, and what tells its rows apart."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.pivot import pivot
from analysis.runs import Choice, runs
from tests.make import records
from tui.formatting.glyphs import BRAILLE
from tui.views.column_fit import arrange
from tui.views.runs.pivot_report import pivot_table
from tui.views.telling_columns import TellingColumns

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}
CODES = ("a code of a long name", "another code", "a third one")
ROWS = [
    {"label": f"{s}.csv", "benchmark": c, "system": s, "compiler": f"gcc {v}.1", "devices": n}
    for s in ("alpha", "beta")
    for v in (12, 13)
    for c in CODES
    for n in (1, 2)
]


def in_sight(width: int, *rows: dict[str, Any]) -> list[str]:
    given = [{**row, "value": 9.0 + at} for at, row in enumerate(rows or ROWS)]
    found = pivot(runs(records(*given, **TIMES), Choice()), "benchmark", "value")
    table = pivot_table(found, "value", BRAILLE)
    arranged = arrange(table.columns, width, 1, TellingColumns(table))
    return [column.name for column in arranged.columns[: arranged.fitting]]


@pytest.mark.parametrize("width", [45, 60, 100])
def test_cells_are_in_sight_beside_what_tells_rows_apart(width: int) -> None:
    shown = in_sight(width)
    assert len([name for name in shown if name.startswith("benchmark=")]) >= 2
    assert {"system", "compiler"} <= set(shown)


def test_the_name_of_the_input_stands_only_where_nothing_else_tells_rows_apart() -> None:
    assert "label" not in in_sight(200)
    rows = [{"label": f"{s}.csv", "benchmark": c, "devices": 1} for s in "ab" for c in CODES]
    assert "label" in in_sight(200, *rows)


@pytest.mark.parametrize("width", [28, 37, 57])
def test_the_count_is_in_sight_however_narrow_the_screen_is(width: int) -> None:
    assert "devices" in in_sight(width)


def test_units_that_mix_stand_in_a_column_of_their_own() -> None:
    given = [
        {"benchmark": c, "devices": n, "value": 9.0, "metric": "throughput", "unit": unit}
        for c, unit in (("a code", "img/s"), ("another", "samples/s"))
        for n in (1, 2)
    ]
    found = pivot(runs(records(*given, better="higher"), Choice()), "devices", "value")
    table = pivot_table(found, "value", BRAILLE)
    shown = {column.name: column.cells(table.frame) for column in table.columns}
    assert shown["devices=1"] == shown["devices=2"] == ["9", "9"]
    assert shown["unit"] == ["img/s", "samples/s"]


def test_values_across_make_room_for_what_tells_rows_apart() -> None:
    rows = [{**row, "a_parameter_of_a_long_name": row["devices"]} for row in ROWS]
    wide = [{**row, "devices": 8, "system": f"{row['system']} of a long name"} for row in rows]
    shown = in_sight(45, *wide)
    assert {"system", "compiler", "a_parameter_of_a_long_name"} <= set(shown)
    assert len([name for name in shown if name.startswith("benchmark=")]) == 1
