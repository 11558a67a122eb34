"""An archive on a file system -> a PostgreSQL database, over ADBC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from parsers.archive.ingesting import ArchiveError
from parsers.archive.manifest import ENTRIES, FACTS, FORMAT, Manifest, read_manifest
from parsers.archive.one_query import collected
from parsers.archive.part_scan import PartOf, scan
from parsers.archive.postgres import OWN, answer, check_format, checked, driver, why
from parsers.archive.server_sql import one_of, quoted
from parsers.archive.written_parts import INPUT, PLACE
from parsers.run_records.records import SCHEMA, SCHEMA_VERSION, parameters
from parsers.short_columns.short_series import series_of

_BATCH: Final = 200_000
"""Records that are copied in one transaction, but for those of one file."""
_KEPT: Final = ("source", "file", "label", "size", "changed", "told", "version", "readers", "runs")
_INPUTS: Final = (*_KEPT, "records", "error", "notes", *FACTS)
_TYPES: Final[dict[pl.DataType, str]] = {
    pl.Float64(): "double precision",
    pl.Int64(): "bigint",
    pl.UInt32(): "bigint",
    pl.Boolean(): "boolean",
    pl.Datetime("us"): "timestamp",
    pl.List(pl.Float64()): "double precision[]",
    pl.List(pl.UInt32()): "bigint[]",
    pl.List(pl.Int64()): "bigint[]",
    pl.List(pl.String()): "text[]",
}


def copy_lake(archive: Path, uri: str) -> tuple[int, int]:
    """Copy what a database lacks of an archive, and return how many files and records that was.

    Files go in one transaction with all their records, which replaces what there was of them: a
    copy that ends half-way goes on when it is made again. Raises ``ArchiveError``.
    """
    dbapi = driver()
    manifest = read_manifest(archive)
    files = records = 0
    try:
        with dbapi.connect(checked(uri)) as connection:
            _make_tables(connection)
            check_format(uri, checked(uri))
            has = answer(uri, checked(uri), "SELECT source, size, changed FROM runcmp.inputs")
            there = set(has.iter_rows())
            for entries, frame in _batches(manifest, there):
                _replace(connection, entries, frame)
                files, records = files + entries.height, records + frame.height
    except dbapi.Error as error:
        raise ArchiveError(why(uri, error)) from None
    return files, records


def _batches(
    manifest: Manifest, there: set[tuple[str, int, int]]
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield entries that a database lacks, and their records, so many at a time."""
    latest = collected(manifest.entries("sequence", *_INPUTS))
    superseded = manifest.superseded
    keys = zip(latest["source"], latest["size"], latest["changed"], strict=True)
    lacking = latest.filter(pl.Series([key not in there for key in keys], dtype=pl.Boolean))
    for told in manifest.commits:
        ours = lacking.filter(pl.col("sequence") == told.sequence)
        parts = [PartOf(told.sequence, part) for part in told.parts]
        begun = ours["records"].cum_sum() // _BATCH
        for batch in ours.with_columns(begun.alias("batch")).partition_by("batch"):
            frame = scan(manifest.archive, parts, superseded)
            held = frame.filter(pl.col(INPUT).is_in(batch["source"].implode()))
            yield batch.select(_INPUTS), collected(held)


def _make_tables(connection: Any) -> None:
    records = ", ".join(f'"{name}" {_type(dtype)}' for name, dtype in (SCHEMA | OWN).items())
    inputs = ", ".join(f'"{name}" {_type(ENTRIES[name])}' for name in _INPUTS)
    version = f"format {FORMAT}, schema {SCHEMA_VERSION}"
    with connection.cursor() as cursor:
        for statement in (
            "CREATE SCHEMA IF NOT EXISTS runcmp",
            f"CREATE TABLE IF NOT EXISTS runcmp.records ({records})",
            f"CREATE TABLE IF NOT EXISTS runcmp.inputs ({inputs}, PRIMARY KEY (source))",
            # Tables of an earlier time lack these.
            "ALTER TABLE runcmp.inputs ADD COLUMN IF NOT EXISTS outside text",
            "ALTER TABLE runcmp.inputs ADD COLUMN IF NOT EXISTS measured text",
            "CREATE INDEX IF NOT EXISTS records_input ON runcmp.records (runcmp_input)",
            "CREATE INDEX IF NOT EXISTS records_about ON runcmp.records "
            "(benchmark, system, metric, started)",
            "CREATE TABLE IF NOT EXISTS runcmp.version (said text PRIMARY KEY)",
            f"INSERT INTO runcmp.version VALUES ({quoted(version)}) ON CONFLICT DO NOTHING",
        ):
            cursor.execute(statement)
    connection.commit()


def _replace(connection: Any, entries: pl.DataFrame, frame: pl.DataFrame) -> None:
    """Put records in the place of what there is of their inputs, all at once."""
    sources = entries["source"].to_list()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM runcmp.records WHERE {one_of('runcmp_input', sources)}")
        cursor.execute(f"DELETE FROM runcmp.inputs WHERE {one_of('source', sources)}")
        if frame.height:
            rows = _as_rows(frame)
            cursor.adbc_ingest("records", rows, mode="append", db_schema_name="runcmp")
        # ADBC knows no unsigned numbers of PostgreSQL.
        plain = entries.with_columns(pl.col(pl.UInt32).cast(pl.Int64))
        cursor.adbc_ingest("inputs", plain, mode="append", db_schema_name="runcmp")
    connection.commit()


def _as_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Records as the table has them: parameters in one text."""
    own = frame.drop(INPUT, PLACE)
    names = parameters(own)
    told = [
        json.dumps({name: value for name, value in row.items() if value is not None}, default=str)
        for row in own.select(names).iter_rows(named=True)
    ]
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items()]
    known = own.select(
        *(each for each, name in zip(missing, SCHEMA, strict=True) if name not in own.columns),
        *(name for name in own.columns if name in SCHEMA),
    ).select(list(SCHEMA))
    stored = known.with_columns(
        pl.col(pl.UInt32).cast(pl.Int64),
        pl.col(pl.Enum).cast(pl.String),
        pl.col(pl.List(pl.UInt32)).cast(pl.List(pl.Int64)),
    )
    return stored.with_columns(
        parameters=series_of(told) if names else pl.lit(None, pl.String),
        runcmp_input=frame[INPUT],
        runcmp_place=frame[PLACE].cast(pl.Int64),
    )


def _type(dtype: pl.DataType) -> str:
    return _TYPES.get(dtype, 'text COLLATE "C"')
