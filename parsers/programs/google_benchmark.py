"""Google Benchmark: a run for each repetition; what it computed from them is a summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from parsers.grammar.words import word_set
from parsers.programs.json_program import JsonProgram
from parsers.programs.measurements import FoundRun, Measurement
from parsers.short_columns.short_texts import as_int

_OWN: Final = word_set(
    """name run_name run_type family_index per_family_instance_index repetitions repetition_index
    threads iterations real_time cpu_time time_unit aggregate_name aggregate_unit label
    bytes_per_second items_per_second error_occurred error_message skipped skip_message big_o rms
    cpu_coefficient real_coefficient complexity_n"""
)
_STATISTIC: Final = "statistic"
_STATED: Final = ("mean", "median")
_NO_ARGUMENTS: Final = ("real_time", "process_time", "manual_time", "threads:", "iterations:")
_AGGREGATE: Final = re.compile(r"(?P<name>.+)_(?P<statistic>mean|median|stddev|cv|BigO|RMS)\Z")


def refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    """Return the run of a row, or ``None`` for what is no run: spreads, fitted complexities.

    Counters that users add are quantities of their own. What statistic a row has is a fact that
    ``results_of`` takes out again.
    """
    aggregate = item.get("aggregate_name")
    if item.get("run_type") == "aggregate" and aggregate not in _STATED:
        return None
    named = described(str(item.get("run_name") or item.get("name") or ""))
    facts = {**named, **{name: value for name, value in run.facts.items() if name != "benchmark"}}
    if item.get("error_occurred") or item.get("skipped"):
        reason = str(item.get("error_message") or item.get("skip_message") or "skipped")
        return run._replace(facts=facts, measured=(), status="failed", reason=reason)
    facts |= {} if aggregate is None else {_STATISTIC: aggregate}
    return run._replace(facts=facts, measured=[*run.measured, *_counters(item)])


def results_of(runs: Iterable[FoundRun]) -> list[FoundRun]:
    """Return the runs of one output: what was computed of repetitions beside them is a summary.

    A benchmark that reports aggregates alone, as ``--benchmark_report_aggregates_only`` and
    ``ReportAggregatesOnly`` make it, has its median for a result, or else its mean: as two repeats
    they would be none.
    """
    runs = list(runs)
    kinds: dict[tuple[object, ...], set[object]] = {}
    for run in runs:
        kinds.setdefault(_named(run), set()).add(run.facts.get(_STATISTIC))
    found = []
    for run in runs:
        statistic, beside = run.facts.get(_STATISTIC), kinds[_named(run)]
        if statistic == "mean" and None not in beside and "median" in beside:
            continue
        is_summary = statistic is not None and None in beside
        facts = {name: value for name, value in run.facts.items() if name != _STATISTIC}
        measured = [each._replace(summary=is_summary) for each in run.measured]
        found.append(run._replace(facts=facts, measured=measured))
    return found


def _named(run: FoundRun) -> tuple[object, ...]:
    return tuple(run.facts.get(name) for name in ("benchmark", "case", "threads"))


def as_row(name: str) -> dict[str, object]:
    """Return what a name says of its row where nothing else does: ``BM_sort/8_mean``."""
    match = _AGGREGATE.match(name)
    if match is None:
        return {"run_name": name, "run_type": "iteration"}
    return {
        "run_name": match["name"],
        "run_type": "aggregate",
        "aggregate_name": match["statistic"],
    }


def described(name: str) -> dict[str, object]:
    """Return the name, arguments and threads in ``BM_copy/1024/real_time/threads:2``."""
    own, *parts = name.split("/")
    arguments = [part for part in parts if not part.startswith(_NO_ARGUMENTS)]
    threads = next((part[8:] for part in parts if part.startswith("threads:")), "")
    return {
        "benchmark": own or name,
        "case": "/".join(arguments) or None,
        "threads": as_int(threads),
    }


def _counters(item: Mapping[str, Any]) -> Iterator[Measurement]:
    for name, value in item.items():
        if name not in _OWN and isinstance(value, (int, float)) and not isinstance(value, bool):
            yield Measurement(name, value)


class _GoogleBenchmark(JsonProgram):
    def _items(self, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        items = super()._items(whole)
        # Before 2019 only the names said what a row is.
        yield from ({**as_row(str(each.get("name"))), **each} for each in items)

    def _runs(
        self, whole: Mapping[str, Any], items: Sequence[Mapping[str, Any]]
    ) -> Sequence[FoundRun]:
        return results_of(super()._runs(whole, items))


PROGRAM = _GoogleBenchmark(
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
    refined=refined,
    assumes=(
        "`real_time` is the result",
        "counters of one's own are quantities",
        "without repetitions the median is the result, and the mean is left out",
    ),
)
