"""Extra-P's input: a value, or several, at each point of its parameters, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parsers.programs.extra_p import measured_at, parameters_of_point
from parsers.programs.json_program import JsonProgram, real
from parsers.programs.measurements import FoundRun
from parsers.reader import Reading
from parsers.source import Source


class _ExtraP(JsonProgram):
    def read(self, source: Source) -> Reading | None:
        """Return the runs; ``None`` where nothing is built as Extra-P has it."""
        reading = super().read(source)
        return reading if reading is not None and reading.records.height else None

    def _items(self, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield each point of each metric of each call path."""
        paths = whole.get("measurements")
        for path, metrics in paths.items() if isinstance(paths, dict) else ():
            for metric, points in metrics.items() if isinstance(metrics, dict) else ():
                for point in points if isinstance(points, list) else ():
                    if isinstance(point, dict):
                        yield {
                            **point,
                            "path": path,
                            "metric": metric,
                            "names": whole["parameters"],
                        }


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    values, point = _numbers(item.get("values")), _numbers(item.get("point"))
    if not values or not isinstance(item["names"], list):
        return None
    measured = measured_at(str(item["metric"]), values)
    facts = {
        "benchmark": str(item["path"]),
        **parameters_of_point([str(each) for each in item["names"]], point),
    }
    return run._replace(facts=facts, measured=[measured], primary=measured.metric)


def _numbers(given: object) -> list[float]:
    listed = given if isinstance(given, list) else [given]
    return [number for each in listed if (number := real(each)) is not None]


PROGRAM = _ExtraP(
    name="Extra-P",
    keys=("parameters", "measurements"),
    primary="",
    refined=_refined,
    assumes=("`p` counts processes", "`time` is in seconds", "the value is the median"),
)
