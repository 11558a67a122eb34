"""A series as TensorBoard's page exports it: ``Wall time,Step,Value``.

The tag is in no line of it, but behind ``tag-`` in the name that the browser gives the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from parsers.grammar.csv_line import csv_cells
from parsers.grammar.name_counts import read_name
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import Point, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.whole_lines import first_names, whole_lines
from parsers.reader import Reading
from parsers.source import STDIN, Source

_COLUMNS: Final = ["Wall time", "Step", "Value"]
_OF_BROWSER: Final = re.compile(r"(?:run-(?P<run>.+?)-tag|.*[-_]tag)-(?P<tag>.+)\Z")
_EARLIEST: Final = 1e9
"""Seconds since 1970 of a wall time; TensorBoard is younger."""


def _read(source: Source) -> Reading | None:
    if first_names(source) != _COLUMNS:
        return None
    lines, notes = whole_lines(source)
    rows = [cells for line in lines[1:] if any(cells := csv_cells(line))]
    points = [point for row in rows if (point := _point(row)) is not None]
    if not points or len(points) != len(rows):
        return None
    run, tag = _named(source)
    measured = measurements({tag: points})
    primary = primary_of([each.metric for each in measured])
    return as_reading(source, [FoundRun(1, _facts(run), measured, primary)], notes)


def _facts(run: str) -> dict[str, object]:
    """What the name of a run says: its counts, and what is left for a name."""
    named = read_name(run)
    if named is None or not all(named.counts.values()):
        return {"benchmark": run}
    return {"benchmark": named.template.replace("*", "").strip(" -_") or "training", **named.counts}


def _point(row: Sequence[object]) -> Point | None:
    if len(row) != len(_COLUMNS):
        return None
    time, step, value = (real(cell) for cell in row)
    if time is None or step is None or value is None or time < _EARLIEST:
        return None
    return step, value


def _named(source: Source) -> tuple[str, str]:
    """The run and the tag that the name of the file speaks of."""
    name = "value" if source.name == STDIN else PurePath(source.name).stem
    if match := _OF_BROWSER.match(name):
        return match["run"] or "training", match["tag"]
    return "training", name


PROGRAM = FileProgram(
    name="TensorBoard export",
    primary="",
    read=_read,
    assumes=("the value is the last one; the name of the file is its tag",),
)
