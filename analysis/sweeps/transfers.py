"""Sweeps over the sizes of messages and of accesses: which are such, and their transfer model."""

from __future__ import annotations

from typing import Final

from analysis.sweeps.hockney import Hockney, NoTransferModel, hockney
from analysis.sweeps.sweep import Sweep

TIMES: Final = ("latency", "collective_latency")
"""Times of one transfer; one of buffers in place has that after its name."""


def is_transfer(sweep: Sweep) -> bool:
    """Whether the sweep is over sizes of what was moved, and these so are taken as bytes.

    Benchmarks of messages and files print sizes without a unit, and mean bytes; what they measure
    is a rate in B/s, or the time of one transfer.
    """
    if sweep.over != "size" or not _all_whole(sweep):
        return False
    return sweep.unit == "B/s" or _is_time(sweep)


def transfer_model(sweep: Sweep) -> Hockney | NoTransferModel | None:
    """Return the transfer model of a sweep, why it has none, or None where it is of no transfer.

    A rate is turned into the time that its size took.
    """
    if not is_transfer(sweep):
        return None
    known = sweep.points.filter(sweep.points["value"] > 0)
    sizes, values = known["x"].to_list(), known["value"].to_list()
    if _is_time(sweep):
        return hockney(sizes, values)
    moved = [(size, size / rate) for size, rate in zip(sizes, values, strict=True) if size > 0]
    return hockney([size for size, _ in moved], [time for _, time in moved])


def _is_time(sweep: Sweep) -> bool:
    metric = (sweep.metric or "").removesuffix("_in_place")
    return sweep.unit == "s" and metric in TIMES


def _all_whole(sweep: Sweep) -> bool:
    x = sweep.points["x"]
    return bool((x == x.floor()).all())
