"""A table with the values of one column across: rows of what else tells configurations apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

import polars as pl

from analysis.configurations import MEASURED_BY
from analysis.groups import group_codes, number_groups
from analysis.runs import Runs
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.select import SortKey, order, unknown_column
from analysis.sweeps.sweep_axis import followers_of
from parsers.run_records.records import FAILED, SCALE

CellKind = Literal["value", "efficiency", "speedup", "ratio"]
CellState = Literal["", "failed", "missing", "baseline"]

_ROW: Final = "of pivot"
"""A column that no source can name: names of parameters have no blank."""


class PivotCell(NamedTuple):
    """A number, or why there is none; a configuration without one for another reason is empty.

    The efficiency and the speedup of a ``baseline`` are 1 by definition. ``status`` and ``reason``
    are those of one that ``failed``.
    """

    number: float | None
    state: CellState
    status: str = ""
    reason: str | None = None


class Pivot(NamedTuple):
    """Configurations with the values of ``over`` across.

    ``rows``: what tells the rows apart, and ``metric unit better``. ``across``: the values, sorted
    naturally. ``cells``: for each row, one for each of these. ``left_out``: configurations without
    a value of ``over``.
    """

    over: str
    rows: pl.DataFrame
    keys: tuple[str, ...]
    across: tuple[Any, ...]
    cells: tuple[tuple[PivotCell, ...], ...]
    left_out: int


def pivot(runs: Runs, over: str, kind: CellKind) -> Pivot:
    """Return the table of ``runs`` with the values of ``over`` across.

    ``ratio``: above 1 is better than the first value across that the row has. Raises
    ``UsageError`` for a column that does not tell configurations apart.
    """
    if over not in runs.by:
        raise unknown_column(over, runs.by)
    table = runs.table.filter(pl.col(over).is_not_null())
    keys = [name for name in _keys(table, runs.by, over) if table[name].null_count() < len(table)]
    table = number_groups(table, [*keys, *MEASURED_BY], _ROW)
    columns = table.unique(over, keep="first", maintain_order=True)
    across = columns[over].gather(order(columns, [SortKey(over, descending=False)])).to_list()
    heads = table.unique(_ROW, keep="first", maintain_order=True)
    shown = "value" if kind == "ratio" else kind
    numbers = table.select(
        _ROW, over, shown, "status", "is_baseline", runs.records["reason"].gather(table["record"])
    )
    found: dict[tuple[int, Any], PivotCell] = {}
    for row, at, number, status, is_baseline, reason in numbers.iter_rows():
        if number is None and status in FAILED:
            found[row, at] = PivotCell(None, "failed", status, reason)
        else:
            state: CellState = "baseline" if is_baseline and shown != "value" else ""
            found[row, at] = PivotCell(number, state)
    cells = [
        tuple(found.get((row, at), PivotCell(None, "missing")) for at in across)
        for row in heads[_ROW]
    ]
    if kind == "ratio":
        cells = [_ratios(row, better) for row, better in zip(cells, heads["better"], strict=True)]
    return Pivot(
        over,
        heads.select(*keys, *MEASURED_BY),
        tuple(keys),
        tuple(across),
        tuple(cells),
        runs.table.height - table.height,
    )


def _keys(table: pl.DataFrame, by: Sequence[str], over: str) -> list[str]:
    """Return what tells rows apart: all but what follows ``over``, where that tells none apart.

    In weak scaling the problem follows the count. Of what follows a count those come first that
    have the fewest values, as the ranks per node have on more and more nodes: the rows of a series
    are one then.
    """
    follows = set(FOLLOWS_SCALE if over in SCALE else followers_of(table, by, over))
    if over in SCALE and (table["scaling"] == "weak").all():
        follows.add("size")
    keys = [name for name in by if name != over and name not in follows]
    for name in sorted(by, key=lambda name: table[name].n_unique()):
        places = [*keys, *MEASURED_BY, over]
        apart = group_codes(table, places).n_unique()
        if name == over or name not in follows or apart == table.height:
            continue
        if group_codes(table, [*places, name]).n_unique() > apart:
            keys.append(name)
    return [name for name in by if name in keys]


def _ratios(row: Sequence[PivotCell], better: str | None) -> tuple[PivotCell, ...]:
    base = next((each.number for each in row if each.number), None)
    if better is None or base is None or base < 0:
        return tuple(each._replace(number=None) for each in row)
    return tuple(
        each
        if each.number is None or each.number <= 0
        else each._replace(number=each.number / base if better == "higher" else base / each.number)
        for each in row
    )
