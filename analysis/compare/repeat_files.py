"""Folders with a file for each repeat: ``run_1`` of one is no twin of ``run_1`` of the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

import polars as pl

from parsers.run_records.numbered_names import numbered_by

_NEAR: Final = 1.5
"""The factor within which repeats of one measurement lie."""
_MOST: Final = 0.75
"""The share of the values that are that near in repeats, outliers aside."""


def files_are_repeats(base: pl.DataFrame, new: pl.DataFrame, by: Sequence[str]) -> bool:
    """Return whether the benchmarks of both sides are files that only number repeats.

    Their names differ in the numbers of runs or jobs alone, and most values of one configuration
    (``by``) agree. Where ``out1`` and ``out2`` may be of other work, each has several of these.
    """
    names = [_named_after_files(side) for side in (base, new)]
    if not all(names) or max(map(len, names)) < 2:
        return False
    numbers = numbered_by({*names[0], *names[1]})
    if numbers is None or not all(_agree(side, by) for side in (base, new)):
        return False
    return numbers == "repeats" or all(_have_several(side, by) for side in (base, new))


def _named_after_files(side: pl.DataFrame) -> list[str]:
    """The benchmarks of a side, one for each file and called after it; none where any is not."""
    each = side.select("benchmark", "source").unique(maintain_order=True)
    names = each["benchmark"].to_list()
    if each["source"].n_unique() < each.height or None in names:
        return []
    stems = [PurePath(source).stem for source in each["source"].to_list()]
    return names if names == stems else []


def _have_several(side: pl.DataFrame, by: Sequence[str]) -> bool:
    each = side.select("source", *_apart(by)).unique()
    return bool((each.group_by("source").len()["len"] > 1).all())


def _agree(side: pl.DataFrame, by: Sequence[str]) -> bool:
    """Whether most values of a configuration are as near to its median as repeats are."""
    value = pl.col("value")
    middle = value.median().over(*_apart(by), "metric", "unit")
    near = side.filter(value > 0).select(
        ((value <= _NEAR * middle) & (middle <= _NEAR * value)).mean()
    )
    share = near.item() if near.height else None
    return share is not None and share >= _MOST


def _apart(by: Sequence[str]) -> list[str]:
    return [name for name in by if name not in ("label", "benchmark")]
