"""``likwid-perfctr``: a run for each region and group of events, from its table of metrics.

The table has a column for each core. What all of them moved or computed adds up; they took as long
as the slowest. Clocks and ratios are no results.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import number_or_none

_UNITS: Final = {
    "s": "s",
    "MBytes/s": "MB/s",
    "GBytes/s": "GB/s",
    "GBytes": "GB",
    "MFLOP/s": "Mflop/s",
    "J": "J",
    "W": "W",
}
_TOTALS: Final = ("Sum", "Min", "Max", "Avg")
_CORE: Final = Pattern(r"(?:Core|HWThread) \d+\Z")
_METRIC: Final = Pattern(r"(?P<name>[^\[]*\S) *\[(?P<unit>[^\]]+)\](?: STAT)?\Z")
_GROUP: Final = Pattern(r" *(?:Region (?P<region>\S(?:.*?\S)?), )?Group \d+: (?P<group>\w+) *\Z")
_NAMES: Final = {"runtime_rdtsc": "runtime", "dp": "flops_dp", "sp": "flops_sp"}


class _Likwid(Program):
    """The table of all cores repeats that of each; it counts where the other was cut off."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of one group, and where its tables end."""
        facts: dict[str, object] = {"benchmark": self.name}
        found: dict[str, Measurement] = {}
        columns: Sequence[str] = ()
        end, of_cores = output.start, False
        for start, line in output.stream.lines(output.start, output.end):
            if group := _GROUP.match(line):
                named = {"group": group["group"], "case": group["region"]}
                facts |= {name: text for name, text in named.items() if text}
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if line.lstrip()[:1] in ("|", "+"):
                end = start + len(line)
            if cells[0] == "Metric":
                columns = cells[1:]
                if all(map(_CORE.match, columns)):
                    of_cores, facts["threads"] = True, len(columns)
            elif len(cells) < 2 or cells[0] in ("Event", "Region Info"):
                columns = columns if line.lstrip()[:1] == "+" else ()
            elif len(cells) == 1 + len(columns) and not (of_cores and columns[0] in _TOTALS):
                measured = _measured(cells, columns)
                found |= {measured.metric: measured} if measured else {}
        run = FoundRun(
            output.stream.line_at(output.start),
            facts,
            [*found.values()],
            self._primary(found, facts),
        )
        return [run if found else self._unfinished(output, run)], max(end, output.start + 1)


def _measured(cells: Sequence[str], columns: Sequence[str]) -> Measurement | None:
    """A row of the table as one number, if it is one that adds up, or a time."""
    metric = _METRIC.match(cells[0])
    unit = _UNITS.get(metric["unit"]) if metric else None
    if metric is None or unit is None:
        return None
    name = re.sub(r"[^a-z0-9]+", "_", metric["name"].lower()).strip("_")
    texts = cells[1:]
    if columns[0] in _TOTALS:
        texts = [cells[1 + columns.index("Max" if unit == "s" else "Sum")]]
    values = [number_or_none(text) for text in texts]
    if None in values:
        return None
    numbers = [value for value in values if value is not None]
    whole = max(numbers) if unit == "s" else sum(numbers)
    digit = weight_of_last_digit(texts[0]) if len(texts) == 1 else None
    return Measurement(_NAMES.get(name, name), whole, unit, digit=digit)


PROGRAM = _Likwid(
    name="LIKWID",
    begins=(
        r"^Region \S[^\n]*, Group \d+: \w+ *$",
        r"^Group \d+: \w+ *$(?=\n\+-)",
        r"^\| *Metric +\|(?: *(?:(?:Core|HWThread) \d+|Sum|Min|Max|Avg) +\|)+ *$",
        r"^\| *(?:Event|Region Info) +\|[^\n]*(?:(?:Core|HWThread) \d+|Avg) +\| *$",
    ),
    primary="memory_bandwidth flops_dp flops_sp l3_bandwidth l2_bandwidth runtime",
    assumes=(
        "rates, volumes and energies are sums over the cores, times those of the slowest",
        "clocks and ratios are left out",
    ),
)
