"""Cells left blank below the one that holds for them, as merged cells are once they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.headings.heading import COUNTED, MEASURED, SET_BEFORE
from parsers.headings.read_heading import read_heading, read_headings
from parsers.short_columns.short_series import series_of
from parsers.tables.cells import is_text

_SAYS = Pattern(r"\w")
_FRACTION = Pattern(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")
_LEAST_MERGED: Final = 3
_AS_ABOVE: Final = frozenset(
    (
        *("^", "^^", "↑", '"', '""', "''", "〃", "″", "”", "-//-", '-"-', "-''-"),
        *("do.", "ditto", "idem", "same as above", "as above", "same as previous"),
    )
)
"""Marks for the same as in the row above."""
_MOST: Final = 2_000
"""Rows; nobody merges the cells of a longer table."""


def fill_down(
    headings: Sequence[str], columns: list[list[str]], *, only_below_blanks: bool = False
) -> list[int]:
    """Fill the blank cells of leading columns, where people do not repeat themselves.

    Marks for the same again stand for the cell above in any column. Leading ones hold text, or
    numbers that were set; of the latter a cell stays blank where a column before it begins a new
    group, and with ``only_below_blanks`` a text does as well. Returns the places of the columns
    filled. A row whose first cell is blank begins no group. Where all that stands there are signs,
    as for better and worse, a blank is one.
    """
    filled = [0] if _with_dashes_filled(headings, columns) else []
    for place, cells in enumerate(columns):
        if "v" in cells:
            # `^` is better there, and `v` worse.
            continue
        if any(map(_is_as_above, cells[1:])):
            filled.append(place)
        for row, cell in enumerate(cells[1:], start=1):
            cells[row] = cells[row - 1] if _is_as_above(cell) else cell
    goes_on = [True] * len(columns[0]) if columns else []
    for place, cells in enumerate(columns):
        numbers = any(cell[:1].isdigit() for cell in cells)
        if any(cells) and not any(map(_SAYS.search, cells)):
            continue
        if place == 0 and (only := _in_the_middle(headings, columns)):
            cells[:] = [only] * len(cells)
            filled.append(place)
            continue
        if not cells or not cells[0] or (numbers and not _is_set(headings[place])):
            break
        strictly = numbers or only_below_blanks
        blank = [not cell and (goes_on[row] or not strictly) for row, cell in enumerate(cells)]
        goes_on = [before and not cell for before, cell in zip(goes_on, cells, strict=True)]
        if any(blank) and place not in filled:
            filled.append(place)
        for row, is_blank in enumerate(blank):
            cells[row] = cells[row - 1] if is_blank else cells[row]
    return filled


_DASHES: Final = frozenset(("-", "–", "—", "--"))


def _with_dashes_filled(headings: Sequence[str], columns: list[list[str]]) -> bool:
    """Fill dashes below names with the name above, where counts beside them say that they are such.

    Without that, rows of several names would be repeats of one count; with it, none are.
    """
    if len(columns) < 2:
        return False
    names, counts = columns[:2]
    # `GPU` above numbers counts, and above names it is one.
    meant = read_heading(headings[1]).suiting(numeric=all(map(str.isdecimal, counts)))
    if meant.name not in COUNTED:
        return False
    dashed = [row for row, name in enumerate(names) if name in _DASHES]
    if not dashed or names[0] in _DASHES or len({counts[row] for row in dashed}) == len(dashed):
        return False
    done = list(names)
    for row in dashed:
        done[row] = done[row - 1]
    if len({*zip(done, counts, strict=True)}) < len(done):
        return False
    names[:] = done
    return True


def _is_as_above(cell: str) -> bool:
    return cell.strip("()[] ").lower() in _AS_ABOVE


def _in_the_middle(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> str | None:
    """The only text of the first column, in the middle of the counts that it holds for."""
    cells, *others = columns
    said = [row for row, cell in enumerate(cells) if cell]
    if len(said) != 1 or abs(2 * said[0] - len(cells) + 1) > 1 or not _is_set(headings[0]):
        return None
    counts = others[0] if others and read_heading(headings[1]).name in COUNTED else []
    return cells[said[0]] if len({*counts}) == len(cells) >= _LEAST_MERGED else None


def with_merged_cells(
    headings: Sequence[str], cells: Sequence[pl.Series]
) -> tuple[list[pl.Series], list[int]]:
    """Return ``cells`` of delimited text with blanks filled, and the places of those columns.

    A program leaves a field blank as well, where it has nothing to say. Then rows that differ in
    that alone would become the same, and nothing is filled.
    """
    if not cells or len(cells[0]) > _MOST or not (cells[0].null_count() or _has_marks(cells[0])):
        return list(cells), []
    columns = [[(text or "").strip() for text in column.cast(pl.String)] for column in cells]
    before = _distinct(headings, columns)
    filled = fill_down(headings, columns, only_below_blanks=True)
    if not filled or _distinct(headings, columns) < before:
        return list(cells), []
    return [
        series_of(columns[place]) if place in filled else column
        for place, column in enumerate(cells)
    ], filled


def _has_marks(cells: pl.Series) -> bool:
    return is_text(cells) and any(map(_is_as_above, cells.cast(pl.String).drop_nulls()))


def _distinct(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> int:
    """How many rows there are that differ in more than what they measured."""
    kinds = [heading.kind for heading in read_headings(headings)]
    keys = [cells for kind, cells in zip(kinds, columns, strict=True) if kind not in MEASURED]
    return len(
        {
            tuple("" if _FRACTION.fullmatch(cell) else cell for cell in row)
            for row in zip(*keys, strict=True)
        }
    )


def _is_set(heading: str) -> bool:
    return read_heading(heading).kind in SET_BEFORE
