"""The run record: what every reader emits, one row per measured quantity of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import groupby, repeat
from typing import Any, Final, overload

import polars as pl

from parsers.short_records import Records, ShortRecords, records_of, to_frame
from parsers.short_series import repeated, series_of, shortened

BETTER: Final = pl.Enum(["higher", "lower"])
ROLE: Final = pl.Enum(["measured", "summary"])
STATUS: Final = pl.Enum(["ok", "failed", "timeout", "cancelled", "running", "unknown"])
SCALING: Final = pl.Enum(["strong", "weak"])
FAILED: Final = ("failed", "timeout", "cancelled")
"""How runs end that did not finish well."""

SCHEMA: Final[dict[str, pl.DataType]] = {
    "run": pl.String(),
    "label": pl.String(),
    "source": pl.String(),
    "line": pl.UInt32(),
    "benchmark": pl.String(),
    "case": pl.String(),
    "software": pl.String(),
    "system": pl.String(),
    "device": pl.String(),
    "nodes": pl.Int64(),
    "devices": pl.Int64(),
    "devices_per_node": pl.Int64(),
    "ranks": pl.Int64(),
    "threads": pl.Int64(),
    "cores": pl.Int64(),
    "batch": pl.Float64(),
    "size": pl.Float64(),
    "stated_scaling": SCALING,
    "metric": pl.String(),
    "unit": pl.String(),
    "better": BETTER,
    "value": pl.Float64(),
    "samples": pl.List(pl.Float64()),
    "progress": pl.List(pl.Float64()),
    "progress_at": pl.List(pl.Float64()),
    "progress_lines": pl.List(pl.UInt32()),
    "role": ROLE,
    "stated_speedup": pl.Float64(),
    "stated_efficiency": pl.Float64(),
    "stated_baseline": pl.Float64(),
    "value_digit": pl.Float64(),
    "speedup_digit": pl.Float64(),
    "efficiency_digit": pl.Float64(),
    "status": STATUS,
    "reason": pl.String(),
    "started": pl.Datetime("us"),
    "hosts": pl.String(),
}
"""Schema column -> type. Units: ``value`` is in ``unit``, a base unit (``s``, ``B/s``, ``img/s``);
``batch`` is per device as stated; ``size`` is a problem or message size (bytes where the source
says bytes); ``progress_at`` holds step or epoch numbers, ``progress_lines`` where they stand;
``stated_efficiency`` is a fraction; ``value_digit``, ``speedup_digit`` and ``efficiency_digit`` are
the weight of the last digit as people wrote it (0.1 for ``12.5``), null where that is not known.
Any other column is a parameter."""

RUN: Final = pl.coalesce("run", pl.concat_str("label", "line", separator=":")).alias("run")
"""The id of a run. A reader may leave ``run`` null where it is ``<label>:<line>``, as in most text
files: spelt out for a million runs it would take as much memory as all their numbers. Joined, as
``pl.format`` panics where filtering has left a chunk of several files empty."""

SCALE: Final = ("nodes", "devices", "devices_per_node", "ranks", "threads", "cores")
"""The columns that say how large a machine a run used."""

IDENTITY: Final = (
    "label",
    "benchmark",
    "case",
    "software",
    "system",
    "device",
    *SCALE,
    "batch",
    "size",
    "stated_scaling",
)
"""Schema columns that, with the parameters, tell one configuration from another."""

COMPARED: Final = (
    *("n", "failed", "value", "low", "high", "interval", "repeats"),
    *("source", "line"),
)
"""What a comparison names once for each side."""

LONG: Final = 100_000
"""Rows from which on a frame is better worked through in morsels."""

RESERVED: Final = frozenset(
    {
        *("n", "failed", "low", "high", "interval", "repeats", "spread"),
        *("count", "series", "scaling", "assumed", "layout"),
        *("speedup", "efficiency", "karp_flatt", "cost", "ideal", "superlinear"),
        *("is_baseline", "row", "record", "place", "audit", "doubt", "withheld"),
        *("baseline_row", "baseline_devices", "baseline_value", "reference", "kin", "counted"),
        *("size_each", "of_family", "of_size", "of_share", "problem_size", "share"),
        *("base", "new", "delta", "ratio", "p", "verdict", "new_label"),
        *(f"{name}_{side}" for name in COMPARED for side in ("base", "new")),
    }
)
"""Names that are given to what is computed from records, and so to no parameter."""


def parameter_name(name: str, taken: Collection[str]) -> str:
    """Return ``name``, with ``_given`` after it where it is reserved, or else ``taken``."""
    while name in RESERVED or name in taken:
        name += "_given"
    return name


def parameters(records: Records) -> list[str]:
    """Return the names of the columns beyond the schema, in frame order."""
    return [name for name in records.columns if name not in SCHEMA]


@cache
def empty() -> pl.DataFrame:
    """Return a run-record frame without rows."""
    return pl.DataFrame(schema=SCHEMA)


@overload
def conform(records: pl.DataFrame) -> pl.DataFrame: ...


@overload
def conform(records: Records) -> Records: ...


def conform(records: Records) -> Records:
    """Return ``records`` with every schema column, typed and in schema order, parameters after.

    Missing columns are filled: ``role`` with ``measured``, ``status`` with ``ok`` where there is a
    value and ``unknown`` elsewhere, the rest with null. NaN becomes null in ``value``, ``batch``
    and ``size``. A run that ``FAILED`` has no ``value`` and no ``samples``, whatever was written
    there; where its ``reason`` says nothing else, it keeps the number. The third of ``nodes``,
    ``devices`` and ``devices_per_node`` is computed where two are known and they divide evenly. A
    parameter with a ``RESERVED`` name has ``_given`` put after it. Raises
    ``polars.exceptions.InvalidOperationError`` when a column cannot be cast.
    """
    given = dict(zip(records.columns, records.get_columns(), strict=True))
    given.setdefault("role", repeated("measured", records.height, ROLE))
    columns = {
        name: _typed(given[name], dtype) if name in given else repeated(None, records.height, dtype)
        for name, dtype in SCHEMA.items()
    }
    for name in parameters(records):
        columns[parameter_name(name, given) if name in RESERVED else name] = given[name]
    for name in ("value", "batch", "size"):
        # Looked for first: to copy a column takes longer, and its memory.
        if name in given and (is_nan := columns[name].is_nan()).any():
            columns[name] = columns[name].set(is_nan, None)
    columns["role"] = columns["role"].fill_null("measured")
    columns["status"] = _status(columns)
    columns |= _devices(columns)
    columns |= _without_failed_values(columns) if "status" in given else {}
    if isinstance(records, pl.DataFrame):
        return pl.DataFrame(columns)
    return ShortRecords(columns, records.height)


def _typed(cells: pl.Series, dtype: pl.DataType) -> pl.Series:
    is_interned = dtype == pl.String and isinstance(cells.dtype, pl.Categorical)
    return cells if is_interned else cells.cast(dtype)


def with_computed(frame: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Return ``columns`` of arithmetic over ``frame``, in the order of its rows.

    Over a long frame in morsels, so that no step of it is as long as the frame: most of what such a
    step costs is the memory that it asks of the kernel.
    """
    if frame.height < LONG:
        return frame.select(**columns)
    return frame.lazy().select(**columns).collect(engine="streaming")


def named(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records with every ``run`` spelt out."""
    return records.with_columns(RUN) if records["run"].null_count() else records


def from_rows(rows: list[Mapping[str, Any]]) -> pl.DataFrame:
    """Return the conformed frame of ``rows``, one mapping per measured quantity."""
    if not rows:
        return empty()
    extra = dict.fromkeys(name for row in rows for name in row if name not in SCHEMA)
    columns: dict[str, pl.Series] = {}
    for name in [*SCHEMA, *extra]:
        values = [row.get(name) for row in rows]
        columns[name] = pl.Series(name, values, dtype=SCHEMA.get(name), strict=False)
    return conform(pl.DataFrame(columns))


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
    seen: dict[str, set[pl.DataType]] = {name: {dtype} for name, dtype in SCHEMA.items()}
    for part in parts:
        for name in parameters(part) if isinstance(part, ShortRecords) else part.columns:
            seen.setdefault(name, set()).add(part[name].dtype)
    mixed = [name for name, types in seen.items() if not _widens(types)]
    parts = [_with_texts(part, mixed) for part in parts] if mixed else parts
    if len(parts) == 1:
        return parts[0]
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
        columns[name] = series_of(values, _widest(seen[name]))
    return records_of(columns, height)


def _widest(types: Collection[pl.DataType]) -> pl.DataType:
    """The type that has room for all: there is one, or they are numbers, or become text."""
    if len(types) == 1:
        return next(iter(types))
    if not _widens(types):
        return pl.String()
    return pl.Float64() if any(dtype.is_float() for dtype in types) else pl.Int64()


def _widens(types: Collection[pl.DataType]) -> bool:
    return len(types) == 1 or all(dtype.is_numeric() or dtype == pl.Null for dtype in types)


def _status(columns: Mapping[str, pl.Series]) -> pl.Series:
    status, value = columns["status"], columns["value"]
    if value.null_count():
        status = status.set(status.is_null() & value.is_null(), "unknown")
    elif status.null_count() == len(status):
        return repeated("ok", len(status), STATUS)
    return status.fill_null("ok")


def _without_failed_values(columns: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """Take from failed runs what they wrote: the time of a run that was killed is no runtime."""
    failed = columns["status"].is_in(FAILED)
    if not failed.any():
        return {}
    written = pl.concat_str("value", "unit", separator=" ", ignore_nulls=True)
    stated = pl.concat_str(
        pl.col("status").cast(pl.String), pl.lit(", "), written, pl.lit(" stated")
    )
    said = pl.when(pl.col("value").is_not_null()).then(stated)
    told = pl.DataFrame({name: columns[name] for name in ("status", "value", "unit", "reason")})
    reasons = shortened(told.select(pl.coalesce("reason", said)).to_series())
    return {
        "reason": reasons.zip_with(failed, columns["reason"].cast(pl.String)),
        "value": columns["value"].set(failed, None),
        "samples": columns["samples"].zip_with(~failed, columns["samples"].clear(len(failed))),
    }


def _devices(columns: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """Fill the third of nodes, devices and devices per node from the other two."""
    nodes, devices, each = (columns[name] for name in ("nodes", "devices", "devices_per_node"))
    filled: dict[str, pl.Series] = {}
    if devices.null_count() and nodes.count() and each.count():
        filled["devices"] = devices.fill_null(nodes * each)
    if each.null_count() and devices.count() and nodes.count():
        filled["devices_per_node"] = each.fill_null(_share(devices, nodes))
    if nodes.null_count() and devices.count() and each.count():
        filled["nodes"] = nodes.fill_null(_share(devices, each))
    return filled


def _share(total: pl.Series, parts: pl.Series) -> pl.Series:
    """What each of ``parts`` has of ``total``, null where they have not all the same."""
    share = total // parts
    return share.set((parts <= 0) | (share * parts != total), None)
