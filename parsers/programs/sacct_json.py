"""``sacct --json`` of Slurm, of all versions: what was a number, later is an object with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from parsers.objects.json_text import as_list
from parsers.programs.json_program import JsonProgram, at
from parsers.programs.measurements import FoundRun
from parsers.programs.slurm_jobs import SlurmJob
from parsers.short_columns.whole_numbers import nearest_whole


def _refined(_: FoundRun, item: Mapping[str, Any]) -> FoundRun:
    steps = [step for step in as_list(item.get("steps")) if isinstance(step, dict)]
    tasks = [
        _number(at(step, "tasks.count"))
        for step in steps
        if at(step, "step.name") not in ("batch", "extern")
    ]
    resources = dict(_resources(at(item, "tres.allocated")))
    elapsed = _number(at(item, "time.elapsed"))
    hosts = item.get("nodes")
    return SlurmJob(
        name=str(item.get("name") or "") or None,
        state=_first(at(item, "state.current")),
        exit_code=_exit_code(item),
        elapsed=elapsed,
        cpu_time=_cpu_time(item),
        submitted=_time(at(item, "time.submission")),
        started=_time(at(item, "time.start")),
        max_rss=max(_memory(steps), default=None),
        energy=max(_energies(steps), default=None) or resources.get("energy"),
        nodes=_count(_number(item.get("allocation_nodes"))),
        ranks=_count(max(filter(None, tasks), default=None)),
        cores=resources.get("cpu"),
        hosts=hosts if isinstance(hosts, str) else None,
        resources=resources,
        others={
            "system": item.get("cluster") or None,
            "partition": item.get("partition") or None,
        },
    ).as_run()


PROGRAM = JsonProgram(
    name="Slurm sacct --json",
    keys=("jobs",),
    primary="runtime",
    runs="jobs",
    refined=_refined,
    assumes=("times are UTC", "a job is called by its name"),
)


def _number(value: object) -> float | None:
    """A number, or what is in ``{"set": true, "infinite": false, "number": 3}``."""
    if isinstance(value, dict):
        is_set = value.get("set", True) and not value.get("infinite")
        value = value.get("number") if is_set else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _count(value: float | None) -> int | None:
    return int(value) if value and 0 < value < 2**31 else None


def _first(value: object) -> str:
    """A state, alone or before its flags in a list."""
    return str(value[0] if isinstance(value, list) and value else value or "")


def _exit_code(item: Mapping[str, Any]) -> str | None:
    code = _number(at(item, "exit_code.return_code"))
    return None if code is None else f"{code:g}"


def _cpu_time(item: Mapping[str, Any]) -> float | None:
    whole = _number(at(item, "time.total.seconds"))
    parts = _number(at(item, "time.total.microseconds")) or 0.0
    return None if whole is None else whole + parts / 1e6


def _time(value: object) -> datetime | None:
    seconds = _number(value)
    if not seconds or not 0 < seconds < 2**33:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def _resources(items: object) -> Iterator[tuple[str, int]]:
    for item in as_list(items):
        counted = _number(item.get("count")) if isinstance(item, dict) else None
        number = None if counted is None else nearest_whole(counted)
        if number is not None:
            name = item.get("name")
            yield f"{item.get('type')}/{name}" if name else str(item.get("type")), number


def _memory(steps: Iterable[Mapping[str, Any]]) -> Iterator[float]:
    """The most memory of any task, which Slurm files under what was requested."""
    for step in steps:
        for item in as_list(at(step, "tres.requested.max")):
            if isinstance(item, dict) and item.get("type") == "mem":
                yield _number(item.get("count")) or 0.0


def _energies(steps: Iterable[Mapping[str, Any]]) -> Iterator[float]:
    for step in steps:
        yield _number(at(step, "statistics.energy.consumed")) or 0.0
