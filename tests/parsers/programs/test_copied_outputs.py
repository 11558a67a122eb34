"""Outputs as people copy them: a part of one, in a mail, in a block of code of a document."""

from __future__ import annotations

import json

import pytest

from parsers.run_records.records import RUN
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows

STRESS = """\
stressor       bogo ops real time  usr time  sys time   bogo ops/s     bogo ops/s
                          (secs)    (secs)    (secs)   (real time) (usr+sys time)
ramfs            735238     60.00     12.37    363.70     12253.05        1955.08
"""
"""From a commit of Linux: with --log-brief nothing stands before the lines."""


class TestParts:
    def test_lines_of_the_summary_of_hpcc(self) -> None:
        # a guide to HPCC on virtual machines
        text = """\
The most important ones are:

```
HPL_Tflops=0.0480
PTRANS_GBs=0.0195
StarSTREAM_Triad=2.8158
StarDGEMM_Gflops=23.5681
```

| nodes | runtime [s] |
|---|---|
| 1 | 40 |
| 2 | 21 |
"""
        assert rows(text, "flops", "case", "value", "software") == [("HPL", 0.0480e12, None)]
        assert rows(text, "bandwidth_triad", "case", "value") == [("Star", 2.8158e9)]
        assert rows(text, "runtime", "nodes", "value") == [(1, 40.0), (2, 21.0)]

    def test_the_summary_of_hpcc_alone(self) -> None:
        text = example("hpcc.txt")
        alone = text[text.index("Begin of Summary section") :]
        assert rows(alone, "flops", "case", "value", "ranks") == rows(
            text, "flops", "case", "value", "ranks"
        )
        assert loaded(alone).records["run"].n_unique() == loaded(text).records["run"].n_unique()

    def test_statistics_of_graph500(self) -> None:
        # an exercise: the searches are left out
        text = """\
    sssp min_TEPS:                  1.6315e+07
    sssp median_TEPS:               2.25539e+07
    sssp harmonic_mean_TEPS:     !  2.23902e+07
"""
        assert rows(text, "teps_sssp", "value", "primary") == [(2.23902e7, True)]

    def test_hpcg_of_nvidia_before_it_had_a_title(self) -> None:
        # test data of PerfKitBenchmarker
        text = """\
start of application (16 OMP threads)...
GPU: 'Tesla K80'
2x2x2 process grid
64x128x256 local domain

Setup        Overhead: 2.86%
Optimization Overhead: 1.24%
Convergence  Overhead: 7.41%

2x2x2 process grid
64x128x256 local domain
SpMV  =  178.3 GF (1123.1 GB/s Effective)   22.3 GF_per ( 140.4 GB/s Effective)
total =  228.0 GF (1729.0 GB/s Effective)   28.5 GF_per ( 216.1 GB/s Effective)
final =  202.6 GF (1536.3 GB/s Effective)   25.3 GF_per ( 192.0 GB/s Effective)

end of application...
"""
        assert loaded(text).records.select("metric", "value", "case", "ranks").rows() == [
            ("flops", pytest.approx(202.6e9), "64x128x256", 8)
        ]
        assert rows(text[text.index("SpMV") :], "flops", "value") == [(pytest.approx(202.6e9),)]

    def test_stress_ng_without_what_stands_before_its_lines(self) -> None:
        full = f"dispatching hogs: 9 ramfs\n{STRESS}for a 60.01s run time:\n  12.36s user time\n"
        assert rows(STRESS, "rate", "case", "value") == [("ramfs", 12253.05)]
        assert rows(full, "rate", "case", "value", "instances") == [("ramfs", 12253.05, 9)]
        assert loaded(full).records["run"].n_unique() == 1

    def test_headings_of_osu_without_a_mark(self) -> None:
        # test data of PerfKitBenchmarker: OSU 5.7
        text = """\
# OSU MPI Non-blocking Barrier Latency Test v5.7
# Overall = Coll. Init + Compute + MPI_Test + MPI_Wait

       Overall(us)       Compute(us)    Coll. Init(us)    Pure Comm.(us)        Overlap(%)
            112.28             91.34              4.06             88.42             76.32
"""
        assert rows(text, "latency", "value", "primary") == [(pytest.approx(112.28e-6), True)]
        assert rows(text, "communication_time", "value") == [(pytest.approx(88.42e-6),)]

    def test_a_comma_behind_the_last_number_of_babelstream(self) -> None:
        # test data of hpcbench: BabelStream 3
        text = """\
Using CUDA device Tesla K20m
function,num_times,n_elements,sizeof,max_mbytes_per_sec,min_runtime,max_runtime,avg_runtime
Copy,100,33554432,8,152212,0.00352713,0.00354357,0.00353609,
Triad,100,33554432,8,150272,0.00535899,0.0053795,0.00536942,
"""
        assert rows(text, "bandwidth", "case", "size", "value") == [
            ("Copy", 2**28, 152212e6),
            ("Triad", 2**28, 150272e6),
        ]

    def test_the_end_of_sysbench(self) -> None:
        # notes on clock sources, and test data of a blog on MySQL
        text = """\
CPU speed:
    events per second:   278.78

General statistics:
    total time:                          300.0210s
    total number of events:              83639

Latency (ms):
         min:                                 27.98
         avg:                                 28.69
         max:                                126.48
         95th percentile:                     33.12

Threads fairness:
    execution time (avg/stddev):   299.9990/0.01
"""
        assert rows(text, "event_rate", "case", "value") == [("CPU", 278.78)]
        assert loaded(text).records["run"].n_unique() == 1
        below = text[text.index("General") :].replace(
            "95th percentile:                     33.12", "approx.  95 percentile:   175.24ms"
        )
        # It ran for as long as it was told to.
        assert rows(below, "runtime", "value", "primary") == [(300.021, None)]
        assert rows(below, "event_rate", "value", "primary") == [(83639 / 300.021, True)]
        assert rows(below, "latency_p95", "value") == [(pytest.approx(0.17524),)]

    def test_benchmark_times_of_namd(self) -> None:
        # a page on Ice Lake: picked with grep
        text = """\
128
Info: Benchmark time: 128 CPUs 0.0108172 s/step 0.125199 days/ns 9266.02 MB memory
Info: Benchmark time: 128 CPUs 0.0107927 s/step 0.124916 days/ns 9266.02 MB memory
WallClock: 7.979589  CPUTime: 7.896567  Memory: 9268.125000 MB
66
Info: Benchmark time: 66 CPUs 0.0095342 s/step 0.11035 days/ns 4807.03 MB memory
WallClock: 8.040938  CPUTime: 8.013902  Memory: 4807.027344 MB
"""
        assert rows(text, "step_time", "cores", "value") == [(128, 0.0107927), (66, 0.0095342)]
        # What was picked without an end is what its author takes for the result.
        alone = "\n".join(text.splitlines()[1:3])
        assert rows(alone, "step_time", "cores", "value") == [(128, 0.0107927)]

    def test_rates_of_messages_without_times(self) -> None:
        # an output of the Excalibur tests: IMB Biband
        text = """\
# Benchmarking Biband
# #processes = 4
       #bytes #repetitions   Mbytes/sec      Msg/sec
            0         1000         0.00     14859631
            4         1000        79.07     19767905
      4194304           10     20531.94         4895
"""
        assert rows(text, "bandwidth", "size", "value", "ranks") == [
            (4.0, pytest.approx(79.07e6), 4),
            (4194304.0, pytest.approx(20531.94e6), 4),
        ]
        assert rows(text, "message_rate", "value")[0] == (14859631.0,)

    def test_microseconds_as_they_are_written(self) -> None:
        # a README whose author changed the unit
        text = """\
Benchmark                     Time             CPU   Iterations
Naive/N=64                 54.3 µs          54.3 µs       13058
"""
        assert rows(text, "runtime", "case", "value") == [("N=64", pytest.approx(54.3e-6))]

    def test_counters_whose_prefix_stands_apart(self) -> None:
        text = """\
Benchmark                     Time             CPU   Iterations   FLOPs
Naive/N=64                 54.3 us          54.3 us       13058    9.66 G/s
Naive/N=99                 54.3 us          54.3 us       13058  702.07 M/s
"""
        assert rows(text, "FLOPs", "value") == [
            (pytest.approx(9.66e9),),
            (pytest.approx(702.07e6),),
        ]


class TestMails:
    def test_each_quotation_is_read(self) -> None:
        # a mail to the list of Linux
        shown = "".join(f"> {line}" for line in STRESS.splitlines(keepends=True))
        text = f"> before:\n> \n{shown}>\n> and with it:\n>\n{shown.replace('12253.05', '9100.5')}"
        assert rows(text, "rate", "value") == [(12253.05,), (9100.5,)]
        assert rows(text, "rate", "line") == [(5,), (11,)]


class TestBlocksOfCode:
    def test_an_output_ends_with_its_block(self) -> None:
        begun = "\n".join(example("gromacs.log").splitlines()[:20])
        text = f"```\n{begun}\n```\n\n| nodes | runtime [s] |\n|---|---|\n| 1 | 40 |\n| 2 | 21 |\n"
        assert rows(text, "runtime", "nodes", "value") == [(1, 40.0), (2, 21.0)]

    def test_a_table_of_sacct(self) -> None:
        text = """\
Some words.

```text
JobID|JobName|State|ExitCode|Elapsed|NodeList
64_0|base|COMPLETED|0:0|00:06:43|n853
64_0.batch|batch|COMPLETED|0:0|00:06:43|n853
64_1|base|COMPLETED|0:0|00:06:44|n853
```

Both are `COMPLETED`.
"""
        assert rows(text, "runtime", "line", "benchmark", "value") == [
            (5, "base", 403.0),
            (7, "base", 404.0),
        ]

    def test_json_that_a_known_program_wrote(self) -> None:
        results = {"mmlu": {"acc": 0.459, "acc_stderr": 0.004}, "gsm8k": {"exact_match": 0.142}}
        whole = {"results": results, "config": {"model_args": "pretrained=org/seven"}}
        block = f"```json\n{json.dumps(whole, indent=2)}\n```\n"
        other = '```json\n{"seed": 1, "throughput": 5.5}\n```\n'
        records = loaded(f"# Results\n\n{block}\n{other}\n{block}").records
        assert (
            records.select("benchmark", "metric", "value").rows()
            == [
                ("mmlu", "acc", 0.459),
                ("gsm8k", "exact_match", 0.142),
            ]
            * 2
        )
        assert records["run"].n_unique() == 4
        assert records["line"].unique().sort().to_list() == [4, 25]

    def test_what_was_cut_off_in_a_block_is_no_defect(self) -> None:
        whole = example("hyperfine.json")
        found = loaded(f"```json\n{whole[: len(whole) // 2]}\n```\n")
        assert not any("internal error" in note.text for note in found.notes)


class TestAsvCompare:
    def test_a_run_for_each_benchmark(self) -> None:
        records = loaded(example("asv_compare.txt")).records
        assert records.filter(records["primary"].fill_null(False)).select(
            "benchmark", "metric", "value", "status"
        ).rows() == [
            ("suite.TimeSort.time_quick(1000)", "runtime_after", pytest.approx(6.25e-3), "ok"),
            ("suite.TimeSort.time_insert(10)", "runtime_after", pytest.approx(8.1e-6), "ok"),
            ("suite.MemSort.peakmem_merge", "memory_after", 81e6, "ok"),
            ("suite.TimeSort.time_radix", "runtime_after", None, "failed"),
        ]

    def test_as_a_table_in_a_block_of_code(self) -> None:
        text = """\
``` sh
➜ asv-spyglass compare one.json other.json
| Change   | Before      | After       |   Ratio | Benchmark (Parameter) |
|----------|-------------|-------------|---------|-----------------------|
|          | 1.09±0μs    | 1.12±0μs    |    1.03 | b.time_ranges(10, 'arange') |
| -        | 324±2ns     | 197±1ns     |    0.61 | b.time_ranges(10, 'range')  |
```
"""
        assert rows(text, "runtime_after", "benchmark", "value") == [
            ("b.time_ranges(10, 'arange')", pytest.approx(1.12e-6)),
            ("b.time_ranges(10, 'range')", pytest.approx(197e-9)),
        ]


class TestAsvConsole:
    def test_a_run_for_each_line_with_a_value(self) -> None:
        records = loaded(example("asv_console.txt")).records
        assert records.select("benchmark", "metric", "value", "status").rows() == [
            ("suite.TimeSort.time_quick", "runtime", pytest.approx(12.5e-3), "ok"),
            ("suite.MemSort.peakmem_merge", "memory", 81e6, "ok"),
            ("suite.TimeSort.time_radix", "runtime", None, "failed"),
            ("suite.Sort.track_swaps", "value", 2097152.0, "ok"),
        ]

    def test_grids_are_runs_with_their_parameters(self) -> None:
        records = loaded(_GRIDS).records
        assert records.select("benchmark", "value", "items", "kind", "stable").rows() == [
            ("suite.Sort.time_across", 0.123, 5, "quick", "True"),
            ("suite.Sort.time_across", 0.124, 5, "merge sort", "False"),
            ("suite.Sort.time_across", 3.17, 10, "quick", "True"),
            ("suite.Sort.time_plain", pytest.approx(12.5e-3), None, None, None),
            ("suite.Sort.peakmem_down", 31.5e6, 0, "quick", None),
            ("suite.Sort.peakmem_down", None, 1, "quick", None),
        ]
        assert records.select(RUN)["run"].n_unique() == 6

    @pytest.mark.parametrize("prefix", ["    ", "> ", "0: "])
    def test_grids_behind_a_prefix(self, prefix: str) -> None:
        text = "".join(f"{prefix}{line}\n" for line in _GRIDS.splitlines())
        assert loaded(text).records["value"].to_list() == loaded(_GRIDS).records["value"].to_list()

    def test_a_grid_that_is_cut_off(self) -> None:
        text = _GRIDS[: _GRIDS.index("                   10")]
        assert rows(text, "runtime", "value", "items") == [(0.123, 5), (0.124, 5)]

    def test_a_grid_without_values(self) -> None:
        text = _GRIDS[: _GRIDS.index("              -- ")]
        assert rows(text, "runtime", "value", "status") in ([], [(None, "unknown")])


_GRIDS = """\
[ 33.33%] ··· suite.Sort.time_across                                ok
[ 33.33%] ··· ============ ============== ====================
              --                      kind / stable
              ------------ -----------------------------------
                 items      quick / True   merge sort / False
              ============ ============== ====================
                   5          123±4ms           124±10ms
                   10         3.17±2s             n/a
              ============ ============== ====================

[ 66.67%] ··· suite.Sort.time_plain                         12.5±0.3ms
[100.00%] ··· suite.Sort.peakmem_down                       1/2 failed
[100.00%] ··· ======= ======= ========
               items    kind
              ------- ------- --------
                 0     quick    31.5M
                 1     quick   failed
              ======= ======= ========

"""


class TestFioTerse:
    def test_a_run_for_each_direction_that_was_gone(self) -> None:
        text = example("fio_text_terse.txt")
        assert rows(text, "bandwidth", "case", "value", "software") == [
            ("scratch read", 81920 * 1024.0, "fio-3.28"),
            ("mixed read", 40960 * 1024.0, "fio-3.28"),
            ("mixed write", 20480 * 1024.0, "fio-3.28"),
        ]
        assert rows(text, "latency", "value") == [
            (pytest.approx(98e-6),),
            (pytest.approx(122.75e-6),),
            (pytest.approx(313.25e-6),),
        ]

    def test_below_what_it_prints_first(self) -> None:
        head = "scratch: (g=0): rw=read, bs=(R) 4096B-4096B, ioengine=psync, iodepth=1\nfio-3.28\n"
        text = head + example("fio_text_terse.txt").splitlines(keepends=True)[0]
        assert rows(text, "iops", "value", "rw", "size") == [(20480.0, "read", 4096)]

    def test_an_error_is_a_failed_run(self) -> None:
        text = example("fio_text_terse.txt").replace(";mixed;0;0;", ";mixed;0;28;")
        records = loaded(text).records
        failed = records.filter(records["status"] == "failed")
        assert failed.select("case", "reason", "value").rows() == [
            ("mixed read", "error 28", None),
            ("mixed write", "error 28", None),
        ]


def test_what_ended_the_job_ends_each_rank_behind_its_label() -> None:
    begun = "".join(f"{rank}: HPCG-Benchmark\n" for rank in (0, 1))
    killed = "slurmstepd: error: *** STEP 7.0 ON n1 CANCELLED AT 2026-03-02 DUE TO TIME LIMIT ***\n"
    records = loaded(begun + killed).records
    assert records["reason"].to_list() == ["DUE TO TIME LIMIT"] * 2
