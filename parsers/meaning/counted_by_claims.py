"""The count that the document's own claims name: what the speedup is divided by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Fields, RowRemark, into
from parsers.meaning.fields import whole_counts, with_serial
from parsers.run_records.records import SCALE

_LEAST: Final = 2
"""So many rows above 1 follow at least, with so many counts, and for each that does not."""
_OFF: Final = 0.02
"""How far a quotient may be off that was computed of more digits than are shown."""


def counted_by_claims(
    free: Sequence[Column], columns: Sequence[Column], fields: Fields
) -> Decision:
    """Take the column by which every stated efficiency is the speedup beside it, for the ranks.

    Whatever it is called: ``T``, ``shards``, ``pytest-xdist workers``. It is asked only where
    nothing else counts, and where several columns would do nothing is.
    """
    if not fields.keys().isdisjoint(SCALE):
        return NOTHING
    speedup = _only(columns, "stated_speedup")
    efficiency = _only(columns, "stated_efficiency")
    if speedup is None or efficiency is None:
        return NOTHING
    found = [
        column
        for column in free
        if column not in (speedup, efficiency)
        and column.heading.kind in ("parameter", "unknown")
        and not column.given
        and _divides(column, speedup, efficiency)
    ]
    if len(found) != 1 or (numbers := found[0].numbers) is None:
        return NOTHING
    read, said = with_serial(found[0], numbers)
    counts, odd = whole_counts(found[0], read.values)
    text = f"`{found[0].heading.text}` read as ranks: stated efficiencies are speedups by it"
    return into(found[0], RowRemark("assumed", text), *said, *odd, ranks=counts)


def _only(columns: Sequence[Column], kind: str) -> Column | None:
    """The only column of a kind with numbers, if there is one."""
    of_kind = [column for column in columns if column.heading.kind == kind]
    return of_kind[0] if len(of_kind) == 1 and of_kind[0].numbers is not None else None


def _divides(column: Column, speedup: Column, efficiency: Column) -> bool:
    """Whether the efficiency is the speedup by the whole numbers of a column, in most rows.

    A claim that is wrong makes the others no less telling.
    """
    if column.numbers is None:
        return False
    counts: set[float] = set()
    rows = zip(
        column.numbers.values.to_list(),
        speedup.in_base_units().to_list(),
        efficiency.in_base_units().to_list(),
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
