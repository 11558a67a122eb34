"""An archive in a PostgreSQL database, over ADBC: asked on the server, and filled from a lake."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import polars as pl

from parsers.archive.asked import Asked
from parsers.archive.ingesting import ArchiveError
from parsers.archive.lake_inputs import asked_together
from parsers.archive.manifest import ENTRIES, FORMAT, Manifest, read_manifest
from parsers.archive.part_scan import PartOf, scan
from parsers.archive.server_sql import YEAR, in_postgres, one_of, quoted
from parsers.archive.written_parts import INPUT, PLACE
from parsers.clean import clean
from parsers.finished import Loaded
from parsers.notes import Note
from parsers.records import SCHEMA, SCHEMA_VERSION, empty, parameters
from parsers.short_series import series_of

MISSING: Final = "PostgreSQL needs its driver: pip install 'runcmp[postgres]'"
MOST_ROWS: Final = 100_000
"""Records that are fetched: more than anybody reads, and a server gives them in seconds."""
TIME_LIMIT: Final = 30_000
"""Milliseconds that a server may take over one question."""
_BATCH: Final = 200_000
"""Records that are copied in one transaction, but for those of one file."""
_KEPT: Final = ("source", "file", "label", "size", "changed", "told", "version", "readers", "runs")
_INPUTS: Final = (*_KEPT, "records", "error", "notes", "counts", "point")
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
_OWN: Final = {"parameters": pl.String(), "runcmp_input": pl.String(), "runcmp_place": pl.Int64()}


def shown(uri: str) -> str:
    """Return what to call a database: host and name, without who asks it and how."""
    parts = urlsplit(uri)
    return f"postgresql://{parts.hostname or ''}{parts.path}"


def load_server(uri: str, asked: Asked) -> Loaded:
    """Return the records of a database that ``asked`` chooses; its other conditions stay to be put.

    The session can only read, and has a time limit. What of a condition may mean something else to
    PostgreSQL is not sent (see ``in_postgres``): it is put to the rows that come. Raises
    ``ArchiveError`` where the database cannot be asked, or gives too many records.
    """
    reading = reading_only(uri)
    choosing = asked.choosing([YEAR])
    sent = {each.text: in_postgres(each.text) for each in choosing}
    unsent = [text for text, sql in sent.items() if sql is None]
    if refused := [each.text for each in choosing if YEAR in each.names and each.text in unsent]:
        raise ArchiveError(f"{refused[0]}: ask a database for year by =, <, >, IN or BETWEEN alone")
    conditions = [sql for sql in sent.values() if sql is not None]
    if asked.metric is not None:
        conditions.append(f'(metric COLLATE "C" = {_value(asked.metric)})')
    _check_format(uri, reading)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    limit = f" LIMIT {MOST_ROWS + 1}"
    names = ", ".join(f'"{name}"' for name in (*SCHEMA, *_OWN))
    frame = _asked(uri, reading, f"SELECT {names} FROM runcmp.records{where}{limit}")
    if frame.height > MOST_ROWS:
        raise ArchiveError(_too_many(unsent))
    if frame.is_empty():
        said = " and ".join([each.text for each in choosing] + [f"metric {asked.metric}"])
        why = f"no record meets {said}" if conditions else "no records in this database"
        return Loaded(empty(), (Note("error", why, clean(shown(uri))),), ())
    loaded = asked_together(_Server(uri, reading), _with_parameters(frame), [])
    only_here = [each.text for each in choosing if not each.names <= {*loaded.records.columns}]
    return loaded._replace(answered=tuple(only_here))


def _too_many(unsent: Sequence[str]) -> str:
    why = f" ({' and '.join(unsent)} is not asked on the server)" if unsent else ""
    return (
        f"more than {MOST_ROWS:,} records meet that{why}: narrow it with --metric, or --where on "
        "benchmark, system, software, device, source, hosts, started or year"
    )


class _Server:
    """The inputs of a database, as ``asked_together`` asks for them."""

    def __init__(self, uri: str, reading: str) -> None:
        self._uri, self._reading = uri, reading

    @property
    def name(self) -> str:
        """What to call it."""
        return clean(shown(self._uri))

    @property
    def columns(self) -> Sequence[str]:
        """The order of the columns: that of the schema, parameters as they come."""
        return ()

    def input_count(self) -> int:
        """Return how many inputs have records."""
        query = "SELECT count(*) AS n FROM runcmp.inputs WHERE error IS NULL"
        return int(_asked(self._uri, self._reading, query).item())

    def inputs(self, columns: Sequence[str], sources: Sequence[str] | None) -> pl.DataFrame:
        """Return ``columns`` of inputs that have records, of ``sources`` alone where given."""
        where = "" if sources is None else f" AND {one_of('source', sources)}"
        names = ", ".join(columns)
        query = f"SELECT {names} FROM runcmp.inputs WHERE error IS NULL{where}"
        return _asked(self._uri, self._reading, query)


def _with_parameters(frame: pl.DataFrame) -> pl.DataFrame:
    """Records with their parameters as columns, each of a type that has room for its values."""
    rows: list[dict[str, Any]] = [json.loads(text) if text else {} for text in frame["parameters"]]
    names = dict.fromkeys(name for row in rows for name, value in row.items() if value is not None)
    columns = [_typed(name, [row.get(name) for row in rows]) for name in names]
    records = frame.drop("parameters").rename({"runcmp_input": INPUT, "runcmp_place": PLACE})
    return records.with_columns(columns)


def _typed(name: str, values: list[Any]) -> pl.Series:
    types = {type(value) for value in values if value is not None}
    if len(types) > 1 and not types <= {int, float}:
        values = [None if value is None else str(value) for value in values]
    return pl.Series(name, values, strict=False)


def copy_lake(archive: Path, uri: str) -> tuple[int, int]:
    """Copy what a database lacks of an archive, and return how many files and records that was.

    Files go in one transaction with all their records, which replaces what there was of them: a
    copy that ends half-way goes on when it is made again. Raises ``ArchiveError``.
    """
    dbapi = _driver()
    manifest = read_manifest(archive)
    files = records = 0
    try:
        with dbapi.connect(_checked(uri)) as connection:
            _make_tables(connection)
            _check_format(uri, _checked(uri))
            has = _asked(uri, _checked(uri), "SELECT source, size, changed FROM runcmp.inputs")
            there = set(has.iter_rows())
            for entries, frame in _batches(manifest, there):
                _replace(connection, entries, frame)
                files, records = files + entries.height, records + frame.height
    except dbapi.Error as error:
        raise ArchiveError(_why(uri, error)) from None
    return files, records


def _batches(
    manifest: Manifest, there: set[tuple[str, int, int]]
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield entries that a database lacks, and their records, so many at a time."""
    latest = manifest.entries("sequence", *_INPUTS).collect(engine="streaming")
    superseded = manifest.superseded()
    keys = zip(latest["source"], latest["size"], latest["changed"], strict=True)
    lacking = latest.filter(pl.Series([key not in there for key in keys], dtype=pl.Boolean))
    for told in manifest.commits:
        ours = lacking.filter(pl.col("sequence") == told.sequence)
        parts = [PartOf(told.sequence, part) for part in told.parts]
        begun = ours["records"].cum_sum() // _BATCH
        for batch in ours.with_columns(begun.alias("batch")).partition_by("batch"):
            frame = scan(manifest.archive, parts, superseded)
            held = frame.filter(pl.col(INPUT).is_in(batch["source"].implode()))
            yield batch.select(_INPUTS), held.collect(engine="streaming")


def _make_tables(connection: Any) -> None:
    records = ", ".join(f'"{name}" {_type(dtype)}' for name, dtype in (SCHEMA | _OWN).items())
    inputs = ", ".join(f'"{name}" {_type(ENTRIES[name])}' for name in _INPUTS)
    version = f"format {FORMAT}, schema {SCHEMA_VERSION}"
    with connection.cursor() as cursor:
        for statement in (
            "CREATE SCHEMA IF NOT EXISTS runcmp",
            f"CREATE TABLE IF NOT EXISTS runcmp.records ({records})",
            f"CREATE TABLE IF NOT EXISTS runcmp.inputs ({inputs}, PRIMARY KEY (source))",
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


def _check_format(uri: str, connection: str) -> None:
    """Raise ``ArchiveError`` where the tables are not there, or of a later version."""
    said = _asked(uri, connection, "SELECT said FROM runcmp.version")["said"].to_list()
    formats = [int(text.partition("format ")[2].partition(",")[0]) for text in said]
    if max(formats, default=0) > FORMAT:
        raise ArchiveError(f"{shown(uri)}: filled by a later runcmp; ask it with that")


def _asked(uri: str, connection: str, query: str) -> pl.DataFrame:
    _driver()
    try:
        return pl.read_database_uri(query, connection, engine="adbc")
    except Exception as error:
        raise ArchiveError(_why(uri, error)) from None


def _driver() -> Any:
    try:
        import adbc_driver_postgresql.dbapi as dbapi
    except ImportError:
        raise ArchiveError(MISSING) from None
    return dbapi


def _why(uri: str, error: BaseException) -> str:
    """Why a server refuses, without how it was asked."""
    said = clean(str(error))
    name = shown(uri)
    if "statement timeout" in said:
        return f"{name}: no answer within {TIME_LIMIT // 1000} s: narrow what is asked"
    if "runcmp.version" in said and "does not exist" in said:
        return f"{name}: no archive; runcmp ingest lake/ --to fills it from one on disk"
    told = said.partition("ERROR:")[2] or said.partition("failed:")[2] or said
    return f"{name}: {told.strip()[:160]}"


def _checked(uri: str) -> str:
    """The URI, where it holds no secret. Raises ``ArchiveError``."""
    try:
        parts = urlsplit(uri)
        secret = parts.password or dict(parse_qsl(parts.query)).get("password")
    except ValueError:
        raise ArchiveError("not the URI of a database: postgresql://HOST/NAME") from None
    if secret:
        raise ArchiveError(
            "a password among the arguments is seen by all on this machine: put it into "
            "~/.pgpass, or name a file with PGPASSFILE or a service with PGSERVICE"
        )
    return uri


def reading_only(uri: str) -> str:
    """Return the URI of a session that changes nothing and ends soon. Raises ``ArchiveError``."""
    parts = urlsplit(_checked(uri))
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    ours = f"-c default_transaction_read_only=on -c statement_timeout={TIME_LIMIT}"
    given["options"] = " ".join(filter(None, (given.get("options"), ours)))
    return urlunsplit(parts._replace(query=urlencode(given, quote_via=quote)))


def _value(text: str) -> str:
    try:
        return quoted(text)
    except ValueError:
        raise ArchiveError(f"no metric can be called {clean(text)!r}") from None
