"""Records of several parts as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, repeat
from typing import Any, overload

import polars as pl

from parsers.run_records.records import SCHEMA, empty, parameters
from parsers.short_columns.short_records import Records, ShortRecords, records_of, to_frame
from parsers.short_columns.short_series import series_of


@overload
def concat(parts: Sequence[pl.DataFrame]) -> pl.DataFrame: ...


@overload
def concat(parts: Sequence[Records]) -> Records: ...


def concat(parts: Sequence[Records]) -> Records:
    """Return the records of several conformed parts; a column typed differently becomes text.

    What is short is put together once, however many tables it is from.
    """
    if not parts:
        return empty()
    if len(parts) == 1:
        return parts[0]
    seen: dict[str, set[pl.DataType]] = {}
    if any(isinstance(part, ShortRecords) for part in parts):
        seen = {name: {dtype} for name, dtype in SCHEMA.items()}
    for part in parts:
        schema = part.schema
        for name in parameters(part) if isinstance(part, ShortRecords) else part.columns:
            seen.setdefault(name, set()).add(schema[name])
    mixed = [name for name, types in seen.items() if not _widens(types)]
    parts = [_with_texts(part, mixed) for part in parts] if mixed else parts
    joined = [
        _joined(list(group), seen)
        if is_short
        else pl.concat([to_frame(part) for part in group], how="diagonal_relaxed")
        for is_short, group in groupby(parts, key=lambda part: isinstance(part, ShortRecords))
    ]
    if len(joined) == 1:
        return joined[0]
    return pl.concat([to_frame(part) for part in joined], how="diagonal_relaxed")


def _with_texts(part: Records, names: Collection[str]) -> Records:
    own = {name: part[name].cast(pl.String) for name in names if name in part.columns}
    return part.with_columns(**own)


def _joined(parts: Sequence[Records], seen: Mapping[str, set[pl.DataType]]) -> Records:
    """The rows of many short parts."""
    height = sum(part.height for part in parts)
    columns = {}
    for name in dict.fromkeys(name for part in parts for name in part.columns):
        values: list[Any] = []
        for part in parts:
            values.extend(part[name] if name in part else repeat(None, part.height))
        columns[name] = series_of(values, widest(seen[name]))
    return records_of(columns, height)


def widest(types: Collection[pl.DataType]) -> pl.DataType:
    """Return the type that has room for all: there is one, or they are numbers, or become text."""
    if len(types) == 1:
        return next(iter(types))
    if not _widens(types):
        return pl.String()
    return pl.Float64() if any(dtype.is_float() for dtype in types) else pl.Int64()


def _widens(types: Collection[pl.DataType]) -> bool:
    return len(types) == 1 or all(dtype.is_numeric() or dtype == pl.Null for dtype in types)
