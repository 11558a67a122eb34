"""Google Benchmark: a run for each repetition; what it computed from them is a summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from parsers.grammar.words import word_set
from parsers.measurements import FoundRun
from parsers.programs.json_program import JsonProgram

_OWN: Final = word_set(
    """name run_name run_type family_index per_family_instance_index repetitions repetition_index
    threads iterations real_time cpu_time time_unit aggregate_name aggregate_unit label
    bytes_per_second items_per_second error_occurred error_message skipped skip_message big_o rms
    cpu_coefficient real_coefficient complexity_n"""
)
_STATED: Final = ("mean", "median")
_NO_ARGUMENTS: Final = ("real_time", "process_time", "manual_time", "threads:", "iterations:")


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    """What depends on the kind of a row: repetitions are measured, means and medians stated."""
    aggregate = item.get("aggregate_name")
    if item.get("run_type") == "aggregate" and aggregate not in _STATED:
        return None
    facts = {**run.facts, **_named(str(item.get("run_name") or item.get("name") or ""))}
    if item.get("error_occurred") or item.get("skipped"):
        reason = str(item.get("error_message") or item.get("skip_message") or "skipped")
        return run._replace(facts=facts, measured=(), status="failed", reason=reason)
    facts |= {
        name: value
        for name, value in item.items()
        if name not in _OWN and isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    measured = [each._replace(summary=aggregate is not None) for each in run.measured]
    return run._replace(facts=facts, measured=measured)


def _named(name: str) -> dict[str, object]:
    """The name and the arguments in ``BM_copy/1024/real_time/threads:2``."""
    own, *parts = name.split("/")
    arguments = [part for part in parts if not part.startswith(_NO_ARGUMENTS)]
    return {"benchmark": own or name, "case": "/".join(arguments) or None}


PROGRAM = JsonProgram(
    name="Google Benchmark",
    keys=("benchmarks",),
    primary="runtime",
    runs="benchmarks",
    shared={"system": "context.host_name", "started": "context.date"},
    fields={"threads": "threads", "note": "label"},
    unit="time_unit",
    results={
        "runtime": "real_time",
        "cpu_time": "cpu_time",
        "bandwidth": "bytes_per_second B/s",
        "throughput": "items_per_second items/s",
    },
    refined=_refined,
)
