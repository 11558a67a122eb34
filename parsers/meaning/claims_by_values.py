"""Speedups and efficiencies that nothing but their values show: those of a time beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple

import polars as pl

from parsers.headings.read_heading import read_heading
from parsers.headings.vocabulary import may_name_ideal, names_ideal
from parsers.meaning.column import Column
from parsers.meaning.digits import finest_digit
from parsers.run_records.records import SCALE

_ROWS: Final = 400
"""So many rows show it, and so many are looked at."""
_BASES: Final = 24
_LEAST: Final = 3
"""Two ratios may be alike by chance."""
_MOST_WRONG: Final = 0.2
"""Stated values may be wrong: that is what an audit is for."""
_NEAR: Final = 0.004
_HALF: Final = 0.51
"""Of the last digit, by which rounding is off."""
_FAR: Final = 0.02
"""Ratios nearer to 1 say little."""

_Claim = Literal["speedup", "scaled speedup", "efficiency"]


class _Row(NamedTuple):
    """What may be a claim, the speed, and the count of a row."""

    claim: float
    speed: float
    counted: float


def with_claims_named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return ``columns`` with those as stated speedups and efficiencies whose values are such.

    ``accel``, ``S`` or ``Faktor``: 1 (or 100) at some row, and at the others how many times as fast
    as that one they are, by a time or a rate of the table; the same times the ratio of the counts,
    as it is of work that grows; or the share of that ratio.
    """
    able = [each for each in columns if _may_claim(each)]
    measured = [each for each in columns if _is_speed(each)] if able else []
    if not measured:
        return tuple(columns)
    counts = [each for each in columns if each.heading.name in SCALE and each.numbers is not None]
    stated = {each.heading.kind for each in columns}
    named: dict[int, Column] = {}
    for each in able:
        column = _named(each, measured, counts)
        # A record has room for one of a kind; the others are of other quantities.
        if column is not each and column.heading.kind not in stated:
            stated.add(column.heading.kind)
            named[id(each)] = column
    return tuple(named.get(id(each), each) for each in columns)


def _may_claim(column: Column) -> bool:
    heading = column.heading
    if column.numbers is None or column.given or heading.role:
        return False
    if heading.unit not in (None, "%") or heading.kind not in ("unknown", "parameter", "metric"):
        return False
    if names_ideal(heading.text) or may_name_ideal(heading.text):
        return False
    values = column.numbers.values.head(_ROWS).drop_nulls()
    # Whole numbers count.
    return bool(((values == 1) | (values == 100)).any() and (values != values.round()).any())


def _is_speed(column: Column) -> bool:
    heading = column.heading
    return column.numbers is not None and heading.kind == "metric" and heading.better is not None


def _named(column: Column, measured: Sequence[Column], counts: Sequence[Column]) -> Column:
    for beside in measured:
        if beside is column:
            continue
        found = next(_claims(column, beside, counts), None)
        if found is not None:
            name, factor = found
            own = column.heading
            read = read_heading(name)
            heading = read._replace(text=own.text, factor=factor, written=own.written)
            return replace(column, heading=heading)
    return column


def _claims(
    column: Column, measured: Column, counts: Sequence[Column]
) -> Iterator[tuple[str, float]]:
    """Yield which heading the column has, and the factor of its values, where they are claims."""
    assert column.numbers is not None
    values = column.numbers.values.head(_ROWS).cast(pl.Float64)
    claims, rounded = values.to_list(), _HALF * finest_digit(values)
    speeds = measured.in_base_units().head(_ROWS).to_list()
    if measured.heading.better == "lower":
        speeds = [1 / each if each else None for each in speeds]
    by_counts = [each.in_base_units().head(_ROWS).to_list() for each in counts]
    for counted in by_counts or [[1.0] * len(claims)]:
        cells = zip(claims, speeds, counted, strict=True)
        rows = [_Row(*map(float, each)) for each in cells if None not in each and all(each)]
        for factor in (1.0, 0.01):
            bases = [row for row in rows if row.claim * factor == 1][:_BASES]
            for kind in ("speedup", "scaled speedup", "efficiency"):
                expected = _expected(kind, rows, bases, factor, rounded * factor)
                if expected is None:
                    continue
                is_share = kind == "efficiency" or (bool(counts) and max(expected) <= 1 + _NEAR)
                if is_share or factor == 1:
                    yield ("Efficiency" if is_share else "Speedup"), factor


def _expected(
    kind: _Claim, rows: Sequence[_Row], bases: Sequence[_Row], factor: float, rounded: float
) -> list[float] | None:
    """What claims of a ``kind`` should be, of the rows that say something; ``None`` where not."""
    found, wrong = [], 0
    for row in rows:
        able = list(_ratios(kind, row, bases))
        telling = [each for each in able if abs(each - 1) > _FAR]
        if len(telling) < len(able) or not able:
            continue
        claim = row.claim * factor
        fits = [each for each in able if abs(claim - each) <= _NEAR * each + rounded]
        found.append(fits[0] if fits else claim)
        wrong += not fits
    right = len(found) - wrong
    return found if right >= _LEAST and wrong <= _MOST_WRONG * len(found) else None


def _ratios(kind: _Claim, row: _Row, bases: Iterable[_Row]) -> Iterator[float]:
    for base in bases:
        if row is not base:
            gain, more = row.speed / base.speed, row.counted / base.counted
            if kind != "speedup" and more == 1:
                continue
            yield gain * {"speedup": 1.0, "scaled speedup": more, "efficiency": 1 / more}[kind]
