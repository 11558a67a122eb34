import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.clean import clean
from parsers.grammar.words import word_set
from parsers.headings.read_heading import Heading, read_heading, read_headings, settle
from parsers.run_records.records import SCHEMA


@pytest.mark.parametrize("name", [name for name in SCHEMA if name != "assumed"])
def test_schema_columns_mean_themselves(name: str) -> None:
    heading = read_heading(name)
    assert heading.name == name
    claims = ("stated_speedup", "stated_efficiency")
    assert heading.kind == (name if name in claims else "schema")


COLUMNS = {
    "benchmark": "Benchmark, Model, Test, Workload, JobName, **App**, Benchmark name",
    "case": "Case, Kernel, Variant, sub-case, Test case",
    "software": "Framework, Software, Library, SOFTWARE STACK",
    "system": "Cluster, Partition, System, Platform, hostname, `Machine`",
    "device": "name_gpu, GPU model, gpu_info, Accelerator type, Device name, Processor",
    "nodes": "#Nodes, # Nodes, num_nodes, node_num, NNodes, n_nodes, Number of nodes, AllocNodes,"
    " SLURM_JOB_NUM_NODES, num_hosts, node count",
    "devices": "#GPUs, # GPUs, GPUs, gpu_num, num_gpu, n_gpus, nGPUs, ngpus, No. of GPUs,"
    " total GPUs, GPU count, GPU(s), GPUs (total)",
    "devices_per_node": "gpu_num_per_node, GPUs/node, gpus-per-node, GPUsPerNode,"
    " GPUs (per node), Num GPUs / node",
    "ranks": "ranks, ntasks, NTasks, np, nprocs, mpi_ranks, MPI processes, world_size, WORLD_SIZE",
    "threads": "threads, OMP threads, OpenMP threads, OMP_NUM_THREADS, nthreads, cpus-per-task,"
    " threadspertask, threads per rank, threadcount, RAYON_NUM_THREADS, CILK_NWORKERS",
    "cores": "cores, corecount, coreCount",
    "batch": "Batchsize, batch_size, BS, Batch Size, batch_size_per_device, Micro-BS,"
    " MicroBatchSize, Batch size (per GPU), local batch size, train_batch_size",
    "size": "size, Size, bytes, Message size (B), msg_size, Problem Size, N, MB",
    "run": "Run, rep, Repeat, trial, repetition_index, JobID, Job ID, #, jube_wp_iteration, run_id",
    "status": "Status, State, Job state, outcome",
    "reason": "Reason, error message",
    "started": "Date, Started, Start time, timestamp, datetime",
    "hosts": "Nodelist, NodeList, node_list, hostlist, SLURM_JOB_NODELIST",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text.strip()) for name, texts in COLUMNS.items() for text in texts.split(",")],
)
def test_column(name: str, text: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name) == ("schema", name)


METRICS = {
    # heading: name, unit, factor, statistic
    "Img/sec": ("throughput", "img/s", 1, None),
    # A statistic of what has a unit alone, as nested objects and frames of R name it.
    "seconds.mean": ("runtime", "s", 1, "mean"),
    "ms.p99": ("latency", "s", 1e-3, "p99"),
    "samples/s": ("throughput", "samples/s", 1, None),
    "samples/s(batch 64)": ("throughput", "samples/s", 1, None),
    "Throughput": ("throughput", None, 1, None),
    "**Throughput**<br>[img/s, higher is better]": ("throughput", "img/s", 1, None),
    "Throughput\n(img/s)": ("throughput", "img/s", 1, None),
    "Throughput (T/s)": ("throughput", "tok/s", 1, None),
    "Throughput (S/s)": ("throughput", "samples/s", 1, None),
    "throughput_img_s": ("throughput", "img/s", 1, None),
    "img_sec_per_gpu": ("throughput_per_device", "img/s/GPU", 1, None),
    "tokens_s_per_gpu": ("throughput_per_device", "tok/s/GPU", 1, None),
    "tokens_per_second": ("throughput", "tok/s", 1, None),
    "mean_tokens_per_second": ("throughput", "tok/s", 1, "mean"),
    "Images (img/s)": ("throughput", "img/s", 1, None),
    "IOPS": ("iops", "ops/s", 1, None),
    "Gflops": ("flops", "flop/s", 1e9, None),
    "ns/day": ("performance", "ns/day", 1, None),
    "ns_day": ("performance", "ns/day", 1, None),
    "ms_step": ("step_time", "s", 1e-3, None),
    "latency(ms)": ("latency", "s", 1e-3, None),
    "latencyMs": ("latency", "s", 1e-3, None),
    "Avg latency (us)": ("latency", "s", 1e-6, "mean"),
    "90% Latency": ("latency", None, 1, "p90"),
    "99th percentile latency [ms]": ("latency", "s", 1e-3, "p99"),
    "P99 Tail Lat (us)": ("tail_latency", "s", 1e-6, "p99"),
    "mean_ttft_ms": ("ttft", "s", 1e-3, "mean"),
    "latency_ms.p50": ("latency", "s", 1e-3, "p50"),
    "step_time_ms/mean": ("step_time", "s", 1e-3, "mean"),
    "global_tokens_per_sec": ("throughput", "tok/s", 1, None),
    "Aggregate throughput": ("throughput", None, 1, None),
    "Runtime": ("runtime", None, 1, None),
    "Elapsed": ("runtime", None, 1, None),
    "Time [s]": ("runtime", "s", 1, None),
    "Time in minutes": ("runtime", "s", 60, None),
    "Time, s": ("runtime", "s", 1, None),
    "time_ms": ("runtime", "s", 1e-3, None),
    "elapsed_seconds": ("runtime", "s", 1, None),
    "total(s)": ("runtime", "s", 1, None),
    "Wall-clock time": ("runtime", None, 1, None),
    "time_avg": ("runtime", None, 1, "mean"),
    "time_max": ("runtime", None, 1, "max"),
    "bw(MiB/s)": ("bandwidth", "B/s", 1024**2, None),
    "Bandwidth (Gb/s)": ("bandwidth", "b/s", 1e9, None),
    "Best Rate MB/s": ("bandwidth", "B/s", 1e6, "best"),
    "avg_bus_bw_GBs": ("busbw", "B/s", 1e9, "mean"),
    "peak_busbw_GBs": ("busbw", "B/s", 1e9, "max"),
    "busBW (GB/s)": ("busbw", "B/s", 1e9, None),
    "Epoch (s)": ("epoch_time", "s", 1, None),
    "s/epoch": ("epoch_time", "s", 1, None),
    "time per epoch": ("epoch_time", None, 1, None),
    "ms/step": ("step_time", "s", 1e-3, None),
    "Avg. time per iteration [ms]": ("step_time", "s", 1e-3, "mean"),
    "test time": ("test_time", None, 1, None),
    "test_acc": ("test_accuracy", None, 1, None),
    "Accuracy (test)": ("accuracy", None, 1, None),
    "val_loss": ("validation_loss", None, 1, None),
    "memory_usage(MB)": ("memory_usage", "B", 1e6, None),
    "Peak memory (GiB)": ("memory", "B", 1024**3, "max"),
    "GPU util %": ("gpu_utilization", "%", 1, None),
    "_runtime": ("runtime", None, 1, None),
    "MFU": ("mfu", None, 1, None),
    "#wrong": ("wrong", None, 1, None),
    "open(s)": ("open", "s", 1, None),
    "Frobs (frob/s)": ("frobs", "frob/s", 1, None),
    "GPU hours": ("machine_time", "GPU-h", 1, None),
    "Throughput (T/s/GPU)": ("throughput_per_device", "tok/s/GPU", 1, None),
    "images/sec per GPU": ("throughput_per_device", "img/s/GPU", 1, None),
    "Throughput/GPU": ("throughput_per_device", None, 1, None),
    "Throughput speedup": ("throughput_speedup", None, 1, None),
    "Speedup (%)": ("speedup", "%", 1, None),
    "power efficiency": ("power_efficiency", None, 1, None),
}


@pytest.mark.parametrize("text", METRICS)
def test_metric(text: str) -> None:
    heading = read_heading(text)
    name, unit, factor, statistic = METRICS[text]
    assert (heading.kind, heading.name, heading.unit) == ("metric", name, unit)
    assert heading.factor == pytest.approx(factor, rel=1e-12)
    assert heading.statistic == statistic


PARAMETERS = {
    "epochs": "Epoch, Epochs, num_epochs, # epochs",
    "steps": "Step, Steps, num_steps",
    "iterations": "Iterations, iters, num_iters",
    "seq_len": "SeqLen (T), seq_len, Sequence length",
    "learning_rate": "learning rate, LR, Learning Rate",
    "global_batch": "GlobalBatchSize, global_batch_size, Total batch size, GBS, Batch (global)",
    "ranks_per_node": "ntasks-per-node, tasks per node, ppn, taskspernode, nproc_per_node",
    "version": "Version",
    "vocab_size": "vocab_size",
    "num_heads": "num_heads",
    "min_bytes": "minBytes",
    "family_index": "family_index",
    "per_family_index": "per_family_index",
    "memory_configuration": "memory configuration",
    "host_memory_capacity": "host_memory_capacity",
    "cores_per_node": "processors_per_node, cores/node",
    "timelimit": "Timelimit",
    "mp_mode": "MP Mode",
    "grad_accum": "GradAccum",
    "dataset": "Dataset",
    "steps_per_epoch": "steps per epoch, steps/epoch",
    "warmup_steps": "warmup steps",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text.strip()) for name, texts in PARAMETERS.items() for text in texts.split(",")],
)
def test_parameter(name: str, text: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name) == ("parameter", name)


@pytest.mark.parametrize(
    ("text", "factor"), [("Efficiency", 1), ("Parallel efficiency [%]", 0.01), ("eff. (%)", 0.01)]
)
def test_stated_efficiency_is_a_fraction(text: str, factor: float) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.unit, heading.factor) == ("stated_efficiency", None, factor)
    assert heading.better == "higher"


@pytest.mark.parametrize("text", ["Speedup", "speed-up", "Speed up (x)", "speedup vs 1 GPU"])
def test_stated_speedup(text: str) -> None:
    assert read_heading(text).kind == "stated_speedup"


@pytest.mark.parametrize(
    ("text", "name", "statistic"),
    [
        ("time_std", "runtime", "stddev"),
        ("time_cnt", "runtime", "count"),
        ("time_err", "runtime", "uncertainty"),
        ("time_n", "runtime", "count"),
        ("bw error (GB/s)", "bandwidth", "uncertainty"),
        ("rsd", "cv", "cv"),
        ("MAD", "mad", "mad"),
        ("Standard deviation", "stddev", "stddev"),
        ("mean", "mean", "mean"),
        ("25%", "p25", "p25"),
    ],
)
def test_statistic(text: str, name: str, statistic: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name, heading.statistic) == ("statistic", name, statistic)


@pytest.mark.parametrize(
    "text", ["End", "Submit", "Comment", "ExitCode", "log file", "Ideal speedup"]
)
def test_remark(text: str) -> None:
    assert read_heading(text).kind == "remark"


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Triad", "triad", None),
        ("Kokkos", "kokkos", None),
        ("TF32 Scaling", "tf32_scaling", None),
        ("block(KiB)", "block", "B"),
        ("GPU memory (GB)", "gpu_memory", "B"),
        ("速度", "速度", None),
        ("", "unnamed", None),
        ("Line", "line_given", None),
    ],
)
def test_unknown(text: str, name: str, unit: str | None) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name, heading.unit) == ("unknown", name, unit)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("#GPUs", "unstated"),
        ("total GPUs", "total"),
        ("GPUs (total)", "total"),
        ("devices", "total"),
        ("GPUs/node", "per_node"),
        ("batch_size", "unstated"),
        ("batch_size_per_device", "per_device"),
        ("MicroBatchSize", "per_device"),
        ("GlobalBatchSize", "total"),
        ("img/s/GPU", "per_device"),
        ("img/s", None),
    ],
)
def test_scope(text: str, scope: str | None) -> None:
    assert read_heading(text).scope == scope


def test_a_heading_may_say_which_way_is_better() -> None:
    assert read_heading("Frobs (lower is better)").better == "lower"
    assert read_heading("Frobs \u2191").better == "higher"
    assert read_heading("Frobs").better is None


def test_what_qualifies_a_metric_is_kept() -> None:
    assert read_heading("samples/s(batch 64)").qualifier == "batch 64"
    assert read_heading("Throughput - TF32").qualifier == "TF32"
    assert read_heading("Training Time (90E)").qualifier == "90E"
    assert read_heading("Latency [1]").qualifier is None


@pytest.mark.parametrize(
    ("text", "name_above_text", "name_above_whole", "name_above_fractions"),
    [
        ("Node(s)", "hosts", "nodes", "node_s"),
        ("nodes", "hosts", "nodes", "nodes_given"),
        ("GPU", "device", "devices", "gpu"),
        ("CPU", "device", "cores", "cpu"),
        ("OpenMP", "openmp", "threads", "openmp"),
        ("Precision", "precision", "precision", "precision"),
        ("Result", "status", "result", "result"),
        ("#GPUs", "devices", "devices", "devices"),
    ],
)
def test_the_cells_decide_between_two_meanings(
    text: str, name_above_text: str, name_above_whole: str, name_above_fractions: str
) -> None:
    heading = read_heading(text)
    assert heading.suiting(numeric=False).name == name_above_text
    assert heading.suiting(numeric=True).name == name_above_whole
    assert heading.suiting(numeric=True, whole=False).name == name_above_fractions


def test_times_may_be_written_as_durations() -> None:
    timed = {text for text in METRICS if read_heading(text).is_time}
    assert {"Runtime", "Elapsed", "Time [s]", "test time", "90% Latency", "s/epoch"} <= timed
    assert not {"Img/sec", "Throughput", "ns/day", "memory_usage(MB)", "GPU hours"} & timed


def named(*texts: str) -> list[str]:
    return [heading.name for heading in read_headings(texts)]


def test_a_sure_heading_settles_an_open_one() -> None:
    assert named("#Nodes", "#GPUs", "Node(s)") == ["nodes", "devices", "hosts"]
    assert named("Nodelist", "Nodes") == ["hosts", "nodes"]
    assert named("# GPUs", "GPU") == ["devices", "device"]
    assert read_headings(["# GPUs", "GPU"])[1].otherwise is None


def test_the_firmer_of_two_headings_keeps_the_column() -> None:
    assert named("Model", "Test", "Benchmark") == ["model", "case", "benchmark"]
    assert named("Partition", "Cluster") == ["partition", "system"]
    assert named("batch_size", "batch_size_per_device") == ["batch_size", "batch"]
    assert named("GPUs", "total GPUs") == ["gpus", "devices"]
    assert named("GlobalBatchSize", "GlobalBatchSize (T)")[0] == "global_batch"
    assert named("GPUs", "GPUs", "GPUs") == ["devices", "gpus", "gpus_2"]
    assert read_headings(["JobID", "Run"])[0].kind == "remark"


def test_initials_are_read_side_by_side() -> None:
    assert named("test", "N", "G", "nodes") == ["benchmark", "nodes", "devices", "hosts"]
    assert named("N", "NB", "P", "Q") == ["size", "nb", "p", "q"]


def test_bare_statistics_are_read_side_by_side() -> None:
    assert [heading.statistic for heading in read_headings(["Time (min)", "Time (max)"])] == [
        "min",
        "max",
    ]
    assert read_headings(["Time (min)", "Size"])[0].factor == 60
    assert read_headings(["mean", "count"])[1].kind == "statistic"
    assert read_headings(["size", "count"])[1].kind == "parameter"


@given(st.text(max_size=80))
def test_any_heading_is_read(text: str) -> None:
    check(read_heading(text))


WORDS = st.sampled_from(
    sorted(
        word_set(
            "GPUs gpu node nodes per num # batch size time avg 90% (ms) [GB/s] / , - _ img/s max"
            " (total) (per GPU) epoch steps N rate error % ** <br> latency samples (s) speedup"
        )
    )
)


@given(st.lists(WORDS, max_size=6).map(" ".join) | st.lists(WORDS, max_size=4).map("_".join))
def test_any_words_are_read(text: str) -> None:
    check(read_heading(text))


def check(heading: Heading) -> None:
    assert heading.name
    assert heading.factor > 0
    assert math.isfinite(heading.factor)
    assert heading.text == clean(heading.text)
    in_schema = heading.name in SCHEMA
    if heading.kind in ("schema", "stated_speedup"):
        assert in_schema
    elif heading.kind in ("parameter", "remark", "unknown"):
        assert not in_schema
    assert heading.unit is not None or heading.kind == "stated_efficiency" or heading.factor == 1


HEADINGS = st.lists(
    st.sampled_from(
        sorted(word_set("Nodes #Nodes Nodelist GPU GPUs gpus Model Test Date Run CPU batch N G"))
    )
)


@given(HEADINGS)
def test_no_column_is_named_twice(texts: list[str]) -> None:
    settled = read_headings(texts)
    assert [heading.text for heading in settled] == texts
    decided = settle([heading.suiting(numeric=True) for heading in settled])
    names = [heading.name for heading in decided if heading.kind in ("schema", "parameter")]
    assert len(names) == len(set(names))
    assert settle(decided) == decided


def test_long_and_nested_headings_end() -> None:
    for text in ("(" * 5000, "[](" * 5000, "<a" * 5000, "a_" * 5000, " ".join(["GB/s"] * 2000)):
        check(read_heading(text))


def test_a_character_reference_cannot_smuggle_a_control() -> None:
    assert read_heading("GPU&#x202E;s").text == "GPU<U+202E>s"
    assert "\x1b" not in read_heading("a&#27;[31m").text


@pytest.mark.parametrize(
    ("texts", "units"),
    [
        ("petsc_s lammps_s", ["s", "s"]),
        ("halo_s wait_s", ["s", "s"]),
        ("pages_s", [None]),
        ("x_s", ["x/s"]),
        ("img_s tok_s", ["img/s", "tok/s"]),
    ],
)
def test_names_that_end_in_s_are_times(texts: str, units: list[str | None]) -> None:
    assert [heading.unit for heading in read_headings(texts.split())] == units


@pytest.mark.parametrize(
    "text",
    [
        *("Speedup vs Base", "Scaled Speedup", "Parallel speed-up, S:", "Reported speedup"),
        *("Speedup vs serial build", "Speedup **real** (vs 1T)", "Speedup vs Original"),
        *("Speedup vs. 4 nodes", "speedup over 8 cores", "Speedup vs N=1 serial"),
    ],
)
def test_a_speedup_over_the_base_is_stated(text: str) -> None:
    assert read_heading(text).kind == "stated_speedup"


@pytest.mark.parametrize(
    ("text", "kind", "name", "better"),
    [
        ("timing.total", "metric", "runtime", "lower"),
        ("timing.halo", "metric", "halo_time", "lower"),
        ("times/solve", "metric", "solve_time", "lower"),
        ("timing.iterations", "unknown", "timing_iterations", None),
        ("timing.count", "parameter", "timing_count", None),
        ("t_wall_no_comm", "metric", "wall_time_no_communication", "lower"),
        ("t_halo", "unknown", "t_halo", None),
        ("Active GPUs", "schema", "devices", None),
        ("Total Input ($N$)", "schema", "size", None),
        ("clients", "parameter", "workers", None),
    ],
)
def test_a_holder_of_times_and_other_words_around(
    text: str, kind: str, name: str, better: str | None
) -> None:
    [heading] = read_headings([text])
    assert (heading.kind, heading.name, heading.better) == (kind, name, better)


@pytest.mark.parametrize("text", ["User", "user", "Username"])
def test_who_ran_it_is_kept_where_a_column_says_so(text: str) -> None:
    assert read_heading(text).kind == "parameter"


def test_a_tile_is_no_count_of_tiles() -> None:
    assert read_heading("tile").name == "tile"
    assert read_heading("tiles").name == "tiles"


@pytest.mark.parametrize("text", ["Before branch", "After branch", "after commit"])
def test_the_sides_of_a_comparison_are_no_settings(text: str) -> None:
    assert read_heading(text).kind != "parameter"
