"""IOR's ``summaryFormat=JSON``: a run for each write and each read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from parsers.programs.chosen_settings import plain_value
from parsers.programs.ior import KIBI
from parsers.programs.json_program import JsonProgram, real
from parsers.programs.measurements import FoundRun
from parsers.short_columns.whole_numbers import nearest_whole


class _Ior(JsonProgram):
    def _items(self, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield each result of each repetition, with what its test was set to."""
        found = [
            {**result, "given": [test.get("Options"), test.get("Parameters")]}
            for test in super()._items(whole)
            for result in _flat(test.get("Results"))
        ]
        yield from found or map(_summed, _flat(whole.get("summary")))


_OF_SUMMARY: Final = {
    "access": "operation",
    "bwMiB": "bwMeanMIB",
    "bwMax": "bwMaxMIB",
    "bwMin": "bwMinMIB",
    "iops": "OPsMean",
    "totalTime": "MeanTime",
    "repetitions": "repetitions",
}


def _summed(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a summary says of an operation, as if it were one result with its settings."""
    tasks, each = item.get("numTasks"), item.get("tasksPerNode")
    nodes = None
    if isinstance(tasks, int) and isinstance(each, int) and each > 0 and tasks % each == 0:
        nodes = tasks // each
    given = {"api": item.get("API"), "tasks": tasks, "nodes": nodes}
    sizes = {name: real(item.get(key)) for name, key in _SIZES.items()}
    return {
        **{name: item.get(key) for name, key in _OF_SUMMARY.items()},
        **{name: None if size is None else size / KIBI for name, size in sizes.items()},
        "given": [given],
    }


_SIZES: Final = {"xferKiB": "transferSize", "blockKiB": "blockSize"}


def _flat(results: object) -> Iterator[Mapping[str, Any]]:
    """The results, which are a list for each repetition."""
    for each in results if isinstance(results, list) else ():
        if isinstance(each, dict):
            yield each
        else:
            yield from _flat(each)


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun | None:
    if item.get("access") not in ("write", "read"):
        return None
    facts = dict(run.facts)
    given = {
        name: value
        for each in item["given"]
        if isinstance(each, dict)
        for name, value in each.items()
    }
    for name, key in (("api", "api"), ("access", "access"), ("nodes", "nodes"), ("ranks", "tasks")):
        if given.get(key) is not None:
            facts[name] = plain_value(given[key])
    for name, key in (("size", "xferKiB"), ("block_size", "blockKiB")):
        kib = real(item.get(key))
        facts[name] = None if kib is None else nearest_whole(kib * KIBI)
    return run._replace(facts=facts)


PROGRAM = _Ior(
    name="IOR",
    keys=(),
    primary="bandwidth",
    runs="tests",
    shared={"software": "Version"},
    fields={"case": "access", "repetitions": "repetitions"},
    results={
        "bandwidth": "bwMiB MiB/s",
        "bandwidth_max": "bwMax MiB/s",
        "bandwidth_min": "bwMin MiB/s",
        "iops": "iops ops/s",
        "latency": "latency s",
        "open_time": "openTime s",
        "access_time": "wrRdTime s",
        "close_time": "closeTime s",
        "runtime": "totalTime s",
    },
    refined=_refined,
    assumes=(
        "`size` is the transfer size",
        "the summary repeats the iterations and is left out; without them, its mean is the result",
    ),
)
