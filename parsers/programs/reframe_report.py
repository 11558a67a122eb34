"""ReFrame's reports of a session, of all versions, as JSON or in its database of results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from parsers.contents.databases import opened, unwritten
from parsers.notes import Note
from parsers.objects.json_text import parse, parse_cut_off
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.reframe_case import Variable, as_run, count
from parsers.reader import ReadError, Reading
from parsers.source import Source


def _read(source: Source) -> Reading | None:
    notes = unwritten(source) if source.is_database else []
    cases = [case for report in _reports(source, notes) for case in _cases(report)]
    runs = [run for run in map(_run, cases) if run is not None]
    if not cases:
        return None
    if without := len(cases) - len(runs):
        text = f"{without} of {len(cases)} test cases passed without a performance variable"
        notes.append(Note("info", text, source.name))
    return as_reading(source, runs, notes)


PROGRAM = FileProgram(
    name="ReFrame",
    primary="",
    read=_read,
    assumes=(
        "the first performance variable of a test is what it is for",
        "tests that miss a reference have run",
        "better by the only bound of a reference where name and unit do not tell",
    ),
)


def _reports(source: Source, notes: list[Note]) -> Iterator[Mapping[str, Any]]:
    if source.is_database:
        yield from _stored(source, notes)
        return
    try:
        whole = parse(source.text)
    except json.JSONDecodeError:
        left = parse_cut_off(source.text)
        if left is None:
            return
        whole, line = left
        notes.append(Note("skipped", "JSON truncated; the rest is skipped", source.name, line))
    if isinstance(whole, dict):
        yield whole


def _stored(source: Source, notes: list[Note]) -> Iterator[Mapping[str, Any]]:
    with opened(source) as connection:
        query = "SELECT json_blob FROM sessions ORDER BY session_start_unix"
        for (blob,) in connection.execute(query):
            try:
                session = parse(str(blob))
            except (json.JSONDecodeError, ReadError):
                session = None
            if isinstance(session, dict):
                yield session
            else:
                notes.append(Note("skipped", "a session that is no JSON", source.name))


def _cases(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for run in _objects(report.get("runs")):
        yield from _objects(run.get("testcases"))


def _objects(items: object) -> Iterator[Mapping[str, Any]]:
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield item


def _run(case: Mapping[str, Any]) -> FoundRun | None:
    """The run of a test case; ``None`` where it passed and measured nothing."""
    result = str(case.get("result") or "")
    variables = list(_variables(case))
    if not variables and result in ("pass", "success"):
        return None
    name = str(case.get("display_name") or case.get("name") or "")
    phase, reason = case.get("fail_phase"), case.get("fail_reason")
    why = ": ".join(str(part).strip() for part in (phase, reason) if part)
    return as_run(name, _facts(case), variables, result=result, reason=why or result)


def _variables(case: Mapping[str, Any]) -> Iterator[Variable]:
    """The performance variables: lists under ``system:partition:name``, before 4.7 objects."""
    values = case.get("perfvalues")
    for key, entry in values.items() if isinstance(values, dict) else ():
        if isinstance(entry, list) and len(entry) >= 5:
            value, expected, lower, upper, unit = entry[:5]
            name = key.rpartition(":")[2]
            yield Variable(name, real(value), _unit(unit), lower, upper, expected)
    for each in _objects(case.get("perfvars")):
        bounds = (each.get("thres_lower"), each.get("thres_upper"))
        name = str(each.get("name") or "value")
        unit, expected = _unit(each.get("unit")), each.get("reference")
        yield Variable(name, real(each.get("value")), unit, *bounds, expected)


def _unit(unit: object) -> str | None:
    return unit if isinstance(unit, str) else None


def _facts(case: Mapping[str, Any]) -> dict[str, Any]:
    system, _, partition = str(case.get("system") or "").partition(":")
    hosts = case.get("job_nodelist") or case.get("nodelist")
    return {
        "system": system or None,
        "partition": case.get("partition") or partition or None,
        "environ": case.get("environ") or case.get("environment"),
        "ranks": count(case.get("num_tasks")),
        "ranks_per_node": count(case.get("num_tasks_per_node")),
        "threads": count(case.get("num_cpus_per_task")),
        "devices_per_node": count(case.get("num_gpus_per_node")),
        "hosts": ",".join(map(str, hosts)) if isinstance(hosts, list) else hosts,
        "started": _started(case),
    }


def _started(case: Mapping[str, Any]) -> datetime | None:
    """When a case began to run: its completion less the time that it ran."""
    end, length = real(case.get("job_completion_time_unix")), real(case.get("time_run"))
    if not end or length is None:
        return None
    try:
        return datetime.fromtimestamp(end - length, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
