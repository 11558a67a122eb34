"""What there is to know of a program that writes its results as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from parsers.grammar.middle import median
from parsers.notes import Note
from parsers.objects.json_text import is_cut_off, parse, parse_cut_off
from parsers.programs.measurements import UNFINISHED, FoundRun, Measurement, as_reading
from parsers.reader import ReadError, Reading
from parsers.source import Source

Refined = Callable[[FoundRun, Mapping[str, Any]], FoundRun | None]


@dataclass(frozen=True)
class JsonProgram:
    """A program by the paths of its JSON; members are parted by points.

    ``keys``: members that the file has to have. ``runs``: the path of the list of runs; where it
    is empty, the whole is one run. ``fields`` are facts by their names, ``shared`` those that
    stand once, above the list. ``results`` are quantities by their names, each a path and a unit
    (``real_time ns``); a list of numbers is its samples, and their median the value. ``unit``: the
    path of a unit that stands beside the numbers, for results without one. ``refined`` gets each
    run with the object that it is of, for what no path says; ``None`` leaves it out. ``of_whole``
    gets the whole for what no path says of all runs. ``assumes``: what no file says and is taken
    for granted.
    """

    name: str
    keys: tuple[str, ...]
    primary: str
    runs: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    shared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    results: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unit: str | None = None
    refined: Refined | None = None
    of_whole: Callable[[Mapping[str, Any]], Mapping[str, object]] | None = None
    assumes: tuple[str, ...] = ()

    def read(self, source: Source) -> Reading | None:
        """Return the runs of ``source``; ``None`` where it is not the program's.

        What is whole of a file that was cut off is read, with a remark; where nothing is, a run had
        begun.
        """
        whole, notes = whole_of(source)
        if whole is None and is_cut_off(source.text):
            reason = f"output of {self.name} ends before its result"
            begun = FoundRun(None, {"benchmark": self.name}, (), self.primary, UNFINISHED, reason)
            return as_reading(source, [begun])
        if not isinstance(whole, dict) or any(key not in whole for key in self.keys):
            return None
        items = list(self._items(whole))
        if notes and items and _has_parts(items[-1]):
            items.pop()
        return as_reading(source, self._runs(whole, items), notes)

    def _runs(
        self, whole: Mapping[str, Any], items: Sequence[Mapping[str, Any]]
    ) -> Sequence[FoundRun]:
        return [run for item in items if (run := self._run(whole, item)) is not None]

    def _items(self, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        if not self.runs:
            yield whole
            return
        items = at(whole, self.runs)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                yield item

    def _run(self, whole: Mapping[str, Any], item: Mapping[str, Any]) -> FoundRun | None:
        facts: dict[str, object] = {"benchmark": self.name}
        facts |= {} if self.of_whole is None else self.of_whole(whole)
        facts |= _facts(whole, self.shared) | _facts(item, self.fields)
        stated = at(item, self.unit) if self.unit else None
        measured = []
        for metric, text in self.results.items():
            path, _, unit = text.partition(" ")
            known = unit or (stated if isinstance(stated, str) else None)
            measured += _measurement(metric, at(item, path), known)
        run = FoundRun(None, facts, measured, self.primary)
        return run if self.refined is None else self.refined(run, item)


def whole_of(source: Source) -> tuple[object, list[Note]]:
    """Return what a file of JSON spells, of one that was cut off what is whole, with a remark.

    ``None`` where it is no JSON, or nested too deeply.
    """
    try:
        return parse(source.text), []
    except ReadError:
        return None, []
    except json.JSONDecodeError:
        left = parse_cut_off(source.text)
    if left is None:
        return None, []
    whole, line = left
    return whole, [Note("skipped", "JSON truncated; the rest is skipped", source.name, line)]


def _has_parts(item: Mapping[str, Any]) -> bool:
    """Whether an object has lists of more than numbers, and so may have been cut within one."""
    return any(
        isinstance(value, list) and any(isinstance(part, (dict, list)) for part in value)
        for value in item.values()
    )


def at(item: object, path: str | None) -> object:
    """Return what stands at ``path`` (``config.devices``) of an object; ``None`` where nothing."""
    for name in (path or "").split("."):
        item = item.get(name) if isinstance(item, dict) else None
    return item


def real(value: object) -> float | None:
    """Return a number as it stands in JSON, or as text (``"inf"``), as some programs have it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _facts(item: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, object]:
    found = {name: at(item, path) for name, path in paths.items()}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, (str, int, float)) and value != ""
    }


def _measurement(metric: str, value: object, unit: str | None) -> list[Measurement]:
    if isinstance(value, list):
        samples = [number for each in value if (number := real(each)) is not None]
        return [Measurement(metric, median(samples), unit, samples=samples)] if samples else []
    number = real(value)
    return [] if number is None else [Measurement(metric, number, unit)]
