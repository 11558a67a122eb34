"""Rows that say how far the rows above them scatter, and are no runs."""

from __future__ import annotations

from typing import Final

from parsers.notes import Note, and_more
from parsers.source import Source
from parsers.tables.cells import distinct, is_text, possible, spread
from parsers.tables.table import Table

_SPREAD: Final = (
    r"(?i)^\W*(?:std|stdev|stddev|std\.? ?dev\.?|std\.? ?err\.?|sem|standard (?:deviation|error)|"
    r"variance|cv|coefficient of variation|σ)(?: ?\(%\))?\W*$"
)
_EXTREME: Final = r"(?i)^\W*(?:min|max|minimum|maximum|range)\.?\W*$"
_CENTER: Final = r"(?i)^\W*(?:avg|average|mean|median)\.?\W*$"


def without_spread_rows(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` without the rows that its first column calls standard deviations.

    Beside a mean or a deviation, a minimum and a maximum go as well. A remark says so.
    """
    cells = table.cells
    if cells.height < 2 or not cells.width or not is_text(cells[:, 0]):
        return table, []
    first = cells[:, 0]
    if not possible(first).str.contains(f"{_SPREAD}|{_EXTREME}|{_CENTER}").any():
        return table, []
    texts = distinct(first)
    pattern = _SPREAD
    if texts.str.contains(_SPREAD).any() or texts.str.contains(_CENTER).any():
        pattern = f"{_SPREAD}|{_EXTREME}"
    if not texts.str.contains(pattern).any():
        return table, []
    spreads = spread(first, lambda texts: texts.str.contains(pattern)).fill_null(False)
    if spreads.all():
        return table, []
    row = int(spreads.arg_max() or 0)
    line = table.line if table.lines is None else int(table.lines[row])
    others = and_more(int(spreads.sum()))
    text = f"row of '{first[row]}'{others} is about the others, left out"
    return table.filter(~spreads), [Note("info", text, source.name, line)]
