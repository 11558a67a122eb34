"""The table of a comparison as people see it: in the Diff screen and in ``diff``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.columns import title
from analysis.compare.compare import Comparison, Difference
from analysis.compare.pooling import Pooled
from tui.drawing.sparkline import change_bar
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, count, plain, signed_percent
from tui.formatting.scales import Scales, scales_of
from tui.views.table_columns import identity_column, metric_column, number_column, plain_column
from tui.views.table_view import Cell, TableColumn

BAR: Final = 13
MANY: Final = 4
LEAST_NAME: Final = 12
LEAST_REACH: Final = 0.05
"""A change bar never fills its side for less than 5 %."""
ARROW: Final = "→"
MISSING: Final = "missing"
"""Instead of values of a side that has no such row."""


def compare_columns(
    comparison: Comparison, glyphs: Glyphs, chosen: Sequence[str] = ()
) -> tuple[TableColumn, ...]:
    """Return the columns of a comparison: what varies among the matched, both sides, the change.

    ``chosen`` names the columns to keep instead, in order.
    """
    table = comparison.table
    scales = common_scales(table)
    columns = [
        *naming_columns(comparison),
        *side_columns(table, "base", scales),
        *side_columns(table, "new", scales),
        *change_columns(comparison, glyphs),
    ]
    return tuple(of_chosen(columns, table, chosen) if chosen else columns)


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
    columns = [identity_column(table, name) for name in naming]
    if table["metric"].n_unique() > 1:
        columns.append(metric_column(table)._replace(priority=0))
    return [_narrower(column) for column in columns]


def _narrower(column: TableColumn) -> TableColumn:
    """Let a name be cut a little more than in other tables: there are two sides to show."""
    least = column.min_width
    return column if least is None else column._replace(min_width=min(least, LEAST_NAME))


def side_columns(table: pl.DataFrame, side: str, scales: Scales) -> list[TableColumn]:
    """Return value, interval and number of runs of a side, the last two where they say anything."""
    columns = [_side(table, side, scales)]
    if bool(table[f"low_{side}"].is_not_null().any()):
        columns.append(_interval(table, side, scales))
    if any(bool((table[f"n_{each}"] != 1).any()) for each in ("base", "new")):
        columns.append(number_column(table, f"n_{side}", title("n"), count, priority=4))
    return columns


def change_columns(comparison: Comparison, glyphs: Glyphs) -> list[TableColumn]:
    """Return the change, its bar, p where anything was tested, and the verdict."""
    table = comparison.table
    columns = [_change(table), _bar(table, glyphs)]
    if bool(table["p"].is_not_null().any()):
        heading = f"{title('p')} (Holm)" if comparison.criteria.holm else title("p")
        columns.append(number_column(table, "p", heading, format_p, priority=2))
    return [*columns, _verdict(table, glyphs)]


def _telling(comparison: Comparison) -> list[str]:
    """The matched columns without devices per node, which nodes and devices say already."""
    said = "nodes" in comparison.matched
    return [name for name in comparison.matched if not (said and name == "devices_per_node")]


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was configured differently, a line each, and what is the same, in one line."""
    yield from changed_lines(comparison)
    yield from same_line(comparison)


def changed_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was configured differently, what changed along with it, and what is pooled."""
    together = [each.column for each in comparison.confounded]
    for difference in comparison.differences:
        if not _is_matched(comparison, difference) and difference.column not in together:
            yield _changed(difference)
    for difference in comparison.confounded:
        yield f"{_changed(difference)}, also changed (confounded)"
    yield from map(pooled_over, comparison.pooled)


def same_line(comparison: Comparison) -> Iterator[str]:
    """Yield what is equal on both sides, in one line if there is anything."""
    same = [f"{name.replace('_', ' ')} {plain(value)}" for name, value in _same(comparison)]
    if same:
        yield f"same: {' · '.join(same)}"


def _changed(difference: Difference) -> str:
    name = difference.column.replace("_", " ")
    return f"{name}: {stated_values(difference.base)} {ARROW} {stated_values(difference.new)}"


def pooled_over(each: Pooled) -> str:
    """Return what the repeats of a row have in several values, and in how many."""
    what = each.column if each.column == "hosts" else f"values of {each.column.replace('_', ' ')}"
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


def verdict_text(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return glyph and word for one row, and the side where only one is concerned.

    Empty for a row that neither side has: where there are several new sides, another one has it.
    """
    verdict = row["verdict"]
    if row["n_new"] is None:
        return Text()
    if verdict == "failed" and row["base"] is None and row["new"] is None:
        return verdict_word(row, glyphs).append(": both")
    if verdict == "failed":
        return verdict_word(row, glyphs).append(": base" if row["base"] is None else ": new")
    if verdict in ("missing_base", "missing_new"):
        return verdict_word(row, glyphs).append(f": {verdict.removeprefix('missing_')}")
    return verdict_word(row, glyphs)


def verdict_word(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return glyph and word for one row: the same words on the screen and in print."""
    verdict = row["verdict"] or ("higher" if row["new"] > row["base"] else "lower")
    word, glyph, ascii_glyph, style = WORDS[verdict]
    return Text(f"{ascii_glyph if glyphs.ascii else glyph} {word}", style=style)


WORDS: Final = {
    "improved": ("better", "▲", "+", "green"),
    "regressed": ("worse", "▼", "-", "red"),
    "unchanged": ("same", "~", "~", ""),
    "untested": ("too few runs", "?", "?", ""),
    "exact": ("exact", "=", "=", ""),
    "failed": ("failed", "✗", "x", "red"),
    "missing_base": ("missing", "—", "-", "dim"),
    "missing_new": ("missing", "—", "-", "dim"),
    "higher": ("higher", "↑", "^", ""),
    "lower": ("lower", "↓", "v", ""),
}
"""Verdict -> word, glyph, its ASCII twin, style; the last two where no direction is better."""


def _is_matched(comparison: Comparison, difference: Difference) -> bool:
    return difference.column in comparison.matched


def stated_values(values: tuple[Any, ...]) -> str:
    """Return the values of a column on one side, the first few of many."""
    if not values:
        return MISSING
    texts = ["not stated" if value is None else plain(value) for value in values]
    more = f" and {len(texts) - MANY} more" if len(texts) > MANY else ""
    return ", ".join(texts[:MANY]) + more


def common_scales(table: pl.DataFrame) -> Scales:
    """Return one scale for both sides of each quantity."""
    ends = (f"{end}_{side}" for end in ("low", "high") for side in ("base", "new"))
    return scales_of(table, ["base", "new", *(name for name in ends if name in table.columns)])


def _side(table: pl.DataFrame, side: str, scales: Scales) -> TableColumn:
    units = {scale.unit for scale in scales.values()}
    common = units.pop() if len(units) == 1 else None
    tail = (
        0 if common is not None else max((len(scale.unit) for scale in scales.values()), default=0)
    )

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            "" if value is None else _with_unit(scales[(metric, unit)], value, tail)
            for value, metric, unit in zip(rows[side], rows["metric"], rows["unit"], strict=True)
        ]

    sample = pl.concat([table.top_k(2, by=side), table.bottom_k(2, by=side), table.head(200)])
    width = max((len(str(cell)) for cell in cells(sample)), default=0)
    return TableColumn(side, side, common or "", max(width, len(side)), "right", 0, cells)


def _interval(table: pl.DataFrame, side: str, scales: Scales) -> TableColumn:
    low, high = f"low_{side}", f"high_{side}"
    kinds = table[f"interval_{side}"].drop_nulls().unique()

    def cells(rows: pl.DataFrame) -> list[Cell]:
        of = zip(rows[low], rows[high], rows["metric"], rows["unit"], strict=True)
        return ["" if a is None else format_interval(scales[(m, u)], a, b) for a, b, m, u in of]

    heading = kinds[0] if kinds.len() == 1 else title("interval")
    ends = pl.concat([table.top_k(2, by=high), table.bottom_k(2, by=low), table.head(200)])
    width = max(len(heading), *(len(str(cell)) for cell in cells(ends)))
    return TableColumn(low, heading, "", width, "left", 5, cells)


def format_interval(scale: Scale, low: float, high: float) -> str:
    """Return ``[low..high]`` without the unit."""
    return f"[{scale.number(low)}..{scale.number(high)}]"


def format_p(p: float) -> str:
    """Return p with three decimals, as far as these say anything."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _with_unit(scale: Scale, value: float, tail: int) -> str:
    return f"{scale.number(value)} {scale.unit:<{tail}}" if tail else scale.number(value)


def _change(table: pl.DataFrame) -> TableColumn:
    return number_column(table, "delta", title("delta"), signed_percent, priority=0)


def reach_of(changes: pl.Series) -> float:
    """Return the change that fills a side of a bar: the largest, one without bounds left out."""
    widest = changes.filter(changes.is_finite()).abs().max()
    return max(widest if isinstance(widest, float) else 0.0, LEAST_REACH)


def _bar(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    reach = reach_of(table["delta"])

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return ["" if d is None else change_bar(d, reach, BAR, glyphs) for d in rows["delta"]]

    return TableColumn("delta", "", "", BAR, "left", 3, cells, picture=True)


def _verdict(table: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [verdict_text(row, glyphs) for row in rows.iter_rows(named=True)]

    # One row of each verdict and of each way to lack a value has all the words there are.
    each = table.select(
        *("verdict", "n_new", "base", "new"),
        pl.col("base").is_null().alias("no base"),
        pl.col("new").is_null().alias("no new"),
        (pl.col("new") > pl.col("base")).alias("higher"),
    ).unique(["verdict", "no base", "no new", "higher"])
    width = max([len("verdict"), *(len(str(cell)) for cell in cells(each))])
    return TableColumn("verdict", "verdict", "", width, "left", 1, cells)
