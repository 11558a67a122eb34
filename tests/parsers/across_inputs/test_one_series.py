"""One file a job: several files, one scaling series."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import Loaded, load
from parsers.run_records.records import named


def read(folder: Path, files: dict[str, str], *paths: str) -> Loaded:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text)
    return load([str(folder)] if not paths else [f"{path}" for path in paths])


def shown(loaded: Loaded) -> Runs:
    return runs(loaded.records, Choice())


def csv(gpus: int, seconds: float) -> str:
    return f"gpus,seconds\n{gpus},{seconds}\n"


JOBS = {"r1.csv": csv(1, 100), "r2.csv": csv(2, 52), "r4.csv": csv(4, 28)}


def test_files_of_one_point_each_are_one_series(tmp_path: Path) -> None:
    loaded = read(tmp_path, JOBS)
    table = shown(loaded).table
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])
    assert set(table["label"]) == {"r*.csv"}
    assert set(table["benchmark"]) == {"r*"}
    texts = [str(note) for note in loaded.notes]
    assert texts == [
        (
            "r*.csv: 3 files with one scale point each read as one series; name them "
            "(a=FILE b=FILE) to keep them apart"
        )
    ]


def test_each_run_still_says_where_it_was_read(tmp_path: Path) -> None:
    records = named(read(tmp_path, JOBS).records)
    assert records["run"].to_list() == ["r1.csv:2", "r2.csv:2", "r4.csv:2"]
    assert [Path(name).name for name in records["source"]] == list(JOBS)


def test_files_of_jobs_in_folders_of_their_own(tmp_path: Path) -> None:
    files = {"1gpu/out.csv": csv(1, 100), "2gpu/out.csv": csv(2, 52)}
    table = shown(read(tmp_path, files)).table
    assert set(table["label"]) == {"*gpu/out.csv"}
    assert table["series"].to_list() == [0, 0]


def test_a_plural_behind_the_count_makes_no_other_series(tmp_path: Path) -> None:
    files = {"1node/out.csv": csv(1, 100), "2nodes/out.csv": csv(2, 52)}
    table = shown(read(tmp_path, files)).table
    assert set(table["label"]) == {"*node/out.csv"}
    assert table["series"].to_list() == [0, 0]


def test_jobs_at_the_same_point_are_repeats(tmp_path: Path) -> None:
    files = {
        "slurm-11.csv": csv(1, 100),
        "slurm-12.csv": csv(1, 102),
        "slurm-13.csv": csv(2, 52),
    }
    assert shown(read(tmp_path, files)).table.select("devices", "n").rows() == [(1, 2), (2, 1)]


@pytest.mark.parametrize("later", [0, 100])
def test_jobs_of_each_folder_are_a_series(tmp_path: Path, later: int) -> None:
    files = {
        f"{version}/job-{first + order}.csv": csv(2**order, seconds / 2**order)
        for version, first, seconds in (("v1.2", 0, 100), ("v1.3", later, 120))
        for order in range(1, 4)
    }
    table = shown(read(tmp_path, files)).table
    assert table["n"].to_list() == [1] * 6
    assert sorted(set(table["label"])) == ["v1.2/job-*.csv", "v1.3/job-*.csv"]


@pytest.mark.parametrize(
    ("name", "versions"),
    [
        ("{0}/n{1}/job-{2}.csv", ("v1.2", "v1.3")),
        ("n{1}/{0}/job-{2}.csv", ("v1.2", "v1.3")),
        ("{0}_n{1}/job-{2}.csv", ("gcc", "icc")),
        ("{0}_n{1}/job-{2}.csv", ("v1.2", "v1.3")),
        ("solver-{0}_n{1}.csv", ("1.2", "1.3")),
    ],
)
def test_versions_with_a_folder_for_each_count_are_no_repeats(
    tmp_path: Path, name: str, versions: tuple[str, str]
) -> None:
    files = {
        name.format(version, 2**order, 100 * place + order): csv(2**order, 100 / 2**order)
        for place, version in enumerate(versions)
        for order in range(3)
    }
    assert shown(read(tmp_path, files)).table["n"].to_list() == [1] * 6


def test_folders_of_repeats_are_one_series(tmp_path: Path) -> None:
    files = {
        f"run{run}/job-{10 * run + order}.csv": csv(2**order, 100 + run)
        for run in (1, 2)
        for order in range(3)
    }
    assert shown(read(tmp_path, files)).table["n"].to_list() == [2, 2, 2]


def test_folders_of_one_level_count_nodes_and_what_runs_on_each(tmp_path: Path) -> None:
    files = {
        f"{nodes}x64/run{run}/solve.log": f"Solve time: {100 / nodes + run} s\n"
        for nodes in (1, 2, 4)
        for run in (1, 2)
    }
    table = shown(read(tmp_path, files)).table
    assert table.select("count", "n").rows() == [(64, 2), (128, 2), (256, 2)]


def test_repeats_beside_another_number_are_those_of_each(tmp_path: Path) -> None:
    files = {
        f"seq{length}_gpus{gpus}_seed{seed}.csv": csv(gpus, length / gpus + seed)
        for length in (1024, 2048)
        for gpus in (1, 2)
        for seed in (1, 2, 3)
    }
    table = shown(read(tmp_path, files)).table
    assert table["n"].to_list() == [3] * 4
    assert table["series"].to_list() == [0, 0, 1, 1]


def test_days_are_no_benchmarks_of_a_series(tmp_path: Path) -> None:
    files = {
        f"run_2026010{day}_n{nodes}.log": f"Solve time: {100 / nodes + day / 10} s\n"
        for day in (5, 6, 7)
        for nodes in (1, 2)
    }
    table = shown(read(tmp_path, files)).table
    assert table.select("nodes", "n", "series").rows() == [(1, 3, 0), (2, 3, 0)]


def test_a_second_number_may_tell_versions_apart(tmp_path: Path) -> None:
    files = {
        "v1_1.csv": csv(1, 100),
        "v1_2.csv": csv(2, 52),
        "v2_1.csv": csv(1, 90),
        "v2_2.csv": csv(2, 48),
    }
    table = shown(read(tmp_path, files)).table
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 1, 90 / 96])
    assert set(table["label"]) == {"v1_*.csv", "v2_*.csv"}


@pytest.mark.parametrize("name", ["job_{0}_{1}", "n{0}_rep{1}", "run_{0}gpus_{1}", "run{1}_{0}"])
def test_a_number_besides_the_count_is_that_of_a_repeat(tmp_path: Path, name: str) -> None:
    files = {
        f"{name.format(gpus, repeat)}.csv": csv(gpus, 100 / gpus + repeat)
        for gpus in (1, 2, 4)
        for repeat in (7, 8, 9)
    }
    table = shown(read(tmp_path, files)).table
    assert table["n"].to_list() == [3, 3, 3]
    assert table["efficiency"].to_list() == pytest.approx([1, 108 / 116, 108 / 132])


def test_files_of_several_points_stay_apart(tmp_path: Path) -> None:
    full = "gpus,seconds\n1,100\n2,52\n"
    files = {"run1.csv": full, "run2.csv": full, "run3.csv": csv(4, 28)}
    loaded = read(tmp_path, files)
    assert shown(loaded).table["series"].n_unique() == 3
    assert not loaded.notes


def test_files_of_the_same_point_stay_apart(tmp_path: Path) -> None:
    files = {"run1.csv": csv(1, 100), "run2.csv": csv(1, 90)}
    assert len(shown(read(tmp_path, files)).table) == 2


def test_files_of_other_names_stay_apart(tmp_path: Path) -> None:
    files = {"before.csv": csv(1, 100), "after.csv": csv(2, 52)}
    assert shown(read(tmp_path, files)).table["series"].n_unique() == 2


def test_labels_that_the_user_gave_stay_apart(tmp_path: Path) -> None:
    paths = [f"a={tmp_path / 'r1.csv'}", f"b={tmp_path / 'r2.csv'}"]
    loaded = read(tmp_path, JOBS, *paths)
    assert set(loaded.records["label"]) == {"a", "b"}


def test_a_benchmark_of_their_own_stays(tmp_path: Path) -> None:
    files = {f"r{p}.csv": f"benchmark,gpus,seconds\nHPL,{p},{100 / p}\n" for p in (1, 2)}
    assert set(read(tmp_path, files).records["benchmark"]) == {"HPL"}


class TestRepeats:
    """Files of the same configurations under the number of a run."""

    def series(self, folder: Path, names: tuple[str, str], second: str) -> set[str]:
        for name, text in zip(names, ("1,100\n2,52\n4,28\n", second), strict=True):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"cores,time (s)\n{text}")
        return set(load([str(folder)]).records["label"])

    @pytest.mark.parametrize("names", [("run1.csv", "run2.csv"), ("rep_1/t.csv", "rep_2/t.csv")])
    def test_files_of_repeats_get_one_label(self, tmp_path: Path, names: tuple[str, str]) -> None:
        assert len(self.series(tmp_path, names, "1,101\n2,53\n4,28\n")) == 1

    def test_versions_are_no_repeats(self, tmp_path: Path) -> None:
        names = ("v1.csv", "v2.csv")
        assert len(self.series(tmp_path, names, "1,101\n2,53\n4,28\n")) == 2

    def test_values_that_differ_are_no_repeats(self, tmp_path: Path) -> None:
        names = ("run1.csv", "run2.csv")
        assert len(self.series(tmp_path, names, "1,201\n2,103\n4,58\n")) == 2

    def test_other_configurations_are_no_repeats(self, tmp_path: Path) -> None:
        names = ("run1.csv", "run2.csv")
        assert len(self.series(tmp_path, names, "8,16\n16,9\n32,5\n")) == 2
