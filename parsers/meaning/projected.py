"""What is said to be no measurement: rows and tables projected, ideal, a warm-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.meaning.column import Column
from parsers.meaning.decisions import RowRemark
from parsers.meaning.interpretation import ColumnRole
from parsers.notes import and_more
from parsers.overruling.override import Override
from parsers.short_columns.short_series import repeated
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import possible, spread
from parsers.tables.table import Table

_WORKED_OUT: Final = r"(?:linearly )?(?:projected|extrapolated|estimated?|not measured)"
_NOT_RUN: Final = rf"^\W*{_WORKED_OUT}\W*$"
"""Cells that are said of what was worked out, whatever stands in the other rows."""
_BEHIND_NUMBER: Final = rf"^\D*\d.*[(\[]\s*{_WORKED_OUT}\s*[)\]]"
_NOT_KEPT: Final = (
    r"^\W*warm[ _-]?up[ _-]?(?:run)?\W*\d*\W*$|^\W*(?:discard(?:ed)?|outlier)\W*$"
    r"|[-–:;,(]\s*discard(?:ed)?\W*$"
)
"""Cells that are said of runs that their author left out; of one `first run discarded` is kept."""
_IDEAL: Final = r"^\W*(?:ideal|theoretical|theory|predicted|modell?ed)\W*$"
"""Cells that say so where others of their column say ``_RUN``, and may else name a setting."""
_RUN: Final = r"^\W*(?:measured|measurement|actual|observed|experimental?)\W*$"

_PROJECTION = Pattern(
    r"(?i)\W*(?:(?:times?|results?|performance)\s+)?(?:if we\s+)?assum(?:ing|e|ed)\s+(?:an?\s+)?"
    r"(?:\w+\s+)?(?:linear|ideal|perfect)\b"
    r"|\W*(?:linearly )?(?:projected|extrapolated)"
    r"(?:\s+(?:\w+\s+)?(?:scaling|performance|(?:run)?times?|results?|benchmarks?|throughput|speed))?\W*\Z"
    r"|[\W\d]*(?:comput(?:e|ing|ational)|hardware|resources?|system|minimum)\s+"
    r"(?:requirements?|requests?|estimates?|recommendations?)\W*\Z"
    r"|[\W\d]*(?:recommended|suggested|required|estimated)\s+(?:\w+\s+)?resources\b"
)
"""Titles of tables of what should happen, and of what a scheduler is to be asked for."""
_TITLE_LENGTH: Final = 120
_COLUMN = Pattern(
    rf"(?i)\W*\S.*[(\[]\s*{_WORKED_OUT}\s*[)\]]\W*"
    r"|(?:projected|extrapolated)\b.*"
)
"""Headings of what was worked out, beside those of what was measured."""


def said_projected(above: Sequence[str]) -> str | None:
    """Return the text ``above`` a table which says that all of it was worked out, if one does."""
    titles = (text for text in above if len(text) <= _TITLE_LENGTH and text[-1:] != ".")
    return next((text for text in titles if _PROJECTION.match(text)), None)


def without_projected_columns(
    table: Table, told: Sequence[Override]
) -> tuple[Table, list[ColumnRole]]:
    """Return ``table`` without columns that their headings call worked out, and these.

    A user may have ``told`` that one is something.
    """
    named = {each.name for each in told}
    places = [
        place
        for place, text in enumerate(table.headings)
        if text not in named and _COLUMN.fullmatch(text)
    ]
    if not places or len(places) == len(table.headings):
        return table, []
    kept = [place for place in range(len(table.headings)) if place not in places]
    left = table._replace(
        cells=[table.cells[place] for place in kept],
        headings=[table.headings[place] for place in kept],
    )
    unused = [
        ColumnRole(table.headings[place], "unused", "", "says that it was not measured")
        for place in places
    ]
    return left, unused


def without_projected(columns: Sequence[Column]) -> tuple[tuple[Column, ...], list[RowRemark]]:
    """Return ``columns`` without the values of rows that do not count, and what is said of it."""
    left, remarks = tuple(columns), []
    for column in columns:
        rows = _not_run(column)
        if rows is None:
            continue
        left = tuple(
            _emptied(each, rows) if each.heading.kind in MEASURED else each for each in left
        )
        first = int(rows.arg_max() or 0)
        text = f"'{column.cells[first]}' is no measurement: no value{and_more(int(rows.sum()))}"
        remarks.append(RowRemark("skipped", text, first))
    return left, remarks


def _not_run(column: Column) -> pl.Series | None:
    """Which rows a column says do not count; ``None`` where it says so of none, or of all."""
    if column.given or not is_text(column.cells):
        return None
    seen = possible(column.cells).str.to_lowercase()
    pattern = f"{_BEHIND_NUMBER}|{_NOT_KEPT}"
    if column.numbers is None:
        pattern = f"{_NOT_RUN}|{_NOT_KEPT}"
        pattern = f"{pattern}|{_IDEAL}" if seen.str.contains(_RUN).any() else pattern
    if not seen.str.contains(pattern).any():
        return None
    lower = spread(column.cells, lambda cells: cells.str.to_lowercase()).cast(pl.String)
    rows = lower.str.contains(pattern).fill_null(False)
    return None if rows.all() else rows


def _emptied(column: Column, rows: pl.Series) -> Column:
    numbers = column.numbers
    if numbers is not None:
        numbers = numbers.without(rows)._replace(values=_empty_in(rows, numbers.values))
    return replace(column, cells=_empty_in(rows, column.cells), numbers=numbers)


def _empty_in(rows: pl.Series, cells: pl.Series) -> pl.Series:
    return repeated(None, len(rows), cells.dtype).zip_with(rows, cells)
