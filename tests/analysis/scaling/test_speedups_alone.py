"""Speedups have an efficiency of their own only without the times that they came from."""

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


def test_beside_times_they_are_left_to_the_audit(tmp_path: Path) -> None:
    path = tmp_path / "matrix.md"
    path.write_text(
        "## Times\n\n| Size | 1 Thread (ms) | 2 Threads (ms) |\n|-|-|-|\n| 100 | 141 | 82 |\n"
        "| 500 | 905 | 505 |\n\n## Speedup\n\nTo the sequential code.\n\n"
        "| Size | 1 Thread | 2 Threads |\n|-|-|-|\n| 100 | 0.84x | 1.45x |\n"
        "| 500 | 1.08x | 1.93x |\n"
    )
    table = runs(load([str(path)]).records, Choice(metric="all")).table
    assert {*table["metric"]} == {"runtime", "stated_speedup"}
    assert not table.filter(metric="stated_speedup")["efficiency"].count()
    assert table.filter(metric="runtime")["efficiency"].count() == 4


def test_speedups_below_one_may_be_ratios_of_times(tmp_path: Path) -> None:
    path = tmp_path / "speedup.csv"
    path.write_text("threads,speedup\n1,1.0\n2,0.525\n4,0.29\n")
    records = load([str(path)]).records
    result = runs(records, Choice())
    assert not result.table["efficiency"].count()
    assert any("ratios of times" in note for note in result.notes)
    told = runs(records, Choice(scaling="strong")).table["efficiency"]
    assert [round(100 * each, 1) for each in told] == [100.0, 26.2, 7.2]


def test_those_over_a_single_device_are_so_without_its_row(tmp_path: Path) -> None:
    path = tmp_path / "speedup.csv"
    path.write_text("threads,speedup\n2,1.9\n4,3.4\n8,5.2\n")
    table = runs(load([str(path)]).records, Choice()).table
    assert table["speedup"].to_list() == [1.9, 3.4, 5.2]
    assert [round(100 * each, 1) for each in table["efficiency"]] == [95.0, 85.0, 65.0]
    assert not table["is_baseline"].any()


def test_those_that_stay_as_they_are_may_be_over_another_program(tmp_path: Path) -> None:
    path = tmp_path / "speedup.csv"
    path.write_text("case,ranks,speedup\na,1,7.3\na,2,7.05\na,4,7.52\nb,1,1.89\nb,2,2.54\n")
    assert not runs(load([str(path)]).records, Choice()).table["efficiency"].count()
    path.write_text("case,ranks,speedup\na,1,1.5\na,2,2.8\na,4,5.1\n")
    assert runs(load([str(path)]).records, Choice()).table["efficiency"].count() == 3
