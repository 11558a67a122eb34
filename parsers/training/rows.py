"""The quantities of a training log as they are gathered, line by line."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import groupby
from math import nan
from sys import intern

from parsers.training.alike_lines import AlikeLines
from parsers.training.log_lines import LogEntry


class LogRows:
    """Columns of quantities, kept compact: a log may have millions.

    ``block`` is the place of the heading above, ``rank`` the launcher's prefix or null; ``step``
    and ``epoch`` are NaN where the line names none. ``is_mean``: words beside the number say so.
    ``final``: it is that of the whole run. ``batch`` is that of all devices, by the lines that name
    one.
    """

    def __init__(self) -> None:
        self.block, self.line = array("L"), array("L")
        self.step, self.epoch, self.value = array("d"), array("d"), array("d")
        self.final = array("b")
        self.rank: list[str | None] = []
        self.metric: list[str] = []
        self.is_mean: list[bool] = []
        self.unit: list[str | None] = []
        self.batch: dict[int, int] = {}

    def add(self, block: int, line: int, rank: str | None, entry: LogEntry) -> None:
        """Append the quantities of one line."""
        rank = rank and intern(rank)
        step = nan if entry.step is None else entry.step
        epoch = nan if entry.epoch is None else entry.epoch
        final = entry.final
        if entry.batch is not None:
            self.batch.setdefault(line, entry.batch)
        for metric, value, unit, is_mean in entry.quantities:
            self.block.append(block)
            self.line.append(line)
            self.final.append(final)
            self.rank.append(rank)
            self.step.append(step)
            self.epoch.append(epoch)
            self.metric.append(metric)
            self.is_mean.append(is_mean)
            self.value.append(value)
            self.unit.append(unit)

    def add_alike(
        self, block: int, line: int, text: str, alike: AlikeLines, epoch: float | None
    ) -> None:
        """Append the quantities of one of many lines that differ in digits alone.

        ``epoch`` is the one that lines before it named, for a line that names none.
        """
        step = float(text[alike.step])
        epoch = alike.own_epoch(text, epoch)
        here = nan if epoch is None else epoch
        self.rank.extend(alike.ranks(text))
        self.metric.extend(alike.metrics)
        self.unit.extend(alike.units)
        self.is_mean.extend(alike.are_means)
        for at, factor, is_signed in alike.numbers:
            self.block.append(block)
            self.line.append(line)
            self.final.append(False)
            self.step.append(step)
            self.epoch.append(here)
            value = float(text[at]) * factor
            self.value.append(value if is_signed else abs(value))

    def forget(self, block: int) -> None:
        """Leave out the quantities of the last ``block``."""
        begin = len(self)
        while begin and self.block[begin - 1] == block:
            begin -= 1
        columns = (self.block, self.line, self.step, self.epoch, self.value, self.final)
        for column in (*columns, self.rank, self.metric, self.is_mean, self.unit):
            del column[begin:]

    def __len__(self) -> int:
        """Return how many quantities there are."""
        return len(self.line)

    def __eq__(self, other: object) -> bool:
        """Whether all columns have the same in them; what is not stated is the same as itself."""
        return isinstance(other, LogRows) and repr(vars(self)) == repr(vars(other))

    __hash__ = None  # type: ignore[assignment]

    def blocks(self) -> Iterator[tuple[int, range]]:
        """Yield each block with the places of its quantities."""
        first = 0
        for block, same in groupby(self.block):
            last = first + sum(1 for _ in same)
            yield block, range(first, last)
            first = last
