"""The run record: what every reader emits, one row per measured quantity of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final

import polars as pl

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
    "primary": pl.Boolean(),
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
    "assumed": pl.String(),
}
"""Schema column -> type. Units: ``value`` is in ``unit``, a base unit (``s``, ``B/s``, ``img/s``);
``batch`` is per device as stated; ``size`` is a problem or message size (bytes where the source
says bytes); ``progress_at`` holds step or epoch numbers, ``progress_lines`` where they stand;
``stated_efficiency`` is a fraction; ``value_digit``, ``speedup_digit`` and ``efficiency_digit`` are
the weight of the last digit as people wrote it (0.1 for ``12.5``), null where that is not known;
``primary`` is true in the record of the metric that a program is run for, where its reader says so.
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
        *("count", "series", "scaling", "kind_assumed", "layout"),
        *("speedup", "efficiency", "karp_flatt", "cost", "ideal", "superlinear"),
        *("is_baseline", "row", "record", "place", "audit", "doubt", "withheld"),
        *("baseline_row", "baseline_devices", "baseline_value", "reference", "kin", "counted"),
        *("size_each", "of_family", "of_size", "of_share", "problem_size", "share"),
        *("of_matrix", "of_steps", "growth"),
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


def parameters(records: pl.DataFrame) -> list[str]:
    """Return the names of the columns beyond the schema, in frame order."""
    return [name for name in records.columns if name not in SCHEMA]


@cache
def empty() -> pl.DataFrame:
    """Return a run-record frame without rows."""
    return pl.DataFrame(schema=SCHEMA)


def conform(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with every schema column, typed and in schema order, parameters after.

    Missing columns are filled: ``role`` with ``measured``, ``status`` with ``ok`` where there is a
    value and ``unknown`` elsewhere, the rest with null. NaN becomes null in ``value``, ``batch``
    and ``size``. A run that ``FAILED`` has no ``value`` and no ``samples``, whatever was written
    there; where its ``reason`` says nothing else, it keeps the number. The third of ``nodes``,
    ``devices`` and ``devices_per_node`` is computed where two are known and they divide evenly. A
    parameter with a ``RESERVED`` name has ``_given`` put after it; one that holds lists or objects
    becomes text. Raises
    ``polars.exceptions.InvalidOperationError`` when a column cannot be cast.
    """
    frame = _without_reserved_names(frame)
    given = frame.schema
    columns = [
        _typed(name, dtype, given[name]) if name in given else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in SCHEMA.items()
    ]
    conformed = frame.select(*columns, *(_plain(frame[name]) for name in parameters(frame)))
    # Looked for first: to copy a column takes longer, and its memory.
    no_numbers = [name for name in ("value", "batch", "size") if conformed[name].is_nan().any()]
    conformed = conformed.with_columns(
        *(pl.col(name).fill_nan(None) for name in no_numbers),
        (pl.col("role").fill_null("measured") if "role" in given else _measured()),
    )
    conformed = conformed.with_columns(_status(conformed, given), *_devices(conformed))
    return _without_failed_values(conformed) if "status" in given else conformed


def _plain(parameter: pl.Series) -> pl.Series:
    """A parameter as one number or text a row: lists and objects, which nothing compares, as text.

    ``Null`` is a column without a value.
    """
    dtype = parameter.dtype
    if isinstance(dtype, pl.List) and not dtype.inner.is_nested():
        return parameter.cast(pl.List(pl.String)).list.join(",", ignore_nulls=True)
    if dtype.is_nested() or dtype in (pl.Object, pl.Binary):
        texts = [None if each is None else str(each) for each in parameter.to_list()]
        return pl.Series(parameter.name, texts, dtype=pl.String)
    return parameter


def _without_reserved_names(frame: pl.DataFrame) -> pl.DataFrame:
    reserved = [name for name in frame.columns if name in RESERVED]
    for name in reserved:
        frame = frame.rename({name: parameter_name(name, frame.columns)})
    return frame


def _typed(name: str, dtype: pl.DataType, given: pl.DataType) -> pl.Expr:
    interned = dtype == pl.String and isinstance(given, pl.Categorical)
    return pl.col(name) if interned else pl.col(name).cast(dtype)


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
    if not rows:
        return empty()
    extra = dict.fromkeys(name for row in rows for name in row if name not in SCHEMA)
    columns: dict[str, pl.Series] = {}
    for name in [*SCHEMA, *extra]:
        values = [row.get(name) for row in rows]
        columns[name] = pl.Series(name, values, dtype=SCHEMA.get(name), strict=False)
    return conform(pl.DataFrame(columns))


def concat(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Return one frame of several conformed ones; a column typed differently becomes text."""
    if not frames:
        return empty()
    seen: dict[str, set[pl.DataType]] = {}
    for frame in frames:
        for name, dtype in frame.schema.items():
            seen.setdefault(name, set()).add(dtype)
    mixed = [name for name, types in seen.items() if not _widens(types)]
    as_text = [
        frame.with_columns(pl.col(name).cast(pl.String) for name in mixed if name in frame.columns)
        for frame in frames
    ]
    return as_text[0] if len(frames) == 1 else pl.concat(as_text, how="diagonal_relaxed")


def _widens(types: set[pl.DataType]) -> bool:
    return len(types) == 1 or all(dtype.is_numeric() or dtype == pl.Null for dtype in types)


def _measured() -> pl.Expr:
    return pl.lit("measured", dtype=ROLE).alias("role")


def _status(frame: pl.DataFrame, given: Collection[str]) -> pl.Expr:
    measured = ok = pl.lit("ok", dtype=STATUS)
    if frame["value"].null_count():
        unknown = pl.lit("unknown", dtype=STATUS)
        measured = pl.when(pl.col("value").is_not_null()).then(ok).otherwise(unknown)
    return (pl.col("status").fill_null(measured) if "status" in given else measured).alias("status")


def _without_failed_values(records: pl.DataFrame) -> pl.DataFrame:
    """Take from failed runs what they wrote: the time of a run that was killed is no runtime."""
    failed = records["status"].is_in(FAILED)
    if not failed.any():
        return records
    written = pl.concat_str("value", "unit", separator=" ", ignore_nulls=True)
    stated = pl.concat_str(
        pl.col("status").cast(pl.String), pl.lit(", "), written, pl.lit(" stated")
    )
    said = pl.when(pl.col("value").is_not_null()).then(stated)
    return records.with_columns(
        reason=pl.when(failed).then(pl.coalesce("reason", said)).otherwise("reason"),
        value=pl.when(~failed).then("value"),
        samples=pl.when(~failed).then("samples"),
    )


def _devices(frame: pl.DataFrame) -> list[pl.Series]:
    """Fill the third of nodes, devices and devices per node from the other two."""
    nodes, devices, each = pl.col("nodes"), pl.col("devices"), pl.col("devices_per_node")
    filled = {
        "devices": pl.coalesce(devices, nodes * each),
        "devices_per_node": pl.coalesce(each, _share(devices, nodes)),
        "nodes": pl.coalesce(nodes, _share(devices, each)),
    }
    lacking = {name: filled[name] for name in filled if frame[name].null_count() > 0}
    return with_computed(frame, **lacking).get_columns()


def _share(total: pl.Expr, parts: pl.Expr) -> pl.Expr:
    """What each of ``parts`` has of ``total``, null where they have not all the same."""
    share = total // parts
    return pl.when((parts > 0) & (share * parts == total)).then(share)
