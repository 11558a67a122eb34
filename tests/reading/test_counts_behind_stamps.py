"""What a program says of its run behind the prefix of a logger, and around the steps of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.formats.result_lines import counts_said
from parsers.formats.told_lines import told_lines
from parsers.grammar.counts_told import counts_told
from parsers.loaded import load
from parsers.training.headings import read_title
from parsers.training.log_settings import read_pairs

STEPS = "".join(f"Iteration {n} done in 1.2{n} s\n" for n in (1, 2, 3))
AROUND: dict[str, Callable[[str, str], str]] = {
    "stamps": lambda count, result: (
        f"[2024-03-01 12:00:00] INFO {count}\n[2024-03-01 12:00:10] INFO loading mesh\n"
        f"[2024-03-01 12:00:31] INFO {result}\n"
    ),
    "logger": lambda count, result: (
        f"2024-03-01 12:00:00,123 - solver - INFO - {count}\n"
        f"2024-03-01 12:00:31,123 - solver - INFO - {result}\n"
    ),
    "level": lambda count, result: f"INFO: {count}\nDEBUG: x\nINFO: {result}\n",
    "bullets": lambda count, result: f" * {count}\n * {result}\n",
    "steps": lambda count, result: f"{count}\n{STEPS}{result}\n",
}


def first(path: Path, text: str) -> list[tuple[object, ...]]:
    """Ranks and value of what an output is about first."""
    path.write_text(text)
    records = load([str(path)]).records
    names = ("simulation_time", "performance", "runtime")
    kept = records.filter(records["metric"].is_in(names))
    return kept.select("ranks", "value").unique(maintain_order=True).rows()


@pytest.mark.parametrize("way", AROUND)
def test_counts_and_results_are_read_behind_prefixes(tmp_path: Path, way: str) -> None:
    for count in ("Starting with 4 processes", "Size of MPI_COMM_WORLD: 4", "nprocs = 4"):
        for result, value in (
            ("Simulation finished in 31.0s", 31.0),
            ("Performance: 12.5 GFLOP/s", 12.5e9),
        ):
            text = AROUND[way](count, result)
            assert first(tmp_path / "out.log", text) == [(4, value)], (count, result)


def test_each_run_of_a_loop_has_its_own_counts_and_results(tmp_path: Path) -> None:
    times = {1: 80.0, 2: 42.0, 4: 23.0}
    text = "".join(
        f"MPI size {n}\n{STEPS}Simulation finished in {time}s\n" for n, time in times.items()
    )
    assert first(tmp_path / "out.log", text) == [*times.items()]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("[4 threads]", {"threads": 4}),
        ("4 nodes allocated", {"nodes": 4}),
        (" There are            4  MPI processes", {"ranks": 4}),
        ("jax.device_count() = 4", {"devices": 4}),
        ("hvd.size() = 4", {"ranks": 4}),
        ("dist_world_size=4", {"ranks": 4}),
        ("#procs: 4", {"ranks": 4}),
        ("number of threads is 4", {"threads": 4}),
        ("Using 4 x NVIDIA A100-SXM4-80GB", {"devices": 4}),
        ("Running with 4 MPI tasks, each with 8 threads", {"ranks": 4, "threads": 8}),
        ("Running on 2 nodes with 4 GPUs each", {"nodes": 2, "devices": 8}),
        ("Running on 4 ranks\nUsing 8 OpenMP threads per rank", {"ranks": 4, "threads": 8}),
        ("nodes: 2\ntasks per node: 4", {"nodes": 2, "ranks": 8}),
        ("4 processes per node", {}),
        ("nodes=2 ranks=8", {"nodes": 2, "ranks": 8}),
        ("max threads available: 64", {}),
        ("CPU(s): 128\nPhysical cores: 64\nCUDA cores: 3584", {}),
        ("num_workers: 8", {}),
        ("Number of tasks in queue: 12", {}),
        ("8 GPUs available", {}),
        ("stack size: 8", {}),
    ],
)
def test_what_counts_the_run_is_told_from_what_is_of_the_machine(
    text: str, counts: dict[str, int]
) -> None:
    assert counts_said(text.splitlines()) == counts


@pytest.mark.parametrize("steps", ["", STEPS])
def test_nodes_of_a_mesh_are_no_machine(tmp_path: Path, steps: str) -> None:
    path = tmp_path / "out.log"
    path.write_text(f"Number of nodes: 40401\nNumber of elements: 40000\n{steps}Total time: 31 s\n")
    assert load([str(path)]).records["nodes"].drop_nulls().to_list() == []


def test_a_grid_names_no_host_and_what_is_on_each_node_is_multiplied() -> None:
    assert "hosts" not in read_title("Topology: 2 x 2").facts
    facts = read_title("2 nodes, 4 tasks per node").facts
    assert (facts["nodes"], facts["ranks"]) == (2, 8)
    title = read_pairs("Initialized process group: world_size=4, rank=0")
    assert title is not None and title.facts["ranks"] == 4
    assert counts_told("task 3 of 7 done") == {}


@pytest.mark.parametrize(
    ("serial", "parallel"),
    [
        ("Sequential version: 42.0 s", "Parallel version ({n} threads): {t} s"),
        ("Serial time: 42.0 s", "Time with {n} threads: {t} s"),
        ("Sequential execution took 42.0 s", "Parallel execution with {n} threads took {t} s"),
    ],
)
def test_a_sequential_time_is_that_on_one(tmp_path: Path, serial: str, parallel: str) -> None:
    path = tmp_path / "out.log"
    later = [parallel.format(n=n, t=t) for n, t in ((2, 22.1), (4, 12.1))]
    path.write_text("\n".join([serial, *later, ""]))
    loaded = load([str(path)])
    assert loaded.records.select("threads", "value").rows() == [(1, 42.0), (2, 22.1), (4, 12.1)]
    assert any("sequential time read as the time on 1" in note.text for note in loaded.notes)
    # Beside a run on 1 it is another program.
    path.write_text("\n".join([serial, parallel.format(n=1, t=43.0), *later, ""]))
    assert load([str(path)]).records["threads"].to_list() == [1, 2, 4]


def test_a_line_of_no_known_name_may_tell_a_count() -> None:
    assert [each.cells for each in told_lines(["Size of MPI_COMM_WORLD: 4"])] == [{"ranks": "4"}]


def test_counts_and_results_in_turn_are_no_table_of_words(tmp_path: Path) -> None:
    path = tmp_path / "out.log"
    pairs = ((1, 80.0), (2, 42.0), (4, 23.0))
    said = "Training on {n}x A100\nSimulation finished in {t}s\n"
    path.write_text("".join(said.format(n=n, t=t) for n, t in pairs))
    assert load([str(path)]).records.select("devices", "value").rows() == [*pairs]


def test_codes_on_amrex_state_their_time_in_their_own_words(tmp_path: Path) -> None:
    head = "Initializing AMReX (22.10)...\nMPI initialized with 4 MPI processes\n"
    for number, time in enumerate(("Run time = 31.0", "Total time: 31.0 s")):
        path = tmp_path / f"{number}.out"
        path.write_text(f"{head}AMReX (22.10) initialized\n{time}\n")
        assert load([str(path)]).records.select("ranks", "value").rows() == [(4, 31.0)]
