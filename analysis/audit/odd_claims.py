"""Claims that depart from what the others of their table have in common.

Speedups may be relative to a number that is not in the table, a serial time above it: then all of
them give that number, and what gives another one is wrong. An efficiency is the speedup beside it
by the count, whatever both are relative to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf, log, prod
from statistics import median
from typing import Final, NamedTuple

from analysis.audit.claim_rules import (
    Range,
    counts_of,
    fit_of_speedup_beside,
    implied_base,
    is_of_fewer,
)
from analysis.audit.claim_tables import Claim, ClaimRow
from analysis.audit.support import LEAST, MANY, RuleSupport

PRECISE: Final = 1.02
"""The ratio of the ends of a range that two numbers do not share by chance."""

_NEAR: Final = 1.01
"""The ratio of two numbers that are the same, rounded more than once."""

_MOST_OF_FEW: Final = 8
_CHANCE: Final = 0.03
"""How probable it may be that a few numbers that are told coarsely are one by chance."""
_SLIP: Final = 1.25
"""By which ratio a number departs from one that is told coarsely."""


class Odd(NamedTuple):
    """A row whose claim is odd, and what the others make of it.

    ``expected``: the speedup or the fraction. ``base``: the number that the others are relative
    to, null for an efficiency. ``is_plain``: whether the others confirm it, as in ``RuleSupport``.
    """

    row: ClaimRow
    expected: float
    base: float | None
    is_plain: bool

    def is_over(self, row: ClaimRow) -> bool:
        """Whether the others are relative to the value of ``row``, as far as rounding tells."""
        return self.base is not None and 1 / _NEAR <= row.value / self.base <= _NEAR


def sharing_most(rows: Sequence[ClaimRow]) -> list[int]:
    """Return the places of the speedups that are relative to the number that most share."""
    return _shared({row.place: base for row in rows if (base := implied_base(row, "speedup"))})


def odd_speedups(rows: Sequence[ClaimRow]) -> list[Odd]:
    """Return the rows whose speedup is not relative to the number that most others share.

    Those that share another number with each other, or are of another series, have a baseline of
    their own. As nothing in the table is that number, it takes many others to share it, or the
    efficiency beside the speedup to say so; it is sure where they are many for each that does not.
    """
    implied = {
        row.place: base for row in rows if (base := implied_base(row, "speedup")) is not None
    }
    shared = _shared(implied)
    if len(shared) < LEAST:
        return []
    middle = median(implied[place].middle for place in shared)
    places = set(shared)
    series = {row.series for row in rows if row.place in places}

    def is_right(row: ClaimRow) -> bool:
        bases = (implied_base(row, "speedup"), implied_base(row.cut(), "speedup"))
        return any(base is not None and _touches(base, middle, middle) for base in bases)

    judged = [row for row in rows if row.place in implied and not row.is_one()]
    wrong = [row for row in judged if not is_right(row)]
    together = sharing({row.place: implied[row.place] for row in wrong})
    wrong = [
        row
        for row in wrong
        if row.place not in together and (len(series) > 1 or row.series in series)
    ]
    are_swapped = _are_swapped(wrong, "speedup", is_right)
    # What is told too coarsely to set the number may still agree with it.
    agreeing = sum(_touches(each, middle, middle) for each in implied.values())
    if 2 * max(len(shared), agreeing) <= len(implied) and not are_swapped:
        return []
    # One of them sets the number, the others follow it.
    following = len(shared) - 1
    are_few = RuleSupport(following, following + len(wrong)).is_beyond_doubt
    found = []
    for row in wrong:
        expected = middle / row.value if row.falls else row.value / middle
        is_plain = are_swapped or are_few or _is_borne_out(row, expected)
        if is_plain or len(shared) >= MANY:
            found.append(Odd(row, expected, middle, is_plain))
    return found


def odd_of_few(rows: Sequence[ClaimRow]) -> list[Odd]:
    """Return the one row whose speedup is not relative to what all others are, of a few.

    Their digits may leave the number open, as long as the times differ so much that no chance
    brings them together.
    """
    implied = {
        row.place: base for row in rows if (base := implied_base(row, "speedup")) is not None
    }
    if not MANY < len(implied) <= _MOST_OF_FEW or len(implied) < len(rows):
        return []
    spread = log(max(row.value for row in rows) / min(row.value for row in rows))
    found = []
    for row in rows:
        others = [base for place, base in implied.items() if place != row.place]
        low, high = max(each.low for each in others), min(each.high for each in others)
        widths = sorted(log(each.high / each.low) for each in others)
        chance = prod((width + widths[0]) / spread if spread else inf for width in widths[1:])
        own = implied[row.place]
        is_off = own.high * _SLIP < low or own.low > high * _SLIP
        if low <= high and chance <= _CHANCE and is_off:
            middle = (low + high) / 2
            expected = middle / row.value if row.falls else row.value / middle
            found.append(Odd(row, expected, middle, is_plain=False))
    return found if len(found) == 1 else []


def _is_borne_out(row: ClaimRow, speedup: float) -> bool:
    """Whether the efficiency of a row follows from another speedup than the one that it states."""
    judged = fit_of_speedup_beside(row.stating("speedup", (speedup, row.speedup_digit)))
    return judged is not None and judged[0] == "fits"


def odd_efficiencies(rows: Sequence[ClaimRow]) -> list[Odd]:
    """Return the rows whose efficiency is not the speedup beside it by the count.

    So it is in no fewer of the others, or two are right each in the place of the other.
    """
    bases = counts_of(row for row in rows if row.is_one())
    counts = counts_of(rows)
    fits = [(row, fit_of_speedup_beside(row, bases)) for row in rows]
    judged = [(row, *each) for row, each in fits if each is not None]
    wrong = [row for row, fit, _ in judged if fit == "wrong"]
    support = RuleSupport(len(judged) - len(wrong), len(judged))

    def is_right(row: ClaimRow) -> bool:
        each = fit_of_speedup_beside(row, bases)
        return each is not None and each[0] != "wrong"

    are_swapped = any(_are_swapped(wrong, what, is_right) for what in ("efficiency", "speedup"))
    if not (support.is_usual or are_swapped):
        # Where no others tell what these are, what nobody means is a slip still.
        return [
            Odd(row, expected, None, is_plain=False)
            for row, fit, expected in judged
            if fit == "wrong" and _is_undivided(row, expected)
        ]
    series = {row.series for row, fit, _ in judged if fit != "wrong"}

    def is_plain(row: ClaimRow) -> bool:
        is_of_others = support.is_plain and row.series in series
        return is_of_others or support.is_beyond_doubt or are_swapped

    return [
        Odd(row, expected, None, is_plain(row) and not is_of_fewer(row, counts))
        for row, fit, expected in judged
        if fit == "wrong"
    ]


def _is_undivided(row: ClaimRow, expected: float) -> bool:
    """Whether an efficiency is the speedup itself, of more than 1, or 100 times too much."""
    efficiency = row.claim("efficiency")
    if efficiency is None or expected * (row.counted or 0) <= _NEAR:
        return False
    factors = (float(row.counted or 0), 100.0)
    return any(1 / _NEAR <= efficiency[0] / (expected * factor) <= _NEAR for factor in factors)


def _are_swapped(
    wrong: Sequence[ClaimRow], what: Claim, is_right: Callable[[ClaimRow], bool]
) -> bool:
    """Whether the wrong claims are two, each of which is right in the place of the other."""
    if len(wrong) != 2:
        return False
    one, other = wrong
    exchanged = (one.stating(what, other.claim(what)), other.stating(what, one.claim(what)))
    return all(map(is_right, exchanged))


def sharing(bases: Mapping[int, Range | None]) -> frozenset[int]:
    """Return the places of the baselines that are one number with another, not by chance."""
    precise = _precise({place: base for place, base in bases.items() if base is not None})
    return frozenset(place for place, number in _numbers_touching(precise).items() if number > 1)


def groups_sharing(bases: Mapping[int, Range | None]) -> Iterator[list[int]]:
    """Yield the places of those that share a number, the largest group first, each place once."""
    left = {place: base for place, base in bases.items() if base is not None}
    while len(group := _shared(left)) > 1:
        yield group
        taken = set(group)
        left = {place: base for place, base in left.items() if place not in taken}


def _shared(bases: Mapping[int, Range]) -> list[int]:
    precise = _precise(bases)
    numbers = _numbers_touching(precise)
    if not numbers:
        return []
    return _touching(precise, precise[max(numbers, key=numbers.__getitem__)])


def _precise(bases: Mapping[int, Range]) -> dict[int, Range]:
    return {place: base for place, base in bases.items() if base.high <= PRECISE * base.low}


def _numbers_touching(bases: Mapping[int, Range]) -> dict[int, int]:
    """Return how many of the numbers each is one of, itself among them.

    What does not touch a range lies below or above it, so two sorted lists count the rest.
    """
    lows = sorted(base.low for base in bases.values())
    highs = sorted(base.high * _NEAR for base in bases.values())
    return {
        place: bisect_right(lows, base.high * _NEAR) - bisect_left(highs, base.low)
        for place, base in bases.items()
    }


def _touching(bases: Mapping[int, Range], base: Range) -> list[int]:
    """Return the places of the numbers that ``base`` is one of, as far as rounding tells."""
    return [place for place, each in bases.items() if _touches(each, base.low, base.high)]


def _touches(base: Range, low: float, high: float) -> bool:
    """Whether a range reaches the other, or nearly: what is rounded twice is no slip."""
    return base.low <= high * _NEAR and base.high * _NEAR >= low
