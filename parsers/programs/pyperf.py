"""pyperf: the values of all its processes, without those that calibrated and warmed up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from parsers.objects.json_text import as_list
from parsers.programs.json_program import JsonProgram, real
from parsers.programs.measurements import FoundRun, Measurement

_UNITS: Final = {"second": ("runtime", "s"), "byte": ("memory", "B"), "integer": ("value", None)}


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    values = [
        value
        for process in as_list(item.get("runs"))
        if isinstance(process, dict) and isinstance(process.get("values"), list)
        for each in process["values"]
        if (value := real(each)) is not None
    ]
    facts = dict(run.facts)
    metric, unit = _UNITS.get(str(facts.pop("unit", "second")), ("value", None))
    is_described = facts.pop("version", None) is not None
    if not values or not is_described:
        reason = "only calibrated, no values" if is_described else "cut off before its unit"
        return run._replace(facts=facts, primary=metric, status="unknown", reason=reason)
    measured = Measurement(metric, sum(values) / len(values), unit, samples=values)
    return run._replace(facts=facts, measured=[measured], primary=metric)


PROGRAM = JsonProgram(
    name="pyperf",
    keys=("benchmarks",),
    primary="runtime",
    runs="benchmarks",
    shared={
        "benchmark": "metadata.name",
        "unit": "metadata.unit",
        "hosts": "metadata.hostname",
        "version": "version",
    },
    fields={"benchmark": "metadata.name", "unit": "metadata.unit", "hosts": "metadata.hostname"},
    refined=_refined,
    assumes=("the value is the mean of all values of all processes, as pyperf prints it",),
)
