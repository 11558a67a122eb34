"""How known formats are told apart before anything is imported that reads them: one table.

A program's output is known by texts that stand in it, whatever stands around them. They are looked
for as they are, which costs microseconds a file; only what is found is imported, and it alone
decides by its patterns whether it is really there.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, NamedTuple


class Signature(NamedTuple):
    """What tells a program: its ``module`` in ``parsers.programs``, which defines ``PROGRAM``.

    ``marks``: texts of which one stands in all that it prints. ``keys``: members that its JSON has
    all of; ``tables`` those of its database; ``lines``: texts of which one stands in a file that is
    its own as a whole; ``binary`` one that stands near the beginning of a file that is no text.
    """

    module: str
    marks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    binary: bytes = b""

    def program(self) -> Any:
        """Import the program."""
        return import_module(f"parsers.programs.{self.module}").PROGRAM


SIGNATURES: Final = (
    Signature("amber", marks=(" PMEMD ", "Final Performance Info:")),
    Signature("amrex", marks=("AMReX (", "TinyProfiler total time across processes")),
    Signature(
        "apache_bench", marks=("Requests per second:", "This is ApacheBench", "Concurrency Level:")
    ),
    Signature("asv", keys=("commit_hash", "env_name", "results", "params")),
    Signature("asv", keys=("commit_hash", "results", "params", "requirements")),
    Signature("asv", keys=("param_names", "timeout", "code")),
    Signature("asv", keys=("arch", "cpu", "machine", "num_cpu", "ram", "version")),
    Signature(
        "asv_compare",
        marks=("before     after ", "before           after", " BEFORE ", "| Change "),
    ),
    Signature("asv_console", marks=("%] ··· ",)),
    Signature(
        "babelstream",
        marks=(
            "Bytes/sec  Min (sec)",
            "Bytes/sec Min (sec)",
            "bytes/sec\tMin (sec)",
            "B/s        Min (sec)",
            "bytes_per_sec,min_runtime,max_runtime",
            "Bandwidth (GB/s): ",
            "Implementation: ",
        ),
    ),
    Signature(
        "benchcmp",
        lines=(
            "old time/op",
            "old ns/op",
            "old alloc",
            "old MB/s",
            "name \\ time/op",
            " time/op\n",
        ),
    ),
    Signature("benchmark_tools", marks=("BenchmarkTools.Trial:",)),
    Signature("benchstat", lines=("vs base", "sec/op ", ",CI")),
    Signature("caliper", marks=("Max time/rank", "Time (E) ", "Total time Time %")),
    Signature("castep", marks=("CCC   AA    SSS  TTTTT", "Initialisation time =")),
    Signature("catch2", marks=("benchmark name  ",)),
    Signature("composer_console", lines=("[batch=",)),
    Signature(
        "cp2k",
        marks=("PROGRAM STARTED AT", "T I M I N G", "CP2K                                 1  "),
    ),
    Signature("criterion", keys=("point_estimate", "confidence_interval", "standard_error")),
    Signature("criterion", keys=("sampling_mode", "iters", "times")),
    Signature("criterion", keys=("group_id", "function_id", "value_str")),
    Signature("criterion", lines=("group,function,value,throughput_num,",)),
    Signature("criterion_console", marks=("time:   [", ": Warming up for ")),
    Signature("darshan", marks=("# darshan log version:", "# agg_perf_by_slowest:")),
    Signature("elmer", marks=("ELMER SOLVER (v ", "SOLVER TOTAL TIME(CPU,REAL)")),
    Signature("extra_p", lines=("PARAMETER ",)),
    Signature("extra_p_json", keys=("parameters", "measurements", "point")),
    Signature("fio", keys=("fio version", "jobs")),
    Signature("fio_text", marks=("(g=0): rw=", "(groupid=", "Run status group ", ";fio-")),
    Signature("fish_time", marks=("Executed in ",)),
    Signature("github_action_benchmark", keys=("entries", "benches", "commit")),
    Signature("gnu_time", marks=("Command being timed: ",)),
    Signature("go_bench", lines=("Benchmark",)),
    Signature("go_test_json", keys=("Action", "Package", "Output")),
    Signature("google_benchmark", keys=("benchmarks", "real_time", "cpu_time", "time_unit")),
    Signature(
        "google_benchmark_console",
        marks=(
            *("Time             CPU   Iterations", "Time           CPU Iterations"),
            *(" ns   ", " us   ", " ms   "),
        ),
    ),
    Signature("google_benchmark_csv", lines=("name,iterations,real_time,cpu_time,time_unit",)),
    Signature("gprof", marks=("cumulative   self  ",)),
    Signature("graph500", marks=("graph_generation:", "Running BFS 0", "edgefactor:", "min_TEPS:")),
    Signature(
        "gromacs",
        marks=(
            ":-) GROMACS - gmx",
            "gmx mdrun, ",
            "gmx_mpi mdrun, ",
            "(ns/day) ",
            "Log file opened on ",
        ),
    ),
    Signature("hf_trainer", keys=("log_history", "global_step", "is_world_process_zero")),
    Signature("hf_trainer", keys=("train_runtime", "train_samples_per_second")),
    Signature("hf_trainer", keys=("eval_runtime", "eval_samples_per_second")),
    Signature(
        "hpcc",
        marks=(
            "DARPA/DOE HPC Challenge Benchmark",
            "HPL_Tflops=",
            "PTRANS_GBs=",
            "StarDGEMM_Gflops=",
            "StarSTREAM_Triad=",
        ),
    ),
    Signature(
        "hpcg",
        marks=(
            *("HPCG-Benchmark", "HPCG-NVIDIA", "HPCG result is ", "GFLOP/s Summary"),
            *("start of application (", " GB/s Effective)"),
        ),
    ),
    Signature("hpl", marks=("HPLinpack ", "HPL-NVIDIA", "NVIDIA-HPL", "T/V   ", "||Ax-b||_oo")),
    Signature("hpl_mxp", marks=("HPL-MxP-NVIDIA ", "HPL MxP Result")),
    Signature("hyperfine", keys=("results", "command", "mean", "user", "system")),
    Signature("hyperfine_console", marks=("Time (mean ", "Time (abs ")),
    Signature("hypre_amg", marks=("Figure of Merit (FOM_", " AMG-", "driver parameters:")),
    Signature("imb", marks=("(R) MPI Benchmark", "# Benchmarking ", "#bytes #repetitions")),
    Signature("intel_linpack", marks=("LINPACK Benchmark data", "LINPACK data", "LDA    Align.")),
    Signature("io500", marks=("IO500 version ", "[RESULT", "[SCORE ]")),
    Signature("io500_result", marks=("[ior-easy-write]", "version         = io500")),
    Signature(
        "ior",
        marks=(
            *(": MPI Coordinated Test of Parallel I/O", "access    bw(MiB/s)", "Max(MiB) "),
            *("access,bw(MiB/s)", "Max Write: ", "Max Read: "),
        ),
    ),
    Signature("ior_json", keys=("tests", "bwMiB", "xferKiB")),
    Signature("ior_json", keys=("summary", "bwMaxMIB", "bwMeanMIB")),
    Signature(
        "iperf2", marks=("Client connecting to ", "Server listening on ", "bits/sec", " Report:")
    ),
    Signature("iperf3", keys=("intervals", "test_start", "bits_per_second")),
    Signature(
        "iperf3_text",
        marks=("Connecting to host ", "Accepted connection from ", "bits/sec"),
    ),
    Signature("ipm", marks=("##IPMv",)),
    Signature("jmh", keys=("primaryMetric", "score", "scoreUnit")),
    Signature(
        "jmh_console",
        lines=(" thrpt ", " avgt ", " sample ", " ss ", 'Result "', "# Warmup Iteration "),
    ),
    Signature("keras_history", keys=("loss", "val_loss"), lines=(",val_loss",)),
    Signature(
        "kripke", marks=("unknowns/(second/iteration)", "Kripke, Version", "TIMER_NAMES:Generate,")
    ),
    Signature("lammps", marks=("LAMMPS (", "Loop time of ", " timesteps/s")),
    Signature("libtest", marks=(" ns/iter (+/- ",)),
    Signature("lightning_csv", lines=("epoch,", ",epoch\n")),
    Signature("likwid", marks=("Runtime (RDTSC) [s]", "RDTSC Runtime [s]")),
    Signature(
        "likwid_bench", marks=("LIKWID MICRO BENCHMARK", "CPU Clock:", "Cycles per cacheline:")
    ),
    Signature("llama_batched_bench", marks=("|   N_KV |",)),
    Signature(
        "llama_bench",
        keys=("avg_ts", "n_prompt", "n_gen"),
        lines=(" t/s |", "n_gen,", "INSERT INTO llama_bench "),
    ),
    Signature("lm_eval", keys=("results", "versions", "n-shot")),
    Signature("lm_eval", keys=("results", "versions", "model_args")),
    Signature("lm_eval", keys=("results", "versions", "higher_is_better")),
    Signature("lm_eval", keys=("results", "config", "model_args")),
    Signature("lm_eval_console", marks=("), gen_kwargs: (",)),
    Signature("lulesh", marks=("Problem size        =", "Running problem size ")),
    Signature(
        "machine_reports",
        marks=(
            *("procs ---", "node distances:", "avg-cpu: ", "Device  ", "Architecture:  "),
            "| NVIDIA-SMI ",
        ),
    ),
    Signature("mdtest", marks=("was launched", "SUMMARY: (of ", "SUMMARY rate")),
    Signature("minife", marks=("Mini-Application Name: miniFE", "Total CG Mflops:", "CG solve:")),
    Signature("mlc", lines=("Numa node", "Stream-triad like")),
    Signature(
        "mlflow_database", tables=("experiments", "runs", "latest_metrics", "metrics", "params")
    ),
    Signature("mlflow_folder", lines=("lifecycle_stage: ",)),
    Signature(
        "mlperf",
        keys=("number_of_nodes", "accelerators_per_node", "accelerator_model_name"),
        lines=(":::MLLOG", ":::MLPv"),
    ),
    Signature("mlperf_inference", marks=("MLPerf Results Summary",)),
    Signature("mpip", marks=("@ mpiP", "@--- MPI Time (seconds)")),
    Signature("namd", marks=("Info: NAMD ", "Info: Benchmark time: ")),
    Signature(
        "nccl_tests",
        marks=(
            "# nThread",
            "# nccl-tests version",
            "# rccl-tests version",
            "# Avg bus bandwidth",
            "algbw   busbw",
        ),
    ),
    Signature("nccl_tests_json", keys=("nccl_version", "args", "config")),
    Signature("nek5000", marks=("Number of MPI ranks :  ", "total elapsed time   ")),
    Signature("nekrs", marks=("elapsedStepSum", ">>> runtime statistics (step=")),
    Signature("npb", marks=("NAS Parallel Benchmarks", " Benchmark Completed")),
    Signature("nsys", marks=("Total Time (ns)",)),
    Signature("nvbandwidth", marks=("nvbandwidth Version", "_memcpy_ce", "_memcpy_sm")),
    Signature("openfoam", marks=("| OpenFOAM", "ExecutionTime = ", "nProcs : ")),
    Signature("osu", marks=("# OSU ",)),
    Signature("perf_report", marks=("# Samples: ",)),
    Signature(
        "perf_stat",
        marks=(
            *("Performance counter stats for ", "# started on ", ",msec,", ";msec;"),
            *("counts unit events", "counts events"),
        ),
    ),
    Signature("perftest", marks=(" BW Test", " Latency Test", "#iterations", "BW average[")),
    Signature("petsc", marks=("PETSc Performance Summary", "Time (sec):  ")),
    Signature("pgbench", marks=("tps = ", "pgbench (")),
    Signature("pyperf", keys=("benchmarks", "runs", "warmups", "metadata")),
    Signature("pyperf_console", marks=("Mean +- std dev: ",)),
    Signature("pytest_benchmark", keys=("benchmarks", "fullname", "stats", "iqr_outliers")),
    Signature("pytest_benchmark_console", marks=("Name (time in ",)),
    Signature("qperf", marks=("_bw:", "_lat:")),
    Signature("quantum_espresso", marks=("Quantum ESPRESSO", "Program PWSCF", " WALL")),
    Signature(
        "quicksilver", marks=("Quicksilver Version", "Num Segments / Cycle", "cycleTracking  ")
    ),
    Signature(
        "reframe_console", marks=("[ReFrame Setup]", "   OK ] (", "FAIL ] (", "PERFORMANCE REPORT")
    ),
    Signature("reframe_perflog", lines=("job_completion_time", "|reframe ", "|ReFrame ")),
    Signature(
        "reframe_report",
        keys=("session_info", "runs", "data_version"),
        tables=("sessions", "testcases"),
    ),
    Signature("sacct", lines=("JobID",)),
    Signature("sacct_json", keys=("jobs", "derived_exit_code", "association", "steps")),
    Signature("scorep_score", marks=("size of event trace:", "max_buf[B]", "max_tbc ")),
    Signature("seff", marks=("Job Wall-clock time: ", "User/Group: ")),
    Signature("sglang_one_batch", marks=("Prefill. latency: ",)),
    Signature(
        "stream", marks=("STREAM version $Revision", "Rate MB/s", "Rate (MB/s)", "Rate (GB/s)")
    ),
    Signature("stress_ng", marks=("stress-ng: ", "stress-ng-version:", "stressor       bogo ops")),
    Signature(
        "sysbench",
        marks=("sysbench ", "CPU speed:", "General statistics:", "Test execution summary:"),
    ),
    Signature("tensorboard", binary=b"brain.Event:"),
    Signature("tensorboard_export", lines=("Wall time,Step,Value",)),
    Signature("torch_compare", lines=("Times are in ",)),
    Signature("trtexec", marks=("[I] === Performance summary",)),
    Signature(
        "trtllm_bench",
        marks=(
            "PERFORMANCE OVERVIEW",
            "= STATISTICS",
            "TensorRT-LLM Version",
            "TensorRT LLM Version",
        ),
    ),
    Signature("ucc_perftest", marks=("Collective:  ",)),
    Signature("ucx_perftest", marks=("bandwidth (MB/s)  |",)),
    Signature("vasp", marks=(" vasp.", "General timing and accounting informations")),
    Signature("vllm_latency", keys=("avg_latency", "latencies", "percentiles")),
    Signature("vllm_latency_console", marks=("Avg latency: ",)),
    Signature("vllm_serve", keys=("median_ttft_ms", "output_throughput", "duration", "completed")),
    Signature(
        "vllm_serve_console",
        marks=(" Serving Benchmark Result ", "Successful requests: ", "Average latency per token:"),
    ),
    Signature("vllm_throughput", keys=("elapsed_time", "num_requests", "tokens_per_second")),
    Signature("vllm_throughput_console", marks=(" requests/s, ",)),
    Signature("wandb_run", keys=("_runtime", "_timestamp"), binary=b":W&B"),
    Signature("wrf", marks=("Timing for main: time ",)),
    Signature("wrk", marks=("Thread Stats   Avg", "Transfer/sec:", "Requests/sec:")),
    Signature("xsbench", marks=("Lookups/s:", "Simulation Method:")),
    Signature("ycsb", marks=("[OVERALL],",)),
)
"""One row a way to tell a program, by the names of the modules: their order decides nothing."""

GENERIC: Final = (
    "records_file",
    "parquet",
    "sqlite",
    "objects",
    "yaml_maps",
    "toml_tables",
    "named_delimited",
    "latex_tables",
    "markdown",
    "training_log",
    "delimited",
    "text_tables",
    "number_columns",
    "lines_of_runs",
    "repeated_results",
    "result_lines",
    "labelled_points",
    "sectioned",
    "plotted_arrays",
    "wandb_summary",
    "announced_runs",
    "single_result",
)
"""The modules of ``parsers.formats`` with readers that judge a file as a whole, in the order in
which they are asked: what is cheap to tell comes first. What they answer decides, not the order."""
