"""What a source is likely about: which of its quantities comes first, by their names and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.grammar.serial_program import SERIAL_WORDS

_PREFERRED: Final = (
    *("throughput", "performance", "flops", "throughput_per_device", "flops_per_device", "busbw"),
    *("solve_time", "solver_time", "runtime", "elapsed"),
    *("fom", "figure_of_merit", "bandwidth", "latency", "epoch_time", "step_time"),
)
"""What sources are about, where they have it: the first one of a run is shown first."""
RATES_BY_TIME: Final = ("/s", "/day", "/h", "/min", "SYPD")
"""Ends of the units of rates."""
UTILIZATIONS: Final = ("mfu", "hfu")
"""Rates of each device as shares of its peak, by a model's own work and by the hardware's."""
PASS_RATES: Final = ("it/s", "steps/s", "batches/s")
"""Units of rates of passes over what may be any amount of work."""
_ASIDE: Final = frozenset(
    {
        *("setup", "init", "initialization", "startup", "start", "io", "read", "write", "load"),
        *("output", "input", "compile", "warmup", "checkpoint", "communication", "mpi", "wait"),
        *("user", "sys", "system", "cpu", "teardown", "finalize", "assembly", "preprocessing"),
        *("postprocessing", "h2d", "d2h", "htod", "dtoh", "upload", "download", "transfer"),
    }
)
"""Words of times that are a part of a run, or not the one that people wait for."""
_PASSES: Final = frozenset({"iteration", "iter", "step", "epoch", "call", "run", "batch"})
"""Of these the first one is the start: ``time_to_first_iteration`` beside ``remaining_time``."""
SPREADS: Final = ("stddev", "stderr", "variance", "cv", "iqr", "mad", "ci", "uncertainty")
"""How far repeats lie apart, as the ends of names: ``runtime_stddev``."""
_ATTRIBUTES: Final = frozenset(
    {
        *("memory", "mem", "rss", "power", "energy", "watt", "watts", "cost", "price"),
        *("residual", "error"),
        *("iterations", "iters", "epochs", "steps", "updates", "loss", "accuracy", "temperature"),
        *("utilization", "frequency"),
        *SPREADS,
        *("imbalance", "mae", "rmse", "perplexity", "ppl", "id", "index", "norm", "flop"),
    }
)
"""Words of what is measured beside the speed of a run."""
_SERVED: Final = frozenset({"request", "requests", "token", "tokens", "query", "queries"})
"""Of which a server has a throughput: ``duration`` beside it is how long the load was kept up."""
_MERITS: Final = ("fom", "figure_of_merit")
_WHOLE_TIMES: Final = ("wall_time", "wall", "runtime", "elapsed", "total_time", "time", "total")
_OR_WITHOUT: Final = re.compile(r"_(?:with|without|no|incl|excl|including|excluding)_")
"""``wall_time_no_communication``: a time of the whole run, less a part of it."""
_SET_TIME: Final = "cycle_time"
"""How long Horovod waits between rounds: set beside a score; a time where nothing else is there."""
_PERCENTILE: Final = re.compile(r"_p\d+(?:_\d+)?\Z")
_STATISTICS: Final = frozenset({"max", "min", "avg", "mean", "median"})
"""Of all ranks: ``total_max`` beside ``wait_max``."""


def is_beside(metric: str) -> bool:
    """Return whether a quantity is measured beside the speed of a run, as memory is."""
    # `time_to_accuracy` is a time.
    return not _ATTRIBUTES.isdisjoint(metric.partition("_to_")[0].split("_"))


def preference(metric: str | None, unit: str | None, better: str | None) -> tuple[int, int]:
    """Return a key that sorts the metric first that a source is most likely about.

    The preferred ones in their order, then other rates, other times, that of a whole before its
    parts, what has a direction, parts of runs and times of the serial program, what has no
    direction, and last what is measured beside the speed.
    """
    is_rate = unit.endswith(RATES_BY_TIME) if unit else (metric or "").endswith("throughput")
    whole = _OR_WITHOUT.split(metric or "", maxsplit=1)[0]
    if whole != metric and whole in _WHOLE_TIMES:
        return 0, _PREFERRED.index("runtime")
    if metric in _MERITS and is_rate:
        # In a unit of work per time it is the throughput.
        return 0, 0
    if metric == "throughput" and unit in PASS_RATES:
        # As many may be of more work on more devices; a time says what it came to.
        return 0, len(_PREFERRED)
    if metric in _PREFERRED and better is not None:
        return 0, _PREFERRED.index(metric)
    trained = (metric or "").removeprefix("train_")
    if trained != metric and is_rate and trained in _PREFERRED:
        # What else the run of a training program was about is its time.
        return 0, _PREFERRED.index(trained)
    said = (metric or "").split("_")
    words = set(said)
    if is_beside(metric or ""):
        return 6, 0
    if is_rate and said[-1] == "throughput" and words & _SERVED:
        return 0, _PREFERRED.index("performance")
    if is_rate and better == "higher":
        return 1, 0
    if words & _ASIDE or ("first" in words and words & _PASSES):
        return 4, 0
    if metric == _SET_TIME:
        return 5, 2
    if said[0] == "simulated":
        # Not what the machine took.
        return 5, 1
    if unit == "s" or "time" in words:
        # The serial program's is what others are held against: `t_seq` beside `t_par`.
        return (4, 1) if words & SERIAL_WORDS else (2, int(not _is_of_whole(said)))
    if _PERCENTILE.search(metric or ""):
        # Its direction tells nothing of what it is a percentile of.
        return 5, 2
    if said[0] == "total" and {*said[1:]} <= _STATISTICS:
        return 2, 1
    return (3, 0) if better is not None else (5, int(metric not in _WHOLE_TIMES))


def _is_of_whole(said: Sequence[str]) -> bool:
    """Whether a time is that of a whole: ``par_total``, ``total_wall``, not ``total_setup``."""
    return said[-1] == "total" or (said[0] == "total" and {*said[1:]} <= {*_WHOLE_TIMES})
