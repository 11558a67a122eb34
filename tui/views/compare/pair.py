"""Two configurations side by side, as lines: the Diff screen of one pair."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.compare.compare import SIDES, Comparison
from tui.drawing.sparkline import change_bar
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, fixed, percent, scale_for, signed_percent
from tui.views.compare.compare_table import (
    BAR,
    MISSING,
    pooled_over,
    reach_of,
    stated_values,
)
from tui.views.compare.pair_charts import course_curves, of_quantity, repeat_dots
from tui.views.compare.pair_columns import Columns
from tui.views.compare.row_pairs import Row, Step
from tui.views.compare.side_values import format_interval
from tui.views.compare.verdict_words import verdict_word
from tui.views.table_columns import named_value

_RANGES: Final = ("low_base", "high_base", "low_new", "high_new")


def diff_lines(step: Step, width: int, glyphs: Glyphs) -> list[Text]:
    """Return the comparison of two configurations, drawn ``width`` cells wide.

    Top to bottom: what was configured differently (the rest in one line), what was measured, the
    repeats of both sides as dots on one axis, the progress of their runs over one another.
    """
    sides, comparison = step.pair.sides, step.pair.comparison
    across = Columns.within(width, glyphs)
    return [
        *_configured(comparison, Columns.of_sides(width, glyphs)),
        *_measured(comparison, sides.base, sides.new, across, glyphs),
        *_scaled(step, across, glyphs),
        *_reasons(comparison, across),
        *repeat_dots(comparison.table, width, glyphs),
        *course_curves(comparison.table, sides, width, glyphs),
    ]


def _configured(comparison: Comparison, across: Columns) -> Iterator[Text]:
    yield across.line("", "base", "new", style="bold")
    for each in comparison.differences:
        values = stated_values(each, comparison.sizes)
        yield from across.lines(each.column.replace("_", " "), [[text] for text in values])
    places = [_place(comparison.table, side) for side in SIDES]
    yield from across.lines("read from", [[place] for place in places])
    same = [
        named_value(name, value, comparison.sizes)
        for name, value in comparison.shared
        if value is not None
    ]
    yield from across.list("the same", same)


def _place(table: pl.DataFrame, side: str) -> str:
    """The file and line of the first run of a side."""
    places = table.select(f"source_{side}", f"line_{side}").drop_nulls(f"source_{side}")
    if places.is_empty():
        return MISSING
    source, line = places.row(0)
    file = Path(source).name
    return f"{file}:{line}" if line else file


def _measured(
    comparison: Comparison, base: pl.DataFrame, new: pl.DataFrame, across: Columns, glyphs: Glyphs
) -> Iterator[Text]:
    yield Text("")
    yield across.line("", "base", "new", "change", "verdict", style="bold")
    reach = reach_of(comparison.table["delta"])
    for row in comparison.table.iter_rows(named=True):
        scale = scale_for(row["unit"], [row[name] for name in (*SIDES, *_RANGES)])
        cells = [
            _came_out(row, name, scale, of_quantity(side, row), across.side)
            for name, side in (("base", base), ("new", new))
        ]
        delta = row["delta"]
        yield from across.lines(
            row["metric"] or "value",
            cells,
            signed_percent(delta),
            None if delta is None else change_bar(delta, reach, BAR, glyphs),
            verdict_word(row, glyphs),
        )


def _reasons(comparison: Comparison, across: Columns) -> Iterator[Text]:
    """Why the verdicts are what they are, each reason once."""
    table, label = comparison.table, "verdict"
    for (reason,), rows in table.group_by("reason", maintain_order=True):
        what = rows["metric"].drop_nulls().to_list()
        named = f"{', '.join(what)}: " if table.height > rows.height and what else ""
        yield from across.list(label, [f"{named}{reason}"])
        label = ""
    for each in comparison.pooled:
        yield from across.list("", [pooled_over(each)])


def _came_out(
    row: dict[str, Any], side: str, scale: Scale, records: pl.DataFrame, width: int
) -> list[str]:
    """One side of a quantity: value, range of the repeats, how many; in one line where it fits."""
    if row[f"n_{side}"] == 0:
        reasons = records["reason"].drop_nulls()
        failed = f"failed: {reasons[0]}" if reasons.len() else "failed"
        return [failed if row[f"failed_{side}"] else "not measured"]
    value, runs = scale.quantity(row[side]), f"n {row[f'n_{side}']}"
    if row[f"failed_{side}"]:
        runs += f", {row[f'failed_{side}']} failed"
    low, high = row[f"low_{side}"], row[f"high_{side}"]
    spread = "" if low is None else format_interval(scale, low, high)
    parts = [part for part in (value, spread, runs) if part]
    whole = "  ".join(parts)
    if len(whole) <= width:
        return [whole]
    first = f"{value}  {runs}"
    return [first, spread] if spread and len(first) <= width else parts


def _scaled(step: Step, across: Columns, glyphs: Glyphs) -> Iterator[Text]:
    """Speedup and efficiency of both sides, each relative to the baseline of its own series."""
    rows = (step.base, step.new)
    earned = [_is_earned(row) for row in rows]
    if not any(earned):
        return
    times = "x" if glyphs.ascii else "×"
    yield from across.lines("speedup", [_speedup(row, times) for row in rows])
    # That of a baseline is 1 by definition: no change leads from there or to there.
    points = ""
    if step.base and step.new and all(earned):
        points = f"{fixed((step.new['efficiency'] - step.base['efficiency']) * 100, 1, '+')} pts"
    yield from across.lines("efficiency", [_efficiency(row) for row in rows], points)


def _is_earned(row: Row | None) -> bool:
    return row is not None and row["efficiency"] is not None and not row["is_baseline"]


def _speedup(row: Row | None, times: str) -> list[str]:
    if row is None or row["speedup"] is None:
        return ["none"]
    if row["is_baseline"]:
        return ["baseline"]
    ideal = row["count"] / row["baseline_devices"]
    return [f"{fixed(row['speedup'], 2)}{times} of {ideal:g}{times}"]


def _efficiency(row: Row | None) -> list[str]:
    if row is None or row["efficiency"] is None:
        return ["none"]
    return ["baseline" if row["is_baseline"] else f"{percent(row['efficiency'])} %"]
