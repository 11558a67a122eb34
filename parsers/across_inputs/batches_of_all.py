"""A batch that grows with the count from file to file: the one of all devices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.across_inputs.input_counts import Point
from parsers.run_records.conforming import conform
from parsers.short_columns.short_records import Records

_LEAST: Final = 3
"""So many counts with one ratio are no coincidence."""


def grows_with_count(points: Sequence[Point], batches: Sequence[Sequence[int | None]]) -> bool:
    """Return whether each of several inputs has one batch, in one ratio to the count of each.

    Exactly 128, 256, 512 on 8, 16, 32 devices: nothing but the batch of all of them grows like
    that. ``points`` are the counts of ``SCALE`` of each input, ``batches`` the batches in it.
    """
    if any(len(found) != 1 for found in batches):
        return False
    stated = [batch for (batch,) in batches]
    for counts in zip(*points, strict=True):
        pairs = list(zip(stated, counts, strict=True))
        if len(set(counts)) < _LEAST or not all(batch and count for batch, count in pairs):
            continue
        shares = {batch / count for batch, count in pairs if batch and count}
        if len(shares) == 1:
            return True
    return False


def with_batch_of_all(records: Records) -> Records:
    """Return the records of one such input with its batch as the global one, and the share of each.

    One that states both keeps what it states.
    """
    counted = (name for name in ("devices", "ranks", "nodes") if records[name].count())
    count = next(counted, None)
    if count is None or "global_batch" in records.columns:
        return records
    batch = records["batch"]
    return conform(records.with_columns(global_batch=batch, batch=batch / records[count]))
