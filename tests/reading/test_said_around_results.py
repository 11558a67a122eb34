"""Facts of a study that stand around its numbers: how it scales, what is measured and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load

_WEAK = {1: 1.0, 2: 0.8, 4: 0.5}
_STRONG = {1: 1.0, 2: 0.8, 4: 0.5}


def _of(folder: Path, files: dict[str, str]) -> dict[int, set[float | None]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    path = folder / next(iter(files)) if len(files) == 1 else folder
    found: dict[int, set[float | None]] = {}
    for count, efficiency in (
        runs(load([str(path)]).records, Choice()).table.select("count", "efficiency").rows()
    ):
        found.setdefault(count, set()).add(None if efficiency is None else round(efficiency, 3))
    return found


def _each(efficiencies: dict[int, float]) -> dict[int, set[float]]:
    return {count: {efficiency} for count, efficiency in efficiencies.items()}


_LINES = "1 ranks: 80 s\n2 ranks: 100 s\n4 ranks: 160 s\n"
_JOB = "#SBATCH --nodes={0}\n#SBATCH --ntasks-per-node=4\n#SBATCH --cpus-per-task=2\n\n"
_TIMES = ((1, 80), (2, 50), (4, 40))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a.log": f"Weak scaling\n\n{_LINES}"}, id="title"),
        pytest.param({"a.log": f"Work per rank was kept constant.\n\n{_LINES}"}, id="sentence"),
        pytest.param(
            {
                f"n{count}.log": "The problem size grows in proportion to the number of ranks.\n"
                f"Number of ranks: {count}\nElapsed time: {seconds} s\n"
                for count, seconds in ((1, 80), (2, 100), (4, 160))
            },
            id="logs",
        ),
        pytest.param(
            {
                "a.yaml": "# Work per rank was kept constant.\nruns:\n"
                + "".join(
                    f"  - ranks: {count}\n    time: {seconds}\n"
                    for count, seconds in ((1, 80), (2, 100), (4, 160))
                )
            },
            id="yaml",
        ),
        pytest.param(
            {
                "a.dat": "# Work per rank was kept constant.\n# small\n# ranks  time_s\n1 80\n"
                "2 100\n"
                "4 160\n\n\n# large\n# ranks  time_s\n1 800\n2 1000\n4 1600\n"
            },
            id="blocks",
        ),
        pytest.param(
            {
                "a.py": "ranks = [1, 2, 4]\ntimes = [80.0, 100.0, 160.0]\n"
                "plt.title('Weak scaling')\n"
            },
            id="plot",
        ),
        pytest.param(
            {
                "a.csv": "# Weak scaling, performance in ns/day\n# Times are averages.\n"
                "code,1 rank,2 ranks,4 ranks\nmd,100,80,50\n"
            },
            id="rate in a title over times in a remark",
        ),
    ],
)
def test_how_runs_scale_is_said_around_them(files: dict[str, str], tmp_path: Path) -> None:
    assert _of(tmp_path, files) == _each(_WEAK)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {f"slurm-{100 + count}.out": _JOB.format(count) + f"Time: {seconds} s\n"
             for count, seconds in _TIMES},
            id="tasks per node",
        ),
        pytest.param(
            {f"slurm-{100 + count}.out": _JOB.format(count) + f"real\t0m{seconds}.000s\n"
            f"user\t1m1.000s\n"
             "sys\t0m1.000s\n" for count, seconds in _TIMES},
            id="time of the shell",
        ),
        pytest.param(
            {f"slurm-{100 + count}.out": f"Starting job {100 + count} on {count} nodes, "
            f"{8 * count} MPI"
             f" tasks\nTime: {seconds} s\n" for count, seconds in _TIMES},
            id="job number before counts",
        ),
        pytest.param(
            {f"slurm-{100 + count}.out": f"NumNodes={count} NumTasks={8 * count} CPUs/Task=2\n"
             f"Time: {seconds} s\n" for count, seconds in _TIMES},
            id="scontrol",
        ),
    ],
)  # fmt: skip
def test_headers_of_jobs_count(files: dict[str, str], tmp_path: Path) -> None:
    found = _of(tmp_path, files)
    assert [each for _, each in sorted(found.items())] == [{1.0}, {0.8}, {0.5}]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("NUMT,time\n1,80\n2,50\n4,40\n", id="NUMT"),
        pytest.param("Threadanzahl,time\n1,80\n2,50\n4,40\n", id="Threadanzahl"),
        pytest.param("P (processes),time\n1,80\n2,50\n4,40\n", id="letter explained"),
        pytest.param("p,threads per rank,time\n1,1,80\n2,1,50\n4,1,40\n", id="p beside threads"),
        pytest.param("p,T(p),Speedup\n1,80,1\n2,50,1.6\n4,40,2\n", id="T(p) beside a speedup"),
        pytest.param("threads,perf_ns_day\n1,10\n2,16\n4,20\n", id="ns_day behind a name"),
        pytest.param("threads,MLUPS total\n1,10\n2,16\n4,20\n", id="total behind a rate"),
        pytest.param(
            "# in seconds\nthreads,benchPEP,benchRIB,benchMEM\n1,80,8,800\n2,50,5,500\n"
            "4,40,4,400\n",
            id="names that begin alike",
        ),
        pytest.param(
            "# time in s\nthreads,ab,cd,ab speedup,cd speedup\n1,80,8,1,1\n2,50,5,1.6,1.6\n"
            "4,40,4,2,2\n",
            id="claims of names across",
        ),
        pytest.param("threads,rome: ms/iter,genoa: ms/iter\n1,80,8\n2,50,5\n4,40,4\n", id="colon"),
        pytest.param(
            "# time in s\nthreads,1st run,2nd run,mean\n1,80,80,80\n2,50,50,50\n4,40,40,40\n",
            id="ordinals",
        ),
        pytest.param(
            "threads,replica,time,hostname\n1,1,80,a1\n1,2,80,a2\n2,1,50,a3\n2,2,50,a4\n4,1,40,a5\n"
            "4,2,40,a6\n",
            id="replicas on several hosts",
        ),
    ],
)
def test_columns_are_understood(text: str, tmp_path: Path) -> None:
    assert _of(tmp_path, {"a.csv": text}) == _each(_STRONG)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("alpha:\n./md --threads 1\nsetup ... done\nTime: 80 s\n./md --threads 2\n"
                     "setup ... done\nTime: 50 s\nbeta:\n./md --threads 1\nsetup ... done\n"
                     "Time: 8 s\n"
                     "./md --threads 2\nsetup ... done\nTime: 5 s\n", id="titles beside noise"),
        pytest.param("alpha, threads = 1 time = 80 s\nalpha, threads = 2 time = 50 s\n"
                     "beta, threads = 1 time = 8 s\nbeta, threads = 2 time = 5 s\n"
                     "", id="name first"),
        pytest.param("[1 threads] Gflop/s: 5.0\n[2 threads] Gflop/s: 8.0\n", id="brackets"),
        pytest.param("Threads: 1\nResidual: 1.2e-08\n10.0 ns/day\nThreads: 2\nResidual: 1.3e-08\n"
                     "16.0 ns/day\n", id="rate alone"),
    ],
)  # fmt: skip
def test_lines_are_understood(text: str, tmp_path: Path) -> None:
    assert _of(tmp_path, {"a.log": text}) == {1: {1.0}, 2: {0.8}}


def test_totals_fill_nodes_in_turn(tmp_path: Path) -> None:
    text = "nodes,cores,time\n1,32,80\n2,64,50\n3,128,40\n"
    assert _of(tmp_path, {"a.csv": text}) == {32: {1.0}, 64: {0.8}, 128: {0.5}}


def test_a_corner_may_count_the_rows_below_it(tmp_path: Path) -> None:
    text = "# time in seconds\nnodes,32000,256000\n1,80,800\n2,50,500\n4,40,400\n"
    assert not {32000, 256000} & _of(tmp_path, {"a.csv": text}).keys()


def test_a_title_with_as_many_words_is_no_heading(tmp_path: Path) -> None:
    above = "# Strong-scaling study (fixed size)\n# small\n# cores rep time mem_GB\n"
    assert _of(tmp_path, {"a.dat": f"{above}1 1 80 1\n2 1 50 1\n"}) == {1: {1.0}, 2: {0.8}}


def test_a_single_row_of_counts_across(tmp_path: Path) -> None:
    text = "Timings, in seconds\n\nmethod  1 thread  2 threads  4 threads\nstatic  80  50  40\n"
    assert _of(tmp_path, {"a.txt": text}) == _each(_STRONG)
