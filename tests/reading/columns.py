"""The columns of a study: one spelling of all headings for a document, and tables in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from statistics import median
from typing import Final

from tests.reading.cells import Cell, Value
from tests.reading.column import Column, Run
from tests.reading.extras import EXTRAS, Row, draw_extras, nodes_of
from tests.reading.layouts import IN_NAMES, Layout, cell_speller, counted, speller
from tests.reading.measured import Measured
from tests.reading.plan import Plan
from tests.reading.sizes import size_columns
from tests.reading.table import Table
from tests.reading.truth import Point, Series, Study
from tests.reading.vocabulary import (
    FACTORS,
    HEADINGS,
    LAW_HEADINGS,
    LAYOUT_HEADINGS,
    NAME_HEADINGS,
    ONE_WORD,
    REPEAT_HEADINGS,
)

HOST_HEADINGS: Final = ("host", "node", "hostname")


class Columns:
    """The columns in which a study is told, their headings drawn once."""

    def __init__(self, study: Study, plan: Plan, rng: Random) -> None:
        self.study, self.plan, self.rng = study, plan, rng
        one_word = plan.container in ("gnuplot", "lines")
        self.levels = self._level_headings(ONE_WORD if one_word else HEADINGS)
        spellings = [h for h in study.quantity.headings if not one_word or " " not in h]
        self.value = rng.choice(spellings or ["time"])
        self.factors = {
            name: rng.choice(HOST_HEADINGS if name == "host" else FACTORS[name][0])
            for name, _ in study.series[0].factors
        }
        self.measured = Measured(study, plan, self.value, rng)
        self._name = speller(IN_NAMES, study.scale, rng) if plan.counts == "names" else None
        self._facts = size_columns(study, plan.told, rng)
        self._extras = self._extra_columns()
        self._counts = self._count_columns()
        self._values = self.measured.value_columns()
        self._repeat = (rng.choice(REPEAT_HEADINGS), rng.choice((0, 1, 1)))
        self._law = rng.choice(LAW_HEADINGS)
        self._rows = 0

    def table(
        self,
        series: Sequence[Series],
        layouts: Sequence[Layout] | None = None,
        repeat: int | None = None,
    ) -> Table:
        """Return the table of some series, at some layouts or of one repeat where named."""
        columns = [
            *(self._factor_columns() if self.plan.naming == "column" else ()),
            *(self._law_columns() if self.plan.told == "column" else ()),
            *self._facts,
            *(self._counts if self.plan.counts != "files" else ()),
            *self._repeat_columns(),
            *self._values,
            *self._extras,
        ]
        runs = [
            run for run in self._runs(series, layouts) if repeat is None or run.repeat == repeat
        ]
        return Table(
            tuple(column.heading for column in columns),
            tuple(tuple(column.cell(run) for column in columns) for run in runs),
        )

    def medians(self, series: Series) -> Table:
        """Return a table with the median of each count."""
        rows: list[tuple[Cell, ...]] = [
            (*point.layout, Value(median(point.samples), self.study.decimals + 1))
            for point in series.points
        ]
        headings = (*(self.levels[level] for level in self.study.scale.levels), self.value)
        return Table(headings, tuple(rows))

    def wide_counts(self) -> tuple[Table, str]:
        """Return series by counts, and the name of the quantity where no heading tells it."""
        study, rng = self.study, self.rng
        level = study.scale.levels[0]
        factor = next(iter(self.factors.values()), "Case")
        layouts = [point.layout for point in study.series[0].points]
        named = rng.random() < 0.5
        unit = f" ({study.quantity.unit})" if named else ""
        headings = [f"{counted(layout[0], level)}{unit}" for layout in layouts]
        rows = [
            (_label(series), *(self.measured.cell(point, 0) for point in series.points))
            for series in study.series
        ]
        return Table((factor, *headings), tuple(rows)), "" if named else self.value

    def wide_codes(self) -> tuple[Table, str]:
        """Return counts by series, and the name of the quantity where no heading tells it."""
        study, rng = self.study, self.rng
        named = rng.random() < 0.6
        unit = f" ({study.quantity.unit})" if named else ""
        headings = [f"{_label(series)}{unit}" for series in study.series]
        rows = [
            (points[0].layout[0], *(self.measured.cell(point, 0) for point in points))
            for points in zip(*(series.points for series in study.series), strict=True)
        ]
        count = self.levels[study.scale.levels[0]]
        return Table((count, *headings), tuple(rows)), "" if named else self.value

    def _runs(self, series: Sequence[Series], layouts: Sequence[Layout] | None) -> Iterator[Run]:
        """Return the runs that have a row each, in the order of the rows."""
        found = [
            Run(each, point, repeat, 0)
            for each in series
            for point in each.points
            if layouts is None or point.layout in layouts
            for repeat in range(self._rows_of(point))
        ]
        if self.plan.repeats == "trial" and self.rng.random() < 0.4:
            found.sort(key=lambda run: run.repeat)
        elif self.plan.naming == "column" and self.rng.random() < 0.3:
            found.sort(key=lambda run: run.point.total)
        elif self.rng.random() < 0.1 and self.plan.special != "zero":
            found.reverse()
        for run in found:
            self._rows += 1
            yield replace(run, row=self._rows)

    def _rows_of(self, point: Point) -> int:
        if self.plan.repeats not in ("none", "rows", "trial"):
            return 1
        return max(1, len(point.samples) + point.failed)

    def _level_headings(self, spellings: dict[str, tuple[str, ...]]) -> dict[str, str]:
        """Draw a heading for each level, no two the same."""
        found: dict[str, str] = {}
        for level in self.study.scale.levels:
            free = [name for name in spellings[level] if name not in found.values()]
            found[level] = self.rng.choice(free)
        return found

    def _factor_columns(self) -> list[Column]:
        if self.plan.counts == "names":
            return []
        return [
            Column(heading, lambda run, name=name: dict(run.series.factors)[name])  # type: ignore[misc]
            for name, heading in self.factors.items()
        ]

    def _law_columns(self) -> list[Column]:
        return [Column(self._law, lambda run: run.series.law)]

    def _repeat_columns(self) -> list[Column]:
        if self.plan.repeats != "trial" or self.plan.special in (
            "repeat blocks",
            "repeat files",
        ):
            return []
        heading, first = self._repeat
        return [Column(heading, lambda run: run.repeat + first)]

    def _count_columns(self) -> list[Column]:
        scale = self.study.scale
        if self._name is not None:
            return [Column(self.rng.choice(NAME_HEADINGS), self._run_name)]
        if self.plan.counts == "cell":
            spell, heading = cell_speller(scale, self.rng)
            heading = heading or self.rng.choice(LAYOUT_HEADINGS)
            return [Column(heading, lambda run: spell(run.point.layout))]
        return [
            Column(self.levels[level], lambda run, at=at: run.point.layout[at])  # type: ignore[misc]
            for at, level in enumerate(scale.levels)
        ]

    def _run_name(self, run: Run) -> str:
        assert self._name is not None
        return "_".join([*(value for _, value in run.series.factors), self._name(run.point.layout)])

    def _extra_columns(self) -> list[Column]:
        """Return the columns beside, of which none tells series apart."""
        names = self.rng.sample(sorted(EXTRAS), self.plan.extras)
        if self.plan.special == "hosts":
            names = ["hosts", "jobs"]
        elif self.plan.special == "accounting":
            names = ["jobs"]
        elif self.plan.special == "passes":
            names = ["needed"]
        elif self.plan.parts == "residual":
            names = ["iterations", "residual"]
        extras = [] if self.plan.container in ("gnuplot", "lines") else draw_extras(names, self.rng)
        found = [
            Column(heading, lambda run, cell=cell: cell(self._row(run)))  # type: ignore[misc]
            for heading, cell in extras
        ]
        if self.measured.has_state():
            found.append(Column(self.measured.state[0], self.measured.outcome))
        if self.plan.special == "stated" and self.study.lacks is None:
            found += self.measured.stated_columns()
        return found

    def _row(self, run: Run) -> Row:
        return Row(run.point, run.row, nodes_of(self.study, run.point))


def _label(series: Series) -> str:
    """Return the values of a series' factors in one name."""
    return " ".join(value for _, value in series.factors)
