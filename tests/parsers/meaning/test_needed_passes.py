"""Iterations: those that a solver needed are no setting, those that somebody set are one."""

from __future__ import annotations

from pathlib import Path

from analysis.runs import Choice, runs
from parsers import load


def efficiencies(folder: Path, rows: str) -> list[float]:
    path = folder / "cg.csv"
    path.write_text(f"threads,CG iterations,note,time (s)\n{rows}")
    table = runs(load([str(path)]).records, Choice()).table
    return [round(100 * each, 1) for each in table["efficiency"].drop_nulls()]


def test_iterations_that_differ_a_little_make_no_series(tmp_path: Path) -> None:
    rows = "1,121,,100\n1,118,ok,100\n2,118,noisy?,52\n2,124,,52\n4,121,,28\n4,119,ok,28\n"
    assert efficiencies(tmp_path, rows) == [100.0, 96.2, 89.3]


def test_iterations_of_single_runs_may_come_again(tmp_path: Path) -> None:
    rows = "1,121,,100\n2,118,,52\n4,121,,28\n"
    assert efficiencies(tmp_path, rows) == [100.0, 96.2, 89.3]


def test_iterations_that_were_set_tell_series_apart(tmp_path: Path) -> None:
    rows = "1,100,,50\n2,100,,26\n4,100,,14\n1,150,,75\n2,150,,40\n4,150,,22\n"
    assert sorted(efficiencies(tmp_path, rows)) == [85.2, 89.3, 93.8, 96.2, 100.0, 100.0]


def test_each_table_may_have_its_own(tmp_path: Path) -> None:
    (tmp_path / "runs.md").write_text(
        "".join(
            f"## Run {run}\n\n| ranks | niter | time (s) |\n|---|---|---|\n"
            f"| 1 | {121 + run} | 100 |\n| 2 | {118 - run} | 52 |\n\n"
            for run in (1, 2)
        )
    )
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table["n"].to_list() == [2, 2]


def test_a_file_for_each_count_may_have_its_own(tmp_path: Path) -> None:
    for nodes, iterations, time in ((1, 244, 100), (2, 240, 52)):
        folder = tmp_path / f"{nodes}nodes"
        folder.mkdir()
        rows = f"cg,{iterations},{time}\ngmres,{iterations + 3},{2 * time}\n"
        (folder / "out.csv").write_text(f"solver,niter,time (s)\n{rows}")
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table["efficiency"].count() == 4


def test_a_file_with_one_count_may_have_repeats(tmp_path: Path) -> None:
    for nodes, iterations, time in ((1, 244, 100), (2, 240, 52), (4, 244, 28)):
        rows = "".join(f"{iterations + at},{time}\n" for at in (0, 1))
        (tmp_path / f"{nodes}nodes.csv").write_text(f"niter,time (s)\n{rows}")
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("nodes", "n").rows() == [(1, 2), (2, 2), (4, 2)]
    assert table["efficiency"].count() == 3


def test_fractions_that_differ_a_little_make_no_series(tmp_path: Path) -> None:
    rows = "1,2.0,100\n2,2.0,52\n4,1.9,28\n8,2.1,16\n16,2.1,9\n32,2.1,6\n"
    path = tmp_path / "cg.csv"
    path.write_text(f"threads,t_misc,time (s)\n{rows}")
    table = runs(load([str(path)]).records, Choice()).table
    assert table["is_baseline"].sum() == 1


def test_fractions_that_were_set_tell_series_apart(tmp_path: Path) -> None:
    path = tmp_path / "cg.csv"
    path.write_text("threads,alpha,time (s)\n1,1.2,50\n2,1.2,26\n1,1.5,75\n2,1.5,40\n")
    table = runs(load([str(path)]).records, Choice()).table
    assert table["is_baseline"].sum() == 2
