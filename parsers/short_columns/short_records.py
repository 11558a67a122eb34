"""The records of few rows: columns by name that are worked through in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from parsers.short_columns.short_series import FEW, repeated, short_if_few

_MADE: Final = type(pl.DataFrame()._df)


class ShortRecords:
    """What ``pl.DataFrame`` is to many rows, as far as records are changed before they are shown.

    Folders have thousands of files with a few rows each: they become one frame, not thousands.
    """

    def __init__(self, columns: dict[str, pl.Series], height: int) -> None:
        self._columns = columns
        self.height = height

    @property
    def columns(self) -> list[str]:
        """The names."""
        return list(self._columns)

    @property
    def schema(self) -> Mapping[str, pl.DataType]:
        """The type of each column."""
        return {name: cells.dtype for name, cells in self._columns.items()}

    def __getitem__(self, name: str) -> pl.Series:
        return self._columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def with_columns(self, **columns: pl.Series) -> ShortRecords:
        """Return the records with other columns, or with more."""
        return ShortRecords({**self._columns, **columns}, self.height)

    def rename(self, names: Mapping[str, str]) -> ShortRecords:
        """Return the records with other names for some columns."""
        columns = {names.get(name, name): cells for name, cells in self._columns.items()}
        return ShortRecords(columns, self.height)

    def select(self, names: Sequence[str]) -> ShortRecords:
        """Return the records with these columns alone."""
        return ShortRecords({name: self._columns[name] for name in names}, self.height)

    def to_frame(self) -> pl.DataFrame:
        """Return the records as a frame."""
        # At once: Polars would ask each column for its type, and whether it is to have another.
        made = [cells.alias(name)._s for name, cells in self._columns.items()]
        return pl.DataFrame._from_pydf(_MADE(made))


Records = pl.DataFrame | ShortRecords
"""Records of a table or a file, few or many; what changes both speaks of columns by name."""


Constants = dict[str, tuple[Any, pl.DataType]]
"""What is one for all rows, and its type."""


def records_of(columns: dict[str, pl.Series], height: int) -> Records:
    """Return records of ``columns``."""
    return ShortRecords(columns, height) if height <= FEW else pl.DataFrame(columns)


def with_constants(records: Records, constants: Constants) -> Records:
    """Return ``records`` with columns of one value each, which take no room in a long frame."""
    if isinstance(records, pl.DataFrame):
        return records.with_columns(
            pl.lit(value, dtype=dtype).alias(name) for name, (value, dtype) in constants.items()
        )
    height = records.height
    return records.with_columns(
        **{name: repeated(value, height, dtype) for name, (value, dtype) in constants.items()}
    )


def to_short(records: Records) -> Records:
    """Return ``records`` to be worked through in Python where they are few."""
    if isinstance(records, ShortRecords) or records.height > FEW:
        return records
    return ShortRecords({cells.name: short_if_few(cells) for cells in records}, records.height)


def to_frame(records: Records) -> pl.DataFrame:
    """Return ``records`` as a frame."""
    return records if isinstance(records, pl.DataFrame) else records.to_frame()
