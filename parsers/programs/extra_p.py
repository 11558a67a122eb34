"""Extra-P's input: a value, or several, at each point of its parameters, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from parsers.grammar.middle import median
from parsers.notes import Note
from parsers.programs.chosen_settings import setting
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.programs.rank_streams import streams_of
from parsers.reader import Reading
from parsers.source import Source

_GROUP: Final = re.compile(r"\(([^()]*)\)")
_METRIC: Final = re.compile(r"(?P<name>.*?) *(?:\((?P<unit>[^()]+)\))?\Z")
_RANKS: Final = "p"
"""What Extra-P's users call the number of processes."""


def parameters_of_point(names: list[str], values: list[float]) -> dict[str, object]:
    """Return the parameters of a point, each as the column that its name stands for."""
    facts: dict[str, object] = {}
    for name, value in zip(names, values, strict=False):
        whole = int(value) if value.is_integer() else value
        facts |= {"ranks": whole} if name == _RANKS else setting(name, whole)
    return facts


def measured_at(metric: str, values: list[float]) -> Measurement:
    """Return the repeats of one metric (``time`` or ``rate (GB/s)``) at one point."""
    match = _METRIC.match(metric.strip())
    name = str(match["name"] if match else metric).strip().lower().replace(" ", "_") or "value"
    unit = match["unit"] if match else None
    if name == "time":
        name, unit = "runtime", unit or "s"
    return Measurement(name, median(values), unit, samples=values)


def _points(text: str, count: int) -> list[list[float]]:
    """``(2 10) (4 20)`` or, of one parameter, ``2 4``."""
    groups = _GROUP.findall(text)
    listed = groups or (text.split() if count == 1 else [text])
    return [[float(each) for each in group.split()] for group in listed]


def _runs(source: Source, notes: list[Note]) -> Iterator[FoundRun]:
    names: list[str] = []
    points: list[list[float]] = []
    region, metric, row = "", "value", 0
    (stream,) = streams_of(source, ())
    for number, line in zip(stream.numbers, stream.text.splitlines(), strict=True):
        word, _, rest = line.strip().partition(" ")
        if word == "PARAMETER":
            names += rest.split()
        elif word == "POINTS":
            points += _points(rest, len(names))
        elif word == "REGION":
            region, row = rest.strip(), 0
        elif word == "METRIC":
            metric, row = rest.strip(), 0
        elif word == "DATA":
            values = [value for each in rest.split() if (value := real(each)) is not None]
            if row < len(points) and values:
                facts = {
                    "benchmark": region or source.stem,
                    **parameters_of_point(names, points[row]),
                }
                measured = measured_at(metric, values)
                yield FoundRun(number, facts, [measured], measured.metric)
            else:
                notes.append(Note("skipped", "more DATA than POINTS", source.name, number))
            row += 1


def _read(source: Source) -> Reading | None:
    notes: list[Note] = []
    try:
        runs = list(_runs(source, notes))
    except ValueError:
        return None
    return as_reading(source, runs, notes) if runs else None


PROGRAM = FileProgram(
    name="Extra-P",
    primary="",
    read=_read,
    assumes=("`p` counts processes", "`time` is in seconds", "the value is the median"),
)
