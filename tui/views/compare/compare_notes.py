"""What stands below a comparison: its summary, what was not tested and why, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.compare.compare import SIDES, Comparison, Geomean, repeat_notes
from analysis.compare.unmatched import spelled_apart, unmatched_by
from analysis.compare.verdicts import Criteria
from tui.formatting.numbers import fixed, pluralize, signed_percent

_MOST_REASONS: Final = 3
_SHOWN_AS_NONE: Final = 0.0005
"""A change below is written as 0.0 %."""


def comparison_notes(
    comparison: Comparison, holm: str = "--holm", *, in_full: bool = True
) -> Iterator[str]:
    """Yield the footnotes of a comparison, from all its rows.

    ``holm``: how p is corrected for the number of rows. ``in_full``: whether all rows are shown.
    """
    yield from geomean_lines(comparison, in_full=in_full)
    yield from _missing(comparison.table)
    yield from _unmatched(comparison)
    yield from _spelled_apart(comparison)
    yield from untested(comparison.table)
    yield from by_chance(comparison.table, comparison.criteria, holm)
    yield from _spreads(comparison)
    yield from comparison.notes
    yield from repeat_notes(comparison.table)


def geomean_lines(comparison: Comparison, *, in_full: bool = True) -> Iterator[str]:
    """Yield the geometric mean of each quantity that has several rows.

    Where these are not all shown (``in_full``), it says that it is of all.
    """
    least = max(comparison.criteria.threshold, _SHOWN_AS_NONE)
    for mean in (each for each in comparison.geomeans if each.rows > 1):
        yield _geomean(mean, least, several=len(comparison.geomeans) > 1, in_full=in_full)


def _geomean(mean: Geomean, least: float, *, several: bool, in_full: bool) -> str:
    """Say what it is, and which way that is from the change on that matters."""
    what = f" of {mean.metric or 'value'}" if several else ""
    some = f"{mean.count} of " if mean.count < mean.rows else ""
    rows = f"{some}{'' if in_full else 'all '}{pluralize(mean.rows, 'row')}"
    if mean.better == "mixed":
        # Neither sign would be that of all rows.
        ratio = fixed(mean.ratio, 4)
        return f"geomean{what}: ratio {ratio}, above 1 is better; {rows}, some lower-is-better"
    word = "better" if mean.ratio > 1 else "worse"
    judged = f" ({word})" if mean.judged and abs(mean.change) >= least else ""
    return f"geomean{what} {signed_percent(mean.change)}{judged}, {rows}"


def _missing(table: pl.DataFrame) -> Iterator[str]:
    """Say how many rows only one side has."""
    sides = {"base": "missing_new", "new": "missing_base"}
    only = {side: int((table["verdict"] == lacking).sum()) for side, lacking in sides.items()}
    if any(only.values()):
        counts = ", ".join(
            f"{count} only on the {side} side" for side, count in only.items() if count
        )
        yield f"missing: {counts}"


def _unmatched(comparison: Comparison) -> Iterator[str]:
    """Say what keeps all rows apart, and how to compare them all the same."""
    found = unmatched_by(comparison)
    if found is None:
        return
    rows = f"{pluralize(found.rows, 'row')} would match"
    if found.other is None:
        yield f"no row matches, as {found.column} differs: --by=-{found.column}, and {rows}"
    else:
        said = f"--read 'column {found.other} = {found.column}'"
        yield f"no row matches, as one side counts {found.column}, one {found.other}: {said}"


def _spelled_apart(comparison: Comparison) -> Iterator[str]:
    """Say which rows would match, were their names spelled alike."""
    pairs = spelled_apart(comparison)
    if pairs:
        named = ", ".join(f"'{base}' and '{new}'" for base, new in pairs[:_MOST_REASONS])
        left = len(pairs) - _MOST_REASONS
        more = f" and {left:,} more" if left > 0 else ""
        yield f"not matched, as names are spelled differently: {named}{more}"


def untested(table: pl.DataFrame) -> Iterator[str]:
    """Say once why rows were not tested, most frequent reason first."""
    reasons = (
        table.filter(pl.col("verdict") == "untested")
        .group_by("reason", maintain_order=True)
        .len()
        .sort("len", descending=True, maintain_order=True)
    )
    for reason, rows in reasons.head(_MOST_REASONS).iter_rows():
        yield f"{rows} of {pluralize(table.height, 'row')} untested: {reason}"
    others = int(reasons["len"].slice(_MOST_REASONS).sum())
    if others:
        yield f"{pluralize(others, 'more row')} untested (too few runs)"


def by_chance(table: pl.DataFrame, criteria: Criteria, holm: str) -> Iterator[str]:
    """Yield how many of the tested rows would differ by chance alone, or what is done about it."""
    tested = table["p"].count()
    alpha = criteria.alpha
    if criteria.holm and tested:
        yield f"p is corrected for {pluralize(tested, 'tested row')} (Holm)"
    elif tested > 1:
        expected = f"{alpha * tested:.2g}"
        yield (
            f"expect ~{expected} false "
            f"{'positive' if expected == '1' else 'positives'} in {tested} tests "
            f"({holm})"
        )


def _spreads(comparison: Comparison) -> Iterator[str]:
    """Say what the spread of a side is of."""
    kinds = {
        kind
        for side in SIDES
        for kind in comparison.table[f"interval_{side}"].drop_nulls().unique()
    }
    if not kinds:
        return
    of_median = f"{comparison.criteria.confidence * 100:g} % CI of the median"
    if kinds == {"range"}:
        yield "±, [low..high]: min..max of the repeats"
    else:
        few = "; min..max if too few repeats" if "range" in kinds else ""
        yield f"±, [low..high]: {of_median}{few}"
