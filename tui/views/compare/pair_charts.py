"""The runs behind a row of a comparison, drawn: its repeats as dots, their progress as curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from rich.text import Text

from analysis.compare.compare import SIDES
from analysis.compare.pairs import Pairs
from analysis.compare.sides import Sides
from tui.drawing.chart_series import Point, Series
from tui.drawing.dots import Side, dots
from tui.drawing.progress_plot import progress_plot
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import scale_for
from tui.formatting.shortening import in_lines
from tui.views.compare.row_pairs import named_values

_PLOT_HEIGHT: Final = 11
_LEAST_PLOT: Final = 8
_WIDEST_PLOT: Final = 100


def repeat_dots(table: pl.DataFrame, width: int, glyphs: Glyphs) -> Iterator[Text]:
    """Yield, of each row with several runs on a side, all runs of both sides on one axis."""
    for row in table.iter_rows(named=True):
        values = [row[f"repeats_{side}"] or [] for side in SIDES]
        if max(map(len, values)) < 2:
            continue
        scale = scale_for(row["unit"], [value for each in values for value in each])
        yield Text("")
        yield Text(
            f"repeats of {row['metric']}" + (f", {scale.unit}" if scale.unit else ""), "bold"
        )
        sides = [
            Side(name, [value / scale.factor for value in each])
            for name, each in zip(SIDES, values, strict=True)
        ]
        yield from dots(sides, min(width, _WIDEST_PLOT), glyphs=glyphs)


def course_curves(
    table: pl.DataFrame, sides: Sides, width: int, glyphs: Glyphs, height: int = _PLOT_HEIGHT
) -> Iterator[Text]:
    """Yield, of each row whose runs have a progress, that of a run of each side over the other."""
    for row in table.iter_rows(named=True):
        series = [
            _course(name, of_quantity(side, row))
            for name, side in zip(SIDES, (sides.base, sides.new), strict=True)
        ]
        if not any(each.points for each in series):
            continue
        unit = f", {row['unit']}" if row["unit"] else ""
        yield Text("")
        yield from progress_plot(
            series,
            min(width, _WIDEST_PLOT),
            height,
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


def of_quantity(side: pl.DataFrame, row: dict[str, Any]) -> pl.DataFrame:
    """Return the records of a side that measure what a row of the comparison does."""
    return side.filter(
        (pl.col("role") == "measured")
        & pl.col("metric").eq_missing(pl.lit(row["metric"]))
        & pl.col("unit").eq_missing(pl.lit(row["unit"]))
    )


def glance(
    pairs: Pairs, row: int, naming: Sequence[str], width: int, height: int, glyphs: Glyphs
) -> list[Text]:
    """Return what stands behind one row, in at most ``height`` lines.

    Its name and why its verdict is what it is; its repeats, and the progress of its runs as far as
    there is room.
    """
    one = pairs.comparison.table[[row]]
    found = one.row(0, named=True)
    name = glyphs.between.join(named_values(found, naming))
    said = f"{name}: {found['reason']}" if name else found["reason"]
    lines = [Text(), *(Text(line) for line in in_lines(said, width))]
    dotted = list(repeat_dots(one, width, glyphs))
    if len(lines) + len(dotted) <= height:
        lines += dotted
    room = min(height - len(lines) - 2, _PLOT_HEIGHT)
    if room >= _LEAST_PLOT and _has_progress(pairs.sides):
        sides = pairs.pair(found).sides
        lines += course_curves(one, sides, width, glyphs, room)
    return lines[:height]


def _has_progress(sides: Sides) -> bool:
    """Whether any run has a progress: of a million without one, none is looked for."""
    return any(side["progress"].null_count() < side.height for side in (sides.base, sides.new))
