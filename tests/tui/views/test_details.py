"""What is told about one row of the table of runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.pilot import SOLVER
from tui.formatting.glyphs import BRAILLE
from tui.views.runs.details import detail_lines


@pytest.mark.parametrize("width", [30, 34, 46])
def test_the_number_of_a_line_is_never_torn(
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
