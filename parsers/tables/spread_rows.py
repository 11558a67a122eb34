"""Rows that say how far the rows above them scatter, and are no runs."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.words import words
from parsers.notes import Note, and_more
from parsers.source import Source
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct, possible, spread
from parsers.tables.table import Table

_SPREAD: Final = (
    r"^\W*(?:(?:rel(?:ative|\.)? )?(?:std|stdev|stddev|std\.? ?dev\.?|sd)|std\.? ?err\.?|sem"
    r"|standard (?:deviation|error)|variance|cv|rsd|coefficient of variation|spread|σ"
    r"|standardabweichung|streuung|écart[ -]type|desviación(?: estándar)?|标准差|標準偏差)"
    r"(?: ?\(?%\)?)?\W*$"
)
_EXTREME: Final = r"^\W*(?:min|max|minimum|maximum|range)\.?\W*$"
_CENTER: Final = (
    r"^\W*(?:avg|average|mean|median|mittel(?:wert)?|moyenne|promedio|平均(?:值|値)?)\.?"
    r"(?: ?± ?(?:std|sd|σ))?\W*$"
)
_REPEAT: Final = r"^\W*(?:[A-Za-z]{1,9}[ #_-]?)?\d{1,3}\W*$"
"""A number, or a word with one, beside words for statistics: ``1``, ``2``, ``std``."""
_COLUMNS: Final = (("aggregate", "name"), ("aggregate",), ("statistic",), ("stat",))


def without_spread_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without the rows that a column calls standard deviations.

    The first does, if none is called ``statistic`` or has such words beside numbers of repeats and
    nothing else. Beside a mean or a deviation, a minimum and a maximum go as well. A remark says
    so.
    """
    if table.height < 2:
        return table, []
    table = _with_statistics_apart(table)
    first = _statistics(table)
    if not is_text(first):
        return table, []
    if not possible(first).str.contains(f"(?i){_SPREAD}|{_EXTREME}|{_CENTER}").any():
        return table, []
    texts = distinct(first)
    pattern = f"(?i){_SPREAD}"
    if texts.str.contains(f"{pattern}|{_CENTER}").any():
        pattern += f"|{_EXTREME}"
    if not texts.str.contains(pattern).any():
        return table, []
    spreads = spread(first, lambda texts: texts.str.contains(pattern)).fill_null(False)
    if spreads.all():
        return table, []
    row = int(spreads.arg_max() or 0)
    line = table.line if table.lines is None else int(table.lines[row])
    others = and_more(int(spreads.sum()))
    text = f"row of '{first[row]}'{others} describes other rows, skipped"
    return table.filter(~spreads), [Note("info", text, source.name, line)]


def _statistics(table: Table) -> pl.Series:
    """The column that says of which rows the values are statistics."""
    for heading, cells in zip(table.headings, table.cells, strict=True):
        if words(heading) in _COLUMNS:
            return cells
    for cells in table.cells[1:]:
        if is_text(cells) and possible(cells).str.contains(f"(?i){_SPREAD}").any():
            texts = distinct(cells).drop_nulls()
            if texts.str.contains(f"(?i){_SPREAD}|{_EXTREME}|{_CENTER}|{_REPEAT}").all():
                return cells
    return table.cells[0]


def _with_statistics_apart(table: Table) -> Table:
    """Return ``table`` with a column for what its names end in: ``sort/8_stddev``, ``sort/8_mean``.

    Where there is such a column already, the names are left alone.
    """
    names, *others = table.cells
    if any(words(text) in _COLUMNS for text in table.headings) or not is_text(names):
        return table
    if not possible(names).str.contains(r"_stddev$").any():
        return table
    parts = names.cast(pl.String).str.extract_groups(
        r"^(?<stem>.+)_(?<statistic>mean|median|stddev|cv)$"
    )
    stem, statistic = parts.struct.field("stem"), parts.struct.field("statistic")
    if stem.filter(statistic == "stddev").is_in(stem.filter(statistic == "mean").implode()).all():
        cells = [stem.fill_null(names.cast(pl.String)), *others, statistic]
        return table._replace(cells=cells, headings=[*table.headings, "statistic"])
    return table
