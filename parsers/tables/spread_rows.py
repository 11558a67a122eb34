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
    r"^\W*(?:std|stdev|stddev|std\.? ?dev\.?|std\.? ?err\.?|sem|standard (?:deviation|error)|"
    r"variance|cv|coefficient of variation|σ)(?: ?\(%\))?\W*$"
)
_EXTREME: Final = r"^\W*(?:min|max|minimum|maximum|range)\.?\W*$"
_CENTER: Final = r"^\W*(?:avg|average|mean|median)\.?\W*$"


_COLUMNS: Final = (("aggregate", "name"), ("aggregate",), ("statistic",), ("stat",))


def without_spread_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without the rows that its first column calls standard deviations.

    A column called ``statistic`` goes before the first. Beside a mean or a deviation, a minimum
    and a maximum go as well. A remark says so.
    """
    if table.height < 2:
        return table, []
    table = _with_statistics_apart(table)
    named = (place for place, text in enumerate(table.headings) if words(text) in _COLUMNS)
    first = table.cells[next(named, 0)]
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
