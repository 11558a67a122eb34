"""Several inputs against the first: one table with a group of columns for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from analysis.compare.compare import Comparison
from analysis.output_columns import DIFF
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.scales import Scales
from tui.formatting.shortening import truncate_middle
from tui.views.compare.compare_notes import comparison_notes
from tui.views.compare.compare_report import folded_rows
from tui.views.compare.compare_table import (
    change_columns,
    changed_lines,
    judged_change_columns,
    naming_columns,
    of_chosen,
    same_line,
)
from tui.views.compare.side_values import (
    common_scales,
    count_column,
    narrow_side_columns,
    side_columns,
)
from tui.views.compare.verdict_words import legend
from tui.views.report import Report
from tui.views.runs.runs_report import remarks
from tui.views.table_view import Cell, TableColumn, TableView

_LABEL: Final = "new_label"
_NEVER_LEFT_OUT: Final = -1
"""The priority of what tells rows apart."""
_LONGEST_NAME: Final = 24
_KEYS: Final = ("metric", "unit")


def comparisons_report(
    wide: pl.DataFrame,
    rest: pl.DataFrame,
    comparisons: Sequence[Comparison],
    names: Sequence[str],
    data: pl.DataFrame,
    loaded: Iterable[Loaded],
    chosen: Sequence[str],
    glyphs: Glyphs,
) -> Report:
    """Return the report of comparisons with one base; ``names`` are those of the new sides.

    ``wide``: the rows of ``side_by_side`` to show; ``rest``: those to fold. ``data``: the rows of
    ``one_below_another``.
    ``chosen`` names columns of a single comparison to keep instead of those that say most: what
    all inputs share comes first, then each input's own.
    """
    first = comparisons[0]._replace(table=wide)
    every = first._replace(table=pl.concat([wide, rest]))
    columns = tuple(_columns(every, comparisons, names, chosen, glyphs))
    changed = (changed_lines(each) for each in comparisons)
    in_full = rest.is_empty()
    notes = (comparison_notes(each, in_full=in_full) for each in comparisons)
    return Report(
        (*_said_of_each(names, changed), *same_line(first)),
        TableView(wide, columns),
        data,
        (
            *(() if chosen else (legend(glyphs),)),
            *_said_of_each(names, notes),
            *(note for each in loaded for note in remarks(each)),
        ),
        folded=folded_rows(TableView(rest, columns), ["no change on any side"]),
    )


def side_by_side(comparisons: Sequence[Comparison]) -> pl.DataFrame:
    """Return one row for each configuration of any comparison.

    The columns of the first comparison have their own names, those of the second `` 2`` after
    them, and so on.
    """
    keys = [*comparisons[0].matched, *_KEYS]
    wide = comparisons[0].table
    for number, comparison in enumerate(comparisons[1:], 2):
        wide = wide.join(
            comparison.table,
            on=keys,
            how="full",
            coalesce=True,
            nulls_equal=True,
            suffix=f" {number}",
            maintain_order="left_right",
        )
    return wide


def one_below_another(
    comparisons: Sequence[Comparison], rows: Sequence[pl.Series], names: Sequence[str]
) -> pl.DataFrame:
    """Return the chosen rows of all comparisons with ``new_label``, the new side's name."""
    tables = [
        comparison.table[chosen].select(pl.lit(name).alias(_LABEL), pl.all())
        for comparison, chosen, name in zip(comparisons, rows, names, strict=True)
    ]
    return pl.concat(tables, how="vertical_relaxed")


def documented(data: pl.DataFrame, matched: Sequence[str]) -> pl.DataFrame:
    """Return the documented columns of ``one_below_another``."""
    return data.select(_LABEL, *matched, *DIFF)


def _columns(
    first: Comparison,
    comparisons: Sequence[Comparison],
    names: Sequence[str],
    chosen: Sequence[str],
    glyphs: Glyphs,
) -> Iterator[TableColumn]:
    wide, count = first.table, len(comparisons)
    measured = [name for name in comparisons[0].table.columns if name not in first.matched]
    views = [_View(measured, number, count) for number in range(1, count + 1)]
    tables = [view.of(wide) for view in views]
    scales = common_scales(pl.concat(tables, how="vertical_relaxed"))
    naming = [column._replace(priority=_NEVER_LEFT_OUT) for column in naming_columns(first)]
    base = narrow_side_columns(tables[0], "base", scales, glyphs)
    if chosen:
        naming = of_chosen(naming, wide, [name for name in chosen if name in first.matched])
        full = _all_of(tables[0], "base", scales, glyphs)
        base = of_chosen(full, tables[0], [name for name in chosen if _is_of_all(name)])
    yield from naming
    yield from (_seen(column, views[0]) for column in base)
    own = [name for name in chosen if name in measured and not _is_of_all(name)]
    for view, comparison, name, table in zip(views, comparisons, names, tables, strict=True):
        here = comparison._replace(table=table)
        if chosen:
            full = [*_all_of(table, "new", scales, glyphs), *change_columns(here, glyphs)]
            columns = of_chosen(full, table, own)
        else:
            columns = [
                *narrow_side_columns(table, "new", scales, glyphs),
                *judged_change_columns(here, glyphs),
            ]
        yield from (_seen(column, view) for column in _titled(columns, name, glyphs))


def _all_of(table: pl.DataFrame, side: str, scales: Scales, glyphs: Glyphs) -> list[TableColumn]:
    return [*side_columns(table, side, scales, glyphs), count_column(table, side)]


def _is_of_all(name: str) -> bool:
    """Whether a measured column says the same in every comparison with one base."""
    return name in (*_KEYS, "better") or _is_of_base(name)


def _is_of_base(name: str) -> bool:
    return name == "base" or name.endswith("_base")


def _titled(columns: Sequence[TableColumn], name: str, glyphs: Glyphs) -> Iterator[TableColumn]:
    """Call the new side's value by the side's name, and whatever else stands first in its group."""
    name = truncate_middle(name, _LONGEST_NAME, glyphs.ellipsis)
    for number, column in enumerate(columns):
        title = column.title if number else f"{name} {column.title}"
        title = name if column.name == "new" else title
        yield column._replace(title=title, width=max(column.width, len(title)))


@dataclass(frozen=True, slots=True)
class _View:
    """The columns of one comparison among those side by side; the base is that of any."""

    measured: Sequence[str]
    number: int
    count: int

    def of(self, wide: pl.DataFrame) -> pl.DataFrame:
        """Return the rows under the names of a single comparison."""
        return wide.select(self._column(name) for name in self.measured)

    def name(self, column: str) -> str:
        """Return what a column of this comparison is called among all."""
        return column if self.number == 1 or column in _KEYS else f"{column} {self.number}"

    def _column(self, name: str) -> pl.Expr:
        if not _is_of_base(name):
            return pl.col(self.name(name)).alias(name)
        others = (name, *(f"{name} {number}" for number in range(2, self.count + 1)))
        return pl.coalesce(others).alias(name)


def _seen(column: TableColumn, view: _View) -> TableColumn:
    """Return the column for rows of the wide table."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return column.cells(view.of(rows))

    return column._replace(name=view.name(column.name), cells=cells)


def _said_of_each(names: Sequence[str], lines: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield what is said of all once, the rest after the name that it is said of."""
    each = [list(lines_of_one) for lines_of_one in lines]
    common = [line for line in each[0] if all(line in others for others in each)]
    yield from common
    for name, lines_of_one in zip(names, each, strict=True):
        yield from (f"{name}: {line}" for line in lines_of_one if line not in common)
