"""Google Benchmark as CSV: the rows of its JSON, the kinds of which their names tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from parsers.grammar.csv_line import csv_cells
from parsers.notes import Note
from parsers.programs.file_program import FileProgram
from parsers.programs.google_benchmark import as_row, refined, results_of
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import Reading
from parsers.source import Source

_HEADINGS: Final = "name,iterations,real_time,cpu_time,time_unit"
_TEXTS: Final = ("name", "time_unit", "label", "error_occurred", "error_message")


def _read(source: Source) -> Reading | None:
    lines = source.lines
    at = next((at for at, line in enumerate(lines) if line.startswith(_HEADINGS)), None)
    if at is None:
        return None
    names = csv_cells(lines[at])
    items, notes = dict[int, dict[str, Any]](), list[Note]()
    for number, cells in _rows(lines, at + 1):
        if not cells or len(cells) != len(names) or number == len(lines):
            notes.append(Note("skipped", "row does not fit its headings", source.name, number))
            continue
        items[number] = _item(names, cells)
    found = (refined(_found(item, number), item) for number, item in items.items())
    return as_reading(source, results_of(run for run in found if run is not None), notes)


PROGRAM = FileProgram(
    name="Google Benchmark CSV",
    primary="runtime",
    read=_read,
    assumes=("`real_time` is the result", "counters of one's own are quantities"),
)


def _rows(lines: Sequence[str], start: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.strip():
            yield number, csv_cells(line)


def _item(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """A row as it would stand in JSON."""
    found: dict[str, Any] = dict(as_row(cells[0]))
    for name, cell in zip(names, cells, strict=True):
        if cell:
            found[name] = cell if name in _TEXTS else real(cell)
    return found


def _found(item: Mapping[str, Any], number: int) -> FoundRun:
    unit = str(item.get("time_unit") or "ns")
    found = [
        Measurement("runtime", item.get("real_time"), unit),
        Measurement("cpu_time", item.get("cpu_time"), unit),
        Measurement("bandwidth", item.get("bytes_per_second"), "B/s"),
        Measurement("throughput", item.get("items_per_second"), "items/s"),
    ]
    measured = [each for each in found if each.value is not None]
    return FoundRun(number, {"note": item.get("label")}, measured, "runtime")
