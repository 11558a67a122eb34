"""Lines that tell of one run in turn, as events: ``{"event": "start", "np": 4}``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading
from parsers.objects.values import Object, flat
from parsers.run_records.records import SCALE

_EVENTS: Final = ("event", "type", "kind", "phase", "msg", "message", "state", "action")
_IDS: Final = ("id", "run_id", "run", "job", "job_id", "jobid", "uuid", "task_id", "trial", "name")


def joined_events(objects: Sequence[Object]) -> list[tuple[int, Object]] | None:
    """Return the runs that ``objects`` tell of, each with the place of its first one.

    Some objects have what was set, others what was measured, and a member of both names the event.
    Those of one id are one run, whose later members count; without ids a run ends where the first
    event comes again. ``None`` where each object is a run by itself, or an event repeats in a run.
    """
    event = next((name for name in _EVENTS if _names_events(objects, name)), None)
    if event is None or not _tell_in_turn(objects):
        return None
    key = next((name for name in _IDS if all(name in each for each in objects)), None)
    runs: dict[object, tuple[int, list[Object]]] = {}
    begins = objects[0][event]
    number = 0
    for place, each in enumerate(objects):
        number += each[event] == begins
        runs.setdefault(str(each[key]) if key else number, (place, []))[1].append(each)
    for _, parts in runs.values():
        if len({str(part[event]) for part in parts}) < len(parts):
            return None
    joined: list[tuple[int, Object]] = [
        (place, {name: value for part in parts for name, value in part.items() if name != event})
        for place, parts in runs.values()
    ]
    return joined if len(joined) < len(objects) else None


def _names_events(objects: Sequence[Object], name: str) -> bool:
    """Whether all have a text under ``name``, and some texts of several objects."""
    said = [each.get(name) for each in objects]
    return all(isinstance(text, str) for text in said) and 1 < len(set(said)) < len(said)


def _tell_in_turn(objects: Sequence[Object]) -> bool:
    """Whether what counts the machine and what was measured stand in different objects alone."""
    counted, measured = False, False
    for each in objects:
        headings = [read_heading(name) for name, value in flat(each) if value is not None]
        counts = any(heading.name in SCALE for heading in headings)
        measures = any(heading.kind in MEASURED for heading in headings)
        if counts and any(_is_result(heading.kind, heading.text) for heading in headings):
            return False
        counted, measured = counted or counts, measured or measures
    return counted and measured


def _is_result(kind: str, text: str) -> bool:
    """Whether a heading is of a result; ``time`` and ``ts`` stamp each line."""
    return kind in MEASURED and text.lower() not in ("time", "ts", "t", "timestamp")
