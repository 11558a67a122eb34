"""Counts of steps and epochs against the work they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.audit import kinds
from analysis.audit.findings import Finding
from analysis.audit.subject import COUNTS, Subject
from analysis.audit.wording import counted, quantity

_LEAST_LAYOUTS: Final = 4
_LEAST_AGREEING: Final = 3
_MOSTLY: Final = 2 / 3
_WRONG_BY: Final = 0.02
"""From which relative error on a step count is a slip and not another way of rounding."""


class _Layout(NamedTuple):
    """The step count of the runs of one layout, and the first of these runs."""

    steps: int
    devices: int
    batch: float
    line: int | None
    run: str


class _Rule(NamedTuple):
    """How steps follow from the size of a data set: N / (batch · devices), rounded up or down.

    ``shared``: the batch is that of all devices together. ``extra``: steps beyond the quotient.
    """

    shared: bool
    up: bool
    extra: int

    def range_of(self, layout: _Layout) -> tuple[float, float]:
        """Return the sizes of a data set, from and to, that give the layout its steps."""
        each = layout.batch if self.shared else layout.batch * layout.devices
        steps = layout.steps - self.extra
        return (
            ((steps - 1) * each + 1, steps * each)
            if self.up
            else (
                steps * each,
                (steps + 1) * each - 1,
            )
        )


_RULES: Final = (
    _Rule(shared=False, up=True, extra=0),
    _Rule(shared=False, up=False, extra=0),
    _Rule(shared=True, up=True, extra=0),
    _Rule(shared=True, up=False, extra=0),
    _Rule(shared=False, up=True, extra=1),
    _Rule(shared=True, up=True, extra=1),
)


def step_counts(subject: Subject) -> Iterator[Finding]:
    """Look for one size of the data set that explains the steps of all layouts of a benchmark.

    Steps per epoch are the samples by the batch of all devices, rounded up or down. A count that
    no size explains which the others have in common is wrong; where none explains all, but one
    with a step less does, the counts are off by one. Where most do not agree, nothing is said.
    """
    counted_runs = subject.measured.filter(
        (pl.col("steps") > 0) & (pl.col("batch") > 0) & (pl.col("count") > 0)
    )
    layouts = counted_runs.unique(
        ["work", "nodes", "devices", "ranks", "steps"], keep="first", maintain_order=True
    ).group_by("work", "source", maintain_order=True)
    columns = ("steps", "count", "batch", "line", "run")
    for (_, source), group in layouts:
        if group.height >= _LEAST_LAYOUTS and group["count"].n_unique() > 1:
            rows = [_Layout(*row) for row in group.select(columns).iter_rows()]
            yield from _judged(rows, str(source))


def no_work(subject: Subject) -> Iterator[Finding]:
    """Find runs that took time for no epoch or no step at all."""
    for name in COUNTS:
        idle = subject.measured.filter((pl.col(name) <= 0) & (pl.col("value") > 0))
        for row in idle.unique("run", keep="first", maintain_order=True).iter_rows(named=True):
            others = subject.measured.filter((pl.col("work") == row["work"]) & (pl.col(name) > 0))[
                name
            ]
            usual = others.mode().sort().to_list()
            said = f"; {counted(others.len(), 'other run')} have {usual[0]}" if usual else ""
            what = f"{row[name]} {name} in a run of {quantity(row['value'], row['unit'])}{said}"
            expected = usual[0] if usual else None
            run = (row["run"],)
            yield Finding(
                kinds.NO_WORK, row["source"], (row["line"],), what, row[name], expected, run
            )


CHECKS: Final = (step_counts, no_work)


def _judged(layouts: Sequence[_Layout], source: str) -> Iterator[Finding]:
    tried = [(rule, *_most_common([rule.range_of(each) for each in layouts])) for rule in _RULES]
    # The first of the rules that most layouts agree on.
    rule, (low, high), agreeing = max(tried, key=lambda each: len(each[2]))
    if len(agreeing) == len(layouts):
        if rule.extra:
            yield _off_by_one(layouts, low, high, source)
        return
    counts = {layouts[place].devices for place in agreeing}
    if (
        len(agreeing) < max(_LEAST_AGREEING, _MOSTLY * len(layouts))
        or len(counts) < 2
        or rule.extra
    ):
        return
    for place, layout in enumerate(layouts):
        each = layout.batch if rule.shared else layout.batch * layout.devices
        expected = -(-high // each) if rule.up else low // each
        wrong_by = abs(layout.steps - expected)
        if place in agreeing or wrong_by <= max(1, _WRONG_BY * expected):
            continue
        what = (
            f"{layout.steps} steps of {each:g} samples; the other {len(agreeing)} "
            f"layouts imply {low:,.0f} to {high:,.0f} samples: {expected:g} steps here"
        )
        line, run = (layout.line,), (layout.run,)
        yield Finding(kinds.WRONG_STEPS, source, line, what, layout.steps, expected, run)


def _off_by_one(layouts: Sequence[_Layout], low: float, high: float, source: str) -> Finding:
    what = (
        "no dataset size gives all these step counts; with one step fewer each, "
        f"{low:,.0f} to {high:,.0f} samples do"
    )
    lines, runs = [each.line for each in layouts], [each.run for each in layouts]
    return Finding(kinds.OFF_BY_ONE, source, lines, what, runs=runs)


def _most_common(
    ranges: Sequence[tuple[float, float]],
) -> tuple[tuple[float, float], frozenset[int]]:
    """Return the sizes that most ranges have in common, and the places of these ranges."""
    best: frozenset[int] = frozenset()
    for start, _ in ranges:
        holding = frozenset(
            place for place, (low, high) in enumerate(ranges) if low <= start <= high
        )
        best = max(best, holding, key=len)
    low = max(ranges[place][0] for place in best)
    return (low, min(ranges[place][1] for place in best)), best
