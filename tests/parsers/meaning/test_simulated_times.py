"""Clocks of simulations and figures of merit that are not what they are called."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.runs import Choice, runs
from parsers import load


def table_of(tmp_path: Path, text: str) -> pl.DataFrame:
    path = tmp_path / "a.csv"
    path.write_text(text)
    return runs(load([str(path)]).records, Choice()).table


def test_a_time_that_is_the_same_on_every_count_is_that_of_the_simulation(tmp_path: Path) -> None:
    text = "Time,ranks,ElapsedTime\n1.2345e-4,1,100\n1.2345e-4,2,52\n1.2345e-4,4,28\n"
    table = table_of(tmp_path, text)
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


def test_so_is_one_that_the_steps_count(tmp_path: Path) -> None:
    rows = [f"{step * 0.0012345},{step},{n},{90 / n + step}" for n in (1, 2) for step in (1, 2, 3)]
    table = table_of(tmp_path, "\n".join(("Time,Step,ranks,ElapsedTime", *rows)))
    assert table["efficiency"].to_list() == pytest.approx([1, 92.5 / 95], abs=1e-3)


@pytest.mark.parametrize(
    "text", ["ranks,time,memory\n1,10,3\n2,10,4\n", "ranks,time\n1,10.123\n2,10.123\n"]
)
def test_round_or_only_times_are_what_they_are(tmp_path: Path, text: str) -> None:
    assert table_of(tmp_path, text)["metric"].unique().to_list() == ["runtime"]


def test_a_figure_that_grows_with_the_square_of_the_count_is_no_rate(tmp_path: Path) -> None:
    table = table_of(tmp_path, "MPI,FOM,time (s)\n1,5,100\n2,20,52\n4,79,28\n")
    assert table["metric"].unique().to_list() == ["runtime"]
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


def test_the_time_of_the_serial_code_beside_all_counts_is_none_of_a_simulation(
    tmp_path: Path,
) -> None:
    text = "ranks,serial_time,mpi_time\n1,1.2345e-4,100\n2,1.2345e-4,52\n4,1.2345e-4,28\n"
    table = table_of(tmp_path, text)
    assert set(table["metric"]) == {"mpi_time"}
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


def test_averages_over_what_ran_tell_no_series_apart(tmp_path: Path) -> None:
    text = "ranks,avg_steps,time (s)\n1,209.5,100\n2,193.7,52\n4,194.2,28\n"
    table = table_of(tmp_path, text)
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


@pytest.mark.parametrize(
    ("names", "times"),
    [(("run 1", "run 2"), [5.25]), (("same node", "two nodes"), [5.0, 5.5])],
)
def test_remarks_on_one_count_tell_its_rows_apart(
    tmp_path: Path, names: tuple[str, str], times: list[float]
) -> None:
    """Unless they number repeats."""
    first, second = names
    text = f"ranks,time (s)\n1,18.5\n4 ({first}),5.0\n4 ({second}),5.5\n"
    table = table_of(tmp_path, text)
    assert table.filter(count=4)["value"].sort().to_list() == times
