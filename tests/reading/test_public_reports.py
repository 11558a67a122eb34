"""Ways of writing met in reports of public projects: text -> count -> efficiency, by series.

The texts were written for these tests, after the layout of what was met.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

ALONE: Series = {1: BASE}
PARALLEL: Series = {2: 96.2, 4: 89.3}
"""Of 52 s and 28 s, where the serial program takes 100 s."""

REPORTS: dict[str, tuple[str, str, list[Series]]] = {
    "the serial program's run, named in a column": (
        "gol.md",
        "| Mode | Processes | Time (s) |\n|---|---|---|\n"
        "| SEQ | 1 | 100 |\n| MPI | 2 | 52 |\n| MPI | 4 | 28 |\n",
        [ALONE, PARALLEL],
    ),
    "of two parallel programs, both over the serial one": (
        "wave.md",
        "| Strategy | Procs | Time (s) |\n|---|---|---|\n| Sequential | 1 | 100 |\n"
        "| rows | 2 | 52 |\n| rows | 4 | 28 |\n| blocks | 2 | 52 |\n| blocks | 4 | 28 |\n",
        [ALONE, PARALLEL, PARALLEL],
    ),
    "the baseline of each language": (
        "languages.md",
        "| Implementation | Threads | Runtime |\n|---|---|---|\n"
        "| Python Baseline | 1 | 100 s |\n| Python OpenMP | 2 | 52 s |\n"
        "| Python OpenMP | 4 | 28 s |\n| C++ Baseline | 1 | 10 s |\n| C++ OpenMP | 4 | 2.8 s |\n",
        [ALONE, ALONE, {2: 96.2, 4: 89.3}, {4: 89.3}],
    ),
    "names in snake case": (
        "gauss.csv",
        "variant,ranks,time_s\nseq_run_task,1,100\nmpi_run_task,2,52\nmpi_run_task,4,28\n",
        [ALONE, PARALLEL],
    ),
    "a parallel program that ran on one has its own baseline": (
        "pi.md",
        "| Version | Processes | Time (s) |\n|---|---|---|\n| Serial | 1 | 90 |\n"
        "| MPI | 1 | 100 |\n| MPI | 2 | 52 |\n| MPI | 4 | 28 |\n",
        [ALONE, THREE],
    ),
    "threads of a GPU are none of the serial program's machine": (
        "mm.md",
        "| Version | Threads | Time (s) |\n|---|---|---|\n| Serial | 1 | 100 |\n"
        "| CUDA | 256 | 2 |\n| CUDA | 512 | 1.6 |\n",
        [ALONE, {256: BASE, 512: 62.5}],
    ),
    "what was optimised is another program than the baseline": (
        "opt.md",
        "| Version | Threads | Time (s) |\n|---|---|---|\n| Baseline | 1 | 100 |\n"
        "| Optimized | 2 | 26 |\n| Optimized | 4 | 14 |\n",
        [ALONE, {2: BASE, 4: 92.9}],
    ),
    "a column of the serial program before those that count": (
        "sensors.md",
        "| Sensors | Sequential | 2 Processes | 4 Processes |\n|---|---|---|---|\n"
        "| 50 | 100s | 52s | 28s |\n| 100 | 600s | 360s | 200s |\n",
        [SECOND, THREE],
    ),
    "counts with their noun's number across": (
        "lab.md",
        "| Method | Num Nodes = 1 | Num Nodes = 2 | Num Nodes = 4 |\n|---|---|---|---|\n"
        "| OpenMP | 100 s | 52 s | 28 s |\n| Tiled | 60 s | 36 s | 20 s |\n",
        [SECOND, THREE],
    ),
    "threads and processes in one column": (
        "units.md",
        "| units | time |\n|---|---|\n| 1 threads | 100 s |\n| 2 threads | 52 s |\n"
        "| 4 threads | 28 s |\n| 1 processes | 60 s |\n| 2 processes | 36 s |\n"
        "| 4 processes | 20 s |\n",
        [SECOND, THREE],
    ),
    "tasks are the work beside processes": (
        "tsp.md",
        "| Tasks | Processes | Time (s) |\n|---|---|---|\n"
        "| 524,160 | 1 | 100 |\n| 524,160 | 2 | 52 |\n| 524,160 | 4 | 28 |\n",
        [THREE],
    ),
    "the count is what the stated efficiency divides by": (
        "shards.md",
        "| shards | stage ms | speed-up | efficiency | skew |\n|---|---|---|---|---|\n"
        "| 1 | 100 | 1.00× | 100% | 1.00× |\n| 2 | 52 | 1.92× | 96% | 1.01× |\n"
        "| 4 | 28 | 3.57× | 89% | 1.03× |\n",
        [THREE],
    ),
    "and so is a letter, with a serial row": (
        "t.md",
        "| T | wall (s) | speed-up | efficiency |\n|---|---|---|---|\n"
        "| serial | 100 | 1.00 | 1.00 |\n| 2 | 52 | 1.92 | 0.96 |\n| 4 | 28 | 3.57 | 0.89 |\n",
        [THREE],
    ),
    "as many threads on any count": (
        "layout.txt",
        "### 1 cores ###\nNumber of threads for each rank: 16\nSolver time: 100 seconds\n\n"
        "### 2 cores ###\nNumber of threads for each rank: 8\nSolver time: 74 seconds\n\n"
        "### 4 cores ###\nNumber of threads for each rank: 4\nSolver time: 60 seconds\n",
        [{1: None, 2: None, 4: None}],
    ),
    "worker threads": (
        "pool.md",
        "| Worker Threads | Time (s) |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "replicas of a service": (
        "horizontal.md",
        "| Replicas | RPS |\n|---|---|\n| 1 | 1,000 |\n| 2 | 1,924 |\n| 4 | 3,572 |\n",
        [THREE],
    ),
    "the repeats of a median beside it": (
        "kafka.md",
        "| processors | median msg/s | runs |\n|---|---|---|\n| 1 | 10.00 | 10.1 / 10.0 / 9.9 |\n"
        "| 2 | 19.24 | 19.0 / 19.2 / 19.4 |\n| 4 | 35.72 | 36.0 / 35.9 / 35.5 |\n",
        [THREE],
    ),
    "utilization of the devices' peak": (
        "mfu.md",
        "| nodes | GPUs | MFU |\n|---|---|---|\n| 1 | 8 | 40.0% |\n| 2 | 16 | 38.0% |\n",
        [{8: BASE, 16: 95.0}],
    ),
    "amounts of work in proportion to the nodes": (
        "weak.md",
        "### Weak Scaling\n\n| Nodes | Samples | Time |\n|---|---|---|\n"
        "| 1 | 100M | 100s |\n| 2 | 200M | 104s |\n| 4 | 400M | 112s |\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "how many ran on each of two machines": (
        "split.md",
        "| Ranks | Split | Time (s) |\n|---|---|---|\n"
        "| 2 | 1 + 1 | 52 |\n| 4 | 2 + 2 | 28 |\n| 10 | 4 + 6 | 10.4 |\n",
        [{2: BASE, 4: 92.9, 10: 100.0}],
    ),
    "millions of operations per second": (
        "knn.md",
        "| Procs | Time (s) | FLOPs/s |\n|---|---|---|\n"
        "| 1 | 100 | 19.8M |\n| 2 | 52 | 38.1M |\n| 4 | 28 | 70.7M |\n",
        [THREE],
    ),
    "seconds behind several names": (
        "map.md",
        "| Threads | 10kbp s | 24kbp s |\n|---|---|---|\n| 1 | 100 | 60 |\n| 2 | 52 | 36 |\n"
        "| 4 | 28 | 20 |\n",
        [THREE, SECOND],
    ),
    "medians in Chinese, with their unit behind a slash": (
        "gpu.md",
        "| GPU | 中位时间/s |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "a Russian word in an English heading": (
        "matrix.md",
        "| MPI | Task Run время |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "an arrow at the fastest line": (
        "threads.txt",
        "Benchmarking threading configurations...\n  1 threads: 100 s\n  2 threads: 52 s\n"
        "  4 threads: 28 s  ← FASTEST\n",
        [THREE],
    ),
    "a loop over launches": (
        "laplace.txt",
        "Running mpiexec with 1\nElapsed time: 100 seconds\n\nRunning mpiexec with 2\n"
        "Elapsed time: 52 seconds\n\nRunning mpiexec with 4\nElapsed time: 28 seconds\n",
        [THREE],
    ),
    "processes beside nodes, of which the speedup is": (
        "cluster.md",
        "| P | Nodos | t_par (s) | Speedup |\n|---|---|---|---|\n"
        "| 1 | 1 | 100 | 1.0x |\n| 2 | 1 | 52 | 1.9x |\n| 4 | 2 | 28 | 3.6x |\n",
        [THREE],
    ),
    "a theory in another language": (
        "teoria.md",
        "| Núcleos | Speedup Teórico | Speedup Real |\n|---|---|---|\n"
        "| 1 | 1.0x | 1.0x |\n| 2 | 2.0x | 1.924x |\n| 4 | 4.0x | 3.572x |\n",
        [THREE],
    ),
    "a wave dash for about": (
        "sasa.md",
        "| スレッド数 | 時間 | 高速化 |\n|---|---|---|\n"
        "| 1 | 〜100ms | 1.0x |\n| 2 | 約52ms | 1.9x |\n| 4 | ～28ms | 3.6x |\n",
        [THREE],
    ),
    "decimal commas before a unit under a number": (
        "chunks.md",
        "| Kerne | Chunks/s | 32 028 Chunks |\n|---|---|---|\n"
        "| 1 | 100 | 5,3 min |\n| 2 | 192.4 | 2,8 min |\n| 4 | 357.2 | 1,5 min |\n",
        [THREE],
    ),
    "counts that say their heading again": (
        "pi.md",
        "| P | T (s) | S(P) |\n|---|---|---|\n"
        "| P=1 | 100 | x1.00 |\n| P=2 | 52 | x1.92 |\n| P=4 | 28 | x3.57 |\n",
        [THREE],
    ),
    "a count behind a word": (
        "index.md",
        "| Workers | Time |\n|---|---|\n"
        "| 1 (serial) | 100 s |\n| 2 (parallel) | 52 s |\n| Default (4 workers) | 28 s |\n",
        [THREE],
    ),
    "how many of a model": (
        "octants.md",
        "| Hardware | Time |\n|---|---|\n| 1 L40S | 100 s |\n| 2 L40S | 52 s |\n"
        "| 4 L40S | 28 s |\n| 1 H100 | 60 s |\n",
        [ALONE, THREE],
    ),
    "nodes of a graph": (
        "graph.md",
        "| Workers | Graph Size | Time (s) |\n|---|---|---|\n"
        "| 1 | 10k nodes | 100 |\n| 2 | 10k nodes | 52 |\n| 4 | 10k nodes | 28 |\n"
        "| 1 | 1k nodes | 60 |\n| 2 | 1k nodes | 36 |\n| 4 | 1k nodes | 20 |\n",
        [THREE, SECOND],
    ),
    "times of other programs that stand beside all": (
        "genetic.md",
        "| Threads | Tseq (s) | Tpar(1) (s) | Tpar(p) (s) | S(p) |\n|---|---|---|---|---|\n"
        "| 1 | 101.25 | 100.04 | 100.04 | 1.00 |\n| 2 | 101.25 | 100.04 | 52.00 | 1.92 |\n"
        "| 4 | 101.25 | 100.04 | 28.00 | 3.57 |\n",
        [THREE],
    ),
    "a place and a size in one name": (
        "karp.md",
        "| machine, scale | workers | time (s) |\n|---|---|---|\n"
        "| i7, 0.1 | 1 | 100 |\n| i7, 0.1 | 2 | 52 |\n| i7, 0.1 | 4 | 28 |\n"
        "| i7, 0.3 | 1 | 60 |\n| i7, 0.3 | 2 | 36 |\n| i7, 0.3 | 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "counts with the letter of their noun": (
        "hnsw.md",
        "| Threads | QPS | Scaling |\n|---|---|---|\n"
        "| 1T | 100 | 1.0x |\n| 2T | 192.4 | 1.9x |\n| 4T (peak) | 357.2 | 3.6x |\n",
        [THREE],
    ),
    "headings with the letters of a formula": (
        "jacobi.md",
        "| Threads $T$ | Wall Time (s) | Speedup $S_T$ |\n|---|---|---|\n"
        "| 1 (sequential) | 100 | 1.00 |\n| 2 | 52 | 1.92 |\n| 4 | 28 | 3.57 |\n",
        [THREE],
    ),
    "speedups of the time beside a rate of a part": (
        "pairs.md",
        "| ranks | median time (s) | speedup | median Gpairs/s |\n|---|---|---|---|\n"
        "| 1 | 100 | 1.00 | 0.289 |\n| 2 | 52 | 1.92 | 0.579 |\n| 3 | 40 | 2.50 | 0.868 |\n"
        "| 4 | 28 | 3.57 | 1.158 |\n",
        [{1: BASE, 2: 96.2, 3: 83.3, 4: 89.3}],
    ),
    "a rate of fewer digits than the time has": (
        "scan.md",
        "| Workers | Median wall | Throughput | Speedup |\n|---|---|---|---|\n"
        "| 1 | 8,134.4 ms | 7.9 MiB/s | 1.00x |\n| 2 | 4,398.2 ms | 14.6 MiB/s | 1.85x |\n"
        "| 4 | 2,392.6 ms | 26.7 MiB/s | 3.40x |\n| 8 | 1,816.3 ms | 35.2 MiB/s | 4.48x |\n",
        [{1: BASE, 2: 92.5, 4: 85.0, 8: 56.0}],
    ),
    "a claim that does not follow beside others that do": (
        "instances.md",
        "| Instances | Throughput | Scaling Factor | Efficiency |\n|---|---|---|---|\n"
        "| 1 | 100 rps | 1.0x | 100% |\n| 2 | 192.4 rps | 1.924x | 106.2% |\n"
        "| 4 | 357.2 rps | 3.572x | 89.3% |\n| 8 | 400 rps | 4.0x | 50% |\n",
        [THREE | {8: 50.0}],
    ),
    "machines whose names differ in a number": (
        "laptops.md",
        "| machine | workers | time (s) |\n|---|---|---|\n"
        "| M1 | 1 | 100 |\n| M1 | 2 | 52 |\n| M1 | 4 | 28 |\n"
        "| M3 | 1 | 60 |\n| M3 | 2 | 36 |\n| M3 | 4 | 20 |\n",
        [THREE, SECOND],
    ),
}


@pytest.mark.parametrize("written", REPORTS)
def test_efficiencies_are_those_that_an_expert_computes(written: str, tmp_path: Path) -> None:
    name, text, expected = REPORTS[written]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


def test_efficiencies_across_are_no_times(tmp_path: Path) -> None:
    path = tmp_path / "ring.md"
    path.write_text(
        "**Parallel Efficiency vs. Number of Processes**:\n\n"
        "| Program | 2 Processes | 4 Processes |\n"
        "|---|---|---|\n| ring1 | 0.5000 | 0.2006 |\n| ring2 | 0.4900 | 0.2110 |\n"
    )
    read = load([str(path)]).records
    assert set(read["metric"]) == {"stated_efficiency"}
    assert read["value"].to_list() == [0.5, 0.2006, 0.49, 0.211]


def test_what_announces_as_many_runs_tells_them_apart(tmp_path: Path) -> None:
    path = tmp_path / "nbody.txt"
    path.write_text(
        "OPENMP with 32 threads\nn = 6000, simulation time = 0.15 seconds\n"
        "n = 9000, simulation time = 0.25 seconds\n\nMPI with 32 threads\n"
        "n = 6000, simulation time = 0.74 seconds\nn = 9000, simulation time = 0.73 seconds\n"
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert table["n"].to_list() == [1, 1, 1, 1]
    assert set(table["case"]) == {"openmp", "mpi"}


def test_the_rest_of_a_run_comes_before_its_first_pass(tmp_path: Path) -> None:
    path = tmp_path / "stencil.csv"
    path.write_text("nodes,time to first iteration (s),remaining time (s)\n1,0.09,100\n2,0.11,52\n")
    table = runs(load([str(path)]).records, Choice()).table
    assert set(table["metric"]) == {"remaining_time"}


def test_a_borrowed_serial_run_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gol.md"
    path.write_text(REPORTS["the serial program's run, named in a column"][1])
    notes = runs(load([str(path)]).records, Choice()).notes
    assert [note for note in notes if "single-device run equal in all but mode" in note]


def test_variants_beside_a_serial_one_are_no_counts(tmp_path: Path) -> None:
    path = tmp_path / "search.md"
    path.write_text(
        "| Threads | Serial (ms) | OpenMP | MPI |\n|---|---|---|---|\n"
        "| 1 | 365 | 365 | 365 |\n| 2 | 365 | 210 | 195 |\n| 4 | 365 | 124 | 112 |\n"
    )
    read = load([str(path)]).records
    assert read["ranks"].null_count() == read.height
    assert set(read["threads"]) == {1, 2, 4}


@pytest.mark.parametrize(
    "efficiencies",
    ["100% | 80% | 89%", "1.00 | 0.50 | 0.20"],
)
def test_what_the_efficiencies_do_not_divide_by_is_no_count(
    efficiencies: str, tmp_path: Path
) -> None:
    one, two, four = efficiencies.split(" | ")
    path = tmp_path / "shards.md"
    path.write_text(
        "| shards | time (s) | speed-up | efficiency |\n|---|---|---|---|\n"
        f"| 1 | 100 | 1.00 | {one} |\n| 2 | 52 | 1.92 | {two} |\n| 4 | 28 | 3.57 | {four} |\n"
    )
    read = load([str(path)]).records
    assert read["ranks"].null_count() == read.height
