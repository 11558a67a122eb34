"""Folders of results, archives of them, and what these hold, for tests."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, settings

from parsers import load
from parsers.archive.ingesting import opened, plan
from parsers.archive.manifest import read_manifest
from parsers.archive.part_scan import PartOf, scan
from parsers.archive.written_parts import INPUT, Outcome, read_chunk

VERSION = "0.0.test"
FEW = settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Of examples each of which is an archive of its own."""


def ingested(archive: Path, *paths: Path | str) -> list[Outcome]:
    """Read what is new or changed into ``archive``, in this process."""
    with opened(archive):
        todo = plan(archive, [str(path) for path in paths])
        return [read_chunk(archive, chunk, VERSION) for chunk in todo.chunks]


def stored(archive: Path) -> pl.DataFrame:
    """Return the records that count, as they stand in the parts."""
    manifest = read_manifest(archive)
    assert manifest.notes == ()
    parts = [PartOf(each.sequence, part) for each in manifest.commits for part in each.parts]
    return scan(archive, parts, manifest.superseded).collect()


def told(records: pl.DataFrame) -> list[tuple[object, ...]]:
    """Return what is to be equal: source, line, metric and value of each record, in order."""
    if records.is_empty():
        return []
    columns = [pl.col(name).cast(pl.String) for name in ("source", "metric")]
    return sorted(records.select(*columns, "line", "value").rows(), key=repr)


def expected(*paths: Path | str) -> list[tuple[object, ...]]:
    """Return what reading the files at once gives."""
    return told(load([os.path.abspath(path) for path in paths]).records)  # noqa: PTH100


def files(folder: Path, count: int, first: int = 0) -> Path:
    """Write so many small files of several kinds, of several systems and years."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        year, system = 2024 + number % 3, "ab"[number % 2]
        text = (
            "benchmark,system,started,nodes,runtime (s)\n"
            f"solve,{system},{year}-03-0{1 + number % 9}T10:00:00,{1 + number % 4},{10 + number}\n"
            f"solve,{system},{year}-03-0{1 + number % 9}T11:00:00,{2 + number % 4},{5 + number}\n"
        )
        if number % 5 == 4:
            text = f"| GPUs | Img/sec |\n|--|--|\n| {number} | 10 |\n"
        (folder / f"run-{number:03d}.csv").write_text(text)
    return folder


def aged(folder: Path) -> None:
    """Have all files look as if they had been written long ago, for the clock of the tests."""
    for path in folder.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


__all__ = ["INPUT", "VERSION", "aged", "expected", "files", "ingested", "stored", "told"]
