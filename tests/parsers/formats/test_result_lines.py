"""Results that a program states in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load

LOG = "Reading input ...\nMPI ranks: {ranks}\nDone.\nTotal time: {time} s\nResidual: 1.2e-9\n"


def test_a_log_for_each_size_is_a_series(tmp_path: Path) -> None:
    for ranks, time in ((1, 100.0), (2, 52.0), (4, 28.0)):
        (tmp_path / f"job{ranks}.log").write_text(LOG.format(ranks=ranks, time=time))
    table = runs(load([str(tmp_path)]).records, Choice()).table
    assert table.select("count", "value").rows() == [(1, 100.0), (2, 52.0), (4, 28.0)]
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


def test_counts_in_a_line_and_times_behind_their_names(tmp_path: Path) -> None:
    text = "nodes: 2  tasks: 128\nSetup time 1.2 s\nSolve time    25.0 s\nwaited for 5 s\n"
    (tmp_path / "job.out").write_text(text)
    (run,) = runs(load([str(tmp_path)]).records, Choice()).table.to_dicts()
    assert (run["nodes"], run["ranks"]) == (2, 128)
    assert (run["metric"], run["value"]) == ("solve_time", 25.0)


@pytest.mark.parametrize(
    ("line", "metric", "value"),
    [
        ("Finished in 12.5 s", "runtime", 12.5),
        ("Done! (12.5 s)", "runtime", 12.5),
        ("Job completed after 0:01:40.", "runtime", 100.0),
        ("Solver took 12.5 seconds.", "solver_time", 12.5),
        ("2024-03-01 12:00:00,123 - INFO - Elapsed time: 12.5s", "runtime", 12.5),
        ("*** Elapsed: 12.5 s ***", "runtime", 12.5),
        (">>> total time 12.5 s <<<", "runtime", 12.5),
        ("9.50user 0.10system 0:12.50elapsed 76%CPU", "runtime", 12.5),
        ("FOM = 81.25", "fom", 81.25),
        ("81.25 img/s", "throughput", 81.25),
    ],
)
def test_what_a_program_says_last_is_its_result(
    tmp_path: Path, line: str, metric: str, value: float
) -> None:
    path = tmp_path / "job.log"
    path.write_text(f"Host nid001\nGrid 512 x 512\niteration 10 residual 3.0e-9\n{line}\nbye\n")
    rows = load([str(path)]).records.select("metric", "value").rows()
    assert (metric, value) in rows
    assert len(rows) == 1 or "residual" in dict(rows)


@pytest.mark.parametrize(
    "text",
    [
        "waited for 5 s\nslept 3 s\nStarted in time 3 s\n",
        "timeout = 30\n",
        "It took a time: 5 of them\n",
        "Total time: 3 s\nTotal time: 4 s\n",
        "threads: 8\n",
        "Phase one took 3 s\nPhase two is done\nPhase one took 5 s\n",
        "end time = 10.0\ntimeout after 5 s\n",
        "Initialization took 43.4 s\nLoading the mesh took 5 s\n",
    ],
)
def test_what_is_no_result_or_comes_again_is_not_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "job.log"
    path.write_text(text)
    assert load([str(path)]).records.is_empty()


def test_the_program_in_brackets_tells_results_apart(tmp_path: Path) -> None:
    path = tmp_path / "job.log"
    path.write_text("[jacobi] Elapsed time: 12 s\n[cg] Elapsed time: 13 s\n")
    assert load([str(path)]).records.select("case", "value").rows() == [
        ("jacobi", 12.0),
        ("cg", 13.0),
    ]
    path.write_text("[cg] Elapsed time: 12 s\n[cg] Elapsed time: 13 s\n")
    assert load([str(path)]).records["samples"].to_list() == [[12.0, 13.0]]


def test_code_is_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "tool.py"
    path.write_text("Total time: 3 s\n")
    assert load([str(path)]).records.is_empty()


SERIES = [(1, 100.0), (2, 52.0), (4, 28.0)]


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("job.log", "NP={count} time={time}\n"),
        ("job.out", "threads: {count}, time: {time} s\n"),
        ("job.txt", "N_Threads: {count}\nTime -- elapsed: {time}\n--------\n"),
        ("job.txt", "Running with {count} threads\nElapsed time: {time} s\n"),
        ("job.csv", "nodes: {count}, time: {time} s\n"),
        ("job.out", "threads: {count}\nElapsed time {time} s\n"),
        ("job.md", "- {count} nodes: {time} s (1.9x speedup)\n"),
        ("job.md", "- {count} nodes: {time} s (baseline)\n"),
        ("job.md", "- {count} nodes: {time} s (95 % efficiency)\n"),
    ],
)
def test_a_loop_over_counts_is_a_series(tmp_path: Path, name: str, each: str) -> None:
    path = tmp_path / name
    path.write_text("".join(each.format(count=count, time=time) for count, time in SERIES))
    table = runs(load([str(path)]).records, Choice()).table
    assert table.select("count", "value").rows() == SERIES
    assert table["efficiency"].to_list() == pytest.approx([1, 100 / 104, 100 / 112])


class TestTimesOfTheShell:
    @pytest.mark.parametrize(
        "each",
        [
            "threads={count}\nreal\t0m{time:.3f}s\nuser\t0m39.900s\nsys\t0m0.120s\n",
            "Running with {count} threads\ndone\n\nreal {time}\nuser 39.90\nsys 0.12\n",
        ],
    )
    def test_a_loop_over_counts(self, tmp_path: Path, each: str) -> None:
        path = tmp_path / "loop.txt"
        path.write_text("".join(each.format(count=count, time=time) for count, time in SERIES))
        table = runs(load([str(path)]).records, Choice(metric="runtime")).table
        assert table.select("count", "value").rows() == SERIES

    def test_of_one_run_that_says_its_count(self, tmp_path: Path) -> None:
        path = tmp_path / "job.log"
        path.write_text("Threads : 2\n\nreal\t1m7.380s\nuser\t2m0.100s\nsys\t0m0.8s\n")
        records = load([str(path)]).records
        assert records.select("metric", "value", "threads").row(0) == ("runtime", 67.38, 2)

    def test_with_minutes_and_a_comma(self, tmp_path: Path) -> None:
        path = tmp_path / "job.out"
        path.write_text("done\n\nreal\t1m10,923s\nuser\t0m41,100s\nsys\t0m0,140s\n")
        records = load([str(path)]).records
        assert records.select("metric", "value").rows() == [
            ("runtime", pytest.approx(70.923)),
            ("user_time", pytest.approx(41.1)),
            ("system_time", pytest.approx(0.14)),
        ]

    def test_that_of_another_program_is_no_run_of_its_own(self, tmp_path: Path) -> None:
        path = tmp_path / "job.out"
        path.write_text(
            "# OSU MPI Barrier Latency Test v5.8\n# Avg Latency(us)\n            12.57\n\n"
            "real\t0m5.711s\nuser\t0m0.083s\nsys\t0m0.021s\n"
        )
        assert load([str(path)]).records["metric"].to_list() == ["latency"]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Running on 4 nodes", (4, None, None)),
        ("Job 5511 running on 4 nodes, 64 tasks", (4, 64, None)),
        ("== Running with 64 MPI processes and 8 threads ==", (None, 64, 8)),
        ("Using 8 threads for I/O", (None, None, None)),
        ("Starting from 4 nodes of the mesh", (None, None, None)),
        ("Running 4 cases", (None, None, None)),
    ],
)
def test_a_line_announces_on_what_a_run_is(
    line: str, counts: tuple[int | None, ...], tmp_path: Path
) -> None:
    path = tmp_path / "job.out"
    path.write_text(f"{line}\nmesh read\nTime to solution: 43.58 s\n")
    records = load([str(path)]).records
    assert records.select("nodes", "ranks", "threads").rows() == [counts]


def test_a_unit_may_stand_behind_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    path.write_text("Solver v1.4\nNodes: 4\nRun time, ms: 4358.10\n")
    records = load([str(path)]).records
    assert records.select("nodes", "metric", "unit", "value").rows() == [
        (4, "runtime", "s", 4.3581)
    ]


@pytest.mark.parametrize(
    "between",
    ["=== np={} ===", "### np={}", "--- np={} ---", "Running with np={}", "[np={}]", "== np = {}"],
)
def test_the_line_between_the_runs_of_a_loop_counts(between: str, tmp_path: Path) -> None:
    times = {1: 64.5, 2: 33.5, 4: 17.5}
    text = "".join(f"{between.format(n)}\nTotal time: {time} s\n\n" for n, time in times.items())
    (tmp_path / "loop.log").write_text(text)
    records = load([str(tmp_path / "loop.log")]).records
    assert dict(zip(records["ranks"], records["value"], strict=True)) == times


@pytest.mark.parametrize("word", ["OOM", "-", "timeout"])
@pytest.mark.parametrize("stated", ["Run time, s: {}", "Wall time: {} s"])
def test_a_run_of_a_loop_may_have_a_word_for_its_time(
    stated: str, word: str, tmp_path: Path
) -> None:
    missing = stated.removesuffix(" s").format(word)
    runs_in_turn = [stated.format("64.5"), missing, stated.format("17.5")]
    text = "".join(
        f"Code: WRF\nNodes: {2**place}\n{told}\n\n" for place, told in enumerate(runs_in_turn)
    )
    (tmp_path / "runs.txt").write_text(text)
    records = load([str(tmp_path / "runs.txt")]).records
    measured = records.filter(records["value"].is_not_null())
    assert list(zip(measured["nodes"], measured["value"], strict=True)) == [(1, 64.5), (4, 17.5)]


def test_names_and_numbers_alone_need_no_unit_beside_a_clock(tmp_path: Path) -> None:
    # so the Trainer of Hugging Face ends; its loss had been left out
    path = tmp_path / "train.log"
    path.write_text("***** train metrics *****\n train_loss = 0.862\n train_runtime = 0:02:03.45\n")
    found = load([str(path)]).records.select("metric", "value").rows()
    assert dict(found) == {"train_loss": 0.862, "train_runtime": 123.45}


def test_a_time_by_the_clock_is_a_result_and_the_time_of_day_is_none(tmp_path: Path) -> None:
    for number, (nodes, time) in enumerate([(1, "00:12:30"), (2, "00:06:30")]):
        text = f"Start time: 09:30:00\nSLURM_NNODES={nodes}\nElapsed time: {time}\n"
        (tmp_path / f"slurm-10{number}.out").write_text(text)
    records = load([str(tmp_path)]).records
    assert records.select("nodes", "metric", "value").rows() == [
        (1, "runtime", 750.0),
        (2, "runtime", 390.0),
    ]


@pytest.mark.parametrize(
    ("before", "column", "expected"),
    [
        (("Tile width: 8", "Tile width: 16"), "tile_width", [8, 16]),
        (
            ("Setup: 900 atoms, 3 shells", "Setup: 900 atoms, 6 shells"),
            "case",
            ["Setup: 900 atoms, 3 shells", "Setup: 900 atoms, 6 shells"],
        ),
        (("Run 1", "Run 2"), "case", [None]),
        (
            ("Started at 12:00:01, load 0.31", "Started at 12:09:55, load 0.92"),
            "case",
            [None],
        ),
        (("solver 2.1 on one node\n\nGrid: 64x64", "Grid: 64x64"), "case", [None]),
    ],
    ids=["a setting", "a line", "repeats", "times of day", "one preamble"],
)
def test_what_is_said_before_each_turn_tells_it_apart(
    tmp_path: Path, before: tuple[str, str], column: str, expected: list[object]
) -> None:
    path = tmp_path / "job.log"
    times = zip(before, ("40.0", "41.5"), strict=True)
    path.write_text("".join(f"{said}\nSolve time: {time} s\nLoss: 0.5\n" for said, time in times))
    records = load([str(path)]).records
    solved = records.filter(records["metric"] == "solve_time")
    assert len(solved) == len(expected)
    assert solved[column].to_list() == expected


@pytest.mark.parametrize(
    ("before", "cases"),
    [
        (("$ time ./fft 64", "$ time ./dct 64"), ["$ time ./fft 64", "$ time ./dct 64"]),
        (("$ time ./fft\nready", "$ time ./dct\nready"), ["$ time ./fft", "$ time ./dct"]),
        (("merge sort", "heap sort"), ["merge sort", "heap sort"]),
        (("$ time ./fft 64", "$ time ./fft 64"), ["$ time ./fft 64"]),
        (("pass 1", "pass 2"), [None]),
        (("", ""), [None]),
    ],
)
def test_commands_and_titles_tell_times_of_the_shell_apart(
    tmp_path: Path, before: tuple[str, str], cases: list[str | None]
) -> None:
    path = tmp_path / "times.txt"
    path.write_text(
        "".join(
            f"{said}\n\nreal\t0m{time}s\nuser\t0m4.0s\nsys\t0m0.1s\n\n"
            for said, time in zip(before, ("4.0", "4.2"), strict=True)
        )
    )
    table = runs(load([str(path)]).records, Choice()).table
    found = table["case"].to_list() if "case" in table.columns else [None]
    assert found == cases
    assert table["n"].to_list() == [2 // len(cases)] * len(cases)


@pytest.mark.parametrize(
    ("name", "section", "each"),
    [
        ("job.log", "Problem size: {}\n", "threads = {}, time = {} s\n"),
        ("job.log", "--- N={} ---\n", "P={} time={}\n"),
        ("job.log", "=== Matrix size {} ===\n", "Threads: {}  Time: {} s\n"),
        ("README.md", "## Size {}\n\n", "### {} processes\n\n- Time: {} s\n\n"),
    ],
)
def test_sections_with_a_number_of_their_own_are_no_repeats(
    tmp_path: Path, name: str, section: str, each: str
) -> None:
    path = tmp_path / name
    path.write_text(
        "".join(
            section.format(size) + "".join(each.format(count, t * factor) for count, t in SERIES)
            for size, factor in ((1000, 1), (3000, 1.1))
        )
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert table["n"].to_list() == [1] * 6
    assert sorted(table["efficiency"]) == pytest.approx(sorted([1, 100 / 104, 100 / 112] * 2))


@pytest.mark.parametrize(
    "text",
    [
        "# Weak scaling\n\nWith 1 core it took 10 s, with 2 cores 11 s, with 4 cores 12.5 s.\n",
        "# Solver\n\n## Weak scaling\n\n- 1 core: 10 s\n- 2 cores: 11 s\n- 4 cores: 12.5 s\n",
        "# Weak\n\n## 1 core\nTime: 10 s\n## 2 cores\nTime: 11 s\n## 4 cores\nTime: 12.5 s\n",
    ],
)
def test_headings_over_all_results_of_a_document_count(tmp_path: Path, text: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(text)
    table = runs(load([str(path)]).records, Choice()).table
    assert table["efficiency"].to_list() == pytest.approx([1, 10 / 11, 10 / 12.5])


@pytest.mark.parametrize("said", ["N={}", "./mm {}"])
def test_results_below_each_other_for_other_sizes_are_no_repeats(tmp_path: Path, said: str) -> None:
    path = tmp_path / "job.log"
    turns = [
        f"{said.format(size)}\ntime={t * factor}\n"
        for _, t in SERIES
        for size, factor in ((10, 1), (30, 1.1))
    ]
    path.write_text(
        "".join(
            f"threads={n}\n" + "".join(turns[2 * at : 2 * at + 2])
            for at, (n, _) in enumerate(SERIES)
        )
    )
    table = runs(load([str(path)]).records, Choice()).table
    assert table["n"].to_list() == [1] * 6


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        (
            "Phase: init, time: 1.2 s\nPhase: solve, time: 10.2 s\nPhase: out, time: 3.2 s\n",
            ("case", "value"),
            [("init", 1.2), ("solve", 10.2), ("out", 3.2)],
        ),
        (
            "Kernel: copy, rate: 120 GB/s\nKernel: add, rate: 9 GB/s\nKernel: dot, rate: 8 GB/s\n",
            ("case", "value"),
            [("copy", 120e9), ("add", 9e9), ("dot", 8e9)],
        ),
        (
            "".join(f"Size (MB): {n}, time (s): {n / 100}\n" for n in (1, 2, 4)),
            ("size", "value"),
            [(1e6, 0.01), (2e6, 0.02), (4e6, 0.04)],
        ),
    ],
)
def test_lines_that_state_the_same_of_other_things(
    tmp_path: Path, text: str, columns: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "out.txt"
    path.write_text(text)
    assert load([str(path)]).records.select(columns).rows() == expected


def test_a_word_said_twice_is_no_further_run(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text(
        "threads: 1\nduration: 30 s\nrate = 8.1 (cold caches)\nrate = 8.2 (warm caches)\n"
    )
    assert load([str(path)]).records["run"].n_unique() < 2


def test_a_level_in_brackets_stands_before_results_and_begins_no_json(tmp_path: Path) -> None:
    path = tmp_path / "moc.txt"
    path.write_text("[  TITLE  ]  *****\n[  RESULT ]  Total time to solution.....2.7983E+02 sec\n")
    assert load([str(path)]).records.select("value", "unit").rows() == [(279.83, "s")]


def test_marks_for_the_same_again_stand_for_the_cell_above(tmp_path: Path) -> None:
    path = tmp_path / "spmv.md"
    path.write_text(
        "| matrix | mode | gflops | change |\n|---|---|---|---|\n"
        "| rand-10 | N | 2.39 | v |\n| ^ | T | 1.35 | ^ |\n| ^ | C | 2.36 | ^ |\n"
    )
    found = load([str(path)]).records
    assert found["matrix"].to_list() == ["rand-10"] * 3
    assert "change" not in found.columns or found["change"].to_list()[1:] != ["v", "v"]


@pytest.mark.parametrize("head", ["Reading mesh ... done\n", "SLURM_NNODES=4\n"])
def test_residuals_are_the_progress_of_a_run_whose_time_is_stated(
    tmp_path: Path, head: str
) -> None:
    path = tmp_path / "solver.out"
    steps = "".join(f"step {step:4}  residual {0.5**step:.3e}\n" for step in range(5))
    path.write_text(f"{head}{steps}Total wall time: 81.5 s\n")
    assert load([str(path)]).records.select("value", "unit").rows() == [(81.5, "s")]


def test_numbers_too_far_apart_for_repeats_are_named(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("Plain time: 0.0617 ms\nPlain time: 0.1169 ms\nEager time: 0.1128 ms\n")
    loaded = load([str(path)])
    assert loaded.records["value"].to_list() == [pytest.approx(0.1128e-3)]
    assert [(note.kind, note.text, note.line) for note in loaded.notes] == [
        ("skipped", "`Plain time (ms)` is stated 2 times, too far apart for repeats", 1)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Exit code     : 1",
        "exit status 137",
        "return code = 2",
        "EXIT_CODE=1",
        "ExitCode: 1:0",
        "Segmentation fault (core dumped)",
        "srun: error: nid001: task 0: Exited with exit code 1",
    ],
)
def test_a_time_around_a_program_that_failed_is_no_result(tmp_path: Path, said: str) -> None:
    for place, text in enumerate(
        (
            f"MPI ranks : 48\n{said}\nWall time     : 85 seconds\n",
            f"MPI ranks : 48\nWall time     : 85 seconds\n{said}\n",
        )
    ):
        path = tmp_path / f"{place}.out"
        path.write_text(text)
        (run,) = load([str(path)]).records.to_dicts()
        assert (run["ranks"], run["value"], run["status"]) == (48, None, "failed"), place


def test_what_ended_well_or_was_outlived_has_its_result(tmp_path: Path) -> None:
    for place, text in enumerate(
        (
            "Exit code     : 0\nWall time     : 85 seconds\n",
            "bash: line 5: module: command not found\nWall time     : 85 seconds\n",
            "Wall time     : 85 seconds\nSteps: 100\n",
            "step 1 exited with code 1\nThroughput: 85 img/s\n",
        )
    ):
        path = tmp_path / f"{place}.out"
        path.write_text(f"MPI ranks : 48\n{text}")
        (run,) = load([str(path)]).records.to_dicts()
        assert (run["ranks"], run["value"], run["status"]) == (48, 85.0, "ok"), place


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("2 nodes x 4 GPUs", (2, None, 8)),
        ("Running on 4 nodes × 16 ranks", (4, 64, None)),
        ("2 nodes x 64 ranks x 2 threads", (2, 128, None)),
        ("8 ranks x 4 threads", (None, 8, None)),
        ("2 nodes, 4 GPUs", (2, None, 4)),
    ],
)
def test_counts_that_are_multiplied_are_those_of_each_node(
    tmp_path: Path, said: str, counts: tuple[int | None, ...]
) -> None:
    path = tmp_path / "job.out"
    path.write_text(f"{said}\nTotal time: 10.2 s\n")
    (run,) = load([str(path)]).records.to_dicts()
    assert (run["nodes"], run["ranks"], run["devices"]) == counts
