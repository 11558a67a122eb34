"""Speedups that stand without the times that they came from have an efficiency all the same."""

from pathlib import Path

from analysis.runs import Choice, runs
from parsers import load


def test_speedups_are_in_proportion_to_speeds(tmp_path: Path) -> None:
    for first, factor in ((1, 1.0), (2, 12.0)):
        path = tmp_path / "speedup.csv"
        rows = ((n, factor * s) for n, s in ((first, 1.0), (2 * first, 1.9), (4 * first, 3.2)))
        path.write_text("cores,Speedup\n" + "".join(f"{n},{s:.2f}x\n" for n, s in rows))
        table = runs(load([str(path)]).records, Choice()).table
        assert [round(100 * each, 1) for each in table["efficiency"]] == [100.0, 95.0, 80.0]
        assert not table["cost"].count()
