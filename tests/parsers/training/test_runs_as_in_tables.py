"""The runs of a log are those that ``progress`` makes of the same numbers in a table."""

from __future__ import annotations

from array import array
from math import isclose

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parsers.training import progress
from parsers.training.log_lines import LogEntry, LogQuantity
from parsers.training.progress import PER_PROCESS
from parsers.training.rows import LogRows
from parsers.training.run_lines import RunLines, in_first_unit, runs_of
from parsers.training.run_quantities import quantities
from parsers.training.run_rates import meter

UNITS = {
    "throughput": ("img/s", "it/s", "steps/s", "tok/s"),
    PER_PROCESS: ("img/s",),
    "loss": (None,),
    "accuracy": (None, "%"),
    "step_time": ("s",),
    "runtime": ("s",),
    "memory": ("B", None),
}
VALUES = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, 100.0, 101.0, 300.0]) | st.floats(1e-3, 1e6)
COUNTS = st.integers(0, 6) | st.integers(0, 10_000)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[LogQuantity, ...]:
    """The numbers of a line, one of each metric."""
    metrics = draw(st.lists(st.sampled_from(sorted(UNITS)), min_size=1, max_size=3, unique=True))
    return tuple(
        LogQuantity(metric, draw(VALUES), draw(st.sampled_from(UNITS[metric])), draw(st.booleans()))
        for metric in metrics
    )


@st.composite
def any_lines(draw: st.DrawFn) -> list[tuple[int, LogEntry]]:
    """Lines in any order, each with its block."""
    lines: list[tuple[int, LogEntry]] = []
    block = 0
    for _ in range(draw(st.integers(1, 12))):
        block += draw(st.sampled_from([0, 0, 0, 0, 1]))
        step, epoch = draw(st.none() | COUNTS), draw(st.none() | st.integers(0, 3))
        final = draw(st.sampled_from([False, False, False, True]))
        lines.append((block, _entry(step, epoch, draw(numbers()), final=final)))
    return lines


@st.composite
def epochs_of_steps(draw: st.DrawFn) -> list[tuple[int, LogEntry]]:
    """What programs print: steps at a distance, counted on, in each epoch or anew in each run."""
    first, by = draw(st.integers(0, 1)), draw(st.sampled_from([1, 10, 100]))
    names_epochs, goes_on = draw(st.booleans()), draw(st.booleans())
    steps, metrics = draw(st.integers(1, 5)), draw(numbers())
    lines: list[tuple[int, LogEntry]] = []
    for epoch in range(draw(st.integers(1, 4))):
        for step in range(steps):
            own = tuple(each._replace(value=draw(VALUES)) for each in metrics)
            at = first + by * (step + (steps * epoch if goes_on else 0))
            lines.append((0, _entry(at, epoch if names_epochs else None, own)))
        if draw(st.booleans()):
            lines.append((0, _entry(None, epoch, draw(numbers()), final=draw(st.booleans()))))
    return lines


@st.composite
def settling_rates(draw: st.DrawFn) -> list[tuple[int, LogEntry]]:
    """Running means of rates and times since the start, in one run or in two."""
    total, lines = 0.0, []
    steps = draw(st.integers(3, 15))
    for step in range(1, steps * draw(st.integers(1, 2)) + 1):
        at = (step - 1) % steps + 1
        passed = draw(st.just(1.0) if at == 1 else st.just(0.0) | st.floats(0.5, 1.5))
        total = passed if at == 1 else total + passed
        own = (LogQuantity("throughput", at / total, "img/s"), LogQuantity("runtime", total, "s"))
        lines.append((0, _entry(at, None, own)))
    return lines


def _entry(
    step: float | None,
    epoch: float | None,
    own: tuple[LogQuantity, ...],
    *,
    final: bool = False,
) -> LogEntry:
    return LogEntry(step, epoch, own, unexplained=False, leads=True, final=final)


def gathered(lines: list[tuple[int, LogEntry]]) -> LogRows:
    rows = LogRows()
    for line, (block, entry) in enumerate(lines, 1):
        rows.add(block, line, None, entry)
    return rows


def table(lines: list[tuple[int, LogEntry]]) -> pl.DataFrame:
    """The numbers of ``lines``, one a row."""
    rows = [
        (block, line, entry.step, entry.epoch, entry.final, *quantity)
        for line, (block, entry) in enumerate(lines, 1)
        for quantity in entry.quantities
    ]
    counts = {"block": pl.UInt32, "line": pl.UInt32, "step": pl.Float64, "epoch": pl.Float64}
    own = {"metric": pl.String, "value": pl.Float64, "unit": pl.String, "is_mean": pl.Boolean}
    return pl.DataFrame(rows, {**counts, "final": pl.Boolean, **own}, orient="row")


@given(st.one_of(any_lines(), epochs_of_steps(), settling_rates()))
def test_runs_as_in_tables(lines: list[tuple[int, LogEntry]]) -> None:
    runs, entries = runs_of(gathered(lines)), progress.split(table(lines))
    _same_places(runs, entries)

    runs, entries = [*map(in_first_unit, runs)], entries.filter(progress.in_first_unit())
    _same_places(runs, entries)

    rates, of_table = meter(runs), progress.meter(entries)
    assert rates._replace(settling=0) == of_table._replace(settling=0)
    assert isclose(rates.settling, of_table.settling, rel_tol=1e-6, abs_tol=1e-6)

    for running_mean in (False, True):
        own = [
            (run.block, run.part, *quantity)
            for run in runs
            for quantity in quantities(run, running_mean)
        ]
        columns = progress.quantities(entries, running_mean)
        names = ("metric", "unit", "value", "line", "progress", "progress_at", "progress_lines")
        expected = columns.select(*progress.RUN, *names, "final").rows()
        assert [_listed(row) for row in own] == [_listed(row) for row in expected]


def _same_places(runs: list[RunLines], entries: pl.DataFrame) -> None:
    own = [
        (run.block, run.part, run.rows.line[place], metric, at)
        for run in runs
        for place, metric, at in zip(run.places, run.metrics, run.at, strict=True)
    ]
    assert own == entries.select(*progress.RUN, "line", "metric", "at").rows()


def _listed(row: tuple[object, ...]) -> list[object]:
    return [[*cell] if isinstance(cell, list | array) else cell for cell in row]
