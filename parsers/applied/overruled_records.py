"""What a user says of whole files and of metrics, put into their records."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from parsers.meaning.interpretation import HeadingRead
from parsers.notes import Note
from parsers.overruling.name_pattern import read_path
from parsers.reader import Reading
from parsers.run_records.conforming import conform
from parsers.run_records.records import SCALING, SCHEMA, parameter_name
from parsers.source import Source


def with_overruled_records(reading: Reading, source: Source) -> Reading:
    """Return ``reading`` with what the overrides of ``source`` say beside its columns.

    That is strong or weak scaling, which way metrics are better, and what its name says.
    """
    overrides = source.overrides
    if not overrides or not reading.found.height:
        return reading
    records, notes = reading.records, list(reading.notes)
    series = overrides.last("series")
    if series is not None and set(records["stated_scaling"].unique()) != {series.value}:
        records = records.with_columns(stated_scaling=pl.lit(series.value, SCALING))
        notes.append(Note("info", f"{series.value} scaling, {series.said}", source.name))
    for told in overrides.of("direction"):
        if (metric := metric_named(told.name, records, reading.headings)) is not None:
            overrides.met.add(told)
            way = pl.lit(told.value, records.schema["better"])
            is_meant = pl.col("metric") == metric
            records = records.with_columns(better=pl.when(is_meant).then(way).otherwise("better"))
    for told in reversed(overrides.of("names")):
        found = read_path(told.value, source.name)
        if found is not None:
            overrides.met.add(told)
            records = _with_fields(records, found)
            said = ", ".join(f"{name} {value}" for name, value in found.items())
            notes.append(Note("info", f"its name says {said}, {told.said}", source.name))
            break
    return reading._replace(found=records, notes=notes)


def metric_named(name: str, records: pl.DataFrame, headings: Sequence[HeadingRead]) -> str | None:
    """Return the metric that is called ``name``, or stands under that heading."""
    known = set(records["metric"].drop_nulls().unique())
    under = [each.metric for each in headings if each.heading == name and each.column == "value"]
    return next((each for each in (name, *under) if each in known), None)


def _with_fields(records: pl.DataFrame, found: dict[str, str | int]) -> pl.DataFrame:
    literals = [
        pl.lit(value).alias(name if name in SCHEMA else parameter_name(name, ()))
        for name, value in found.items()
    ]
    return conform(records.with_columns(literals))
