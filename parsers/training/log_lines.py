"""The grammar of one line of a training log: where it stands, and the quantities it states.

A line such as ``- Step200: 100.71 data/sec`` or ``Epoch 0 in 543 sec, test time 13 sec, test
accuracy: 0.86`` names a counter and then numbers, each told by its unit or by the words before it.
People write such lines by hand, so nothing rests on punctuation or blanks, and a word counts as
itself when one slip of the keyboard separates the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeVar

from parsers.grammar.patterns import Pattern
from parsers.training.counters import Counters, Span, find_counters
from parsers.training.line_counts import LineCount, find_batch, find_count
from parsers.training.line_numbers import LineNumber, find_numbers
from parsers.training.log_words import is_prose
from parsers.training.progress import STEP_RATES


class LogQuantity(NamedTuple):
    """One number of a line: its metric, and its value in ``unit``, a base unit or null.

    ``is_mean``: what stands around it says that it is one.
    """

    metric: str
    value: float
    unit: str | None
    is_mean: bool = False


class LogEntry(NamedTuple):
    """What one line states: the step and the epoch it stands at, and its quantities.

    Without quantities it is a line that only says where the log stands (``Epoch 2/10``), or, with
    ``unexplained`` numbers, one that was not understood. ``leads``: the counter is the first word.
    ``final``: the quantities are those of the whole run. ``of_epoch``: the line closes the epoch
    that lines before it number. ``split``: it is about a test or a validation. ``counted``: so
    many devices, nodes or ranks took part, by the name of the schema. ``batch`` is that of all.
    """

    step: float | None
    epoch: float | None
    quantities: tuple[LogQuantity, ...]
    unexplained: bool
    leads: bool
    final: bool = False
    of_epoch: bool = False
    split: str | None = None
    counted: tuple[str, int] | None = None
    batch: int | None = None

    def tells_speed(self) -> bool:
        """Whether the line states how fast the run went."""
        return any(quantity.metric in _SPEEDS for quantity in self.quantities)


_Stated = TypeVar("_Stated", LogQuantity, LineNumber)
_SPEEDS = frozenset(
    {"throughput", *(f"throughput_per_{each}" for each in ("device", "rank", "node"))}
    | {"step_time", "epoch_time", "test_time"}
)

_OF_DEVICE = Pattern(r"\b[tw]ps\s*[:=]\s*[\d,.]+\s+(?:tflops|mfu)\s*[:=]\s*[\d,.]+", re.IGNORECASE)
"""So TorchTitan prints the tokens and the operations a second of one device."""


_ONE_DIGIT: Final = bytes.maketrans(b"023456789", b"111111111")
"""With ones a line says the most: an exit code of 0 is no failure, and 0:60 no time."""
LONGEST_SHAPE: Final = 512
MOST_SHAPES: Final = 4096
"""A program prints its lines in some hundred shapes at most."""


def shape_of(text: str) -> bytes:
    """Return ``text`` with all digits alike: what lines have in common that a program prints."""
    return text.encode(errors="surrogatepass").translate(_ONE_DIGIT)


def shapes_of(lines: bytes) -> list[bytes]:
    """Return the shapes of all lines of a text, each as long as its line."""
    return lines.translate(_ONE_DIGIT).split(b"\n")


class LineShape(NamedTuple):
    """What all lines state that differ in digits alone: where their counters and numbers stand."""

    counters: Counters
    numbers: tuple[LineNumber, ...] = ()
    labelled: bool = False
    is_of_device: bool = False
    is_final: bool = False
    counted: LineCount | None = None
    batch: Span | None = None

    def entry(self, text: str) -> LogEntry:
        """Return what a line of this shape states."""
        counters = self.counters
        going_on = counters.bar is not None and _goes_on(counters.bar, text)
        if counters.running or counters.split or going_on:
            return LogEntry(None, None, (), unexplained=False, leads=False, split=counters.split)
        quantities = _quantities(self.numbers, text)
        if self.is_of_device:
            quantities = tuple(map(_of_device, quantities))
        # In their order: by name it takes a third longer, and a log has millions of lines.
        return LogEntry(
            None if counters.step is None else _count(counters.step, text),
            None if counters.epoch is None else _count(counters.epoch, text),
            quantities,
            not quantities and self.labelled,
            counters.leads,
            self.is_final and any(each.metric == "runtime" for each in quantities),
            counters.bar is not None,
            counted=self.counted and (self.counted.part, int(text[slice(*self.counted.at)])),
            batch=None if self.batch is None else int(text[slice(*self.batch)]),
        )


known_shapes: dict[bytes, LineShape | None] = {}
"""The shapes seen last."""


def read_entry(text: str) -> LogEntry | None:
    """Return what a line states, or ``None`` when it names no step, iteration or epoch."""
    shape = shape_of(text)
    if shape in known_shapes:
        known = known_shapes[shape]
        return None if known is None else known.entry(text)
    found = None if is_prose(text) else find_counters(text)
    if found is None:
        _keep(shape, None)
        return None
    counters, meant = found
    if counters.running or counters.split:
        line = LineShape(counters)
        of_shape = True
    else:
        finest = "epoch" if counters.step is None else "step"
        numbers = find_numbers(meant, counters.spans, finest)
        is_of_device = _OF_DEVICE.search(meant) is not None
        is_final = any(number.metric == "runtime" for number in numbers.found)
        counted, batch = find_count(meant), find_batch(meant)
        line = LineShape(
            counters, numbers.found, numbers.labelled, is_of_device, is_final, counted, batch
        )
        of_shape = numbers.of_shape and meant == text
    if of_shape:
        _keep(shape, line)
    return line.entry(meant)


def known_shape(text: str) -> LineShape | None:
    """Return the shape of a line that was read and has results, where it holds for all alike."""
    return known_shapes.get(shape_of(text))


def read_quantities(text: str) -> tuple[LogQuantity, ...]:
    """Return what a line without a counter states, each number told by the words before it."""
    return _quantities(find_numbers(text, ((0, 0),), "epoch").found, text)


def _keep(shape: bytes, line: LineShape | None) -> None:
    if len(shape) <= LONGEST_SHAPE:
        if len(known_shapes) >= MOST_SHAPES:
            known_shapes.clear()
        known_shapes[shape] = line


def _count(at: Span, text: str) -> float:
    return float(text[at[0] : at[1]].replace(",", ""))


def _goes_on(bar: tuple[Span, Span], text: str) -> bool:
    """Tell whether fewer batches are done than there are."""
    return _count(bar[0], text) < _count(bar[1], text)


def _of_device(quantity: LogQuantity) -> LogQuantity:
    if quantity.metric != "throughput":
        return quantity
    return quantity._replace(metric="throughput_per_device", unit=f"{quantity.unit}/device")


def _quantities(numbers: tuple[LineNumber, ...], text: str) -> tuple[LogQuantity, ...]:
    """Return each metric of a line once; stated again it is a mean or a part of the first."""
    return once_each(
        [
            LogQuantity(number.metric, value, number.unit, number.is_mean)
            for number in numbers
            if (value := number.value(text)) is not None
        ]
    )


def once_each(stated: Sequence[_Stated]) -> tuple[_Stated, ...]:
    """Return the first of each metric; steps a second give way where samples are counted, too."""
    found: dict[str, _Stated] = {}
    for each in stated:
        metric = each.metric
        if metric not in found or (metric == "throughput" and found[metric].unit in STEP_RATES):
            found[metric] = each
    return tuple(found.values())
