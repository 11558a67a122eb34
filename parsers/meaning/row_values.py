"""What the cells of each row are, once the columns have their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from parsers.meaning.along_runs import AlongRuns
from parsers.meaning.quantities import Quantity
from parsers.tables.table import Table


@dataclass(frozen=True, eq=False)
class RowValues:
    """The values of each row, by the roles of the columns.

    ``table`` is laid out so that each row is of one run, or of one step of a run (``along``).
    ``fields`` are what all quantities of a row share, ``constants`` what all rows do; ``summary``
    marks rows that are computed from others.
    """

    table: Table
    fields: Mapping[str, pl.Series]
    constants: Mapping[str, str]
    summary: pl.Series
    quantities: Sequence[Quantity]
    along: AlongRuns | None = None
