"""Rows that stay marked when the table around them changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl


def place_of(row: Mapping[str, Any], table: pl.DataFrame, by: Sequence[str]) -> int | None:
    """Return the number in ``table`` of the configuration that ``row`` of another table shows.

    Both are tables of runs, perhaps filtered, of another metric or read anew. The same
    configuration is equal in the identity columns ``by`` and has the same metric, or, where none
    has, another one.
    """
    same = [pl.col(name).eq_missing(pl.lit(row.get(name), dtype=table[name].dtype)) for name in by]
    found = table.select(at=pl.int_range(pl.len()), metric="metric", same=pl.all_horizontal(same))
    found = found.filter("same")
    if found.is_empty():
        return None
    alike = found.filter(pl.col("metric").eq_missing(pl.lit(row["metric"], dtype=pl.String)))
    return int((found if alike.is_empty() else alike)["at"][0])


class Marks:
    """Marked configurations in the order of marking, shown in the table or not."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The marked rows, as they were in the table they were last seen in."""
        return tuple(self._rows)

    def toggle(self, row: dict[str, Any], by: Sequence[str]) -> None:
        """Mark ``row``, or take its mark away."""
        key = _key(row, by)
        kept = [each for each in self._rows if _key(each, by) != key]
        self._rows = kept if len(kept) < len(self._rows) else [*kept, row]

    def by_key(self, by: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
        """Return the marked rows by what tells them apart."""
        return {_key(row, by): row for row in self._rows}

    def restore(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Mark just these rows."""
        self._rows = [dict(row) for row in rows]

    def clear(self) -> None:
        """Take all marks away."""
        self._rows = []

    def meet(self, table: pl.DataFrame, by: Sequence[str]) -> list[int]:
        """Look the marked configurations up in another table; return the numbers of those in it."""
        places = [place_of(row, table, by) for row in self._rows]
        for number, at in enumerate(places):
            if at is not None:
                self._rows[number] = table.row(at, named=True)
        return [at for at in places if at is not None]


def _key(row: Mapping[str, Any], by: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in (*by, "metric", "unit"))
