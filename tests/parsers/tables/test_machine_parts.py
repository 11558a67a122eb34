"""Cores, workers, sockets and tiles: what most tables of HPC scale over."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load


def read(folder: Path, text: str) -> tuple[Runs, list[str]]:
    path = folder / "runs.csv"
    path.write_text(text)
    loaded = load([str(path)])
    return runs(loaded.records, Choice()), [str(note) for note in loaded.notes]


def rows(result: Runs, *names: str) -> list[tuple[object, ...]]:
    return result.table.select(names).rows()


HEADINGS = [
    *("Cores", "# cores", "ncores", "Number of cores", "Total cores", "CPU cores", "CPUs", "CPU"),
    *("PEs", "#PEs", "npes", "procs", "Processes", "processors", "Number of processors", "np"),
    *("workers", "num_workers", "Sockets", "MPI tasks", "MPI processes", "Tasks"),
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_count_that_stands_alone_is_what_a_series_scales_over(tmp_path: Path, heading: str):
    result, _ = read(tmp_path, f"{heading},time (s)\n128,100\n256,52\n512,28\n")
    assert rows(result, "count", "series") == [(128, 0), (256, 0), (512, 0)]
    assert result.table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])
    assert result.table["ranks"].to_list() == [128, 256, 512]


@pytest.mark.parametrize("heading", ["tiles", "GCDs"])
def test_parts_of_accelerators_are_devices(tmp_path: Path, heading: str):
    result, _ = read(tmp_path, f"{heading},time (s)\n1,100\n2,52\n")
    assert rows(result, "devices", "count") == [(1, 1), (2, 2)]


def test_it_is_said_how_cores_are_read(tmp_path: Path):
    _, notes = read(tmp_path, "Cores,time (s)\n1,100\n2,52\n")
    assert any("`Cores` read as ranks (one process per core)" in note for note in notes)


def test_nodes_beside_cores_do_not_split_the_series(tmp_path: Path):
    result, _ = read(tmp_path, "Cores,Nodes,Walltime (s)\n128,1,100\n256,2,52\n512,4,28\n")
    assert rows(result, "nodes", "count", "series") == [(1, 128, 0), (2, 256, 0), (4, 512, 0)]


def test_cores_of_each_node_are_multiplied(tmp_path: Path):
    result, notes = read(tmp_path, "Nodes,Cores,time (s)\n1,48,100\n2,48,52\n4,48,28\n")
    assert rows(result, "count", "series") == [(48, 0), (96, 0), (192, 0)]
    assert any("`Cores` read as per node: row 3 has 2 nodes and 48" in note for note in notes)


def test_cores_beside_devices_follow_the_scale(tmp_path: Path):
    result, _ = read(tmp_path, "GPUs,cores,time (s)\n1,8,100\n2,16,52\n")
    assert rows(result, "count", "cores", "series") == [(1, 8, 0), (2, 16, 0)]


def test_cores_beside_ranks_give_threads(tmp_path: Path):
    result, _ = read(tmp_path, "ranks,cores,time (s)\n4,8,100\n4,16,52\n")
    assert rows(result, "ranks", "threads", "count") == [(4, 2, 8), (4, 4, 16)]


def test_cores_beside_threads_give_ranks(tmp_path: Path):
    result, _ = read(tmp_path, "threads,cores,time (s)\n4,8,100\n4,16,52\n")
    assert rows(result, "ranks", "threads", "count") == [(2, 4, 8), (4, 4, 16)]


def test_ranks_of_each_node_count_where_they_change(tmp_path: Path):
    result, _ = read(tmp_path, "nodes,ppn,time (s)\n1,8,100\n1,16,52\n2,16,28\n")
    assert rows(result, "count", "series") == [(8, 0), (16, 0), (32, 0)]


def test_workers_beside_devices_are_data_loaders(tmp_path: Path):
    result, _ = read(tmp_path, "GPUs,num_workers,img/s\n1,4,100\n2,4,190\n")
    assert rows(result, "count", "workers", "series") == [(1, 4, 0), (2, 4, 0)]


def test_a_parallel_efficiency_is_no_count(tmp_path: Path):
    result, _ = read(tmp_path, "Cores,time (s),PE\n1,100,1.00\n2,52,0.96\n")
    assert rows(result, "count") == [(1,), (2,)]
