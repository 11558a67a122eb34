"""The columns of the result: single runs, repeats, means, parts of a time, stated speed-ups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from statistics import mean, median, stdev
from typing import Final

from tests.reading.cells import Cell, Several, Value, clock
from tests.reading.column import Column, Run
from tests.reading.expectation import efficiency
from tests.reading.plan import OBJECTS, Plan
from tests.reading.truth import Point, Study
from tests.reading.vocabulary import QUANTITIES, REPEATED, STATES

PARTED: Final = ("setup (s)", "solve time (s)", "I/O (s)", "total (s)")
PARTED_SHORT: Final = ("t_setup", "t_solve", "t_io", "t_total")


class Measured:
    """What was measured, and how it is written."""

    def __init__(self, study: Study, plan: Plan, heading: str, rng: Random) -> None:
        self.study, self.plan, self.heading, self.rng = study, plan, heading, rng
        self.alternatives: list[Study] = []
        self.state = rng.choice(STATES)
        self.says_state = plan.special == "accounting" or rng.random() < 0.3

    def has_state(self) -> bool:
        failed = any(point.failed for series in self.study.series for point in series.points)
        return self.plan.special == "accounting" or (self.says_state and failed)

    def outcome(self, run: Run) -> str:
        if run.repeat >= run.point.failed:
            return self.state[1]
        return self.state[2][run.row % len(self.state[2])]

    def stated_columns(self) -> list[Column]:
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

    def value_columns(self) -> list[Column]:
        """Return the columns of the result, and of what was measured beside it."""
        if self.plan.parts == "solver" and self.plan.repeats in ("none", "rows"):
            return self._parted_columns()
        if self.plan.parts == "rate" and self.study.quantity.kind == "rate":
            return self._rate_and_time()
        if self.plan.parts == "user" and self.plan.repeats in ("none", "rows"):
            return self._user_columns()
        heading = self.heading
        if self.plan.parts == "residual":
            heading = self.rng.choice(("solve time (s)", "t_solve [s]", "solver time (s)"))
        styles: dict[str, Callable[[str], list[Column]]] = {
            "columns": self._repeated,
            "summary": lambda _: [*self._repeated(heading), *self._summary(heading)],
            "mean": self._means,
            "median": self._medians,
            "list": lambda _: [Column(self._list_heading(), self._several)],
            "plus minus": lambda _: [Column(heading, self._plus_minus)],
        }
        if self.plan.repeats in styles:
            return styles[self.plan.repeats](heading)
        return [Column(heading, lambda run: self.cell(run.point, run.repeat))]

    def _list_heading(self) -> str:
        return self.heading if self.study.quantity.kind != "time" else self._timed("times")

    def _timed(self, name: str) -> str:
        """Return the name with the unit that is not seconds."""
        unit = self.study.quantity.unit
        return name if unit == "s" else f"{name} ({unit})"

    def cell(self, point: Point, repeat: int) -> Cell:
        """Return the value of one run, or the word for its failure."""
        if repeat < point.failed:
            return self._failed_cell(point)
        value = point.samples[repeat - point.failed]
        if self.study.quantity.name == "clock":
            return clock(value)
        unit = self.study.quantity.unit if self.plan.special == "unit cells" else ""
        return Value(value, self.study.decimals, unit)

    def _failed_cell(self, point: Point) -> Cell:
        if not self.has_state():
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
            Column(style.format(at + 1), lambda run, at=at: self.cell(run.point, at))  # type: ignore[misc]
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
            Column(names[0].format(heading), lambda run: self.cell(run.point, 0)),
            Column(names[1].format(heading), self._deviation),
        ]

    def _medians(self, heading: str) -> list[Column]:
        def near(factor: float) -> Callable[[Run], Cell]:
            return lambda run: (
                self._value(run.point.samples[0] * factor) if run.point.samples else ""
            )

        cell: Callable[[Run], Cell] = lambda run: self.cell(run.point, 0)  # noqa: E731
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
                value = self.cell(run.point, run.repeat)
                return Value(of(value.number), decimals) if isinstance(value, Value) else value

            return cell

        self.alternatives.append(_mapped(self.study, total))
        parts = (lambda _: setup, lambda value: value, lambda _: output, total)
        return [Column(name, part(of)) for name, of in zip(names, parts, strict=True)]

    def _rate_and_time(self) -> list[Column]:
        """Return a rate and the time of the same work, either of which may be read."""
        most = max(
            sample for each in self.study.series for p in each.points for sample in p.samples
        )
        work = most * self.rng.uniform(40, 90)

        def duration(value: float) -> float:
            return round(work / value, 3)

        def time(run: Run) -> Cell:
            value = self.cell(run.point, run.repeat)
            return Value(duration(value.number), 3) if isinstance(value, Value) else value

        timed = replace(_mapped(self.study, duration), quantity=QUANTITIES["seconds"])
        self.alternatives.append(timed)
        rate: Callable[[Run], Cell] = lambda run: self.cell(run.point, run.repeat)  # noqa: E731
        found = [
            Column(self.heading, rate),
            Column(self.rng.choice(("time (s)", "Time [s]")), time),
        ]
        return found if self.rng.random() < 0.5 else found[::-1]

    def _user_columns(self) -> list[Column]:
        """Return the three times that the shell tells."""

        def times(factor: float) -> Callable[[Run], Cell]:
            def cell(run: Run) -> Cell:
                value = self.cell(run.point, run.repeat)
                many = min(run.point.total, 64)
                return (
                    self._value(value.number * many * factor) if isinstance(value, Value) else value
                )

            return cell

        real: Callable[[Run], Cell] = lambda run: self.cell(run.point, run.repeat)  # noqa: E731
        return [Column("real", real), Column("user", times(0.97)), Column("sys", times(0.004))]


def _spread(samples: Sequence[float]) -> float:
    return stdev(samples) if len(samples) > 1 else 0.0


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
