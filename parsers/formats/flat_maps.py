"""YAML: flat maps by their lines, a list of runs or runs under their names; others as objects.

What goes beyond lists and maps (anchors, tags, text over several lines) is left unread, and said.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.formats.objects import tables_of
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_headings
from parsers.objects.yaml_text import Beyond, read_yaml
from parsers.read_tables import read_tables
from parsers.reader import Reader, ReadError, Reading
from parsers.short_series import series_of
from parsers.source import Source
from parsers.tables.all_cells import Cells
from parsers.tables.table import Table

_SUFFIXES: Final = (".yaml", ".yml")
_CONFIDENCE: Final = 90
_ITEM = Pattern(r"(?P<indent> *)- +(?P<rest>.*)\Z")
_MEMBER = Pattern(
    r"(?P<indent> *)(?P<name>[^\s#&*!|>%@`{}\[\],:\"'-][^:#\"']*?|\"[^\"]+\"|'[^']+'|-?[\d.]+)\s*:"
    r"(?:\s+(?P<value>.*))?\Z"
)
_BEYOND: Final = ("{", "[", "|", ">", "&", "*", "!", "- ", "? ")
_COMMENT = Pattern(r"(?:^|\s+)#.*\Z")
_OUTSIDE: Final = ("---", "...")
_NAME: Final = "name"


class _Nested(Exception):
    """There is more than flat maps."""


class _Run(NamedTuple):
    line: int
    members: dict[str, str]


def _sniff(source: Source) -> int:
    return _CONFIDENCE if source.suffix in _SUFFIXES else 0


def _read(source: Source) -> Reading:
    """Return a run for each map. Raises ``ReadError`` where the text has another form."""
    try:
        runs = _runs(source)
    except _Nested:
        return _read_objects(source)
    headings = list(dict.fromkeys(name for run in runs for name in run.members))
    if not any(heading.kind in MEASURED for heading in read_headings(headings)):
        # Names of flat maps may count: `ranks_4: 12.3`.
        return _read_objects(source)
    columns = [series_of([run.members.get(name, "") for run in runs]) for name in headings]
    lines = series_of([run.line for run in runs], pl.UInt32())
    return read_tables(Cells(source, [Table(columns, headings, lines, runs[0].line)]))


READER: Final = Reader("YAML", _sniff, _read)


def _runs(source: Source) -> list[_Run]:
    runs: list[_Run] = []
    inner: int | None = None
    for number, line in enumerate(source.lines, start=1):
        text = _COMMENT.sub("", line.rstrip())
        if not text or text in _OUTSIDE:
            continue
        item = _ITEM.match(text)
        if item is not None:
            if runs and _NAME in runs[0].members and inner is None:
                raise _Nested
            runs.append(_Run(number, {}))
            inner = text.index("-") + len(text[text.index("-") + 1 :]) - len(item["rest"]) + 1
            text = " " * inner + item["rest"]
        member = _MEMBER.match(text)
        if member is None:
            raise _Nested
        indent, value = len(member["indent"]), (member["value"] or "").strip()
        name = clean(member["name"].strip("\"'"))
        if item is None and indent == 0 and not value:
            runs.append(_Run(number, {_NAME: name}))
            inner = None
            continue
        inner = indent if inner is None else inner
        if not runs or not value or value.startswith(_BEYOND) or not indent or indent != inner:
            raise _Nested
        if name in runs[-1].members:
            raise _Nested
        runs[-1].members[name] = value.strip("\"'")
    if not runs:
        raise ReadError("YAML without anything in it")
    return runs


def _read_objects(source: Source) -> Reading:
    try:
        whole = read_yaml(source.lines)
    except Beyond as beyond:
        raise ReadError(
            f"line {beyond.line}: of YAML only lists and maps of plain values are read; "
            "convert it to JSON"
        ) from None
    return read_tables(Cells(source, tables_of(whole)))
