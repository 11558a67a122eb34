"""Ways of writing met in public documents: text -> count -> efficiency in percent, by series.

The texts were written for these tests, after the layout of those that are named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load
from tests.reading.small_studies import BASE, THREE, Series, series_of_table

GROWN: Series = {1: BASE, 2: 96.2, 4: 89.3}
"""Of 100 s, 104 s and 112 s, where the work grows with the count."""

FOUND: dict[str, tuple[str, str, list[Series]]] = {
    "a grid of processes beside their number": (
        "heat.md",
        "| processes | grid | time |\n|---|---|---|\n"
        "| 1 | 1 × 1 | 100 s |\n| 2 | 2 × 1 | 52 s |\n| 4 | 2 × 2 | 28 s |\n",
        [THREE],
    ),
    "sides with powers (OpenPFC)": (
        "report.md",
        "| GCDs | grid | wall/step |\n|---|---|---|\n"
        "| 1 | 2048²×128 | 100 ms |\n| 2 | 2048²×256 | 104 ms |\n| 4 | 2048² x 512 | 112 ms |\n",
        [GROWN],
    ),
    "a figure of the other kind above, and list items (HPC-HW)": (
        "hw.md",
        "- Weak scaling study\n  - with `Nl = 100`\n\n| np | 1 | 2 | 4 |\n|--|--|--|--|\n"
        "| Timing (s) | 100 | 104 | 112 |\n\n![weak_scaling.png](weak_scaling.png)\n\n"
        "- Strong scaling study\n  - as weak scaling, with `N = 4096`\n\n"
        "| np | 1 | 2 | 4 |\n|--|--|--|--|\n| Timing (s) | 100 | 52 | 28 |\n",
        [GROWN, THREE],
    ),
    "what changed beside two variants": (
        "io.md",
        "**Write bandwidth (GB/s)**\n\n| Nodes | before | after | Δ |\n|---|---|---|---|\n"
        "| 1 | 10 | 11 | +10.0% |\n| 2 | 19 | 22 | +15.8% |\n| 4 | 36 | 40 | +11.1% |\n",
        [{1: BASE, 2: 95.0, 4: 90.0}, {1: BASE, 2: 100.0, 4: 90.9}],
    ),
    "a group as large as the count, in words": (
        "serving.md",
        "| TP Degree | GPUs | Tokens/sec |\n|---|---|---|\n"
        "| TP=1 | 1 | ~100 |\n| TP=2 | 2 | ~192.3 |\n| TP=4 | 4 | ~357.1 |\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "how much of the work a time is for": (
        "tddft.md",
        "| MPI ranks | status | approximate wall time for 100 steps |\n|---|---|---|\n"
        "| 1 | PASS | 100 s |\n| 2 | PASS | 52 s |\n| 4 | PASS | 28 s |\n| 8 | FAIL | n/a |\n",
        [{**THREE, 8: None}],
    ),
    "workers in words, behind a run without": (
        "lfsr.md",
        "| Workers | Time (s) | Correct |\n|---|---|---|\n| Sequential | 110 | ✓ |\n"
        "| 1 worker | 100 | ✓ |\n| 2 workers | 52 | ✓ |\n| 4 workers | 28 | ✓ ⭐ |\n",
        [{None: None}, THREE],
    ),
    "Vietnamese": (
        "lbm.md",
        "| Số tiến trình (P) | Thời gian (s) |\n|---|---|\n| 1 | 100 |\n| 2 | 52 |\n| 4 | 28 |\n",
        [THREE],
    ),
    "the range of repeats": (
        "locks.md",
        "| threads | ns/op | spread |\n|---|---|---|\n"
        "| 1 | 100 | 99-105 |\n| 2 | 52 | 52–58 |\n| 4 | 28 | 27 - 29 |\n",
        [THREE],
    ),
    "ranges that were set": (
        "ports.md",
        "| Port Range | Threads | Time (seconds) |\n|---|---|---|\n| 1-100 | 10 | 8.2 |\n"
        "| 1-100 | 50 | 3.4 |\n| 1-1000 | 50 | 28.7 |\n| 1-1000 | 100 | 19.1 |\n",
        [{10: BASE, 50: 48.2}, {50: BASE, 100: 75.1}],
    ),
    "iterations that the solver took": (
        "mail.txt",
        "   cores    setup    solve    its\n      1     12.1      100     41\n"
        "      2      6.7       52     42\n      4      4.1       28     44\n",
        [THREE],
    ),
    "iterations that somebody set": (
        "jacobi.csv",
        "iterations,ranks,time_s\n100,1,10\n100,2,5.2\n1000,1,100\n1000,2,52\n1000,4,28\n",
        [{1: BASE, 2: 96.2}, THREE],
    ),
    "bytes that the runs moved": (
        "comm.csv",
        "ranks,bytes,time_s\n1,0,100\n2,8388608,52\n4,25165824,28\n",
        [THREE],
    ),
    "bytes that grow with the count": (
        "weak.csv",
        "ranks,bytes,time_s\n1,1000000,100\n2,2000000,104\n4,4000000,112\n",
        [GROWN],
    ),
    "parallel units": (
        "nbody.csv",
        "implementation,parallel_units,time_ms\nOpenMP,1,100\nOpenMP,2,52\nOpenMP,4,28\n",
        [THREE],
    ),
    "processes down, sizes across": (
        "mm.md",
        "Runtime in seconds\n\n| P \\ N | N=1024 | N=2048 |\n|---|---|---|\n"
        "| 1 | 100 | 800 |\n| 2 | 52 | 410 |\n| 4 | 28 | 220 |\n",
        [THREE, {1: BASE, 2: 97.6, 4: 90.9}],
    ),
    "a loop whose last run was stopped": (
        "slurm-1.out",
        "Loading gcc/12.3\n=== run with 1 nodes ===\nelapsed: 100 s\n"
        "=== run with 2 nodes ===\nelapsed: 52 s\n=== run with 4 nodes ===\nelapsed: 28 s\n"
        "=== run with 8 nodes ===\nslurmstepd: error: CANCELLED DUE TO TIME LIMIT\n",
        [{**THREE, 8: None}],
    ),
    "the whole time less a part, before a latency": (
        "attention.csv",
        "procs,t_wall_with_comm,t_wall_no_comm,latency_us\n1,100,90,0\n2,52,45,0.3\n4,28,23,0.4\n",
        [THREE],
    ),
    "simple tables of reStructuredText": (
        "report.rst",
        "Strong scaling\n--------------\n\n===== ========\nranks time (s)\n===== ========\n"
        "1     100\n2     52\n4     28\n===== ========\n",
        [THREE],
    ),
    "jobs of Slurm set in columns, without a rule": (
        "jobs.txt",
        "JobID   NodeList         NNodes  NTasks  Elapsed   State\n"
        "9011    nid[0001]        1       128     00:01:40  COMPLETED\n"
        "9012    nid[0001-0002]   2       256     00:00:52  COMPLETED\n"
        "9013    nid[0001-0004]   4       512     00:00:28  COMPLETED\n"
        "9014    nid[0001-0008]   8       1024    00:00:02  FAILED\n",
        [{**THREE, 8: None}],
    ),
    "the time for a simulated nanosecond": (
        "namd.csv",
        "cores,Days per nanosecond of simulation,Scale-up\n1,10,1.00\n2,5.2,1.92\n4,2.8,3.57\n",
        [THREE],
    ),
    "hours for one": ("gromacs.csv", "cores,h/ns\n1,10\n2,5.2\n4,2.8\n", [THREE]),
    "a terrain of so many points is no layout": (
        "erosion.md",
        "| Terrain Size | Time (ms) |\n|---|---|\n| 256×256 | 1.8 |\n| 512×512 | 6.9 |\n",
        [{None: None}, {None: None}],
    ),
    "the serial program beside each time": (
        "similar.csv",
        "docs,threads,seq_prep_ms,par_prep_ms,seq_total_ms,par_total_ms\n"
        "500,1,7.1,7.4,99.0,100\n500,2,7.4,4.1,99.5,52\n500,4,7.0,2.4,99.2,28\n",
        [THREE],
    ),
    "thresholds that were tried": (
        "cache.csv",
        "cache,threads,throughput,pull_threshold,purge_threshold\n"
        "lru,1,100,0.001,0.1\nlru,1,90,0.1,0.7\nlru,2,190,0.001,0.1\nlru,2,144,0.1,0.7\n",
        [{1: BASE, 2: 95.0}, {1: BASE, 2: 80.0}],
    ),
    "files that were worked on": (
        "solve.csv",
        "file,threads,time\n"
        "a.mtx,1,100\na.mtx,2,52\na.mtx,4,28\nb.mtx,1,60\nb.mtx,2,36\nb.mtx,4,20\n",
        [THREE, {1: BASE, 2: 83.3, 4: 75.0}],
    ),
    "a path that is no path": (
        "amr.md",
        "| Path | MPI ranks | step time (s) |\n|---|---|---|\n"
        "| direct | 1 | 10 |\n| legacy | 1 | 40 |\n| direct | 4 | 2.8 |\n| legacy | 4 | 10 |\n",
        [{1: BASE, 4: 89.3}, {1: BASE, 4: 100.0}],
    ),
    "cards with their memory": (
        "scale.md",
        "| GPUs | Throughput |\n|---|---|\n| 1x A100 (40GB) | 50 req/s |\n"
        "| 2x A100 (40GB) | 95 req/s |\n| 8x H100 (80GB) | 500 req/s |\n",
        [{1: BASE, 2: 95.0}, {8: BASE}],
    ),
    "French names in snake case": (
        "mesures.csv",
        "nb_coeurs;temps_s;remarque\n1;100;\n2;52;\n4;28;nœud partagé\n",
        [THREE],
    ),
    "French, per iteration": (
        "rapport.md",
        "| nb_processus | temps moyen par itération |\n|---|---|\n"
        "| 1 | 100 ms |\n| 2 | 52 ms |\n| 4 | 28 ms |\n",
        [THREE],
    ),
    "a time per iteration without a unit": (
        "solver.csv",
        "nodes,time_per_iteration\n1,100\n2,52\n4,28\n",
        [THREE],
    ),
    "counts in a corner behind a slash": (
        "times.csv",
        "matrix_size/number_of_threads,1.0,2.0,4.0\n512.0,100,52,28\n1024.0,600,360,200\n",
        [THREE, {1: BASE, 2: 83.3, 4: 75.0}],
    ),
    "a formula in the heading": (
        "speedup.csv",
        "Tasks (p),Speedup = T(n, 1) / T(n, p) N=1000,Speedup = T(n, 1) / T(n, p) N=2000\n"
        "1,1,1\n2,1.9,1.8\n4,3.6,3.2\n",
        [{1: BASE, 2: 95.0, 4: 90.0}, {1: BASE, 2: 90.0, 4: 80.0}],
    ),
    "marks before names, remarks behind rows": (
        "strong.dat",
        "# strong scaling\n#nproc #nproc_xi  \t# avg time per step\t#total elapsed time (s)\n"
        "6\t1\t \t-    \t\t-\t\t#failed (not enough memory)\n"
        "24\t2\t\t0.100\t\t30.1\n48\t4\t\t0.052\t\t15.6   # shared\n96\t8\t\t0.028\t\t8.4\n",
        [{6: None, 24: BASE, 48: 96.2, 96: 89.3}],
    ),
    "a list of runs in YAML, below what all had": (
        "runs.yaml",
        "code: nek\nruns:\n  - nodes: 1\n    time_per_step: 100 ms\n"
        "  - nodes: 2\n    time_per_step: 52 ms\n  - nodes: 4\n    time_per_step: 28 ms\n",
        [THREE],
    ),
    "counts that the name of the file counts": (
        "mpi_results.csv",
        "size;1;2;4\n200;100.0;52.0;28.0\n400;600.0;360.0;200.0\n",
        [THREE, {1: BASE, 2: 83.3, 4: 75.0}],
    ),
    "multipliers beside a stated speedup": (
        "speedup.csv",
        "solver,partition_multiplier,workers,speedup\n"
        "a,2x,1,1.00\na,2x,2,1.90\na,3x,1,1.00\na,3x,2,1.60\n",
        [{1: BASE, 2: 95.0}, {1: BASE, 2: 80.0}],
    ),
    "semicolons between blanks": (
        "strong.txt",
        "# ranks ; cores ; steps ; time\n"
        "16 ; 4 ; 10 ; 00:01:40\n32 ; 8 ; 10 ; 00:00:52\n64 ; 16 ; 10 ; 00:00:28\n",
        [{4: BASE, 8: 96.2, 16: 89.3}],
    ),
    "powers in superscript": (
        "qps.md",
        "| GPU count | QPS |\n|---|---|\n| 256 | 1.00×10⁵ |\n| 512 | 1.90×10⁵ |\n"
        "| 2048 | 0.7×10⁶ |\n",
        [{256: BASE, 512: 95.0, 2048: 87.5}],
    ),
    "mathematics in cells": (
        "hybrid.md",
        "| ranks | total time (s) |\n|---|---|\n| 1 | $100.0 \\pm 0.2$ |\n"
        "| 2 | $52.0 \\pm 0.1$ |\n| 4 | $28.0 \\pm 0.3$ |\n",
        [THREE],
    ),
}


def shown(tmp_path: Path, name: str, text: str) -> Runs:
    """The table of runs of a file with this ``text``, as it is shown without options."""
    path = tmp_path / name
    path.write_text(text)
    return runs(load([str(path)]).records, Choice())


@pytest.mark.parametrize("written", FOUND)
def test_efficiencies_are_those_that_an_expert_computes(written: str, tmp_path: Path) -> None:
    name, text, expected = FOUND[written]
    assert series_of_table(shown(tmp_path, name, text).table) == expected


def test_commas_that_may_be_either_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('nodes,"wall time (ms)"\n1,"812,400"\n2,"421,900"\n')
    told = [note.text for note in load([str(path)]).notes]
    assert "commas in `wall time (ms)` read as thousands separators: nothing tells" in told
    path.write_text('nodes,wall time (ms),error\n1,"812,400",0.5\n2,"421,900",0.6\n')
    assert not [note for note in load([str(path)]).notes if "commas" in note.text]


def test_a_total_comes_before_its_parts(tmp_path: Path) -> None:
    text = "threads,taskA,taskB,total\n1,27.6,5.2,33.0\n2,14.1,2.7,16.8\n4,7.4,1.6,9.0\n"
    assert set(shown(tmp_path, "image.csv", text).table["metric"]) == {"total"}


def test_a_bus_bandwidth_has_no_efficiency(tmp_path: Path) -> None:
    text = (
        "**Avg Bus Bandwidth (GB/s)**\n\n| GPUs | default | tuned |\n|---|---|---|\n"
        "| 8 | 482.0 | 482.2 |\n| 16 | 350.3 | 344.9 |\n"
    )
    table = shown(tmp_path, "nccl.md", text).table
    assert set(table["metric"]) == {"busbw"}
    assert table["efficiency"].null_count() == table.height


def test_files_beside_one_count_are_told_apart_unless_numbered(tmp_path: Path) -> None:
    text = "file,threads,time\na.mtx,8,10\nb.mtx,8,100\n"
    assert shown(tmp_path, "solve.csv", text).table.height == 2
    text = "output,threads,time\nslurm-1.out,8,10.0\nslurm-2.out,8,10.1\n"
    assert shown(tmp_path, "solve.csv", text).table.height == 1


def test_targets_that_tell_no_rows_apart_stay_out(tmp_path: Path) -> None:
    text = "test,threads,time,threshold\nfft,1,10,11\nfft,2,5.2,6\nfft,4,2.8,3\n"
    assert "threshold" not in shown(tmp_path, "checks.csv", text).table.columns


def test_percentiles_named_in_cells_stay_apart_and_keep_their_units(tmp_path: Path) -> None:
    text = (
        "| Metric | Value | Notes |\n|---|---|---|\n| Latency (P50) | 1,234ms | all |\n"
        "| Latency (P95) | 2,100ms | all |\n| GPU utilization | 90% | |\n"
    )
    path = tmp_path / "serving.md"
    path.write_text(text)
    read = load([str(path)]).records.select("metric", "unit", "value").rows()
    assert ("latency_p50", "s", 1.234) in read
    assert ("latency_p95", "s", 2.1) in read


def test_what_cannot_be_a_speedup_is_none_whatever_the_file_is_called(tmp_path: Path) -> None:
    table = shown(tmp_path, "speedup.txt", "1 9824189\n2 13325266\n4 11355760\n").table
    assert set(table["metric"]) == {"value"}
    assert table["efficiency"].null_count() == table.height


def test_sizes_beyond_any_machine_are_no_counts(tmp_path: Path) -> None:
    text = "1000,0.9\n10000,2.5\n100000,54.1\n100000000,3454.5\n"
    assert "threads" not in shown(tmp_path, "omp.csv", text).table.columns


def test_repeats_in_columns_are_no_counts(tmp_path: Path) -> None:
    text = "size,1,2,3,4\n100,8.0,8.2,8.3,8.2\n200,64,63,67,69\n"
    assert "threads" not in shown(tmp_path, "omp_times.csv", text).table.columns


def test_a_header_of_names_and_numbers_is_no_run(tmp_path: Path) -> None:
    text = "type,units,512,1024\nmp,2,1.5,1.7\nmp,4,2.3,3.2\n"
    assert "type" not in shown(tmp_path, "sizes.csv", text).table["benchmark"]
    text = "gpt,OOM,12.5,13.5\nbert,10,11.5,12.5\nllama,3,4.5,5.5\n"
    path = tmp_path / "t.csv"
    path.write_text(text)
    assert any("no header line" in note.text for note in load([str(path)]).notes)


def test_marks_between_blanks_are_no_columns(tmp_path: Path) -> None:
    text = "# ranks ; time\n1 ; 100.0\n2 ; 52.0\n4 ; 28.0\n"
    columns = shown(tmp_path, "strong.txt", text).table.columns
    assert not [name for name in columns if "unnamed" in name]


def test_the_middle_of_a_range_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("| workers | time |\n|---|---|\n| 2 | ~1-2 min |\n| 4 | ~35-45 sec |\n")
    told = [note.text for note in load([str(path)]).notes]
    assert "ranges in `time` read as their middle" in told


def test_the_time_of_all_parts_comes_first(tmp_path: Path) -> None:
    text = "ranks,tree wall (s),total wall (s)\n1,80,100\n2,41,52\n4,22,28\n"
    assert set(shown(tmp_path, "tree.csv", text).table["metric"]) == {"total_wall"}
