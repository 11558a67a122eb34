"""Repeats that were summed up where they are stored: one record of a kind, and what they come to.

Each record stands for all runs that are equal in what makes a configuration. Beside it, in columns
that are no parameters: how many values there are (``VALUES``), how many runs failed (``FAILURES``)
and on how many days they were (``DAYS``), their mean, the smallest and the largest (``LEAST``,
``MOST``), and the ends of the interval of their median (``LOW``, ``HIGH``), null where they are too
few for it. The record's own value is the median.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.run_records.records import BESIDE

VALUES: Final = f"{BESIDE}n"
FAILURES: Final = f"{BESIDE}failed"
DAYS: Final = f"{BESIDE}days"
MEAN: Final = f"{BESIDE}mean"
LEAST: Final = f"{BESIDE}least"
MOST: Final = f"{BESIDE}most"
LOW: Final = f"{BESIDE}low"
HIGH: Final = f"{BESIDE}high"
CONFIDENCE: Final = 0.95
"""Of the interval of the median."""


def is_summed(records: pl.DataFrame) -> bool:
    """Return whether each record stands for all runs of its kind."""
    return VALUES in records.columns
