"""The values at the ends of series, which stand below each other."""

from __future__ import annotations

from pathlib import Path

from analysis.runs import Choice, runs
from analysis.sweeps.along import sweeps_along
from analysis.sweeps.sweep_axis import axis_of
from parsers import load
from tui.views.sweeps.sweeps_charted import SweepsCharted


def test_values_at_the_ends_stand_point_below_point(tmp_path: Path) -> None:
    rates = {"ucx": 11.94, "tcp": 11.8, "shm": 0.0123}
    rows = [f"{name},{size},{rate}" for name, rate in rates.items() for size in (1, 2, 4)]
    path = tmp_path / "rates.csv"
    path.write_text("\n".join(["library,size,bandwidth (GB/s)", *rows, ""]))
    table = runs(load([str(path)]).records, Choice())
    axis = axis_of(table, "size")
    shown = SweepsCharted(table, axis, sweeps_along(table, axis, Choice()))
    assert [shown.final(at) for at in range(3)] == ["11.94 GB/s", "11.80 GB/s", "12.3 MB/s"]
