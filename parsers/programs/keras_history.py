"""A history of Keras: what CSVLogger wrote, or ``history.history`` as JSON or through pandas.

Each quantity of training stands beside that of validation, named ``val_...``; the rows are epochs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from parsers.grammar.csv_line import csv_cells
from parsers.objects.json_text import parse
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import Point, measurements
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.whole_lines import first_names, whole_lines
from parsers.reader import ReadError, Reading
from parsers.source import Source

_COUNTERS: Final = ("epoch", "")
_RATES: Final = ("lr", "learning_rate")


def _read(source: Source) -> Reading | None:
    text = source.head.decode(errors="replace").lstrip("\ufeff \t\r\n")
    is_json = text.startswith("{")
    if not is_json and first_names(source)[:1] not in ([name] for name in _COUNTERS):
        return None
    lines, notes = whole_lines(source)
    columns = _of_json(source.text) if is_json else _of_csv(lines)
    if not columns or not _is_history(columns):
        return None
    epochs = [real(cell) for name in _COUNTERS for cell in columns.pop(name, ())]
    series: dict[str, list[Point]] = {}
    for name, cells in columns.items():
        for place, cell in enumerate(cells):
            at = epochs[place] if place < len(epochs) else float(place)
            if (value := real(cell)) is not None:
                series.setdefault(name, []).append((float(place) if at is None else at, value))
    run = FoundRun(None if is_json else 1, {"benchmark": "training"}, measurements(series), "loss")
    return as_reading(source, [run], () if is_json else notes)


def _is_history(columns: Mapping[str, Sequence[object]]) -> bool:
    """Whether the columns are pairs of training and validation, with a loss, as long as another."""
    names = [name for name in columns if name not in (*_COUNTERS, *_RATES)]
    validated = [name for name in names if name.startswith("val_")]
    plain = [name for name in names if not name.startswith("val_")]
    is_paired = "loss" in plain and {f"val_{name}" for name in plain} == set(validated)
    return is_paired and len({len(cells) for cells in columns.values()}) == 1


def _of_json(text: str) -> dict[str, list[object]]:
    """Lists by name, or objects from epochs to values, as pandas writes a frame."""
    try:
        whole = parse(text)
    except (ReadError, json.JSONDecodeError):
        return {}
    columns: dict[str, list[object]] = {}
    for name, cells in whole.items() if isinstance(whole, dict) else ():
        if isinstance(cells, dict):
            columns[name] = list(cells.values())
        elif isinstance(cells, list):
            columns[name] = cells
        else:
            return {}
    return columns


def _of_csv(lines: Sequence[str]) -> dict[str, list[object]]:
    names = csv_cells(lines[0]) if lines else []
    if len(set(names)) < len(names):
        return {}
    rows = [row for line in lines[1:] if len(row := csv_cells(line)) == len(names)]
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


PROGRAM = FileProgram(
    name="Keras history",
    primary="loss",
    read=_read,
    assumes=("the last epoch counts", "pairs of `loss` and `val_loss` are one run"),
)
