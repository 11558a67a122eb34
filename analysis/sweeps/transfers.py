"""Sweeps over the sizes of messages and of accesses: which are such, and their transfer model."""

from __future__ import annotations

from typing import Final

from analysis.sweeps.hockney import Hockney, NoTransferModel, hockney
from analysis.sweeps.sweep import Sweep

_TIMES: Final = ("latency", "collective_latency")
"""Times of one transfer; one of buffers in place has that after its name."""


def is_transfer(sweep: Sweep) -> bool:
    """Whether the sweep is over sizes of what was moved, and these so are taken as bytes.

    Benchmarks of messages and files print sizes without a unit, and mean bytes; what they measure
    is a rate in B/s, or the time of one transfer. Sizes of something else are stated.
    """
    if sweep.over != "size" or sweep.axis.sizes.other is not None or not _all_whole(sweep):
        return False
    return sweep.unit == "B/s" or is_time_of_transfer(sweep)


def transfer_model(sweep: Sweep) -> Hockney | NoTransferModel | None:
    """Return the transfer model of a sweep, why it has none, or None where it is of no transfer."""
    if not is_transfer(sweep):
        return None
    pairs = timed(sweep)
    return hockney([size for size, _ in pairs], [time for _, time in pairs])


def timed(sweep: Sweep) -> list[tuple[float, float]]:
    """Return size and time of each transfer; a rate is turned into the time that its size took."""
    known = sweep.points.filter(sweep.points["value"] > 0)
    pairs = list(zip(known["x"].to_list(), known["value"].to_list(), strict=True))
    if is_time_of_transfer(sweep):
        return pairs
    return [(size, size / rate) for size, rate in pairs if size > 0]


def is_time_of_transfer(sweep: Sweep) -> bool:
    """Whether each value is the time of one transfer, and no rate."""
    metric = (sweep.metric or "").removesuffix("_in_place")
    return sweep.unit == "s" and metric in _TIMES


def _all_whole(sweep: Sweep) -> bool:
    x = sweep.points["x"]
    return bool((x == x.floor()).all())
