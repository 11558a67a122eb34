"""An archive in a PostgreSQL database, asked on the server, over ADBC."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import polars as pl

from parsers.across_inputs.finished import Loaded
from parsers.archive.asked import Asked
from parsers.archive.ingesting import ArchiveError
from parsers.archive.lake_inputs import joined_inputs, with_answered
from parsers.archive.manifest import FORMAT
from parsers.archive.placed_records import asked_together
from parsers.archive.server_medians import NotSummedError, summed_by_server
from parsers.archive.server_sql import YEAR, in_postgres, one_of, quoted
from parsers.archive.written_parts import INPUT, PLACE
from parsers.clean import clean
from parsers.notes import Note
from parsers.run_records.records import SCHEMA, empty

MISSING: Final = "PostgreSQL needs its driver: pip install 'runcmp[postgres]'"
MOST_ROWS: Final = 100_000
"""Records that are fetched: more than anybody reads, and a server gives them in seconds."""
OWN: Final = {"parameters": pl.String(), "runcmp_input": pl.String(), "runcmp_place": pl.Int64()}
"""Columns of the table of records beside those of the schema."""
TIME_LIMIT: Final = 30_000
"""Milliseconds that a server may take over one question."""


def shown(uri: str) -> str:
    """Return what to call a database: host and name, without who asks it and how."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "postgresql"
    return f"postgresql://{parts.hostname or ''}{parts.path}"


def load_server(uri: str, asked: Asked) -> Loaded:
    """Return the records of a database that ``asked`` chooses; its other conditions stay to be put.

    The session can only read, and has a time limit. What of a condition may mean something else to
    PostgreSQL is not sent (see ``in_postgres``): it is put to the rows that come. Raises
    ``ArchiveError`` where the database cannot be asked, or gives too many records.
    """
    reading = reading_only(uri)
    check_format(uri, reading)
    held = ServerInputs(uri, reading)
    joined, together = joined_inputs(held, asked.choosing([YEAR]))
    sent = question(asked, joined)
    if asked.ranks is not None and answer(uri, reading, sent.counted).item() > MOST_ROWS:
        return _summed(uri, reading, asked, sent)
    frame = answer(uri, reading, sent.records)
    if frame.height > MOST_ROWS:
        raise ArchiveError(_too_many(sent.unsent))
    choosing = asked.choosing([YEAR])
    if frame.is_empty():
        metric = [] if asked.metric is None else [f"metric {asked.metric}"]
        said = " and ".join([*(each.text for each in choosing), *metric])
        told = f"no record meets {said}" if said else "no records in this database"
        return Loaded(empty(), (Note("error", told, clean(shown(uri))),), ())
    loaded = asked_together(held, _with_parameters(frame), [], together)
    return with_answered(loaded, choosing)


def _summed(uri: str, reading: str, asked: Asked, sent: Sent) -> Loaded:
    """More records than are fetched, summed up by the server. Raises ``ArchiveError``."""
    if asked.ranks is None or sent.unsent or asked.asks_of_repeats([YEAR]):
        raise ArchiveError(_too_many(sent.unsent))
    held = ServerInputs(uri, reading)

    def ask(query: str) -> pl.DataFrame:
        return answer(uri, reading, query)

    try:
        loaded = summed_by_server(ask, held, sent.where, asked.ranks, _with_parameters)
    except NotSummedError as reason:
        text = f"{_too_many(())}; the server cannot sum them up: {reason}"
        raise ArchiveError(text) from None
    return with_answered(loaded, asked.choosing([YEAR]))


class Sent(NamedTuple):
    """What is asked of a server: the SQL, and the conditions that mean something else there.

    ``where``: the conditions that are put there, with the word before them.
    """

    where: str
    unsent: tuple[str, ...]

    @property
    def records(self) -> str:
        """The SQL that gives the records, at most one more than are fetched."""
        names = ", ".join(f'"{name}"' for name in (*SCHEMA, *OWN))
        return f"SELECT {names} FROM runcmp.records{self.where} LIMIT {MOST_ROWS + 1}"

    @property
    def counted(self) -> str:
        """The SQL that counts the records."""
        return f"SELECT count(*) AS n FROM runcmp.records{self.where}"


def question(asked: Asked, joined: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Sent:
    """Return what to ask a server for. Raises ``ArchiveError`` where it cannot be asked.

    ``joined``: the inputs that a condition may choose besides, see ``joined_inputs``.
    """
    choosing = asked.choosing([YEAR])
    sent = {
        each.text: _with_inputs(in_postgres(each.text), joined.get(each.text)) for each in choosing
    }
    unsent = tuple(text for text, sql in sent.items() if sql is None)
    if refused := [each.text for each in choosing if YEAR in each.names and each.text in unsent]:
        raise ArchiveError(f"{refused[0]}: ask a database for year by =, <, >, IN or BETWEEN alone")
    conditions = [sql for sql in sent.values() if sql is not None]
    if asked.metric is not None:
        conditions.append(f'(metric COLLATE "C" = {_value(asked.metric)})')
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    if where and asked.of_files:
        where = f" WHERE runcmp_input IN (SELECT runcmp_input FROM runcmp.records{where})"
    return Sent(where, unsent)


def _with_inputs(condition: str | None, inputs: Sequence[str] | None) -> str | None:
    if condition is None or inputs is None:
        return condition
    return f"({condition} OR {one_of('runcmp_input', inputs)})"


def _too_many(unsent: Sequence[str]) -> str:
    besides = f" ({' and '.join(unsent)} is not asked on the server)" if unsent else ""
    return (
        f"more than {MOST_ROWS:,} records meet that{besides}: narrow it with --metric, or --where "
        "on benchmark, system, software, device, source, hosts, started or year"
    )


class ServerInputs:
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

    @cached_property
    def input_count(self) -> int:
        """How many inputs have records."""
        query = "SELECT count(*) AS n FROM runcmp.inputs WHERE error IS NULL"
        return int(answer(self._uri, self._reading, query).item())

    def inputs(self, columns: Sequence[str], sources: Sequence[str] | None) -> pl.DataFrame:
        """Return ``columns`` of inputs that have records, of ``sources`` alone where given."""
        where = "" if sources is None else f" AND {one_of('source', sources)}"
        names = ", ".join(columns)
        query = f"SELECT {names} FROM runcmp.inputs WHERE error IS NULL{where}"
        return answer(self._uri, self._reading, query)

    def kept_together(
        self,
        columns: Sequence[str] = (),  # noqa: ARG002
        sources: Sequence[str] | None = None,  # noqa: ARG002
    ) -> pl.DataFrame | None:
        """Return nothing: a server tells in one answer what its inputs are."""
        return None


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


def check_format(uri: str, connection: str) -> None:
    """Raise ``ArchiveError`` where the tables are not there, or of a later version."""
    said = answer(uri, connection, "SELECT said FROM runcmp.version")["said"].to_list()
    formats = [int(text.partition("format ")[2].partition(",")[0]) for text in said]
    if max(formats, default=0) > FORMAT:
        raise ArchiveError(f"{shown(uri)}: filled by a later runcmp; ask it with that")


def answer(uri: str, connection: str, query: str) -> pl.DataFrame:
    """Return what a query gives; ``connection`` is how to ask. Raises ``ArchiveError``."""
    driver()
    try:
        return pl.read_database_uri(query, connection, engine="adbc")
    except Exception as error:
        raise ArchiveError(why(uri, error)) from None


def driver() -> Any:
    """Return the driver. Raises ``ArchiveError`` where it is not installed."""
    try:
        import adbc_driver_postgresql.dbapi as dbapi
    except ImportError:
        raise ArchiveError(MISSING) from None
    return dbapi


def why(uri: str, error: BaseException) -> str:
    """Return why a server refuses, without how it was asked."""
    said = clean(str(error))
    name = shown(uri)
    if "statement timeout" in said:
        return f"{name}: no answer within {TIME_LIMIT // 1000} s: narrow what is asked"
    if "runcmp.version" in said and "does not exist" in said:
        return f"{name}: no archive; runcmp ingest lake/ --to fills it from one on disk"
    if "column" in said and "does not exist" in said:
        return (
            f"{name}: filled by an earlier runcmp; runcmp ingest lake/ --to it adds what it lacks"
        )
    told = said.partition("ERROR:")[2] or said.partition("failed:")[2] or said
    return f"{name}: {told.strip()[:160]}"


def checked(uri: str) -> str:
    """Return the URI, where it holds no secret. Raises ``ArchiveError``."""
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
    parts = urlsplit(checked(uri))
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    given["options"] = " ".join(filter(None, (given.get("options"), *_session())))
    return urlunsplit(parts._replace(query=urlencode(given, quote_via=quote)))


def _session() -> tuple[str, ...]:
    """What holds in a session, as its options say it."""
    said = {
        "default_transaction_read_only": "on",
        "statement_timeout": str(TIME_LIMIT),
        # A server that shares its records out has groups counted by those that have them.
        "enable_partitionwise_aggregate": "on",
    }
    return tuple(f"-c {name}={value}" for name, value in said.items())


def _value(text: str) -> str:
    try:
        return quoted(text)
    except ValueError:
        raise ArchiveError(f"no metric can be called {clean(text)!r}") from None
