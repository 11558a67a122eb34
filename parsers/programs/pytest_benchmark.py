"""pytest-benchmark: the statistics of each test, with its rounds where they were saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.programs.chosen_settings import settings
from parsers.programs.json_program import JsonProgram
from parsers.programs.measurements import FoundRun, Measurement


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    facts = {**run.facts, **settings(item.get("params")), **settings(item.get("extra_info"))}
    if settings(item.get("params")):
        facts["benchmark"] = str(run.facts["benchmark"]).partition("[")[0]
    facts["case"] = str(item.get("fullname") or "").rpartition("::")[0] or None
    found = {each.metric: each for each in run.measured}
    if rounds := found.pop("rounds", None):
        return run._replace(facts=facts, measured=[_renamed(rounds)])
    return run._replace(facts=facts, measured=list(found.values()))


def _renamed(rounds: Measurement) -> Measurement:
    return rounds._replace(metric="runtime")


PROGRAM = JsonProgram(
    name="pytest-benchmark",
    keys=("benchmarks",),
    primary="runtime",
    runs="benchmarks",
    shared={"hosts": "machine_info.node", "started": "datetime"},
    fields={"benchmark": "name", "group": "group"},
    results={
        "rounds": "stats.data s",
        "runtime": "stats.mean s",
        "runtime_median": "stats.median s",
        "runtime_min": "stats.min s",
        "runtime_max": "stats.max s",
    },
    refined=_refined,
    assumes=("the value is the median of the rounds, their mean where they were not saved",),
)
