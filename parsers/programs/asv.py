"""airspeed velocity: the results of a commit on a machine, of both versions of its files."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from parsers.grammar.middle import median
from parsers.headings.directions import better
from parsers.notes import Note
from parsers.objects.json_text import as_list, parse
from parsers.programs.chosen_settings import setting
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import ReadError, Reading
from parsers.run_records.records import empty
from parsers.source import Source

_KINDS: Final = {
    "time": ("runtime", "s"),
    "timeraw": ("runtime", "s"),
    "mem": ("memory", "B"),
    "peakmem": ("memory", "B"),
}
"""What a benchmark measures, by how its name begins; others track a value of their own."""
_DESCRIPTIONS: Final = {
    frozenset({"code", "param_names"}): "names and units of asv's benchmarks",
    frozenset({"arch", "cpu", "machine"}): "asv's description of a machine",
}
"""What stands beside results, by members of its entries."""
_RESULTS_ARE: Final = "results are in results/MACHINE/COMMIT-ENVIRONMENT.json"
_END_OF_NAME: Final = re.compile(r"[ (\[]")


def _read(source: Source) -> Reading | None:
    try:
        whole = parse(source.text)
    except (json.JSONDecodeError, ReadError):
        reason = "results of asv are cut off"
        return as_reading(source, [FoundRun(None, {}, (), "runtime", "unknown", reason)])
    results = whole.get("results") if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or not isinstance(results, dict):
        told = _told_beside(whole) if isinstance(whole, dict) else None
        if told is None:
            return None
        return Reading(empty(), [Note("error", f"{told}; {_RESULTS_ARE}", source.name)])
    described = _benchmarks(source)
    shared = _shared(whole)
    columns = whole.get("result_columns")
    runs = [
        run._replace(facts={**shared, **run.facts, "benchmark": name})
        for name, entry in results.items()
        for run in _runs(name, _columns(entry, columns), described.get(name) or {})
    ]
    return as_reading(source, runs)


PROGRAM = FileProgram(
    name="asv",
    primary="",
    read=_read,
    assumes=(
        "the value is the median of the samples where they were kept",
        "`time_` measures seconds, `mem_` and `peakmem_` bytes; other units stand in"
        " benchmarks.json beside; whether more of those is better, the name after `track_` or the"
        " unit says, where it does",
    ),
)


def _shared(whole: Mapping[str, Any]) -> dict[str, object]:
    machine = whole.get("params")
    commit = whole.get("commit_hash")
    return {
        "system": machine.get("machine") if isinstance(machine, dict) else None,
        "commit": commit[:8] if isinstance(commit, str) else None,
        "environment": whole.get("env_name") or None,
    }


def _told_beside(whole: Mapping[str, Any]) -> str | None:
    """What a file of asv describes that has no results, or null where it is none of asv's."""
    entries = [whole] if "arch" in whole else [whole[name] for name in whole if name != "version"]
    for members, told in _DESCRIPTIONS.items():
        if entries and all(isinstance(each, dict) and members <= each.keys() for each in entries):
            return told
    return None


def _benchmarks(source: Source) -> Mapping[str, Any]:
    """What ``benchmarks.json`` says of each, where it stands in its place."""
    if source.content is not None:
        return {}
    path = source.path.absolute().parent.parent / "benchmarks.json"
    try:
        found = parse(path.read_text(encoding="utf-8", errors="replace"))
    except (OSError, json.JSONDecodeError, ReadError):
        return {}
    every = found.items() if isinstance(found, dict) else ()
    return {name: each for name, each in every if isinstance(each, dict)}


def _columns(entry: object, names: object) -> Mapping[str, Any]:
    """The columns of an entry by name: a list since version 2, an object or a number before."""
    if isinstance(entry, list) and isinstance(names, list):
        return dict(zip(map(str, names), entry, strict=False))
    return entry if isinstance(entry, dict) else {"result": [entry]}


def _runs(name: str, entry: Mapping[str, Any], described: Mapping[str, Any]) -> Iterator[FoundRun]:
    """A run for each combination of parameters; ``null`` is one that failed, NaN was skipped."""
    values = entry.get("result")
    names = described.get("param_names")
    axes = [axis for axis in as_list(entry.get("params")) if isinstance(axis, list)]
    stated = described.get("unit")
    metric, unit = kind_of(name, stated if isinstance(stated, str) else None)
    sense = better(_tracked(name), unit) if metric == "value" else None
    samples = entry.get("samples")
    for place, combination in enumerate(itertools.product(*axes)):
        value = _place(values, place)
        facts = parameters_of(names if isinstance(names, list) else (), combination)
        facts["started"] = _started(entry.get("started_at"))
        number = real(value)
        if number is not None and math.isnan(number):
            continue
        if number is None:
            yield FoundRun(None, facts, (), metric, "failed", "no result")
            continue
        kept = [each for each in map(real, as_list(_place(samples, place))) if each is not None]
        found = median(kept) if kept else number
        measured = Measurement(metric, found, unit, sense, samples=kept or None)
        yield FoundRun(None, facts, [measured], metric)


def _place(values: object, place: int) -> Any:
    """What stands at a place of a list that may be a single value, or missing."""
    if isinstance(values, list):
        return values[place] if place < len(values) else None
    return values if place == 0 else None


def kind_of(name: str, unit: str | None = None) -> tuple[str, str | None]:
    """Return what a benchmark measures, and in which unit, if not one of its own."""
    kind = _own_name(name).partition("_")[0].lower()
    return _KINDS.get(kind, ("value", unit))


def _own_name(name: str) -> str:
    """Return the name of a benchmark's function, without its module and its parameters."""
    return _END_OF_NAME.split(name)[0].rpartition(".")[2]


def _tracked(name: str) -> str:
    """Return what a benchmark tracks, by its name: asv itself states no direction."""
    return _own_name(name).partition("_")[2]


def parameters_of(names: Sequence[Any], combination: Sequence[Any]) -> dict[str, object]:
    """Return a combination of parameters as facts of a run."""
    facts: dict[str, object] = {}
    for place, value in enumerate(combination):
        name = str(names[place]) if place < len(names) else f"param{place + 1}"
        facts |= setting(name, str(value).strip("'\""))
    return facts


def _started(milliseconds: object) -> datetime | None:
    number = real(milliseconds)
    if number is None or not 0 < number < 2**43:
        return None
    return datetime.fromtimestamp(number / 1000, UTC).replace(tzinfo=None)
