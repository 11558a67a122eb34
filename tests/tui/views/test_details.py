"""What is told about one row of the table of runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from analysis.series.series import series_of
from parsers import load
from tests.make import records
from tests.pilot import SOLVER
from tui.formatting.glyphs import BRAILLE
from tui.views.runs.details import detail_lines
from tui.views.runs.row_chart import row_chart


@pytest.mark.parametrize("width", [28, 30, 34, 38, 46])
def test_neither_the_name_of_a_file_nor_the_number_of_a_line_is_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("measurements").mkdir()
    Path("measurements/solver.csv").write_text(SOLVER)
    loaded = load(["measurements/solver.csv"])
    table = runs(loaded.records, Choice())
    row = table.table.row(table.table.height - 1, named=True)
    lines = [line.plain for line in detail_lines(row, table, (), width, 40, BRAILLE)]
    assert any(line.endswith((":12", "line 12")) for line in lines), lines
    assert any("solver.csv" in line for line in lines), lines


def test_a_baseline_has_the_lines_of_the_other_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that nothing moves in the panel while the cursor moves.
    monkeypatch.chdir(tmp_path)
    Path("solver.csv").write_text(SOLVER)
    table = runs(load(["solver.csv"]).records, Choice())
    told = [
        [line.plain[:13].strip() for line in detail_lines(row, table, (), 60, 40, BRAILLE)]
        for row in table.table.head(2).iter_rows(named=True)
    ]
    assert table.table["is_baseline"].head(2).to_list() == [True, False]
    assert told[0] == told[1]


def test_a_long_name_of_a_metric_is_whole_where_there_is_room() -> None:
    given = [{"nodes": n, "value": 90.0 / n, "metric": "total_elapsed_time"} for n in (1, 2)]
    table = runs(records(*given, unit="s", better="lower"), Choice())
    row = table.table.row(0, named=True)
    first, *rest = [line.plain for line in detail_lines(row, table, (), 48, 40, BRAILLE)]
    assert first.startswith("total_elapsed_time  ")
    assert all(line[18:20] == "  " and line[20] != " " for line in rest)
    narrow = [line.plain for line in detail_lines(row, table, (), 30, 40, BRAILLE)]
    assert all(line[13:15] == "  " for line in narrow)


@pytest.mark.parametrize(
    ("rows", "metric", "said"),
    [
        ([{"case": "read"}, {"case": "write"}], "iops", "no series to plot"),
        ([{"nodes": 1}, {"nodes": 2}], "watt", "no efficiency to plot"),
        ([{"nodes": 4}], "throughput", "one count only: no scaling to plot"),
    ],
)
def test_where_nothing_scales_the_chart_is_a_word(
    rows: list[dict[str, object]], metric: str, said: str
) -> None:
    given = [{"value": 90.0 + n, "metric": metric, **row} for n, row in enumerate(rows)]
    table = runs(records(*given, unit="", better=None), Choice())
    row = table.table["row"][0]
    drawn = row_chart(series_of(table, [row]), row, 60, 12, BRAILLE)
    assert [line.plain.strip() for line in drawn] == [said]
