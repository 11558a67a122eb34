"""Axes: where a value lies on a linear or logarithmic scale, and which ticks tell that."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple, TypeGuard, cast

Scale = Literal["linear", "log"]

LARGEST: Final = 1e300
"""Beyond this, or below its inverse, arithmetic leaves the range of floats; no measurement does."""

_NARROWEST: Final = 1e-6
"""Spans below this share of their values count as one value: no measurement is that precise."""

_PREFIXES: Final = {-9: "n", -6: "µ", 0: "", 3: "k", 6: "M", 9: "G", 12: "T", 15: "P"}


class Tick(NamedTuple):
    """A value on an axis and how it is written there."""

    value: float
    label: str


class Axis(NamedTuple):
    """A scale between two ends: values if it is linear, their decimal logarithms if not."""

    scale: Scale
    start: float
    end: float

    def position(self, value: float) -> float:
        """Return where a drawable value lies: 0 at the start, 1 at the end of the axis."""
        return (_transformed(value, self.scale) - self.start) / (self.end - self.start)

    def value(self, position: float) -> float:
        """Return the value at a position."""
        at = self.start + position * (self.end - self.start)
        return at if self.scale == "linear" else 10.0 ** max(-300.0, min(at, 300.0))


def is_drawable(value: float | None, scale: Scale) -> TypeGuard[float]:
    """Tell whether a value has a place on a scale: finite, and positive on a log scale."""
    return (
        value is not None
        and math.isfinite(value)
        and abs(value) <= LARGEST
        and (scale == "linear" or value >= 1 / LARGEST)
    )


def all_drawable(values: Sequence[float | None], scale: Scale) -> TypeGuard[Sequence[float]]:
    """Tell whether there are values, and all have a place on a scale; of huge ones it is not seen.

    Drawable values lie between two bounds: where both ends do, and none is NaN, so do all.
    """
    if not values or None in values:
        return False
    known = cast("Sequence[float]", values)
    ends = is_drawable(min(known), scale) and is_drawable(max(known), scale)
    return ends and math.isfinite(sum(known))


def fit_axis(values: Iterable[float | None], scale: Scale, cells: int, margin: float) -> Axis:
    """Return an axis of ``cells`` cells on which all drawable values lie ``margin`` cells inside.

    One value, or several that are as good as equal, come to lie in the middle. Without any value
    the axis goes from 0 to 1, or from 1 to 10 on a log scale.
    """
    ends = _ends(values, scale)
    low, high = (_transformed(end, scale) for end in ends) if ends else (0.0, 1.0)
    widest = max(abs(low), abs(high)) if scale == "linear" else 1.0
    if high - low <= max(widest * _NARROWEST, 1 / LARGEST):
        around = _around(low) if scale == "linear" else math.log10(2)
        low, high = low - around, high + around
    room = max(cells - 2 * margin, 1.0)
    beside = (high - low) * margin / room
    return Axis(scale, low - beside, high + beside)


def _ends(values: Iterable[float | None], scale: Scale) -> tuple[float, float] | None:
    """Return the least and the largest drawable value, none where there is no such."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    if all_drawable(known, scale):
        return min(known), max(known)
    able = [value for value in known if is_drawable(value, scale)]
    return (min(able), max(able)) if able else None


def _around(value: float) -> float:
    """Return how far a linear axis goes to either side of its only value."""
    return abs(value) / 4 if abs(value) > 1 / LARGEST else 1.0


def _transformed(value: float, scale: Scale) -> float:
    return value if scale == "linear" else math.log10(value)


def in_whole_cells(axis: Axis, cells: int, *, signed: bool = True) -> tuple[Axis, int]:
    """Return a linear axis a little wider, and how many whole cells apart its ticks are.

    Ticks at even distances are read more easily than those that are rounded to cells. Where there
    is room they lie in the middle of theirs. Unless ``signed``, none of them is below zero.
    """
    span = axis.end - axis.start
    ways = []
    for apart in range(2, max(3, min(6, cells // 3 + 1))):
        step = _decimal(*_round_step(apart * span / cells))
        ways.append((step / apart, -apart))
    cell, negated = min(ways)
    if not cell:
        return axis, 1
    apart, lowest = -negated, axis.end - cells * cell
    middle = (math.ceil(lowest / cell - 0.5) + 0.5) * cell
    start = middle if middle <= axis.start else lowest
    if not signed:
        start = max(start, -cell / 2)
    return Axis(axis.scale, start, start + cells * cell), apart


def value_ticks(axis: Axis, cells: int, gap: float, *, percent: bool = False) -> list[Tick]:
    """Return ticks at 1, 2 or 5 times a power of ten, ``gap`` or more cells apart.

    ``percent`` writes fractions as percentages.
    """
    if cells <= 0:
        return []
    if axis.scale == "linear":
        return _linear_ticks(axis.start, axis.end, cells / gap, percent)
    ticks = _log_ticks(axis.start, axis.end, cells / gap, percent)
    if len(ticks) > 2 or axis.end - axis.start > 1:
        return ticks
    # On a log scale ticks at equal steps lie closest at the top: leave the gap there.
    low, high = axis.value(0), axis.value(1)
    closest = high * (1 - 10 ** (-gap * (axis.end - axis.start) / cells))
    return max(ticks, _linear_ticks(low, high, (high - low) / closest, percent), key=len)


def _linear_ticks(low: float, high: float, most: float, percent: bool) -> list[Tick]:
    mantissa, exponent = _round_step((high - low) / max(most, 1.0))
    step = _decimal(mantissa, exponent)
    if step == 0:
        return []
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [_decimal(index * mantissa, exponent) for index in range(first, last + 1)]
    return [
        Tick(value, label)
        for value, label in zip(values, _linear_labels(values, exponent, percent), strict=True)
    ]


def _round_step(least: float) -> tuple[int, int]:
    """Return the smallest 1, 2 or 5 × 10^e that is not below ``least``, as mantissa and e."""
    exponent = math.floor(math.log10(least))
    for mantissa in (1, 2, 5):
        if _decimal(mantissa, exponent) >= least * (1 - 1e-9):
            return mantissa, exponent
    return 1, exponent + 1


def _decimal(mantissa: int, exponent: int) -> float:
    """Return mantissa × 10^exponent, correctly rounded: 3 × 10^-1 is 0.3."""
    return float(f"{mantissa}e{exponent}")


def _log_ticks(start: float, end: float, most: float, percent: bool) -> list[Tick]:
    decades = (end - start) / max(most, 1.0)
    mantissas = (1, 2, 5) if decades <= math.log10(2) else (1,)
    every = 1 if decades <= 1 else 2 if decades <= 2 else 3 * math.ceil(decades / 3)
    first = math.floor(start / every) * every
    ticks = []
    for exponent in range(first, math.ceil(end) + 1, every):
        for mantissa in mantissas:
            if start <= math.log10(mantissa) + exponent <= end and -300 < exponent < 300:
                value = _decimal(mantissa, exponent)
                ticks.append(Tick(value, _percent(value, exponent) if percent else compact(value)))
    return ticks


def _percent(value: float, exponent: int) -> str:
    """Write a fraction that is a multiple of 10^exponent as a percentage."""
    label = f"{value * 100:.{max(0, -exponent - 2)}f}"
    return f"{label}%" if len(label) <= 7 else f"{_tidy(f'{value * 100:.9g}')}%"


def _linear_labels(values: Sequence[float], exponent: int, percent: bool) -> list[str]:
    """Write evenly spaced values with one prefix and as many decimals as their step needs."""
    if percent:
        return [_percent(value, exponent) for value in values]
    largest = max((abs(value) for value in values), default=0.0)
    power = _power_of_thousand(largest)
    if power not in _PREFIXES:
        digits = max(0, math.floor(math.log10(largest)) - exponent)
        return [_tidy(f"{value:.{digits}e}") if value else "0" for value in values]
    decimals = max(0, power - exponent)
    return [
        f"{value / 10.0**power:.{decimals}f}{_PREFIXES[power]}" if value else "0"
        for value in values
    ]


def compact(value: float) -> str:
    """Write a number with three significant digits and a prefix: 0.25, 120, 1.5k, 20M, 5µ."""
    if not math.isfinite(value):
        return str(value)
    rounded = float(f"{value:.3g}")
    power = _power_of_thousand(abs(rounded))
    if power not in _PREFIXES:
        return _tidy(f"{rounded:g}")
    return f"{rounded / 10.0**power:g}{_PREFIXES[power]}"


def _power_of_thousand(value: float) -> int:
    if value == 0 or 1e-3 <= value < 1000:
        return 0
    # Through the shortest decimal form, since log10(1000) may come out below 3.
    return int(f"{value:e}".partition("e")[2]) // 3 * 3


def _tidy(scientific: str) -> str:
    mantissa, sign, exponent = scientific.partition("e")
    return f"{mantissa}e{int(exponent)}" if sign else scientific


def count(value: float) -> str:
    """Write a count: in full up to five digits, then by 1024s where it is a multiple of them."""
    if value != int(value) or abs(value) < 100_000:
        return str(int(value)) if value == int(value) else compact(value)
    for prefix, power in (("Gi", 30), ("Mi", 20), ("Ki", 10)):
        if int(value) % 2**power == 0 and abs(value) < 2 ** (power + 14):
            return f"{int(value) >> power}{prefix}"
    return compact(value)


def measured_ticks(values: Iterable[float], written: Callable[[float], str]) -> list[Tick]:
    """Return one tick for each distinct measured value, in order."""
    return [Tick(value, written(value)) for value in sorted(set(values))]


class PlacedLabel(NamedTuple):
    """A label and the column that its first character is in."""

    column: int
    text: str
    tick: int


def place_labels(
    ticks: Sequence[tuple[int, str]], order: Iterable[int], first: int, end: int
) -> list[PlacedLabel]:
    """Choose labels that fit under ticks between columns ``first`` and ``end`` (exclusive).

    ``ticks`` are columns and labels, ``order`` their indices from the most to the least wanted.
    No label comes within a blank of another. Labels are centred, but moved inside at the ends.
    """
    taken: list[PlacedLabel] = []
    for index in order:
        column, text = ticks[index]
        begin = max(first, min(column - (len(text) - 1) // 2, end - len(text)))
        if begin + len(text) <= end and all(
            begin > other.column + len(other.text) or begin + len(text) < other.column
            for other in taken
        ):
            taken.append(PlacedLabel(begin, text, index))
    return sorted(taken)


def labelling_order(
    values: Sequence[float], scale: Scale, marked: float | None = None
) -> list[int]:
    """Return the indices of ascending ticks from the one that needs its label most.

    The marked value comes first, then both ends, on a log scale powers of two, and then what
    halves the distances again and again, so that what fits is spread evenly.
    """
    marked_at = [index for index, value in enumerate(values) if value == marked]
    ends = [0, len(values) - 1] if values else []
    doubled = [
        index
        for index in _spread(len(values))
        if scale == "log" and math.log2(values[index]).is_integer()
    ]
    return list(dict.fromkeys((*marked_at, *ends, *doubled, *_spread(len(values)))))


def _spread(length: int) -> Iterable[int]:
    """Yield all indices of a sequence in ever finer steps, each half the one before."""
    step = 1 << length.bit_length()
    while step:
        yield from range(0, length, step)
        step //= 2
