"""Efficiencies beside speedups in tables that do not count: by what the speedups were divided.

A speedup over its efficiency is the count that the author divided by. Where nothing counts the rows
for the reader, these counts still have to be what the rows say in their names, or one number for
all of them; else the row that departs is suspect.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from analysis.audit.claim_rules import Range
from analysis.audit.claim_tables import ClaimRow
from analysis.audit.odd_claims import Odd
from analysis.audit.support import LEAST, RuleSupport

_PRECISE: Final = 1.15
"""The ratio of the ends of a count that is told well enough to be compared."""
_NEAR: Final = 1.04
"""The ratio of two counts that are the same but for digits that are not shown."""


class _Counted(NamedTuple):
    """A row, the count that its claims imply, and the numbers that it alone may count by."""

    row: ClaimRow
    speedup: float
    implied: Range
    said: Sequence[float]

    def is_by(self, count: float) -> bool:
        """Whether its speedup may have been divided by ``count``."""
        return self.implied.low <= count * _NEAR and count <= self.implied.high * _NEAR

    def is_whole(self) -> bool:
        """Whether it was divided by a whole number, which no wide range tells."""
        low, _, high = self.implied
        return high - low < 1 and ceil(low) <= high


def odd_by_implied_counts(rows: Sequence[ClaimRow]) -> Iterator[Odd]:
    """Yield the rows whose speedup is not divided by a count such as those of the others are."""
    judged = _judged(rows)
    for counts in (_said_by_each(judged), _one_for_all(judged)):
        follow = [each for each, count in counts if each.is_by(count)]
        if len(follow) >= LEAST and RuleSupport(len(follow), len(judged)).is_plain:
            for each, count in counts:
                if not each.is_by(count):
                    yield Odd(each.row, each.speedup / count, None, is_plain=False)
            return


def _judged(rows: Sequence[ClaimRow]) -> list[_Counted]:
    own = [row for row in rows if not row.counted and not row.is_one()]
    of_all = set.intersection(*(set(row.numbers or ()) for row in rows))
    found = []
    for row in own:
        implied = _implied(row)
        if implied is not None:
            said = [float(each) for each in row.numbers or () if each not in of_all]
            found.append(
                _Counted(row, row.speedup or 0.0, implied, [each for each in said if each > 1])
            )
    return found


def _implied(row: ClaimRow) -> Range | None:
    """The count that a speedup was divided by, null where it is told too coarsely."""
    speedup, efficiency = row.claim("speedup"), row.claim("efficiency")
    if speedup is None or efficiency is None:
        return None
    (value, digit), (share, of_share) = speedup, efficiency
    least = share - of_share / 2
    if least <= 0:
        return None
    low = (value - digit / 2) / (share + of_share / 2)
    if low <= 0 or (high := (value + digit / 2) / least) > _PRECISE * low:
        return None
    return Range(low, value / share, high)


def _said_by_each(rows: Sequence[_Counted]) -> list[tuple[_Counted, float]]:
    """The rows with the number in their names that their claims imply, else the only one there."""
    found = []
    for each in rows:
        fitting = [number for number in each.said if each.is_by(number)]
        if fitting or len(each.said) == 1:
            found.append((each, (fitting or each.said)[0]))
    return found


def _one_for_all(rows: Sequence[_Counted]) -> list[tuple[_Counted, float]]:
    """The rows with the whole number above 1 that most of them imply.

    What implies another whole number may have run on as many.
    """
    numbers = {float(round(each.implied.middle)) for each in rows}
    count = max(numbers, key=lambda number: sum(each.is_by(number) for each in rows), default=1.0)
    if count <= 1:
        return []
    return [(each, count) for each in rows if each.is_by(count) or not each.is_whole()]
