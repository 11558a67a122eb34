"""The table of a comparison as people see it: in the Diff screen and in ``diff``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.compare import Comparison, Difference
from tui.drawing.glyphs import Glyphs
from tui.drawing.sparkline import change_bar
from tui.numbers import Scale, count, scale_of, signed_percent
from tui.runs_table import identity_column, number_column, plain_column
from tui.table import Cell, Column

BAR: Final = 13
MANY: Final = 4
LEAST_REACH: Final = 0.05
"""A change bar never fills its side for less than 5 %."""
ARROW: Final = "→"


def compare_columns(
    comparison: Comparison, glyphs: Glyphs, chosen: Sequence[str] = ()
) -> tuple[Column, ...]:
    """Return the columns of a comparison: what varies among the matched, both sides, the change.

    ``chosen`` names the columns to keep instead, in order.
    """
    table = comparison.table
    naming = [name for name in (*_telling(comparison), "metric") if table[name].n_unique() > 1]
    several = bool((table["n_base"] != 1).any() or (table["n_new"] != 1).any())
    columns = [identity_column(table, name) for name in naming]
    scales = _scales(table)
    for side in ("base", "new"):
        columns.append(_side(table, side, scales))
        if several:
            columns.append(number_column(table, f"n_{side}", "n", count, priority=4))
    columns += [_change(table), _bar(table, glyphs), _verdict(glyphs)]
    if not chosen:
        return tuple(columns)
    drawn = {column.name for column in columns}
    columns += [plain_column(table, name) for name in chosen if name not in drawn]
    return tuple(column for name in chosen for column in columns if column.name == name)


def _telling(comparison: Comparison) -> list[str]:
    """The matched columns without devices per node, which nodes and devices say already."""
    said = "nodes" in comparison.matched
    return [name for name in comparison.matched if not (said and name == "devices_per_node")]


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what was configured differently, a line each, and what is the same, in one line."""
    for difference in comparison.differences:
        if not _is_matched(comparison, difference):
            name = difference.column.replace("_", " ")
            yield f"{name}: {_some(difference.base)} {ARROW} {_some(difference.new)}"
    same = [f"{name.replace('_', ' ')} {plain(value)}" for name, value in _same(comparison)]
    if same:
        yield f"the same: {' · '.join(same)}"


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
    """Return glyph and words for one row: direction and counts, or why there is no change."""
    verdict = row["verdict"]
    if verdict == "untested":
        return verdict_word(row, glyphs).append(
            f", n {row['n_base']} and {row['n_new']}", style="dim"
        )
    if verdict == "failed":
        side = "base" if row["base"] is None else "new"
        return Text(f"{_mark(glyphs, 'failed')} failed: {side}", style="red")
    side = verdict.removeprefix("missing_")
    return Text(f"{_mark(glyphs, 'missing')} missing: {side}", style="dim")


def verdict_word(row: dict[str, Any], glyphs: Glyphs) -> Text:
    """Return glyph and word for one row, without counts and sides."""
    styles = {"failed": "red", "missing_base": "dim", "missing_new": "dim"}
    if row["verdict"] in styles:
        word, style = row["verdict"].partition("_")[0], styles[row["verdict"]]
    else:
        word, style = _direction(row)
    return Text(f"{_mark(glyphs, word)} {word}", style=style)


def _direction(row: dict[str, Any]) -> tuple[str, str]:
    if row["delta"] is None:
        return "unknown", ""
    if row["delta"] == 0:
        return "equal", ""
    if row["ratio"] is None:
        return ("higher", "") if row["delta"] > 0 else ("lower", "")
    return ("better", "green") if row["ratio"] > 1 else ("worse", "red")


MARKS: Final = {
    "better": ("▲", "+"),
    "worse": ("▼", "-"),
    "equal": ("=", "="),
    "higher": ("↑", "^"),
    "lower": ("↓", "v"),
    "unknown": ("?", "?"),
    "failed": ("✗", "x"),
    "missing": ("—", "-"),
}


def _mark(glyphs: Glyphs, word: str) -> str:
    return MARKS[word][1 if glyphs.ascii else 0]


def _is_matched(comparison: Comparison, difference: Difference) -> bool:
    return difference.column in comparison.matched


def _some(values: tuple[Any, ...]) -> str:
    texts = ["not stated" if value is None else plain(value) for value in values]
    more = f" and {len(texts) - MANY} more" if len(texts) > MANY else ""
    return ", ".join(texts[:MANY]) + more


def plain(value: Any) -> str:
    """Return a configuration value as people write it."""
    return count(value) if isinstance(value, (int, float)) else str(value)


def _scales(table: pl.DataFrame) -> dict[tuple[str | None, str | None], Scale]:
    """One scale for both sides of each quantity."""
    sides = pl.concat(
        [
            table.select("metric", "unit", pl.col(side).abs().alias("size"))
            for side in ("base", "new")
        ]
    )
    size = pl.col("size")
    ranges = sides.group_by("metric", "unit", maintain_order=True).agg(
        size.filter(size > 0).min().alias("least"), size.max().alias("most")
    )
    return {(m, u): scale_of(u, least, most) for m, u, least, most in ranges.iter_rows()}


def _side(
    table: pl.DataFrame, side: str, scales: dict[tuple[str | None, str | None], Scale]
) -> Column:
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
    return Column(side, side, common or "", max(width, len(side)), "right", 0, cells)


def _with_unit(scale: Scale, value: float, tail: int) -> str:
    return f"{scale.number(value)} {scale.unit:<{tail}}" if tail else scale.number(value)


def _change(table: pl.DataFrame) -> Column:
    return number_column(table, "delta", "change", signed_percent, priority=0)


def _bar(table: pl.DataFrame, glyphs: Glyphs) -> Column:
    widest = table["delta"].abs().max()
    reach = max(widest if isinstance(widest, float) else 0.0, LEAST_REACH)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return ["" if d is None else change_bar(d, reach, BAR, glyphs) for d in rows["delta"]]

    return Column("delta", "", "", BAR, "left", 3, cells, picture=True)


def _verdict(glyphs: Glyphs) -> Column:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [verdict_text(row, glyphs) for row in rows.iter_rows(named=True)]

    width = len("? better, n 99 and 99")
    return Column("verdict", "verdict", "", width, "left", 1, cells)
