"""``runtime-report`` of Caliper: the time of each region, by the regions that enclose it.

A region stands two blanks deeper than the one that encloses it, whose time is its own alone. With
``calc.inclusive`` it has theirs in it, which of several ranks no heading says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput

_HEADINGS: Final = Pattern(r"Path +(?P<columns>(?:\S+(?: \S+)*)(?: +\S+(?: \S+)*)*) *\Z")
_COLUMN: Final = Pattern(
    r"(?:(?:Min|Max|Avg) time/rank|Total time|Time % \([EI]\)|Time %|Time \([EI]\))"
)
_ROW: Final = Pattern(
    r"(?P<indent> *)(?P<region>\S(?:[^\n]*?\S)??) {1,200}(?P<cells>\d+\.\d+(?: +\d+\.\d+)*) *\Z"
)
_SHARE: Final = "Time %"
_WHOLE: Final = 101.0
"""Shares of more than this, with what rounding may add, count some time more than once."""
_METRICS: Final = {
    "Avg time/rank": "self_time",
    "Time (E)": "self_time",
    "Min time/rank": "self_time_min",
    "Max time/rank": "self_time_max",
    "Time (I)": "inclusive_time",
    "Total time": "total_time",
}


class _Caliper(Program):
    """A region is named by the regions around it, as one of its name may stand in several."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return a run for each region, and where the table ends."""
        columns: list[str] = []
        above: list[tuple[int, str]] = []
        runs: list[FoundRun] = []
        shares = 0.0
        end = output.start
        for start, line in output.stream.lines(output.start, output.end):
            text = line.rstrip()
            if not columns:
                if _HEADINGS.match(text):
                    columns = _COLUMN.findall(text)
                continue
            row = _ROW.match(text)
            cells = row["cells"].split() if row else []
            if row is None or len(cells) != len(columns):
                break
            above = [each for each in above if each[0] < len(row["indent"])]
            above.append((len(row["indent"]), row["region"]))
            case = "/".join(region for _, region in above)
            shares += sum(float(cells[at]) for at, name in enumerate(columns) if name == _SHARE)
            measured = [
                Measurement(
                    _METRICS[column], float(cell), "s", "lower", digit=weight_of_last_digit(cell)
                )
                for column, cell in zip(columns, cells, strict=True)
                if column in _METRICS
            ]
            facts: dict[str, object] = {"benchmark": self.name, "case": case}
            primary = self._primary({each.metric: each for each in measured}, facts)
            runs.append(FoundRun(output.stream.line_at(start), facts, measured, primary))
            end = start + len(line)
        if not runs:
            nothing = FoundRun(output.stream.line_at(output.start), {"benchmark": self.name})
            runs, end = [self._unfinished(output, nothing)], output.end
        if shares > _WHOLE:
            runs = [_inclusive(run) for run in runs]
        return list(map(_in_microseconds, runs) if _are_whole(runs) else runs), end


def _inclusive(run: FoundRun) -> FoundRun:
    """The times of a region with those of the regions within it."""
    measured = [
        each._replace(metric=each.metric.replace("self_time", "inclusive_time"))
        for each in run.measured
    ]
    return run._replace(measured=measured, primary="inclusive_time")


def _are_whole(runs: Sequence[FoundRun]) -> bool:
    """Whether the least and greatest times of all regions are whole numbers, some not 0."""
    limits = [
        each.value
        for run in runs
        for each in run.measured
        if each.metric.endswith(("_min", "_max")) and each.value
    ]
    return bool(limits) and all(float(value).is_integer() for value in limits)


def _in_microseconds(run: FoundRun) -> FoundRun:
    return run._replace(measured=[each._replace(unit="us") for each in run.measured])


PROGRAM = _Caliper(
    name="Caliper",
    begins=(r"^Path +(?:Min time/rank +Max time/rank|Time \([EI]\)|Total time +Time %)",),
    primary="self_time total_time",
    assumes=(
        "a region is a run, named by the regions around it; its time is its own,"
        " unless the shares come to more than 100 %",
        "the time is the average of all ranks; shares of the time are left out",
        "times are in seconds; whole ones of all ranks are microseconds, as before release 2",
    ),
)
