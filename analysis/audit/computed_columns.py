"""Columns that were computed from two others of their table: ratios, changes in percent, sums.

A heading such as "change" or "total" says that a column is computed, and the other rows say how: by
the form that they follow to the last digit. The row that departs from it is suspect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from math import inf, prod
from typing import Final, NamedTuple

import polars as pl

from analysis.audit import kinds
from analysis.audit.claim_tables import RATIOS
from analysis.audit.findings import Finding
from analysis.audit.rounding import digit
from analysis.audit.subject import Subject
from analysis.audit.support import MANY, RuleSupport
from analysis.audit.wording import quantity
from parsers.run_records.records import named, parameters

_MOST_ROWS: Final = 500
_MOST_COLUMNS: Final = 12
_CHANCE: Final = 1e-3
"""How probable it may be that the rows follow a form by chance, where the heading calls the column
computed."""
_NO_CHANCE: Final = 1e-6
"""How probable it may be that a column is the sum of two others, whatever its heading says."""
_LEAST_COLUMNS: Final = 3
_FIRST: Final = " of the first row"
"""Ends the name of what a column begins with, which changes are relative to."""
_FAR: Final = 3
"""By how many times what the digits leave open a value departs, so that it is not rounded twice."""
_OF_TWO: Final = re.compile(
    r"(?i)(?:^|_)(?:change|delta|diff|difference|ratio|gain|improvement|reduction|saving|savings"
    r"|speedup|slowdown|overhead|increase|decrease|vs)(?:_|$)"
)
_SUM: Final = re.compile(r"(?i)(?:^|_)(?:total|sum|overall)(?:_|$)")


class _Cell(NamedTuple):
    """A number, the weight of its last digit, and its unit."""

    value: float
    step: float
    unit: str | None


class _Form(NamedTuple):
    """How a number is computed from two others, in words, and what a heading calls it.

    ``is_sum``: the two are of its own unit, and their order does not matter.
    """

    words: str
    compute: Callable[[float, float], float]
    called: re.Pattern[str]
    is_sum: bool = False


_Row = tuple[int, str, Mapping[str, _Cell]]
"""The line and the run of a row, and its numbers by column."""

_FORMS: Final = (
    _Form("{a} / {b}", lambda a, b: a / b, _OF_TWO),
    _Form("{a} / {b} - 1 in percent", lambda a, b: 100 * (a / b - 1), _OF_TWO),
    _Form("1 - {a} / {b} in percent", lambda a, b: 100 * (1 - a / b), _OF_TWO),
    _Form("{a} - {b}", lambda a, b: a - b, _OF_TWO),
    _Form("{a} + {b}", lambda a, b: a + b, _SUM, is_sum=True),
)


def departing_results(subject: Subject) -> Iterator[Finding]:
    """Find the number that does not follow from two others of its row, as all others do."""
    for source, rows in _tables(subject):
        names = list(dict.fromkeys(name for _, _, cells in rows for name in cells))
        if not MANY < len(rows) <= _MOST_ROWS or len(names) > _MOST_COLUMNS:
            continue
        told = _beside_the_first(rows)
        for derived in names:
            odd = _odd(derived, names, told)
            if odd is not None:
                yield _finding(source, derived, *odd)


CHECKS: Final = (departing_results,)


def _tables(subject: Subject) -> Iterator[tuple[str, list[_Row]]]:
    """Yield the rows of each table with a column that may be computed from others."""
    given = named(subject.given)
    numbers = [name for name in parameters(given) if given[name].dtype.is_numeric()]
    is_claim = pl.col("metric").cast(pl.String).str.starts_with("stated_")
    measured = subject.measured.filter(~is_claim & pl.col("line").is_not_null())
    said = [name for name in numbers if _OF_TWO.search(name)]
    names = [*measured["metric"].cast(pl.String).unique(), *said]
    # A change may be relative to the first row of a single other column.
    if len(names) < _LEAST_COLUMNS and not any(map(_OF_TWO.search, names)):
        return
    after = pl.col("line").cast(pl.Int64).diff() > 1
    tables = measured.with_columns(
        table=after.fill_null(False).cum_sum().over("source"),
        step=digit("value", "value_digit"),
        **{name: given[name].gather(measured["place"]).cast(pl.Float64) for name in said},
    )
    for (source, _), rows in tables.group_by("source", "table", maintain_order=True):
        if rows.height > _MOST_ROWS * _MOST_COLUMNS:
            continue
        found: dict[int, _Row] = {}
        for row in rows.select("line", "run", "metric", "value", "step", "unit", *said).iter_rows(
            named=True
        ):
            own = {name: _Cell(row[name], _step(row[name]), None) for name in said if row[name]}
            cells = found.setdefault(row["line"], (row["line"], row["run"], own))[2]
            cell = _Cell(row["value"], row["step"], row["unit"])
            found[row["line"]] = (row["line"], row["run"], {**cells, row["metric"]: cell})
        yield str(source), list(found.values())


def _step(value: float) -> float:
    """The weight of the last digit of a number that no reader told the digits of."""
    _, _, decimals = f"{value:.6f}".rstrip("0").partition(".")
    return float(10.0 ** -len(decimals))


def _odd(
    derived: str, names: Sequence[str], rows: Sequence[_Row]
) -> tuple[_Row, str, float] | None:
    """The one row in which a column departs from its form, the form in words, and what follows."""
    for form in _FORMS:
        is_called = form.called.search(derived) is not None
        if not (is_called or form.is_sum):
            continue
        others = [name for name in names if name != derived]
        pairs = list(permutations(others, 2))
        if not form.is_sum:
            pairs += [(name, name + _FIRST) for name in others]
        for a, b in pairs:
            if form.is_sum and a > b:
                continue
            most = _CHANCE if is_called else _NO_CHANCE
            found = _departing(derived, a, b, form, rows, most)
            if found is not None:
                return found[0], form.words.format(a=a, b=b), found[1]
    return None


def _beside_the_first(rows: Sequence[_Row]) -> list[_Row]:
    """The rows but the first, with the numbers of the first beside their own."""
    first = {name + _FIRST: cell for name, cell in rows[0][2].items()}
    return [rows[0], *((line, run, {**cells, **first}) for line, run, cells in rows[1:])]


def _departing(
    derived: str, a: str, b: str, form: _Form, rows: Sequence[_Row], most: float
) -> tuple[_Row, float] | None:
    judged = [
        (row, row[2][derived], *_span(row[2][a], row[2][b], form))
        for row in rows
        if {derived, a, b} <= row[2].keys() and _are_of_one_kind(row[2], derived, a, b, form)
    ]
    follow = [
        each
        for each in judged
        if each[2] - each[1].step / 2 <= each[1].value <= each[3] + each[1].step / 2
    ]
    odd = [each for each in judged if each not in follow]
    if len(odd) != 1 or not RuleSupport(len(follow), len(judged)).is_beyond_doubt:
        return None
    values = [cell.value for _, cell, _, _ in follow]
    spread = max(values) - min(values)
    chance = prod(
        min(1.0, (high - low + cell.step) / spread if spread else inf)
        for _, cell, low, high in follow
    )
    row, cell, low, high = odd[0]
    middle = (low + high) / 2
    if chance > most or abs(cell.value - middle) <= _FAR * (high - low + cell.step) / 2:
        return None
    return row, middle


def _span(a: _Cell, b: _Cell, form: _Form) -> tuple[float, float]:
    ends = [
        form.compute(a.value + one * a.step / 2, max(b.value + other * b.step / 2, b.value / 4))
        for one in (-1, 1)
        for other in (-1, 1)
    ]
    return min(ends), max(ends)


def _are_of_one_kind(cells: Mapping[str, _Cell], derived: str, a: str, b: str, form: _Form) -> bool:
    """Whether a form may be of these columns: two of one unit, none of them a ratio itself."""
    if cells[a].unit != cells[b].unit or cells[a].unit in RATIOS or not cells[b].value > 0:
        return False
    unit = cells[derived].unit
    return unit == cells[a].unit if form.is_sum else unit in (None, *RATIOS, cells[a].unit)


def _finding(source: str, derived: str, row: _Row, words: str, expected: float) -> Finding:
    line, run, cells = row
    cell = cells[derived]
    stated, follows = quantity(cell.value, cell.unit), quantity(expected, cell.unit)
    what = f"stated {derived} {stated}, but it is {words} in the other rows, which gives {follows}"
    return Finding(kinds.WRONG_DERIVED, source, (line,), what, cell.value, expected, (run,))
