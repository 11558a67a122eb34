"""Dots by their columns, each a number with a byte for each cell: a run of dots is set at once.

A chart of many points is made of steep lines, and these of long runs straight up and down.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from operator import or_

Dot = tuple[int, int]
Bits = tuple[tuple[int, ...], ...]


class DotColumns:
    """The dots of one line within ``height`` dots; what lies above or below is left out.

    ``bits`` are those of the dots of a cell, eight at most: a column of cells is a number with a
    byte for each of its cells. ``thick``: each dot has one beside it in its cell, so that none is
    added.
    """

    def __init__(self, bits: Bits, height: int, *, thick: bool) -> None:
        self._across, self._down = len(bits[0]), len(bits)
        self._height = height
        self._thick = thick
        self._above = _dots_above(bits, height)
        self._columns: dict[int, int] = {}

    def add(self, x: int, y: int, *, is_flat: bool) -> None:
        """Add one dot; of a thick line that ``is_flat``, the one beside it is above or below."""
        if not (self._thick and is_flat):
            self.add_run(x, y, y)
        elif 0 <= y < self._height:
            cell, at = divmod(y, self._down)
            beside = cell * self._down + within(at, self._down)
            self._set(x, min(y, beside), max(y, beside))

    def add_run(self, x: int, first: int, last: int) -> None:
        """Add the dots of a column from ``first`` down to ``last``."""
        first, last = max(first, 0), min(last, self._height - 1)
        if first > last:
            return
        self._set(x, first, last)
        if self._thick:
            cell, at = divmod(x, self._across)
            self._set(cell * self._across + within(at, self._across), first, last)

    def _set(self, x: int, first: int, last: int) -> None:
        column, at = divmod(x, self._across)
        above = self._above[at]
        self._columns[column] = self._columns.get(column, 0) | above[last + 1] ^ above[first]

    def columns(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield each column of cells: its number, its first row, what is in its cells, downwards.

        A byte has the bits of the dots of its cell, which may be none.
        """
        for column, dots in sorted(self._columns.items()):
            top = ((dots & -dots).bit_length() - 1) // 8
            bottom = -(-dots.bit_length() // 8)
            yield column, top, (dots >> 8 * top).to_bytes(bottom - top, "little")


@lru_cache(maxsize=8)
def _dots_above(bits: Bits, height: int) -> list[list[int]]:
    """Return of each column of dots in a cell what all dots above the one at a height are."""
    found = []
    for at in range(len(bits[0])):
        dots = [bits[y % len(bits)][at] << 8 * (y // len(bits)) for y in range(height)]
        found.append([*accumulate(dots, or_, initial=0)])
    return found


def upright_runs(start: Dot, end: Dot) -> Iterator[tuple[int, int, int]]:
    """Yield x, and the first and the last y there, of the dots of a steep line but the first one.

    They are those that stepping from dot to dot finds: as many steps as the line is high, and x is
    that of the line to the nearest dot, half a step to the right.
    """
    (x0, y0), (x1, y1) = start, end
    steps, sign = abs(y1 - y0), 1 if y1 > y0 else -1
    across, twice = 2 * (x1 - x0), 2 * steps
    first = 1
    while first <= steps:
        x = (across * first + steps) // twice
        if across > 0:
            last = min(steps, -(-((x + 1) * twice - steps) // across) - 1)
        else:
            last = steps if not across else min(steps, (steps - x * twice) // -across)
        one, other = y0 + sign * first, y0 + sign * last
        yield x0 + x, min(one, other), max(one, other)
        first = last + 1


def within(place: int, size: int) -> int:
    """Return the place after this one, or before it where it is the last of ``size``."""
    return place + 1 if place + 1 < size else max(place - 1, 0)


def is_level(start: Dot, end: Dot) -> bool:
    """Whether a line runs rather across than up or down."""
    return abs(end[0] - start[0]) >= abs(end[1] - start[1])


def dots_between(start: Dot | None, end: Dot) -> list[Dot]:
    """Return the dots from one to the other, without the first, which was drawn before."""
    x1, y1 = end
    if start is None or start == end:
        return [end]
    x0, y0 = start
    steps = max(abs(x1 - x0), abs(y1 - y0))
    # Half a step is added before the division so that the line is the same in both directions.
    twice, across, down = 2 * steps, 2 * (x1 - x0), 2 * (y1 - y0)
    return [
        (x0 + (across * step + steps) // twice, y0 + (down * step + steps) // twice)
        for step in range(1, steps + 1)
    ]
