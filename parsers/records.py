"""The run record: what every reader emits, one row per measured quantity of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import groupby, repeat
from typing import Any, Final, overload

import polars as pl

from parsers.short_records import (
    Constants,
    Records,
    ShortRecords,
    records_of,
    to_frame,
    with_constants,
)
from parsers.short_series import repeated, series_of, shortened

BETTER: Final = pl.Enum(["higher", "lower"])
ROLE: Final = pl.Enum(["measured", "summary"])
STATUS: Final = pl.Enum(["ok", "failed", "timeout", "cancelled", "running", "unknown"])
SCALING: Final = pl.Enum(["strong", "weak"])
FAILED: Final = ("failed", "timeout", "cancelled")
"""How runs end that did not finish well."""

SCHEMA_VERSION: Final = 1
"""Counts up when a column changes its meaning or goes; a new column is no other version."""
SCHEMA_KEY: Final = "runcmp_schema"
"""What the version is called in the metadata of a Parquet file."""

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
    "size_unit": pl.String(),
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
    "primary": pl.Boolean(),
    "stated_speedup": pl.Float64(),
    "stated_efficiency": pl.Float64(),
    "stated_baseline": pl.Float64(),
    "stated_reference": pl.Float64(),
    "stated_low": pl.Float64(),
    "stated_high": pl.Float64(),
    "value_digit": pl.Float64(),
    "speedup_digit": pl.Float64(),
    "efficiency_digit": pl.Float64(),
    "status": STATUS,
    "reason": pl.String(),
    "started": pl.Datetime("us"),
    "hosts": pl.String(),
    "assumed": pl.String(),
}
"""Schema column -> type. Units: ``value`` is in ``unit``, a base unit (``s``, ``B/s``, ``img/s``);
``batch`` is per device as stated; ``size`` is a problem or message size (bytes where the source
says bytes), ``size_unit`` the unit it was written in (``KiB``, ``elements``); ``progress_at``
holds step or epoch numbers, ``progress_lines`` where they stand; ``stated_efficiency`` is a
fraction; ``stated_reference`` is the value that the source expects, and ``stated_low`` and
``stated_high`` are the bounds that it allows, all in ``unit``; ``value_digit``,
``speedup_digit`` and ``efficiency_digit`` are the weight of the last digit as people wrote it
(0.1 for ``12.5``), null where that is not known; ``primary`` is true in the record of the metric
that a program is run for, where its reader says so. Any other column is a parameter."""

BESIDE: Final = "runcmp:each "
"""Begins the names of columns that hold what a folded record stands for: no parameters."""

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
        *("count", "series", "scaling", "kind_assumed", "layout"),
        *("speedup", "efficiency", "karp_flatt", "cost", "ideal", "superlinear"),
        *("is_baseline", "row", "record", "place", "audit", "doubt", "withheld"),
        *("baseline_row", "baseline_devices", "baseline_value", "reference", "kin", "counted"),
        *("size_each", "of_family", "of_size", "of_share", "problem_size", "share"),
        *("of_matrix", "of_steps", "growth"),
        *("nights", "latest", "latest_started", "previous", "change", "bounds"),
        *("change_kind", "ended", "changed"),
        *("base", "new", "delta", "delta_low", "delta_high", "ratio", "p", "verdict"),
        "new_label",
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
    return [name for name in records.columns if name not in SCHEMA and not name.startswith(BESIDE)]


@cache
def empty() -> pl.DataFrame:
    """Return a run-record frame without rows."""
    return pl.DataFrame(schema=SCHEMA)


_DEFAULTS: Final = {"role": "measured", "status": "ok"}
_LAYOUT: Final = ("nodes", "devices", "devices_per_node")


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
    parameter with a ``RESERVED`` name has ``_given`` put after it; one that holds lists or objects
    becomes text. Raises
    ``polars.exceptions.InvalidOperationError`` when a column cannot be cast.
    """
    names = {name: parameter_name(name, records.columns) for name in RESERVED & {*records.columns}}
    records = records.rename(names) if names else records
    schema = records.schema
    plain = {
        name: _plain(records[name])
        for name in parameters(records)
        if schema[name].is_nested() or schema[name] in (pl.Object, pl.Binary)
    }
    given = SCHEMA.keys() & schema.keys()
    records = records.with_columns(
        **{name: records[name].cast(SCHEMA[name]) for name in given if not _fits(name, schema)},
        **plain,
    )
    columns: dict[str, pl.Series] = {}
    for name in given & {"value", "batch", "size"}:
        # Looked for first: to copy a column takes longer, and its memory.
        if (is_nan := records[name].is_nan()).any():
            columns[name] = records[name].set(is_nan, None)
    if "role" in given and records["role"].null_count():
        columns["role"] = records["role"].fill_null("measured")
    if (states := _states(records.with_columns(**columns))) is not None:
        columns["status"] = states
    known: dict[str, pl.Series] = {name: records[name] for name in _LAYOUT if name in given}
    records = records.with_columns(**columns, **_devices(known))
    left: Constants = {
        name: (_DEFAULTS.get(name), dtype) for name, dtype in SCHEMA.items() if name not in records
    }
    records = with_constants(records, left)
    if "status" in given:
        records = _without_failed_values(records)
    return records.select([*SCHEMA, *parameters(records)])


def _fits(name: str, given: Mapping[str, pl.DataType]) -> bool:
    """Whether a column is of the type of the schema, or text that is interned."""
    is_interned = SCHEMA[name] == pl.String and isinstance(given[name], pl.Categorical)
    return is_interned or given[name] == SCHEMA[name]


def _plain(parameter: pl.Series) -> pl.Series:
    """Lists and objects, which nothing compares, as one text a row."""
    dtype = parameter.dtype
    if isinstance(dtype, pl.List) and not dtype.inner.is_nested():
        return parameter.cast(pl.List(pl.String)).list.join(",", ignore_nulls=True)
    texts = [None if each is None else str(each) for each in parameter.to_list()]
    return pl.Series(parameter.name, texts, dtype=pl.String)


def _states(records: Records) -> pl.Series | None:
    """How runs ended where that is not said; ``None`` where nothing is to be filled."""
    height = records.height
    values = records["value"] if "value" in records else repeated(None, height, pl.Float64())
    states = records["status"] if "status" in records else repeated(None, height, STATUS)
    if not states.null_count() or ("status" not in records and not values.null_count()):
        return None
    return states.set(states.is_null() & values.is_null(), "unknown").fill_null("ok")


def _without_failed_values(records: Records) -> Records:
    """Take from failed runs what they wrote: the time of a run that was killed is no runtime."""
    failed = records["status"].is_in(FAILED)
    if not failed.any():
        return records
    written = pl.concat_str("value", "unit", separator=" ", ignore_nulls=True)
    stated = pl.concat_str(
        pl.col("status").cast(pl.String), pl.lit(", "), written, pl.lit(" stated")
    )
    said = pl.when(pl.col("value").is_not_null()).then(stated)
    told = pl.DataFrame({name: records[name] for name in ("status", "value", "unit", "reason")})
    reasons = shortened(told.select(pl.coalesce("reason", said)).to_series())
    samples = records["samples"]
    return records.with_columns(
        reason=reasons.zip_with(failed, records["reason"].cast(pl.String)),
        value=records["value"].set(failed, None),
        samples=samples.zip_with(~failed, samples.clear(len(failed))),
    )


def _devices(columns: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """Fill the third of nodes, devices and devices per node from the other two."""
    nodes, devices, each = map(columns.get, _LAYOUT)
    filled: dict[str, pl.Series] = {}
    if _lacks(devices) and nodes is not None and each is not None:
        filled["devices"] = _filled(devices, nodes * each)
    if _lacks(each) and nodes is not None and devices is not None:
        filled["devices_per_node"] = _filled(each, _share(devices, nodes))
    if _lacks(nodes) and devices is not None and each is not None:
        filled["nodes"] = _filled(nodes, _share(devices, each))
    return filled


def _lacks(cells: pl.Series | None) -> bool:
    return cells is None or cells.null_count() > 0


def _filled(cells: pl.Series | None, others: pl.Series) -> pl.Series:
    return others if cells is None else cells.fill_null(others)


def _share(total: pl.Series, parts: pl.Series) -> pl.Series:
    """What each of ``parts`` has of ``total``, null where they have not all the same."""
    share = total // parts
    return share.set((parts <= 0) | (share * parts != total), None)


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


def from_rows(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return the conformed frame of ``rows``, one mapping per measured quantity."""
    return to_frame(of_rows(rows))


def of_rows(rows: Sequence[Mapping[str, Any]]) -> Records:
    """Return the conformed records of ``rows``, which are no frame yet where they are few."""
    if not rows:
        return empty()
    extra = dict.fromkeys(name for row in rows for name in row if name not in SCHEMA)
    columns: dict[str, pl.Series] = {}
    for name in [*SCHEMA, *extra]:
        values = [row.get(name) for row in rows]
        if name in SCHEMA and all(value is None for value in values):
            columns[name] = repeated(None, len(rows), SCHEMA[name])
        else:
            cells = pl.Series(name, values, dtype=SCHEMA.get(name), strict=False)
            columns[name] = shortened(cells)
    return conform(records_of(columns, len(rows)))


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
