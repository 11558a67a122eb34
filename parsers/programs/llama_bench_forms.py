"""The forms in which llama-bench prints its rows -> each row by the names of its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from parsers.grammar.csv_line import csv_cells
from parsers.objects.json_text import parse, parse_cut_off, parse_line
from parsers.reader import ReadError
from parsers.source import Source

_INSERT: Final = re.compile(
    r"INSERT INTO llama_bench \((?P<names>[^)]*)\) VALUES \((?P<cells>.*)\);?"
)
_BUILD: Final = re.compile(r"build: (?P<build_commit>\w+) \((?P<build_number>\d+)\)")
_QUOTED: Final = re.compile(r"'([^']*)'")
_RULE: Final = re.compile(r"\|(?: *:?-+:? *\|)+")
_HEADING: Final = re.compile(r"#{1,6} \S")
_OWN_COLUMNS: Final = {"test", "t/s"}
"""What no other table beside it has, such as that of llama-batched-bench."""
Row = tuple[int | None, Mapping[str, Any]]


class Rows(NamedTuple):
    """Rows with their lines, the lines that are the program's own, and where JSON was cut off."""

    rows: list[Row]
    claims: Sequence[tuple[int, int]] = ()
    cut: int | None = None


def rows_of(source: Source) -> Rows:
    """Return the rows in whatever form they have; none of them are checked."""
    text = source.text.lstrip()
    if text.startswith("["):
        return _from_json(source)
    if text.startswith("{"):
        lines = enumerate(source.lines, start=1)
        return Rows([(line, row) for line, each in lines if (row := parse_line(each)) is not None])
    rows = list(_from_sql(source)) or list(_from_csv(source))
    if rows:
        return Rows(rows, [(line, line) for line, _ in rows if line is not None])
    if any(_HEADING.match(line) for line in source.lines):
        return Rows([])
    table = list(_from_markdown(source))
    claims = [(line - 2, line) for line, _ in table if line is not None]
    return Rows(table, [*claims, *((line, line) for line in _builds(source.lines))])


def _from_json(source: Source) -> Rows:
    cut = None
    try:
        whole = parse(source.text)
    except ReadError:
        return Rows([])
    except json.JSONDecodeError:
        left = parse_cut_off(source.text)
        if left is None:
            return Rows([])
        whole, cut = left
    items = whole if isinstance(whole, list) else []
    return Rows([(None, item) for item in items if isinstance(item, dict)], cut=cut)


def _from_sql(source: Source) -> Iterator[Row]:
    for line, text in enumerate(source.lines, start=1):
        if found := _INSERT.search(text):
            names = found["names"].split(", ")
            cells = _QUOTED.findall(found["cells"])
            if len(names) == len(cells):
                yield line, dict(zip(names, cells, strict=True))


def _from_csv(source: Source) -> Iterator[Row]:
    names: list[str] = []
    for line, text in enumerate(source.lines, start=1):
        cells = csv_cells(text.removeprefix("# "))
        if "avg_ts" in cells and "n_prompt" in cells:
            names = cells
        elif names and len(cells) == len(names):
            yield line, dict(zip(names, cells, strict=True))


def _from_markdown(source: Source) -> Iterator[Row]:
    names: list[str] = []
    before = ""
    builds = _builds(source.lines)
    for line, text in enumerate(source.lines, start=1):
        table = text[text.find("|") :].rstrip() if "|" in text else ""
        if _RULE.fullmatch(table):
            names = cells if set(cells := _cells(before)) >= _OWN_COLUMNS else []
        elif names and table and len(_cells(table)) == len(names):
            yield line, _build_of(line, builds) | dict(zip(names, _cells(table), strict=True))
        elif not table:
            names = []
        before = table


def _builds(lines: Sequence[str]) -> dict[int, dict[str, str]]:
    """What the lines of builds say, by their numbers."""
    found = ((line, _BUILD.match(text)) for line, text in enumerate(lines, start=1))
    return {line: match.groupdict() for line, match in found if match}


def _build_of(line: int, builds: Mapping[int, dict[str, str]]) -> dict[str, str]:
    """The build that stands below a table, or else the only one."""
    below = (found for place, found in builds.items() if place > line)
    return next(below, next(iter(builds.values())) if len(builds) == 1 else {})


def _cells(table: str) -> list[str]:
    return [cell.strip() for cell in table.strip().strip("|").split("|")]
