"""A run of Weights & Biases: the file ``run-ID.wandb`` of offline runs, or its JSON summary.

The file is a log of LevelDB behind a header (blocks of 32 KiB; a record is checksum, length, type
and data) of messages (``wandb_internal.proto``): 2 history, 3 summary, 5 config, 17 run, 18 exit.
Their items are 1 key, 2 nested keys, 16 value as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.objects.json_text import parse
from parsers.objects.values import flat
from parsers.programs.chosen_settings import settings
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import Point, gathered, measurements, primary_of
from parsers.programs.measurements import FoundRun, as_reading
from parsers.programs.protobuf_walk import fields, first, text
from parsers.reader import ReadError, Reading
from parsers.source import STDIN, Source

_HEADER: Final = 7
_BLOCK: Final = 32 * 1024
_FULL, _FIRST, _LAST = 1, 2, 4
_CONFIG: Final = re.compile(
    r"(?m)^(?P<name>[^\s:#_][^:\n]*):\n(?: +desc:.*\n)? +value: (?P<value>\S.*)$"
)


@dataclass
class _Run:
    """What the messages of one run say."""

    config: dict[str, Any] = field(default_factory=dict)
    history: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    project: str = ""
    exit_code: int | None = None

    def add(self, record: bytes) -> None:
        """Take in one message."""
        for number, content in fields(record):
            if not isinstance(content, bytes):
                continue
            if number == 2:
                entry = dict(_items(content))
                step = real(entry.get("_step"))
                self.history.append((float(len(self.history)) if step is None else step, entry))
            elif number == 3:
                self.summary |= dict(_items(content))
            elif number == 5:
                self.config |= dict(_items(content))
            elif number == 17:
                self.project = text(content, 3)
                given = first(content, 4)
                self.config |= dict(_items(given)) if isinstance(given, bytes) else {}
            elif number == 18:
                code = first(content, 1)
                self.exit_code = code if isinstance(code, int) else 0

    def found(self) -> FoundRun:
        series = gathered((at, _plain(entry)) for at, entry in self.history)
        for name, value in _plain(self.summary).items():
            number = real(value)
            if name not in series and number is not None:
                series[name] = [(0.0, number)]
        run = _found(self.config, series, self.project)
        if self.exit_code is None:
            return run._replace(status="running" if run.measured else "unknown", reason=_OPEN)
        if self.exit_code:
            return run._replace(status="failed", reason=f"exit code {self.exit_code}")
        return run


_OPEN: Final = "no end of the run in its file: it is running, or was killed"


def _found(config: Mapping[str, Any], series: Mapping[str, list[Point]], project: str) -> FoundRun:
    facts = settings(dict(flat({key: config[key] for key in config if not key.startswith("_")})))
    measured = measurements(series)
    primary = primary_of([each.metric for each in measured])
    run = FoundRun(None, {**facts, "benchmark": project or "training"}, measured, primary)
    return run if measured else run._replace(status="unknown", reason="nothing logged yet")


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of an entry, without what W&B adds (``_step``, ``_runtime``)."""
    return {name: value for name, value in flat(entry) if not name.startswith("_")}


def _items(message: bytes) -> Iterator[tuple[str, Any]]:
    for number, item in fields(message):
        if number == 1 and isinstance(item, bytes):
            nested = [
                part.decode(errors="replace")
                for own, part in fields(item)
                if own == 2 and isinstance(part, bytes)
            ]
            try:
                value = json.loads(text(item, 16))
            except (ValueError, RecursionError):
                continue
            yield text(item, 1) or ".".join(nested), value


def _records(content: bytes) -> Iterator[bytes]:
    """Yield the messages; what was cut off at the end is left out."""
    place, parts = _HEADER, bytearray()
    while place + 7 <= len(content):
        if (left := _BLOCK - place % _BLOCK) < 7:
            place += left
            continue
        length, kind = int.from_bytes(content[place + 4 : place + 6], "little"), content[place + 6]
        data = content[place + 7 : place + 7 + length]
        if len(data) < length or not kind:
            return
        parts = bytearray(data) if kind in (_FULL, _FIRST) else parts + data
        if kind in (_FULL, _LAST):
            yield bytes(parts)
        place += 7 + length


def _read(source: Source) -> Reading | None:
    if source.head.startswith(b":W&B"):
        run = _Run()
        for record in _records(source.read()):
            run.add(record)
        return as_reading(source, [run.found()])
    try:
        summary = parse(source.text)
    except (ReadError, json.JSONDecodeError):
        return None
    if not isinstance(summary, dict) or "_runtime" not in summary:
        return None
    series = gathered([(real(summary.get("_step")) or 0.0, _plain(summary))])
    return as_reading(source, [_found(_config_beside(source), series, "")])


def _config_beside(source: Source) -> dict[str, Any]:
    """The plain settings in ``config.yaml`` beside a summary."""
    if source.name == STDIN:
        return {}
    try:
        path = source.path.with_name("config.yaml")
        found = _CONFIG.finditer(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return {}
    return {match["name"]: match["value"].strip("'\"") for match in found}


PROGRAM = FileProgram(
    name="Weights & Biases",
    primary="",
    read=_read,
    assumes=(
        "the value of a metric is the last one",
        "the first rate, time, accuracy or loss is what a run is for",
        "a file without the end of its run is of one that runs, or was killed",
    ),
)
