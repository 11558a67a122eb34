"""Columns that name a run before what it measured, as a board exports them: ``run-3 - loss``."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.short_columns.short_series import repeated
from parsers.tables.table import Table

_BETWEEN: Final = " - "
_ENDS: Final = ("__MIN", "__MAX")
"""The least and the most of the points that one point stands for."""
_COUNTERS: Final = (("step",), ("epoch",), ("global", "step"))


def with_runs_apart(table: Table) -> Table:
    """Return ``table`` with a row for each run and step, and the name of the run in a column.

    The first column counts, and each other has ``run - quantity`` above it.
    """
    counter, *others = table.headings or ("",)
    kept = [heading for heading in others if not heading.endswith(_ENDS)]
    if words(counter) not in _COUNTERS or not kept:
        return table
    if not all(all(part.strip() for part in _parted(heading)) for heading in kept):
        return table
    names = list(dict.fromkeys(_parted(heading)[0] for heading in kept))
    quantities = list(dict.fromkeys(_parted(heading)[1] for heading in kept))
    places = {_parted(heading): place for place, heading in enumerate(table.headings)}
    rows = table.height
    frames = [
        pl.DataFrame(
            [
                table.cells[0].alias("0"),
                repeated(name, rows).alias("1"),
                *(
                    _column(table, places.get((name, quantity))).alias(str(place))
                    for place, quantity in enumerate(quantities, start=2)
                ),
            ]
        )
        for name in names
    ]
    parts = pl.int_range(len(names), dtype=pl.UInt32, eager=True) + 1
    return table._replace(
        cells=list(pl.concat(frames, how="vertical_relaxed")),
        headings=[counter, "run", *quantities],
        lines=_repeated(table.lines, len(names)),
        aggregate=_repeated(table.aggregate, len(names)),
        parts=parts.repeat_by(rows).explode(),
    )


def _repeated(column: pl.Series | None, times: int) -> pl.Series | None:
    return None if column is None else pl.concat([column] * times)


def _parted(heading: str) -> tuple[str, str]:
    """The run and the quantity that a heading names; a run may have the dash in its name."""
    run, _, quantity = heading.rpartition(_BETWEEN)
    return run.strip(), quantity.strip()


def _column(table: Table, place: int | None) -> pl.Series:
    if place is None:
        return repeated(None, table.height)
    return table.cells[place]
