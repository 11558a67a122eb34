"""Intel Memory Latency Checker: matrices over NUMA nodes, and bandwidths by the kind of traffic.

https://www.intel.com/content/www/us/en/developer/articles/tool/intelr-memory-latency-checker.html:
the row of a matrix is the node whose cores run, the column that of the memory.
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

_LATENCIES: Final = re.compile(r"\s*Measuring (?P<what>[\w -]*idle latencies)[^\n]*")
_BANDWIDTHS: Final = re.compile(r"\s*Measuring (?P<what>[\w -]*Memory Bandwidths)[^\n]*", re.I)
_BEGINS: Final = re.compile(r"\s*Intel\(R\) Memory Latency Checker")
_ASKED: Final = re.compile(r"\s*Command line parameters:.* --(?P<what>latency|bandwidth)_matrix\b")
_UNIT: Final = re.compile(r"\s*Bandwidths? (?:numbers )?are in (?P<unit>[GM]B/s)(?:ec)?\b", re.I)
_NODES: Final = re.compile(r"\s*Numa node((?:\s+\d+)+)\s*\Z", re.I)
_ROW: Final = re.compile(r"\s*(?P<node>\d+)(?P<cells>(?:\s+(?:\d+\.\d|-))+)\s*\Z")
_TRAFFIC: Final = re.compile(
    r"\s*(?P<case>ALL Reads|\d+:\d+ Reads-Writes|Stream-triad like)\s*:\s*(?P<value>\d+\.\d)\s*\Z"
)
_OWN: Final = re.compile(r"\s*(?:Using |Numa node\s*\Z)", re.I)


def _read(source: Source) -> Reading | None:
    runs, own = _parsed(source.lines)
    if not runs:
        return None
    return as_reading(source, lines_apart(source, runs, own), (), [(each, each) for each in own])


PROGRAM = FileProgram(
    name="Intel MLC",
    primary="bandwidth latency",
    read=_read,
    assumes=("latencies are in ns, bandwidths in MB/s, unless it says another unit",),
)


def _parsed(lines: Sequence[str]) -> tuple[list[FoundRun], list[int]]:
    """The runs of all sections, and the numbers of their lines."""
    runs: list[FoundRun] = []
    own: list[int] = []
    metric, unit, what, asked = "", "", "", ""
    columns: list[int] = []
    facts: dict[str, object]
    for number, line in enumerate(lines, start=1):
        if match := _LATENCIES.match(line):
            metric, unit, what, columns = "latency", "ns", asked or match["what"], []
        elif match := _BANDWIDTHS.match(line):
            metric, unit, what, columns = "bandwidth", "MB/s", asked or match["what"], []
        elif _BEGINS.match(line):
            metric, asked, columns = "", "", []
        elif match := _ASKED.match(line):
            metric = match["what"]
            what = asked = f"{metric} matrix"
            unit = "ns" if metric == "latency" else "MB/s"
        elif match := _UNIT.match(line):
            unit = match["unit"]
        elif match := _NODES.match(line):
            columns = list(map(int, match[1].split()))
        elif metric and (match := _TRAFFIC.match(line)):
            facts = {"case": match["case"], "test": what}
            runs.append(_run(number, facts, metric, match["value"], unit))
        elif metric and (match := _ROW.match(line)) and columns:
            cells = match["cells"].split()
            if len(cells) != len(columns):
                continue
            for column, cell in zip(columns, cells, strict=True):
                if cell != "-":
                    places = {
                        "cores_of_numa_node": int(match["node"]),
                        "memory_of_numa_node": column,
                    }
                    runs.append(_run(number, {"test": what, **places}, metric, cell, unit))
        elif not _OWN.match(line):
            continue
        own.append(number)
    return runs, own


def _run(number: int, facts: dict[str, object], metric: str, text: str, unit: str) -> FoundRun:
    measured = Measurement(metric, float(text), unit, digit=weight_of_last_digit(text))
    return FoundRun(number, {"benchmark": "Intel MLC", **facts}, [measured], metric)
