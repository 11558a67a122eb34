"""Other forms of what known programs print or write: separated values, aggregates, headings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest import approx

from parsers import load
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows


def test_perf_stat_in_separated_values_counts_what_it_counts_in_text() -> None:
    text = example("perf_stat_separated.txt")
    assert rows(text, "runtime", "value", "primary") == [(approx(1.20461), True)]
    assert rows(text, "cpu_time", "value", "unit") == [(approx(1.20231), "s")]
    assert rows(text, "cycles", "value") == [(3312001122.0,)]


def test_perf_stat_of_several_runs_parted_otherwise() -> None:
    text = """\
1202.31;msec;task-clock;0.50%;1202310000;100.00;0.998;CPUs utilized
3312001122;;cycles;0.11%;1202310000;100.00;2.755;GHz
"""
    assert rows(text, "cpu_time", "value", "primary") == [(approx(1.20231), True)]
    assert loaded(text).records["metric"].to_list() == ["cpu_time", "cycles"]


def test_benchstat_as_csv_has_a_run_for_each_name_and_file() -> None:
    text = example("benchstat_csv.csv")
    columns = ("benchmark", "threads", "file", "value", "unit", "primary")
    assert rows(text, "time_per_op", *columns) == [
        ("Encode", 8, "old.txt", 1.36e-2, "s", True),
        ("Encode", 8, "new.txt", 1.17e-2, "s", True),
        ("Decode", 8, "old.txt", 3.21e-2, "s", True),
        ("Decode", 8, "new.txt", 3.15e-2, "s", True),
    ]
    assert rows(text, "bandwidth", "benchmark", "file", "value") == [
        ("Encode", "old.txt", 5.61e7),
        ("Encode", "new.txt", 6.50e7),
        ("Decode", "new.txt", 6.16e7),
    ]


def test_benchstat_as_csv_whose_last_file_has_no_empty_cells_behind_it() -> None:
    # cmd/benchstat/testdata of golang/perf has them so
    text = ",old.txt,,new.txt\n,sec/op,CI,sec/op,CI,vs base,P\n"
    text += "Encode-8,1.5e-06,1%,1.25e-06,1%,-16.67%,p=0.000 n=10\ngeomean,1.5e-06,,1.25e-06,,\n"
    assert rows(text, "time_per_op", "benchmark", "file", "value") == [
        ("Encode", "old.txt", 1.5e-6),
        ("Encode", "new.txt", 1.25e-6),
    ]


def test_the_last_statistics_of_nekrs_count() -> None:
    text = example("nekrs.log")
    head, mark, last = text.partition(">>>")
    before = (
        f"{mark} runtime statistics (step= 500  totalElapsed= 84.3s):\n  solve  4.1e+01s  48.2\n"
    )
    text = f"{head}{before}{mark}{last}"
    columns = ("ranks", "steps", "value", "unit", "primary")
    assert rows(text, "solve_time", *columns) == [(8, 1000, 80.742, "s", True)]
    assert rows(text, "runtime", "value") == [(124.6,)]


def test_nekrs_that_was_killed_before_its_statistics_has_no_result() -> None:
    text = example("nekrs.log").partition(">>>")[0]
    assert loaded(text).records["value"].count() == 0


@pytest.mark.parametrize(
    ("name", "metric", "value"),
    [
        ("Multi-PingPong", "collective_latency", 0.55e-6),
        ("Multi-Allreduce", "collective_latency", 0.95e-6),
    ],
)
def test_what_several_groups_do_at_once_is_a_benchmark_of_its_own(
    name: str, metric: str, value: float
) -> None:
    text = """\
# Benchmarking Multi-PingPong
# ( 2 groups of 2 processes each running simultaneously )
       #bytes #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]   Mbytes/sec
           16         1000         0.55         0.56         0.55        28.71

# Benchmarking Multi-Allreduce
# ( 2 groups of 2 processes each running simultaneously )
       #bytes #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]
           16         1000         0.94         0.97         0.95
"""
    assert (name, approx(value)) in rows(text, metric, "benchmark", "value")


def _aggregates(*names: str) -> list[dict[str, object]]:
    times = {"mean": 1.2, "median": 1.19, "stddev": 0.02}
    return [
        {
            "name": f"BM_gemm/256_{name}",
            "run_name": "BM_gemm/256",
            "run_type": "aggregate",
            "aggregate_name": name,
            "iterations": 3,
            "real_time": times[name],
            "cpu_time": times[name],
            "time_unit": "ms",
        }
        for name in names
    ]


@pytest.mark.parametrize(
    ("names", "value"),
    [(("mean", "median", "stddev"), 1.19e-3), (("mean", "stddev"), 1.2e-3)],
)
def test_a_mean_and_a_median_are_no_two_repeats(names: tuple[str, ...], value: float) -> None:
    items = _aggregates(*names)
    text = json.dumps({"context": {"num_cpus": 8}, "benchmarks": items})
    assert rows(text, "runtime", "value") == [(approx(value),)]
    heads = "name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,label"
    lines = [f'"{each["name"]}",3,{each["real_time"]},1,ms,,,' for each in items]
    written = "\n".join([heads, *lines, ""])
    assert rows(written, "runtime", "value") == [(approx(value),)]
    assert loaded(written).records["metric"].to_list() == ["runtime", "cpu_time"]


def test_aggregates_beside_what_other_benchmarks_measured() -> None:
    once = {"name": "BM_once", "run_name": "BM_once", "run_type": "iteration", "iterations": 9}
    items = [
        *_aggregates("mean", "median", "stddev"),
        {**once, "real_time": 7.0, "cpu_time": 7.0, "time_unit": "ms"},
        {**once, "name": "BM_gpu", "run_name": "BM_gpu", "error_occurred": True},
    ]
    document = json.dumps({"context": {"num_cpus": 8}, "benchmarks": items})
    heads = "name,iterations,real_time,cpu_time,time_unit,error_occurred,error_message"
    table = [f'"{each["name"]}",3,{each["real_time"]},1,ms,,' for each in items[:4]]
    printed = [f"{each['name']}   {each['real_time']} ms   1.00 ms   3" for each in items[:4]]
    for text in (
        document,
        "\n".join([heads, *table, '"BM_gpu",,,,,true,"no device"', ""]),
        "\n".join(
            ["Benchmark   Time   CPU   Iterations", *printed, "BM_gpu ERROR OCCURRED: 'no'", ""]
        ),
    ):
        found = rows(text, "runtime", "benchmark", "role", "value")
        assert found[:2] == [
            ("BM_gemm", "measured", approx(1.19e-3)),
            ("BM_once", "measured", approx(7e-3)),
        ]
        assert loaded(text).records["benchmark"][-1] == "BM_gpu"


def test_google_benchmark_before_rows_said_what_they_are() -> None:
    item = {"iterations": 1000, "real_time": 12.0, "cpu_time": 11.0, "time_unit": "ns"}
    names = ("BM_copy/1024", "BM_copy/1024_mean", "BM_copy/1024_stddev")
    items = [{"name": name, **item} for name in names]
    text = json.dumps({"context": {"library_build_type": "release"}, "benchmarks": items})
    assert rows(text, "runtime", "benchmark", "case", "role") == [
        ("BM_copy", "1024", "measured"),
        ("BM_copy", "1024", "summary"),
    ]


def test_io500_without_blanks_before_its_equals_signs() -> None:
    text = (
        "[INFO]\nVersion=io500-sc22\n[ior-easy-write]\nscore=25.5\nt_delta=330.4\n[SCORE]\nMD=1\n"
    )
    assert rows(text, "bandwidth", "case", "value") == [("ior-easy-write", approx(25.5 * 2**30))]


def test_a_share_of_the_time_is_no_time() -> None:
    text = """\
Time (%),Total Time (ns),Instances,Avg (ns),Name
61.2,122010011,1000,122010.0,gemm
38.8,77353000,500,154706.0,softmax
"""
    assert rows(text, "runtime", "value", "unit") == [
        (approx(0.122010011), "s"),
        (approx(0.077353), "s"),
    ]
    assert rows(text, "runtime_share", "value", "unit") == [(61.2, "%"), (38.8, "%")]


def test_what_a_run_of_wandb_printed_is_not_a_second_run(tmp_path: Path) -> None:
    files = tmp_path / "run-20240304_101112-ab12cd34" / "files"
    files.mkdir(parents=True)
    (files / "wandb-summary.json").write_text(
        '{"tokens_per_sec": 812.5, "_runtime": 9.1, "_timestamp": 1.7e9}'
    )
    (files / "output.log").write_text("step 50 | tokens/s 802.1\nstep 100 | tokens/s 822.9\n")
    (files / "config.yaml").write_text("n_gpus:\n    desc: null\n    value: 8\n")
    found = load([str(tmp_path)]).records
    assert found.select("devices", "value").rows() == [(8, 812.5)]


def test_sparta_prints_what_lammps_does_of_particles() -> None:
    text = """\
SPARTA (20 Jan 2023)
Loop time of 0.0529465 on 2 procs for 30 steps with 10000 particles
Loop time of 0.0411685 on 2 procs for 100 steps with 10000 particles

Performance: 2429.041 timesteps/s, 24.290 Mparticle-step/s
"""
    columns = ("benchmark", "software", "ranks", "value", "primary")
    software = "SPARTA 20 Jan 2023"
    assert rows(text, "runtime", *columns)[0] == ("SPARTA", software, 2, 0.0529465, True)
    assert rows(text, "rate", "benchmark", "case", "value") == [("SPARTA", "run 2", 2429.041)]


def test_the_total_time_of_a_code_on_amrex_without_its_profiler() -> None:
    text = """\
Initializing AMReX (23.05)...
MPI initialized with 8 MPI processes
AMReX (23.05) initialized
Evolve time = 0.0242073 s; This step = 0.00519724 s; Avg. per step = 0.01210365 s
Total Time                     : 0.211231649
AMReX (23.05) finalized
"""
    assert rows(text, "total_time", "ranks", "value", "primary") == [(8, 0.211231649, True)]


OF_JULIA = """\
BenchmarkTools.Trial:
  memory estimate:  64 bytes
  allocs estimate:  1
  --------------
  minimum time:     55.000 ns (0.00% GC)
  median time:      86.357 μs (0.00% GC)
  mean time:        56.463 μs (3.11% GC)
  maximum time:     573.892 μs (45.10% GC)
"""
OSU_BEHIND_A_TIME = """\
Sun Dec 24 09:52:05 2017[1,0]<stdout>:# OSU MPI Latency Test v3.6
Sun Dec 24 09:52:05 2017[1,0]<stdout>:# Size          Latency (us)
Sun Dec 24 09:52:05 2017[1,1]<stdout>:provided thread level: 3
Sun Dec 24 09:52:05 2017[1,0]<stdout>:0                       2.35
Sun Dec 24 09:52:47 2017[1,0]<stdout>:4                       2.50
"""
LIKWID_FLOPS = """\
Cycles:                 2456832820
CPU Clock:              1999986245
Time:                   1.228425e+00 sec
MFlops/s:               1748160.36
MByte/s:                0.00
"""
STRESS_INDENTED = """\
\tstress-ng: info:  [1] dispatching hogs: {0} cpu
\tstress-ng: info:  [1] successful run completed in 5.00s
\tstress-ng: info:  [1] stressor       bogo ops real time  usr time  sys time   bogo ops/s
\tstress-ng: info:  [1]                           (secs)    (secs)    (secs)   (real time)
\tstress-ng: info:  [1] cpu     2044      5.00      4.99      0.00       {0}08.79       409.62
"""
NCCL_BLANK = """\
#       size    count   type  redop     time  algbw  busbw  error     time  algbw  busbw  error
#        (B)    (elements)              (us) (GB/s) (GB/s)            (us) (GB/s) (GB/s)
   268435456  1048576  float          520935   0.52   0.51  0e+00   519562   0.52   0.50  1e+00
# Avg bus bandwidth    : 0.507636
"""
OLD_SERVING = """\
Total time: 166.88 s
Throughput: 5.99 requests/s
Average latency: 67.59 s
Average latency per token: 0.21 s
"""
ASV_GLUED = """\
[100.00%] ··· Running ...ization.wcsaxes.time_contour      5.74s    before     after       ratio
  [534826cf] [c9e9b7f1]
-     5.88s   181.91ms      0.03  visualization.wcsaxes.time_contour
"""


@pytest.mark.parametrize(
    ("text", "metric", "columns", "expected"),
    [
        (OF_JULIA, "runtime", ("value", "primary"), [(approx(86.357e-6), True)]),
        (example("benchmark_tools.txt"), "runtime", ("value",), [(approx(1.021e-3),)]),
        (example("benchmark_tools.txt"), "runtime_min", ("case",), [("axpy!($a, $x, $y)",)]),
        (OSU_BEHIND_A_TIME, "latency", ("size", "value"), [(0, 2.35e-6), (4, 2.5e-6)]),
        (LIKWID_FLOPS, "flops", ("value", "primary"), [(approx(1748160.36e6), True)]),
        (
            STRESS_INDENTED.format(1) + STRESS_INDENTED.format(4),
            "rate",
            ("instances", "value"),
            [(1, 108.79), (4, 408.79)],
        ),
        (NCCL_BLANK, "busbw", ("size", "value"), [(268435456, approx(0.51e9))]),
        (NCCL_BLANK, "busbw_in_place", ("value",), [(approx(0.5e9),)]),
        (OLD_SERVING, "request_throughput", ("value", "primary"), [(5.99, True)]),
        (ASV_GLUED, "runtime_after", ("value",), [(approx(0.18191),)]),
    ],
)
def test_forms_of_other_releases(
    text: str, metric: str, columns: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    assert rows(text, metric, *columns) == [
        tuple(approx(each) if isinstance(each, float) else each for each in row) for row in expected
    ]


def test_counters_of_google_benchmark_that_lack_a_name_are_none() -> None:
    text = """\
Benchmark            Time             CPU   Iterations GEMV FLOP/s: GEMV time (s):  OpenMP
gemv/manual_time  0.008 s         0.008 s           87   521.439M/s       7.67108m       1
"""
    assert {*loaded(text).records["metric"]} == {"runtime", "cpu_time"}


def test_last_times_of_openfoam_are_runs_where_they_fall() -> None:
    last = "".join(f"ExecutionTime = {t}.5 s  ClockTime = {t} s\n" for t in (116, 113, 120))
    other = last.replace("11", "13")
    text = f"Built with -O3 and -march=native\n-----\n{last}\nBuilt with -O2\n-----\n{other}\n"
    found = rows(text, "runtime", "section", "value")
    assert found[2:4] == [("Built with -O3 and -march=native", 120), ("Built with -O2", 136)]
    steps = "ExecutionTime = 1.5 s  ClockTime = 2 s\nExecutionTime = 3.5 s  ClockTime = 4 s\n"
    assert rows(steps, "runtime", "value", "status") == [(None, "unknown")]
