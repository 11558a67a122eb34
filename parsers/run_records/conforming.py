"""Records made whole: every column of the schema, typed, with what follows from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, overload

import polars as pl

from parsers.run_records.records import (
    FAILED,
    RESERVED,
    SCHEMA,
    STATUS,
    empty,
    parameter_name,
    parameters,
)
from parsers.short_columns.short_records import (
    Constants,
    Records,
    records_of,
    to_frame,
    with_constants,
)
from parsers.short_columns.short_series import repeated, short_if_few
from parsers.short_columns.whole_numbers import WIDE, as_held

_DEFAULTS: Final = {"role": "measured", "status": "ok"}
_LAYOUT: Final = ("nodes", "devices", "devices_per_node")


@overload
def conform(records: pl.DataFrame) -> pl.DataFrame: ...


@overload
def conform(records: Records) -> Records: ...


def conform(records: Records) -> Records:
    """Return ``records`` with every schema column, typed and in schema order, parameters after.

    Missing columns are filled: ``role`` with ``measured``, ``status`` with ``ok`` where there is a
    value and ``unknown`` elsewhere, the rest with null. What is no finite number, as one that grew
    too large in base units, becomes null in ``value``, ``batch`` and ``size``. A run that
    ``FAILED`` has no ``value`` and no ``samples``, whatever was written there; where its ``reason``
    says nothing else, it keeps the number. The third of ``nodes``, ``devices`` and
    ``devices_per_node`` is computed where two are known and they divide evenly. A parameter with a
    ``RESERVED`` name has ``_given`` put after it; one that holds lists or objects becomes text, one
    with larger whole numbers than ``Int64`` holds fractions.

    Raises ``polars.exceptions.InvalidOperationError`` when a column cannot be cast.
    """
    names = {name: parameter_name(name, records.columns) for name in RESERVED & {*records.columns}}
    records = records.rename(names) if names else records
    schema = records.schema
    plain = {
        name: _plain(records[name])
        for name in parameters(records)
        if schema[name].is_nested() or schema[name] in _RARE
    }
    given = SCHEMA.keys() & schema.keys()
    records = records.with_columns(
        **{name: records[name].cast(SCHEMA[name]) for name in given if not _fits(name, schema)},
        **plain,
    )
    columns: dict[str, pl.Series] = {}
    for name in given & {"value", "batch", "size"}:
        # Looked for first: to copy a column takes longer, and its memory.
        if not (is_finite := records[name].is_finite()).all():
            columns[name] = records[name].set(~is_finite, None)
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


_RARE: Final = (pl.Object, pl.Binary, *WIDE)
"""Types that a parameter does not keep."""


def _fits(name: str, given: Mapping[str, pl.DataType]) -> bool:
    """Whether a column is of the type of the schema, or text that is interned."""
    own, wanted = given[name], SCHEMA[name]
    if type(own) is type(wanted):
        return own is wanted or own == wanted
    return isinstance(wanted, pl.String) and isinstance(own, pl.Categorical)


def _plain(parameter: pl.Series) -> pl.Series:
    """Lists and objects, which nothing compares, as one text a row; whole numbers of 64 bits."""
    dtype = parameter.dtype
    if dtype in WIDE:
        return as_held(parameter)
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
    reasons = short_if_few(told.select(pl.coalesce("reason", said)).to_series())
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
    uneven = (parts <= 0) | (share * parts != total)
    return share.set(uneven, None) if uneven.any() else share


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
            columns[name] = short_if_few(cells)
    return conform(records_of(columns, len(rows)))
