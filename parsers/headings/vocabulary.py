"""The words of the field: which phrases name which schema column, metric or parameter.

Phrases are compared word by word after :func:`parsers.grammar.words.words`; the order of the
phrases of one column is their strength, for tables in which two headings claim the same column.
"""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import word_set, words
from parsers.headings.resources import NOUNS

_COLUMNS: Final = {
    "benchmark": "benchmark, benchmark name, bench, bench name, workload, application, app,"
    " app name, code, program, test, test name, testcase, model, model name, network, architecture,"
    " task, command, job name, slurm job name, name",
    "case": "case, sub case, subcase, test case, scenario, variant, kernel, function, collective,"
    " operation, config, configuration, phase, section, region, routine",
    "software": "software, framework, software stack, stack, library, lib, package, toolkit,"
    " implementation, framework version, software version",
    "system": "system, cluster, supercomputer, platform, machine, system name, cluster name,"
    " machine name, site, partition, queue, host type, node type, instance type, instance,"
    " machine type, server, hostname, host name, host",
    "device": "gpu, gpu model, gpu type, gpu name, gpu device, gpu info, name gpu, model gpu,"
    " type gpu, device, device name, device type, device model, accelerator, accelerator type,"
    " accelerator model, accelerator name, hardware, hw, chip, cpu, cpu model, cpu type, cpu name,"
    " cpu info, processor, processor type, name cpu",
    "size": "size, message size, msg size, msgsize, message length, problem size, data size,"
    " input size, array size, transfer size, matrix size, bytes, nbytes, n bytes, size bytes, n,"
    " n total, total n, n global, global n, total input, total input size, global size,"
    " total problem size, global problem size, physical problem size",
    "run": "run, run id, run index, run number, run no, run #, run num, rep, repeat, repetition,"
    " replicate, trial, attempt, # run, # trial, # rep,"
    " # repeat, # attempt, n rep, n run, iteration, iter, job id, jobid, slurm job id,"
    " slurm jobid, id,"
    " index, idx, no, nr, #, seq",
    "status": "status, state, outcome, job state, job status, run status, state current,"
    " exit status, verdict, result, passed, success",
    "reason": "reason, error, error message, exception, error msg, err msg, failure reason,"
    " failure",
    "started": "started, started at, start, start time, start date, starttime, date, datetime,"
    " date time, timestamp, time stamp, ts, run date, test date, created, created at, begin, began",
    "metric": "metric, metric name, quantity",
    "value": "value, metric value",
    "unit": "unit, units",
    "hosts": "hosts, nodelist, node list, nodes list, hostlist, host list, hostnames, host names,"
    " node names, nodenames, node name, nodename, job nodelist, slurm nodelist,"
    " slurm job nodelist, exec host",
}

_METRICS: Final = {
    "throughput": "throughput, total throughput, overall throughput, global throughput,"
    " aggregate throughput, aggregated throughput, training throughput, speed, training speed,"
    " processing rate, rate, throughput s",
    "runtime": "runtime, run time, time, elapsed, elapsed time, wall, wall time, walltime,"
    " wallclock, wall clock, wall clock time, wallclock time, total time, total runtime,"
    " execution time, exec time, duration, time to solution, tts, time to completion, real"
    " time, job time, job duration, makespan, ttot, ttotal, times, timings, runtimes, run times,"
    " job runtime,"
    " wtime, wct, wctime, walltimes, wall times, durations, time execution, time total,"
    " time wall, time real, time elapsed, time compute,"
    " execution time total, total execution time, mean execution time, run time total",
    "latency": "latency",
    "bandwidth": "bandwidth",
    "busbw": "busbw, bus bandwidth",
    "algbw": "algbw, algorithm bandwidth, alg bandwidth, algo bandwidth",
    "epoch_time": "epoch time, time per epoch, runtime per epoch, duration per epoch",
    "step_time": "step time, time per step, iteration time, time per iteration,"
    " time per it, time per timestep, time per time step",
    "test_time": "test time, testing time, time test",
    "test_accuracy": "test accuracy, accuracy test, accuracy on test",
    "train_accuracy": "train accuracy, training accuracy, accuracy train",
    "validation_accuracy": "validation accuracy, accuracy validation",
    "train_loss": "train loss, training loss, loss train",
    "validation_loss": "validation loss, loss validation",
    "test_loss": "test loss, loss test",
    "weak_scaling": "weak scaling",
    "strong_scaling": "strong scaling",
    "time_to_train": "time to train, training time to target",
}

TIMED: Final = {
    "epoch": "epoch_time",
    "epochs": "epoch_time",
    "step": "step_time",
    "iteration": "step_time",
    "it": "step_time",
    "test": "test_time",
    "total": "runtime",
    "overall": "runtime",
    "real": "runtime",
    "execution": "runtime",
    "train": "train_time",
    "training": "train_time",
    "stage": "stage_time",
}
"""What a heading of one word means when its unit is a time: ``Epoch (s)``, ``test [ms]``."""

SYNONYMS: Final = {
    "bw": "bandwidth",
    "acc": "accuracy",
    "lat": "latency",
    "latencies": "latency",
    "mem": "memory",
    "thpt": "throughput",
    "tput": "throughput",
    "thruput": "throughput",
    "perf": "performance",
    "util": "utilization",
    "utilisation": "utilization",
    "val": "validation",
    "valid": "validation",
    "iter": "iteration",
    "iters": "iterations",
    "comm": "communication",
    "eff": "efficiency",
    "secs": "seconds",
    "sec": "seconds",
}
"""Spellings of one word within the name of a metric."""

_PARAMETERS: Final = {
    "epochs": "epoch, epochs, number of epochs, num epochs, n epochs, # epochs, epoch num, # epoch",
    "steps": "step, steps, num steps, number of steps, n steps, # steps, global step,"
    " train step, training step, trainer global step",
    "iterations": "iterations, iters, num iterations, num iters, number of iterations,"
    " # iterations, niter, n iter, n iters, its",
    "learning_rate": "learning rate, lr",
    "precision": "precision, numeric precision",
    "seq_len": "seq len, seqlen, sequence length, seq length, sequence len, max seq len",
    "optimizer": "optimizer, optimiser",
    "dataset": "dataset, data set, data",
    "version": "version",
    "memory_limit": "mem per node, memory per node, req mem, mem per cpu, mem limit",
}

_SETTING_HEADS: Final = word_set(
    """size sizes len length dim dims dimension type types mode name version seed limit cap
    timelimit format strategy scheme level levels width height depth stage degree order layers heads
    params parameters classes chunks blocks topology layout placement protocol algorithm algo option
    options flags compiler backend dtype datatype schedule scheduler policy checkpointing accum
    accumulation offload threshold interval timeout warmup dataset optimizer qos account
    decomposition grid mesh resolution revision commit branch tag index capacity processors sockets
    steps epochs interconnect config configuration"""
)
_SETTINGS: Final = word_set(
    """tp pp dp ep cp zero amp fp16 fp32 bf16 xla momentum wd dropout seed dtype datatype compiler
    backend version precision optimizer lr redop root type mode count protocol algorithm algo
    scheduler timelimit qos nb p q flags arch user username"""
)
_NAMED: Final = word_set(
    """mode name version format strategy scheme type flags compiler backend dtype datatype scheduler
    policy algorithm algo optimizer topology layout placement protocol revision commit branch tag
    qos account"""
)
"""Settings that are names: one in seconds is the time of what bears it, as of ``branch (ms)``."""
RATES_SET: Final = word_set("learning dropout decay sampling clock refresh request arrival masking")
"""What a rate of is a setting, not a result."""
_GRANTED: Final = word_set("alloc allocated reserved")
_WALL: Final = word_set("wall walltime wallclock")
"""Times of a job: ``alloc time`` may be one that a program took to allocate."""
_REMARKS: Final = word_set(
    "end ended finished finish submit submitted eligible comment comments note notes remark remarks"
    " log logs logfile file filename path output outfile url link author exitcode"
    " workdir uuid hash checksum md5 crc digest ticket"
)
_REMARK_ENDS: Final = {
    "time": word_set("end stop finish submit submission"),
    "date": word_set("end"),
    "file": word_set("log output result"),
    "code": word_set("exit return"),
    "dir": word_set("work"),
}
_REPEATS: Final = word_set("repeat repetition replicate trial iteration")
_NEVER_MEASURED: Final = word_set("ideal theoretical expected predicted rpeak amdahl gustafson")
_NOT_MEASURED: Final = _NEVER_MEASURED | word_set("linear perfect")
_BOUNDS: Final = _NOT_MEASURED | word_set("theory optimal optimum")
_OF_BOUNDS: Final = word_set("speedup up speed time runtime wall walltime scaling elapsed t s")


_PROBLEMS: Final = frozenset(
    words(phrase)
    for phrase in (
        *("cell", "cells", "atom", "atoms", "particle", "particles", "bodies"),
        *("dof", "dofs", "degrees freedom", "unknowns", "element", "elements"),
        *(
            "points",
            "grid point",
            "grid points",
            "gridpoint",
            "gridpoints",
            "mesh point",
            "mesh points",
        ),
        *("mesh", "mesh cells", "grid cells", "grid size", "zones", "vertices"),
        *("sites", "lattice sites", "grid nodes", "mesh nodes"),
    )
)
"""What a problem consists of, where its size is stated as their number."""
_WHOLE_SETS: Final = frozenset(
    (whole, part) for whole in ("total", "global") for part in ("samples", "images")
)
_MULTIPLES: Final = {
    **{"k": 1e3, "m": 1e6, "g": 1e9, "thousand": 1e3, "million": 1e6, "billion": 1e9},
    **{"thousands": 1e3, "millions": 1e6, "billions": 1e9},
}
_WEAKEST: Final = 1_000
_COUNTING: Final = word_set("# n num no nr nb number count total amount of global overall")


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], tuple[str, int]]:
    return {
        words(phrase): (name, rank)
        for name, phrases in table.items()
        for rank, phrase in enumerate(phrases.split(","))
    }


COMMON: Final = frozenset(_METRICS)
"""The names of metrics that are the same in every source."""
_COLUMN_OF: Final = _phrases(_COLUMNS)
_METRIC_OF: Final = _phrases(_METRICS)
_PARAMETER_OF: Final = _phrases(_PARAMETERS)


def column_of(said: tuple[str, ...]) -> str | None:
    """Return the schema column of text, size, run or time that a heading's words name."""
    numbered = said[:-1] if said[-1:] == ("index",) else said
    if len(said) > 1 and numbered[-1] in _REPEATS and "per" not in said:
        return "run"
    found = _COLUMN_OF.get(said)
    if found is None:
        return "size" if counts_problem(said) else None
    return found[0]


def counts_problem(said: tuple[str, ...]) -> bool:
    """Tell whether words count what a problem consists of: ``cells``, ``natoms``, ``# DOFs``."""
    if said[:1] and said[0][0] == "n" and (said[0][1:], *said[1:]) in _PROBLEMS:
        return True
    if said in _WHOLE_SETS:
        return True
    said = without_multiple(said)[0]
    return tuple(word for word in said if word not in _COUNTING) in _PROBLEMS


def without_multiple(said: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """Take off what multiplies a count of a problem's parts: ``Mcells``, ``million cells``."""
    if not said:
        return said, 1.0
    for place in (0, -1):
        rest = said[1:] if place == 0 else said[:-1]
        if said[place] in _MULTIPLES and rest in _PROBLEMS:
            return rest, _MULTIPLES[said[place]]
    if said[0][0] in "kmg" and (said[0][1:], *said[1:]) in _PROBLEMS:
        return (said[0][1:], *said[1:]), _MULTIPLES[said[0][0]]
    return said, 1.0


def strength(said: tuple[str, ...]) -> int:
    """Return how firmly words claim their schema column; smaller is firmer."""
    found = _COLUMN_OF.get(said)
    if found is None:
        return _WEAKEST if counts_problem(said) else 0
    return found[1]


def metric_of(said: tuple[str, ...]) -> str | None:
    """Return the common metric that words with :data:`SYNONYMS` applied name."""
    found = _METRIC_OF.get(said)
    return None if found is None else found[0]


def parameter_of(said: tuple[str, ...]) -> str | None:
    """Return the common parameter that words name."""
    found = _PARAMETER_OF.get(said)
    return None if found is None else found[0]


def is_setting(said: tuple[str, ...]) -> bool:
    """Tell whether words name something chosen before the run, by the last word before ``per``.

    ``Before branch`` and ``After commit`` are the sides of a comparison.
    """
    if not said or (said[0] in ("before", "after") and len(said) == 2):
        return False
    said = said[: said.index("per")] if "per" in said[1:] and said[0] != "per" else said
    rate = said[-1] == "rate" and not RATES_SET.isdisjoint(said)
    asked = "requested" in said or not (_WALL.isdisjoint(said) or _GRANTED.isdisjoint(said))
    return rate or asked or said[-1] in _SETTING_HEADS or (len(said) == 1 and said[0] in _SETTINGS)


def names_part(said: tuple[str, ...]) -> bool:
    """Tell whether words number the parts of a machine: ``node id``, ``gpu index``."""
    return len(said) == 2 and said[1] in ("id", "index", "idx") and said[0] in NOUNS


def is_named(said: tuple[str, ...]) -> bool:
    """Tell whether words call a setting that is chosen by name, and has no unit."""
    return said[-1:] != () and said[-1] in _NAMED


def is_word_of_one_run(said: tuple[str, ...]) -> bool:
    """Tell whether words name what belongs to one run and never to its configuration."""
    if len(said) == 1:
        return said[0] in _REMARKS or said[0] in _NEVER_MEASURED
    if names_part(said):
        return False
    if said[-1:] == ("id",) or not _NOT_MEASURED.isdisjoint(said):
        return True
    return len(said) == 2 and said[0] in _REMARK_ENDS.get(said[1], ())


def names_ideal(text: str) -> bool:
    """Return whether a heading, less its unit, says no more than that its column was computed."""
    said = words(text.partition("[")[0].partition("(")[0])
    return bool(said) and said[0] != "rpeak" and _NOT_MEASURED.issuperset(said)


def may_name_ideal(text: str) -> bool:
    """Return whether a heading may say that its column was computed: ``max speedup``, ``linear``.

    The numbers decide, which then are in proportion to the count.
    """
    said = set(words(text))
    if "speedup" in said and not said.isdisjoint(("max", "maximum")):
        # The maximum of times is one of their statistics.
        said = said - {"max", "maximum"} | {"optimal"}
    return not said.isdisjoint(_BOUNDS) and said <= _BOUNDS | _OF_BOUNDS
