"""Two configurations side by side, as lines: the Diff screen of one pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.compare import Comparison, compare
from analysis.sides import of_rows
from tui.compare_table import compare_columns, plain
from tui.drawing.dots import Side, dots
from tui.drawing.glyphs import Glyphs
from tui.drawing.progress_plot import progress_plot
from tui.drawing.series import Point, Series
from tui.numbers import Scale, scale_of
from tui.printed.text import table_lines
from tui.table import Table

NAMES: Final = ("base", "new")
NAME_WIDTH: Final = 16
PLOT_HEIGHT: Final = 11
WIDEST_PLOT: Final = 100


def diff_lines(
    records: pl.DataFrame,
    base: dict[str, Any],
    new: dict[str, Any],
    by: Sequence[str],
    width: int,
    glyphs: Glyphs,
) -> list[Text]:
    """Return the comparison of two rows of a table of runs, drawn ``width`` cells wide.

    Top to bottom: what was configured differently (the rest in one line), what was measured, the
    repeats of both sides as dots on one axis, the progress of their runs over one another.
    """
    sides = of_rows(records, base, new, by)
    comparison = compare(sides)
    return [
        *_configured(comparison, base, new, width),
        *_measured(comparison, width, glyphs),
        *_repeats(comparison, sides.base, sides.new, width, glyphs),
        *_courses(comparison, sides.base, sides.new, width, glyphs),
    ]


def _configured(
    comparison: Comparison, base: dict[str, Any], new: dict[str, Any], width: int
) -> Iterator[Text]:
    column = (width - NAME_WIDTH - 4) // 2
    yield Text(f"{'':<{NAME_WIDTH}}  {'base':<{column}}  new", style="bold")
    differing = [each.column for each in comparison.differences]
    for name in [*differing, "read from"]:
        ours, theirs = (_cell(row, name) for row in (base, new))
        line = Text(f"{name.replace('_', ' '):<{NAME_WIDTH}}  ", style="dim")
        for text in (ours, theirs):
            cell = Text(text, style="not dim")
            cell.truncate(column, overflow="ellipsis", pad=True)
            line.append_text(cell).append("  ")
        yield line
    same = " · ".join(
        f"{name.replace('_', ' ')} {plain(v)}" for name, v in comparison.shared if v is not None
    )
    if same:
        line = Text(f"{'the same':<{NAME_WIDTH}}  {same}", style="dim")
        yield from _folded(line, width)


def _cell(row: dict[str, Any], name: str) -> str:
    if name == "read from":
        file = Path(row["source"]).name
        return f"{file}:{row['line']}" if row["line"] else file
    return "not stated" if row[name] is None else plain(row[name])


def _folded(line: Text, width: int) -> Iterator[Text]:
    """Break a long line between its parts, those after the first set in."""
    head, *rest = line.plain.split(" · ")
    for part in rest:
        if len(head) + len(part) + 3 > width:
            yield Text(f"{head} ·", style="dim")
            head = " " * (NAME_WIDTH + 2) + part
        else:
            head += f" · {part}"
    yield Text(head, style="dim")


def _measured(comparison: Comparison, width: int, glyphs: Glyphs) -> Iterator[Text]:
    yield Text("")
    columns = compare_columns(comparison, glyphs)
    yield from table_lines(Table(comparison.table, columns), width)


def _repeats(
    comparison: Comparison, base: pl.DataFrame, new: pl.DataFrame, width: int, glyphs: Glyphs
) -> Iterator[Text]:
    for row in comparison.table.iter_rows(named=True):
        values = [_of_quantity(side, row)["value"].drop_nulls().to_list() for side in (base, new)]
        if max(map(len, values)) < 2:
            continue
        scale = _scale([value for each in values for value in each], row["unit"])
        yield Text("")
        yield Text(
            f"repeats of {row['metric']}" + (f", {scale.unit}" if scale.unit else ""), "bold"
        )
        sides = [
            Side(name, [value / scale.factor for value in each])
            for name, each in zip(NAMES, values, strict=True)
        ]
        yield from dots(sides, min(width, WIDEST_PLOT), glyphs=glyphs)


def _courses(
    comparison: Comparison, base: pl.DataFrame, new: pl.DataFrame, width: int, glyphs: Glyphs
) -> Iterator[Text]:
    for row in comparison.table.iter_rows(named=True):
        series = [
            _course(name, _of_quantity(side, row))
            for name, side in zip(NAMES, (base, new), strict=True)
        ]
        if not any(each.points for each in series):
            continue
        unit = f", {row['unit']}" if row["unit"] else ""
        yield Text("")
        yield from progress_plot(
            series,
            min(width, WIDEST_PLOT),
            PLOT_HEIGHT,
            glyphs=glyphs,
            title=f"progress of {row['metric']}{unit}",
        )


def _course(name: str, runs: pl.DataFrame) -> Series:
    """The progress of a side's first run that has any."""
    with_progress = runs.filter(pl.col("progress").list.len() > 0)
    if with_progress.is_empty():
        return Series(name, ())
    values = with_progress["progress"][0].to_list()
    at = with_progress["progress_at"][0]
    steps = at.to_list() if at is not None else range(1, len(values) + 1)
    points = sorted(zip(steps, values, strict=False), key=lambda pair: pair[0])
    return Series(name, tuple(Point(float(x), y) for x, y in points))


def _of_quantity(side: pl.DataFrame, row: dict[str, Any]) -> pl.DataFrame:
    return side.filter(
        (pl.col("role") == "measured")
        & pl.col("metric").eq_missing(pl.lit(row["metric"]))
        & pl.col("unit").eq_missing(pl.lit(row["unit"]))
    )


def _scale(values: Sequence[float], unit: str | None) -> Scale:
    sizes = [abs(value) for value in values if value]
    return scale_of(unit, min(sizes, default=None), max(sizes, default=None))
