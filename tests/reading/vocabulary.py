"""The words of scaling tables, as they stand in public READMEs, CSV headers and job scripts."""

from __future__ import annotations

from typing import Final, NamedTuple

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "nodes": (
        *("Nodes", "nodes", "#Nodes", "# nodes", "N_nodes", "n_nodes", "num_nodes", "NNODES"),
        *("Number of nodes", "nnodes", "NODES", "Node count", "NodeCount", "No. of nodes"),
    ),
    "gpus": (
        *("GPUs", "#GPUs", "# GPUs", "#-GPUs", "ngpus", "n_gpus", "num_gpus", "Number of GPUs"),
        *("No. of GPUs", "gpus", "GPU count", "total_gpus", "GCDs", "devices", "NGPUS"),
    ),
    "gpus_per_node": (
        *("GPUs per node", "gpus_per_node", "GPUs/node", "gpu_num_per_node", "ngpus_per_node"),
        *("GPUs Per Node", "gpus-per-node", "#GPUs/node"),
    ),
    "ranks": (
        *("MPI ranks", "ranks", "Ranks", "NP", "np", "nprocs", "n_procs", "MPI tasks", "ntasks"),
        *("MPI processes", "Processes", "processes", "num_procs", "#ranks", "No. of processes"),
        *("MPI", "Procs", "n_ranks", "SLURM_NTASKS", "nranks", "Tasks", "# procs"),
    ),
    "ranks_per_node": (
        *("Tasks per node", "ntasks-per-node", "ranks_per_node", "TASKS_PER_NODE", "PPN", "ppn"),
        *("ranks/node", "MPI ranks per node", "procs_per_node", "ntasks_per_node"),
    ),
    "threads": (
        *("Threads", "threads", "OMP_NUM_THREADS", "nthreads", "num_threads", "OpenMP threads"),
        *("n_threads", "#threads", "# threads", "Number of threads", "NumThreads", "OMP"),
    ),
    "threads_per_rank": (
        *("Threads per Task", "threads_per_rank", "CPUS_PER_TASK", "cpus-per-task", "Threads/rank"),
        *("OMP_NUM_THREADS", "threads", "Threads", "OMP threads", "threads per process", "OpenMP"),
    ),
    "cores": (
        *("Cores", "cores", "ncores", "n_cores", "#cores", "# cores", "Number of cores"),
        *("total_cores", "CPU cores", "CPUs", "num_cores", "Core count", "total cores", "PEs"),
    ),
    "workers": ("Workers", "workers", "max_workers", "n_workers", "num_workers", "# workers"),
    "p": ("P",),
    "q": ("Q",),
}
"""What is counted -> the spellings of its heading."""

ONE_WORD: Final[dict[str, tuple[str, ...]]] = {
    level: tuple(name for name in names if " " not in name and not name.startswith("#"))
    for level, names in HEADINGS.items()
}
"""The spellings that can stand between blanks."""

UNITS: Final[dict[str, tuple[str, str]]] = {
    "nodes": ("node", "nodes"),
    "gpus": ("GPU", "GPUs"),
    "gpus_per_node": ("GPU", "GPUs"),
    "ranks": ("rank", "ranks"),
    "ranks_per_node": ("rank", "ranks"),
    "threads": ("thread", "threads"),
    "threads_per_rank": ("thread", "threads"),
    "cores": ("core", "cores"),
    "workers": ("worker", "workers"),
}
"""What is counted -> the noun beside a number, for one and for several."""


class Quantity(NamedTuple):
    """A measured quantity: its headings, and by what a written number may be multiplied.

    ``kind``: ``time``, ``rate`` or ``rate per device``. ``low`` and ``high`` bound the values
    that one device has.
    """

    name: str
    kind: str
    headings: tuple[str, ...]
    factors: tuple[float, ...]
    low: float
    high: float
    unit: str


QUANTITIES: Final[dict[str, Quantity]] = {
    each.name: each
    for each in (
        Quantity(
            "seconds",
            "time",
            (
                *("time (s)", "time_s", "Time (s)", "Wall time [s]", "Wall time (s)", "time/s"),
                *("walltime_s", "wall_time_s", "t_total_s", "Elapsed (s)", "TTS (s)", "Time (sec)"),
                *("elapsed_time_s", "runtime_s", "Runtime (s)", "Execution Time (s)", "time[s]"),
                *("ExecutionTime_s", "Time_Sec", "run_time_s", "Time (seconds)", "time_sec"),
                *("time", "walltime", "Elapsed", "t_total", "runtime", "elapsed_time", "Time"),
            ),
            (1.0,),
            60.0,
            4000.0,
            "s",
        ),
        Quantity(
            "milliseconds",
            "time",
            ("time (ms)", "time_ms", "Time [ms]", "runtime_ms", "Elapsed (ms)", "Time(ms)"),
            (1e-3,),
            500.0,
            90000.0,
            "ms",
        ),
        Quantity(
            "minutes",
            "time",
            ("time (min)", "Wall time [min]", "time[min]", "Runtime (min)", "walltime (minutes)"),
            (60.0,),
            20.0,
            900.0,
            "min",
        ),
        Quantity(
            "clock",
            "time",
            ("Elapsed", "ELAPSED", "walltime", "Wall time", "Time (h:mm:ss)", "elapsed"),
            (1.0,),
            4000.0,
            90000.0,
            "",
        ),
        Quantity(
            "step seconds",
            "time",
            ("step_time_s", "step time (s)", "time per step (s)", "Time/step [s]", "s/step"),
            (1.0,),
            0.5,
            9.0,
            "s",
        ),
        Quantity(
            "images",
            "rate",
            (
                *("img/s", "images/sec", "Images/s", "Img/sec", "images/s", "images per second"),
                *("throughput (img/s)", "Throughput (images/sec)", "img_per_s", "images_per_sec"),
            ),
            (1.0,),
            90.0,
            900.0,
            "img/s",
        ),
        Quantity(
            "samples",
            "rate",
            (
                *("samples/s", "samples/sec", "samples per second", "Throughput (samples/s)"),
                *("samples_per_second", "throughput [samples/s]", "sentences/s"),
            ),
            (1.0,),
            20.0,
            700.0,
            "samples/s",
        ),
        Quantity(
            "tokens",
            "rate",
            ("tokens/s", "tok/s", "tokens/sec", "Throughput (tokens/sec)", "tokens_per_sec"),
            (1.0,),
            900.0,
            9000.0,
            "tokens/s",
        ),
        Quantity(
            "gflops",
            "rate",
            ("gflops", "GFLOP/s", "GFLOPS", "Gflops", "GFlop/s", "Performance (GFLOP/s)"),
            (1e9, 1.0),
            50.0,
            3000.0,
            "GFLOP/s",
        ),
        Quantity(
            "ns per day",
            "rate",
            ("ns/day", "Performance (ns/day)", "ns_per_day", "Performance [ns/d]", "ns/d"),
            (1.0, 1e-9 / 86400),
            4.0,
            90.0,
            "ns/day",
        ),
        Quantity(
            "mlups",
            "rate",
            ("MLUPS", "MLUP/s", "mlups", "Performance (MLUPS)"),
            (1.0, 1e6),
            60.0,
            900.0,
            "MLUPS",
        ),
        Quantity(
            "steps",
            "rate",
            ("steps/s", "steps/sec", "timesteps/s", "steps_per_s", "it/s"),
            (1.0,),
            4.0,
            90.0,
            "steps/s",
        ),
        Quantity(
            "tokens per GPU",
            "rate per device",
            ("Tokens/s/GPU", "tokens/sec/gpu", "tokens/s per GPU", "Tokens / sec / GPU"),
            (1.0,),
            900.0,
            25000.0,
            "tokens/s/GPU",
        ),
        Quantity(
            "tflops per GPU",
            "rate per device",
            ("TFLOP/s/GPU", "TFLOPS/GPU", "TFLOP/s per GPU", "tflops_per_gpu"),
            (1.0, 1e12),
            40.0,
            900.0,
            "TFLOP/s/GPU",
        ),
        Quantity(
            "images per GPU",
            "rate per device",
            ("img/s/GPU", "images/s/GPU", "images/sec/GPU", "img/s per GPU"),
            (1.0,),
            90.0,
            2500.0,
            "img/s/GPU",
        ),
    )
}

FACTORS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "code": (
        ("code", "Code", "application", "Benchmark", "app"),
        ("LAMMPS", "OpenFOAM", "nekRS", "CP2K", "waLBerla", "SPECFEM3D", "Quantum-ESPRESSO"),
    ),
    "precision": (("precision", "Precision", "dtype", "data type"), ("fp16", "fp32", "tf32")),
    "compiler": (("compiler", "Compiler", "toolchain"), ("gcc-13", "icx-2024", "aocc-4.1")),
    "cluster": (
        ("cluster", "Cluster", "system", "machine", "System"),
        ("Puhti", "Mahti", "LUMI-G", "Leonardo", "MareNostrum"),
    ),
    "model": (("model", "Model"), ("resnet50", "vgg16", "bert-large", "swin-tiny", "gpt2-xl")),
    "solver": (("solver", "Solver"), ("gmres", "bicgstab", "multigrid")),
    "input": (("input", "Input", "case", "dataset"), ("small", "medium", "large")),
    "library": (("library", "mpi_library", "MPI library"), ("openmpi", "mpich", "intelmpi")),
}
"""A factor by which series differ -> the spellings of its heading, and its values."""

REPEAT_HEADINGS: Final = ("run", "trial", "Run", "rep", "repeat", "Trial", "run_id", "repetition")
REPEATED: Final = (
    "time {}",
    "run{}",
    "t{} (s)",
    "rep {}",
    "Run {}",
    "run {}",
    "time_{}",
    "Run {} (s)",
)
FAILURES: Final = ("OOM", "TIMEOUT", "FAILED", "-", "n/a", "ERROR", "N/A", "failed", "timeout")
STATES: Final = (
    ("State", "COMPLETED", ("TIMEOUT", "FAILED", "OUT_OF_MEMORY")),
    ("status", "ok", ("failed", "timeout", "oom")),
    ("exit_code", "0", ("137", "1", "124")),
    ("STATE", "COMPLETED", ("TIMEOUT", "NODE_FAIL", "FAILED")),
    ("ExitCode", "0:0", ("9:0", "1:0")),
)
"""A column of outcomes: its heading, the word for success, the words for failure."""
ID_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "rank": ("rank", "Rank", "MPI rank", "rank_id", "process"),
    "gpu": ("gpu", "GPU", "GPU id", "device", "gpu_id", "local_rank"),
    "node": ("node", "Node", "node_id", "host id"),
    "thread": ("thread", "thread_id", "tid"),
}
LAYOUT_HEADINGS: Final = ("Configuration", "Setup", "config", "layout", "Config", "Setting")
NAME_HEADINGS: Final = ("name", "run", "Benchmark", "case", "Run", "job name", "experiment")
SIZE_HEADINGS: Final = (
    "cells",
    "dofs",
    "DOFs",
    "atoms",
    "particles",
    "n_cells",
    "N cells",
    "unknowns",
)
LAW_HEADINGS: Final = ("scaling", "type", "mode", "Scaling", "scaling type", "kind")
