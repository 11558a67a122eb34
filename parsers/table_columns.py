"""The columns of a table as read: what each heading means, and the numbers in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from parsers.cells import Numbers, is_text, read_numbers, spread, stated
from parsers.clean import clean_series
from parsers.columns import Heading, read_headings
from parsers.outcomes import read_outcome

_SAMPLE_ROWS = 1_000
_MEASURED = ("metric", "statistic", "stated_speedup", "stated_efficiency")


@dataclass(frozen=True, eq=False)
class Column:
    """A column as read: what its heading means, its cells, and its numbers where it has any.

    Text ``cells`` are cleaned, and null where nothing is stated. ``given`` marks what stands
    outside the table, in a heading above it, for all its rows.
    """

    heading: Heading
    cells: pl.Series
    numbers: Numbers | None = None
    given: bool = False

    def in_base_units(self) -> pl.Series:
        """Return the numbers (``Float64``) in base units. Needs ``numbers``."""
        assert self.numbers is not None
        values = self.numbers.values.cast(pl.Float64)
        if self.heading.factor == 1:
            return values
        scaled = values * self.heading.factor
        own = self.numbers.units
        return scaled if own is None else values.zip_with(own.is_not_null(), scaled)


def read_columns(
    headings: Sequence[str], cells: pl.DataFrame, settings: Mapping[str, str]
) -> list[Column]:
    """Return the columns of ``cells``, then the ``settings`` (heading -> cell) as columns."""
    constant = [
        pl.Series([cell], dtype=pl.String).new_from_index(0, cells.height)
        for cell in settings.values()
    ]
    understood = read_headings([*headings, *settings])
    inside = zip(understood, cells.iter_columns(), strict=False)
    outside = zip(understood[len(headings) :], constant, strict=True)
    return [
        *(_read_column(heading, column, given=False) for heading, column in inside),
        *(_read_column(heading, column, given=True) for heading, column in outside),
    ]


def _read_column(heading: Heading, cells: pl.Series, *, given: bool) -> Column:
    if is_text(cells):
        text = spread(cells, lambda texts: stated(clean_series(texts)))
        if _holds_numbers(heading, text):
            numbers = read_numbers(text.cast(pl.String))
            return Column(heading.suiting(numeric=True), text, numbers, given)
        return Column(heading.suiting(numeric=False), text, given=given)
    if cells.dtype == pl.Duration:
        cells = cells.dt.total_microseconds() / 1e6
    if cells.dtype.is_float():
        cells = cells.set(~cells.is_finite(), None)
    if cells.dtype.is_numeric():
        return Column(heading.suiting(numeric=True), cells, Numbers(cells), given)
    return Column(heading.suiting(numeric=False), cells, given=given)


def _holds_numbers(heading: Heading, text: pl.Series) -> bool:
    """Whether most cells are numbers, or any where the heading names something measured."""
    sample = text.drop_nulls().head(_SAMPLE_ROWS).cast(pl.String).unique()
    if sample.is_empty():
        return heading.kind in _MEASURED
    numbers = read_numbers(sample)
    found = numbers.values.count()
    words = [] if numbers.words is None else numbers.words.drop_nulls().to_list()
    outcomes = sum(read_outcome(word) is not None for word in words)
    if heading.kind in _MEASURED:
        return found > 0 or outcomes > 0
    return found > len(words) - outcomes
