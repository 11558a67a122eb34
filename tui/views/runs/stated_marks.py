"""Marks beside stated values that the rows of their own document do not bear out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
from rich.text import Text

from analysis.runs import Runs
from parsers.run_records.records import RUN
from tui.views.table_view import Cell, TableColumn

_SIGN: Final = "!"
FOOTNOTE: Final = f"{_SIGN} stated value fails the audit; see runcmp audit"
_CLAIMED_IN: Final = {
    "value": "value",
    "stated_speedup": "stated_speedup",
    "stated_efficiency": "stated_efficiency",
    "stated_baseline": "stated_baseline",
    "baseline_devices": "stated_baseline",
}
"""The columns that may show stated values, and the claim that each shows."""


def marked(
    columns: Sequence[TableColumn], runs: Runs, records: pl.DataFrame
) -> tuple[tuple[TableColumn, ...], bool]:
    """Return ``columns`` with a sign behind each stated value that fails, and whether any does.

    ``records`` are all that were loaded: what a claim is about need not be among the rows shown.
    """
    claims = [column.name for column in columns if _shows_claims(column.name, runs)]
    if not claims:
        return tuple(columns), False
    # Only where something is stated at all: most tables need none of it.
    from analysis.audit.claims import doubted

    wrong = doubted(records)
    at_fault = {name: _at_fault(name, runs, wrong[_CLAIMED_IN[name]]) for name in claims}
    signed = tuple(
        _signed(column, at_fault[column.name])
        if column.name in at_fault and at_fault[column.name].any()
        else column
        for column in columns
    )
    return signed, any(each.any() for each in at_fault.values())


def _at_fault(name: str, runs: Runs, wrong: frozenset[str]) -> pl.Series:
    """Whether the claim of each record fails, of those that rows of the table stand for."""
    ids = runs.records.select(RUN, "role").with_row_index("record")
    fails = ids["run"].is_in(list(wrong)) & ids["record"].is_in(runs.table["record"].implode())
    return fails & (ids["role"] == "summary") if name == "value" else fails


def _shows_claims(name: str, runs: Runs) -> bool:
    table, records = runs.table, runs.records
    if name == "value":
        is_summary = records["role"] == "summary"
        return bool(is_summary.any()) and bool(is_summary.gather(table["record"]).any())
    if name == "baseline_devices":
        relative = table["baseline_row"].is_null() & table["speedup"].is_not_null()
        return bool(relative.any())
    return name in _CLAIMED_IN and bool(records[name].count())


def _signed(column: TableColumn, at_fault: pl.Series) -> TableColumn:
    def cells(rows: pl.DataFrame) -> list[Cell]:
        wrong = at_fault.gather(rows["record"])
        return [
            _with_sign(cell, bool(is_wrong))
            for cell, is_wrong in zip(column.cells(rows), wrong, strict=True)
        ]

    return column._replace(width=column.width + len(_SIGN), cells=cells)


def _with_sign(cell: Cell, is_wrong: bool) -> Cell:
    text = cell.copy() if isinstance(cell, Text) else Text(cell)
    text.append(_SIGN if is_wrong and text.plain.strip() else " ", style="yellow")
    return text if is_wrong else text.plain
