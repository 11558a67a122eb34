"""What runcmp shows of files where nobody chose anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from analysis.runs import Choice, runs
from parsers import load

NOT_IDENTITY: Final = {"unit", "better", "interval", "status", "row", "record", "series"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of configurations. ``text`` is all that tells it from others."""

    text: str
    count: int | None
    n: int
    value: float | None
    low: float | None
    high: float | None
    efficiency: float | None
    is_baseline: bool
    start: int | None
    metric: str
    scaling: str | None
    line: int | None
    unit: str | None = None
    better: str | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows, and all that is said beside them; ``error`` where there is no table."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    error: str | None = None


def plain_words(text: str) -> str:
    """Return a text in small letters and digits alone, so that spellings agree."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def show_files(files: Mapping[str, str | bytes]) -> Shown:
    """Write the files to a folder and return what is shown of them."""
    with TemporaryDirectory(prefix="read") as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            content = text.encode() if isinstance(text, str) else text
            (folder / path).write_bytes(content)
        only = [folder / path for path in files] if len(files) == 1 else [folder]
        return _show([str(path) for path in only], name)


def _show(paths: list[str], folder: str) -> Shown:
    loaded = load(paths)
    notes = [str(note) for note in loaded.notes]
    if loaded.records.is_empty():
        return Shown((), tuple(notes), "nothing was read")
    result = runs(loaded.records, Choice())
    rows = tuple(_row(row, folder) for row in result.table.iter_rows(named=True))
    return Shown(rows, (*notes, *result.notes))


def _row(row: dict[str, Any], folder: str) -> Row:
    texts = [
        str(value).replace(folder, "")
        for name, value in row.items()
        if isinstance(value, str) and name not in NOT_IDENTITY
    ]
    return Row(
        " ".join(map(plain_words, texts)),
        row["count"],
        row["n"],
        row["value"],
        row["low"],
        row["high"],
        row["efficiency"],
        bool(row["is_baseline"]),
        row["baseline_devices"],
        row["metric"],
        row["scaling"],
        row["line"],
        row["unit"],
        row["better"],
        row["withheld"],
    )
