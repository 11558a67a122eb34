"""JMH as it prints to a terminal: a table of scores, or the result of each benchmark.

https://github.com/openjdk/jmh, ``TextResultFormat``: scores have digits behind a point, or behind
the comma of the machine's language; no sign parts thousands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.jmh import as_measurement
from parsers.programs.lines_apart import lines_apart
from parsers.programs.measurements import UNFINISHED, FoundRun, as_reading, weight_of_last_digit
from parsers.reader import Reading
from parsers.source import Source

_HEADINGS: Final = re.compile(r"\s*Benchmark\s+(?:\S.*\s)?Mode\s+.*\b(?:Score|Mean)\b.*Units?\s*\Z")
_PARAMETER: Final = re.compile(r"\(([^()\s]+)\)")
_VALUE: Final = r"(?P<score>\d+[.,]\d+(?:[eE][-+]?\d+)?)"
_ERROR: Final = r"(?:\s*(?:±|\+/?-|\?)?(?:\(\d+[.,]?\d*%\))?\s*(?:\d+[.,]\d+\S*|NaN))?"
_ROW: Final = re.compile(
    r"\s*(?P<name>[A-Za-z_$][\w.$:·/%@-]*)(?P<settings>(?:\s+\S+)*?)\s+"
    rf"(?P<mode>thrpt|avgt|sample|ss)\s+(?:\d+\s+)*{_VALUE}{_ERROR}\s+(?P<unit>[^\s/]+/\S+)\s*\Z"
)
_RESULT: Final = re.compile(r'\s*Result (?:"(?P<name>[^"]+)"|:)?')
_STATED: Final = re.compile(rf"\s*(?:Result:)?\s*{_VALUE}{_ERROR}\s+(?P<unit>[^\s/]+/\S+)")
_OWN: Final = re.compile(
    r"\s*(?:# (?:JMH|VM|Warmup|Measurement|Timeout|Threads|Benchmark|Parameters)\b"
    r"|# (?:Run progress|Fork)\b|# Warmup Iteration"
    r"|Iteration +\d+:|Result\b|\(min, avg, max\)|CI \(|Statistics: )"
)
_BENCHMARK: Final = re.compile(r"# Benchmark: (\S+)")
_THREADS: Final = re.compile(r"# Threads: (\d+) thread")
_OF_PROFILER: Final = re.compile(r":(?:·|gc\.|p\d|[\w.]+·|stack|CPI|IPC)")
"""What a profiler counted beside a score, and percentiles of a sample."""


class _Found(NamedTuple):
    scores: list[FoundRun]
    results: list[FoundRun]
    table: list[int]
    own: list[int]


def _read(source: Source) -> Reading | None:
    found = _parsed(source.lines)
    if not found.own:
        return None
    # The table at the end says what was said below each benchmark once more.
    runs = lines_apart(source, found.scores, found.table) if found.scores else found.results
    return as_reading(source, runs, (), [(each, each) for each in found.own])


PROGRAM = FileProgram(
    name="JMH console",
    primary="throughput time_per_op",
    read=_read,
    assumes=("what a profiler counted is left out",),
)


def _parsed(lines: Sequence[str]) -> _Found:
    found = _Found([], [], [], [])
    names: list[str] = []
    benchmark, threads, begun = None, None, None
    for number, line in enumerate(lines, start=1):
        if _HEADINGS.match(line):
            names = _PARAMETER.findall(line)
            found.table.append(number)
        elif row := _ROW.match(line):
            found.table.append(number)
            if not _OF_PROFILER.search(row["name"]):
                found.scores.append(_score(number, row, names, threads))
        elif match := _BENCHMARK.match(line):
            benchmark = match[1]
        elif match := _THREADS.match(line):
            threads = int(match[1])
        if (begun is not None or line.startswith("Result:")) and (stated := _STATED.match(line)):
            facts = {"benchmark": begun or benchmark, "threads": threads}
            found.results.append(_run(number, stated, facts))
            found.own.append(number)
        begun = None
        if match := _RESULT.match(line):
            begun = match["name"] or benchmark
        if _OWN.match(line):
            found.own.append(number)
    if benchmark is not None and not found.scores and not found.results:
        facts = {"benchmark": benchmark, "threads": threads}
        reason = "output of JMH ends before its result"
        found.results.append(FoundRun(found.own[0], facts, (), "throughput", UNFINISHED, reason))
    return found._replace(own=sorted({*found.own, *found.table}))


def _score(number: int, row: re.Match[str], names: Sequence[str], threads: int | None) -> FoundRun:
    """A row of the table, its parameters by the headings that stand above it."""
    given = row["settings"].split()
    facts: dict[str, object] = {"benchmark": row["name"], "mode": row["mode"], "threads": threads}
    if len(given) == len(names):
        facts |= settings(dict(zip(names, given, strict=True)))
    else:
        facts["case"] = " ".join(given) or None
    return _run(number, row, facts)


def _run(number: int, stated: re.Match[str], facts: dict[str, object]) -> FoundRun:
    text = stated["score"].replace(",", ".")
    measured = as_measurement(float(text), stated["unit"])._replace(
        digit=weight_of_last_digit(text)
    )
    return FoundRun(number, facts, [measured], measured.metric)
