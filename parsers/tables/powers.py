"""Counts as powers: ``2^3`` and ``2**3`` in cells, ``log2(nodes)`` above exponents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading
from parsers.notes import Note
from parsers.run_records.records import SCALE
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import without_empty_cells
from parsers.tables.table import Table

_POWER = Pattern(r"\s*(?P<base>2|10)\s*(?:\^|\*\*)\s*\{?(?P<exponent>\d{1,2})\}?\s*")
_RAISED = Pattern(r"\s*(?P<base>2|10)(?P<exponent>[⁰¹²³⁴-⁹]{1,2})\s*")
_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOGARITHM = Pattern(
    r"(?i)\s*(?:log|ld|lb)_?(?P<base>2|10)?[\s_]*[({\[]?\s*(?P<of>[^()\[\]{}]+?)[)}\]]?\s*"
)
_EXPONENT = Pattern(r"\s*\d{1,2}(?:\.0+)?\s*")
_MOST: Final = 5_000


def with_powers(table: Table, source: Source) -> tuple[Table, list[Note]]:
    """Return ``table`` with the numbers that powers are, and the counts of which logarithms are."""
    if table.height > _MOST:
        return table, []
    cells, headings, notes = list(table.cells), list(table.headings), list[Note]()
    for place, heading in enumerate(headings):
        if not _may_have_powers(heading, cells[place]):
            continue
        texts = without_empty_cells(cells[place].cast(pl.String)).to_list()
        found = _of_logarithm(heading, texts)
        if found is not None:
            headings[place] = found[0]
            said = f"`{heading}` read as the exponents of counts"
            notes.append(Note("assumed", said, source.name, table.line))
        numbers = _raised(texts) if found is None else found[1]
        if numbers is not None:
            cells[place] = series_of(numbers)
    return table._replace(cells=cells, headings=headings), notes


def _may_have_powers(heading: str, cells: pl.Series) -> bool:
    if cells.dtype.is_nested() or not len(cells):
        return False
    if _LOGARITHM.fullmatch(heading):
        return True
    return any(isinstance(cell, str) and _power(cell) for cell in cells[:2])


def _power(text: str) -> re.Match[str] | None:
    return _POWER.fullmatch(text) or _RAISED.fullmatch(text)


def _of_logarithm(heading: str, texts: Sequence[str | None]) -> tuple[str, list[str | None]] | None:
    """The heading of what is counted and its counts, below a logarithm of it."""
    match = _LOGARITHM.fullmatch(heading)
    if match is None or (not match["base"] and heading.strip()[:2].lower() not in ("ld", "lb")):
        return None
    of = "number of processes" if match["of"] in ("P", "p") else match["of"]
    if read_heading(of).name not in SCALE or not all(_is_exponent(text) for text in texts):
        return None
    base = int(match["base"] or 2)
    return of, [text if text is None else str(base ** int(float(text))) for text in texts]


def _is_exponent(text: str | None) -> bool:
    return text is None or _EXPONENT.fullmatch(text) is not None


def _raised(texts: Sequence[str | None]) -> list[str | None] | None:
    """The numbers that powers are, where all cells are powers, or 1."""
    found = [_power(text) if text else None for text in texts]
    if not any(found) or any(
        text and not match and text.strip() != "1" for text, match in zip(texts, found, strict=True)
    ):
        return None
    return [
        str(int(match["base"]) ** int(match["exponent"].translate(_DIGITS))) if match else text
        for text, match in zip(texts, found, strict=True)
    ]
