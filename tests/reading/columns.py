"""The columns of a study: one spelling of all headings for a document, and tables in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from random import Random
from statistics import mean, median, stdev
from typing import Final

from tests.reading.cells import Cell, Several, Value, clock
from tests.reading.expectation import efficiency
from tests.reading.extras import EXTRAS, Row, draw_extras, nodes_of
from tests.reading.layouts import IN_NAMES, Layout, cell_speller, counted, speller
from tests.reading.plan import OBJECTS, Plan
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
    REPEATED,
    SIZE_HEADINGS,
    STATES,
)

HOST_HEADINGS: Final = ("host", "node", "hostname")
PARTED: Final = ("setup (s)", "solve time (s)", "I/O (s)", "total (s)")
PARTED_SHORT: Final = ("t_setup", "t_solve", "t_io", "t_total")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a point: its number among the repeats, and that of its row."""

    series: Series
    point: Point
    repeat: int
    row: int


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands below it."""

    heading: str
    cell: Callable[[Run], Cell]


class Columns:
    """The columns in which a study is told, their headings drawn once."""

    def __init__(self, study: Study, plan: Plan, rng: Random) -> None:
        self.study, self.plan, self.rng = study, plan, rng
        self.alternatives: list[Study] = []
        one_word = plan.container == "gnuplot"
        self.levels = self._level_headings(ONE_WORD if one_word else HEADINGS)
        spellings = [h for h in study.quantity.headings if not one_word or " " not in h]
        self.value = rng.choice(spellings or ["time"])
        self.factors = {
            name: rng.choice(HOST_HEADINGS if name == "host" else FACTORS[name][0])
            for name, _ in study.series[0].factors
        }
        self.state = rng.choice(STATES)
        self.says_state = plan.special == "accounting" or rng.random() < 0.3
        self._name = speller(IN_NAMES, study.scale, rng) if plan.counts == "names" else None
        self._facts = self._size_columns()
        self._extras = self._extra_columns()
        self._counts = self._count_columns()
        self._values = self._value_columns()
        self._repeat = (rng.choice(REPEAT_HEADINGS), rng.choice((0, 1, 1)))
        self._law = rng.choice(LAW_HEADINGS)
        self._rows = 0

    def table(self, series: Sequence[Series], layouts: Sequence[Layout] | None = None) -> Table:
        """Return the table of some series, at some layouts where these are named."""
        columns = [
            *(self._factor_columns() if self.plan.naming == "column" else ()),
            *(self._law_columns() if self.plan.told == "column" else ()),
            *self._facts,
            *(self._counts if self.plan.counts != "files" else ()),
            *self._repeat_columns(),
            *self._values,
            *self._extras,
        ]
        runs = list(self._runs(series, layouts))
        return Table(
            tuple(column.heading for column in columns),
            tuple(tuple(column.cell(run) for column in columns) for run in runs),
        )

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
            (_label(series), *(self._cell(point, 0) for point in series.points))
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
            (points[0].layout[0], *(self._cell(point, 0) for point in points))
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
        if self.plan.repeats != "trial":
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

    def _size_columns(self) -> list[Column]:
        """Return the columns that say how large the problem is."""
        rng, told = self.rng, self.plan.told
        if told == "nxyz":
            return [
                Column(f"n{axis}", lambda run, at=at: run.point.size[at])  # type: ignore[misc]
                for at, axis in enumerate("xyz")
            ]
        if told == "grid":
            mark = rng.choice(("x", "x", " x ", "×"))
            heading = rng.choice(("grid", "Grid", "resolution", "problem size", "mesh"))
            return [Column(heading, lambda run: mark.join(map(str, run.point.size)))]
        if told == "size":
            if rng.random() < 0.3:
                return [Column("Mcells", lambda run: Value(prod(run.point.size) / 1e6, 3))]
            return [Column(rng.choice(SIZE_HEADINGS), lambda run: prod(run.point.size))]
        if told == "per device":
            noun = {"gpus": "GPU", "ranks": "rank", "cores": "core", "nodes": "node"}
            heading = rng.choice(("cells per {}", "cells/{}", "cells_per_{}", "dofs per {}"))
            heading = heading.format(noun[self.study.scale.name])
            return [Column(heading, lambda run: round(prod(run.point.size) / run.point.total))]
        return self._batch_columns() if told == "global batch" else []

    def _batch_columns(self) -> list[Column]:
        heading = self.rng.choice(("global_batch", "Global batch size", "GBS", "global batch"))
        each = self.rng.choice((8, 16, 32))
        most = max(point.total for series in self.study.series for point in series.points)
        if self.study.series[0].law == "strong":
            return [Column(heading, lambda _: each * most)]
        return [Column(heading, lambda run: each * run.point.total)]

    def _extra_columns(self) -> list[Column]:
        """Return the columns beside, of which none tells series apart."""
        names = self.rng.sample(sorted(EXTRAS), self.plan.extras)
        if self.plan.special == "hosts":
            names = ["hosts", "jobs"]
        elif self.plan.special == "accounting":
            names = ["jobs"]
        elif self.plan.parts == "residual":
            names = ["iterations", "residual"]
        extras = [] if self.plan.container == "gnuplot" else draw_extras(names, self.rng)
        found = [
            Column(heading, lambda run, cell=cell: cell(self._row(run)))  # type: ignore[misc]
            for heading, cell in extras
        ]
        if self._has_state():
            found.append(Column(self.state[0], self._outcome))
        if self.plan.special == "stated" and self.study.lacks is None:
            found += self._stated_columns()
        return found

    def _row(self, run: Run) -> Row:
        return Row(run.point, run.row, nodes_of(self.study, run.point))

    def _has_state(self) -> bool:
        failed = any(point.failed for series in self.study.series for point in series.points)
        return self.plan.special == "accounting" or (self.says_state and failed)

    def _outcome(self, run: Run) -> str:
        if run.repeat >= run.point.failed:
            return self.state[1]
        return self.state[2][run.row % len(self.state[2])]

    def _stated_columns(self) -> list[Column]:
        """Return speed-up and efficiency as the author computed them."""
        percent = self.rng.random() < 0.6
        heading = self.rng.choice(("Efficiency (%)", "eff. [%]", "Parallel efficiency (%)"))
        if not percent:
            heading = self.rng.choice(("Efficiency", "efficiency", "eff"))
        mark = self.rng.choice(("", "", "x", "×"))
        sign = "%" if mark and percent else ""
        speedup = Column(
            self.rng.choice(("Speedup", "speedup", "Speed-up")),
            lambda run: _stated(self.study, run, "speedup", mark),
        )
        share = Column(
            heading, lambda run: _stated(self.study, run, "percent" if percent else "share", sign)
        )
        return [[speedup, share], [speedup], [share]][self.rng.randint(0, 2)]

    def _value_columns(self) -> list[Column]:
        """Return the columns of the result, and of what was measured beside it."""
        if self.plan.parts == "solver" and self.plan.repeats in ("none", "rows"):
            return self._parted_columns()
        if self.plan.parts == "user" and self.plan.repeats in ("none", "rows"):
            return self._user_columns()
        heading = self.value
        if self.plan.parts == "residual":
            heading = self.rng.choice(("solve time (s)", "t_solve [s]", "solver time (s)"))
        styles = {
            "columns": self._repeated,
            "summary": lambda _: [*self._repeated(heading), *self._summary(heading)],
            "mean": self._means,
            "median": self._medians,
            "list": lambda _: [Column(self._list_heading(), self._several)],
            "plus minus": lambda _: [Column(heading, self._plus_minus)],
        }
        single: Callable[[str], list[Column]] = lambda _: [  # noqa: E731
            Column(heading, lambda run: self._cell(run.point, run.repeat))
        ]
        return styles.get(self.plan.repeats, single)(heading)

    def _list_heading(self) -> str:
        return self.value if self.study.quantity.kind != "time" else self._timed("times")

    def _timed(self, name: str) -> str:
        """Return the name with the unit that is not seconds."""
        unit = self.study.quantity.unit
        return name if unit == "s" else f"{name}_{unit}"

    def _cell(self, point: Point, repeat: int) -> Cell:
        """Return the value of one run, or the word for its failure."""
        if repeat < point.failed:
            return self._failed_cell(point)
        value = point.samples[repeat - point.failed]
        if self.study.quantity.name == "clock":
            return clock(value)
        unit = self.study.quantity.unit if self.plan.special == "unit cells" else ""
        return Value(value, self.study.decimals, unit)

    def _failed_cell(self, point: Point) -> Cell:
        if not self._has_state():
            return None if self.plan.container in OBJECTS else point.failure
        if self.study.quantity.name == "clock":
            return "12:00:00"
        return None if self.plan.container in OBJECTS else "-"

    def _repeated(self, heading: str) -> list[Column]:
        """Return a column for each repeat."""
        most = max(len(point.samples) for each in self.study.series for point in each.points)
        style = self.rng.choice(REPEATED) if heading != "" and self._in_seconds() else ""
        if not style:
            style = self.rng.choice(("Run {} (UNIT)", "run {} [UNIT]", "rep {} (UNIT)"))
            style = style.replace("UNIT", self.study.quantity.unit)
        return [
            Column(style.format(at + 1), lambda run, at=at: self._cell(run.point, at))  # type: ignore[misc]
            for at in range(most)
        ]

    def _in_seconds(self) -> bool:
        return self.study.quantity.name == "seconds"

    def _summary(self, heading: str) -> list[Column]:
        names = self.rng.choice((("mean", "std"), ("Mean", "StdDev"), ("avg", "stddev")))
        del heading
        return [
            Column(names[0], lambda run: self._value(mean(run.point.samples))),
            Column(names[1], lambda run: self._value(_spread(run.point.samples))),
        ]

    def _value(self, number: float) -> Value:
        return Value(number, self.study.decimals)

    def _means(self, heading: str) -> list[Column]:
        names = self.rng.choice((("Mean {}", "Std"), ("avg {}", "stddev"), ("{} mean", "{} std")))
        return [
            Column(names[0].format(heading), lambda run: self._cell(run.point, 0)),
            Column(names[1].format(heading), self._deviation),
        ]

    def _medians(self, heading: str) -> list[Column]:
        def near(factor: float) -> Callable[[Run], Cell]:
            return lambda run: self._value(run.point.samples[0] * factor) if run.point.samples else ""

        cell: Callable[[Run], Cell] = lambda run: self._cell(run.point, 0)  # noqa: E731
        return [
            Column(f"median {heading}", cell),
            Column(f"min {heading}", near(0.983)),
            Column(f"max {heading}", near(1.027)),
        ]

    def _deviation(self, run: Run) -> Cell:
        return self._value(median(run.point.samples) * 0.011) if run.point.samples else ""

    def _plus_minus(self, run: Run) -> Cell:
        if not run.point.samples:
            return self._failed_cell(run.point)
        decimals, value = self.study.decimals, run.point.samples[0]
        return f"{value:.{decimals}f} ± {value * 0.011:.{decimals}f}"

    def _several(self, run: Run) -> Cell:
        return Several(tuple(self._value(sample) for sample in run.point.samples))

    def _parted_columns(self) -> list[Column]:
        """Return set-up, solver, output and total; the total may be taken for the result, too."""
        names = self.rng.choice((PARTED, PARTED_SHORT))
        setup, output = (self.rng.uniform(1, 9) for _ in range(2))
        decimals = self.study.decimals
        setup, output = round(setup, decimals), round(output, decimals)

        def total(value: float) -> float:
            return round(setup + value + output, decimals)

        def part(of: Callable[[float], float]) -> Callable[[Run], Cell]:
            def cell(run: Run) -> Cell:
                value = self._cell(run.point, run.repeat)
                return Value(of(value.number), decimals) if isinstance(value, Value) else value

            return cell

        self.alternatives.append(_mapped(self.study, total))
        parts = (lambda _: setup, lambda value: value, lambda _: output, total)
        return [Column(name, part(of)) for name, of in zip(names, parts, strict=True)]

    def _user_columns(self) -> list[Column]:
        """Return the three times that the shell tells."""

        def times(factor: float) -> Callable[[Run], Cell]:
            def cell(run: Run) -> Cell:
                value = self._cell(run.point, run.repeat)
                many = min(run.point.total, 64)
                return self._value(value.number * many * factor) if isinstance(value, Value) else value

            return cell

        real: Callable[[Run], Cell] = lambda run: self._cell(run.point, run.repeat)  # noqa: E731
        return [Column("real", real), Column("user", times(0.97)), Column("sys", times(0.004))]


def _spread(samples: Sequence[float]) -> float:
    return stdev(samples) if len(samples) > 1 else 0.0


def _label(series: Series) -> str:
    """Return the values of a series' factors in one name."""
    return " ".join(value for _, value in series.factors)


def _mapped(study: Study, of: Callable[[float], float]) -> Study:
    """Return the study with other values."""
    series = tuple(
        replace(
            each,
            points=tuple(
                replace(point, samples=tuple(of(value) for value in point.samples))
                for point in each.points
            ),
        )
        for each in study.series
    )
    return replace(study, series=series)


def _stated(study: Study, run: Run, what: str, mark: str) -> Cell:
    """Return a stated speed-up or efficiency, rounded as people do, with the mark behind it."""
    ran = [point for point in run.series.points if point.samples and point.total]
    if not run.point.samples or not run.point.total:
        return "-"
    start = min(ran, key=lambda point: point.total)
    ratio = run.point.total / start.total
    values = median(start.samples), median(run.point.samples)
    share = efficiency(study.quantity.kind, run.series.law, *values, ratio)
    number = {"speedup": share * ratio, "percent": share * 100, "share": share}[what]
    value = Value(number, 1 if what == "percent" else 2)
    return f"{number:.{value.decimals}f}{mark}" if mark else value
