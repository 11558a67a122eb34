"""The quantities of a training log as they are gathered, line by line."""

from __future__ import annotations

from array import array
from math import nan
from sys import intern

import polars as pl

from parsers.training.log_lines import LogEntry


class LogRows:
    """Columns of quantities, kept compact: a log may have millions."""

    def __init__(self) -> None:
        self.block, self.line = array("L"), array("L")
        self.step, self.epoch, self.value = array("d"), array("d"), array("d")
        self.final = array("b")
        self.rank: list[str | None] = []
        self.metric: list[str] = []
        self.is_mean: list[bool] = []
        self.unit: list[str | None] = []

    def add(self, block: int, line: int, rank: str | None, entry: LogEntry) -> None:
        """Append the quantities of one line."""
        for quantity in entry.quantities:
            self.block.append(block)
            self.line.append(line)
            self.final.append(entry.final)
            self.rank.append(rank and intern(rank))
            self.step.append(nan if entry.step is None else entry.step)
            self.epoch.append(nan if entry.epoch is None else entry.epoch)
            self.metric.append(quantity.metric)
            self.is_mean.append(quantity.is_mean)
            self.value.append(quantity.value)
            self.unit.append(quantity.unit)

    def frame(self) -> pl.DataFrame:
        """Return the columns as a frame, as ``Layout.entries`` says."""
        return pl.DataFrame(
            {
                "block": pl.Series(self.block, dtype=pl.UInt32),
                "line": pl.Series(self.line, dtype=pl.UInt32),
                "rank": pl.Series(self.rank, dtype=pl.String),
                "step": pl.Series(self.step, dtype=pl.Float64).fill_nan(None),
                "epoch": pl.Series(self.epoch, dtype=pl.Float64).fill_nan(None),
                "metric": pl.Series(self.metric, dtype=pl.String),
                "is_mean": pl.Series(self.is_mean, dtype=pl.Boolean),
                "value": pl.Series(self.value, dtype=pl.Float64),
                "final": pl.Series(self.final, dtype=pl.Int8).cast(pl.Boolean),
                "unit": pl.Series(self.unit, dtype=pl.String),
            }
        )
