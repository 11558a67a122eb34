"""Rows that are computed from others: averages, totals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final

import polars as pl

from parsers.headings.heading import MEASURED
from parsers.meaning.column import Column
from parsers.meaning.digits import finest_digit
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.computed_values import AGGREGATE, MAY_SAY, comes_to
from parsers.tables.recurring_texts import possible, spread

_MOST: Final = 1_000
"""Rows; nobody sums up a longer table in a row of its own."""


def aggregate_rows(
    columns: Sequence[Column], set_off: pl.Series | None, rows: int
) -> tuple[tuple[Column, ...], pl.Series]:
    """Return the columns, and which rows are computed from others.

    These are ``set_off`` as a whole and have the settings of another row, or have a cell that says
    so, which is no value of its column.
    """
    summary = repeated(False, rows, pl.Boolean())
    if set_off is not None and set_off.any() and not set_off.all():
        summary |= _computed_of_others(columns, set_off)
    left = list(columns)
    for place, column in enumerate(columns):
        words = column.cells if column.numbers is None else column.numbers.words
        if words is None or not is_text(words) or column.given:
            continue
        seen = possible(words)
        may = seen.str.contains(MAY_SAY).any() and _are_reduced(columns, words)
        pattern = f"{AGGREGATE}|{MAY_SAY}" if may else AGGREGATE
        if not seen.str.contains(pattern).any():
            continue
        said = spread(words, partial(_contains, pattern)).fill_null(False)
        if not said.all():
            summary |= said
            left[place] = column.without(said)
    return tuple(left), summary


def _contains(pattern: str, cells: pl.Series) -> pl.Series:
    return cells.str.contains(pattern)


def _are_reduced(columns: Sequence[Column], words: pl.Series) -> bool:
    """Whether rows that ``MAY_SAY`` have what those before them come to, in all they measured."""
    if len(words) > _MOST:
        return False
    said = words.cast(pl.String).str.contains(MAY_SAY).fill_null(False).to_list()
    measured = [
        column.numbers.values.cast(pl.Float64).to_list()
        for column in columns
        if (column.heading.kind in MEASURED or column.heading.name == "value")
        and column.numbers is not None
        and column.numbers.values.dtype.is_numeric()
    ]
    return bool(measured) and all(_is_reduced(values, said) for values in measured)


def _is_reduced(values: Sequence[float | None], said: Sequence[bool]) -> bool:
    """Whether each value that is ``said`` to be one is the least, most, mean or sum of others.

    Those are all above, or the ones below the last that is said so; where several rows follow on
    each other, as of a table with counts across, each is of its own place among the others.
    """
    plain: list[float] = []
    begun = 0
    for is_said, block in groupby(zip(values, said, strict=True), key=itemgetter(1)):
        numbers = [value for value, _ in block if value is not None]
        if not is_said:
            begun = len(plain)
            plain += numbers
            continue
        step = len(numbers)
        for place, value in enumerate(numbers):
            parts = (plain[begun:][place::step], plain[place::step])
            if not any(comes_to(value, part) for part in parts):
                return False
    return len(plain) > 1


def _computed_of_others(columns: Sequence[Column], set_off: pl.Series) -> pl.Series:
    """Which rows set off have all settings, but for the hosts, of rows that are not.

    A row in bold whose settings are its own is a result that the author is proud of; so are all
    where the first quantity of one lies outside those of its settings, as no mean does.
    """
    settings = [
        cells
        for column in columns
        if column.heading.kind not in (*MEASURED, "remark") and column.heading.name != "hosts"
        for cells in _settings(column)
    ]
    plain = [cells for cells in settings if not cells.dtype.is_nested()]
    none = repeated(False, len(set_off), pl.Boolean())
    if not plain:
        return none
    names = [str(place) for place in range(len(plain))]
    rows = pl.DataFrame(dict(zip(names, plain, strict=True)))
    others = rows.filter(~set_off).unique().with_columns(found=True)
    found = rows.join(others, on=names, how="left", nulls_equal=True, maintain_order="left")
    repeating = set_off & found["found"].is_not_null()
    measured = (column for column in columns if column.heading.kind in MEASURED)
    numbers = next((column.numbers for column in measured if column.numbers is not None), None)
    if numbers is None or not repeating.any() or not numbers.values.dtype.is_numeric():
        return repeating
    return none if _exceeds(rows, numbers.values, set_off, repeating) else repeating


def _exceeds(rows: pl.DataFrame, values: pl.Series, set_off: pl.Series, of: pl.Series) -> bool:
    """Whether a value ``of`` some rows is more than a rounding outside those not ``set_off``."""
    numbers = values.cast(pl.Float64)
    plain = rows.filter(~set_off).with_columns(value=numbers.filter(~set_off))
    ends = plain.group_by(rows.columns).agg(least=pl.min("value"), most=pl.max("value"))
    bold = rows.filter(of).with_columns(own=numbers.filter(of))
    both = bold.join(ends, on=rows.columns, how="left", nulls_equal=True)
    digit = finest_digit(bold["own"])
    outside = (pl.col("own") > pl.col("most") + digit) | (pl.col("own") < pl.col("least") - digit)
    return bool(both.select(outside.any()).item())


def _settings(column: Column) -> list[pl.Series]:
    """What a column sets: its numbers, and the words beside them, as of ``1 CPU node (AMD)``."""
    if column.numbers is None:
        return [column.cells]
    if not is_text(column.cells):
        return [column.numbers.values]
    beside = column.cells.cast(pl.String).str.replace_all(r"\(.*|[\W\d_]", "")
    return [column.numbers.values, beside]
