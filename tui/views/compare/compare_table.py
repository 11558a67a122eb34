"""The table of a comparison as people see it: in the Diff screen and in ``diff``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

import polars as pl

from analysis.columns import title
from analysis.compare.compare import SIDES, Comparison, Difference
from analysis.compare.folders import FOLDER
from analysis.compare.pooling import Pooled
from analysis.compare.sides import NOT_STATED, after_file
from analysis.size_form import SizeForm
from tui.drawing.sparkline import change_bar
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import fixed, signed_percent
from tui.views.compare.side_values import common_scales, count_column, counts_column, side_columns
from tui.views.compare.verdict_words import judged_change, verdict_text
from tui.views.table_columns import (
    fitted_column,
    metric_column,
    named_value,
    naming_of,
    number_column,
    plain_column,
    shown_by_sign,
    written_value,
)
from tui.views.table_view import Cell, TableColumn

BAR: Final = 13
MISSING: Final = "missing"
"""Instead of values of a side that has no such row."""
_VERDICT_OF: Final = ("verdict", "n_new", "base", "new", "delta")
_MANY: Final = 4
_LEAST_NAME: Final = 12
_LEAST_REACH: Final = 0.05
"""A change bar never fills its side for less than 5 %."""
ARROW: Final = "→"
_NEVER_GOES: Final = -1
"""The priority of what a row was run on and what became of it, before the values of both sides."""


def compare_columns(
    comparison: Comparison, glyphs: Glyphs, chosen: Sequence[str] = ()
) -> tuple[TableColumn, ...]:
    """Return the columns of a comparison: what varies among the matched, both sides, the change.

    ``chosen`` names the columns to keep instead, in order.
    """
    table = comparison.table
    scales = common_scales(table)
    sides = [side_columns(table, side, scales, glyphs) for side in SIDES]
    before, after = naming_columns(comparison), change_columns(comparison, glyphs)
    if chosen:
        counts = [count_column(table, side) for side in SIDES]
        return tuple(of_chosen([*before, *chain(*sides), *counts, *after], table, chosen))
    both = counts_column(table)
    return (*before, *chain(*sides), *([both] if both else []), *after)


def of_chosen(
    columns: Sequence[TableColumn], table: pl.DataFrame, chosen: Sequence[str]
) -> list[TableColumn]:
    """Return the columns of the names ``chosen``, in that order; plain ones where none has it."""
    drawn = {column.name for column in columns}
    plain_ones = [plain_column(table, name) for name in chosen if name not in drawn]
    return [column for name in chosen for column in (*columns, *plain_ones) if column.name == name]


def naming_columns(comparison: Comparison) -> list[TableColumn]:
    """Return the columns that tell the rows apart."""
    table = comparison.table
    naming = [name for name in _telling(comparison) if table[name].n_unique() > 1]
    columns = naming_of(table, naming, comparison.sizes, scaled_over=_NEVER_GOES)
    if table["metric"].n_unique() > 1:
        columns.append(metric_column(table)._replace(priority=0))
    return [_narrower(column) for column in columns]


def _narrower(column: TableColumn) -> TableColumn:
    """Let a name be cut a little more than in other tables: there are two sides to show."""
    least = column.min_width
    return column if least is None else column._replace(min_width=min(least, _LEAST_NAME))


def change_columns(comparison: Comparison, glyphs: Glyphs) -> list[TableColumn]:
    """Return the change, its bar, p where anything was tested, and the verdict."""
    table = comparison.table
    columns = [_change(table)]
    if bool(table["delta_low"].is_not_null().any()):
        columns.append(_change_interval(table, 1 - comparison.criteria.alpha))
    columns.append(_bar(table, glyphs))
    if bool(table["p"].is_not_null().any()):
        columns.append(_p(comparison))
    return [*columns, _verdict(table, glyphs)]


def judged_change_columns(comparison: Comparison, glyphs: Glyphs) -> list[TableColumn]:
    """Return the change with the glyph of its verdict, and p: there are many beside them."""
    table = comparison.table

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [judged_change(row, glyphs) for row in rows.iter_rows(named=True)]

    ends = [each(2, by="delta").select(_VERDICT_OF) for each in (table.top_k, table.bottom_k)]
    some = pl.concat([*ends, _each_verdict(table)])
    width = max(len(str(cell)) for cell in cells(some)) if some.height else 0
    heading = title("delta")
    columns = [TableColumn("delta", heading, "", max(width, len(heading)), "right", 0, cells)]
    if bool(table["p"].is_not_null().any()):
        columns.append(_p(comparison)._replace(priority=4))
    return columns


def _telling(comparison: Comparison) -> list[str]:
    """The matched columns without devices per node, which nodes and devices say already."""
    said = "nodes" in comparison.matched
    return [name for name in comparison.matched if not (said and name == "devices_per_node")]


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was configured differently, a line each, and what is the same, in one line."""
    yield from changed_lines(comparison)
    yield from same_line(comparison)


def changed_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was configured differently, what changed along with it, and what is pooled.

    Two benchmarks that are called after their files are told apart by these.
    """
    unsaid = [each.column for each in comparison.confounded]
    values = {each.column: (*each.base, *each.new) for each in comparison.differences}
    files = [after_file(str(label)) for label in values.get("label", ())]
    if files == list(values.get("benchmark", ())):
        unsaid.append("benchmark")
    if FOLDER in values:
        unsaid.append("label")
    for difference in comparison.differences:
        if not _is_matched(comparison, difference) and difference.column not in unsaid:
            yield _changed(difference, comparison.sizes)
    for difference in comparison.confounded:
        yield f"{_changed(difference, comparison.sizes)}, also changed (confounded)"
    for names in comparison.other_names:
        yield f"{names.column} named otherwise: {names.base} {ARROW} {names.new}"
    yield from map(pooled_over, comparison.pooled)


def same_line(comparison: Comparison) -> Iterator[str]:
    """Yield what is equal on both sides, in one line if there is anything."""
    sizes = comparison.sizes
    same = [named_value(name, value, sizes) for name, value in _same(comparison)]
    if same:
        yield f"same: {' · '.join(same)}"


def _changed(difference: Difference, sizes: SizeForm) -> str:
    base, new = stated_values(difference, sizes)
    return f"{difference.column.replace('_', ' ')}: {base} {ARROW} {new}"


def pooled_over(each: Pooled) -> str:
    """Return what the repeats of a row have in several values, and in how many."""
    named = {"hosts": "hosts", "label": "files"}
    what = named.get(each.column) or f"values of {each.column.replace('_', ' ')}"
    if each.base == each.new:
        return f"pooled over {each.base} {what} on both sides"
    sides = ", ".join(
        f"{count} on the {side} side" for side, count in (("base", each.base), ("new", each.new))
    )
    return f"pooled over {what}: {sides}"


def _same(comparison: Comparison) -> Iterator[tuple[str, Any]]:
    """What is equal on both sides and in all rows, and so has no column."""
    table = comparison.table
    for name in comparison.matched:
        if table.height and table[name].n_unique() == 1 and table[name][0] is not None:
            yield name, table[name][0]
    yield from (
        (name, value)
        for name, value in comparison.shared
        if name not in comparison.matched and value is not None
    )


def _each_verdict(table: pl.DataFrame) -> pl.DataFrame:
    """Return a row of each verdict and of each way to lack a value: all words that there are."""
    kinds = table.select(
        *_VERDICT_OF,
        pl.col("base").is_null().alias("no base"),
        pl.col("new").is_null().alias("no new"),
        (pl.col("new") > pl.col("base")).alias("higher"),
        (pl.col("new") == pl.col("base")).alias("equal"),
    ).unique(["verdict", "no base", "no new", "higher", "equal"])
    return kinds.select(_VERDICT_OF)


def _is_matched(comparison: Comparison, difference: Difference) -> bool:
    return difference.column in comparison.matched


def stated_values(difference: Difference, sizes: SizeForm) -> tuple[str, str]:
    """Return the values of a column on both sides, the first few of many."""
    name = difference.column
    return _stated(difference.base, name, sizes), _stated(difference.new, name, sizes)


def _stated(values: tuple[Any, ...], name: str, sizes: SizeForm) -> str:
    if not values:
        return MISSING
    texts = [NOT_STATED if value is None else written_value(name, value, sizes) for value in values]
    more = f" and {len(texts) - _MANY} more" if len(texts) > _MANY else ""
    return ", ".join(texts[:_MANY]) + more


def format_p(p: float) -> str:
    """Return p with three decimals, as far as these say anything."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _p(comparison: Comparison) -> TableColumn:
    heading = f"{title('p')} (Holm)" if comparison.criteria.holm else title("p")
    return number_column(comparison.table, "p", heading, format_p, priority=2)


def _change(table: pl.DataFrame) -> TableColumn:
    return number_column(table, "delta", title("delta"), signed_percent, priority=_NEVER_GOES)


def _change_interval(table: pl.DataFrame, confidence: float) -> TableColumn:
    heading = f"ci{confidence * 100:g}"

    def cells(rows: pl.DataFrame) -> list[Cell]:
        ends = rows.select("delta_low", "delta_high").iter_rows()
        return ["" if low is None else format_change_interval(low, high) for low, high in ends]

    name = "delta_low"
    ends = pl.concat([table.top_k(2, by=end) for end in (name, "delta_high")])
    ends = pl.concat([ends, table.bottom_k(2, by=name), table.head(200)])
    return fitted_column(ends, name, heading, cells, priority=3)


def format_change_interval(low: float, high: float) -> str:
    """Return ``[+0.4..+1.9 %]``."""
    return f"[{fixed(low * 100, 1, '+')}..{fixed(high * 100, 1, '+')} %]"


def reach_of(changes: pl.Series) -> float:
    """Return the change that fills a side of a bar: the largest, one without bounds left out."""
    widest = changes.filter(changes.is_finite()).abs().max()
    return max(widest if isinstance(widest, float) else 0.0, _LEAST_REACH)


def _bar(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    reach = reach_of(table["delta"])

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return ["" if d is None else change_bar(d, reach, BAR, glyphs) for d in rows["delta"]]

    return TableColumn("delta", "", "", BAR, "left", 5, cells, picture=True)


def _verdict(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [verdict_text(row, glyphs) for row in rows.iter_rows(named=True)]

    column = fitted_column(_each_verdict(table), "verdict", "verdict", cells, priority=_NEVER_GOES)
    return shown_by_sign(column)
