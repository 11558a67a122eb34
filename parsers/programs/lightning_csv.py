"""``metrics.csv`` of Lightning's CSVLogger: a row for each time that something was logged.

What is logged at a step of training and what at the end of an epoch stands in rows of its own, so
that each column has gaps; ``step`` and ``epoch`` have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from parsers.grammar.csv_line import csv_cells
from parsers.headings.read_heading import read_heading
from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import counts_of_series, gathered, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.whole_lines import first_names, whole_lines
from parsers.reader import Reading
from parsers.run_records.records import SCALE
from parsers.source import STDIN, Source

_COUNTERS: Final = ("step", "epoch")
_FIRST: Final = 20
"""So many rows show whether a table has gaps."""


def _read(source: Source) -> Reading | None:
    names = first_names(source)
    if not set(_COUNTERS) <= set(names) or any(_tells_runs(name) for name in names):
        return None
    lines, notes = whole_lines(source)
    rows = [
        dict(zip(names, cells, strict=False)) for line in lines[1:] if (cells := csv_cells(line))
    ]
    if not rows or not (_has_gaps(rows[:_FIRST]) or any(map(_is_of_steps, names))):
        return None
    entries = [
        (step, {name: number for name in names if (number := _number(name, row)) is not None})
        for row in rows
        if (step := real(row.get("step"))) is not None
    ]
    steps = [step for step, _ in entries]
    if steps != sorted(steps):
        return None
    series = gathered(entries)
    measured = measurements(series)
    facts = _settings_beside(source) | counts_of_series(series) | {"benchmark": "training"}
    run = FoundRun(1, facts, measured, primary_of([each.metric for each in measured]))
    return as_reading(source, [run], notes) if measured else None


def _tells_runs(name: str) -> bool:
    """Whether a column says which run a row is of, or on how much of a machine it ran."""
    return read_heading(name).name in ("run", "benchmark", "system", "device", *SCALE)


def _is_of_steps(name: str) -> bool:
    """Whether Lightning logged a metric at each step, and another of its name for each epoch."""
    stem = name.removesuffix("_step")
    return stem != name and read_heading(stem).kind == "metric"


def _has_gaps(rows: list[dict[str, str]]) -> bool:
    """Whether most rows leave cells empty, but never those of both counters."""
    gaps = sum("" in row.values() for row in rows)
    return 2 * gaps > len(rows) and all(row.get("step") or row.get("epoch") for row in rows)


def _number(name: str, row: Mapping[str, str | None]) -> float | None:
    return None if name in _COUNTERS else real(row.get(name))


def _settings_beside(source: Source) -> dict[str, object]:
    """The plain settings in ``hparams.yaml`` beside it."""
    if source.name == STDIN:
        return {}
    try:
        text = source.path.with_name("hparams.yaml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    pairs = (
        line.partition(":") for line in text.splitlines() if not line.startswith((" ", "-", "#"))
    )
    return settings({name: value.strip() for name, _, value in pairs if value.strip()})


PROGRAM = FileProgram(
    name="Lightning CSV",
    primary="",
    read=_read,
    assumes=(
        "rows with gaps below `epoch` and `step` are what one run logged",
        "the value of a metric is the last one; settings are those of `hparams.yaml` beside it",
    ),
)
