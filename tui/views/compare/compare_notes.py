"""What stands below a comparison: its summary, what was not tested and why, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from analysis.compare.compare import Comparison, Geomean
from analysis.compare.verdicts import Criteria
from tui.formatting.numbers import fixed, pluralize, signed_percent

MOST_REASONS: Final = 3


def comparison_notes(comparison: Comparison, holm: str = "--holm") -> Iterator[str]:
    """Yield the footnotes of a comparison, from all its rows, also those that are not shown.

    ``holm``: how p is corrected for the number of rows.
    """
    yield from geomean_lines(comparison)
    yield from untested(comparison.table)
    yield from by_chance(comparison.table, comparison.criteria, holm)
    if any("ci" in kind for kind in _intervals(comparison.table)):
        yield (
            f"[low..high]: {comparison.criteria.confidence * 100:g} % CI of the median; "
            "min..max if too few repeats"
        )
    yield from comparison.notes


def geomean_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the geometric mean of each quantity that has several rows."""
    for mean in (each for each in comparison.geomeans if each.rows > 1):
        yield _geomean(mean, several=len(comparison.geomeans) > 1)


def _geomean(mean: Geomean, *, several: bool) -> str:
    what = f" of {mean.metric}" if several else ""
    above = "better" if mean.judged else "higher"
    size = f"ratio {fixed(mean.ratio, 4)}, {signed_percent(mean.ratio - 1)}, above 1 is {above}"
    return f"geomean{what} of {mean.count} of {mean.rows} rows: {size}"


def untested(table: pl.DataFrame) -> Iterator[str]:
    """Say once why rows were not tested, most frequent reason first."""
    reasons = (
        table.filter(pl.col("verdict") == "untested")
        .group_by("reason", maintain_order=True)
        .len()
        .sort("len", descending=True, maintain_order=True)
    )
    for reason, rows in reasons.head(MOST_REASONS).iter_rows():
        yield f"{rows} of {pluralize(table.height, 'row')} untested: {reason}"
    others = int(reasons["len"].slice(MOST_REASONS).sum())
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


def _intervals(table: pl.DataFrame) -> set[str]:
    return {
        kind for side in ("base", "new") for kind in table[f"interval_{side}"].drop_nulls().unique()
    }
