"""Dots by their columns, each a number with a bit for each dot: a run of dots is set at once.

A chart of many points is made of steep lines, and these of long runs straight up and down.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

Dot = tuple[int, int]
Bits = tuple[tuple[int, ...], ...]


class DotColumns:
    """The dots of one line within ``height`` dots; what lies above or below is left out.

    ``bits`` are those of the dots of a cell. ``thick``: each dot has one beside it in its cell, so
    that none is added.
    """

    def __init__(self, bits: Bits, height: int, *, thick: bool) -> None:
        self._bits = bits
        self._across, self._down = len(bits[0]), len(bits)
        self._height = height
        self._thick = thick
        self._columns: dict[int, int] = {}

    def add(self, x: int, y: int, *, is_flat: bool) -> None:
        """Add one dot; of a thick line that ``is_flat``, the one beside it is above or below."""
        if self._thick and is_flat:
            cell, at = divmod(y, self._down)
            self._set(x, cell * self._down + within(at, self._down), 1)
            self._set(x, y, 1)
        else:
            self.add_run(x, y, y)

    def add_run(self, x: int, first: int, last: int) -> None:
        """Add the dots of a column from ``first`` down to ``last``."""
        first, last = max(first, 0), min(last, self._height - 1)
        if first > last:
            return
        run = (1 << (last - first + 1)) - 1
        self._set(x, first, run)
        if self._thick:
            cell, at = divmod(x, self._across)
            self._set(cell * self._across + within(at, self._across), first, run)

    def _set(self, x: int, y: int, run: int) -> None:
        if 0 <= y < self._height:
            self._columns[x] = self._columns.get(x, 0) | run << y

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Yield column and row of each cell with dots, and which they are, by ``bits``."""
        masks, down = _masks(self._bits), self._down
        full = (1 << down) - 1
        for column in sorted({x // self._across for x in self._columns}):
            first = column * self._across
            dots = [(self._columns.get(first + at, 0), known) for at, known in enumerate(masks)]
            ends = [
                ((each & -each).bit_length() - 1, each.bit_length()) for each, _ in dots if each
            ]
            top, bottom = min(first for first, _ in ends), max(last for _, last in ends)
            for row in range(top // down, -(-bottom // down)):
                below, mask = row * down, 0
                for each, known in dots:
                    mask |= known[each >> below & full]
                if mask:
                    yield column, row, mask


@lru_cache(maxsize=8)
def _masks(bits: Bits) -> list[list[int]]:
    """The mask of the dots of each column of a cell, by the number that has a bit for each."""
    across, down = len(bits[0]), len(bits)
    found = [[0] * (1 << down) for _ in range(across)]
    for column in range(across):
        for dots in range(1 << down):
            for row in range(down):
                found[column][dots] |= bits[row][column] if dots >> row & 1 else 0
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
