"""The folders of MLflow (``mlruns/EXPERIMENT/RUN``), each run by its ``meta.yaml``.

Metrics, parameters and tags are files beside it, named after what they hold; a metric has a line
for each value: time in milliseconds, value, step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parsers.notes import Note
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import real
from parsers.programs.logged_series import Point
from parsers.programs.measurements import as_reading
from parsers.programs.mlflow_run import ASSUMES, MlflowRun
from parsers.reader import Reading
from parsers.run_records.records import empty
from parsers.source import STDIN, Source

_STATUS: Final = ("", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED")
_LONGEST: Final = 1 << 20
_ENTRY: Final = re.compile(r"(\w+):(?: +(.*))?")


def _read(source: Source) -> Reading | None:
    entries = _entries(source.text)
    if "lifecycle_stage" not in entries:
        return None
    if not {"run_id", "run_uuid"} & entries.keys():
        note = Note("skipped", "MLflow experiment; its runs are in folders below it", source.name)
        return Reading(empty(), [note])
    if entries["lifecycle_stage"] == "deleted":
        return Reading(empty(), [Note("skipped", "deleted MLflow run", source.name)])
    folder = None if source.name == STDIN else source.path.absolute().parent
    status = entries.get("status", "")
    run = MlflowRun(
        experiment=_experiment(folder),
        name=entries.get("run_name") or None,
        status=_STATUS[int(status)] if status in ("1", "2", "3", "4", "5") else status,
        started=real(entries.get("start_time")),
        parameters=dict(_texts(folder, "params")),
        tags=dict(_texts(folder, "tags")),
        metrics={name: _points(text) for name, text in _texts(folder, "metrics")},
    )
    return as_reading(source, [run.found()])


def _entries(text: str) -> dict[str, str]:
    """Flat YAML: ``name: value`` lines, with or without quotes around the value."""
    found = (_ENTRY.fullmatch(line.rstrip()) for line in text.splitlines())
    return {match[1]: (match[2] or "").strip("'\"") for match in found if match}


def _experiment(folder: Path | None) -> str:
    if folder is not None:
        try:
            text = (folder.parent / "meta.yaml").read_text(encoding="utf-8", errors="replace")
            return _entries(text).get("name") or "MLflow"
        except OSError:
            pass
    return "MLflow"


def _texts(folder: Path | None, kind: str) -> Iterator[tuple[str, str]]:
    """The names of the files of one kind, which may lie in folders, and what is in them."""
    if folder is None:
        return
    for path in sorted((folder / kind).rglob("*")):
        if path.is_file() and path.stat().st_size <= _LONGEST:
            name = path.relative_to(folder / kind).as_posix()
            yield name, path.read_text(encoding="utf-8", errors="replace").strip()


def _points(text: str) -> list[Point]:
    points = []
    for line in text.splitlines():
        fields = line.split()
        numbers = [real(field) for field in fields]
        if len(fields) in (2, 3) and numbers[1] is not None:
            points.append((numbers[-1] or 0.0 if len(fields) == 3 else 0.0, numbers[1]))
    return sorted(points, key=lambda point: point[0])


PROGRAM = FileProgram(name="MLflow folder", primary="", read=_read, assumes=ASSUMES)
