"""The columns that several tables have in common: names, numbers, cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Literal

import polars as pl
from rich.cells import cell_len

from analysis.column_spec import ColumnSpec
from analysis.columns import title
from analysis.scaling.speedup import cost_unit
from analysis.size_form import SizeForm
from parsers.run_records.records import SCALE
from tui.formatting.byte_sizes import whole_size
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale, alike, count, fixed, percent, plain, scale_of
from tui.formatting.scales import scales_of
from tui.formatting.shortening import MOST, Shortening
from tui.views.column_fit import SIGN_STEP
from tui.views.table_view import Cell, TableColumn

NO_SIZES: Final = SizeForm()
_MANY: Final = 1000
_LEAST_WIDTH: Final = {"benchmark": 9, "software": 8, "case": 10, "metric": 10}
"""How far names may be cut before another column has to go."""
_LEAST_HEADING: Final = 10
"""How far the heading of a column may be cut that says which row it is."""
_IDENTITY_PRIORITY: Final = {
    "benchmark": 0,
    "devices": 1,
    "nodes": 2,
    "ranks": 2,
    "threads": 2,
    "system": 3,
    "software": 3,
    "batch": 3,
    "size": 3,
    "device": 6,
    "case": 7,
}
"""What goes first where the screen is narrow: parameters and labels, then cases."""


def identity_column(table: pl.DataFrame, name: str, sizes: SizeForm = NO_SIZES) -> TableColumn:
    """Return the column of an identity column: counts to the right, names to the left.

    ``sizes`` have the prefixes that they are written in.
    """
    priority = _IDENTITY_PRIORITY.get(name, 8)
    if table[name].dtype.is_numeric():
        form = partial(written_value, name, sizes=sizes)
        body = number_column(table, name, "", form, priority=priority)
        heading = title(name)
        least = max(body.width, min(len(heading), _LEAST_HEADING))
        column = body._replace(title=heading, width=max(body.width, len(heading)), min_width=least)
    else:
        column = text_column(table, name, priority=priority)
    return column._replace(tells=True)


def naming_of(
    table: pl.DataFrame, names: Sequence[str], sizes: SizeForm = NO_SIZES, *, scaled_over: int
) -> list[TableColumn]:
    """Return the columns of identity columns, in their order.

    The count with the most values is what rows are scaled over: its priority is ``scaled_over``.
    """
    columns = [identity_column(table, name, sizes) for name in names]
    if counts := [name for name in names if name in SCALE]:
        count = names.index(max(counts, key=lambda name: table[name].n_unique()))
        columns[count] = columns[count]._replace(priority=scaled_over)
    return columns


def written_value(name: str, value: Any, sizes: SizeForm) -> str:
    """Return a value of an identity column as people write it, a size with its prefix."""
    if name != "size" or sizes.prefixes is None:
        return plain(value)
    return whole_size(value, sizes.prefixes)


def named_value(name: str, value: Any, sizes: SizeForm) -> str:
    """Return an identity column's name and a value of it: ``ranks 4``, ``weak scaling``."""
    if name == "stated_scaling":
        return f"{value} scaling"
    return f"{name.replace('_', ' ')} {written_value(name, value, sizes)}"


def metric_column(table: pl.DataFrame) -> TableColumn:
    """Return the column of metrics, which goes last where units do not tell them apart."""
    told_by_unit = table.select("metric", "unit").n_unique() == table["unit"].n_unique()
    priority = 6 if told_by_unit else 0
    return text_column(table, "metric", priority=priority)._replace(tells=True)


def plain_column(table: pl.DataFrame, name: str) -> TableColumn:
    """Return a column that has no form of its own: numbers and texts as they are."""
    dtype = table[name].dtype
    if dtype.is_numeric():
        return number_column(table, name, title(name), _all_digits, priority=8)
    return text_column(table, name, priority=8)


def _all_digits(value: float) -> str:
    return str(value)


def text_column(table: pl.DataFrame, name: str, *, priority: int) -> TableColumn:
    """Return a column of texts as wide as the widest; a narrow screen may cut it."""
    heading = title(name)
    width = max(len(heading), _widest(_as_text(table[name])))

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return list(_as_text(rows[name]).fill_null(""))

    least = min(width, max(min(len(heading), _LEAST_HEADING), _LEAST_WIDTH.get(name, 9)))
    # One more than are looked at: of a million, no list is made.
    names = Shortening(lambda: list(_as_text(table[name].unique().head(MOST + 1)).drop_nulls()))
    return TableColumn(name, heading, "", width, "left", priority, cells, least, shorten=names)


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype.is_nested():
        return column.cast(pl.List(pl.String)).list.join(" ")
    return column.cast(pl.String)


def _widest(texts: pl.Series) -> int:
    """The cells that the widest text takes; only other than ASCII may take two a character."""
    longest = texts.str.len_chars().max()
    wide = texts.filter(texts.str.len_bytes() > texts.str.len_chars()).unique()
    return max([longest if isinstance(longest, int) else 0, *map(cell_len, wide)])


def number_column(
    table: pl.DataFrame,
    name: str,
    heading: str,
    form: Callable[[Any], str],
    *,
    unit: str = "",
    priority: int,
) -> TableColumn:
    """A right-aligned column as wide as its widest value, as far as few values tell."""
    texts = [form(value) for value in _telling_widths(table[name])]
    width = max(len(text) for text in (heading, unit, *texts))

    def cells(rows: pl.DataFrame) -> list[Cell]:
        values = rows[name].to_list()
        if not rows[name].dtype.is_integer():
            return ["" if value is None else form(value) for value in values]
        # Counts recur.
        texts = {value: "" if value is None else form(value) for value in {*values}}
        return [texts[value] for value in values]

    return TableColumn(name, heading, unit, width, "right", priority, cells)


def fitted_column(
    sample: pl.DataFrame,
    name: str,
    heading: str,
    cells: Callable[[pl.DataFrame], list[Cell]],
    *,
    align: Literal["left", "right"] = "left",
    priority: int,
) -> TableColumn:
    """Return a column of ``cells``, as wide as its heading and those of the rows of ``sample``."""
    width = max([len(heading), *(cell_len(str(cell)) for cell in cells(sample))])
    return TableColumn(name, heading, "", width, align, priority, cells)


def shown_by_sign(column: TableColumn) -> TableColumn:
    """Let a column of a sign and words show the sign alone where the screen is narrow.

    The words come before what is shown in later steps.
    """

    def sign_alone(text: str, width: int, _mark: str) -> str:
        return text if cell_len(text) <= width else text[:1]

    return column._replace(min_width=1, shorten=sign_alone, in_steps=SIGN_STEP)


def computed_column(
    table: pl.DataFrame,
    column: ColumnSpec,
    glyphs: Glyphs,
    form: Callable[[Any], str] | None = None,
    *,
    heading: str = "",
    priority: int,
) -> TableColumn:
    """Return the column of a computed number with its heading, in the form that its unit asks for.

    Unless another ``form`` or ``heading`` is given.
    """
    heading = heading or column.heading
    if glyphs.ascii:
        from tui.drawing.text_cells import to_ascii

        heading = to_ascii(heading)
    form = form or _forms(glyphs)[column.unit]
    return number_column(table, column.name, heading, form, priority=priority)


def _forms(glyphs: Glyphs) -> dict[str, Callable[[Any], str]]:
    """Return how the numbers of each unit are written."""
    times = "x" if glyphs.ascii else "×"
    return {
        "": count,
        "percent": percent,
        "times": lambda value: f"{fixed(value, 2)}{times}",
        "fraction": lambda value: fixed(value, 4),
    }


def _telling_widths(values: pl.Series) -> list[Any]:
    """The values whose texts are the widest: both ends, and of fractions some in between."""
    stated = values.drop_nulls()
    if stated.is_empty():
        return []
    some = stated.gather_every(-(-len(stated) // _MANY)) if stated.dtype.is_float() else ()
    return [stated.min(), stated.max(), *some]


def quantity_column(
    points: pl.DataFrame,
    name: str,
    *,
    heading: str = "",
    with_scale_of: str = "value",
    priority: int,
) -> TableColumn:
    """Return a column of numbers in the scale of their quantity; units that differ stand beside.

    ``with_scale_of``: the column whose numbers are written alike.
    """
    heading = heading or name
    scales = scales_of(points, list(dict.fromkeys([with_scale_of, name])))
    units = {scale.unit for scale in scales.values()}
    common = units.pop() if len(units) == 1 else None

    def form(value: float | None, metric: Any, unit: Any) -> str:
        scale = scales.get((metric, unit), Scale())
        if value is None:
            return ""
        return scale.number(value) if common is not None else scale.quantity(value)

    def cells(rows: pl.DataFrame) -> list[Cell]:
        return [form(*row) for row in rows.select(name, "metric", "unit").iter_rows()]

    shown = max((len(str(cell)) for cell in cells(points)), default=0)
    width = max(len(heading), len(common or ""), shown)
    return TableColumn(name, heading, common or "", width, "right", priority, cells)


def cost_column(table: pl.DataFrame, counted: str = "device") -> TableColumn:
    """Return the column of what results cost; its unit stands above where all rows share it."""
    quantities = table.select("metric", "unit").unique().rows()
    units = {cost_unit(metric, unit, counted) for metric, unit in quantities}
    if len(units) > 1:
        return number_column(table, "cost", "cost", alike(table["cost"].to_list()), priority=6)
    costs = table["cost"].drop_nulls()
    scale = scale_of(None, *_ends_of(costs.filter(costs > 0)))
    unit = f"{scale.unit} {units.pop()}".strip() if units else ""
    return number_column(table, "cost", "cost", scale.number, unit=unit, priority=6)


def _ends_of(column: pl.Series) -> tuple[float | None, float | None]:
    least, most = column.min(), column.max()
    return (
        least if isinstance(least, float) else None,
        most if isinstance(most, float) else None,
    )
