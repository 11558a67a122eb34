"""JMH with ``-rf json``, and what writes the same: a score for each benchmark.

https://github.com/openjdk/jmh: each fork has a list of its iterations in ``rawData``; the score is
their mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import at, real, whole_of
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import Reading
from parsers.source import Source

_TIMES: Final = ("s", "ms", "us", "ns", "min", "hr", "day")
_PERCENTILES: Final = {"50.0": "p50", "90.0": "p90", "99.0": "p99"}


def _read(source: Source) -> Reading | None:
    whole, notes = whole_of(source)
    items = whole if isinstance(whole, list) else []
    if not items or not all(isinstance(at(item, "primaryMetric"), dict) for item in items[:-1]):
        return None
    return as_reading(source, [run for item in items if (run := _run(item))], notes)


def _run(item: Mapping[str, Any]) -> FoundRun | None:
    score, unit = at(item, "primaryMetric.score"), at(item, "primaryMetric.scoreUnit")
    if not isinstance(unit, str):
        return None
    stated = as_measurement(real(score), unit)
    params = at(item, "params")
    facts: dict[str, object] = {
        **settings(dict(params) if isinstance(params, dict) else {}),
        "benchmark": at(item, "benchmark"),
        "threads": at(item, "threads"),
        "mode": at(item, "mode"),
    }
    if stated.value is None:
        return FoundRun(None, facts, (), stated.metric, "unknown", "no score")
    repeats = [*_iterations(at(item, "primaryMetric.rawData"))]
    measured = [stated._replace(samples=repeats or None)]
    if at(item, "mode") == "sample":
        measured += [
            Measurement(f"{stated.metric}_{name}", found, stated.unit)
            for place, name in _PERCENTILES.items()
            if (found := _percentile(item, place)) is not None
        ]
    return FoundRun(None, facts, measured, stated.metric)


def as_measurement(score: float | None, unit: str) -> Measurement:
    """Return what a score measures.

    A time of an operation (``us/op``), or operations in a time (``ops/s``).
    """
    amount, _, per = unit.partition("/")
    if amount in _TIMES and per == "op":
        return Measurement("time_per_op", score, f"{'h' if amount == 'hr' else amount}/op")
    spelled = f"ops/{per.removesuffix('ec')}" if amount == "ops" else unit
    return Measurement("throughput", score, spelled)


def _iterations(forks: object) -> Iterator[float]:
    for fork in forks if isinstance(forks, Sequence) and not isinstance(forks, str) else ():
        for each in fork if isinstance(fork, list) else ():
            if (value := real(each)) is not None:
                yield value


def _percentile(item: Mapping[str, Any], place: str) -> float | None:
    found = at(item, "primaryMetric.scorePercentiles")
    return real(found.get(place)) if isinstance(found, dict) else None


PROGRAM = FileProgram(
    name="JMH",
    primary="throughput time_per_op",
    read=_read,
    assumes=("the value is the score that it prints, `rawData` has its repeats",),
)
