"""JSON, JSON lines and dictionaries of Python: objects with one run each, or arrays of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from parsers.clean import clean
from parsers.grammar.words import words
from parsers.notes import Note, and_more
from parsers.objects.counted_levels import COUNTS
from parsers.objects.joined_events import joined_events
from parsers.objects.json_text import NO_RUN, parse, parse_cut_off, parse_line, parse_several
from parsers.objects.nested_columns import name_of_list, unnested
from parsers.objects.python_text import ASSIGNED, parse_python
from parsers.objects.shapes import Found, find_tables
from parsers.objects.values import flat, series
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

_HISTORY: Final = 85
"""The confidence in lines of JSON along a run, above that of the reader of logs."""


_ASSIGNING: Final = (".py", ".txt", "")
_ASSIGNED: Final = 20
"""The confidence in a text that assigns a dictionary, or begins so; others look for arrays."""
_EVENTS: Final = 50
"""Lines among which both kinds are, where some say how a run began and others how it ended."""


def _sniff(source: Source) -> int:
    text = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    start = text[:2]
    if start[:1] == b"{" and _counts_steps(source):
        return _HISTORY
    if start[:1] == b"{" or start in (b"[{", b"[["):
        return 50
    # Behind a bracket and blanks a word is the level of a logger: `[  RESULT ]`.
    if start in (b"[\n", b"[\r", b"[ ") and not text[1:].lstrip()[:1].isalpha():
        return 50
    if source.suffix in _ASSIGNING and ASSIGNED.match(source.head.decode(errors="replace")):
        return _ASSIGNED
    return 5 if source.suffix in (".json", ".jsonl", ".ndjson") else 0


def _counts_steps(source: Source) -> bool:
    """Whether each line is an object with the same members, a step or an epoch among them.

    A log in JSON looks the same to the reader of logs, which keeps no more than it knows.
    """
    first, _, others = source.head.partition(b"\n")
    second = others.partition(b"\n")[0].decode(errors="replace")
    members = parse_line(first.decode(errors="replace"))
    if not members or members.keys() != (parse_line(second) or {}).keys():
        return False
    return any((words(name) or ("",))[-1] in ("step", "epoch") for name in members)


def _read(source: Source) -> Reading:
    table = _event_lines(source) or _regular_lines(source)
    tables, notes = ([table], []) if table is not None else _any_text(source)
    if not tables:
        raise ReadError(NO_RUN)
    reading = read_tables(Cells(source, tables))
    return reading._replace(notes=[*notes, *reading.notes])


READER = Reader("JSON", _sniff, _read)


def _event_lines(source: Source) -> Table | None:
    """The runs of which several lines tell in turn; ``None`` for any other text."""
    head = [line for line in source.head.decode(errors="replace").split("\n", _EVENTS) if line]
    first = [parse_line(line) for line in head[: _EVENTS - 1]]
    if len({frozenset(each or ()) for each in first}) < 2 or None in first:
        return None
    numbered = [(number, line) for number, line in enumerate(source.lines, 1) if line.strip()]
    objects = [parse_line(line) for _, line in numbered]
    known = [each for each in objects if each is not None]
    joined = joined_events(known) if len(known) == len(objects) else None
    if joined is None:
        return None
    table = _table(Found([run for _, run in joined], {}))
    lines = series_of([numbered[place][0] for place, _ in joined], pl.UInt32())
    said = Note("assumed", "lines of one run joined: start and result", source.name)
    return table._replace(lines=lines, notes=[said])


def _regular_lines(source: Source) -> Table | None:
    """The objects of JSON lines that are all alike, by Polars; ``None`` for any other text."""
    first, _, others = source.head.strip().partition(b"\n")
    if not (first.rstrip().endswith(b"}") and others.lstrip().startswith(b"{")):
        return None
    content = source.read()
    try:
        frame = pl.read_ndjson(content, infer_schema_length=None)
    except pl.exceptions.PolarsError:
        return None
    if frame.height != content.count(b"\n") + (not content.endswith(b"\n")):
        return None
    frame = unnested(frame)
    lines = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True)
    return Table(list(frame), frame.columns, lines)


def _any_text(source: Source) -> tuple[list[Table], list[Note]]:
    """The tables of any other text, and what of it was left out."""
    notes: list[Note] = []
    try:
        whole = parse(source.text)
    except json.JSONDecodeError as error:
        whole = parse_python(source.text)
        if whole is None and (lines := _any_lines(source)):
            table, notes = lines
            return [table], notes
        whole = whole or parse_several(source.text)
        if whole is None and (left := parse_cut_off(source.text)):
            whole, line = left
            text = "JSON truncated; the rest is skipped"
            notes.append(Note("skipped", text, source.name, line))
        if whole is None:
            raise ReadError(f"not valid JSON: {error.msg} (line {error.lineno})") from None
    tables = tables_of(whole)
    return tables, [*notes, *assumed_counts(tables, source)]


def assumed_counts(tables: Sequence[Table], source: Source) -> list[Note]:
    """Return what is to be told where numbers that name objects were taken for counts."""
    if all(COUNTS not in table.headings for table in tables):
        return []
    if re.search(rf"(?m)[\"']{COUNTS}[\"']|^[\s-]*{COUNTS}\s*:", source.text):
        return []
    text = "numbers that name objects read as counts of ranks: each is the double of the last"
    return [Note("assumed", text, source.name)]


def tables_of(whole: object) -> list[Table]:
    """Return the tables in a document of nested values."""
    return list(_numbered(map(_table, find_tables(whole))))


def _numbered(tables: Iterable[Table]) -> Iterator[Table]:
    """Yield the tables with their rows numbered through, since a number names a run."""
    first = 1
    for table in tables:
        yield table._replace(first=first)
        first += table.height


def _any_lines(source: Source) -> tuple[Table, list[Note]] | None:
    """The objects of JSON lines one by one; ``None`` where most lines are none."""
    objects: list[Mapping[str, Any]] = []
    lines: list[int] = []
    odd: list[int] = []
    for number, line in enumerate(source.lines, start=1):
        if not line.strip():
            continue
        found = parse_line(line) or parse_python(line)
        if isinstance(found, dict):
            objects.append(found)
            lines.append(number)
        else:
            odd.append(number)
    if len(objects) <= len(odd):
        return None
    notes = []
    if odd:
        others = and_more(len(odd))
        notes.append(Note("skipped", f"line is not a JSON object{others}", source.name, odd[0]))
    return _table(Found(objects, {}))._replace(lines=series_of(lines, pl.UInt32())), notes


def _table(found: Found) -> Table:
    cells, headings = _cells(found.rows)
    around = {clean(name): clean(str(value)) for name, value in found.around.items()}
    case = None if found.case is None else clean(found.case)
    return Table(cells, headings, case=case, settings=around)


def _cells(objects: Sequence[Mapping[str, Any]]) -> tuple[list[pl.Series], list[str]]:
    rows = [dict(flat(item)) for item in objects]
    names = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[row.get(name) for row in rows] for name in names]
    headings = [
        name_of_list(name) if any(isinstance(value, list) for value in values) else name
        for name, values in zip(names, cells, strict=True)
    ]
    return list(map(series, cells)), headings
