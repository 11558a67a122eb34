"""Which columns tell the rows of a table apart where not all of them fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import polars as pl

from tui.views.column_fit import GAP, narrowest
from tui.views.table_view import TableColumn, TableView

_MOST_ROWS: Final = 1000
"""Rows that are looked at, evenly spread over those that there are."""
_SIGN: Final = "…"


class TellingColumns:
    """Chooses from the columns of ``table`` those that leave the fewest rows alike.

    Rows are alike where the cells on screen are, cut as they are in a narrow column. What was
    measured tells no rows apart: two runs may have the same time.
    """

    def __init__(self, table: TableView) -> None:
        """Look at ``table`` when it is asked for."""
        self._table = table
        self._cells: dict[int, list[str]] = {}

    def __call__(self, kept: Sequence[int], room: int) -> list[int]:
        """Return the numbers of columns to show beside those ``kept``, in ``room`` more cells.

        The most telling come first. None is among them that tells nothing the others do not.
        """
        columns = self._table.columns
        candidates = [i for i, column in enumerate(columns) if column.tells and i not in kept]
        base = [i for i in kept if columns[i].tells]
        if not candidates:
            return []
        found = [self._chosen(base, candidates, room, per_cell=way) for way in (False, True)]
        if self._span(fewest := self._needed(base, candidates)) <= room:
            found.append(fewest)
        return max(found, key=lambda each: (self._distinct([*base, *each]), -self._span(each)))

    def alike(self, shown: Sequence[TableColumn]) -> list[list[int]]:
        """Return the rows that look like others in ``shown``, as far as any column parts them.

        By number, each set of them by itself. Of more rows than are looked at there is none.
        """
        columns = self._table.columns
        kept = [i for i, column in enumerate(columns) if column in shown]
        base = [i for i in kept if columns[i].tells]
        if self._table.frame.height > _MOST_ROWS or not base:
            return []
        looks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, look in enumerate(zip(*map(self._texts, base), strict=True)):
            looks[look].append(row)
        telling = [i for i, column in enumerate(columns) if column.tells]
        if len(looks) == self._distinct(telling):
            return []
        return [rows for rows in looks.values() if len(rows) > 1]

    def same(self, shown: Sequence[TableColumn]) -> list[list[int]]:
        """Return those of the rows that look ``alike`` in ``shown`` that hold one measurement.

        Each set of them is from as many sources: two rows of one document are two measurements.
        """
        measured = self._table.measured
        if not measured:
            return []
        groups = self.alike(shown)
        if not groups:
            return []
        held: dict[tuple[object, ...], list[int]] = defaultdict(list)
        values = self._table.frame.select(measured).rows()
        for number, rows in enumerate(groups):
            for row in rows:
                if values[row][0] is not None:
                    held[number, *values[row]].append(row)
        sources = self._table.frame["source"].to_list()
        return [
            rows for rows in held.values() if len(rows) == len({sources[row] for row in rows}) > 1
        ]

    def _chosen(
        self,
        base: Sequence[int],
        candidates: Sequence[int],
        room: int,
        *,
        per_cell: bool,
    ) -> list[int]:
        """Take the candidate that tells most apart, again and again."""
        chosen: list[int] = []
        known = self._distinct(base)
        most = self._distinct([*base, *candidates])
        while known < most:
            best: tuple[float, int, int, int] | None = None
            for i in candidates:
                cells = narrowest(self._table.columns[i]) + GAP
                if i in chosen or cells > room - self._span(chosen):
                    continue
                distinct = self._distinct([*base, *chosen, i])
                if distinct > known:
                    gain = (distinct - known) / (cells if per_cell else 1)
                    ranked = gain, -cells, -i, distinct
                    best = ranked if best is None else max(best, ranked)
            if best is None:
                break
            chosen.append(-best[2])
            known = best[3]
        return self._needed(base, chosen)

    def _needed(self, base: Sequence[int], chosen: Sequence[int]) -> list[int]:
        """Leave out of those ``chosen``, the widest first, what the others make needless."""
        known = self._distinct([*base, *chosen])
        needed = list(chosen)
        for i in sorted(chosen, key=lambda each: -self._span([each])):
            others = [each for each in needed if each != i]
            if self._distinct([*base, *others]) == known:
                needed = others
        return needed

    def _span(self, numbers: Sequence[int]) -> int:
        return sum(narrowest(self._table.columns[i]) + GAP for i in numbers)

    def _distinct(self, numbers: Sequence[int]) -> int:
        """Return how many rows differ in these columns; 1 where there is no column."""
        return len(set(zip(*map(self._texts, numbers), strict=True))) if numbers else 1

    def _texts(self, number: int) -> list[str]:
        """Return what the column shows of each row at its narrowest."""
        if number not in self._cells:
            column, width = self._table.columns[number], narrowest(self._table.columns[number])
            cells = [*map(str, column.cells(self._rows))]
            short = {cell: column.shorten(cell, width, _SIGN) for cell in {*cells}}
            self._cells[number] = [short[cell] for cell in cells]
        return self._cells[number]

    @property
    def _rows(self) -> pl.DataFrame:
        frame = self._table.frame
        return frame.gather_every(-(-frame.height // _MOST_ROWS)) if frame.height else frame
