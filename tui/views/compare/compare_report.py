"""The report of one comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from analysis.compare.compare import Comparison
from analysis.output_columns import DIFF
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import pluralize
from tui.views.compare.compare_notes import comparison_notes
from tui.views.compare.compare_table import compare_columns, difference_lines
from tui.views.compare.verdict_words import counted_words
from tui.views.report import FoldedRows, Report
from tui.views.runs.runs_report import first_of, remarks
from tui.views.table_view import TableView


def comparison_report(
    comparison: Comparison,
    rows: pl.Series,
    loaded: Iterable[Loaded],
    chosen: Sequence[str],
    glyphs: Glyphs,
    limit: int | None = None,
) -> Report:
    """Return the report of a comparison: differences above, then the rows of the indices.

    What is said above is true of all these rows, even where a ``limit`` keeps the first alone. The
    other rows are folded; what the notes say is of these, too.
    """
    table = comparison.table
    shown = comparison._replace(table=table[rows])
    first = shown.table if limit is None else shown.table.head(limit)
    # With one set of columns, both parts have the same widths and decimals.
    columns = compare_columns(comparison if rows.len() < table.height else shown, glyphs, chosen)
    rest = table.filter(~pl.int_range(table.height).is_in(rows.implode()))
    return Report(
        (*difference_lines(shown), *first_of(first.height, shown.table.height)),
        TableView(first, columns),
        first.select(chosen or [*comparison.matched, *DIFF]),
        (
            *comparison_notes(comparison, in_full=rest.is_empty()),
            *(note for each in loaded for note in remarks(each)),
        ),
        folded=folded_rows(TableView(rest, columns), counted_words(rest)),
    )


def folded_rows(table: TableView, words: Iterable[str]) -> FoldedRows | None:
    """Return the rows that are left out, with how many they are and of what verdict."""
    height = table.frame.height
    if not height:
        return None
    return FoldedRows(f"{pluralize(height, 'row')} not shown: {', '.join(words)}", table)
