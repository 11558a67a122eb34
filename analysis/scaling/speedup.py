"""Speedup, parallel efficiency, Karp-Flatt, cost and the ideal, from values and their baseline.

With r = devices / baseline devices. From a rate X: speedup S = X / X0 and efficiency E = S / r,
whatever the kind of scaling; from a rate per device X, E = X / X0 and S = r * E. A rate of passes
over the whole problem (steps/s, ns/day) is the inverse of a time, as the work of a pass grows with
the problem. From a time T, strong scaling (one problem, more devices; Amdahl 1967): S = T0 / T,
E = S / r; weak scaling (the problem grows with the devices; Gustafson 1988): E = T0 / T, S = r * E.
Karp-Flatt (1990): e = (1/S - 1/r) / (1 - 1/r), the serial share that the measured speedup implies.
"""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from parsers.run_records.headline import RATES_BY_TIME, SPREADS, UTILIZATIONS

_RATES_WITHOUT_UNIT: Final = frozenset(
    {"throughput", "rate", "bandwidth", "samples_per_second", "fom", "figure_of_merit", "sypd"}
)
"""Rates that state no unit; a figure of merit is work per time by convention."""
_RATED: Final = r"(?:^|_)(?:performance|throughput|bandwidth|speed)$"
"""Names of rates that state no unit."""
_TIMES_WITHOUT_UNIT: Final = frozenset({"runtime", "elapsed", "time", "epoch_time", "step_time"})
_TIMED: Final = r"(?:^|_)(?:time|duration|walltime|runtime|elapsed|seconds)(?:$|_)"
"""Names of times that state no unit."""
_SHARED: Final = rf"_per_(?:device|node|rank|core|thread|gpu)$|^(?:{'|'.join(UTILIZATIONS)})$"
_PER_WORK: Final = r"^s/[^/]+(?:/[^/]+)?$"
"""Units of times of a piece of the work: ``s/step``, ``s/tok``, ``s/cell/step``."""
_PER_SIMULATED: Final = r"^(?:day|h|min)/(?:fs|ps|ns|us|ms|s|day|month|year)$"
"""Units of the time that it takes to simulate so much: ``day/ns``, as NAMD prints it."""
SECONDS_OF_HOUR: Final = 3600

UNIT, METRIC, BETTER = pl.col("unit"), pl.col("metric"), pl.col("better")
COUNT, VALUE, BASELINE = pl.col("count"), pl.col("value"), pl.col("baseline_value")
WEAK: Final = pl.col("scaling") == "weak"
R: Final = COUNT / pl.col("baseline_devices")
_GROWTH: Final = pl.col("growth")
"""By what the work has grown from the baseline's."""

IS_OF_COLLECTIVE: Final = METRIC.str.contains(
    r"^collective_latency(?:_|$)|(?:^|_)(?:bus|alg)_?(?:bw|bandwidth)(?:_|$)"
)
"""Bandwidths and times of a collective operation: what each rank saw of it, on whatever count,
which shares no work and does not add up (https://github.com/NVIDIA/nccl-tests/blob/master/doc/PERFORMANCE.md)."""
IS_OF_NO_DEVICE: Final = (
    METRIC.str.contains(r"_per_(?:user|watt|w|kw|dollar|usd)(?:_|$)")
    | UNIT.str.contains(r"/s/(?:W|kW|USD|\$)$")
).fill_null(False)
"""Rates that one user of a server sees, or that a watt or a dollar buys: no device does a part."""
_SPREAD: Final = rf"_(?:{'|'.join(SPREADS)})$"
IS_SPREAD: Final = METRIC.str.contains(_SPREAD).fill_null(False)
"""How repeats scatter is no time and no rate, whatever its unit."""
IS_UNNAMED: Final = (METRIC == "value") & UNIT.is_null()
"""What was measured has no name: which way it improves says whether it is a time or a rate."""
IS_SPEEDUP: Final = METRIC == "stated_speedup"
"""How many times as fast as one thing: in proportion to the speed, whatever the thing is."""
IS_EFFICIENCY: Final = METRIC == "stated_efficiency"
"""All that is known is the efficiency itself."""
IS_RATE: Final = (
    (BETTER == "higher")
    & ~IS_OF_COLLECTIVE
    & ~IS_OF_NO_DEVICE
    & ~IS_SPREAD
    & (
        IS_UNNAMED
        | IS_SPEEDUP
        | pl.any_horizontal(*(UNIT.str.ends_with(end) for end in RATES_BY_TIME)).fill_null(False)
        | METRIC.is_in(("throughput", "bandwidth"))
        | (UNIT.is_null() & (METRIC.is_in(_RATES_WITHOUT_UNIT) | METRIC.str.contains(_RATED)))
    )
)
IS_TIME: Final = (
    (BETTER == "lower")
    & ~IS_OF_COLLECTIVE
    & ~IS_SPREAD
    & (
        IS_UNNAMED
        | (
            (UNIT == "s") | UNIT.str.contains(_PER_WORK) | UNIT.str.contains(_PER_SIMULATED)
        ).fill_null(False)
        | (UNIT.is_null() & (METRIC.is_in(_TIMES_WITHOUT_UNIT) | METRIC.str.contains(_TIMED)))
    )
)
_PASSES: Final = (
    r"^(?:(?:it|steps|timesteps|batches)/(?:s|min|h|day)|(?:fs|ps|ns|us|µs|ms)/(?:s|h|day)|SYPD)$"
)
"""Units of how often the whole problem is gone through, or of the time that it simulates."""
IS_SHARE: Final = (BETTER == "higher") & METRIC.str.contains(_SHARED)
"""Rates per device or node: what each has kept of the baseline's is the efficiency itself.

The use of the peak FLOPs by a model or by the hardware (MFU, HFU) is a rate per device over a
constant (Chowdhery et al. 2022, PaLM, appendix B).
"""

OF_TIME, OF_RATE, OF_PASSES = pl.col("of_time"), pl.col("of_rate"), pl.col("of_passes")
"""What ``with_kinds_of_metric`` has found of each row: whether it is a time, a rate, or a rate of
passes, which stays where the problem grows with the devices, unlike those of its parts."""

_COST: Final = (
    pl.when(VALUE <= 0)
    .then(None)
    .when(
        IS_SHARE
        | IS_UNNAMED
        | IS_SPEEDUP
        | IS_EFFICIENCY
        | UNIT.str.contains(_PER_SIMULATED).fill_null(False)
    )
    .then(None)
    .when(OF_RATE)
    .then(COUNT / VALUE)
    .when(OF_TIME & UNIT.is_null())
    .then(COUNT * VALUE)
    .when(OF_TIME)
    .then(COUNT * VALUE / SECONDS_OF_HOUR)
)
"""What a result takes of the machine, in the unit that ``cost_unit`` says."""

IDEAL: Final = (
    pl.when(pl.col("speedup").is_null())
    .then(None)
    .when(IS_SHARE | IS_EFFICIENCY)
    .then(BASELINE)
    .when(OF_PASSES)
    .then(VALUE / pl.col("efficiency"))
    .when(OF_RATE)
    .then(BASELINE * R)
    .otherwise(VALUE * pl.col("efficiency"))
)
"""The value that ideal scaling from the baseline would have given."""


def spread_of(metric: str) -> str | None:
    """Return the metric that another says the spread of: ``runtime`` of ``runtime_stddev``."""
    stem = re.sub(_SPREAD, "", metric)
    return stem if stem != metric else None


def cost_unit(metric: str | None, unit: str | None, counted: str = "device") -> str:
    """Return the unit of ``cost``: device-hours of a time, device-time per unit of work of a rate.

    ``s`` gives ``device-hours``, ``img/s`` ``device-s/img``, ``ns/day`` ``device-day/ns``, and what
    has no unit ``devices per throughput`` or ``devices x runtime``.
    """
    if unit == "s":
        return f"{counted}-hours"
    if unit is not None and unit.startswith("s/"):
        return f"{counted}-hours/{unit[2:]}"
    if unit is not None and "/" in unit:
        work, _, time = unit.rpartition("/")
        return f"{counted}-{time}/{work}"
    if metric in _TIMES_WITHOUT_UNIT:
        return f"{counted}s x {metric}"
    return f"{counted}s per {metric or 'value'}"


def with_kinds_of_metric(table: pl.DataFrame) -> pl.DataFrame:
    """Add ``of_time``, ``of_rate`` and ``of_passes``: what each row has measured.

    A dozen steps ask for it, and to find out takes longer than most of them.
    """
    table = table.with_columns(of_time=IS_TIME, of_rate=IS_RATE)
    return table.with_columns(of_passes=OF_RATE & UNIT.str.contains(_PASSES).fill_null(False))


def with_speedup(table: pl.DataFrame) -> pl.DataFrame:
    """Add ``speedup``, ``efficiency``, ``karp_flatt`` and ``cost``.

    Needs ``count value metric unit better scaling growth baseline_value baseline_devices``, and
    what ``with_kinds_of_metric`` adds. A quantity that is neither a rate nor a time has none of
    them, nor has one below 0, and without a ``scaling`` there is only ``cost``.
    """
    gain = VALUE / BASELINE
    speedup = (
        pl.when(pl.col("scaling").is_null() | (BASELINE <= 0) | (VALUE < 0))
        .then(None)
        .when(IS_SHARE | IS_EFFICIENCY)
        .then(gain * R)
        .when(OF_PASSES)
        .then(_GROWTH * gain)
        .when(OF_RATE)
        .then(gain)
        .when(OF_TIME)
        .then(_GROWTH / gain)
    )
    finite = pl.when(speedup.is_finite()).then(speedup)
    return table.with_columns(speedup=finite, cost=_COST).with_columns(
        efficiency=pl.col("speedup") / R,
        karp_flatt=pl.when((R > 1) & (pl.col("speedup") > 0)).then(
            (1 / pl.col("speedup") - 1 / R) / (1 - 1 / R)
        ),
    )
