"""Columns that draw curves: the efficiency along a row's series, the value along its run."""

from __future__ import annotations

from collections import defaultdict
from math import isfinite
from typing import Final

import polars as pl

from analysis.runs import Runs
from tui.drawing.sparkline import STILL, sparkline
from tui.formatting.glyphs import Glyphs
from tui.views.table_view import Cell, TableColumn

_SPARK: Final = 6
Curve = list[tuple[int, float | None]]
"""Efficiencies by ascending count."""


def curve_column(everything: pl.DataFrame, glyphs: Glyphs) -> TableColumn:
    """Return the column of efficiencies along the row's series, its own point set apart."""
    known: dict[int, Curve] = {}

    def cells(rows: pl.DataFrame) -> list[Cell]:
        series = rows["series"].to_list()
        if new := {*series} - known.keys():
            known.update(_curves(everything.filter(pl.col("series").is_in(new))))
        return [
            _spark_at(known.get(each, []), number, glyphs)
            for each, number in zip(series, rows["count"], strict=True)
        ]

    return TableColumn("scaling_curve", "series", "", _SPARK, "left", 11, cells, picture=True)


def _curves(table: pl.DataFrame) -> dict[int, Curve]:
    """The efficiency of each series by ascending count; its baseline may be another series' row.

    In Python: the series of the rows in sight have few points, and queries take as long each.
    """
    found: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    baselines: set[tuple[int, int]] = set()
    columns = "series", "count", "efficiency", "baseline_row", "baseline_devices"
    for series, count, efficiency, baseline, devices in table.select(columns).iter_rows():
        if count is not None:
            found[series][count] += [] if efficiency is None else [efficiency]
        if None not in (baseline, efficiency, devices):
            baselines.add((series, devices))
    for series, devices in baselines:
        found[series][devices].append(1.0)
    return {
        series: [(count, _mean(values)) for count, values in sorted(points.items())]
        for series, points in found.items()
    }


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _spark_at(curve: Curve, number: int | None, glyphs: Glyphs) -> Cell:
    if len(curve) < 2:
        return ""
    here = next((i for i, (at, _) in enumerate(curve) if at == number), None)
    values = [efficiency for _, efficiency in curve]
    return sparkline(values, min(_SPARK, len(values)), STILL, 1.0, highlight=here, glyphs=glyphs)


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

    return TableColumn("progress", "progress", "", _SPARK, "left", 9, cells, picture=True)


def _progress(values: list[float | None], glyphs: Glyphs) -> Cell:
    """Draw values from 0 on, as far as none is below: noise looks like noise, not like collapse."""
    stated = [value for value in values if value is not None and isfinite(value)]
    low = 0.0 if stated and min(stated) >= 0 and max(stated) > 0 else None
    return sparkline(values, _SPARK, low, glyphs=glyphs)
