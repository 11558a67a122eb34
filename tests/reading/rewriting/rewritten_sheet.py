"""A table of texts, as it stood in a file, and the tables found in files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

NUMBER: Final = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?", re.IGNORECASE)
_RULE: Final = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_EMPHASIS: Final = re.compile(r"\*\*|`")
_OF_PASSES: Final = re.compile(r"(?i)(epoch|step|iter\w*)[ _]?\d")
_NUMERIC: Final = re.compile(r"[~$]?[-+]?\.?\d")
_PROGRESS: Final = ("step", "epoch", "iter", "iteration", "global_step")
_LONGEST: Final = 400
"""Rows of a table that is worth rewriting; a longer one tells nothing more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings, and rows of as many cells, all of them text; ``source`` tells where it stood."""

    source: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, at: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(row[at] for row in self.rows)

    def is_number(self, at: int) -> bool:
        """Tell whether all cells of a column that hold anything are plain numbers."""
        cells = [cell for cell in self.column(at) if cell]
        return bool(cells) and all(NUMBER.fullmatch(cell) for cell in cells)

    def rewritten(
        self, headings: tuple[str, ...] | None = None, rows: Iterable[Iterable[str]] | None = None
    ) -> Sheet:
        """Return the sheet with other headings or rows."""
        fresh = self.rows if rows is None else tuple(map(tuple, rows))
        return Sheet(self.source, headings or self.headings, fresh)


def sheets_in(path: Path) -> Iterator[Sheet]:
    """Return the tables of a file, or of all files of a folder, in the order of their names."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file() and file.stat().st_size < 200_000:
            yield from _of_file(file)


def _of_file(file: Path) -> Iterator[Sheet]:
    reader = {
        ".csv": _delimited,
        ".tsv": _delimited,
        ".md": _piped,
        ".markdown": _piped,
        ".json": _records,
        ".jsonl": _records,
    }.get(file.suffix.lower())
    if reader is None:
        return
    text = file.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")
    for number, rows in enumerate(reader(text)):
        yield from _sheet(f"{file}#{number}", rows)


def _sheet(source: str, rows: list[list[str]]) -> Iterator[Sheet]:
    """Return the rows as a sheet if they are one: headings without numbers, cells for each."""
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    if not 3 <= len(cells) <= _LONGEST or len({len(row) for row in cells}) > 1:
        return
    headings, *body = cells
    is_named = all(headings) and len(set(headings)) == len(headings) > 1
    sheet = Sheet(source, headings, tuple(body))
    if is_named and not any(map(NUMBER.fullmatch, headings)) and _is_a_row_each(sheet):
        yield sheet


def _is_a_row_each(sheet: Sheet) -> bool:
    """Tell whether each row stands for itself: no units or headings, no ditto, no progress."""
    if not {heading.lower() for heading in sheet.headings}.isdisjoint(_PROGRESS):
        return False
    if any(map(_OF_PASSES.match, sheet.headings)):
        return False
    if not any(map(_NUMERIC.match, sheet.rows[0])) or sheet.headings in sheet.rows:
        return False
    columns = [sheet.column(at) for at in range(len(sheet.headings))]
    return all(all(column) or any(map(_NUMERIC.match, column)) for column in columns)


def _delimited(text: str) -> Iterator[list[list[str]]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if lines:
        mark = max(",;\t|", key=lines[0].count)
        yield list(csv.reader(StringIO("\n".join(lines)), delimiter=mark))


def _piped(text: str) -> Iterator[list[list[str]]]:
    """Return the pipe tables of a document without emphasis, and not those with bars in cells."""
    block: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.strip().startswith("|"):
            block.append(line)
            continue
        if len(block) > 2 and _RULE.fullmatch(block[1]) and "\\|" not in "".join(block):
            plain = (_EMPHASIS.sub("", line.strip()).strip("|") for line in block)
            yield [line.split("|") for line in plain if not _RULE.fullmatch(line)]
        block = []


def _records(text: str) -> Iterator[list[list[str]]]:
    """Return records with the same flat keys, of a list or of lines."""
    try:
        try:
            found: Any = json.loads(text)
        except ValueError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        return
    if isinstance(found, dict):
        found = next((each for each in found.values() if isinstance(each, list)), None)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return
    if len({tuple(each) for each in found}) != 1:
        return
    cells = [value for each in found for value in each.values()]
    if not any(isinstance(value, dict | list | bool) for value in cells):
        texts = [["" if cell is None else str(cell) for cell in each.values()] for each in found]
        yield [list(found[0]), *texts]
