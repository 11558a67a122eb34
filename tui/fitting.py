"""Fitting a table's columns into a width: text shrinks first, then columns go by priority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.table import Column


def fit(
    columns: Sequence[Column], width: int | None, gap: int
) -> tuple[list[Column], list[Column]]:
    """Return the columns that fit into ``width`` cells with their widths, and those that do not.

    ``gap``: cells between two columns. Columns of the largest priority go first, the rightmost of
    equals; what is left shares the shortage among the columns that may shrink. No width: all fit.
    """
    kept = list(columns)
    if width is None:
        return kept, []
    while len(kept) > 1 and _least(kept, gap) > width:
        kept.remove(max(reversed(kept), key=lambda column: column.priority))
    hidden = [column for column in columns if column not in kept]
    return _shrunk(kept, width, gap), hidden


def _least(columns: Sequence[Column], gap: int) -> int:
    return sum(column.min_width or column.width for column in columns) + gap * (len(columns) - 1)


def _shrunk(columns: list[Column], width: int, gap: int) -> list[Column]:
    """Take the shortage from the widest shrinkable column, one cell at a time."""
    widths = [column.width for column in columns]
    least = [column.min_width or column.width for column in columns]
    short = sum(widths) + gap * (len(columns) - 1) - width
    for _ in range(short):
        room = [i for i in range(len(columns)) if widths[i] > least[i]]
        if not room:
            break
        widest = max(room, key=lambda i: widths[i])
        widths[widest] -= 1
    return [replace(column, width=w) for column, w in zip(columns, widths, strict=True)]
