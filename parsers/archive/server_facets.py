"""What a database holds at a glance, counted by the server, or by those that share its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from parsers.archive.asked import Asked
from parsers.archive.facets import Facets, Value
from parsers.archive.ingesting import ArchiveError
from parsers.archive.lake_inputs import joined_inputs, names_of_series
from parsers.archive.postgres import (
    MOST_ROWS,
    ServerInputs,
    answer,
    check_format,
    question,
    reading_only,
    shown,
)
from parsers.archive.server_sql import YEAR
from parsers.archive.server_years import counted_by, year_of

_COLUMNS: Final = ("system", "year", "benchmark", "metric")


def counting(asked: Asked, joined: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """Return the SQL that counts the records that ``asked`` chooses, in one group for each kind.

    ``joined`` is as for ``question``.

    The system is among what they are grouped by: servers that share the records out by it count
    theirs, and nobody has to add them up.
    """
    where = question(asked, joined).where
    return (
        f"SELECT system, {counted_by()} AS year, benchmark, metric, count(*) AS records "
        f"FROM runcmp.records{where} GROUP BY 1, 2, 3, 4 LIMIT {MOST_ROWS + 1}"
    )


def facets_of_server(uri: str, asked: Asked) -> Facets:
    """Return what the records are that ``asked`` may choose of a database.

    Conditions that are not put on the server leave nothing out here. Raises ``ArchiveError``.
    """
    reading = reading_only(uri)
    check_format(uri, reading)
    held = ServerInputs(uri, reading)
    joined, _ = joined_inputs(held, asked.choosing([YEAR]))
    groups = answer(uri, reading, counting(asked, joined))
    if groups.height > MOST_ROWS:
        raise ArchiveError(f"{shown(uri)}: more than {MOST_ROWS:,} kinds of records")
    counts: dict[str, dict[Value, int]] = {name: {} for name in _COLUMNS}
    series = names_of_series(held)
    for system, bucket, benchmark, metric, records in groups.iter_rows():
        kind = (system, year_of(bucket), series.get(benchmark, benchmark), metric)
        for name, value in zip(_COLUMNS, kind, strict=True):
            if value is not None:
                counts[name][value] = counts[name].get(value, 0) + records
    most_first = {
        name: dict(sorted(each.items(), key=lambda item: (-item[1], str(item[0]))))
        for name, each in counts.items()
    }
    return Facets(int(groups["records"].sum()), most_first)
