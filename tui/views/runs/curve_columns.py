"""Columns that draw curves: the efficiency along a row's series, the value along its run."""

from __future__ import annotations

from math import isfinite
from typing import Final

import polars as pl

from analysis.runs import Runs
from tui.drawing.sparkline import STILL, sparkline
from tui.formatting.glyphs import Glyphs
from tui.views.table_view import Cell, TableColumn

SPARK: Final = 6


def scaling_column(everything: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    """Return the column of efficiencies along the row's series, its own point set apart."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        wanted = rows["series"].unique()
        curves = _curves(everything.filter(pl.col("series").is_in(wanted.implode())))
        return [
            _spark_at(curves.get(series, []), number, glyphs)
            for series, number in zip(rows["series"], rows["count"], strict=True)
        ]

    return TableColumn("scaling_curve", "series", "", SPARK, "left", 11, cells, picture=True)


def _curves(table: pl.DataFrame) -> dict[int, list[tuple[int, float | None]]]:
    """The efficiency of each series by ascending count; its baseline may be another series' row."""
    own = table.filter(pl.col("count").is_not_null()).select("series", "count", "efficiency")
    leaning = pl.col("baseline_row").is_not_null() & pl.col("efficiency").is_not_null()
    baselines = table.filter(leaning).select(
        "series", pl.col("baseline_devices").alias("count"), pl.lit(1.0).alias("efficiency")
    )
    points = (
        pl.concat([own, baselines.unique()])
        .group_by("series", "count")
        .agg(pl.col("efficiency").mean())
        .sort("series", "count")
    )
    curves: dict[int, list[tuple[int, float | None]]] = {}
    for series, number, efficiency in points.iter_rows():
        curves.setdefault(series, []).append((number, efficiency))
    return curves


def _spark_at(curve: list[tuple[int, float | None]], number: int | None, glyphs: Glyphs) -> Cell:
    if len(curve) < 2:
        return ""
    here = next((i for i, (at, _) in enumerate(curve) if at == number), None)
    values = [efficiency for _, efficiency in curve]
    return sparkline(values, min(SPARK, len(values)), STILL, 1.0, highlight=here, glyphs=glyphs)


def earned(table: pl.DataFrame) -> bool:
    """Return whether any efficiency refers to another row: a curve takes two points."""
    referring = table["efficiency"].is_not_null() & ~table["is_baseline"].fill_null(False)
    return bool(referring.any())


def has_progress(runs: Runs) -> bool:
    """Return whether any record says how its run went along."""
    missing = runs.records.select(pl.col("progress").null_count()).item()
    return bool(missing < runs.records.height)


def progress_column(runs: Runs, glyphs: Glyphs) -> TableColumn:
    """Return the column ``progress`` of the first run of each row."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        curves = runs.records["progress"].gather(rows["record"])
        return ["" if c is None else _progress(list(c), glyphs) for c in curves]

    return TableColumn("progress", "progress", "", SPARK, "left", 9, cells, picture=True)


def _progress(values: list[float | None], glyphs: Glyphs) -> Cell:
    """Draw values from 0 on, as far as none is below: noise looks like noise, not like collapse."""
    stated = [value for value in values if value is not None and isfinite(value)]
    low = 0.0 if stated and min(stated) >= 0 and max(stated) > 0 else None
    return sparkline(values, SPARK, low, glyphs=glyphs)
