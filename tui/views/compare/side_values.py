"""One side of a comparison as columns: its value, how far its runs spread, how many there are."""

from __future__ import annotations

import math
from typing import Any, Final

import polars as pl

from analysis.columns import title
from analysis.compare.compare import SIDES
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, count
from tui.formatting.scales import Scales, scales_of
from tui.formatting.shortening import truncate_end
from tui.views.column_fit import SIGN_STEP
from tui.views.table_columns import fitted_column, number_column
from tui.views.table_view import Cell, TableColumn

_SPREAD_OF: Final = (
    *("metric", "unit", "base", "new"),
    *(f"{end}_{side}" for side in SIDES for end in ("low", "high")),
)
Quantity = tuple[str | None, str | None]
_MANY: Final = 2000
_TWO_DIGITS: Final = 3.55
"""Below it, the first digit of an uncertainty is not enough (Particle Data Group, Review 2024)."""
_WHOLE: Final = 0.95
"""Percent from which a spread has no decimal."""
_SPREAD_STEP: Final = SIGN_STEP + 1
"""The words of verdicts come first."""
_MISSING: Final = "missing"
"""Instead of values of a side that has no such row."""


def side_columns(
    table: pl.DataFrame, side: str, scales: Scales, glyphs: Glyphs
) -> list[TableColumn]:
    """Return value and interval of a side, the interval where it has any."""
    columns = [_side(table, side, scales, glyphs, _share_width(table, side))]
    if bool(table[f"low_{side}"].is_not_null().any()):
        columns.append(_interval(table, side, scales))
    return columns


def count_column(table: pl.DataFrame, side: str) -> TableColumn:
    """Return the number of runs of a side."""
    return number_column(table, f"n_{side}", title("n"), count, priority=4)


def counts_column(table: pl.DataFrame) -> TableColumn | None:
    """Return the number of runs of each side, ``9+4`` where they differ; None where all are 1."""

    def cells(rows: pl.DataFrame) -> list[Cell]:
        pairs = rows.select("n_base", "n_new").iter_rows()
        return [str(base) if base == new else f"{base}+{new}" for base, new in pairs]

    kinds = table.select("n_base", "n_new").unique()
    if kinds.rows() in ([(1, 1)], []):
        return None
    width = max(len(str(cell)) for cell in cells(kinds))
    return TableColumn("n_base", title("n"), "", width, "right", 4, cells)


def narrow_side_columns(
    table: pl.DataFrame, side: str, scales: Scales, glyphs: Glyphs
) -> list[TableColumn]:
    """Return value and spread of a side as columns of their own: there are many beside them."""
    columns = [_side(table, side, scales, glyphs, 0)]
    width = _share_width(table, side)
    if width:
        columns.append(_spread_column(side, glyphs, width))
    return columns


def common_scales(table: pl.DataFrame) -> Scales:
    """Return one scale for both sides of each quantity."""
    ends = (f"{end}_{side}" for end in ("low", "high") for side in ("base", "new"))
    return scales_of(table, ["base", "new", *(name for name in ends if name in table.columns)])


def _side(
    table: pl.DataFrame, side: str, scales: Scales, glyphs: Glyphs, spread: int
) -> TableColumn:
    """Return the values of a side and their spread in ``spread`` cells, points and signs in line.

    Without the spread where it takes none, and where the screen is too narrow for it: a verdict
    says more.
    """
    units = {scale.unit for scale in scales.values()}
    common = units.pop() if len(units) == 1 else None
    tail = (
        0 if common is not None else max((len(scale.unit) for scale in scales.values()), default=0)
    )
    decimals = _most_decimals(table, scales)
    sign = _plus_minus(glyphs)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [one(row) for row in rows.select(_SPREAD_OF).iter_rows(named=True)]

    def one(row: dict[str, Any]) -> str:
        if row[side] is None:
            return ""
        scale = _scale_of(scales, row)
        number = _in_line(scale, row[side], decimals[row["metric"], row["unit"]])
        unit = f" {scale.unit:<{tail}}" if tail else ""
        return f"{number}{unit}{f' {_spread(row, side, sign, spread)}' if spread else ''}"

    sample = pl.concat([table.top_k(2, by=side), table.bottom_k(2, by=side), table.head(200)])
    widest = max([len(side), *(len(str(cell)) for cell in cells(sample))])
    column = TableColumn(side, side, common or "", widest, "right", 0, cells)
    if not spread:
        return column

    def without_spread(text: str, width: int, mark: str) -> str:
        # All rows alike: numbers with and without it would not be in line.
        is_value = text not in (side, common)
        return truncate_end(
            text[:-spread_cells] if is_value and width < widest else text, width, mark
        )

    spread_cells = len(_no_spread(sign, spread)) + 1
    least = max(widest - spread_cells, len(side), len(common or ""))
    return column._replace(min_width=least, shorten=without_spread, in_steps=_SPREAD_STEP)


def _most_decimals(table: pl.DataFrame, scales: Scales) -> dict[Quantity, int]:
    """Return the decimals of the number with the most, for each quantity.

    Of many rows, those that there may be.
    """
    if table.height > _MANY:
        return {quantity: scale.decimals for quantity, scale in scales.items()}
    most = dict.fromkeys(scales, 0)
    for row in table.select(_SPREAD_OF).iter_rows(named=True):
        quantity = row["metric"], row["unit"]
        most[quantity] = max(most[quantity], _scale_of(scales, row).decimals)
    return most


def _scale_of(scales: Scales, row: dict[str, Any]) -> Scale:
    """Return the scale of a row's quantity with the digits that the repeats agree on, and one more.

    Of a side that spreads by 4 the tenths say nothing; the less uneven of the two sides decides.
    """
    scale = scales[row["metric"], row["unit"]]
    halves = [
        half for side in SIDES if (half := _half(row, side) / scale.factor) and math.isfinite(half)
    ]
    if not halves:
        return scale
    place = -math.floor(math.log10(min(halves) / _TWO_DIGITS))
    return scale._replace(decimals=min(scale.decimals, max(place, 0)))


def _in_line(scale: Scale, value: float, decimals: int) -> str:
    """Return the number with blanks in the place of the decimals that it has not."""
    missing = decimals - scale.decimals
    return scale.number(value) + " " * (missing + (missing > 0 and not scale.decimals))


def _half(row: dict[str, Any], side: str) -> float:
    """Half of what the interval of a side spans, 0 where it has none."""
    low, high = row[f"low_{side}"], row[f"high_{side}"]
    return 0.0 if low is None else (high - low) / 2


def _share_width(table: pl.DataFrame, side: str) -> int:
    """Return the cells that the spreads of a side take in percent, 0 where it has none."""
    span = (pl.col(f"high_{side}") - pl.col(f"low_{side}")) / 2
    shares = table.select((100 * span / pl.col(side).abs()).alias("share"))["share"]
    shares = shares.filter(shares.is_finite())
    if shares.is_empty():
        return 0
    return max(len(_share(end)) for end in shares.sort().gather([0, -1]))


def _share(share: float) -> str:
    return f"{share:.{0 if share >= _WHOLE else 1}f}"


def _plus_minus(glyphs: Glyphs) -> str:
    return "+-" if glyphs.ascii else "±"


def _spread(row: dict[str, Any], side: str, sign: str, width: int) -> str:
    """Return the spread of a side as ``± 0.3 %``, as wide as any."""
    if row[f"low_{side}"] is None or not row[side]:
        return _no_spread(sign, width)
    share = 100 * _half(row, side) / abs(row[side])
    return f"{sign} {_share(share):>{width}} %"


def _no_spread(sign: str, width: int) -> str:
    """Return as many blanks as a spread takes."""
    return " " * (len(sign) + width + 3)


def _spread_column(side: str, glyphs: Glyphs, width: int) -> TableColumn:
    sign = _plus_minus(glyphs)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        some = rows.select(_SPREAD_OF).iter_rows(named=True)
        return [_spread(row, side, sign, width) for row in some]

    return TableColumn(f"low_{side}", sign, "", len(sign) + width + 3, "left", 3, cells)


def _interval(table: pl.DataFrame, side: str, scales: Scales) -> TableColumn:
    low, high = f"low_{side}", f"high_{side}"
    kinds = table[f"interval_{side}"].drop_nulls().unique()

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [
            "" if row[low] is None else format_interval(_scale_of(scales, row), row[low], row[high])
            for row in rows.select(_SPREAD_OF).iter_rows(named=True)
        ]

    heading = kinds[0] if kinds.len() == 1 else title("interval")
    ends = pl.concat([table.top_k(2, by=high), table.bottom_k(2, by=low), table.head(200)])
    return fitted_column(ends, low, heading, cells, priority=6)


def format_interval(scale: Scale, low: float, high: float) -> str:
    """Return ``[low..high]`` without the unit."""
    return f"[{scale.number(low)}..{scale.number(high)}]"
