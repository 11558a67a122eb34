"""Columns that state the average of the repeats beside them, against these."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Final

import polars as pl

from parsers.grammar.middle import median
from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.notes import Note
from parsers.source import Source
from parsers.tables.cells import is_text, read_numbers, without_empty_cells
from parsers.tables.table import Table

_CENTERS: Final = ("mean", "median")
_CENTER = Pattern(r"(?i)\s*(?:avg|average|mean|median)\b")
_WRITTEN = Pattern(r"\d+(?:\.(\d+))?")
_MOST_ROWS: Final = 10_000
"""Tables with more rows come from programs, which compute."""


def odd_averages(table: Table, place: int, repeats: pl.Series, source: Source) -> Iterator[Note]:
    """Yield a note for each cell of a column that is neither mean nor median of its repeats.

    ``repeats``: the numbers of each row, in the unit of the cells. Where most cells are neither,
    the column is something else, and nothing is said.
    """
    heading, cells = table.headings[place], table.cells[place]
    of_center = read_heading(heading).statistic in _CENTERS or _CENTER.match(heading)
    if not of_center or not is_text(cells) or table.lines is None or cells.len() > _MOST_ROWS:
        return
    texts = cells.cast(pl.String)
    values = read_numbers(without_empty_cells(texts)).values.cast(pl.Float64)
    rows = list(zip(table.lines, texts, values, repeats, strict=True))
    known = [row for row in rows if row[2] is not None and row[3] is not None and len(row[3]) > 1]
    wrong = [not _is_center(text, value, list(several)) for _, text, value, several in known]
    if 2 * sum(wrong) > len(wrong):
        return
    for line, text, value, several in compress(known, wrong):
        mean = _mean(several)
        off = f" ({100 * (value / mean - 1):+.1f} %)" if mean else ""
        said = (
            f"stated `{heading}` {text.strip()}, but mean of {len(several)} runs beside it is "
            f"{mean:.6g}{off}, median {median(several):.6g}"
        )
        yield Note("info", said, source.name, line, "average of repeats")


def _is_center(text: str, value: float, several: list[float]) -> bool:
    """Whether a cell is the mean or the median, rounded or cut off."""
    written = _WRITTEN.search(text)
    digit = 10.0 ** -len(written[1] or "") if written else 1.0
    slack = digit + 1e-9 * abs(value)
    return any(abs(value - center) <= slack for center in (_mean(several), median(several)))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
