"""What tells runs apart and what only numbers them: run names and seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.compare.sides import of_values
from analysis.runs import Choice, Runs, runs
from parsers import load


def read(folder: Path, text: str, by: str | None = None) -> Runs:
    path = folder / "runs.csv"
    path.write_text(text)
    return runs(load([str(path)]).records, Choice(by=by))


NAMED = "run,gpus,time (s)\nA,1,10\nA,2,6\nB,1,9\nB,2,5\n"


def test_named_runs_are_configurations(tmp_path: Path) -> None:
    table = read(tmp_path, NAMED).table
    assert table.select("run_name", "devices", "n").rows() == [
        ("A", 1, 1),
        ("A", 2, 1),
        ("B", 1, 1),
        ("B", 2, 1),
    ]


def test_brackets_in_names_close(tmp_path: Path) -> None:
    path = tmp_path / "runs.md"
    path.write_text(
        "| Setup | img/s |\n|---|---|\n| 1x V100 | 102 |\n| 2x V100 (NVLink) | 199 |\n"
        "| 4x V100 (NVLink) | 385 |\n| 8x V100 (2 nodes, IB) | 702 |\n"
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert {*table["setup"]} == {"V100", "V100 (NVLink)", "V100 (IB)"}


def test_named_runs_can_be_compared(tmp_path: Path) -> None:
    (sides,) = of_values(read(tmp_path, NAMED).records, "run_name")
    assert (sides.base.height, sides.new.height) == (2, 2)


def test_a_name_for_each_row_is_a_name_if_it_is_a_word(tmp_path: Path) -> None:
    table = read(tmp_path, "run,gpus,time (s)\nbaseline,4,10\ntuned,4,8\n").table
    assert table["run_name"].to_list() == ["baseline", "tuned"]


@pytest.mark.parametrize(
    "rows", ["1,4,10\n2,4,11", "run-1,4,10\nrun-2,4,11", "3fa85f64,4,10\n2c963f66,4,11"]
)
def test_numbers_and_ids_of_rows_are_none(tmp_path: Path, rows: str) -> None:
    result = read(tmp_path, f"run,gpus,time (s)\n{rows}\n")
    assert "run_name" not in result.table.columns
    assert result.table["n"].to_list() == [2]


SEEDS = "gpus,seed,img/s\n1,0,100\n1,1,102\n2,0,190\n2,1,198\n"


def test_seeds_number_repeats(tmp_path: Path) -> None:
    result = read(tmp_path, SEEDS)
    assert result.table.select("devices", "n").rows() == [(1, 2), (2, 2)]
    assert (
        "runs that differ only in seed count as repeats; --by +seed separates them" in result.notes
    )


def test_seeds_tell_configurations_apart_on_request(tmp_path: Path) -> None:
    result = read(tmp_path, SEEDS, by="+seed")
    assert result.table["n"].to_list() == [1, 1, 1, 1]
    assert not any("seed" in note for note in result.notes)


def test_a_seed_that_repeats_nothing_stays(tmp_path: Path) -> None:
    assert "seed" in read(tmp_path, "gpus,seed,img/s\n1,7,100\n2,7,190\n").by


SIDES = "run,GB/s\nmpich_8x2,306\nmpich_16x2,623.8\nopenmpi_8x2,420.4\nopenmpi_16x2,810.6\n"


def test_sides_in_names_number_no_runs(tmp_path: Path) -> None:
    table = read(tmp_path, SIDES).table
    assert table["n"].to_list() == [1, 1, 1, 1]
    assert table["efficiency"].null_count() == 4


def test_words_that_come_again_with_other_numbers_are_names(tmp_path: Path) -> None:
    rows = "ref-01,1,10\ntuned-02,1,9\nref-03,2,5\ntuned-04,2,4.5\n"
    table = read(tmp_path, f"run,gpus,time (s)\n{rows}").table
    assert table["n"].to_list() == [1, 1, 1, 1]


@pytest.mark.parametrize("heading", ["run", "label", "config_id"])
@pytest.mark.parametrize(("second", "n"), [(5.1, [1, 1, 1]), (10.2, [2, 1])])
def test_values_that_differ_with_a_name_are_no_repeats(
    tmp_path: Path, heading: str, second: float, n: list[int]
) -> None:
    rows = f"fast-sun-1,1,10\nold-lake-2,1,{second}\nblue-dust-3,2,5.4\n"
    table = read(tmp_path, f"{heading},gpus,time (s)\n{rows}").table
    assert table["n"].to_list() == n


def test_a_layout_behind_a_name_is_read_where_the_hosts_agree(tmp_path: Path) -> None:
    rows = "gcc_2x2,nid[01-02],24\ngcc_1x2,nid01,13\ngcc_1x1,nid01,7\n"
    table = read(tmp_path, f"run,hosts,GB/s\n{rows}").table
    assert sorted(table["count"].to_list()) == [1, 2, 4]
    assert table["n"].to_list() == [1, 1, 1]


@pytest.mark.parametrize("heading", ["name", "Run name", "run"])
def test_names_that_number_the_runs_of_a_study_make_no_series(tmp_path: Path, heading: str) -> None:
    rows = "run-8,1,100\nrun-9,2,190\nrun-10,4,370\n"
    table = read(tmp_path, f"{heading},gpus,img/s\n{rows}").table
    assert table["efficiency"].to_list() == pytest.approx([1, 0.95, 0.925])


@pytest.mark.parametrize(
    "rows",
    [
        "a-1,1,100\nb-2,2,190\nc-3,4,370\n",
        "run-8,1,100\nrun-7,2,190\nrun-12,4,370\n",
        "case1,1,100\ncase2,2,190\ncase3,4,370\ncase4,1,10\ncase5,2,19\ncase6,4,37\n",
    ],
)
def test_names_of_several_words_or_numbers_that_jump_stay(tmp_path: Path, rows: str) -> None:
    table = read(tmp_path, f"name,gpus,img/s\n{rows}").table
    assert table["is_baseline"].all()


@pytest.mark.parametrize("heading", ["label", "state"])
def test_names_of_two_sides_are_no_repeats(tmp_path: Path, heading: str) -> None:
    rows = "before,1,10\nafter,1,9.8\nbefore,2,5\nafter,2,4.9\n"
    table = read(tmp_path, f"{heading},gpus,time (s)\n{rows}").table
    assert table["n"].to_list() == [1, 1, 1, 1]


def test_one_label_of_all_is_the_name_of_the_input(tmp_path: Path) -> None:
    by = read(tmp_path, "label,gpus,time (s)\nx,1,10\nx,2,5\n").by
    assert "run_name" not in by
