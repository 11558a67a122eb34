"""Flop/s that are those of one device, as its utilization or another rate of it beside says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.meaning.decisions import Fields, RowRemark
from parsers.meaning.quantities import Quantity
from parsers.run_records.headline import UTILIZATIONS

_ALIKE: Final = 1.05
"""Peaks within this ratio are one, rounded."""
_MORE: Final = 1.5
"""How many times the devices there are at most, at least."""


def with_flops_each(
    quantities: Sequence[Quantity], fields: Fields
) -> tuple[list[Quantity], tuple[RowRemark, ...]]:
    """Return ``quantities``, flop/s as those of each device where they are.

    Flop/s over their utilization are the peak. Where that is the same on more devices it is the
    peak of one, and so are the flop/s; those of all would have a peak that grows with the count.
    So are flop/s over the tokens per second of one device the work of a token.
    """
    devices = fields.get("devices")
    named = {each.name: each for each in quantities if isinstance(each.name, str)}
    used = next(
        (named[name] for name in (*UTILIZATIONS, "throughput_per_device") if name in named), None
    )
    if devices is None or used is None:
        return list(quantities), ()
    read: list[Quantity] = []
    remarks: list[RowRemark] = []
    for each in quantities:
        if each is named.get("flops") and _are_of_each(each.values / used.values, devices):
            each = replace(each, name="flops_per_device")
            text = f"`{each.heading}` read as flop/s of each device: `{used.heading}` says so"
            remarks.append(RowRemark("assumed", text))
        read.append(each)
    return read, tuple(remarks)


def _are_of_each(peaks: pl.Series, devices: pl.Series) -> bool:
    pairs = [
        (peak, count)
        for peak, count in zip(peaks.to_list(), devices.to_list(), strict=True)
        if peak and count and peak > 0
    ]
    if len(pairs) < 2:
        return False
    peak, counts = zip(*pairs, strict=True)
    return bool(max(peak) <= _ALIKE * min(peak) and max(counts) >= _MORE * min(counts))
