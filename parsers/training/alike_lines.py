"""Lines with results that differ in digits alone, of which nothing but their numbers is looked at.

A program prints one such line for each step, millions in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern
from typing import Final, NamedTuple

from parsers.training.counters import Span
from parsers.training.log_lines import LineShape, once_each

_ALL_NINE: Final = str.maketrans("012345678", "999999999")
"""With these digits a number is the largest of its shape."""


class AlikeLines(NamedTuple):
    """Where the numbers of all these lines stand, and what they are.

    ``numbers`` have a place, a factor and whether a sign before them is theirs; ``metrics``,
    ``units`` and ``are_means`` say what each of them is. ``prefix``: a launcher has put so many
    characters before a line.
    """

    prefix: int
    step: slice
    epoch: slice | None
    numbers: tuple[tuple[slice, float, bool], ...]
    metrics: tuple[str, ...]
    units: tuple[str | None, ...]
    are_means: tuple[bool, ...]

    def own_epoch(self, line: str, otherwise: float | None) -> float | None:
        """Return the epoch that ``line`` names, if these lines name one."""
        return otherwise if self.epoch is None else float(line[self.epoch])

    def ranks(self, line: str) -> Sequence[str | None]:
        """Return the launcher's prefix of ``line`` for each of its numbers."""
        rank = intern(line[: self.prefix].strip()) if self.prefix else ""
        return (rank or None,) * len(self.numbers)


def alike_lines(shape: LineShape, line: str, prefix: int, start: int) -> AlikeLines | None:
    """Return what lines have in common that are like ``line``, or ``None`` where digits decide.

    They do where a number cannot be what its place says, where it is a share, a time of day or
    grouped by commas, and where the line is more than one of the steps of a run.
    """
    counters, text = shape.counters, line[start:].translate(_ALL_NINE)
    numbers = once_each(shape.numbers)
    if counters.step is None or counters.bar or counters.running or counters.split or not numbers:
        return None
    if shape.is_of_device or shape.is_final or shape.counted or shape.batch:
        return None
    if any(each.is_time or each.whole or each.value(text) is None for each in shape.numbers):
        return None
    spans = [each.at for each in numbers] + list(filter(None, (counters.step, counters.epoch)))
    if any("," in text[slice(*span)] for span in spans):
        return None
    return AlikeLines(
        prefix,
        _moved(counters.step, start),
        None if counters.epoch is None else _moved(counters.epoch, start),
        tuple((_moved(each.at, start), each.factor, each.is_signed) for each in numbers),
        tuple(each.metric for each in numbers),
        tuple(each.unit for each in numbers),
        tuple(each.is_mean for each in numbers),
    )


def _moved(span: Span, by: int) -> slice:
    return slice(span[0] + by, span[1] + by)
