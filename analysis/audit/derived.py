"""Quantities that were computed from others of their row: node-hours, shares of peak, rates.

Nothing says so in a table. But where one is a multiple of another, or of its inverse, by the count
or without it, in several rows to the last digit, it was computed in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import inf
from statistics import median
from typing import Final, NamedTuple

import polars as pl

from analysis.audit import kinds
from analysis.audit.claim_rules import apart
from analysis.audit.claim_tables import counted_in_row
from analysis.audit.findings import Finding
from analysis.audit.rounding import digit
from analysis.audit.subject import Subject
from analysis.audit.support import MANY, RuleSupport
from analysis.audit.wording import quantity
from analysis.scaling.counted import FOLLOWS_SCALE
from parsers.run_records.records import IDENTITY, named, parameters

_MOST_ROWS: Final = 500
"""Rows of a series; nobody computes more by hand."""
_MOST_QUANTITIES: Final = 6
_PRECISE: Final = 1.03
"""The ratio of the ends of a range that three ratios do not share by chance."""
_FAR: Final = 1.01
"""The ratio from which on a departing quantity matters; nearer ones may have been measured."""
_TIMES: Final = 5
"""By how many times what the digits of a quantity leave open it departs: no scatter of those that
follow hides it."""


class _Cell(NamedTuple):
    """A quantity of a row, and the ratio of its ends as its digits leave them open."""

    value: float
    width: float
    unit: str | None


class _Row(NamedTuple):
    """The quantities of a run, and what it counts."""

    run: str
    line: int | None
    counted: int | None
    cells: Mapping[str, _Cell]


class _Formula(NamedTuple):
    """``derived = constant * of ** power * count ** scaled``."""

    derived: str
    of: str
    power: int
    scaled: int


def departing(subject: Subject) -> Iterator[Finding]:
    """Find the quantity that departs from the formula that all others of its series follow."""
    for source, rows in _series(subject):
        told: set[tuple[str, str]] = set()
        names = list(dict.fromkeys(name for row in rows for name in row.cells))
        if not MANY < len(rows) <= _MOST_ROWS or len(names) > _MOST_QUANTITIES:
            continue
        for (of, derived), power, scaled in product(combinations(names, 2), (1, -1), (0, 1, -1)):
            formula = _Formula(derived, of, power, scaled)
            for row, expected in _odd(formula, rows):
                if (row.run, derived) not in told:
                    told.add((row.run, derived))
                    yield _finding(source, row, formula, expected)


CHECKS: Final = (departing,)


def _series(subject: Subject) -> Iterator[tuple[str, list[_Row]]]:
    """Yield the rows of each series of a file in which runs have several quantities."""
    records = subject.measured.filter(
        pl.col("value") > 0,
        pl.col("samples").is_null(),
        # Claims are judged by what they claim.
        ~pl.col("metric").cast(pl.String).str.starts_with("stated_"),
    )
    several = records.filter(pl.col("metric").n_unique().over("source", "run") > 1)
    if several.is_empty():
        return
    given = named(subject.given)
    kept = [name for name in (*IDENTITY, *parameters(given)) if name not in FOLLOWS_SCALE]
    work = given.select(kept).hash_rows()
    told = several.with_columns(
        work=work.gather(several["place"]),
        # What is computed has as many digits in each row, less the zeros at its end.
        step=digit("value").min().over("source", "metric", "unit"),
        counted=counted_in_row(),
    )
    # Where each row is a series of its own, as by a remark on it, the table is the series.
    most = pl.col("run").n_unique().over("source", "work").max().over("source")
    table = (pl.col("line").cast(pl.Int64).diff() > 1).fill_null(False).cum_sum().over("source")
    told = told.with_columns(work=pl.when(most > MANY).then("work").otherwise(table))
    for (source, _), series in told.group_by("source", "work", maintain_order=True):
        found: dict[str, _Row] = {}
        for run, line, counted, metric, unit, value, step in series.select(
            "run", "line", "counted", "metric", "unit", "value", "step"
        ).iter_rows():
            row = found.setdefault(run, _Row(run, line, counted, {}))
            cell = _Cell(value, (value + step / 2) / max(value - step / 2, value / 4), unit)
            found[run] = row._replace(cells={**row.cells, metric: cell})
        yield str(source), list(found.values())


def _odd(formula: _Formula, rows: Sequence[_Row]) -> list[tuple[_Row, float]]:
    """The rows that depart from a formula that many more follow, with what follows there."""
    constants = []
    for row in rows:
        if formula.derived in row.cells and formula.of in row.cells:
            derived, of = row.cells[formula.derived], row.cells[formula.of]
            counted = row.counted if formula.scaled else 1
            if not counted:
                return []
            if derived.width * of.width > _PRECISE:
                continue
            ratio = derived.value / counted**formula.scaled
            ratio = ratio / of.value if formula.power > 0 else ratio * of.value
            if 0 < ratio < inf:
                constants.append((row, ratio, derived.width * of.width))
    if len(constants) <= MANY or len({row.counted for row, *_ in constants}) < 2:
        return []
    middle = median(ratio for _, ratio, _ in constants)
    follow = [row for row, ratio, width in constants if apart(ratio, middle) <= width]
    odd = [
        (row, middle / ratio)
        for row, ratio, width in constants
        if row not in follow and apart(ratio, middle) > max(_FAR, 1 + _TIMES * (width - 1))
        if not (formula.scaled and _is_by_fewer(row, rows, apart(ratio, middle), width))
    ]
    varies = len({row.cells[formula.derived].value for row in follow}) >= MANY
    varies = varies and len({row.cells[formula.of].value for row in follow}) >= MANY
    if not (odd and varies and RuleSupport(len(follow), len(constants)).is_beyond_doubt):
        return []
    return [(row, row.cells[formula.derived].value * factor) for row, factor in odd]


def _is_by_fewer(row: _Row, rows: Sequence[_Row], factor: float, width: float) -> bool:
    """Whether the largest count stands for that of another row: 16 threads on 8 cores."""
    counts = {each.counted for each in rows if each.counted}
    if not row.counted or row.counted < max(counts):
        return False
    return any(apart(row.counted / count, factor) <= width for count in counts)


def _finding(source: str, row: _Row, formula: _Formula, expected: float) -> Finding:
    cell = row.cells[formula.derived]
    by = {1: " times the count", -1: " by the count", 0: ""}[formula.scaled]
    of = formula.of if formula.power > 0 else f"1/{formula.of}"
    stated, follows = quantity(cell.value, cell.unit), quantity(expected, cell.unit)
    what = (
        f"stated {formula.derived} {stated}, but it is in proportion to {of}{by} in the other rows,"
        f" which gives {follows}"
    )
    return Finding(kinds.WRONG_DERIVED, source, (row.line,), what, cell.value, expected, (row.run,))
