"""The run record: what every reader emits, one row per measured quantity of a run."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final

import polars as pl

from parsers.short_columns.short_records import Records

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

_LONG: Final = 100_000
"""Rows from which on a frame is better worked through in morsels."""

RESERVED: Final = frozenset(
    {
        *("n", "failed", "low", "high", "interval", "repeats", "spread"),
        *("count", "series", "scaling", "kind_assumed", "layout"),
        *("speedup", "efficiency", "karp_flatt", "cost", "ideal", "superlinear"),
        *("is_baseline", "row", "record", "place", "audit", "doubt", "withheld"),
        *("baseline_row", "baseline_devices", "baseline_value", "reference", "kin", "counted"),
        *("size_each", "of_family", "of_size", "of_share", "problem_size", "share"),
        *("of_matrix", "of_steps", "growth", "of_time", "of_rate", "of_passes"),
        *("most_speedup", "least_speedup", "widest"),
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


def names_beside(names: Collection[str], computed: Collection[str]) -> list[str]:
    """Return ``names``, with ``_given`` after those that are ``computed`` columns' beside them."""
    taken = {*names, *computed}
    return [parameter_name(name, taken) if name in computed else name for name in names]


def parameters(records: Records) -> list[str]:
    """Return the names of the columns beyond the schema, in frame order."""
    return [name for name in records.columns if name not in SCHEMA and not name.startswith(BESIDE)]


@cache
def empty() -> pl.DataFrame:
    """Return a run-record frame without rows."""
    return pl.DataFrame(schema=SCHEMA)


def with_computed(frame: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Return ``columns`` of arithmetic over ``frame``, in the order of its rows.

    Over a long frame in morsels, so that no step of it is as long as the frame: most of what such a
    step costs is the memory that it asks of the kernel.
    """
    if frame.height < _LONG:
        return frame.select(**columns)
    return frame.lazy().select(**columns).collect(engine="streaming")


def named(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records with every ``run`` spelt out."""
    return records.with_columns(RUN) if records["run"].null_count() else records
