"""``torch.utils.benchmark.Compare``: a table of times, a block of rows for each number of threads.

https://github.com/pytorch/pytorch, ``torch/utils/benchmark/utils/compare.py``: the columns are the
descriptions of the timers, the rows their labels; the unit stands below the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.programs.file_program import FileProgram
from parsers.programs.lines_apart import lines_apart
from parsers.programs.measurements import FoundRun, Measurement, as_reading, weight_of_last_digit
from parsers.reader import Reading
from parsers.source import Source

_TITLE: Final = re.compile(r"\s*\[-{2,}\s*(?P<title>.*?)\s*-{2,}\]\s*\Z")
_THREADS: Final = re.compile(r"\s*(?P<threads>\d+) threads?: -+\s*\Z")
_UNIT: Final = re.compile(r"\s*Times are in \w+ \((?P<unit>\w+)\)\.")
_CELL: Final = re.compile(r"(?:\(!\s*[\d.]+%\))?\s*(?P<time>\d+(?:\.\d+)?(?:e[+-]?\d+)?)")
"""A time, behind how much it varied where that is much."""


def _read(source: Source) -> Reading | None:
    unit = next(filter(None, map(_UNIT.match, source.lines)), None)
    runs, own = _parsed(source.lines, "s" if unit is None else unit["unit"])
    if unit is None or not runs:
        return None
    return as_reading(source, lines_apart(source, runs, own), (), [(each, each) for each in own])


PROGRAM = FileProgram(name="torch.utils.benchmark", primary="runtime", read=_read)


def _parsed(lines: Sequence[str], unit: str) -> tuple[list[FoundRun], list[int]]:
    """The runs of all tables, and the numbers of their lines."""
    runs: list[FoundRun] = []
    own: list[int] = []
    title, names, threads = None, list[str](), 1
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("|")]
        if match := _TITLE.match(line):
            title, names = match["title"], []
        elif title is None:
            continue
        elif match := _THREADS.match(line):
            threads = int(match["threads"])
        elif len(cells) > 1 and not names:
            names = cells[1:]
        elif len(cells) == len(names) + 1:
            case = cells[0] or None
            for name, cell in zip(names, cells[1:], strict=True):
                if time := _CELL.fullmatch(cell):
                    facts = {"benchmark": title or None, "case": case, "description": name}
                    found = Measurement(
                        "runtime",
                        float(time["time"]),
                        unit,
                        digit=weight_of_last_digit(time["time"]),
                    )
                    runs.append(FoundRun(number, {**facts, "threads": threads}, [found], "runtime"))
        elif _UNIT.match(line):
            own.append(number)
            title = None
            continue
        else:
            continue
        own.append(number)
    return runs, own
