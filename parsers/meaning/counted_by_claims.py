"""The count that the document's own claims name: what the speedup is divided by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into
from parsers.meaning.fields import whole_counts, with_serial
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import repeated

_CASE: Final = "case"
_LEAST: Final = 2
"""So many rows above 1 follow at least, with so many counts, and for each that does not."""
_OFF: Final = 0.02
"""How far a quotient may be off that was computed of more digits than are shown."""


def counted_by_claims(
    free: Sequence[Column], columns: Sequence[Column], fields: Fields
) -> Decision:
    """Take the column by which every stated efficiency is the speedup beside it, for the ranks.

    Whatever it is called: ``T``, ``shards``, ``pytest-xdist workers``. It is asked only where
    nothing else counts, and where several columns would do nothing is. Where no speedup is stated,
    it is what the only result comes to.
    """
    if not fields.keys().isdisjoint(SCALE):
        return NOTHING
    speedup = _only(columns, "stated_speedup")
    efficiency = _only(columns, "stated_efficiency")
    result = _only(columns, "metric") if speedup is None else None
    if efficiency is None or (speedup is None and result is None):
        return NOTHING
    shares = efficiency.in_base_units().to_list()
    found = [
        column
        for column in (*free, *(each for each in columns if each.heading.name == _CASE))
        if column not in (speedup, efficiency)
        and (column.heading.kind in ("parameter", "unknown") or column.heading.name == _CASE)
        and not column.given
        and (times := _speedups(column, speedup, result))
        and _divides(column, times, shares)
    ]
    if len(found) != 1 or (numbers := found[0].numbers) is None:
        return NOTHING
    read, said = with_serial(found[0], numbers)
    counts, odd = whole_counts(found[0], read.values)
    text = f"`{found[0].heading.text}` read as ranks: stated efficiencies are speedups by it"
    # What names the runs by their counts tells them apart by nothing else.
    named = (
        {_CASE: repeated(None, len(counts), pl.String())} if found[0].heading.name == _CASE else {}
    )
    return into(found[0], RowRemark("assumed", text), *said, *odd, ranks=counts, **named)


def _only(columns: Sequence[Column], kind: str) -> Column | None:
    """The only column of a kind with numbers, if there is one."""
    of_kind = [column for column in columns if column.heading.kind == kind]
    return of_kind[0] if len(of_kind) == 1 and of_kind[0].numbers is not None else None


def _speedups(
    column: Column, speedup: Column | None, result: Column | None
) -> Sequence[float | None]:
    """The stated speedups, or what a ``result`` comes to against that of the smallest number."""
    if speedup is not None:
        return speedup.in_base_units().to_list()
    if result is None or column.numbers is None or not result.heading.better:
        return []
    counts, values = column.numbers.values.to_list(), result.in_base_units().to_list()
    known = [count for count in counts if count is not None]
    if not known or min(known) < 1 or len({*known}) < len(counts):
        return []
    first = values[counts.index(min(known))]
    if not first:
        return []
    is_time = result.heading.better == "lower"
    ratios = [value and (first / value if is_time else value / first) for value in values]
    return [ratio and ratio * min(known) for ratio in ratios]


def _divides(
    column: Column, speedups: Sequence[float | None], shares: Sequence[float | None]
) -> bool:
    """Whether the efficiency is the speedup by the whole numbers of a column, in most rows.

    A claim that is wrong makes the others no less telling.
    """
    if column.numbers is None:
        return False
    counts: set[float] = set()
    rows = zip(
        column.numbers.values.to_list(),
        speedups,
        shares,
        strict=True,
    )
    followed = odd = 0
    for count, times, share in rows:
        if count is None or count <= 1:
            continue
        if count != int(count):
            return False
        if times is None or share is None:
            continue
        quotient = times / count
        # In percent without a sign.
        if not any(_is_near(quotient, each) for each in (share, share / 100)):
            odd += 1
            continue
        followed += 1
        counts.add(count)
    return followed >= _LEAST * max(1, odd) and len(counts) >= _LEAST


def _is_near(quotient: float, share: float) -> bool:
    """Whether they are equal but for rounding; small shares have few digits."""
    return abs(quotient - share) <= max(_OFF * quotient, 0.006)
