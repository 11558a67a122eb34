"""YAML: a list of flat maps, or flat maps under names, are runs with a line; others are objects.

What goes beyond lists and maps (anchors, tags, text over several lines) is left unread, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from parsers.clean import clean
from parsers.formats.objects import assumed_counts, tables_of
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.headings.scaling_words import said_of_scaling
from parsers.objects.counts_as_names import double
from parsers.objects.yaml_text import Beyond, Map, read_yaml, valued
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

_SUFFIXES: Final = (".yaml", ".yml")
_CONFIDENCE: Final = 90
_NAME: Final = "name"


def _sniff(source: Source) -> int:
    return _CONFIDENCE if source.suffix in _SUFFIXES else 0


def _read(source: Source) -> Reading:
    """Return a run for each map. Raises ``ReadError`` where the text has another form."""
    try:
        whole = read_yaml(source.lines)
    except Beyond as beyond:
        raise ReadError(
            f"line {beyond.line}: of YAML only lists and maps of plain values are read; "
            "convert it to JSON"
        ) from None
    if whole is None:
        raise ReadError("YAML without anything in it")
    flat = _flat_table(_flat_maps(whole))
    tables = tables_of(valued(whole)) if flat is None else [flat]
    comments = (line.strip("# ") for line in source.lines if line.startswith("#"))
    if said := said_of_scaling(comments):
        tables = [table._replace(above=[*table.above, *said]) for table in tables]
    reading = read_tables(Cells(source, tables))
    return reading._replace(notes=[*assumed_counts(tables, source), *reading.notes])


READER: Final = Reader("YAML", _sniff, _read)


def _flat_maps(whole: object) -> list[tuple[int, Mapping[str, object]]]:
    """The maps of a list, or under names, with their lines; none where there are more than flat.

    Nor where names are counts, each the double of the last, as in any other object.
    """
    if isinstance(whole, Map):
        if double(list(whole)):
            return []
        each = [({_NAME: name}, value) for name, value in whole.items()]
    else:
        each = [({}, value) for value in whole] if isinstance(whole, list) else []
    found: list[tuple[int, Mapping[str, object]]] = []
    for named, value in each:
        if not isinstance(value, Map) or not all(isinstance(text, str) for text in value.values()):
            return []
        found.append((value.line, {**named, **value}))
    return found


def _flat_table(maps: list[tuple[int, Mapping[str, object]]]) -> Table | None:
    """The maps as they are written, if a member is measured: ``ranks_4: 12.3`` counts in names."""
    names = list(dict.fromkeys(name for _, members in maps for name in members))
    headings = list(map(clean, names))
    if not any(heading.kind in MEASURED for heading in read_headings(headings)):
        return None
    columns = [series_of([str(members.get(name, "")) for _, members in maps]) for name in names]
    lines = series_of([line for line, _ in maps], pl.UInt32())
    return Table(columns, headings, lines, maps[0][0])
