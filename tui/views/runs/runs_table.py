"""The table of configurations as people see it: in the Runs screen and in ``show``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Literal

import polars as pl
from rich.cells import cell_len
from rich.text import Text

from analysis.columns import COLUMNS, on_request, title
from analysis.groups import group_codes
from analysis.output_columns import OFFERED
from analysis.runs import Runs
from analysis.select import EARNED
from analysis.size_form import SizeForm, size_form
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import Scale
from tui.formatting.scales import scales_of
from tui.views.efficiency_columns import efficiency_bar, efficiency_column
from tui.views.runs.common_facts import any_earned
from tui.views.runs.curve_columns import curve_column, earned, has_progress, progress_column
from tui.views.runs.unit_column import unit_column, units_mix, with_units
from tui.views.table_columns import (
    computed_column,
    cost_column,
    identity_column,
    metric_column,
    plain_column,
    text_column,
)
from tui.views.table_view import Cell, TableColumn

_REASON: Final = 9
"""How wide the value column may become for a text that stands for a value."""
_BLANK: Final = 8
"""The priority of what most rows say nothing in."""
Form = tuple[str, Callable[[], TableColumn]]
"""The name of a column and what makes it: to know how wide it is takes a look at all its cells."""


def runs_columns(
    runs: Runs,
    glyphs: Glyphs,
    chosen: Sequence[str] = (),
    added: Sequence[str] = (),
    of: pl.DataFrame | None = None,
) -> tuple[TableColumn, ...]:
    """Return the columns that show ``runs``: those that vary, or the ``chosen`` ones.

    Those ``added`` come with them. A filter that leaves no row leaves the columns as they are
    without it. Where these are the first rows ``of`` a table, what tells its rows apart is shown,
    as far as these have any of it.
    """
    if runs.table.is_empty():
        runs = runs._replace(table=runs.everything)
    forms = _forms(runs, glyphs)
    if units_mix(runs.table):
        # A number never stands without its unit.
        chosen = with_units(chosen)
        added = (*added, "unit")
    drawn = {name for name, _ in forms}
    wanted = dict.fromkeys([*chosen, *added])
    forms += [(name, partial(plain_column, runs.table, name)) for name in wanted.keys() - drawn]
    if chosen:
        return tuple(make() for each in wanted for name, make in forms if name == each)
    return tuple(
        make()
        for name, make in forms
        if name in added
        or (not on_request(name) and _worth_showing(name, _judged_in(name, runs, of), runs.by))
    )


def further_columns(runs: Runs, shown: Sequence[str]) -> list[str]:
    """Return the names of columns that say something and are not ``shown``."""
    table = runs.table
    return [
        name
        for name in dict.fromkeys([*runs.by, *OFFERED])
        if name in table.columns and name not in shown and table[name].null_count() < table.height
    ]


def _worth_showing(name: str, table: pl.DataFrame, by: Sequence[str]) -> bool:
    """Whether the column tells rows apart or says anything at all."""
    if name in ("value", "progress"):
        return True
    if name == "scaling_curve":
        return "efficiency" in table.columns and earned(table)
    column = table[name]
    if name == "devices_per_node":
        return "nodes" not in by
    if name == "label":
        others = [each for each in by if each != "label"]
        return column.n_unique() > 1 and not _tell_apart(table, others)
    if name in (*by, "metric"):
        return column.n_unique() > 1
    if name == "n":
        return column.filter(table["value"].is_not_null()).n_unique() > 1
    if name == "failed":
        # A single run that failed says so in place of its value.
        return bool(((column > 0) & (column + table["n"] > 1)).any())
    if name == "baseline_devices":
        # One that all have stands above the table.
        return any_earned(table) and (column.drop_nulls().n_unique() > 1 or _any_stated(table))
    if name in EARNED:
        return any_earned(table)
    return bool(column.is_not_null().any())


def _judged_in(name: str, runs: Runs, of: pl.DataFrame | None) -> pl.DataFrame:
    """The rows in which a column has to vary: all that there are, where it tells rows apart."""
    if of is None or name not in (*runs.by, "metric") or not runs.table[name].count():
        return runs.table
    return of


def _tell_apart(table: pl.DataFrame, by: Sequence[str]) -> bool:
    return group_codes(table, [*by, "metric"]).n_unique() == table.height


def _any_stated(table: pl.DataFrame) -> bool:
    return bool((table["baseline_row"].is_null() & table["speedup"].is_not_null()).any())


def _forms(runs: Runs, glyphs: Glyphs) -> list[Form]:
    """Return every column that has a form of its own, from left to right."""
    table = runs.table
    sizes = size_form(runs.records)
    forms: list[Form] = [(name, partial(_identity, table, name, sizes)) for name in runs.by]
    forms.append(("metric", partial(metric_column, table)))
    if "n" in table.columns:
        forms.append(_number(table, "n", glyphs, 7))
        forms.append(_number(table, "failed", glyphs, 7, _unless_zero))
    forms.append(("value", partial(_value, runs)))
    forms.append(("unit", lambda: unit_column(scales_of(table, ["value"]))))
    if "speedup" in table.columns:
        forms += _scaled_forms(runs, glyphs)
    if has_progress(runs):
        forms.append(("progress", partial(progress_column, runs, glyphs)))
    forms += [
        (name, partial(text_column, table, name, priority=7)) for name in ("status", "source")
    ]
    forms.append(_number(table, "line", glyphs, 7))
    return forms


def _identity(table: pl.DataFrame, name: str, sizes: SizeForm) -> TableColumn:
    """An identity column; what the runs are scaled over never goes, what is mostly blank does."""
    column = identity_column(table, name, sizes)
    if "counted" in table.columns and name in _scales(table):
        return column._replace(priority=0)
    blank = table[name].null_count() > table.height / 2
    return column._replace(priority=_BLANK) if blank else column


def _scales(table: pl.DataFrame) -> set[str]:
    """The columns that rows are scaled over, where any series has several counts."""
    several = pl.col("count").n_unique().over("series") > 1
    return {f"{each}s" for each in table.filter(several)["counted"].unique().drop_nulls()}


def _scaled_forms(runs: Runs, glyphs: Glyphs) -> list[Form]:
    table = runs.table
    return [
        _number(table, "spread", glyphs, 6),
        _number(table, "speedup", glyphs, 3),
        ("efficiency", partial(efficiency_column, table)),
        ("efficiency", partial(efficiency_bar, glyphs)),
        ("baseline_devices", partial(_baseline, table)),
        _number(table, "karp_flatt", glyphs, 6),
        ("cost", partial(cost_column, table)),
        ("scaling_curve", partial(curve_column, runs.everything, glyphs)),
    ]


def _number(
    table: pl.DataFrame,
    name: str,
    glyphs: Glyphs,
    priority: int,
    form: Callable[[Any], str] | None = None,
) -> Form:
    column = COLUMNS[name]
    return name, partial(computed_column, table, column, glyphs, form, priority=priority)


def _value(runs: Runs) -> TableColumn:
    """The value in one scale a unit, which stands above where it is the same in all rows."""
    table = runs.table
    scales = scales_of(table, ["value"])
    units = {scale.unit for scale in scales.values()}
    common = units.pop() if len(units) == 1 else ""
    texts = [
        scale.number(end)
        for (metric, unit), scale in scales.items()
        for end in _ends(table, metric, unit)
    ]
    body = max((len(text) for text in texts), default=0)
    width = max(body, len("value"), len(common), min(_longest_reason(runs), _REASON))

    def cells(rows: pl.DataFrame) -> list[Cell]:
        reasons = runs.records["reason"].gather(rows["record"])
        return [
            Text(lacking(reason, status, width), style="red")
            if value is None
            else scales.get((metric, unit), Scale()).number(value)
            for value, metric, unit, status, reason in zip(
                rows["value"], rows["metric"], rows["unit"], rows["status"], reasons, strict=True
            )
        ]

    return TableColumn("value", "value", common, width, "right", 0, cells)


def lacking(reason: str | None, status: str, width: int) -> str:
    """Return what stands for a value: the reason where there is room, else what it comes to."""
    if reason is None or cell_len(reason) <= width:
        return reason or status
    return "OOM" if "out of memory" in reason.lower() else status


def _longest_reason(runs: Runs) -> int:
    """How long the longest text is that stands for a value."""
    lacking = runs.table.filter(pl.col("value").is_null())
    reasons = runs.records["reason"].gather(lacking["record"])
    shown = reasons.fill_null(lacking["status"].cast(pl.String))
    longest = shown.str.len_chars().max()
    return longest if isinstance(longest, int) else 0


def _ends(table: pl.DataFrame, metric: str | None, unit: str | None) -> list[float]:
    of_unit = table.filter(
        pl.col("metric").eq_missing(pl.lit(metric)) & pl.col("unit").eq_missing(pl.lit(unit))
    )["value"]
    return [float(end) for end in (of_unit.min(), of_unit.max()) if end is not None]  # type: ignore[arg-type]


def _baseline(table: pl.DataFrame) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        trio = zip(rows["baseline_devices"], rows["baseline_row"], rows["speedup"], strict=True)
        return [
            "" if devices is None else f"{devices} stated" if row is None and gain else str(devices)
            for devices, row, gain in trio
        ]

    heading = title("baseline_devices")
    stated = _any_stated(table)
    width = len("1 stated") if stated else len(heading)
    align: Literal["left", "right"] = "left" if stated else "right"
    return TableColumn("baseline_devices", heading, "", width, align, 6, cells)


def _unless_zero(value: int) -> str:
    return str(value) if value else ""
