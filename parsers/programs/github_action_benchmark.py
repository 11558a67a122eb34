"""github-action-benchmark: the history of a project that its CI appends to ``data.js``.

https://github.com/benchmark-action/github-action-benchmark: an object of suites, each a list of
commits with what was measured of them. Behind the name it is assigned to it is plain JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from parsers.grammar.units import dimensions
from parsers.headings.directions import Better
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import at, real, whole_of
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import Reading
from parsers.short_columns.short_texts import as_int
from parsers.source import Source

_METRICS: Final[dict[tuple[str, ...], tuple[str, Better]]] = {
    ("time",): ("runtime", "lower"),
    ("time", "count"): ("runtime", "lower"),
    ("bytes",): ("memory", "lower"),
    ("bytes", "time"): ("bandwidth", "higher"),
    ("count", "time"): ("throughput", "higher"),
}
"""What is measured, by the dimension of its unit; all else is a value whose name tells no more."""
_DIRECTIONS: Final[dict[object, Better]] = {
    "customSmallerIsBetter": "lower",
    "customBiggerIsBetter": "higher",
}
_PER_RUN: Final = re.compile(r"/ *(?:iter|op)\Z")
"""The time of an iteration is that of the benchmark."""
_THREADS: Final = re.compile(r"^(?:threads: (?P<threads>\d+)|(?P<procs>\d+) procs)$", re.MULTILINE)
_LATEST: Final = 2**43


def _read(source: Source) -> Reading | None:
    whole, notes = whole_of(source)
    suites = at(whole, "entries")
    if not isinstance(suites, dict):
        return None
    return as_reading(source, _runs(suites), notes)


PROGRAM = FileProgram(
    name="github-action-benchmark",
    primary="runtime throughput bandwidth memory value",
    read=_read,
    assumes=(
        "`date` is when it ran, `commit` what ran; the time of an iteration is the runtime;"
        " ranges, which each tool means in another way, are left out",
    ),
)


def _runs(suites: Mapping[str, Any]) -> Iterator[FoundRun]:
    for suite, entries in suites.items():
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict):
                continue
            benches = entry.get("benches")
            shared = {"suite": suite, "started": _started(entry), "commit": _commit(entry)}
            for bench in benches if isinstance(benches, list) else ():
                if isinstance(bench, dict) and (measured := _measured(entry, bench)):
                    facts = {**shared, **_facts(bench)}
                    yield FoundRun(None, facts, [measured], measured.metric)


def _started(entry: Mapping[str, Any]) -> datetime | None:
    number = real(entry.get("date"))
    if number is None or not 0 < number < _LATEST:
        return None
    return datetime.fromtimestamp(number / 1000, UTC).replace(tzinfo=None)


def _commit(entry: Mapping[str, Any]) -> str | None:
    found = at(entry, "commit.id")
    return found[:8] if isinstance(found, str) else None


def _facts(bench: Mapping[str, Any]) -> dict[str, object]:
    told = {name: bench.get(name) for name in ("platform", "os")}
    extra = bench.get("extra")
    threads = _THREADS.search(extra) if isinstance(extra, str) else None
    return {
        "benchmark": str(bench.get("name")),
        "threads": as_int(threads["threads"] or threads["procs"]) if threads else None,
        **{name: value for name, value in told.items() if isinstance(value, str)},
    }


def _measured(entry: Mapping[str, Any], bench: Mapping[str, Any]) -> Measurement | None:
    value, unit = real(bench.get("value")), bench.get("unit")
    if value is None:
        return None
    unit = _PER_RUN.sub("", unit) if isinstance(unit, str) else None
    metric, way = _METRICS.get(dimensions(unit or "") or (), ("value", None))
    bigger = entry.get("bigger_is_better")
    stated = _DIRECTIONS.get(entry.get("tool"))
    if isinstance(bigger, bool):
        stated = "higher" if bigger else "lower"
    return Measurement(metric, value, unit or None, stated or way)
