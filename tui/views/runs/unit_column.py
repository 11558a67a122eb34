"""The unit of each row's value, where not all of a table are written in the same one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from tui.formatting.numbers import Scale
from tui.formatting.scales import Scales, scales_of
from tui.formatting.shortening import Shortening
from tui.views.table_view import Cell, TableColumn

_LEAST: Final = 5
"""Cells in which most units stay different: ``img/s``, ``samp…``."""


def unit_column(scales: Scales) -> TableColumn:
    """The unit in which the values of each row are written: ``scales`` are those of quantities."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        kinds = rows.select("metric", "unit").iter_rows()
        return [scales.get(kind, Scale()).unit for kind in kinds]

    units = sorted({scale.unit for scale in scales.values()})
    width = max(len("unit"), *map(len, units))
    least = min(width, _LEAST)
    return TableColumn(
        "unit", "unit", "", width, "left", 0, cells, least, shorten=Shortening(lambda: units)
    )


def units_mix(table: pl.DataFrame) -> bool:
    """Return whether the values of a table are written in several units."""
    return len({scale.unit for scale in scales_of(table, ["value"]).values()}) > 1


def with_units(chosen: Sequence[str]) -> list[str]:
    """Return the columns chosen, the unit behind the value."""
    pairs = (("value", "unit") if name == "value" else (name,) for name in chosen)
    return [name for names in pairs for name in names]
