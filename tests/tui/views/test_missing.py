"""What keeps a table from having any scaling, and the command that supplies it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.paths import SAMPLES
from tui.views.runs.missing import missing_line


def line_for(*paths: Path) -> str | None:
    loaded = load([str(path) for path in paths])
    return missing_line(loaded, runs(loaded.records, Choice()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,nodes,time_s\na,1,9\na,2,5\na,4,3\n", None),
        ("name,time_s\na,9\nb,5\n", None),
        (
            "name,time_s\na,9\nb,5\nc,3\n",
            "no scaling: nothing counts nodes, ranks, threads or GPUs; "
            "--read 'column NAME = ranks' says which column does",
        ),
        (
            "name,nodes,time_s\na,4,9\nb,4,5\nc,4,3\n",
            "no scaling: all runs are on 4 nodes; runcmp FILE OTHER adds other counts",
        ),
        ("name,accuracy\na,0.9\nb,0.8\nc,0.7\n", None),
    ],
)
def test_lines(text: str, expected: str | None, tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text(text)
    assert line_for(file) == expected


def test_thirty_series_of_one_point_name_what_tells_them_apart(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    rows = "".join(f"case{i},{i % 3 + 1},{10 + i}\n" for i in range(30))
    file.write_text("name,nodes,time_s\n" + rows)
    assert line_for(file) == ("no scaling: 30 series of one point each; :by -benchmark joins them")


def test_series_of_one_point_scale_by_the_baseline_of_another() -> None:
    assert line_for(SAMPLES / "distml_benchmark.md") is None


def test_logs_without_a_count_say_how_names_give_one(tmp_path: Path) -> None:
    for name, seconds in zip("abc", (100, 52, 28), strict=True):
        (tmp_path / f"job{name}.log").write_text(f"start\nTotal time: {seconds} s\n")
    line = line_for(tmp_path)
    assert line is not None
    assert "name files by one (run_4nodes.log), or use --read 'names = ..._{nodes}'" in line


def test_the_column_that_may_count_is_named_and_then_does(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text("Foo Bar,time (s)\n1,9\n2,5\n4,3\n")
    line = line_for(file)
    if line is not None:
        assert "--read 'column Foo Bar = ranks'" in line
