"""Flat maps in the form that YAML has for them: a list of runs, or runs under their names.

A small part of YAML, read by its lines: names and plain values, one on a line. What goes beyond it
(lists or maps in a map, anchors, values in brackets or over lines) is left unread, and said.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

from parsers.clean import clean
from parsers.grammar.patterns import Pattern
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
_LIST: Final = "case"
"""Where a run stands, if there are several lists."""


class _Run(NamedTuple):
    line: int
    members: dict[str, str]


def _sniff(source: Source) -> int:
    return _CONFIDENCE if source.suffix in _SUFFIXES else 0


def _read(source: Source) -> Reading:
    """Return a run for each map. Raises ``ReadError`` where the text has another form."""
    runs = _runs(source)
    headings = list(dict.fromkeys(name for run in runs for name in run.members))
    columns = [series_of([run.members.get(name, "") for run in runs]) for name in headings]
    lines = series_of([run.line for run in runs], pl.UInt32())
    return read_tables(Cells(source, [Table(columns, headings, lines, runs[0].line)]))


READER: Final = Reader("YAML", _sniff, _read)


def _runs(source: Source) -> list[_Run]:
    """The runs, each with what is stated once above or below all of them."""
    runs: list[_Run] = []
    of_all: dict[str, str] = {}
    lists: list[str] = []
    inner: int | None = None
    in_list = False
    for number, line in enumerate(source.lines, start=1):
        text = _COMMENT.sub("", line.rstrip())
        if not text or text in _OUTSIDE:
            continue
        item = _ITEM.match(text)
        if item is not None:
            if runs and runs[-1].members.keys() == {_NAME}:
                lists.append(runs.pop().members[_NAME])
            elif runs and not in_list:
                raise _beyond(number)
            in_list = True
            runs.append(_Run(number, {_LIST: lists[-1]} if lists else {}))
            inner = text.index("-") + len(text[text.index("-") + 1 :]) - len(item["rest"]) + 1
            text = " " * inner + item["rest"]
        member = _MEMBER.match(text)
        if member is None:
            raise _beyond(number)
        indent, value = len(member["indent"]), (member["value"] or "").strip()
        name = clean(member["name"].strip("\"'"))
        if item is None and indent == 0 and not value:
            runs.append(_Run(number, {_NAME: name}))
            inner, in_list = None, False
            continue
        is_of_all = item is None and indent == 0
        inner = indent if inner is None and not is_of_all else inner
        members = of_all if is_of_all else runs[-1].members if runs else {}
        if not value or value.startswith(_BEYOND) or name in members:
            raise _beyond(number)
        if not is_of_all and (not runs or not indent or indent != inner):
            raise _beyond(number)
        members[name] = value.strip("\"'")
    if not runs:
        raise _beyond(1)
    left_out = {_LIST} if len(lists) == 1 else set()
    return [
        _Run(line, {name: value for name, value in (of_all | said).items() if name not in left_out})
        for line, said in runs
    ]


def _beyond(line: int) -> ReadError:
    return ReadError(
        f"line {line}: of YAML only flat maps, in lists or under names, are read; convert it to"
        " JSON"
    )
