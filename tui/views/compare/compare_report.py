"""The report of one comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from analysis.columns import DIFF
from analysis.compare.compare import Comparison
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.views.compare.compare_notes import comparison_notes
from tui.views.compare.compare_table import compare_columns, difference_lines
from tui.views.report import Report
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

    What is said above is true of all these rows, even where a ``limit`` keeps the first alone.
    """
    shown = comparison._replace(table=comparison.table[rows])
    table = shown.table if limit is None else shown.table.head(limit)
    return Report(
        (*difference_lines(shown), *first_of(table.height, shown.table.height)),
        TableView(table, compare_columns(shown, glyphs, chosen)),
        table.select(chosen or [*comparison.matched, *DIFF]),
        (
            *comparison_notes(comparison),
            *(note for each in loaded for note in remarks(each)),
        ),
    )
