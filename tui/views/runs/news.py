"""What the last reading of the files brought: rows that are new, and rows with other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl
from rich.text import Text

from tui.views.table_view import Cell, TableColumn

SIGN: Final = "+"
"""Of a row that is new or has changed, where nothing worse is to be said of it."""
_TOLD_BY: Final = ("value", "n", "failed", "status")
"""A row has changed where one of these has."""

Key = tuple[str | None, ...]


class News(NamedTuple):
    """Rows of a table of runs, by what tells configurations apart: the columns ``by``."""

    by: tuple[str, ...] = ()
    new: frozenset[Key] = frozenset()
    changed: frozenset[Key] = frozenset()
    gone: int = 0

    def __str__(self) -> str:
        rows = {"new": len(self.new), "changed": len(self.changed), "gone": self.gone}
        told = ", ".join(f"{number} {what}" for what, number in rows.items() if number)
        return f"rows: {told}" if told else "no row differs"

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def news_of(before: pl.DataFrame, now: pl.DataFrame, by: Sequence[str]) -> News:
    """Return what the table ``now`` has that the one ``before`` had not, and how many it lost."""
    then, here = _keys(before, by, *_TOLD_BY), _keys(now, by, *_TOLD_BY)
    key = here.columns[: len(by) + 2]
    other = here.join(then, on=here.columns, how="anti", nulls_equal=True).select(key)
    new = other.join(then, on=key, how="anti", nulls_equal=True)
    gone = then.join(here, on=key, how="anti", nulls_equal=True).height
    was_new = frozenset(new.iter_rows())
    return News(tuple(by), was_new, frozenset(other.iter_rows()) - was_new, gone)


def with_news(column: TableColumn, news: News) -> TableColumn:
    """Return a column of signs that has one for rows that are news, where it had none."""
    if not news.new and not news.changed:
        return column
    rows = news.new | news.changed

    def cells(frame: pl.DataFrame) -> list[Cell]:
        keys = _keys(frame, news.by).iter_rows()
        signs = zip(column.cells(frame), keys, strict=True)
        return [sign or (Text(SIGN, "bold") if key in rows else "") for sign, key in signs]

    return column._replace(cells=cells)


def _keys(table: pl.DataFrame, by: Sequence[str], *more: str) -> pl.DataFrame:
    """What tells the rows of a table apart, as text: it may be numbers before and words now."""
    return table.select(
        pl.col(name).cast(pl.String)
        if name in table.columns
        else pl.lit(None, pl.String).alias(name)
        for name in dict.fromkeys([*by, "metric", "unit", *more])
    )
